"""Agents that become known step by step are those that are known at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.ledger.agents import Agents, agents_of
from shilu.model.article import Span
from shilu.model.entities import Entities, Entity, Role

NAMES = ("青禾国水利部", "水利部", "青禾國水利部", "南风网", "陆望舒", "陸望舒", "Lu Wangshu", "沈青梧", "东岭省", "应急局")
WORDS = (
    "水利部发言人",
    "一名水利部官员",
    "水利部官员",
    "省长",
    "东岭省省长",
    "青禾国水利部部长",
    "Wangshu",
    "目击者",
    "一位目擊者",
    "水利部",
)
TITLES = ("省长", "部长", "水利部发言人", "发言人", "顾问", "局长")
IDS = tuple("abcdefgh")
ROLES = st.tuples(st.sampled_from(TITLES), st.sampled_from([None, *IDS]), st.sampled_from([None, None, "dismissed"]))
SOMEBODY = st.tuples(
    st.sampled_from(["person", "person", "organisation", "outlet", "place"]), st.one_of(st.none(), st.sampled_from(NAMES)),
    st.lists(st.sampled_from((*NAMES, *WORDS)), max_size=2), st.lists(ROLES, max_size=2), st.sampled_from([None, 1, 3]),
)  # fmt: skip
WORLD = st.dictionaries(st.sampled_from(IDS), SOMEBODY, max_size=len(IDS))
Somebody = tuple[str, str | None, list[str], list[tuple[str, str | None, str | None]], int | None]


def entities(world: dict[str, Somebody]) -> Entities:
    made = {}
    for key, (kind, name, names, roles, tier) in world.items():
        known = tuple(dict.fromkeys([*([name] if name else []), *names]))
        held = tuple(Role(title, org, change, None, Span("art:x", 0, 2)) for title, org, change in roles)
        made[key] = Entity(
            id=key, type=kind, name=name, names=known, name_en=None, country=None, lat=None, lon=None, precision=None,
            same_as=(), mentions=(), roles=held if kind == "person" else (), tier=tier,
        )  # fmt: skip
    return Entities(made, {})


def facts(agents: Agents) -> dict[str, tuple[object, ...]]:
    return {
        key: (agents.merged[key], agents.simple[key], agents.name(agents.merged[key]), agents.voice(key), agents.type(key),
              agents.tier(key), agents.names(key))
        for key in agents.by_id
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORLD, min_size=2, max_size=5))
def test_step_by_step_is_at_once_and_every_change_is_told(worlds: list[dict[str, Somebody]]) -> None:
    agents, before = Agents(), dict[str, tuple[object, ...]]()
    for world in worlds:
        version = agents.version
        agents_of(entities(world), (), agents)
        now = facts(agents)
        assert now == facts(agents_of(entities(world), ()))
        assert (told := agents.otherwise(version)) is not None
        assert {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)} <= told
        before = now
