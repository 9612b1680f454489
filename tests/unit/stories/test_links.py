"""Stories put together where events changed are those of all events put together at once."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news_builders import pairs
from shilu.stories import linking
from shilu.stories.centres import centre_of
from shilu.stories.event import SECONDS, Event, Member
from shilu.stories.linking import Linker
from shilu.stories.links import Links
from shilu.stories.pages import Held
from shilu.stories.vectors import unit

NAMES = ["白芷坝", "蘅垚", "陆望舒", "青禾社", "顾怀远", "柳桥镇", "石渡村", "云门乡", "东岭", "西原"]
MATTERS = pairs(
    "闸门裂缝水库窑厂青瓷釉料陶瓷村民抢修钢板审判罢工药品航班足球债券地震火灾选举关税疫苗暴雨桥梁隧道煤矿粮食芯片卫星电影大学护士渔船森林老虎"
    "展览铁路工资石油法官画家"
)
PLACES = ["甘肃", "福建"]
CASES = ["白芷坝垮", "偷税逃税"]


def event(key: int, seed: int) -> Event:
    """An event that a number determines, of few words, so that many are alike."""
    chance = random.Random(seed)
    made = Event(key, 0.0, 0.0)
    made.start = made.last = chance.randrange(12) * SECONDS
    words = [*chance.sample(NAMES, 2), *chance.sample(MATTERS, 6), *chance.sample(PLACES, chance.randrange(2))]
    for number in range(chance.choice((1, 1, 2, 6))):
        vector = unit((word, chance.choice((0.5, 1.0, 2.0))) for word in words)
        cases = chance.sample(CASES, 1) if chance.random() < 0.1 else ()
        places = [word for word in words if word in PLACES]
        made.take(Member(100 * key + number, vector, made.last + number, places, cases))
    return made


Stories = dict[frozenset[int], dict[int, linking.Link]]


def at_once(events: Mapping[int, Event]) -> Stories:
    linker = Linker(map(centre_of, events.values()))
    found = [frozenset(centre.events) for centre in linker.run()]
    return {keys: {key: link for key, link in linker.links.items() if key in keys} for keys in found}


def kept(links: Links) -> Stories:
    return {frozenset(group.events): group.links for group in links.groups()}


CHANGES = st.lists(st.dictionaries(st.integers(0, 24), st.none() | st.integers(0, 60), max_size=6), max_size=8)


@pytest.mark.parametrize("common", [4, 150])
@settings(deadline=None, max_examples=150)
@given(CHANGES)
def test_any_changes_give_what_all_events_give_at_once(common: int, changes: list[dict[int, int | None]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linking, "COMMON", common)
        events: dict[int, Event] = {}
        links = Links(Held(), lambda keys: {key: events[key] for key in keys if key in events})
        for change in changes:
            before = kept(links)
            for key, seed in change.items():
                events.pop(key, None)
                if seed is not None:
                    events[key] = event(key, seed)
            were, are = links.update(list(change))
            assert kept(links) == at_once(events)
            gone = {frozenset(group.events) for group in were}
            now = {frozenset(group.events): group.links for group in are}
            assert {keys: of for keys, of in before.items() if keys not in gone} | now == kept(links)


def test_these_events_make_stories_of_several_and_reach_others() -> None:
    """Else the property above would hold of nothing."""
    stories = at_once({key: event(key, key) for key in range(25)})
    assert max(map(len, stories)) > 3
    assert len(stories) > 5
