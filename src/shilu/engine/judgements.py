"""Judgements as a file of JSON lines: read whole, appended one at a time, never rewritten."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from shilu.engine.load import Data, Record
from shilu.engine.restore import article_of
from shilu.model.article import Span
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.model.ids import make_id
from shilu.model.judgements import ACTIONS, Judgement, Quote
from shilu.statements.judged import FIELDS, READERS, quote_of


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """All judgements of a file. Raises `ShiluError` that names the line: an editor's decision is never passed over."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ShiluError(f"{path}: the judgements cannot be read: {error.strerror}") from error
    return tuple(_judgement(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _judgement(path: Path, number: int, line: bytes) -> Judgement:
    try:
        one = msgspec.json.decode(line, type=Judgement)
        checked(one)
    except (msgspec.DecodeError, UnicodeDecodeError, ShiluError) as error:
        raise ShiluError(f"{path}, line {number}: is no judgement: {error}") from error
    return one


def checked(one: Judgement) -> Judgement:
    """The judgement, if it can be followed. Raises `WrongChoiceError` that says what is missing."""
    if one.action not in ACTIONS:
        raise WrongChoiceError(f"no action is called {one.action!r}: {', '.join(ACTIONS)}")
    if one.at.tzinfo is None:
        raise WrongChoiceError(f"{one.at.isoformat()} has no offset")
    if one.action == "merge" and not one.value:
        raise WrongChoiceError("a merge names the entity or the story that the first one is")
    if one.action in ("move", "pin") and not one.value:
        raise WrongChoiceError(f"a {one.action} names the story of the article")
    if one.action == "correct":
        _check_correction(one)
    return one


def _check_correction(one: Judgement) -> None:
    if one.field not in FIELDS or one.value is None:
        raise WrongChoiceError(f"a correction says FIELD=VALUE, FIELD one of {', '.join(FIELDS)}")
    try:
        READERS.get(one.field, str)(one.value)
    except (ValueError, ArithmeticError) as error:
        raise WrongChoiceError(f"{one.value!r} is no {one.field}") from error


def made(data: Data, action: str, target: str, at: datetime, by: str, why: str, change: tuple[str | None, str | None]) -> Judgement:
    """A judgement of a dossier's record, with its passage; `change` is (field, value). Raises `WrongChoiceError`."""
    if action != "withdraw" and target not in data.by_id:
        raise WrongChoiceError(f"{target}: no such record in {data.name}")
    if action == "correct" and not target.startswith("fig:"):
        raise WrongChoiceError(f"{target}: a correction is of a figure")
    if action in ("merge", "move", "pin", "split"):
        change = _together(data, action, target, change[1] or "")
    key = make_id("jud", at.isoformat(), by, action, target, *map(str, change))
    quote = None if action == "withdraw" else _quote(data, data.by_id[target][1])
    return checked(Judgement(key, at, by, action, target, quote, *change, why))


def _together(data: Data, action: str, target: str, value: str) -> tuple[None, str]:
    """The other side of a merge, a move or a split, checked. Raises `WrongChoiceError`."""
    kinds = {"merge": target[:4], "move": "sto:", "split": "art:"}
    if (action == "merge") == target.startswith("art:"):
        raise WrongChoiceError(f"{target}: entities and stories are merged; articles are moved, split off and pinned")
    others = value.split()
    if action == "pin":
        [home] = [row for row in data.lines["stories.jsonl"] if target in row["articles"]]
        others = [next((one for one in home["articles"] if one != target), home["id"])]
    there = [other for other in others if other in data.by_id and other.startswith(kinds.get(action, ""))]
    if there != others or (action != "split" and not others):
        raise WrongChoiceError(f"{value}: no such {'article' if action == 'split' else 'entity or story'} in {data.name}")
    return None, " ".join(others)


def _quote(data: Data, row: Record) -> Quote | None:
    if row["id"].startswith("art:"):
        return Quote(row["id"], row["path"], row["title"], "", "")
    span = row.get("span") or row.get("content") or next(iter(row.get("spans") or row.get("mentions") or ()), None)
    if not span or "exact" not in span:
        return None
    article = article_of(data.by_id[span["article"]][1])
    return quote_of(article, Span(span["article"], span["start"], span["end"]))


def append(path: Path, one: Judgement) -> None:
    """Add one line, on the disk before this returns; an unfinished last line is closed first. Raises `ShiluError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+", buffering=0) as stream:
            if stream.tell():
                stream.seek(-1, os.SEEK_END)
                torn = stream.read(1) != b"\n"
            else:
                torn = False
            stream.write(b"\n" * torn + msgspec.json.encode(one) + b"\n")
            os.fsync(stream.fileno())
    except OSError as error:
        raise ShiluError(f"{path}: the judgement could not be written: {error.strerror}") from error


def unattached(decided: Sequence[Record]) -> list[Record]:
    """The judgements of a dossier whose record is no longer there."""
    return [one for one in decided if one["attached"] is None]
