"""Places for the map: each with its figures and events, the most told first; other incidents are not of this story."""

from __future__ import annotations

from msgspec.structs import replace

from dossier_builders import article, case, entity, figure, span
from shilu.dossier import Dossier
from shilu.model.ledger import Event
from shilu.model.statements import EventMention


def told() -> Dossier:
    post = article("x", "海湾社", "青石县3人死亡", ["石郡有5人受伤。青石县发生爆炸。此前甲城有9人死亡。"], None)
    chain = ("ent:海湾社",)
    counted = (
        figure(post, "3人死亡", "3", 3, chain, place="ent:town"),
        figure(post, "5人受伤", "5", 5, chain, kind="injured", place="ent:county"),
        figure(post, "9人死亡", "9", 9, chain, place="ent:old", incident="旧案"),
    )
    blast = span(post, "青石县发生爆炸")
    mention = EventMention(
        id="evm:1", span=blast, trigger=(blast.start, blast.end), type="explosion",
        topic=None, plover=None, first=None, last=None, precision="day",
        dated=False, places=(), participants=(), realis="actual", background=False, statement=None, chain=chain,
        factuality=("CT+",), rule="statements.event.test",
    )  # fmt: skip
    happened = Event("evt:1", "explosion", None, "爆炸", None, None, "day", False, ("ent:town",), (), "actual", False, (mention,))
    places = (
        entity("town", "place", "青石县", precision="city", lat=1.0, lon=2.0),
        entity("county", "place", "石郡", precision="region"),
        entity("old", "place", "甲城", precision="city"),
    )
    made = case([post], counted, places)
    made.ledger = replace(made.ledger, events=(happened,))
    return made.dossier()


def test_places_have_their_figures_and_events_the_most_told_first() -> None:
    found = told().sites
    assert [(one.agent.name, len(one.figures), len(one.events), one.reports) for one in found] == [
        ("青石县", 1, 1, 2),
        ("石郡", 1, 0, 1),
    ]
    assert found[0].figures[0].best.passage.exact == "3人死亡"
    assert found[0].events[0].passage.exact == "青石县发生爆炸"
