"""What an expression is read against: the day told, the dateline, the place's zone, tense, titles and names."""

from datetime import date, datetime

import pytest

from fakes import article
from shilu.annotate.named import Named
from shilu.annotate.reading import reading
from shilu.annotate.times import mark_times
from shilu.model.marks import NameMark, Point, TimeMark


def read(text: str | list[str], published: str | None = "2024-03-06T10:30:00+08:00", **keys: str) -> dict[str, TimeMark]:
    """Marks by their words; `keys` are places named in the text, with their keys."""
    post = article(text, published=published)
    view = reading(post)
    named = [
        NameMark(at, at + len(name), "place", name, key, None, "test", 1.0)
        for name, key in keys.items()
        if (at := view.text.find(name)) >= 0
    ]
    marks = mark_times(view, Named.of(tuple(sorted(named, key=lambda mark: mark.start))))
    return {post.text[mark.start : mark.end]: mark for mark in marks}


def days(mark: TimeMark) -> tuple[str, str]:
    return shown(mark.first), shown(mark.last)


def shown(point: Point | None) -> str:
    return "" if point is None else point.isoformat()


def test_the_same_day_is_the_day_told_and_years_do_not_count() -> None:
    marks = read("大火2月20日烧毁1987年建成的仓库，市长当天道歉，次日辞职。")
    assert days(marks["当天"]) == ("2024-02-20", "2024-02-20")
    assert days(marks["次日"]) == ("2024-02-21", "2024-02-21")
    assert marks["当天"].basis == "event-anchored"


def test_without_a_told_day_the_same_day_is_that_of_publication_and_the_next_is_open() -> None:
    assert days(read("市长当天道歉。")["当天"]) == ("2024-03-06", "2024-03-06")
    assert days(read("市长次日辞职。")["次日"]) == ("", "")


def test_a_deadline_is_not_a_day_told() -> None:
    assert days(read("大火2月20日扑灭，宵禁将于4月1日解除，市长当天道歉。")["当天"])[0] == "2024-02-20"


def test_a_bare_day_behind_an_old_date_takes_its_month() -> None:
    marks = read("事故发生在2023年12月18日，19日救援结束。")
    assert days(marks["19日"]) == ("2023-12-19", "2023-12-19")


def test_a_year_before_in_the_sentence_is_the_year_of_its_dates() -> None:
    assert days(read("2008年5月12日地震，5月13日救援队到达。")["5月13日"])[0] == "2008-05-13"


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("会议将于5日举行", "5日", "2024-04-05"),
        ("警方5日将其抓获", "5日", "2024-03-05"),
        ("28日将举行投票", "28日", "2024-03-28"),
        ("暴雨持续到5日，", "5日", "2024-03-05"),
        ("宵禁持续到15日，", "15日", "2024-03-15"),
        ("截至19日，已有12人获救", "19日", "2024-02-19"),
        ("报名截至19日", "19日", "2024-03-19"),
        ("至19日中午，已有12人获救", "19日中午", "2024-02-19T11:00:00+08:00"),
        ("到19日为止，共有12人获救", "19日", "2024-02-19"),
        ("到19日，渡轮将复航", "19日", "2024-03-19"),
        ("截至6月底，港口共有9艘渡轮", "6月底", "2023-06-25"),
        ("截至3月31日，港口共有9艘渡轮", "3月31日", "2023-03-31"),
        ("上旬有雨", "上旬", "2024-03-01"),
        ("预计9月开学", "9月", "2024-09-01"),
        ("去年数据说明，11月最冷", "11月", "2023-11-01"),
        ("会议原定于2月28日举行", "2月28日", "2024-02-28"),
        ("明天（7日）是周四", "周四", "2024-03-07"),
        ("周五将投票", "周五", "2024-03-08"),
        ("周五投票结束", "周五", "2024-03-01"),
    ],
)
def test_tense_chooses_the_day(text: str, words: str, day: str) -> None:
    assert days(read(text)[words])[0] == day


def test_a_dateline_anchors_today_where_and_when_the_report_was_written() -> None:
    text = "（江口社纽约4日综合外电报道）纽约州长今天指出，昨晚的大火已被扑灭。"
    marks = read(text, published="2024-03-05T07:04:00+08:00", 纽约="iso:US-NY")
    assert days(marks["今天"])[0] == "2024-03-04"
    assert days(marks["昨晚"])[0] == "2024-03-03T18:00:00-05:00"


def test_today_in_a_quotation_is_the_day_on_which_it_was_said() -> None:
    assert days(read("市长5日对记者说：“今天我们失去了家园。”")["今天"])[0] == "2024-03-05"
    assert days(read("大火5日烧毁仓库，市长在今天说出事因。")["今天"])[0] == "2024-03-06"
    assert days(read("市长5日说：“走吧。”居民今天说，没有人走。")["今天"])[0] == "2024-03-06"


def test_a_report_of_another_outlet_is_no_dateline() -> None:
    assert days(read("据江口社4日报道，纽约州长今天指出损失。")["今天"])[0] == "2024-03-06"


def test_clock_times_have_the_offset_of_the_place_nearest_in_the_sentence() -> None:
    text = "东京在场的人说，当地时间5日凌晨迪拜传来枪声。江口市下午宵禁。"
    marks = read(text, 东京="iso:JP", 迪拜="iso:AE")
    assert days(marks["当地时间5日凌晨"])[0] == "2024-03-05T00:00:00+04:00"


def test_a_named_zone_is_that_zone() -> None:
    assert days(read("会谈于北京时间5日15时在迪拜开始", 迪拜="iso:AE")["北京时间5日15时"])[0] == "2024-03-05T15:00:00+08:00"
    assert days(read("发布于格林威治标准时间5日15时")["格林威治标准时间5日15时"])[0] == "2024-03-05T15:00:00+00:00"


def test_all_of_china_reports_in_beijing_time() -> None:
    marks = read("乌什县5日凌晨2时9分发生地震", 乌什县="iso:CN-XJ")
    assert days(marks["5日凌晨2时9分"])[0] == "2024-03-05T02:09:00+08:00"


def test_a_clock_time_later_than_publication_was_the_evening_before() -> None:
    marks = read("地震发生在深夜11时59分。", published="2024-03-06T02:50:00+08:00")
    assert days(marks["深夜11时59分"])[0] == "2024-03-05T23:59:00+08:00"


def test_a_time_of_day_before_its_day_waits_for_it() -> None:
    assert days(read("夜幕降临，军队于5日晚占领车站。")["夜幕降临"])[0] == "2024-03-05T18:00:00+08:00"


def test_since_leaves_the_end_open_and_takes_no_words() -> None:
    marks = read("自2月20日以来有12人送医，1998年至今共3次。")
    assert days(marks["2月20日"]) == ("2024-02-20", "")
    assert days(marks["1998年"]) == ("1998-01-01", "")


def test_a_habit_has_no_day() -> None:
    marks = read("每日22时至次日5时宵禁，每周三开会，每月5日发薪。")
    assert [words for words, mark in marks.items() if mark.first] == []


def test_a_list_shares_its_year_and_its_repetition() -> None:
    assert days(read("调整在去年9月和8月发生")["8月"]) == ("2023-08-01", "2023-08-31")
    assert days(read("2024年9月试运行，同年12月投产")["同年12月"])[0] == "2024-12-01"
    assert [words for words, mark in read("每周四、周日开放").items() if mark.first] == []


def test_a_comparison_with_a_month_past_is_not_a_plan() -> None:
    assert days(read("电价将比2月高")["2月"])[0] == "2024-02-01"


def test_words_inside_names_and_titles_are_no_times() -> None:
    assert read("《明日之后》和《你好星期六》开播") == {}
    post = article("东方今日电视台开播")
    at = post.text.index("东方")
    name = NameMark(at, at + 7, "outlet", "东方今日电视台", None, None, "test", 1.0)
    assert mark_times(reading(post), Named.of((name,))) == ()


def test_without_a_day_of_publication_only_full_dates_have_a_value() -> None:
    marks = read("2023年5月1日开工，5月3日停工，昨天复工，周日检查，三天前下雨。", published=None)
    assert {words for words, mark in marks.items() if mark.first} == {"2023年5月1日", "5月3日"}
    assert marks["5月3日"].first == date(2023, 5, 3)


def test_a_date_that_does_not_exist_is_none() -> None:
    assert not [mark for mark in read("他2月30日到31月5日回国").values() if mark.first and mark.last and "30" in str(mark.first)]


def test_an_event_bounds_a_time_without_value() -> None:
    mark = read("自大桥垮塌以来渡轮加班。")["自大桥垮塌以来"]
    assert (mark.first, mark.last, mark.timex) == (None, None, "DURATION")


def test_instants_always_carry_an_offset() -> None:
    marks = read("5日15时开会，过去24小时下雨，3小时前停电，昨晚复电。")
    for mark in marks.values():
        assert isinstance(mark.first, datetime)
        assert mark.first.utcoffset() is not None


def test_a_part_of_a_month_reaches_to_another_of_the_same_or_the_next() -> None:
    assert days(read("5月中旬至下旬多雨")["5月中旬至下旬"]) == ("2024-05-11", "2024-05-31")
    assert days(read("5月下旬至上旬多雨")["5月下旬至上旬"]) == ("2024-05-21", "2024-06-10")
