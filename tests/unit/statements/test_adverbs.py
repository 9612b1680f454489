"""What stands between a subject and its verb: long words are cut as short ones are, in bounded time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from shilu.statements.attribution.clauses import ADVERBS, LONGEST, _cut, only_adverbs

words = st.text(alphabet="时后在于但还也对此会上今天，发表声明讲话的接受采访", max_size=11)


@given(words)
def test_long_words_are_cut_as_the_pattern_cuts_short_ones(text: str) -> None:
    assert (len(text) in _cut(text)) == (ADVERBS.fullmatch(text) is not None)


def test_no_words_take_more_than_a_moment() -> None:
    """A pattern that may cut 时时时时 in every way would take for ever."""
    began = time.perf_counter()
    for ending in ("", "，", "过去"):
        for piece in ("时", "后", "上时", "在上", "时，"):
            only_adverbs((piece * LONGEST)[: LONGEST - 2] + ending)
    assert time.perf_counter() - began < 5


def test_what_is_an_adverbial_stays_one() -> None:
    assert only_adverbs("随后在记者会上接受采访时")
    assert only_adverbs("今天上午在青湾举行的发布会上还")
    assert not only_adverbs("今天上午带着三名同事和两个孩子离开")
