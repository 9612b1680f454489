"""A judgement with memory is the judgement without: article by article, in any order, whatever changes or goes again."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fakes import article
from ledger_builders import ENTITIES, Case, at
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger import POLICIES, Memory, folding, judge
from shilu.ledger.events import Events
from shilu.model.article import Article, Span
from shilu.model.ledger import Ledger
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.statements import state
from shilu.stories import one_story
from shilu.stories.reuse import reused

FIGURES = st.tuples(
    st.integers(1, 40), st.sampled_from(["=", ">=", "~", "vague"]), st.integers(1, 5), st.integers(0, 23),
    st.sampled_from(["rescue", "ministry", "hospital", None]), st.sampled_from(["o:north", "o:south", "o:west"]),
    st.sampled_from(["all", "security", "civilians"]), st.sampled_from([None, "p:land", "p:east", "p:west"]),
    st.booleans(), st.sampled_from(["actual", "actual", "estimated", "forecast"]), st.sampled_from(["killed", "missing", "other"]),
    st.integers(0, 2), st.sampled_from([None, "龙卷风", "龙卷风横扫六州", "桥梁"]), st.booleans(),
)  # fmt: skip


def story_of(rows: list[tuple[Any, ...]]) -> Case:
    """One article for each row, with one to three numbers."""
    case = Case()
    for n, (value, op, on, hour, root, outlet, group, place, headline, realis, kind, more, population, corrects) in enumerate(rows):
        common = {"kind": kind, "group": group, "realis": realis, "outlet": outlet, "population": population}
        bounds = (20, 99) if op == "vague" else (value * 0.9, value * 1.1) if op == "~" else None
        case.say(
            f"f{n}", None if op == "vague" else value, at(on, hour, n % 60), root, op=op, bounds=bounds, place=place,
            headline=headline, correction=corrects, **common,
        )  # fmt: skip
        for extra in range(more):
            where = ("p:east", "p:west")[extra]
            case.say(f"f{n}x{extra}", value + extra, None, root, into=f"f{n}", place=where, **common)
    return case


def judged(case: Case, names: list[str], memory: Memory | None, policy: str = "latest-official", reuses: Any = ()) -> Ledger:
    articles = [case.articles[name] for name in names]
    stated = [Stated(f"art:{name}", (), tuple(case.figures[name]), ()) for name in names]
    return judge(one_story(articles), articles, stated, ENTITIES, policy, reuses=reuses, memory=memory)


@settings(max_examples=80, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=12), st.randoms(use_true_random=False), st.sampled_from(sorted(POLICIES)))
def test_article_by_article_the_ledger_is_the_same(rows: list[tuple[Any, ...]], chance: Any, policy: str) -> None:
    case, memory = story_of(rows), Memory()
    names = list(case.articles)
    chance.shuffle(names)
    for count in range(1, len(names) + 1):
        assert judged(case, names[:count], memory, policy) == judged(case, names[:count], None, policy)


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, min_size=6, max_size=20), st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 3))
def test_a_fold_taken_back_for_a_late_article_goes_on_as_it_would_have(
    rows: list[tuple[Any, ...]], chance: Any, between: int, marks: int
) -> None:
    one_matter = [(*row[:6], "all", None, *row[8:10], "killed", 0, None, row[13]) for row in rows]
    case, memory = story_of(one_matter), Memory()
    names = sorted(case.articles, key=lambda name: str(case.articles[name].published))
    late = [names.pop(chance.randrange(len(names) // 2, len(names))) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "BETWEEN", between)
        patch.setattr(folding, "MARKS", marks)
        for count in (len(names) // 2, len(names), len(names) + 1, len(names) + 2):
            some = [*names, *late][:count]
            assert judged(case, some, memory) == judged(case, some, None)


@settings(max_examples=40, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=9), st.data())
def test_whatever_set_is_judged_next_nothing_of_the_last_one_stays(rows: list[tuple[Any, ...]], data: st.DataObject) -> None:
    case, memory = story_of(rows), Memory()
    for _ in range(4):
        names = data.draw(st.lists(st.sampled_from(list(case.articles)), min_size=1, unique=True))
        policy = data.draw(st.sampled_from(sorted(POLICIES)))
        copied = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        reuses = tuple(Reuse(Span(f"art:{a}", 0, 90), Span(f"art:{copied[0]}", 0, 90), 1.0, "copy", True) for a in copied[1:])
        assert judged(case, names, memory, policy, reuses) == judged(case, names, None, policy, reuses)


SENTENCES = (
    "临澜市政府6日通报，洪水造成12人死亡，其中东岸区4人。", "岚州省水利厅预计，洪峰将于3月8日20时前后抵达临澜市。",
    "岚州省水利厅通报，洪峰于8日20时通过临澜市，死亡人数升至19人。", "临澜供水公司承诺在3月8日以前恢复北岸新村的全部供水。",
    "北岸新村的全部供水7日已经恢复。", "岚州省政府6日宣布，临澜全市即日起实行宵禁，宵禁将持续到3月20日。",
    "岚州省政府12日解除临澜全市的宵禁。", "水利厅发言人说，死亡人数可能超过30人。", "临澜市7日发生余震，3人受伤。",
    "岚州省省长郑远山6日表示，已有12人死亡，20人失踪。", "据当地媒体报道，至少15人死亡，数十人失踪。",
    "临澜供水公司承诺尽快恢复北岸新村的全部供水。", "北岸新村的全部供水仍未恢复。", "岚州省政府将宵禁延长到3月25日。",
    "郑远山将于3月9日发表讲话。", "郑远山9日在讲话中表示，洪水已经退去。", "临澜市一座仓库倒塌，伤亡人数尚不清楚。",
    "临澜市仓库倒塌没有造成人员伤亡。", "一名目击者说，水位涨得很快，桥面已经被淹没了。",
    "目擊者說，水位漲得很快，橋面已經被淹沒了。",
    "有居民说，水位涨得很快，桥面已经被淹没。", "岚州省省长郑远山被解职后被捕。", "岚州省逮捕了已被解职的省长郑远山。",
    "应急局发言人表示，20人失踪。", "岚州省应急局发言人赵立说，死亡人数升至21人。", "洪水造成至少18人死亡，另有30人受伤。",
    "东岸区发生山体滑坡，公路中断。", "临澜市7日发生第二次山体滑坡，造成6人死亡。",
    "虽然郑远山说“供水已经恢复”，但有居民称家中仍无水。",
)  # fmt: skip


def told(articles: list[Article], memory: Memory | None) -> Ledger:
    """The ledger of some posts, read, resolved and stated anew."""
    marks = [annotate(one) for one in articles]
    entities = resolve(articles, marks)
    stated = [state(one, found, entities) for one, found in zip(articles, marks, strict=True)]
    ordered = sorted(articles, key=lambda one: (one.published is None, one.published, one.id))
    return judge(one_story(articles), articles, stated, entities, reuses=reused(ordered), memory=memory)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=7),
    st.sampled_from([0, 1, 1, 2]),
    st.randoms(use_true_random=False),
)
@example([[SENTENCES[1], SENTENCES[5]]], 0, Random(0))  # a whole city with no place behind it
def test_posts_that_come_one_by_one_make_the_ledger_that_they_make_at_once(texts: list[list[str]], late: int, chance: Any) -> None:
    posts = [
        article(text, title=f"第{n}条", published=f"2024-03-{6 + n:02}T10:00:00+08:00", outlet=("临澜晚报", "岚州新闻网")[n % 2])
        for n, text in enumerate(texts)
    ]
    if late == 1:  # in any order; or in that of publication, but for one that comes last
        chance.shuffle(posts)
    elif late == 2:
        posts.append(posts.pop(chance.randrange(len(posts))))
    memory = Memory()
    for count in range(1, len(posts) + 1):
        assert told(posts[:count], memory) == told(posts[:count], None)


def test_one_more_article_makes_only_what_it_touches() -> None:
    case, memory = Case(), Memory()
    for n in range(60):
        case.say(f"killed{n}", n, at(1 + n // 20, n % 20), place="p:east")
        case.say(f"hurt{n}", n, None, into=f"killed{n}", kind="injured", place="p:west")
    case.say("last", 61, at(9), place="p:east")
    names = list(case.articles)
    before, after = judged(case, names[:-1], memory), judged(case, names, memory)
    kept = {id(series) for series in before.series} & {id(series) for series in after.series}
    assert [series.kind for series in after.series if id(series) in kept] == ["injured"]
    (one,), (two,) = ([series for series in ledger.series if series.kind == "killed"] for ledger in (before, after))
    assert {id(relation) for relation in one.relations} <= {id(relation) for relation in two.relations}


def test_a_judgement_that_is_broken_off_leaves_nothing_behind() -> None:
    case, memory = Case(), Memory()
    for n in range(6):
        case.say(f"killed{n}", n, at(1 + n), place="p:east")
    names = list(case.articles)
    judged(case, names[:3], memory)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Events, "all", broken)
        with pytest.raises(KeyboardInterrupt):
            judged(case, names[:5], memory)
    assert judged(case, names, memory) == judged(case, names, None)
