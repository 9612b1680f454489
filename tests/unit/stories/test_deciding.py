"""People merge, split, move and pin, and the next sorting follows them, also when more has come."""

from __future__ import annotations

from datetime import datetime

import pytest

from fakes import article
from shilu.model.article import Article
from shilu.model.ids import make_id
from shilu.model.judgements import Decided, Judgement
from shilu.model.ledger import Story
from shilu.stories.grouping import grouped

DAM = [
    "白芷水库的闸门昨夜出现裂缝，柳桥镇连夜转移下游村民，水利局抢修人员赶到大坝。",
    "柳桥镇说，白芷水库闸门裂缝长两米，下游三个村的村民已经转移，抢修仍在进行。",
    "白芷水库抢修完毕，闸门裂缝被钢板封住，柳桥镇的村民开始回家，水利局将调查大坝。",
]
FAIR = [
    "云门乡的陶瓷博览会今天开幕，二百家窑厂展出青瓷和釉料，外国客商参观了龙窑。",
    "陶瓷博览会第二天，云门乡窑厂签下青瓷订单，客商对釉料配方最感兴趣。",
]


def posts(lines: list[str], name: str) -> list[Article]:
    return [
        article(line, title=line[:12], published=f"2024-03-{1 + n:02}T09:00:00+08:00", path=f"posts/{name}{n}.md")
        for n, line in enumerate(lines)
    ]


DAMS, FAIRS = posts(DAM, "dam"), posts(FAIR, "fair")
NEWS = [*DAMS, *FAIRS]
LATER = article(
    "柳桥镇公布，白芷水库闸门裂缝长两米，三个村的村民转移完毕，抢修进行到夜里，下游安全。",
    title="柳桥镇公布闸门裂缝",
    published="2024-03-07T09:00:00+08:00",
    path="posts/later.md",
)


def sto(one: Article) -> str:
    return make_id("sto", one.id)


def say(action: str, target: str, value: str | None = None, hour: int = 1) -> Judgement:
    at = datetime.fromisoformat(f"2024-03-04T{hour:02}:00:00+08:00")
    return Judgement(f"jud:{action}{hour}", at, "编辑", action, target, None, None, value, "看过原文")


def homes(articles: list[Article], *judgements: Judgement) -> tuple[dict[str, int], tuple[Story, ...], tuple[Decided, ...]]:
    found = grouped(articles, judgements)
    members = {key: n for n, story in enumerate(found.stories) for key in story.articles}
    return members, found.stories, found.decided


def test_merged_stories_are_one_that_both_ids_lead_to() -> None:
    members, [story], [decided] = homes(NEWS, say("merge", sto(FAIRS[0]), sto(DAMS[0])))
    assert set(members) == {one.id for one in NEWS}
    assert decided.attached == sto(FAIRS[0])
    assert [(line.op, line.was) for line in story.lineage] == [("merge", sto(FAIRS[0]))]
    assert len(story.parts) == 2
    assert "看过原文" in next(one.because for one in story.reasons if one.article == FAIRS[0].id)


def test_an_article_that_is_moved_stays_moved_when_more_comes() -> None:
    move = say("move", DAMS[1].id, sto(FAIRS[0]))
    before, *_ = homes(NEWS, move)
    after, stories, _ = homes([*NEWS, *posts([FAIR[0] + "天晴。"], "new")], move)
    for members in (before, after):
        assert members[DAMS[1].id] == members[FAIRS[0].id] != members[DAMS[0].id]
    assert sorted(key for story in stories for key in story.articles) == sorted(after)


def test_what_comes_after_a_split_goes_with_what_it_is_nearest_to() -> None:
    split = say("split", DAMS[1].id)
    members, *_ = homes([*NEWS, LATER], split)
    assert members[DAMS[0].id] == members[DAMS[2].id] != members[DAMS[1].id]
    assert members[LATER.id] == members[DAMS[1].id]
    assert homes([*NEWS, LATER])[0][LATER.id] == homes([*NEWS, LATER])[0][DAMS[0].id]


def test_what_the_editor_saw_and_left_stays() -> None:
    late = say("split", DAMS[1].id)
    late = Judgement(late.id, datetime.fromisoformat("2024-03-09T09:00:00+08:00"), *late.__reduce__()[1][2:])
    members, *_ = homes([*NEWS, LATER], late)
    assert members[LATER.id] == members[DAMS[0].id] != members[DAMS[1].id]


def test_several_articles_are_split_off_together_and_the_rest_keeps_its_old_id_in_its_lineage() -> None:
    members, stories, _ = homes(NEWS, say("split", DAMS[0].id, DAMS[1].id))
    assert members[DAMS[0].id] == members[DAMS[1].id] != members[DAMS[2].id]
    rest = next(story for story in stories if DAMS[2].id in story.articles)
    assert ("split", sto(DAMS[0])) in {(line.op, line.was) for line in rest.lineage}


def test_a_pinned_article_stays_with_its_neighbour_and_the_last_decision_holds() -> None:
    pin, move = say("pin", DAMS[1].id, DAMS[0].id, 3), say("move", DAMS[1].id, sto(FAIRS[0]), 2)
    members, *_ = homes(NEWS, move, pin)
    assert members[DAMS[1].id] == members[DAMS[0].id]


@pytest.mark.parametrize(
    "one", [say("merge", "sto:gone", sto(DAMS[0])), say("move", DAMS[0].id, "sto:gone"), say("pin", "art:x", "art:y")]
)
def test_a_decision_about_what_is_not_there_changes_nothing_and_is_told(one: Judgement) -> None:
    _, stories, [decided] = homes(NEWS, one)
    assert decided.attached is None
    assert stories == grouped(NEWS).stories


def test_decisions_do_not_depend_on_the_order_of_the_articles() -> None:
    say_all = (
        say("split", DAMS[1].id, None, 1),
        say("merge", sto(FAIRS[0]), sto(DAMS[0]), 2),
        say("move", DAMS[1].id, sto(DAMS[2]), 3),
    )
    assert grouped(NEWS, say_all) == grouped(NEWS[::-1], say_all)
