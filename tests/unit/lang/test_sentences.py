from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.lang.sentences import clauses, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, [(0, len(text))])]


def test_sentences_end_behind_their_marks_and_closing_quotes() -> None:
    assert cut("他说：“走吧。”大家走了！真的？") == ["他说：“走吧。”", "大家走了！", "真的？"]


def test_numbers_are_not_cut() -> None:
    text = "共3,811人，23:30结束，比1.5倍多。"
    assert cut(text) == [text]
    assert [text[a:b] for a, b in clauses(text, sentences(text, [(0, len(text))]))] == ["共3,811人", "23:30结束", "比1.5倍多"]


def test_initials_and_short_titles_do_not_end_a_sentence() -> None:
    assert cut("州长林远（J.B. Lin）在St. Anna说，船已开出。大家放心。") == [
        "州长林远（J.B. Lin）在St. Anna说，船已开出。",
        "大家放心。",
    ]
    assert cut("Mr. Lin met Sen. Moss. The ship left.") == ["Mr. Lin met Sen. Moss.", "The ship left."]
    assert cut("He left the USA. The ship stayed. 船在U.S. 停靠。") == [
        "He left the USA.",
        "The ship stayed.",
        "船在U.S.",
        "停靠。",
    ]


def test_no_sentence_crosses_a_block() -> None:
    assert sentences("标题\n正文", [(0, 2), (3, 5)]) == ((0, 2), (3, 5))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="甲乙1,.。！？”\n ，：", max_size=60))
def test_ranges_are_ordered_whole_and_without_space_at_their_ends(text: str) -> None:
    found = sentences(text, [(0, len(text))])
    at = 0
    for start, end in found:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
