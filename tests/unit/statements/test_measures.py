"""Measures of authorities: what is done with them, from when and until when, by whom and where; what is no measure."""

from __future__ import annotations

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.statements import MeasureMention
from shilu.statements import state


def read(text: str) -> tuple[MeasureMention, ...]:
    post = article(text, published="2024-03-06T10:30:00+08:00")
    marks = annotate(post)
    return state(post, marks, resolve([post], [marks])).measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临澜市政府5日宣布进入紧急状态。", [("state_of_emergency", "impose")]),
        ("临澜全市的紧急状态将持续到3月20日。", [("state_of_emergency", "hold")]),
        ("临澜市政府将宵禁延长至20日。", [("curfew", "extend")]),
        ("临澜市解除了宵禁。", [("curfew", "lift")]),
        ("临澜市考虑实施宵禁。", [("curfew", "propose")]),
        ("临澜市没有实施宵禁。", []),
        ("如果水位再涨，临澜市将实施宵禁。", []),
        ("宵禁期间，渡轮照常开行。", [("curfew", "mention")]),
        ("临澜市政府要求低洼地带的居民在8日以前撤离。", [("evacuation_order", "impose")]),
        ("低洼地带的居民已经撤离。", []),
        ("临澜全市中小学停课三天。", [("school_work_suspension", "impose")]),
        ("临澜的中小学8日复课。", [("school_work_suspension", "lift")]),
        ("两座大桥关闭，机场也已关闭。", [("movement_restriction", "impose"), ("airspace_airport_closure", "impose")]),
        ("临澜水务局将防汛应急响应提升至二级。", [("alert_level", "impose")]),
        ("临澜市取消了原定周末举行的音乐会。", [("event_cancellation", "impose")]),
        ("临澜警方批准警员使用致命武力。", [("use_of_force_authorisation", "impose")]),
        ("水务局要求各区根据水位及时启动应急响应。", []),
        ("水务局及时启动应急响应。", [("alert_level", "impose")]),
        ("各区视情停课停工。", []),
        ("自清剿行动开始以来，交通照常。", [("other", "mention")]),
        ("临澜市民呼吁取消宵禁，店主关闭了账户。", [("curfew", "mention")]),
    ],
)
def test_the_act_on_a_measure(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.type, one.act) for one in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("临澜市即日起进入紧急状态，有效期至3月9日24时。", "2024-03-06", "2024-03-10T00:00:00+08:00"),
        ("临澜市自7日起实施宵禁。", "2024-03-07", None),
        ("临澜市3月7日至9日停课。", "2024-03-07", "2024-03-09"),
        ("临澜市实行紧急状态，实施宵禁，直至3月19日。", None, "2024-03-19"),
        ("临澜市要求居民在8日以前撤离。", None, None),
        ("临澜市宣布，3月11日为全市哀悼日。", "2024-03-11", "2024-03-11"),
    ],
)
def test_the_days_of_a_measure(text: str, first: str | None, last: str | None) -> None:
    for one in read(text):
        assert (one.first.isoformat() if one.first else None, one.last.isoformat() if one.last else None) == (first, last)


def test_an_end_that_is_no_day_is_kept_as_words() -> None:
    (one,) = read("临澜市宣布进入紧急状态，直至洪水退去。")

    assert (one.last, one.until_reason) == (None, "洪水退去")


def test_a_planned_lifting_is_marked_planned() -> None:
    (one,) = read("两座大桥将于8日重新开放。")

    assert (one.act, one.realis, str(one.first)) == ("lift", "planned", "2024-03-08")


def test_the_traditional_script_gives_the_same() -> None:
    (one,) = read("临澜市政府將宵禁延長至20日。")

    assert (one.type, one.act, str(one.last)) == ("curfew", "extend", "2024-03-20")
