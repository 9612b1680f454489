"""The verbs that read a dossier: `check`, `figures`, `show`; and `rules`, which reads the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from shilu.cli.place import Source, source_options
from shilu.cli.table import table

if TYPE_CHECKING:
    from shilu.engine.load import Data, Record

CONTEXT = 40  # characters of text shown on each side of a passage

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command("check")
@source_options(times=True)
@as_json_option
def check_verb(source: Source, *, as_json: bool) -> int:
    """Verify a dossier, or the account of an archive: every span, every id, every reference, every hash."""
    from shilu.engine.check import problems
    from shilu.engine.load import load_data

    data = source.opened()
    if "story" in data.manifest:
        data = load_data(data.folder)  # a story's part has no hashes of its own
    found = list(problems(data, files=bool(source.place) or not source.as_of))  # a view of the past lies in no file
    if as_json:
        click.echo(json.dumps({"ok": not found, "problems": found}, ensure_ascii=False))
    else:
        for line in found:
            click.echo(line)
        records = sum(map(len, data.lines.values()))
        click.echo(f"{len(found)} problems in {records:,} records" if found else f"ok: {records:,} records hold")
    return 1 if found else 0


@click.command("figures")
@source_options(times=True)
@as_json_option
def figures_verb(source: Source, *, as_json: bool) -> None:
    """List what is known in numbers: best, low and high, as of when, on whose word."""
    data = source.opened()
    rows = [_series_row(data, series) for series in data.lines["series.jsonl"]]
    rows.sort(key=lambda row: (-len(row["points"]), row["kind"], row["place"] or "", row["id"]))
    if as_json:
        click.echo(json.dumps({"series": rows}, ensure_ascii=False))
        return
    if not rows:
        click.echo("no figures")
        return
    head = ("kind", "group", "place", "best", "low-high", "as of", "roots", "on whose word", "id")
    click.echo(table(head, [_cells(row) for row in rows]))
    click.echo("low-high is the range of what was reported, not a confidence interval")


def _series_row(data: Data, series: Record) -> Record:
    """One series with its newest estimate and the figure that best comes from."""
    last = series["estimates"][-1] if series["estimates"] else {}
    points = [data.by_id[point][1] for point in series["points"]]
    best = data.by_id[last["best_figure"]][1] if last.get("best_figure") else (points[-1] if points else {})
    return {
        "id": series["id"], "kind": series["kind"], "group": series["group"],
        "place": data.agent(series["place"]) if series["place"] else None, "realis": series.get("realis"),
        "best": last.get("best"), "low": last.get("low"), "high": last.get("high"), "operator": best.get("operator"),
        "as_of": best.get("as_of"), "roots": [data.agent(root) for root in last.get("roots", [])],
        "chain": data.chain(best.get("chain", [])), "unit": best.get("unit"), "points": series["points"],
    }  # fmt: skip


def _cells(row: Record) -> tuple[str, ...]:
    low, high = (f"{row[side]:,}" if row[side] is not None else "" for side in ("low", "high"))
    reach = low if low == high else f"{low}-{high}"
    best = f"{row['best']:,}" if row["best"] is not None else "?"
    realis = "" if row["realis"] in ("actual", None) else f" ({row['realis']})"
    return (
        row["kind"] + realis, row["group"], row["place"] or "", best, reach, row["as_of"] or "", str(len(row["roots"])),
        row["chain"], row["id"],
    )  # fmt: skip


@click.command("show")
@click.argument("key", metavar="ID")
@source_options(times=True)
@as_json_option
def show_verb(key: str, source: Source, *, as_json: bool) -> None:
    """Show one record with the passages that it rests on."""
    data = source.opened()
    name, row = _found(data, key)
    if as_json:
        click.echo(json.dumps({"file": name, "record": row}, ensure_ascii=False))
        return
    click.echo(json.dumps(row, ensure_ascii=False, indent=1))
    for reason in row["reasons"] if name == "stories.jsonl" else ():
        click.echo(_because(data, reason))
    for span in _spans(row):
        click.echo(passage(data, span))


def _found(data: Data, key: str) -> tuple[str, Record]:
    """A record with its file; a story by any id that it has had, or as its articles would fall into one by themselves."""
    from shilu.engine.stories import stories_of, story_now
    from shilu.publish.records import encode, story

    if key in data.by_id and not (key.startswith("sto:") and len(data.lines["stories.jsonl"]) == 1):
        return data.by_id[key]
    for item in stories_of(data) if key.startswith("sto:") else ():
        if item.id == key:
            return "stories.jsonl", json.loads(encode(story(item)))
    now = story_now(data, key)
    if now is None:
        raise click.UsageError(f"{key}: no such record in {data.name}")
    if now != key:
        click.echo(f"shilu: {key} is part of {now} now", err=True)
    return data.by_id[now]


def _because(data: Data, reason: Record) -> str:
    """Why an article is in a story: its outlet, time, file and headline, then the reason."""
    _, article = data.by_id[reason["article"]]
    head = f"{article['outlet']['name']} {article['published']} {article['path']}"
    return f"\n{head}\n  {article['title']}\n  {reason['because_en']}\n  {reason['because']}"


def _spans(value: Any) -> list[Record]:
    """All spans inside a record, outermost first."""
    if isinstance(value, list):
        return [span for item in value for span in _spans(item)]
    if isinstance(value, dict):
        own = [value] if "exact" in value and "start" in value else []
        return own + [span for item in value.values() for span in _spans(item)]
    return []


def passage(data: Data, span: Record) -> str:
    """A span in its text: outlet, time, and the words in brackets."""
    _, article = data.by_id[span["article"]]
    text, start, end = article["text"], span["start"], span["end"]
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    words = f"…{before}【{text[start:end]}】{after}…".replace("\n", " ")
    return f"\n{article['outlet']['name']} {article['published']} {article['path']} {start}-{end}\n  {words}"


@click.command("rules")
@as_json_option
def rules_verb(*, as_json: bool) -> None:
    """Print every rule: its id, what it says, an example and a counter-example."""
    from shilu.engine.rules import all_rules

    rules = all_rules()
    if as_json:
        fields = ("id", "gloss", "example", "counter_example", "source")
        click.echo(json.dumps({"rules": [{f: getattr(rule, f) for f in fields} for rule in rules]}, ensure_ascii=False))
        return
    for rule in rules:
        click.echo(f"{rule.id}\n  {rule.gloss}\n  + {rule.example}\n  - {rule.counter_example}")
        if rule.source:
            click.echo(f"  source: {rule.source}")
