from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fakes import post
from shilu.cli.main import shilu

DAM = "白芷水库的闸门昨夜出现裂缝，柳桥镇连夜转移下游村民，水利局抢修人员赶到大坝。"
MORE = "柳桥镇说，白芷水库闸门裂缝长两米，下游三个村的村民已经转移，抢修仍在进行。"
FAIR = "云门乡的陶瓷博览会今天开幕，二百家窑厂展出青瓷和釉料，外国客商参观了龙窑。"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, line in enumerate((DAM, MORE, FAIR)):
        (folder / f"{n}.md").write_bytes(post(line, title=line[:10], published=f"2024-03-0{n + 1}T09:00:00+08:00"))
    return folder


def run(*arguments: str) -> str:
    result = CliRunner().invoke(shilu, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_posts_are_sorted_into_stories(posts: Path) -> None:
    found = json.loads(run("stories", str(posts), "--json"))["stories"]
    assert [len(story["articles"]) for story in found] == [2, 1]
    assert "云门乡" in run("stories", str(posts))
    assert "云门乡" not in run("stories", str(posts), "--least", "2")


def test_a_dossier_is_sorted_and_a_story_shows_why_each_article_is_there(posts: Path, tmp_path: Path) -> None:
    run("build", str(posts), "-o", str(tmp_path / "out"), "--tagger", "none")
    found = json.loads(run("stories", "--data", str(tmp_path / "out"), "--json"))["stories"]
    shown = run("show", found[0]["id"], "--data", str(tmp_path / "out"))
    assert "first of its event" in shown
    assert "nearest art:" in shown


def test_posts_and_a_dossier_at_once_are_a_usage_error(posts: Path) -> None:
    assert CliRunner().invoke(shilu, ["stories", str(posts), "--data", str(posts)]).exit_code == 2
