"""Events: the word that names one, its day, place and participants; what has not happened is none."""

from __future__ import annotations

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.statements import EventMention
from shilu.statements import state


def read(text: str) -> tuple[EventMention, ...]:
    post = article(text, published="2024-03-06T10:30:00+08:00")
    marks = annotate(post)
    return state(post, marks, resolve([post], [marks])).events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临澜市5日爆发抗议。", ["demonstration"]),
        ("临澜市5日发生山体滑坡。", ["accident_disaster"]),
        ("山体滑坡造成三人死亡。", ["accident_disaster"]),
        ("警方5日逮捕了两名船工。", ["arrest"]),
        ("局长林知夏5日宣布辞职。", ["resignation"]),
        ("示威者冲进了议会大楼。", ["building_seizure"]),
        ("一艘渡轮5日沉没。", ["accident_disaster"]),
        ("临澜市政府5日宣布进入紧急状态。", ["emergency_declared"]),
        ("警方没有逮捕任何人。", []),
        ("示威者持有逮捕令。", []),
        ("为了防止发生山体滑坡，公路已经加固。", []),
        ("如果发生山体滑坡，公路将会中断。", []),
        ("警方可以逮捕船工。", []),
        ("山体滑坡的成因很复杂。", []),
        ("他没有发出任何声音。", []),
        ("自两国冲突爆发以来，粮价不断上涨。", []),
        ("外交部5日发表声明称，粮价会上涨。", []),
        ("外交部5日发表声明。", ["other"]),
        ("总统5日发表电视讲话说，粮价会上涨。", ["other"]),
    ],
)
def test_the_type_of_an_event(text: str, expected: list[str]) -> None:
    assert [one.type for one in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "dated"),
    [
        ("临澜市5日爆发抗议。", "2024-03-05", "2024-03-05", True),
        ("5日，临澜市爆发抗议。", "2024-03-05", "2024-03-05", True),
        ("临澜市爆发抗议。", None, "2024-03-06", False),
        ("局长林知夏5日表示，临澜市爆发抗议。", None, "2024-03-05", False),
        ("抗议5日在临澜市举行。", "2024-03-05", "2024-03-05", True),
    ],
)
def test_the_day_of_an_event(text: str, first: str | None, last: str, dated: bool) -> None:
    (one,) = read(text)

    assert (one.first and str(one.first)[:10], str(one.last)[:10], one.dated) == (first, last, dated)


def test_what_happened_long_ago_is_background() -> None:
    (one,) = read("2008年，临澜市发生山体滑坡。")

    assert (one.background, one.precision) == (True, "year")


def test_who_takes_part() -> None:
    (one,) = read("临澜市公安局5日逮捕了局长林知夏。")

    assert len(one.participants) >= 1


def test_the_traditional_script_gives_the_same() -> None:
    assert [one.type for one in read("臨瀾市5日發生山體滑坡，警方逮捕了兩名船工。")] == ["accident_disaster", "arrest"]
