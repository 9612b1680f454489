"""Where a noun phrase behind a number ends: before what its people do and what happens to its things."""

from __future__ import annotations

import re

from shilu.lang.ordinary import ordinary_word
from shilu.model.patterns import late

HAN = late("[\u4e00-\u9fff]")
_MANNER = re.compile(  # 6人|经抢救无效|死亡: how, and not who
    "经(?![理销营济]|费)|自行(?!车)|自愿|主动|送医|送院|无(?=生命|法|需|恙|碍|大碍|一)|就(?!业岗|医|餐)|未(?!成年|婚)|不(?!同|明|少|锈|良|法)|[又被已从由均都随仍尚还]|全部|紧急|乘坐|冒着|通过|因(?!特)|陆续|相继|直接|"
    "独自|徒步|一起|共同|联名|停泊|前来|来自|来到|位于|分别|高度|连续|同时|多次|再次|口(?![罩腔袋岸])"
)
_ASPECT = re.compile("(?<=[\u4e00-\u9fff])[了着](?![解陆落火急装手重眼名])")
_DOER = re.compile("[员者](?![工额会外国])")
_OF_DOERS = late("的|[\u4e00-\u9fff]{0,4}(?:[员者家人属友众长会团队]|代表|子女|遗体|家庭|领袖|之[一间家])\\Z")
_HAPPENS = re.compile(
    "(?:实施|赶赴|发生|宣布|要求|表示|开始|导致|造成|引发|出现|受损|被毁|中断|关闭|停运|延长|预计|签约|入驻|落户|开工|投产|上线|面向|冲击|接受|获得|完成|实现|"
    "来到|来自|位于|采取|举行|召开|通报|公布|发布|证实|透露|指出|涉及|分布|超过|达到|不得不|根本|仅仅|几乎|纷纷|集体|坚守|闯入|进入|进出|写道|打来|改在|滞留|滞困|断电|停电)"
    "(?![者人员案区点量率权期书线款])|[称](?![呼号谓])|对(?![手象外岸])|由(?!于)|为(?=事故|了)|自行(?!车)|陆续|相继|拖(?=着)|带(?=着)|又|尤其"
)


def phrase_end(text: str, start: int, end: int) -> int:
    """Where the noun phrase ends that begins at `start` and may run to `end`; `start` when none begins there."""
    if _MANNER.match(text, start, end):
        return start
    done = _ASPECT.search(text, start + 2, end)
    if done:
        end = max(start, done.start() - (2 if ordinary_word(text[done.start() - 2 : done.start()]) else 1))
    doer = _DOER.search(text, start, end)
    if doer and doer.end() < end and not _OF_DOERS.match(text, doer.end(), end):
        end = doer.end()
    happens = _HAPPENS.search(text, start + 1, end)
    if happens and text.find("的", happens.end(), end) < 0:
        end = happens.start()
    return end
