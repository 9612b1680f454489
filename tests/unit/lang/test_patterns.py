import re

from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.lang.patterns import led, longest, without

WORDS = ["省", "自治区", "水库", "水电站", "新闻网", "新闻社", "电台", "广播电台"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "水", "电", "新", "甲"]), max_size=12).map("".join))
def test_a_led_pattern_finds_what_the_plain_alternation_finds(text: str) -> None:
    plain = [m.span() for m in re.finditer("|".join(WORDS), text)]
    assert [m.span() for m in re.finditer(led(WORDS), text)] == plain


def test_a_word_may_be_a_pattern_behind_its_first_character() -> None:
    assert [m.start() for m in re.finditer(led(["公(?<!分公)司", "大学"]), "分公司，公司，大学")] == [4, 7]


def test_a_class_without_some_characters() -> None:
    assert re.fullmatch(without("的在") + "+", "桥水")
    assert not re.search(without("的在"), "的在a，1")


@given(
    st.lists(st.text(alphabet="人次民币元-.%", min_size=1, max_size=4), min_size=1, max_size=8),
    st.text(alphabet="人次民币元-.%", max_size=6),
)
def test_the_longest_word_is_found(words: list[str], text: str) -> None:
    found = re.match(longest(words), text)
    assert (found.group() if found else "") == max((word for word in words if text.startswith(word)), key=len, default="")
