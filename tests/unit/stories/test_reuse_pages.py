"""An index of reuse over pages finds what the one in memory finds, however its articles are cut into runs and turned back."""

from __future__ import annotations

import copy
import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from news_builders import post, sentences, strange
from shilu.model.article import Article
from shilu.model.stories import Reuse
from shilu.stories.pages import Held
from shilu.stories.reuse import ReuseIndex
from shilu.stories.reuse.late import formulas_in_order
from shilu.stories.reuse.memory import Present
from shilu.stories.reuse.owners import PagedOwners
from shilu.stories.reuse.paged import Paged
from shilu.stories.reuse.table import FirstOwners

TEXTS = [sentences(seed) for seed in range(3)]
CLOSINGS = ["".join(strange(900 + n, 2)) for n in range(2)]
Known = tuple[list[Reuse], list[tuple[int, int]]]


def made(number: int) -> Article:
    """One of many articles: parts of a few texts, strange words, and the closing that an outlet may have."""
    chance = random.Random(number)
    text = TEXTS[chance.randrange(3)]
    start = chance.randrange(len(text))
    own = strange(number, chance.randrange(6))
    lines = [*own, *(text[start : start + chance.randrange(12)] if chance.random() < 0.5 else ()), chance.choice([*CLOSINGS, ""])]
    return post(f"p{number}", [line for line in lines if line] or ["短"], outlet=chance.choice(["青禾社", "南风晨报"]))


def added(index: ReuseIndex, article: Article) -> Known:
    return index.add(article), index.formulas_in(article.id)


articles = st.lists(st.integers(0, 400), min_size=1, max_size=24, unique=True).map(lambda numbers: list(map(made, numbers)))


@settings(max_examples=60, deadline=None)
@given(articles, st.data())
def test_any_runs_turned_back_and_added_again_find_what_one_run_in_memory_finds(posts: list[Article], data: st.DataObject) -> None:
    memory = ReuseIndex()
    expected = [added(memory, one) for one in posts]
    pages, states, found = Held(), [], list[Known]()
    while len(found) < len(posts):
        until = data.draw(st.integers(len(found) + 1, len(posts)))
        index = ReuseIndex(Paged(pages))  # a new run knows nothing but the pages
        for one in posts[len(found) : until]:
            states.append(copy.deepcopy(pages))
            found.append(added(index, one))
        if len(states) < 2 * len(posts) and data.draw(st.booleans()):
            back = data.draw(st.integers(0, len(found)))
            pages, found = copy.deepcopy(states[back]) if back < len(found) else pages, found[:back]
            del states[back:]
    assert found == expected
    index, reuses = ReuseIndex(Paged(pages)), [reuse for one, _ in expected for reuse in one]
    assert len(index) == len(memory)
    assert index.told(reuses) == memory.told(reuses)


def test_what_was_found_is_kept_in_order() -> None:
    memory = Paged(Held())
    index = ReuseIndex(memory)
    found = []
    for one in map(made, range(12)):
        reuses = index.add(one)
        memory.remember(reuses)
        found += reuses
    assert found
    assert list(memory.found()) == found


def test_an_outlets_closing_is_learned_in_pages_too() -> None:
    index = ReuseIndex(Paged(Held()))
    posts = [post(f"p{n}", [*strange(n), CLOSINGS[0]], outlet="青禾社") for n in range(6)]
    found = [reuse for one in posts for reuse in index.add(one)]
    assert found
    assert index.told(found) == []
    [(start, end)] = index.formulas_in(posts[-1].id)
    assert CLOSINGS[0][10:40] in posts[-1].text[start:end]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 60), unique=True, max_size=30), max_size=40), st.integers(0, 12))
def test_no_fingerprint_is_forgotten(claims: list[list[int]], shift: int) -> None:
    table, owners = FirstOwners(), dict[int, int]()
    for owner, chosen in enumerate(claims):
        keys = sorted(key << shift for key in chosen)  # shifted far, all fall into one bucket
        expected = [owners.setdefault(key, owner) for key in keys]
        assert table.claim(np.array(keys, np.uint64), owner).tolist() == expected


def test_a_table_that_has_grown_knows_what_had_no_room() -> None:
    table, chance = FirstOwners(), np.random.default_rng(3)
    near = (np.arange(1, 600, dtype=np.uint64) << np.uint64(14)) | np.uint64(5)
    table.claim(near, 0)
    for owner in range(1, 40):
        table.claim(np.unique(chance.integers(1, 2**63, 1000, np.uint64)), owner)
    assert (table.claim(near, 99) == 0).all()
    assert table.nbytes > 8 * 40_000


def test_only_so_many_relatives_are_kept() -> None:
    present, paged = Present(), Paged(Held())
    for memory in (present, paged):
        index = ReuseIndex(memory)
        for number in range(20):
            index.add(post(f"p{number}", [*TEXTS[0], *strange(number, 1)]))
    assert [list(present.kin(n)) for n in range(20)] == [list(paged.kin(n)) for n in range(20)]
    assert max(len(present.kin(n)) for n in range(20)) == 12


@given(st.permutations(range(9)), st.lists(st.sampled_from(["青禾社", "南风晨报", "东岭广播"]), min_size=9, max_size=9))
@settings(max_examples=30, deadline=None)
def test_formulas_are_learned_anew_in_another_order(arrival: list[int], outlets: list[str]) -> None:
    posts = [post(f"p{n}", [*strange(n, 3), CLOSINGS[n % 2]], outlet=outlet) for n, outlet in enumerate(outlets)]
    replay = ReuseIndex()
    expected = [added(replay, one)[1] for one in posts]
    memory = Present()
    index = ReuseIndex(memory)
    for number in arrival:
        index.add(posts[number])
    assert list(formulas_in_order(memory, [arrival.index(number) for number in range(9)])) == expected


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 60), unique=True, max_size=30), max_size=40),
    st.sampled_from([0, 12, 36, 44, 48, 58]),
    st.lists(st.integers(1, 300_000), max_size=3),
)
def test_no_fingerprint_is_forgotten_in_pages(claims: list[list[int]], shift: int, jumps: list[int]) -> None:
    pages, owners, number = Held(), dict[int, int](), 0
    for place, chosen in enumerate(claims):
        number += 1 + (jumps[place] if place < len(jumps) else 0)  # over generations
        keys = sorted(key << shift for key in chosen)  # shifted far, each falls into a row of its own
        expected = [owners.setdefault(key, number) for key in keys]
        assert PagedOwners(pages, "ro").claim(np.array(keys, np.uint64), number).tolist() == expected
