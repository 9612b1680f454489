"""`shilu search`: articles, statements and names of an archive, with the passages where the words stand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from shilu.cli.place import RECORD, as_of_option, by_option, db_option, existing
from shilu.cli.read import CONTEXT, as_json_option
from shilu.cli.table import table
from shilu.engine.moments import recorded_by

if TYPE_CHECKING:
    from shilu.engine.searching import Filters, Found, Stated
    from shilu.store import Archive, Hit

SHOWN = 3  # passages of an article
ARTICLES, STATEMENTS, NAMES = "articles", "statements", "names"


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--in", "what", type=click.Choice([ARTICLES, STATEMENTS, NAMES]), default=ARTICLES,
              show_default=True,
              help="Whole texts; sayings and figures by their own passage; names of persons, bodies, places, outlets.")  # fmt: skip
@click.option("--ranked", is_flag=True, help="The most telling first, not the newest.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@click.option("--outlet", metavar="NAME", help="Only what this outlet published, by its name as it stands in the articles.")
@click.option("--reported", metavar="DAY[..DAY]", help="Only what was published on a day, or between two.")
@click.option("--day", metavar="DAY[..DAY]", help="Only articles that tell of something on that day.")
@click.option("--place", "where", metavar="NAME", help="Only articles that name this place, by any of its names.")
@click.option("--person", metavar="NAME", help="Only articles that name this person.")
@click.option("--organisation", metavar="NAME", help="Only articles that name this body.")
@click.option("--kind", metavar="KIND", help="Only articles with a figure of this kind, or an event or measure of this type.")
@click.option("--story", metavar="ID", help="Only articles of this story (sto:...).")
@as_of_option
@by_option
@db_option(required=True)
@as_json_option
def search_verb(
    words: tuple[str, ...], place: str, what: str, most: int, where: str | None, as_of: date | None, clock: str, *,
    ranked: bool, as_json: bool, **names_of: str | None,
) -> None:  # fmt: skip
    """Find what holds all WORDS: any Chinese substring, in either script; Latin words, with * for a beginning.

    With a filter the WORDS may be left out. What articles tell of is known once `shilu update` has read them, and of
    their newest versions only; whole texts are found as they stood at a time of the archive's record.
    """
    from shilu.engine.searching import Filters

    given: dict[str, Any] = {"place": where, **names_of}
    question, filters = " ".join(words), Filters(**given)
    if what == NAMES and filters != Filters():
        raise click.UsageError("names are searched by their own parts: no filter but --as-of narrows them")
    filters = replace(filters, **_then(as_of, clock))
    if not question.strip() and (what == NAMES or filters == Filters()):
        raise click.UsageError("what for? Name WORDS, or a filter")
    with existing(place) as archive:
        if filters.told or what != ARTICLES:
            _tell_unread(archive)
        rows, lines = _found(archive, what, question, most, filters, ranked=ranked)
    if as_json:
        click.echo(json.dumps({what: rows}, ensure_ascii=False))
    else:
        click.echo(lines if rows else "nothing found")


def _then(as_of: date | None, clock: str) -> dict[str, Any]:
    """The filter that a time is: of publication, or of the archive's record."""
    if as_of and clock == RECORD:
        return {"recorded_by": recorded_by(as_of)}
    return {"published_by": as_of}


def _found(
    archive: Archive, what: str, question: str, most: int, filters: Filters, *, ranked: bool
) -> tuple[list[dict[str, Any]], str]:
    """What was found, for a program and for a person."""
    from shilu.engine.searching import articles, names, statements

    if what == NAMES:
        named = names(archive, question, most, filters)
        rows: list[dict[str, Any]] = [{"type": kind, "name": name, "articles": often} for kind, name, often in named]
        return rows, table(("type", "articles", "name"), [(kind, str(often), name) for kind, name, often in named])
    if what == STATEMENTS:
        stated = statements(archive, question, most, filters, ranked=ranked)
        return [_stated_row(one) for one in stated], "\n".join(map(_stated, stated))
    found = articles(archive, question, most, filters, ranked=ranked)
    return [_row(one) for one in found], "\n".join(map(_article, found))


def _tell_unread(archive: Archive) -> None:
    from shilu.store.accounts import Accounts

    unread = Accounts(archive).unread()
    if unread:
        click.echo(f"shilu: {unread:,} articles have not been read yet and are not looked at: shilu update", err=True)


def _head(hit: Hit) -> str:
    return f"{hit.outlet} {hit.published or ''} {hit.path}"


def _row(one: Found) -> dict[str, Any]:
    hit = one.hit
    spans = [{"start": start, "end": end, "exact": hit.text[start:end]} for start, end in one.spans]
    return {"path": hit.path, "outlet": hit.outlet, "published": hit.published, "title": hit.title, "spans": spans}


def _article(one: Found) -> str:
    """An article with its first passages; without words to look for, with its beginning."""
    shown, until = list[str](), 0
    for start, end in one.spans:
        if start >= until and len(shown) < SHOWN:
            shown.append(f"  {_passage(one.hit, start, end)}")
            until = end + CONTEXT
    more = f"  (and {len(one.spans) - len(shown)} more)" if len(one.spans) > len(shown) else ""
    return "\n".join(filter(None, (_head(one.hit), f"  {one.hit.title}", *shown, more)))


def _stated_row(one: Stated) -> dict[str, Any]:
    return {"path": one.hit.path, "outlet": one.hit.outlet, "published": one.hit.published, "record": one.record}


def _stated(one: Stated) -> str:
    start, end = one.span
    what = one.record.get("kind") or one.record.get("act")
    return f"{one.record['id']}  {what}  {_head(one.hit)}\n  {_passage(one.hit, start, end)}"


def _passage(hit: Hit, start: int, end: int) -> str:
    before, after = hit.text[max(0, start - CONTEXT) : start], hit.text[end : end + CONTEXT]
    return f"…{before}【{hit.text[start:end]}】{after}…".replace("\n", " ")
