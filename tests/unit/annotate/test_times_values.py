"""Values of time expressions, read on Wednesday 6 March 2024, 10:30 in Beijing."""

import re
from datetime import datetime

import pytest

from shilu.annotate.named import Named
from shilu.annotate.reading import reading
from shilu.annotate.times import mark_times
from shilu.model.article import Article, Block, OffsetMap, OutletRef
from shilu.model.marks import Point, TimeMark

PUBLISHED = datetime.fromisoformat("2024-03-06T10:30:00+08:00")


def article(text: str, published: datetime | None = PUBLISHED) -> Article:
    """A post of which only the text and its time matter; each line is a paragraph."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    outlet = OutletRef("wire", "江口通讯社")
    nothing = OffsetMap((0,), (0,), (0,))
    head = ("art:0", "p.md", "0", outlet, "标题", None, published, None, None, "none", "", None, ())
    return Article(*head, text, tuple(blocks), (), (), None, "zh", "hans", (), nothing)


def marks(text: str, published: datetime | None = PUBLISHED) -> tuple[TimeMark, ...]:
    return mark_times(reading(article(text, published)), Named.of(()))


def written(point: Point | None) -> str:
    return "" if point is None else point.isoformat(timespec="minutes") if isinstance(point, datetime) else point.isoformat()


def expected(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and the ranges that they stood around."""
    ranges, plain = [], ""
    for piece in re.split(r"(\[[^\]]*\])", sentence):
        if piece.startswith("["):
            ranges.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]")
    return plain, ranges


DAYS = """
国务院总理[3月5日上午]作报告 | 2024-03-05T06:00+08:00 | 2024-03-05T12:00+08:00
双方[昨晚]签署协议 | 2024-03-05T18:00+08:00 | 2024-03-06T00:00+08:00
[前天]，当地发生地震 | 2024-03-04
[上月底]，洪水淹没村庄 | 2024-02-24 | 2024-02-29
[去年12月25日]，他被捕 | 2023-12-25
[今年8月]将举行大选 | 2024-08-01 | 2024-08-31
停火于[12月31日]到期 | 2023-12-31
部队将于[4月1日]撤离 | 2024-04-01
紧急状态延长至[20日] | 2024-03-20
[28日]的爆炸造成5人死亡 | 2024-02-28
[2月28日至3月2日]，空袭持续 | 2024-02-28 | 2024-03-02
[28日至3月2日]，空袭持续 | 2024-02-28 | 2024-03-02
会议定于[3月15日至17日]举行 | 2024-03-15 | 2024-03-17
[4日至5日]访问埃及 | 2024-03-04 | 2024-03-05
[4至5日]访问埃及 | 2024-03-04 | 2024-03-05
[2023年底]，谈判破裂 | 2023-12-01 | 2023-12-31
[2023年10月]，冲突爆发 | 2023-10-01 | 2023-10-31
[二〇二三年五月一日]起施行 | 2023-05-01
[２０２３年５月１日]起施行 | 2023-05-01
[民国112年12月19日]出版 | 2023-12-19
[下周五]投票 | 2024-03-15
[上周末]两地交火 | 2024-03-02 | 2024-03-03
[周日凌晨]遭袭 | 2024-03-03T00:00+08:00 | 2024-03-03T06:00+08:00
[週日凌晨]遭襲 | 2024-03-03T00:00+08:00 | 2024-03-03T06:00+08:00
法院将在[周五]宣判 | 2024-03-08
[星期一]的会谈 | 2024-03-04
[三天前]抵达 | 2024-03-03
[两周前]宣布 | 2024-02-21
[一周多前]宣布 | 2024-02-21 | 2024-02-28
[一个月前]上任 | 2024-02-06
[两年前]爆发战争 | 2022-01-01 | 2022-12-31
[过去24小时内]有12人死亡 | 2024-03-05T10:30+08:00 | 2024-03-06T10:30+08:00
[过去三天]的轰炸 | 2024-03-04 | 2024-03-06
[近两日]街头平静 | 2024-03-05 | 2024-03-06
[未来三天]有暴雨 | 2024-03-07 | 2024-03-09
[本月初]生效 | 2024-03-01 | 2024-03-05
[下月]开始实施 | 2024-04-01 | 2024-04-30
[去年]共有300起 | 2023-01-01 | 2023-12-31
[今年上半年]出口 | 2024-01-01 | 2024-06-30
[2024年第一季度]增长 | 2024-01-01 | 2024-03-31
[北京时间6日凌晨3时]开始 | 2024-03-06T03:00+08:00
截至[5日18时]，水位下降 | 2024-03-05T18:00+08:00
[3月4日23:30许]起火 | 2024-03-04T23:30+08:00
地震发生在[5日晚间11点59分] | 2024-03-05T23:59+08:00
地震發生在[5日晚間11點59分] | 2024-03-05T23:59+08:00
[今早8点]复课 | 2024-03-06T08:00+08:00
[上世纪90年代]建成 | 1990-01-01 | 1999-12-31
[10月7日]袭击后 | 2023-10-07
[2月]，两军交火 | 2024-02-01 | 2024-02-29
[2024-03-01]发布 | 2024-03-01
[近一周]病例上升 | 2024-02-28 | 2024-03-06
[1月下旬]爆发 | 2024-01-21 | 2024-01-31
（江口社台北[5日]电） | 2024-03-05
[4日夜里至5日早上]有雨 | 2024-03-04T18:00+08:00 | 2024-03-05T12:00+08:00
[2024年除夕]团圆 | 2024-02-09
[农历八月十五]赏月 | 2023-09-29
[大年初二]回家 | 2024-02-11
[当地周日晚]起火，当地居民疏散 | 2024-03-03T18:00+08:00 | 2024-03-04T00:00+08:00
[上个小时]有余震 | 2024-03-06T09:30+08:00 | 2024-03-06T10:30+08:00
直至[本月 19 日]紧急状态解除 | 2024-03-19
"""


@pytest.mark.parametrize("row", DAYS.strip().splitlines())
def test_an_expression_has_its_words_and_its_value(row: str) -> None:
    sentence, first, *rest = (part.strip() for part in row.split("|"))
    text, ranges = expected(sentence)
    (mark,) = marks(text)
    assert [(mark.start, mark.end)] == ranges
    assert (written(mark.first), written(mark.last)) == (first, rest[0] if rest else first)


DECOYS = """
他第7次出访 共有2030名士兵 第45特种旅抵达 伊尔-76运输机 上周边国家 一日三餐 5日元 周一平先生 1月薪资 每年增长 十几个月大 国道3号线
9·11事件 G20峰会 两会代表 三号航站楼 比分是3:1 他提出三点要求 行动历时三天
"""


@pytest.mark.parametrize("text", DECOYS.split())
def test_what_only_looks_like_a_time_has_no_day(text: str) -> None:
    assert [mark for mark in marks(text) if mark.first or mark.last] == []
