"""`shilu judge`: what a person decides about a record, appended to a file that builds follow."""

from __future__ import annotations

import getpass
import json
from datetime import datetime
from pathlib import Path

import click
import msgspec

from shilu.cli.place import Source, existing, source_options, typed
from shilu.cli.read import as_json_option
from shilu.model.errors import WrongChoiceError
from shilu.model.judgements import ACTIONS, Judgement

judgements_option = click.option(
    "--judgements", "judgements", type=click.Path(path_type=Path),
    help="The file of judgements (JSON lines); also $SHILU_JUDGEMENTS.",
)  # fmt: skip


@click.command("judge")
@click.argument("key", metavar="ID")
@click.option("--accept", is_flag=True, help="It is right.")
@click.option("--reject", is_flag=True, help="It is wrong: it takes no part in the account.")
@click.option("--prefer", is_flag=True, help="Its number is best under the policy `preferred`.")
@click.option("--correct", metavar="FIELD=VALUE", help="One of its fields is wrong: value=29, place, as_of=2024-05-17 ...")
@click.option("--merge", metavar="ID", help="The entity, or the story, is that other one.")
@click.option("--move", metavar="ID", help="The article belongs to that story.")
@click.option("--split", is_flag=True, help="The article is a story of its own; --with names others that go with it.")
@click.option("--with", "others", metavar="ID", multiple=True, help="Another article that goes with --split.")
@click.option("--pin", is_flag=True, help="The article stays with the story it is in.")
@click.option("--note", is_flag=True, help="Only a remark, in --why.")
@click.option("--withdraw", is_flag=True, help="Take back the judgement with this id.")
@click.option("--why", required=True, help="The reason.")
@click.option("--by", default=getpass.getuser, help="Who decides; by default the user's name.")
@judgements_option
@source_options(times=False)
@as_json_option
def judge_verb(
    key: str, judgements: Path | None, source: Source, why: str, by: str, correct: str | None, merge: str | None,
    move: str | None, others: tuple[str, ...], *, as_json: bool, **flags: bool,
) -> None:  # fmt: skip
    """Judge a record: append who, when, what and why, to FILE for `shilu build --judgements FILE`, or to the archive."""
    if source.place and not typed("judgements"):
        judgements = None
    elif judgements is None:
        raise click.UsageError("where to? Say --judgements FILE, or set SHILU_JUDGEMENTS, or judge in an archive (--db)")
    values = {"correct": correct, "merge": merge, "move": move}
    given = [name for name, on in (*flags.items(), *values.items()) if on]
    if len(given) != 1 or (others and given != ["split"]):
        raise click.UsageError(f"say one of {', '.join(f'--{name}' for name in ACTIONS)} (--with only beside --split)")
    change = _change(correct, merge or move or " ".join(others) or None)
    from shilu.engine.judgements import made

    one = made(source.opened(), given[0], key, datetime.now().astimezone(), by, why, change)
    _keep(one, judgements, source.place)
    click.echo(json.dumps(msgspec.to_builtins(one), ensure_ascii=False) if as_json else f"{one.id} in {judgements or source.name}")


def _keep(one: Judgement, file: Path | None, place: str | None) -> None:
    """Into the file, if there is one, else into the archive."""
    from shilu.engine.archive import keep_judgement
    from shilu.engine.judgements import append

    if file:
        append(file, one)
    elif place:
        with existing(place) as archive:
            keep_judgement(archive, one)


def _change(correct: str | None, merge: str | None) -> tuple[str | None, str | None]:
    if correct is None:
        return None, merge
    field, equals, value = correct.partition("=")
    if not equals:
        raise WrongChoiceError(f"{correct!r}: a correction says FIELD=VALUE")
    return field, value
