"""The verb `timeline`, and `show` for events, measures and commitments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fakes import post
from shilu.cli.main import shilu


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    posts, out = tmp_path / "posts", tmp_path / "out"
    posts.mkdir()
    (posts / "a.md").write_bytes(
        post(
            "临澜市5日发生山体滑坡。2008年，临澜市发生山体滑坡。临澜市政府6日宣布实施宵禁。临澜市政府将于8日公布结果。",
            published="2024-03-06T10:30:00+08:00",
        )
    )
    assert CliRunner().invoke(shilu, ["build", str(posts), "-o", str(out)]).exit_code == 0
    return out


def run(*arguments: str) -> str:
    done = CliRunner().invoke(shilu, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_timeline_lists_what_happened_by_its_day(dossier: Path) -> None:
    told = run("timeline", "--data", str(dossier))

    assert "2024-03-05" in told
    assert "accident_disaster" in told
    assert "2008" not in told
    assert "2008" in run("timeline", "--all", "--data", str(dossier))


def test_the_timeline_as_json(dossier: Path) -> None:
    rows = json.loads(run("timeline", "--json", "--data", str(dossier)))["events"]

    assert {row["type"] for row in rows} >= {"accident_disaster", "curfew_imposed"}
    assert all(row["outlets"] and row["first_report"] for row in rows)


@pytest.mark.parametrize("name", ["events", "measures", "commitments"])
def test_show_prints_the_record_with_its_passage(dossier: Path, name: str) -> None:
    row = json.loads((dossier / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()[0])

    told = run("show", row["id"], "--data", str(dossier))

    assert row["id"] in told
    assert "【" in told


def test_the_page_has_the_sections(dossier: Path) -> None:
    page = (dossier / "index.html").read_text("utf-8")

    for words in ('id="measures"', 'id="commitments"', "宵禁", "Curfew", "灾害或事故"):
        assert words in page
