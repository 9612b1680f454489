"""A dossier on disk, read back as records."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from shilu.model.errors import InvalidDossierError
from shilu.publish.files import FILES

Record = dict[str, Any]


class Data(Struct, frozen=True, dict=True):  # dict: room for the cached properties
    """The records of one dossier: file name -> lines; `manifest` as written. Errors call it by `called`, or its folder."""

    folder: Path
    manifest: Record
    lines: dict[str, list[Record]]
    called: str = ""

    @property
    def name(self) -> str:
        """What errors call it."""
        return self.called or str(self.folder)

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Record]]:
        """Id -> (file name, record)."""
        return {row["id"]: (name, row) for name, rows in self.lines.items() for row in rows if "id" in row}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Article id -> text."""
        return {row["id"]: row["text"] for row in self.lines["articles.jsonl"]}

    def agent(self, key: str) -> str:
        """An entity's name, or the words as written for an unnamed one."""
        _, row = self.by_id.get(key, ("", {}))
        return row.get("name") or "、".join(row.get("names") or []) or key

    def chain(self, chain: list[Any]) -> str:
        """A chain in words, the publisher first."""
        return " ← ".join("、".join(map(self.agent, link)) if isinstance(link, list) else self.agent(link) for link in chain)


def load_data(out: Path) -> Data:
    """Read `OUT/data` (or the data folder itself); of a story's folder in `OUT`, the records that belong to that story.

    Raises InvalidDossierError that names what is missing or broken.
    """
    if not (out / "data").is_dir() and (out / "index.html").is_file() and (out.resolve().parent / "data").is_dir():
        return story_data(load_data(out.resolve().parent), f"sto:{out.resolve().name}")
    folder = out / "data" if (out / "data").is_dir() else out
    manifest = _json(folder / "manifest.json")
    if not isinstance(manifest, dict) or "shilu" not in manifest:
        raise InvalidDossierError(f"{folder / 'manifest.json'}: is not the manifest of a dossier")
    return Data(folder, manifest, {name: _lines(folder / name) for name in FILES})


def story_data(data: Data, key: str) -> Data:
    """The part of a dossier that belongs to one story. Raises InvalidDossierError when it has no such story."""
    if key not in data.by_id:
        raise InvalidDossierError(f"{data.folder}: has no story {key}")
    members = set(data.by_id[key][1]["articles"])
    lines = {name: [row for row in rows if _belongs(name, row, key, members)] for name, rows in data.lines.items()}
    figures = {row["id"] for row in lines["figures.jsonl"]}
    lines["series.jsonl"] = [row for row in lines["series.jsonl"] if figures.issuperset(row["points"])]
    lines["entities.jsonl"] = [_known(row, members) for row in lines["entities.jsonl"]]
    return Data(data.folder, {**data.manifest, "story": key, "stories": "one"}, lines)


def _belongs(name: str, row: Record, key: str, members: set[str]) -> bool:
    """Entities, series and judgements are looked at elsewhere; everything else is where its first passage is."""
    if name in ("articles.jsonl", "stories.jsonl"):
        return row["id"] in members or row["id"] == key
    if name == "copies.jsonl":
        return row["a"]["article"] in members and row["b"]["article"] in members
    sides = [member["span"] for member in row.get("members") or ()]
    place = row.get("span") or next(iter((*(row.get("spans") or ()), *sides)), None) or row.get("content")
    return place is None or place["article"] in members


def _known(row: Record, members: set[str]) -> Record:
    """An entity as some articles know it."""
    mentions = [span for span in row["mentions"] if span["article"] in members]
    return {**row, "mentions": mentions, "roles": [role for role in row["roles"] if role["span"]["article"] in members]}


def read_text(path: Path) -> str:
    """One file of a dossier. Raises InvalidDossierError when it is missing or no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise InvalidDossierError(f"{path}: missing; is this a dossier? Build one with: shilu build PATH... -o OUT") from error
    except OSError as error:
        raise InvalidDossierError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidDossierError(f"{path}: is not UTF-8 at byte {error.start}") from error


def _json(path: Path) -> object:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InvalidDossierError(f"{path}: is not JSON: {error}") from error


def _lines(path: Path) -> list[Record]:
    rows = []
    for number, line in enumerate(read_text(path).split("\n")[:-1], 1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InvalidDossierError(f"{path}, line {number}: is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise InvalidDossierError(f"{path}, line {number}: is not an object")
        rows.append(row)
    return rows
