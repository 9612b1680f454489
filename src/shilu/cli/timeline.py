"""The verb `timeline`: what happened when, by the day the texts give, apart from the day it was reported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from shilu.cli.place import Source, source_options
from shilu.cli.read import as_json_option
from shilu.cli.table import table

if TYPE_CHECKING:
    from shilu.engine.load import Data, Record

WIDTH = 40  # characters of a passage that a line shows


@click.command("timeline")
@source_options(times=True)
@as_json_option
@click.option("--all", "everything", is_flag=True, help="Also what is planned or foreseen, and what belongs to another time.")
def timeline_verb(source: Source, *, as_json: bool, everything: bool) -> None:
    """List what happened by its own day; what no text dates stands under the day it was told, marked <=."""
    data = source.opened()
    rows = [_row(data, event) for event in data.lines["events.jsonl"] if everything or _plain(event)]
    rows.sort(key=lambda row: (row["from"] or row["until"] or "", row["from"] is None, row["id"]))
    if as_json:
        click.echo(json.dumps({"events": rows}, ensure_ascii=False))
        return
    if not rows:
        click.echo("no events")
        return
    click.echo(table(("day", "type", "place", "what", "reported", "outlets", "id"), [_cells(row) for row in rows]))
    click.echo("<= marks what no text dates: it happened no later than it was told")


def _plain(event: Record) -> bool:
    return event["realis"] == "actual" and not event["background"]


def _row(data: Data, event: Record) -> Record:
    """One event with its first report and the outlets that tell of it."""
    articles = [data.by_id[span["article"]][1] for span in event["spans"]]
    published = sorted(article["published"] for article in articles if article["published"])
    return {
        "id": event["id"], "type": event["type"], "from": event["from"], "until": event["until"], "dated": event["dated"],
        "precision": event["precision"], "places": [data.agent(key) for key in event["places"]],
        "participants": [data.agent(key) for key in event["participants"]], "title": event["title"], "realis": event["realis"],
        "background": event["background"], "first_report": published[0] if published else None,
        "outlets": sorted({article["outlet"]["name"] for article in articles}), "mentions": len(event["spans"]),
    }  # fmt: skip


def _cells(row: Record) -> tuple[str, ...]:
    first, last = (row["from"] or "")[:10], (row["until"] or "")[:10]
    day = f"<= {last}" if not first else first if first == last else f"{first}..{last}"
    marks = "" if row["realis"] == "actual" else f" ({row['realis']})"
    return (
        day, row["type"] + marks, "、".join(row["places"][:2]), row["title"].replace("\n", " ")[:WIDTH],
        (row["first_report"] or "")[:16], str(len(row["outlets"])), row["id"],
    )  # fmt: skip
