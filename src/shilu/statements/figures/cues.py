"""The words around a number that make it older, planned, estimated, corrected, new or another event's."""

from __future__ import annotations

import re

from shilu.model.patterns import late

PRIOR = late(
    r"一度|当时(?:官方|当局|通报|报告|公布|统计|确认)|曾(?:在|于|经)?[^，。；]{0,8}(?:报道|报告|通报|表示|称|公布|宣布|估计|说)|此前|早前|先前|原先|起初|最初|原本|早些时候|稍早|之前(?<!结束之前)(?<!到来之前)(?<!来临之前)|前一天|初步通报|起初通报"
)
CORRECTION = late(r"更正|修正|下修|下调|上修|修订|纠正|误报|订正|调低|向下修")
HISTORY = late(
    r"历史上(?!最|首|罕|规模|第)|史上(?!最|首|罕|规模|第)|上一次|上次|以往|历年|往年|过去\S{1,4}年"
    r"|近(?:些|几|数|十)?年来?(?!来?[^，。；]{0,6}(?:最|首|罕|少见))|多年来|长期以来"
)
_NEW, _STANDING = "新增|又有|再有|增加了|再添|新发现|新确诊", "现有|现存|尚有|尚在|仍在院|在院"
BASIS_OF = dict.fromkeys(_NEW.split("|"), "increment") | dict.fromkeys(_STANDING.split("|"), "stock")
BASIS_OF |= {"累计": "cumulative", "累积": "cumulative"}
BASIS = late("|".join(BASIS_OF))
NATIONAL = late(r"全国|3[14]个省|该国|国内|全境")
_RISING = "[将会]?(?:最终|还会|会)?(?:有)?(?:超过|突破|升至|增至|达到|上升到|过百|逾)"
# Each alternative of a pattern opens with a plain character: only then does `re` skip to the characters that can open it.
FORECAST = late("|".join(["最终可能", "可能最终", *(word + _RISING for word in ("恐", "料", "或", "可能", "势必", "将"))]))
REALIS = (
    ("conditional", late(r"如果|若是|一旦|假如|倘若|要是")),
    (
        "forecast",
        late(
            r"预计|预料|预测|料[将会]|恐将|或将|势将|最终可能|可能最终|可能(?:最终)?会|可能(?:[将多远]*)(?:超过|达到|升|增)|会超过|将(?:会|达到?|超过|升|增|上升|可能|至少)"
        ),
    ),
    (
        "planned",
        late(
            r"计划|拟(?<![模虚]拟)|打算|准备|预定|决定派|将(?=派|向|出动|增派|部署|提供|拨|发放|释放|转移|撤|疏散|举行|参加|从|开展|陆续|新建|新增|建设?|安装|投入|启动|安排|实施|推出|设立?|增加|开通|投放|分配|组织|打造|完成|覆盖|在[^，。；]{1,12}服务)"
            r"|要(?:安装|增加|投入)|按(?:计划|照计划|照安排|照规划)|根据(?:统一)?(?:计划|安排|部署|规划)"
        ),
    ),
    (
        "estimated",
        late(r"或许|估计|估算|初步(?:统计|估)|恐怕|恐(?![怖慌袭惧吓龙])|或已|或有|可能|疑有|疑似|相信|推测|大概|据信"),
    ),
    ("alleged", late(r"据称|声称|自称|传言|据传|传出|网传|所谓|涉嫌")),
)
ANY_REALIS = late("|".join(pattern.pattern for pattern in (FORECAST, *(pattern for _, pattern in REALIS))))
_PLAIN = [pattern.pattern for pattern in (PRIOR, CORRECTION, HISTORY, NATIONAL, ANY_REALIS)]
CUES = re.compile("|".join([*_PLAIN, BASIS.pattern]))
