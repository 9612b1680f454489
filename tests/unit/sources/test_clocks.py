from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fakes import article, post
from shilu import sources
from shilu.model.article import Article, Raw
from shilu.sources.outlets import OUTLETS, by_key, find

CASES = [
    # outlet, stated, published, rule
    ("观察者网", "Wed, 06 Mar 2024 10:30:00 GMT", "2024-03-06T10:30:00+08:00", "guancha.beijing_as_gmt"),
    ("观察者网", "2024-03-06T10:30:00+08:00", "2024-03-06T10:30:00+08:00", "as_labelled"),
    ("观察者网", "2024-03-06 10:30:00", "2024-03-06T10:30:00+08:00", "as_labelled"),
    ("中央社", "Wed, 06 Mar 2024 10:30:00 GMT", "2024-03-06T18:30:00+08:00", "as_labelled"),
    ("德国之声", "Wed, 06 Mar 2024 10:30:00 GMT", "2024-03-06T11:30:00+01:00", "as_labelled"),
    ("德国之声", "Sat, 06 Jul 2024 10:30:00 GMT", "2024-07-06T12:30:00+02:00", "as_labelled"),
    ("Aljazeera 半岛网", "Wed, 06 Mar 2024 10:30:00 GMT", "2024-03-06T13:30:00+03:00", "as_labelled"),
    ("江临晚报", "Wed, 06 Mar 2024 10:30:00 GMT", "2024-03-06T18:30:00+08:00", "as_labelled"),
    ("江临晚报", "Wed, 6 Mar 2024 10:30 -0500", "2024-03-06T10:30:00-05:00", "as_labelled"),
    ("江临晚报", "2024-03-06T10:30:00.123Z", "2024-03-06T18:30:00+08:00", "as_labelled"),
    ("江临晚报", "2024年3月6日 10:30", "2024-03-06T10:30:00+08:00", "as_labelled"),
    ("江临晚报", "2024/3/6", "2024-03-06T00:00:00+08:00", "as_labelled"),
    ("江临晚报", "3732-03-06 10:30:00", None, "none"),
    ("江临晚报", "2024-02-30 10:30:00", None, "none"),
    ("江临晚报", "soon", None, "none"),
    ("江临晚报", None, None, "none"),
]


@pytest.mark.parametrize(("outlet", "stated", "published", "rule"), CASES)
def test_stated_time_under_the_clock_of_the_outlet(outlet: str, stated: str | None, published: str | None, rule: str) -> None:
    made = article("正文。", outlet=outlet, published=stated)
    assert (made.published.isoformat() if made.published else None, made.published_rule) == (published, rule)
    assert made.published_raw == stated
    assert made.published_evidence


def test_the_label_is_kept_beside_the_corrected_instant_with_its_evidence() -> None:
    head = "headimg: 'https://i.guancha.test/news/2024/03/06/20240306101530123.jpg'"
    body = post("正文。", author="观察者网", published="Wed, 06 Mar 2024 10:30:00 GMT", extra=head)
    made = sources.read(Raw("a.md", body))
    assert isinstance(made, Article)
    assert made.published_labelled == datetime(2024, 3, 6, 10, 30, tzinfo=UTC)
    assert "uploaded at 2024-03-06 10:15:30 Beijing time, 14 minute(s) earlier" in made.published_evidence


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("（測試社臨江6日電）洪水來襲。（編輯：王某）1130306", None, "2024-03-06"),
        ("测试社江临2024年3月6日电 洪水来袭。", None, "2024-03-06"),
        ("测试社江临3月6日电 洪水来袭。", "https://news.test/2024/03/07/1.html", "2024-03-06"),
        ("测试社江临3月6日电 洪水来袭。", None, None),
        ("3月6日，洪水来袭。", "https://news.test/a.html", None),
    ],
)
def test_without_a_stated_time_the_dateline_gives_the_day(text: str, url: str | None, day: str | None) -> None:
    made = article(text, published=None, url=url)
    assert (made.published.date().isoformat() if made.published else None) == day
    assert made.published_rule == ("from_dateline" if day else "none")


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.key)
def test_every_outlet_is_found_by_each_of_its_names_and_hosts(outlet: sources.outlets.Outlet) -> None:
    assert all(find(name, (), None) is outlet for name in (outlet.name, *outlet.names))
    assert all(find(None, (), f"https://www.{host}/a") is outlet for host in outlet.hosts)
    assert find(None, ("新闻", outlet.name), None) is outlet
    assert by_key(outlet.key) is outlet
    assert outlet.clock in {rule.id for rule in sources.RULES}


def test_an_undeclared_outlet_goes_by_its_author() -> None:
    made = article("正文。", outlet="江临晚报", url="https://guancha.cn.evil.test/")
    assert (made.outlet.key, made.outlet.name) == ("江临晚报", "江临晚报")


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("（測試社臨江6日電）洪水來襲。", "2024-03-07T01:10:00+08:00", "2024-03-06"),
        ("（測試社臨江28日電）洪水來襲。", "2024-03-01T01:10:00+08:00", "2024-02-28"),
        ("测试社江临3月6日电 洪水来袭。", "2024-03-06T10:30:00+08:00", "2024-03-06"),
        ("测试社江临5月6日电 洪水来袭。", "2024-03-07T10:30:00+08:00", None),
        ("（測試社臨江16日電）洪水來襲。", "2024-03-07T01:10:00+08:00", None),
        ("3月6日，洪水来袭。", "2024-03-07T01:10:00+08:00", None),
    ],
)
def test_the_dateline_is_the_day_the_words_were_written_on(text: str, published: str, day: str | None) -> None:
    made = article(text, published=published)
    assert (made.dateline.isoformat() if made.dateline else None) == day
    assert made.day == (made.dateline or (made.published and made.published.date()))
