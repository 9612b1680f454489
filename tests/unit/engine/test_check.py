"""`check` finds each kind of damage in an otherwise whole dossier."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shilu.engine.check import problems
from shilu.engine.load import load_data
from shilu.model.errors import InvalidDossierError
from shilu.publish.records import Bundle, encode

Record = dict[str, Any]

TEXT = "标题\n十二人死亡。"
FIGURE: Record = {
    "id": "fig:1", "span": {"article": "art:1", "start": 3, "end": 8, "exact": "十二人死亡"}, "number": {"start": 3, "end": 5},
    "value": 12, "low": 12, "high": 12, "operator": "=", "place": None, "statement": None, "chain": ["ent:1"], "part_of": None,
}  # fmt: skip


def lines() -> dict[str, list[Record]]:
    return {
        "articles.jsonl": [{"id": "art:1", "outlet": {"id": "ent:1", "name": "江临晚报"}, "text": TEXT}],
        "entities.jsonl": [{"id": "ent:1", "name": "江临晚报", "names": [], "mentions": [], "roles": []}],
        "figures.jsonl": [json.loads(json.dumps(FIGURE))],
        "series.jsonl": [{"id": "ser:1", "points": ["fig:1"], "relations": [], "estimates": [], "place": None}],
    }


def write(folder: Path, rows: dict[str, list[Record]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        Bundle({name: [encode(row) for row in found] for name, found in rows.items()}, {"shilu": "0"}).files().items()
    ):
        (folder / name).write_bytes(text)
    return folder


def test_a_whole_dossier_has_no_problems(tmp_path: Path) -> None:
    assert list(problems(load_data(write(tmp_path, lines())))) == []


def damage(change: Callable[[dict[str, list[Record]]], None]) -> dict[str, list[Record]]:
    rows = lines()
    change(rows)
    return rows


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r["figures.jsonl"][0]["span"].update(start=4), "is not '十二人死亡'"),
        (lambda r: r["figures.jsonl"][0].update(id="x:1"), "does not begin with fig:"),
        (lambda r: r["figures.jsonl"][0].update(place="ent:none"), "ent:none is no ent: record"),
        (lambda r: r["figures.jsonl"][0].update(statement="fig:1"), "fig:1 is no st: record"),
        (lambda r: r["figures.jsonl"][0].update(chain=[["ent:1"]]), "does not begin with the article's outlet"),
        (lambda r: r["figures.jsonl"][0].update(low=13), "out of order"),
        (lambda r: r["series.jsonl"][0]["points"].append("fig:2"), "fig:2 is no fig: record"),
        (lambda r: r["figures.jsonl"].append(r["figures.jsonl"][0]), "one stands twice"),
    ],
)
def test_each_damage_is_named(tmp_path: Path, change: Callable[[dict[str, list[Record]]], None], words: str) -> None:
    found = list(problems(load_data(write(tmp_path, damage(change)))))

    assert any(words in line for line in found), found


def test_a_changed_file_does_not_have_the_manifests_hash(tmp_path: Path) -> None:
    folder = write(tmp_path, lines())
    (folder / "copies.jsonl").write_text("{}\n")

    found = list(problems(load_data(folder)))

    assert any("copies.jsonl: its SHA-256" in line for line in found)
    assert any("copies.jsonl: 1 lines, the manifest counts 0" in line for line in found)


@pytest.mark.parametrize(("body", "words"), [(b"{", "is not JSON"), (b"\xff", "not UTF-8"), (b"[]\n", "is not an object")])
def test_a_broken_file_is_one_clear_error(tmp_path: Path, body: bytes, words: str) -> None:
    folder = write(tmp_path, lines())
    (folder / "figures.jsonl").write_bytes(body + b"\n")

    with pytest.raises(InvalidDossierError, match=words):
        load_data(folder)


def test_what_is_no_dossier_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidDossierError, match="shilu build"):
        load_data(tmp_path)
