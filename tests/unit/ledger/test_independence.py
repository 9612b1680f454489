"""Independent roots: names of one voice, one speech in two outlets, one wire in three."""

import pytest

from fakes import article
from ledger_builders import Case, at, unnamed
from shilu.engine.build import Build, Gathered, Options, assemble
from shilu.ledger.agents import Agents, agents_of
from shilu.model.article import Span
from shilu.model.entities import Entities, Entity, Role
from shilu.model.ledger import Estimate
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.stories import publication_order

WIRE = "连日暴雨引发的山洪冲毁桥梁两座，截至当晚已造成31人死亡，另有12人下落不明，搜救仍在进行，下游三个乡镇的居民已经转移。"
OWN = "本报记者在青石沟看到，沿河的房屋大多进水，村民正把粮食搬到高处，道路还没有抢通。"


def agent(key: str, kind: str, name: str | None, *names: str, roles: tuple[tuple[str, str | None, str | None], ...] = ()) -> Entity:
    held = tuple(Role(title, org, change, None, Span("art:x", 0, 2)) for title, org, change in roles)
    return Entity(
        id=key, type=kind, name=name, names=names or ((name,) if name else ()), name_en=None, country=None, lat=None, lon=None,
        precision=None, same_as=(), mentions=(), roles=held,
    )  # fmt: skip


def voices(*known: Entity) -> Agents:
    return agents_of(Entities({one.id: one for one in known}, {}), ())


MINISTRY = agent("ministry", "organisation", "青禾国水利部", "青禾国水利部", "水利部")
PAPER = agent("paper", "outlet", "南风网")
PROVINCE = agent("east", "place", "东岭省")
GOVERNOR = agent("governor", "person", "陆望舒", "陆望舒", "Lu Wangshu", roles=(("省长", "east", None),))


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("水利部发言人", "ministry"), ("水利部的一名發言人", "ministry"), ("南风网记者", "paper"), ("南风网驻东岭记者", "paper"),
        ("省长", "governor"), ("东岭省长", "governor"), ("东岭省省长Lu Wangshu", "governor"), ("Wangshu", "governor"),
        ("水利部官员", "x"), ("市长", "x"), ("现场记者", "x"), ("望舒", "x"),
    ],
)  # fmt: skip
def test_words_without_a_name_are_heard_as_the_one_they_mean(words: str, heard: str) -> None:
    assert voices(MINISTRY, PAPER, PROVINCE, GOVERNOR, agent("x", "person", None, words)).voice("x") == heard


def test_two_holders_of_an_office_are_not_guessed_at() -> None:
    other = agent("other", "person", "沈青梧", roles=(("省长", None, None),))
    known = voices(PROVINCE, GOVERNOR, other, agent("x", "person", None, "省长"), agent("y", "person", None, "东岭省省长"))
    assert (known.voice("x"), known.voice("y")) == ("x", "governor")


@pytest.mark.parametrize(
    ("title", "change", "heard"),
    [("发言人", None, "ministry"), ("部长", "appointed", "ministry"), ("部长", "dismissed", "he"), ("顾问", None, "he")],
)
def test_who_heads_a_body_or_speaks_for_it_is_its_voice(title: str, change: str | None, heard: str) -> None:
    he = agent("he", "person", "沈青梧", roles=((title, "ministry", change),))
    assert voices(MINISTRY, he).voice("he") == heard


def test_a_name_that_some_article_has_as_mere_words_is_one_source_with_it() -> None:
    words = agent("a", "organisation", None, "青禾国水利部")
    known = agents_of(Entities({"ministry": MINISTRY}, {}), [Stated("art:x", (), (), (words,))])
    assert (known.voice("a"), known.voice("ministry")) == ("ministry", "ministry")


def test_number_and_measure_make_no_other_source() -> None:
    some = (
        agent("a", "person", None, "当地官员"),
        agent("b", "person", None, "一名当地官员"),
        agent("c", "person", None, "當地官員們"),
    )
    assert {voices(*some).voice(one.id) for one in some} == {"a"}


def shared(*homes: str) -> tuple[Reuse, ...]:
    first, *rest = homes
    return tuple(Reuse(Span(f"art:{home}", 0, 200), Span(f"art:{first}", 0, 200), 1.0, "copy", True) for home in rest)


def test_one_wire_in_three_outlets_is_one_root_and_no_corroboration() -> None:
    case = Case()
    for hour, (name, outlet) in enumerate((("north", "o:north"), ("south", "o:south"), ("west", "o:west"))):
        case.say(name, 31, at(3, 9 + hour), None, outlet=outlet)
    (series,) = case.judge().series
    assert series.estimates[-1].roots == ("o:north", "o:south", "o:west")
    (series,) = case.judge(reuses=shared("north", "south", "west")).series
    assert series.estimates[-1].roots == ("o:north",)
    assert series.estimates[-1].outlets == ("o:north", "o:south", "o:west")
    assert {(r.relation, r.rule) for r in series.relations} == {("repeats", "R1")}
    assert "转载" in series.relations[0].reason


def test_the_copy_that_names_its_source_speaks_for_the_others() -> None:
    case = Case()
    case.say("north", 31, at(3, 9), None)
    case.say("south", 31, at(3, 12), "rescue", outlet="o:south")
    (series,) = case.judge(reuses=shared("north", "south")).series
    assert series.estimates[-1].roots == ("rescue",)


def test_another_number_in_the_same_words_is_a_correction_not_a_conflict() -> None:
    case = Case()
    case.say("north", 31, at(3, 9), None)
    case.say("south", 29, at(3, 14), None, outlet="o:south")
    (series,) = case.judge(reuses=shared("north", "south")).series
    assert [(r.relation, r.rule) for r in series.relations] == [("revised_down", "R7")]


def test_unnamed_sources_differ_by_their_words() -> None:
    case = Case()
    case.agents = unnamed("u:1", "当地官员"), unnamed("u:2", "一名当地官员"), unnamed("u:3", "目击者")
    for number, outlet in (("1", "o:north"), ("2", "o:south"), ("3", "o:west")):
        case.say(f"by{number}", 31, at(3, 9), f"u:{number}", outlet=outlet)
    assert case.series("by1").estimates[-1].roots == ("u:1", "u:3")


def built(*posts: tuple[str, str]) -> Build:
    made = [
        article(text, title=f"第{number}篇", outlet=outlet, published=f"2024-05-03T2{number}:00:00+08:00")
        for number, (outlet, text) in enumerate(posts)
    ]
    return assemble(Gathered(tuple(sorted(made, key=publication_order)), (), (), ()), Options())


def killed(build: Build) -> Estimate:
    (series,) = (one for one in build.ledger.series if one.kind == "killed")
    return series.estimates[-1]


def test_a_build_counts_one_root_for_a_wire_that_three_outlets_print() -> None:
    found = killed(built(("北方晨报", WIRE), ("南风网", f"{OWN}\n{WIRE}"), ("西原新闻", WIRE)))
    assert (found.best, len(found.roots), len(found.outlets)) == (31, 1, 3)


def test_a_build_counts_one_root_for_one_speech_in_two_outlets() -> None:
    one = "临江市应急管理局局长郑远山在记者会上说，山洪已造成31人死亡。"
    two = "青石沟桥断之后，各地救援队连夜赶到。郑远山表示，目前有31人死亡。"
    found = killed(built(("北方晨报", one), ("南风网", two)))
    assert (found.best, len(found.roots), len(found.outlets)) == (31, 1, 2)
