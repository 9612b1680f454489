import re

import opencc
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.lang.script import simplify
from shilu.lang.tables import rows


def test_traditional_becomes_simplified_and_the_rest_stays() -> None:
    assert simplify("昨晚11點59分，當地時間週日「地震」Mir-24") == "昨晚11点59分，当地时间周日「地震」Mir-24"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="後裡週點時間發報導災區說麼著乾隻雲檯颱體灣", max_size=40))
def test_twice_is_once(text: str) -> None:
    assert simplify(simplify(text)) == simplify(text)


def test_what_changes_only_in_some_words_is_changed_there() -> None:
    assert [simplify(words) for words in ("回覆", "沈思", "一目瞭然", "藉口", "海哩", "毛坏", "甦醒", "衹得")] == [
        "回复", "沉思", "一目了然", "借口", "海里", "毛坯", "苏醒", "只得",
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="沈藉哩瞭甦衹坏覆毛土回答反英海得然醒的人不一灣𠀀", max_size=12))
def test_the_quick_look_never_spares_what_the_conversion_changes(text: str) -> None:
    assert simplify(text) == opencc.OpenCC("t2s").convert(text)


def test_the_table_holds_what_the_installed_opencc_changes_by_itself() -> None:
    plain = "\n".join(map(chr, [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]))
    changed = {old for old, new in zip(plain, opencc.OpenCC("t2s").convert(plain), strict=True) if old != new}
    [[told]] = rows("traditional.tsv")
    assert set(re.findall(f"[{told}]", plain)) == changed
