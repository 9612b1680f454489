"""Versions of one article, what was edited, and what that did to the statements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from e2e_material import lines
from fakes import article, post
from shilu.cli.main import shilu
from shilu.engine.build import Options, build
from shilu.engine.check import problems
from shilu.engine.load import load_data
from shilu.stories.grouping import group
from shilu.stories.versions import edits, previous_versions, sentences

URL = "https://news.example/2024/dam.html"
FIRST = [
    "白芷水库的闸门昨夜出现裂缝，造成3人死亡。",
    "柳桥镇镇长表示，村民已经全部转移。",
    "水利局抢修人员赶到大坝，抢修仍在进行。",
    "下游三个村的学校停课，道路封闭。",
]
SECOND = [
    "白芷水库的闸门昨夜出现裂缝，造成5人死亡。",
    "水利局抢修人员赶到大坝，抢修仍在进行。",
    "下游三个村的学校停课，道路封闭。",
    "事故另造成12人受伤。",
]


def test_the_same_address_with_another_body_is_a_version_whatever_the_headline() -> None:
    old = article(FIRST, title="水库闸门裂缝", published="2024-03-01T09:00:00+08:00", url=URL)
    new = article(SECOND, title="水库裂缝死者增至5人", published="2024-03-01T12:00:00+08:00", url=URL)
    third = article([*SECOND, "调查开始。"], title="水库裂缝", published="2024-03-09T12:00:00+08:00", url=URL)
    assert previous_versions([third, new, old]) == {new.id: old.id, third.id: new.id}
    assert len(group([old, new])) == 1


@pytest.mark.parametrize(
    ("change", "day", "versions"),
    [
        ({}, 1, 1),  # the same headline and most sentences
        ({"outlet": "另一家报"}, 1, 0),
        ({"title": "别的标题"}, 1, 0),
        ({}, 20, 0),  # the next instalment of a column
    ],
)
def test_without_an_address_headline_and_words_make_a_version(change: dict[str, str], day: int, versions: int) -> None:
    old = article(FIRST, title="水库闸门裂缝", published="2024-03-01T09:00:00+08:00")
    new = article(SECOND, **{"title": "水库闸门裂缝", "published": f"2024-03-{day:02}T12:00:00+08:00", **change})  # type: ignore[arg-type]
    assert len(previous_versions([old, new])) == versions


def test_the_front_page_of_an_outlet_is_no_article() -> None:
    one, two = (article([line], title=line[:6], url="https://news.example/") for line in (FIRST[0], SECOND[3]))
    assert previous_versions([one, two]) == {}


def test_edits_are_whole_sentences_with_their_places() -> None:
    old, new = "甲说是。乙在。丙走了！", "甲说是。丙走了！丁来。"
    [gone, came] = edits(old, new)
    assert [old[a:b] for a, b in gone.removed] == ["乙在。"]
    assert [new[a:b] for a, b in came.added] == ["丁来。"]
    assert (gone.added, came.removed) == ((), ())
    assert edits(old, old) == []
    assert "".join(old[a:b] for a, b in sentences(old)) == old


def test_records_verb_and_page_tell_what_an_edit_did(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, body in enumerate((FIRST, SECOND)):
        made = post(body, title="水库闸门裂缝", published=f"2024-03-01T{9 + n:02}:00:00+08:00", url=URL)
        (folder / f"{n}.md").write_bytes(made)
    out = tmp_path / "out"
    build([folder], out, Options(jobs=1))
    old, new = sorted(lines(out, "articles"), key=lambda row: row["published"])
    assert (old["previous_version"], new["previous_version"]) == (None, old["id"])
    assert list(problems(load_data(out))) == []
    told = CliRunner().invoke(shilu, ["versions", "--data", str(out)]).output
    [version] = json.loads(CliRunner().invoke(shilu, ["versions", new["id"], "--json", "--data", str(out)]).output)["versions"]
    assert [one["exact"] for one in version["removed"]] == [FIRST[0], FIRST[1]]
    assert {(one["change"], one["subject"]) for one in version["changes"]} >= {
        ("changed", "figure"),
        ("appeared", "figure"),
        ("vanished", "statement"),
    }
    [changed] = [one for one in version["changes"] if one["change"] == "changed" and one["subject"] == "figure"]
    assert ("3" in changed["before"]["span"]["exact"], "5" in changed["after"]["span"]["exact"]) == (True, True)
    assert f"- {FIRST[1]}" in told
    page = (out / "index.html").read_text("utf-8")
    assert "改过：与上一版相比" in page


def test_a_dossier_without_versions_says_so(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_bytes(post(FIRST))
    build([tmp_path / "one.md"], tmp_path / "out", Options(jobs=1))
    assert "no article has two versions" in CliRunner().invoke(shilu, ["versions", "--data", str(tmp_path / "out")]).output
    assert CliRunner().invoke(shilu, ["versions", "art:x", "--data", str(tmp_path / "out")]).exit_code == 2
