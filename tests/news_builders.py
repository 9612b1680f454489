"""Invented news for the tests of reuse and stories: by the sentence, always the same for the same number; and two small stories."""

from __future__ import annotations

import random

from fakes import article
from shilu.model.article import Article

WHO = [
    "白芷县水利局",
    "柳桥镇政府",
    "青禾社",
    "东岭省消防队",
    "石渡村村民",
    "云门乡卫生院",
    "西原大学",
    "白芷河管理处",
    "陆望舒",
    "顾怀远",
]
DOES = ["通报", "介绍", "回应", "调查", "查看", "讨论", "修补", "重新计算", "搬走", "清点"]
WHAT = [
    "水库闸门的锈迹",
    "镇上停电的原因",
    "下游三个村的粮仓",
    "被冲断的木桥",
    "学校操场的积水",
    "临时帐篷的数目",
    "堤坝旁的旧仓库",
    "夜里响起的警报",
]
HOW = [
    "天亮以前",
    "在雨停之后",
    "与邻县一起",
    "当着记者的面",
    "没有说明理由",
    "比原先估计的慢",
    "用了整整两天",
    "沿着河岸",
    "按照旧图纸",
]

# A dam that cracks, and a fair: two stories that share no word.
DAM = (
    "白芷水库的闸门昨夜出现裂缝，柳桥镇连夜转移下游村民3000人，水利局抢修人员赶到大坝。",
    "柳桥镇说，白芷水库闸门裂缝长两米，下游三个村的村民已经转移4000人，抢修仍在进行。",
    "白芷水库抢修完毕，闸门裂缝被钢板封住，柳桥镇转移的村民开始回家，水利局将调查大坝。",
)
FAIR = (
    "云门乡的陶瓷博览会今天开幕，二百家窑厂展出青瓷和釉料，外国客商参观了龙窑。",
    "陶瓷博览会第二天，云门乡窑厂签下青瓷订单，客商对釉料配方最感兴趣。",
)


def sentences(seed: int, count: int = 14) -> list[str]:
    chance = random.Random(seed)
    pick = chance.choice

    def clause() -> str:
        return f"{pick(HOW)}{pick(WHO)}{pick(DOES)}了{pick(WHAT)}"

    return [f"{clause()}，{clause()}，共计{chance.randint(2, 990)}处。" for _ in range(count)]


def strange(seed: int, count: int = 14) -> list[str]:
    """Sentences that have no word in common with those of another seed: characters drawn at random."""
    chance = random.Random(f"strange {seed}")
    return ["".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(30)) + "。" for _ in range(count)]


def pairs(words: str) -> list[str]:
    """Words of two characters that were written without a space between."""
    return [words[at : at + 2] for at in range(0, len(words), 2)]


def post(name: str, lines: list[str] | str, *, title: str = "标题", outlet: str | None = None) -> Article:
    return article(lines, title=title, path=f"posts/{name}.md", outlet=outlet)
