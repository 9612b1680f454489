"""Each bad input costs itself one line that names it, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from e2e_material import lines, manifest, post

DEEP = "<div>" * 10_000 + "<p>临江市通报，山洪造成7人遇难。</p>" + "</div>" * 10_000
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
TRADITIONAL = "<div>\n<p>臨江市應急管理局3月5日通報，山洪已造成6人罹難、9人受傷，另有2人失蹤。</p>\n</div>\n"

BAD: dict[str, bytes] = {
    "empty.md": b"",
    "cut.md": post().encode("utf-8")[:-30][: post().encode("utf-8").rfind("遇".encode()) + 1],
    "binary.md": bytes(range(256)) * 64,
    "huge.md": post().encode("utf-8") + b"<p>" + b"x" * (50 * 2**20),
    "bomb.md": post().replace("comments: false\n", BOMB).encode("utf-8"),
    "tag.md": post().replace("comments: false", "comments: !!python/object/apply:os.system ['touch owned']").encode("utf-8"),
    "nothing-after.md": post(body="").encode("utf-8"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """One build of a folder that holds every bad input and one good post."""
    import os
    import sys

    place = tmp_path_factory.mktemp("bad")
    posts = place / "posts"
    posts.mkdir()
    (posts / "good.md").write_text(post(), encoding="utf-8")
    for name, content in BAD.items():
        (posts / name).write_bytes(content)
    (posts / "plain.md").write_text("# 说明\n\n这里存放帖子。\n", encoding="utf-8")
    (posts / "deep.md").write_text(post("深层嵌套", 4, body=DEEP), encoding="utf-8")
    (posts / "gb.md").write_bytes(post("临江山洪：国标编码", 4, killed=4).encode("gb18030"))
    (posts / "big5.md").write_bytes(
        post("臨江山洪：大五碼", 3, body=TRADITIONAL).replace("临江新闻网", "臨江新聞網").replace("新闻", "新聞").encode("big5")
    )
    (posts / "loop").symlink_to(posts, target_is_directory=True)
    (posts / "dangling.md").symlink_to(posts / "nowhere.md")
    source = str(Path(__file__).resolve().parents[2] / "src")
    environment = os.environ | {"PYTHONPATH": source, "XDG_STATE_HOME": str(place / "state"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "shilu", "build", str(posts), "-o", str(place / "out"), "--tagger", "none"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=place, check=False, timeout=120)
    return place, done


def test_the_rest_is_built(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    place, done = built
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    paths = {article["path"] for article in lines(place / "out", "articles")}
    assert {"posts/good.md", "posts/gb.md", "posts/big5.md"} <= paths
    assert not (place / "owned").exists(), "a YAML tag was executed"


@pytest.mark.parametrize("name", [*BAD, "plain.md", "loop", "dangling.md"])
def test_one_clear_line_names_it(built: tuple[Path, subprocess.CompletedProcess[str]], name: str) -> None:
    place, done = built
    told = [line for line in done.stderr.splitlines() if f"posts/{name}:" in line]
    assert len(told) == 1, done.stderr
    assert told[0].startswith(("failed: ", "skipped: "))
    record = manifest(place / "out")
    assert [entry for entry in record["failures"] + record["skipped"] if entry["path"] == f"posts/{name}"], record


def test_deep_nesting_is_read_or_named(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    place, done = built
    texts = {article["path"]: article["text"] for article in lines(place / "out", "articles")}
    assert "7人遇难" in texts.get("posts/deep.md", "") or "posts/deep.md:" in done.stderr


@pytest.mark.parametrize(("name", "words"), [("gb.md", "造成4人遇难"), ("big5.md", "造成6人罹難")])
def test_other_encodings_are_read_with_a_note(built: tuple[Path, subprocess.CompletedProcess[str]], name: str, words: str) -> None:
    place, done = built
    texts = {article["path"]: article["text"] for article in lines(place / "out", "articles")}
    assert words in texts[f"posts/{name}"]
    assert [line for line in done.stderr.splitlines() if line.startswith(f"note: posts/{name}:")]
