"""The versions of articles in a dossier: what was edited, and which statements appeared, vanished or changed."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from shilu.engine.load import Data, Record
from shilu.stories.versions import Changed, Edit, Item, changes, edits


class Version(Struct, frozen=True):
    """Two versions, one after the other, as records."""

    old: Record
    new: Record
    edits: list[Edit]
    changes: list[Changed]


def versions(data: Data, key: str | None = None) -> list[Version]:
    """All pairs of versions, in order of publication; of one article (`key`) when it is named."""
    items = _items(data)
    pairs = [(data.by_id[row["previous_version"]][1], row) for row in data.lines["articles.jsonl"] if row["previous_version"]]
    shown = [pair for pair in pairs if key is None or key in (pair[0]["id"], pair[1]["id"])]
    found = []
    for old, new in sorted(shown, key=lambda pair: (pair[1]["published"] or "", pair[1]["id"])):
        edited = edits(old["text"], new["text"])
        found.append(Version(old, new, edited, changes(edited, items[old["id"]], items[new["id"]])))
    return found


def _items(data: Data) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for row in data.lines["figures.jsonl"]:
        place = data.agent(row["place"]) if row["place"] else ""
        value = f"{row['operator']} {row['value']} {row['low']} {row['high']}"
        key = ("figure", row["kind"], row["group"], place, row["realis"])
        found[row["span"]["article"]].append(Item(row["id"], row["span"]["start"], row["span"]["end"], key, value))
    for row in data.lines["statements.jsonl"]:
        article, content = row["span"]["article"], row["content"]
        words = data.texts[article][content["start"] : content["end"]]
        speaker = ("statement", data.agent(row["speaker"]))
        found[article].append(Item(row["id"], content["start"], content["end"], speaker, words))
    return {key: sorted(items, key=lambda one: (one.start, one.end, one.id)) for key, items in found.items()} | {
        row["id"]: [] for row in data.lines["articles.jsonl"] if row["id"] not in found
    }
