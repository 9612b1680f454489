"""Laws of the time grammar over made texts: slices in order, ends in order, one result for both scripts, weeks shift."""

from datetime import date, datetime, timedelta

import opencc
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate.named import Named
from shilu.annotate.reading import reading
from shilu.annotate.times import RULES, mark_times
from shilu.model.marks import TimeMark

WORDS = """
    今天 昨晚 明年 上月 当天 次日 周日 上周五 下周 周末 目前 此前 近日 凌晨 下午 晚 早 7日 31日 3月 12月31日
    2月29日 2023年 九十年代 第一季度 年底 月初 中旬 冬天 当地时间 北京时间 8时 11点59分 23:30 24时 三天前 两周
    半年 多 近 过去 未来 24小时 几 数 个 年 月 日 号 点 前 后 以来 至今 至 到 - — 、 ， 。 （ ） “ ” 将
    预计 持续到 每 第 自 在 人 名 本 1 30 2024 十 二〇二三年 民国112年 2024-03-01 元旦 《 》 5000 电 讯
"""
written = st.lists(st.sampled_from([*WORDS.split(), " ", "\u3000"]), max_size=40).map("".join)
EPOCH = datetime.fromisoformat("1990-01-01T00:00:00+08:00")
moments = st.integers(0, 50 * 365 * 24 * 60).map(lambda minutes: (EPOCH + timedelta(minutes=minutes)).isoformat())
TO_TRADITIONAL = opencc.OpenCC("s2t")


def marks(text: str, published: str | None) -> tuple[str, tuple[TimeMark, ...]]:
    post = article("甲" + text, published=published)
    return post.text, mark_times(reading(post), Named.of(()))


def days(mark: TimeMark) -> list[date]:
    return [point.date() if isinstance(point, datetime) else point for point in (mark.first, mark.last) if point]


@settings(max_examples=50, deadline=None)
@given(written, st.none() | moments)
def test_marks_are_slices_in_order_with_ends_in_order(text: str, published: str | None) -> None:
    whole, found = marks(text, published)
    known = {rule.id for rule in RULES}
    end = 0
    for mark in found:
        assert end <= mark.start < mark.end <= len(whole)
        assert "\n" not in whole[mark.start : mark.end]
        assert days(mark) == sorted(days(mark))
        assert mark.rule in known
        assert all(point.utcoffset() is not None for point in (mark.first, mark.last) if isinstance(point, datetime))
        end = mark.end


@settings(max_examples=40, deadline=None)
@given(written, moments)
def test_both_scripts_have_the_same_times(text: str, published: str) -> None:
    other = TO_TRADITIONAL.convert(text)
    assert len(other) == len(text)
    assert marks(text, published)[1] == marks(other, published)[1]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["周日", "上周五", "下周一", "本周三", "星期二", "周末", "上周"]),
    st.sampled_from(["", "将于", "预计"]),
    moments,
    st.integers(-60, 60),
)
def test_weekdays_move_with_the_week_of_publication(words: str, cue: str, published: str, weeks: int) -> None:
    later = (datetime.fromisoformat(published) + timedelta(weeks=weeks)).isoformat()
    (before,), (after,) = marks(cue + words, published)[1], marks(cue + words, later)[1]
    assert [day + timedelta(weeks=weeks) for day in days(before)] == days(after)


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    moments,
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0}", "{0.year}/{0.month}/{0.day}"]),
)
def test_a_full_date_is_itself_whenever_it_is_read(day: date, published: str, form: str) -> None:
    (mark,) = marks(f"，{form.format(day)}，", published)[1]
    assert (mark.first, mark.last, mark.granularity) == (day, day, "day")


@settings(max_examples=40, deadline=None)
@given(moments, st.integers(1, 31))
def test_a_bare_day_has_its_number_and_is_near(published: str, number: int) -> None:
    (mark,) = marks(f"，{number}日，", published)[1]
    today = datetime.fromisoformat(published).date()
    assert isinstance(mark.first, date)
    assert mark.first.day == number
    assert abs(mark.first - today) <= timedelta(days=40)


def test_quarters_to_an_unknown_one_are_no_time() -> None:
    assert marks("第一到几季度", "2024-03-06T10:30:00+08:00")[1] == ()


def test_a_long_line_of_days_takes_time_in_proportion() -> None:
    assert len(marks("1日" * 20_000, "2024-03-06T10:30:00+08:00")[1]) == 20_000
