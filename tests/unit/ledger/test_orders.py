"""Two acts on one person, told in opposite orders."""

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger import judge
from shilu.model.ledger import Disagreement
from shilu.statements import state
from shilu.stories import one_story

FIRST = "岚州省政府8日宣布，以渎职罪逮捕该局已被革职的水利局局长郑远山。郑远山被免职的消息7日公布。"


def judged(*texts: str) -> list[Disagreement]:
    made = [article(text, title=f"第{n}条", published=f"2024-03-0{n}T10:00:00+08:00") for n, text in enumerate(texts, 6)]
    marks = [annotate(one) for one in made]
    entities = resolve(made, marks)
    stated = [state(one, found, entities) for one, found in zip(made, marks, strict=True)]
    return [one for one in judge(one_story(made), made, stated, entities).disagreements if one.rule == "order"]


@pytest.mark.parametrize(
    ("second", "states"),
    [
        ("在岚州省水利局前局长郑远山被捕和解职后，省长又撤换了两名副局长。", ["apparent"]),
        ("岚州省水利局前局长郑远山被捕后被解职，省长又撤换了两名副局长。", ["open"]),
        ("岚州省水利局前局长郑远山被革职后又被捕，省长又撤换了两名副局长。", []),
        ("岚州省水利局前局长郑远山7日被捕。", []),
    ],
)
def test_orders_that_differ_are_set_against_each_other(second: str, states: list[str]) -> None:
    found = judged(FIRST, second)

    assert [one.state for one in found] == states
    assert all(one.relation == "conflict" and len({m.span.article for m in one.members}) == 2 for one in found)


def test_the_passages_and_both_orders_are_shown() -> None:
    (one,) = judged(FIRST, "在岚州省水利局前局长郑远山被捕和解职后，省长又撤换了两名副局长。")

    assert [member.value for member in one.members] == ["先解职后被捕", "先被捕后解职"]
    assert "并列" in one.reason
    assert all(member.chain for member in one.members)
