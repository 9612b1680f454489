"""The page is one file that asks for nothing, trusts no word of a post, and is the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import datetime
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier_builders import BEIJING, article, case, entity, figure, landslide, saying
from shilu.dossier import Dossier
from shilu.dossier.terms import Ruling, When, Words
from shilu.model.article import Image
from shilu.publish.html import environment, page, script_json
from shilu.publish.html_pieces import Pieces
from shilu.publish.html_words import Calendar

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><!--",
    "'\"><svg onload=alert(1)>",
    "行\u2028分\u2029隔",
    "\u202e反向\u202c\u2066隔离",
    "{{ 7919 * 7 }} {% raw %}",
    "&lt;b&gt; &amp; &#60;",
    "\x00\x07\ufeff",
]
VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "wbr"}


class Reader(HTMLParser):
    """Collects the tags, their attributes and the contents of scripts; says when tags do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.data: dict[str, str] = {}
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            key = self.tags[-1][1].get("id") or self.tags[-1][0]
            self.data[key] = self.data.get(key, "") + data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def text() -> str:
    return page(landslide().dossier())


@pytest.fixture(scope="module")
def reader(text: str) -> Reader:
    return read(text)


def test_the_tags_match(reader: Reader) -> None:
    assert (reader.faults, reader.open) == ([], [])


def test_ids_are_unique(reader: Reader) -> None:
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_same_dossier_makes_the_same_bytes(text: str) -> None:
    assert page(landslide().dossier()) == text


def test_nothing_is_asked_for(reader: Reader, text: str) -> None:
    asking = [
        (tag, attrs) for tag, attrs in reader.tags if tag in ("link", "img", "iframe", "object", "embed", "form", "base", "video")
    ]
    assert asking == []
    assert not [attrs for _, attrs in reader.tags if {"src", "srcset", "style", "action", "poster"} & attrs.keys()]
    assert "url(" not in text
    assert "@import" not in text


def test_the_content_policy_admits_only_our_own_style_and_script(reader: Reader) -> None:
    policy = next(attrs["content"] for tag, attrs in reader.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(reader.data[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_no_attribute_is_a_script(reader: Reader) -> None:
    assert not [attrs for _, attrs in reader.tags if any(name.startswith("on") for name in attrs)]


def test_the_range_is_not_called_a_confidence_interval(text: str) -> None:
    assert "不是置信区间" in text
    assert "not a confidence interval" in text


def test_unknown_is_said_and_never_zero(text: str) -> None:
    assert "不详" in text
    assert "仍在调查中" in text
    assert not re.search(r'class="v"[^>]*><span>0<', text)


def test_the_labels_of_the_product_stand_in_both_languages(text: str) -> None:
    for words in ("最新进展", "伤亡与数字", "时间线", "各方说法", "分歧", "人物与机构", "承诺与预测", "来源"):
        assert words in text
    for words in ("What changed", "Casualties and figures", "Timeline", "Who says what", "Disagreements", "Sources"):
        assert words in text


def test_every_figure_of_the_page_opens_its_passage(reader: Reader, text: str) -> None:
    opening = [attrs["data-at"] for tag, attrs in reader.tags if tag == "a" and "data-at" in attrs]
    assert len(opening) > 20
    for where in opening:
        found = re.fullmatch(r"(art:[^:]+)(?::(\d+)-(\d+))?", where or "")
        assert found
        assert found[1] in reader.data


def test_the_original_is_a_plain_link_that_tells_nothing(reader: Reader) -> None:
    outside = [attrs for tag, attrs in reader.tags if tag == "a" and (attrs.get("href") or "").startswith("http")]
    assert outside
    assert all(attrs["rel"] == "noopener noreferrer" for attrs in outside)


def hostile(words: str) -> str:
    """A page in which every text that comes from a post is hostile."""
    bay = "ent:x"
    post = article(
        "x",
        words,
        f"标题{words}",
        [f"据{words}称，3人死亡{words}。", words],
        datetime(2024, 3, 5, 10, tzinfo=BEIJING),
        byline=words,
        url=f"javascript:alert(1)//{words}",
        published_raw=words,
        published_evidence=words,
        rights=words,
        notes=(words,),
        path=f"posts/{words}.md",
        images=(Image(f"javascript:{words}", (0, 2), words, None),),
    )
    count = figure(post, "3人死亡", "3", 3, (bay, "ent:s"), population=words, unit=words, place="ent:p")
    said = saying(post, f"据{words}称，3人死亡{words}", f"3人死亡{words}", (bay, "ent:s"))
    named = (
        entity("x", "outlet", words),
        entity("s", "organisation", words, name_en=words, mentions=(count.span,)),
        entity("p", "place", words, mentions=(count.span,)),
    )
    told = case([post], (count,), named, sayings=(said,))
    told.entities.outlets[post.id] = bay
    return page(told.dossier())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words: str) -> None:
    made = hostile(words)
    found = read(made)
    assert (found.faults, found.open) == ([], [])
    assert [tag for tag, _ in found.tags if tag in ("img", "svg", "iframe")] == ["svg", "svg"]  # the legend's own
    assert [attrs.get("type") for tag, attrs in found.tags if tag == "script"] == ["application/json", None]
    assert "55433" not in made
    assert json.loads(found.data["art:x"])["byline"] == words
    assert not [attrs for tag, attrs in found.tags if tag == "a" and "javascript" in (attrs.get("href") or "")]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_of_a_decision_are_words(words: str) -> None:
    """Who decides and why come from a file that others may have written."""
    dossier = landslide().dossier()
    said = Words(words, words)
    one = Ruling(
        "jud:1", "fig:1", "correct", said, When("2024-03-06T10:00+08:00", "instant"), words, words, said, words, words, said, None
    )
    best = msgspec.structs.replace(dossier.figures[0].best, rulings=(one,))
    row = msgspec.structs.replace(dossier.figures[0], best=best, history=(best,), rulings=(one,))
    found = read(page(msgspec.structs.replace(dossier, rulings=(one,), cards=(row,), prime=(row,), toll=(row,))))
    assert (found.faults, found.open) == ([], [])
    assert [attrs.get("type") for tag, attrs in found.tags if tag == "script"] == ["application/json"] * 4 + [None]
    assert [tag for tag, _ in found.tags if tag in ("img", "iframe")] == []


def test_an_address_that_is_no_web_address_is_shown_and_not_linked() -> None:
    made = read(hostile("x"))
    told = json.loads(made.data["art:x"])
    assert (told["url"], told["unsafe"]) == (None, "javascript:alert(1)//x")
    assert told["pictures"][0][0] is None


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_json_in_a_script_is_safe_and_comes_back_whole(words: str) -> None:
    made = script_json({"text": words})
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"text": words}


def test_json_in_a_script_keeps_what_utf8_cannot_write() -> None:
    assert script_json({"路": "a\udc80b"}) == '{"路":"a\udc80b"}'
    assert script_json(["\x01\b\x7f\u2028", (1, None)]) == '["\\u0001\\b\x7f\\u2028",[1,null]]'


def test_no_posts_make_an_honest_page() -> None:
    made = page(case([]).dossier())
    assert read(made).faults == []
    assert "没有可用的报道" in made
    assert "<table class" not in made


def test_undated_posts_are_told_as_such() -> None:
    post = article("x", "海湾社", "青石滑坡", ["3人死亡。"], None)
    made = page(case([post], (figure(post, "3人死亡", "3", 3, ("ent:海湾社",)),)).dossier())
    assert read(made).faults == []
    assert "无日期" in made


def thousand() -> Dossier:
    """A dossier as large as a thousand articles make it: 14,000 figures in 2,000 rows and 20,000 statements."""
    small = landslide().dossier()
    articles = [msgspec.structs.replace(small.articles[place % 4], id=f"art:{place:04}", text="字" * 1800) for place in range(1000)]
    row, voice, day = small.figures[0], small.voices[0], small.timeline[1]
    rows = [msgspec.structs.replace(row, id=f"ser:{place}", history=row.history * 2, steps=()) for place in range(2000)]
    voices = [msgspec.structs.replace(voice, sayings=tuple(voice.sayings) * 50) for _ in range(200)]
    return msgspec.structs.replace(
        small,
        header=msgspec.structs.replace(small.header, articles=1004, figures=14_000, sayings=20_000),
        articles=(*small.articles, *articles),
        figures=tuple(rows),
        prime=tuple(rows),
        toll=tuple(rows),
        cards=tuple(rows[:1]),
        voices=tuple(voices),
        key=("ser:0",),
        timeline=tuple(msgspec.structs.replace(day, events=tuple(day.events) * 140) for _ in range(30)),
        disputes=tuple(small.disputes) * 3000,
    )


def test_a_thousand_articles_stay_a_page_that_says_what_it_leaves_to_the_records() -> None:
    made = page(thousand())
    assert len(made.encode()) < 12_000_000
    assert read(made).faults == []
    for file in ("statements", "figures", "series", "disagreements"):
        assert f"<code>data/{file}.jsonl</code>" in made


def test_a_long_date_may_break_behind_its_year() -> None:
    pieces = Pieces(Calendar(2024, None))
    assert "2017年<wbr>3月26日" in pieces.moment(When("2017-03-26", "day"))
    assert "<wbr>" not in pieces.moment(When("2024-03-26", "day"))


def test_nothing_that_templates_call_asks_for_their_context() -> None:
    """They are called as they are, without Jinja's looking each time."""
    made = environment()
    assert [name for name, what in made.globals.items() if hasattr(what, "jinja_pass_arg")] == []
    assert not any(hasattr(getattr(Pieces, name), "jinja_pass_arg") for name in dir(Pieces))
