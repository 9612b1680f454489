"""Events that are gathered bit by bit are those that are gathered at once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.ledger import gathering
from shilu.ledger.gathering import Gathering
from shilu.ledger.occurrences import Asked, Place, asked_of
from shilu.model.article import Span
from shilu.model.statements import EventMention

PLACES = {
    "p:land": Place(frozenset({"p:land"}), False),
    "p:east": Place(frozenset({"p:east", "p:land"}), False),
    "p:west": Place(frozenset({"p:west", "p:land"}), False),
    "p:dam": Place(frozenset({"p:dam"}), True),
}
WORDS = ("山洪冲毁桥梁", "山洪冲毁公路", "洪水漫过堤坝", "堤坝出现裂缝", "桥梁公路中断", "")
MENTIONS = st.tuples(
    st.one_of(st.none(), st.integers(1, 9)), st.integers(0, 5), st.one_of(st.none(), st.integers(1, 12)),
    st.sampled_from(["day", "day", "around", "month"]), st.sampled_from([(), ("p:east",), ("p:west",), ("p:land",), ("p:dam",)]),
    st.sampled_from([(), (), ("mayor",), ("army",), ("mayor", "army")]), st.sampled_from(WORDS), st.booleans(),
)  # fmt: skip
Row = tuple[int | None, int, int | None, str, tuple[str, ...], tuple[str, ...], str, bool]


def asked(number: int, row: Row, topic: str) -> Asked:
    first, length, told, precision, places, people, words, open_start = row
    dated = first is not None
    last = date(2024, 3, first + length) if first is not None else date(2024, 3, told) if told is not None else None
    mention = EventMention(
        id=f"evm:{number}", span=Span(f"art:{number}", 0, len(words)), trigger=(0, 1), type="accident_disaster", topic=topic,
        plover=None, first=date(2024, 3, first) if first is not None and not open_start else None, last=last,
        precision=precision, dated=dated, places=places, participants=people, realis="actual", background=False,
        statement=None, chain=(), factuality=(), rule="test",
    )  # fmt: skip
    return asked_of(mention, words, PLACES)


def gathered(shares: list[list[Row]], topic: str) -> list[list[str]]:
    made, number = Gathering(PLACES), 0
    for share in shares:
        told = [asked(number + at, row, topic) for at, row in enumerate(share)]
        number += len(share)
        made.extend([one for one in told if one.mention.dated], [one for one in told if not one.mention.dated])
    return [[one.id for one in (*group.mentions, *(mention for _, mention in group.later))] for group in made.groups]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(MENTIONS, max_size=5), min_size=2, max_size=8), st.sampled_from(["flood", "transport"]), st.integers(1, 4))
def test_bit_by_bit_is_at_once(shares: list[list[Row]], topic: str, looked_at: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "_LOOKED_AT", looked_at)
        assert gathered(shares, topic) == gathered([[row for share in shares for row in share]], topic)


def test_one_more_mention_asks_few_again() -> None:
    rows: list[Row] = [(1, 0, None, "day", ("p:east",), ("mayor",), WORDS[0], False)]
    rows += [(None, 0, 2, "day", ("p:east",), ("mayor",), WORDS[0], False)] * 200
    made, more = Gathering(PLACES), (2, 0, None, "day", ("p:west",), ("army",), WORDS[2], False)
    told = [asked(number, row, "flood") for number, row in enumerate(rows)]
    made.extend(told[:1], told[1:])
    homes = [one.home for one in made.undated]
    made.extend([asked(999, more, "flood")], [])
    assert [one.home for one in made.undated] == homes
    assert [len(group.later) for group in made.groups] == [200, 0]
