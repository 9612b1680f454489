"""The verbs that compare: `conflicts` (who disagrees) and `changes` (what is different from before)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import msgspec

from shilu.cli.place import Source, source_options
from shilu.cli.read import as_json_option, passage
from shilu.engine.moments import moment

if TYPE_CHECKING:
    from shilu.engine.compare import Change
    from shilu.engine.load import Data, Record

STATES = ("open", "contested", "resolved", "apparent")


@click.command("conflicts")
@click.option("--all", "every", is_flag=True, help="Also those that are resolved, apparent only, or no disagreement at all.")
@source_options(times=True)
@as_json_option
def conflicts_verb(source: Source, *, every: bool, as_json: bool) -> None:
    """List who disagrees: both passages, on whose word, the state and the reason."""
    from shilu.engine.compare import UNSETTLED

    data = source.opened()
    rows = [row for row in data.lines["disagreements.jsonl"] if every or row["state"] in UNSETTLED]
    rows.sort(key=lambda row: (STATES.index(row["state"]) if row["state"] in STATES else len(STATES), row["topic"], row["id"]))
    if as_json:
        click.echo(json.dumps({"disagreements": rows}, ensure_ascii=False))
        return
    click.echo("\n\n".join(_dispute(data, row) for row in rows) if rows else "no open disagreement")


def _dispute(data: Data, row: Record) -> str:
    lines = [f"{row['state']}  {row['relation']}  {row['topic']}  {row['id']}", f"  {row['reason']}"]
    for member in row["members"]:
        lines += [f"  {member['value']}  {data.chain(member['chain'])}".rstrip(), *passage(data, member["span"]).split("\n")[1:]]
    return "\n".join(lines)


@click.command("changes")
@click.option("--since", required=True, metavar="TIME", help="A day (until its end) or an instant: the base of the comparison.")
@source_options(times=True)
@as_json_option
def changes_verb(since: str, source: Source, *, as_json: bool) -> None:
    """List what is new, revised, superseded, withdrawn, contradicted, confirmed, started, ended, due, met or missed."""
    from shilu.engine.compare import changes

    found = changes(source.at(moment(since)), data := source.opened())
    if as_json:
        click.echo(json.dumps({"changes": msgspec.to_builtins(found)}, ensure_ascii=False))
        return
    click.echo("\n".join(_change(data, one) for one in found) if found else f"nothing changed since {since}")


def _change(data: Data, one: Change) -> str:
    values = " -> ".join(value for value in (one.before, one.after) if value)
    head = "  ".join(part for part in (one.change, one.what, values, one.word, one.id) if part)
    return "\n".join([head, *(passage(data, one.spans[-1]).split("\n")[1:] if one.spans else [])])
