"""No text takes the markers more than time in proportion to its length, and every mark is a slice of it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.marks import Annotations
from shilu.statements import state

MEGABYTE = 1_000_000  # characters
LINES = ["7", "７", "“", "”", "“”", '"', "年月日", "一二三", "十", "、", "（", "）", "【】", "《", "负", "又"]
TURNS = [
    "1,000,",
    "-1",
    "一点",
    "“』",
    "「”",
    "（】",
    "1至",
    "一 ",
    "3人、",
    "周一",
    "正月初一",
    "多",
    "三分之",
]  # signs that hold one another up
TRIGGERS = """
    0 1 9 ７ . , ， 。 ； 、 ： “ ” ‘ ’ 「 」 " ( ） （ 《 》 - — ～ % / 年 月 日 时 点 分 秒 周 星期 季度 号 今 昨 明 前 后 初 底
    上 下 中 一 二 两 三 十 百 千 万 亿 零 〇 廿 壹 拾 佰 兆 半 几 数 多 余 来 第 又 分之 百分之 成 负 约 近 超 逾 至少 最多 可能
    多达 不超过 至 到 截至 自 以来 为止 人 名 个 元 美元 吨 小时 天 级 地震 死亡 伤亡 不详 多少 表示 说 称 据 总统 省 市 氏 將
    萬 點 \u0301 \u20e3 \u200d \u3000 \xa0 😀 𠀀 A z
"""
written = st.lists(
    st.sampled_from([*TRIGGERS.split(), "\u3000", "\xa0", "\n"]) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=60
)


def marks(text: str) -> tuple[str, Annotations]:
    post = article("甲" + text)
    return post.text, annotate(post)


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_a_megabyte_of_one_sign_takes_two_seconds_at_most(line: str) -> None:
    post = article("甲" + line * (MEGABYTE // len(line)))
    began = time.process_time()
    annotate(post)
    assert time.process_time() - began < 2


@pytest.mark.slow
@pytest.mark.parametrize("turn", TURNS)
def test_twice_the_text_takes_about_twice_the_time(turn: str) -> None:
    spent = []
    for length in (20_000, 80_000):
        post = article("甲" + turn[0] * (length // 2) + turn[-1] * (length // 2) + turn * (length // len(turn)))
        began = time.process_time()
        annotate(post)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * max(spent[0], 0.05)  # four times the text; the square would be sixteen


@settings(max_examples=150, deadline=None)
@given(written)
def test_every_mark_of_any_text_is_a_slice_of_it(pieces: list[str]) -> None:
    text, found = marks("".join(pieces))
    assert len(found.simplified) == len(text)
    ranges = [*found.sentences, *found.clauses]
    for group in (found.times, found.quantities, found.names, found.roles, found.quotes, found.cues, found.hedges):
        assert [(mark.start, mark.end) for mark in group] == sorted((mark.start, mark.end) for mark in group)
        ranges += [(mark.start, mark.end) for mark in group]
    ranges += [(mark.number_start, mark.number_end) for mark in found.quantities]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    for mark in found.quantities:
        assert mark.start <= mark.number_start < mark.number_end <= mark.end
        ends = [end for end in (mark.low, mark.value, mark.high) if end is not None]
        assert ends == sorted(ends) or mark.operator in ("<", ">")


@pytest.mark.parametrize("words", ["万" * 20, "9" * 40, "一" + "亿" * 9, "1" + "0" * 30])
def test_no_number_is_larger_than_exact_arithmetic(words: str) -> None:
    post = article(f"塌方造成{words}人死亡。")
    marks = annotate(post)
    assert all(mark.value is None or mark.value.adjusted() <= 24 for mark in marks.quantities)
    stated = state(post, marks, resolve([post], [marks]))
    assert all(figure.value is None or figure.value % 1 == 0 for figure in stated.figures)
