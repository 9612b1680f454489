"""The gate: floors are only raised, a missing measure fails where it must, and the sample's scorer counts as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from shilu.cli import evaluate
from shilu.cli.scoring import score_sample
from shilu.engine.load import Data

TEXT = "临江山洪已致5人遇难\n临江市通报，山洪造成5人遇难、9人受伤，另有2人失联。"


MEASURE = {
    "id": "mea:1",
    "type": "curfew",
    "until": "2024-03-08T00:00:00+08:00",
    "status": "in_force",
    "spans": [{"article": "art:1", "start": 12, "end": 20}],
}


def figure(key: str, words: str, kind: str, value: int, root: str = "ent:office") -> dict[str, Any]:
    start = TEXT.index(words, TEXT.index("\n"))
    span = {"article": "art:1", "start": start, "end": start + len(words), "exact": words}
    number = {"start": start, "end": start + 1}
    return {
        "id": key,
        "span": span,
        "number": number,
        "kind": kind,
        "value": value,
        "low": value,
        "high": value,
        "chain": ["ent:out", root],
    }


def data(*figures: dict[str, Any], series: tuple[tuple[str, ...], ...] = ()) -> Data:
    article = {"id": "art:1", "path": "examples/1.md", "text": TEXT, "blocks": [{"kind": "headline", "start": 0, "end": 10}]}
    lines: dict[str, list[dict[str, Any]]] = {
        "events.jsonl": [],
        "measures.jsonl": [MEASURE],
        "commitments.jsonl": [],
        "articles.jsonl": [article],
        "figures.jsonl": list(figures),
        "entities.jsonl": [{"id": "ent:office", "name": "临江市", "names": ["临江市", "临江市政府"]}],
        "series.jsonl": [{"id": f"ser:{n}", "points": list(points)} for n, points in enumerate(series)],
    }
    return Data(Path(), {}, lines)


GOLD: dict[str, Any] = {
    "articles": [
        {
            "file": "1.md",
            "figures": [
                {
                    "id": "a",
                    "quote": "5人遇难",
                    "quote_in": "body",
                    "kind": "killed",
                    "value": 5,
                    "low": 5,
                    "high": 5,
                    "root": "临江市政府",
                },
                {"id": "b", "quote": "9人受伤", "quote_in": "body", "kind": "injured", "value": 9, "root": "临江市"},
            ],
        }
    ],
    "series": {"all": [{"figure": "a"}, {"figure": "b"}]},
}


def test_all_right_scores_one() -> None:
    board = score_sample(
        data(figure("fig:1", "5人遇难", "killed", 5), figure("fig:2", "9人受伤", "injured", 9), series=(("fig:1", "fig:2"),)), GOLD
    )
    assert {name: row["f1"] for name, row in board.items()} == dict.fromkeys(board, 1.0)
    assert {"figures.found", "figures.value", "figures.kind", "figures.root", "figures.series.pairs"} <= set(board)


def test_an_empty_dossier_scores_zero() -> None:
    board = score_sample(data(), GOLD)
    assert {row["f1"] for row in board.values()} == {0.0}


def test_found_and_wrong_is_missed_and_false() -> None:
    board = score_sample(data(figure("fig:1", "5人遇难", "injured", 6)), GOLD)
    assert (board["figures.value"]["tp"], board["figures.value"]["fn"], board["figures.value"]["fp"]) == (0, 2, 1)
    assert board["figures.found"]["recall"] == 0.5


def test_a_figure_that_nobody_asked_for_is_a_false_alarm() -> None:
    right = figure("fig:1", "5人遇难", "killed", 5)
    board = score_sample(data(right, figure("fig:3", "2人失联", "missing", 2)), GOLD)
    assert board["figures.found"]["fp"] == 1


def test_floors_are_raised_and_never_lowered() -> None:
    floors = {"sample": {"figures.value": {"f1": 0.5, "recall": 0.9}, "gone": {"f1": 0.3}}}
    scores = {"sample": {"figures.value": {"f1": 0.7, "recall": 0.8}}}
    assert evaluate.raised(floors, scores) == {"sample": {"figures.value": {"f1": 0.7, "recall": 0.9}, "gone": {"f1": 0.3}}}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with floors, a sample of nothing, and no private data beside it."""
    (tmp_path / "eval").mkdir()
    (tmp_path / "examples" / "gold").mkdir(parents=True)
    (tmp_path / "examples" / "gold" / "gold.json").write_text(json.dumps({"articles": []}), encoding="utf-8")
    (tmp_path / "eval" / "floors.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHILU_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_without_the_private_data_it_says_so(project: Path) -> None:
    done = CliRunner().invoke(evaluate.evaluate, ["--tagger", "none"], standalone_mode=False)
    assert done.return_value == 0
    assert evaluate.WITHOUT in done.output


def test_without_the_private_data_ci_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert CliRunner().invoke(evaluate.evaluate, ["--tagger", "none"]).exit_code == 1


def test_under_a_floor_is_exit_1_and_named(project: Path) -> None:
    (project / "eval" / "floors.json").write_text(json.dumps({"sample": {"figures.value": {"f1": 0.5}}}), encoding="utf-8")
    done = CliRunner().invoke(evaluate.evaluate, ["--tagger", "none"], standalone_mode=False)
    assert done.return_value == 1
    assert "sample figures.value f1 0.0000 < 0.5000" in done.output


def test_a_measure_is_found_by_its_passage_and_judged_field_by_field() -> None:
    measure = {
        "id": "m",
        "type": "curfew",
        "until": "2024-03-08",
        "status": "lifted",
        "evidence": [{"file": "1.md", "quote": TEXT[12:22]}],
    }
    elsewhere = {"id": "n", "type": "curfew", "until": None, "evidence": [{"file": "1.md", "quote": TEXT[25:30]}]}

    board = score_sample(data(), {"articles": [], "measures": [measure, elsewhere]})

    assert (board["measures.found"]["tp"], board["measures.found"]["fn"]) == (1, 1)
    assert (board["measures.until"]["tp"], board["measures.status"]["tp"], board["measures.status"]["fp"]) == (1, 0, 1)
