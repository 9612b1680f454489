"""A stream over pages tells what a replay in memory tells, however it is cut into runs and turned back."""

from __future__ import annotations

import copy
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fakes import article
from news_builders import pairs, strange
from shilu.model.article import Article
from shilu.model.ledger import Story
from shilu.stories import publication_order
from shilu.stories.events import EventStream
from shilu.stories.grouping import StoryStream, group
from shilu.stories.memory import Present
from shilu.stories.paged import BLOCK, PagedMemory
from shilu.stories.pages import Held
from shilu.stories.stream import PagedStream
from shilu.stories.vectors import unit

PLACES = ["甘肃", "福建", "云南", "河北"]
WORDS = [*pairs("闸门裂缝水库窑厂青瓷釉料陶瓷村民抢修钢板审判罢工药品航班足球债券"), "白芷坝", "蘅垚", "陆望舒", "青禾社"]
MATTERS = {
    "白芷坝垮塌": pairs("闸门裂缝水库村民抢修钢板河道泄洪"),
    "蘅垚偷税": pairs("影星合同税款罚款账户审计经纪道歉"),
    "青禾社停工": pairs("陶瓷窑厂釉料罢工工资女工厂主谈判"),
    "陆望舒受贿": pairs("法官审判贿赂证人律师判决上诉监狱"),
    "东岭矿难": pairs("煤矿巷道瓦斯矿工救援井口通风停产"),
}
START = datetime(2024, 3, 1, tzinfo=UTC)


def bytes_of(stories: tuple[Story, ...]) -> list[bytes]:
    return [msgspec.json.encode(story) for story in stories]


def line(matter: str, chance: random.Random) -> str:
    a, b, c = chance.sample(MATTERS[matter], 3)
    where, several, other = chance.choice(PLACES), chance.randint(2, 900), chance.choice(matter[:3])
    return f"{matter[:-2]}的{a}与{b}在{where}，{c}有{several}，{other}{strange(chance.randrange(999), 1)[0]}"


def made(seed: int) -> Article:
    """An article that a number determines: of few matters, some the same words as others, some undated."""
    chance = random.Random(seed)
    matter = chance.choice(list(MATTERS))
    lines = [line(matter, random.Random(chance.randrange(4) if chance.random() < 0.3 else seed)) for _ in range(4)]
    if chance.random() < 0.3:
        lines = [*strange(seed, 2), *lines[:2]]
    when = START + timedelta(days=chance.choice((0, 1, 2, 4, 9, 30, 31)), hours=chance.randrange(24))
    return article(
        lines,
        title=chance.choice((f"{matter}案", lines[0][:12])),
        published=when.isoformat() if chance.random() < 0.95 else None,
        path=f"posts/{seed}.md",
        outlet=chance.choice(("柳桥晚报", "石渡日报")),
        url=chance.choice((None, f"https://example.org/{matter}")),
    )


POOL = sorted((made(seed) for seed in range(60)), key=publication_order)


@settings(deadline=None, max_examples=25)
@given(
    st.sets(st.integers(0, len(POOL) - 1), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=4),
)
def test_any_runs_turned_back_and_added_again_tell_what_one_replay_tells(chosen: set[int], breaks: list[tuple[int, bool]]) -> None:
    """`breaks`: after so many articles it is told what was touched; some then turn the pages back to where they began."""
    posts = [POOL[place] for place in sorted(chosen)]
    pages = Held()
    known: dict[str, Story] = {}
    for stop, back in [*sorted(breaks), (len(posts), False)]:
        before, then = copy.deepcopy(pages), dict(known)
        came = PagedStream(pages).came()
        for post in posts[came:stop]:
            PagedStream(pages).add(post)
        touched = PagedStream(pages).touched()
        for name in touched.gone:
            del known[name]
        known.update((story.id, story) for story in touched.stories)
        assert sorted(known) == sorted(PagedStream(pages).names())
        if back:
            pages, known = before, then
    stream = PagedStream(pages)
    assert bytes_of(stream.stories()) == bytes_of(group(posts))
    assert {story.id: story for story in stream.stories()} == known
    assert not stream.touched().stories


def test_these_articles_make_stories_of_several_copies_and_versions() -> None:
    """Else the property above would hold of nothing."""
    stories = group(POOL)
    said = " ".join(reason.because_en for story in stories for reason in story.reasons)
    assert len(stories) > 4
    assert max(len(story.parts) for story in stories) > 1
    assert "the same words as" in said
    assert "support" in said
    assert "goes on with" in said


def test_a_stream_of_events_over_pages_is_that_in_memory_when_blocks_pass_and_events_merge() -> None:
    chance = random.Random(7)
    present, paged = Present(), PagedMemory(Held())
    one, other, now = EventStream(present), EventStream(paged), 0.0
    for number in range(5 * BLOCK):
        now += chance.choice((0.0, 600.0, 7200.0, 20000.0)) if chance.random() < 0.99 else 9 * 86400.0
        words = unit((word, chance.choice((0.3, 1.0, 2.0))) for word in [*chance.sample(WORDS, 5), *chance.sample(PLACES, 1)])
        copy_of = chance.randrange(number) if number and chance.random() < 0.1 else None
        apart = [chance.randrange(number)] if number and chance.random() < 0.1 else []
        late = now - chance.choice((0.0, 0.0, 90000.0))
        here = one.add(words, late, copy_of, apart, ["白芷坝垮"][number % 3 :])
        assert other.add(words, late, copy_of, apart, ["白芷坝垮"][number % 3 :]) == here
        assert paged.joined == present.joins[number]
        assert replace(paged.head(), dropped=0) == present.head()
    merged = present.head().events - len(present.by_key)
    assert merged > 3
    assert paged.events(range(present.head().events)) == present.by_key
    assert paged.homes(range(5 * BLOCK)) == present.home


def test_what_is_past_leaves_the_window() -> None:
    pages = Held()
    stream = EventStream(PagedMemory(pages))
    for day in range(3 * BLOCK):
        stream.add(unit([("闸门", 1.0), (f"白芷{day}", 1.0)]), day * 86400.0)
    assert len(pages.scan("sw", (b"",))) < 2 * BLOCK
    assert len(pages.scan("sp", (b"",))) < 2 * BLOCK + 3


def test_after_a_pause_each_article_drops_a_little_of_what_is_past() -> None:
    pages = Held()
    stream = EventStream(PagedMemory(pages))
    for number in range(4 * BLOCK):
        stream.add(unit([("闸门", 1.0), (f"白芷{number}", 1.0)]), number * 60.0)
    left = [len(pages.scan("sp", (b"",)))]
    for number in range(6):
        stream.add(unit([(f"石渡{number}", 1.0)]), 30 * 86400.0)
        left.append(len(pages.scan("sp", (b"",))))
    assert [before - after for before, after in pairwise(left)] == [BLOCK, BLOCK, BLOCK, BLOCK, -1, -1]


def test_the_stories_of_a_stream_in_memory_are_those_of_the_pages_whatever_the_order_of_arrival() -> None:
    arrival = random.Random(3).sample(POOL, len(POOL))
    stream = StoryStream()
    for post in sorted(arrival, key=publication_order):
        stream.add(post)
    paged = PagedStream(Held())
    for post in sorted(arrival, key=publication_order):
        paged.add(post)
    paged.touched()
    assert bytes_of(paged.stories()) == bytes_of(stream.stories())
