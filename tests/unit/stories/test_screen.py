"""The screen lets through every story that is one with another, and few that are not near."""

from __future__ import annotations

import random

from shilu.stories.centres import LEAST, Centre
from shilu.stories.screen import FEW, MARGIN, Screen
from shilu.stories.vectors import product, unit


def centre(key: int, chance: random.Random) -> Centre:
    made = Centre(key, 0, (key,), frozenset())
    made.vector = unit((f"词{word}", chance.random()) for word in chance.sample(range(60), chance.randrange(12)))
    return made


def put(screen: Screen[int], one: Centre) -> None:
    screen.put(one.key, one.vector, list(one.vector.values()))


def test_it_lets_through_what_is_near_and_nothing_else() -> None:
    chance, screen = random.Random(5), Screen[int]()
    for version in range(3):
        centres = {key: centre(key, chance) for key in range(80)}
        for one in centres.values():
            put(screen, one)
        for one in centres.values():
            others = [key for key in centres if key != one.key]
            cosines = {key: product(one.vector, centres[key].vector) for key in others}
            found = set(screen.near(one.key, others))
            assert {key for key in others if cosines[key] >= LEAST} <= found
            assert found <= {key for key in others if cosines[key] >= LEAST - 2 * MARGIN}, version


def test_few_are_let_through_unseen() -> None:
    screen = Screen[int]()
    for key in range(FEW):
        put(screen, centre(key, random.Random(key)))
    assert list(screen.near(0, range(1, FEW))) == list(range(1, FEW))
    assert list(screen.near(0, [])) == []
