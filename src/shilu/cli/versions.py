"""`shilu versions`: what an outlet edited after publication, and which statements went, came or changed with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from shilu.cli.place import Source, source_options
from shilu.cli.read import as_json_option

if TYPE_CHECKING:
    from shilu.engine.versions import Version
    from shilu.stories.versions import Changed, Item, Range

Record = dict[str, Any]


@click.command("versions")
@click.argument("key", metavar="[ID]", required=False)
@source_options(times=True)
@as_json_option
def versions_verb(key: str | None, source: Source, *, as_json: bool) -> None:
    """Show what was edited between versions of an article (all, or those of one ID): same outlet and address or headline."""
    from shilu.engine.versions import versions

    data = source.opened()
    if key is not None and key not in data.by_id:
        raise click.UsageError(f"{key}: no such record in {data.name}")
    found = versions(data, key)
    if as_json:
        click.echo(json.dumps({"versions": [_record(one) for one in found]}, ensure_ascii=False))
        return
    for one in found:
        click.echo("\n".join(_lines(one)))
    if not found:
        click.echo("no article has two versions")


def _record(one: Version) -> Record:
    return {
        "article": one.new["id"], "previous_version": one.old["id"],
        "removed": [_span(one.old, place) for edit in one.edits for place in edit.removed],
        "added": [_span(one.new, place) for edit in one.edits for place in edit.added],
        "changes": [_change(one, change) for change in one.changes],
    }  # fmt: skip


def _change(one: Version, change: Changed) -> Record:
    item = change.after or change.before
    assert item
    return {
        "change": change.word, "subject": item.key[0],
        "before": _side(one.old, change.before), "after": _side(one.new, change.after),
    }  # fmt: skip


def _side(article: Record, item: Item | None) -> Record | None:
    return {"id": item.id, "span": _span(article, (item.start, item.end))} if item else None


def _span(article: Record, place: Range) -> Record:
    start, end = place
    return {"article": article["id"], "start": start, "end": end, "exact": article["text"][start:end]}


def _lines(one: Version) -> list[str]:
    """One pair of versions for the eye: the edits, then what they did to statements."""
    lines = [f"{one.new['outlet']['name']} {one.new['title']}"]
    lines += [f"  {row['published']} {row['path']} {row['id']}" for row in (one.old, one.new)]
    for edit in one.edits:
        lines += [f"  - {one.old['text'][a:b].strip()}" for a, b in edit.removed]
        lines += [f"  + {one.new['text'][a:b].strip()}" for a, b in edit.added]
    return lines + [f"  {_told(one, change)}" for change in one.changes]


def _told(one: Version, change: Changed) -> str:
    item = change.after or change.before
    assert item
    what = " ".join(part for part in item.key if part not in ("", "all", "actual"))
    sides = [(one.old, change.before), (one.new, change.after)]
    words = [f"「{row['text'][side.start : side.end].strip()}」 {side.id}" for row, side in sides if side]
    return f"{change.word} {what}: {' -> '.join(words)}"
