"""Invented news by the sentence, for the tests of reuse: always the same for the same number."""

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
