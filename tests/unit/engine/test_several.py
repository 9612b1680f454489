"""Several stories in one build: each dossier is that of its articles alone, records and index are one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from e2e_material import lines, tree
from fakes import post
from news_builders import DAM, FAIR
from shilu.cli.main import shilu
from shilu.engine.build import Options, build
from shilu.engine.check import problems
from shilu.engine.load import load_data
from shilu.engine.words import ready_words
from shilu.model.errors import InvalidDossierError
from shilu.stories.words import idf

ALONE = ("<b>海燕号</b>科考船昨日从松风港出发，二十名船员将在远海停留四个月。",)


def put(folder: Path, *texts: str, name: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for n, text in enumerate(texts):
        files.append(folder / f"{name}{n}.md")
        files[-1].write_bytes(post(text, title=text[:14], published=f"2024-03-0{n + 1}T09:00:00+08:00"))
    return files


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    for name, texts in {"dam": DAM, "fair": FAIR, "ship": ALONE}.items():
        put(folder, *texts, name=name)
    return folder


def made(arguments: Iterable[Path], out: Path, **options: object) -> Path:
    build(list(arguments), out, Options(**{"jobs": 1, **options}))  # type: ignore[arg-type]
    return out


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(shilu, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def folders(out: Path) -> list[Path]:
    return sorted(one for one in out.iterdir() if one.is_dir() and one.name != "data")


def test_posts_of_several_stories_give_a_page_each_an_index_and_records_that_hold(posts: Path, tmp_path: Path) -> None:
    out = made([posts], tmp_path / "out")
    stories = lines(out, "stories")
    assert sorted(len(one["articles"]) for one in stories) == [1, 2, 3]
    assert [f"sto:{one.name}" for one in folders(out)] == [one["id"] for one in stories]
    index = (out / "index.html").read_text("utf-8")
    assert all(f'href="{one.name}/index.html"' in index for one in folders(out))
    assert list(problems(load_data(out))) == []


def test_a_story_among_others_is_told_as_it_is_alone(posts: Path, tmp_path: Path) -> None:
    whole, alone = made([posts], tmp_path / "out"), made(sorted(posts.glob("dam*")), tmp_path / "alone")
    [story] = [one for one in folders(whole) if "白芷水库" in (one / "index.html").read_text("utf-8")]
    page = re.sub(r'<p class="home">.*?</p>\n', "", (story / "index.html").read_text("utf-8"), count=1)
    page = page.replace("posts/dam", "dam").replace("../data/", "data/")
    assert page.splitlines() == (alone / "index.html").read_text("utf-8").splitlines()
    data, own = load_data(story), load_data(alone)
    for name in ("figures", "series", "statements", "disagreements", "events"):
        assert data.lines[f"{name}.jsonl"] == own.lines[f"{name}.jsonl"]


def test_verbs_read_the_whole_or_one_story(posts: Path, tmp_path: Path) -> None:
    out = made([posts], tmp_path / "out")
    [dam] = [one for one in folders(out) if "白芷水库" in (one / "index.html").read_text("utf-8")]
    whole = json.loads(run("figures", "--data", out, "--json"))["series"]
    part = json.loads(run("figures", "--data", dam, "--json"))["series"]
    assert part == [one for one in whole if one["id"] in {each["id"] for each in part}]
    assert 0 < len(part) < len(whole)
    for verb in ("timeline", "conflicts", "check"):
        run(verb, "--data", dam)
    then = json.loads(run("figures", "--data", out, "--as-of", "2024-03-01", "--json"))["series"]
    assert {one["best"] for one in then} >= {3000, 200}
    assert "first of its event" in run("show", f"sto:{dam.name}", "--data", out)


def test_a_folder_about_one_event_is_one_dossier_also_with_a_stray(posts: Path, tmp_path: Path) -> None:
    files = sorted(posts.glob("dam*")) + sorted(posts.glob("ship*"))
    out = made(files, tmp_path / "out")
    assert folders(out) == []
    [story] = lines(out, "stories")
    assert len(story["articles"]) == 4
    assert [reason["because_en"].startswith("same build") for reason in story["reasons"]].count(True) == 1
    assert len(folders(made(files, tmp_path / "each", stories="each"))) == 2
    assert lines(made([posts], tmp_path / "one", stories="one"), "stories")[0]["reasons"][0]["because_en"] == "same build"


def test_neither_the_order_nor_the_number_of_processes_changes_a_byte(posts: Path, tmp_path: Path) -> None:
    files = sorted(posts.iterdir())
    first = tree(made(files, tmp_path / "a"))
    assert tree(made(files[::-1], tmp_path / "b", jobs=2)) == first == tree(made([*files, *files], tmp_path / "c", jobs=3))


def test_what_two_stories_name_is_one_record(posts: Path, tmp_path: Path) -> None:
    entities = lines(made([posts], tmp_path / "out"), "entities")
    [outlet] = [one for one in entities if one["type"] == "outlet"]
    assert len({one["id"] for one in entities}) == len(entities)
    assert outlet["name"] == "测试晚报"


def test_an_old_id_leads_to_the_story_that_holds_its_first_article(posts: Path, tmp_path: Path) -> None:
    later = made(sorted(posts.glob("dam[12]*")) + sorted(posts.glob("fair*")), tmp_path / "later")
    [old] = [one["id"] for one in lines(later, "stories") if len(one["articles"]) == 2 and "水库" in one["title"]]
    now = made([posts], tmp_path / "now")
    assert old not in {one["id"] for one in lines(now, "stories")}
    assert "水库" in run("show", old, "--data", now)


def test_no_word_of_a_headline_is_markup_in_the_index(posts: Path, tmp_path: Path) -> None:
    index = (made([posts], tmp_path / "out") / "index.html").read_text("utf-8")
    assert "&lt;b&gt;海燕号" in index
    assert "<b>海燕号" not in index


def test_a_folder_of_a_story_that_is_not_there_is_named(posts: Path, tmp_path: Path) -> None:
    out = made([posts], tmp_path / "out")
    (out / "0123456789abcdef").mkdir()
    (out / "0123456789abcdef" / "index.html").touch()
    with pytest.raises(InvalidDossierError, match="has no story sto:0123456789abcdef"):
        load_data(out / "0123456789abcdef")


def test_a_broken_cache_of_words_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("shilu.engine.words.has_lexicon", lambda: False)
    ready_words()
    [file] = (tmp_path / "shilu").iterdir()
    content = file.read_bytes()
    file.write_bytes(content[:-9])
    ready_words()
    assert file.read_bytes() == content
    assert idf("水库") < idf("甲乙丙丁戊")


def test_what_people_decide_of_stories_holds_in_the_next_build(posts: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "desk.jsonl", made([posts], tmp_path / "out")
    by_size = {len(one["articles"]): one for one in lines(out, "stories")}
    judge = ("--why", "看过原文", "--by", "编辑", "--judgements", file, "--data", out)
    stray = by_size[3]["articles"][2]
    run("judge", stray, "--split", *judge)
    run("judge", by_size[2]["id"], "--merge", by_size[1]["id"], *judge)
    run("judge", by_size[3]["articles"][0], "--pin", *judge)
    decided = tmp_path / "decided"
    run("build", posts, "-o", decided, "--tagger", "none", "--judgements", file)
    stories = lines(decided, "stories")
    assert sorted(len(one["articles"]) for one in stories) == [1, 2, 3]
    assert [one["articles"] for one in stories if len(one["articles"]) == 1] == [[stray]]
    assert all(one["attached"] for one in lines(decided, "judgements"))
    assert list(problems(load_data(decided))) == []
    assert by_size[2]["id"] in {line["was"] for one in stories for line in one["lineage"]}
    assert "is part of" in CliRunner().invoke(shilu, ["show", by_size[2]["id"], "--data", str(decided)]).output


def test_an_article_split_off_one_dossier_makes_it_two(posts: Path, tmp_path: Path) -> None:
    file, files = tmp_path / "desk.jsonl", sorted(posts.glob("dam*")) + sorted(posts.glob("ship*"))
    out = made(files, tmp_path / "out")
    [ship] = [one["id"] for one in lines(out, "articles") if "海燕号" in one["title"]]
    run("judge", ship, "--split", "--why", "另一件事", "--judgements", file, "--data", out)
    run("build", *files, "-o", tmp_path / "two", "--tagger", "none", "--judgements", file)
    assert sorted(len(one["articles"]) for one in lines(tmp_path / "two", "stories")) == [1, 3]


@pytest.mark.parametrize(
    "wrong", [("--move", "sto:gone"), ("--merge", "sto:gone"), ("--split", "--with", "art:gone"), ("--pin", "--with", "x")]
)
def test_a_decision_on_what_is_not_there_is_refused(posts: Path, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    out = made([posts], tmp_path / "out")
    line = ["judge", lines(out, "articles")[0]["id"], *wrong, "--why", "x", "--judgements", str(tmp_path / "j"), "--data", str(out)]
    assert CliRunner().invoke(shilu, line).exit_code != 0
    assert not (tmp_path / "j").exists()


@pytest.mark.parametrize("stories", ["one", "each"])
def test_what_is_only_said_again_is_not_counted_as_disagreement(tmp_path: Path, stories: str) -> None:
    sample = Path(__file__).resolve().parents[3] / "examples" / "wangxi-dam"
    done = build([sample], tmp_path / "out", Options(jobs=1, stories=stories))
    rows = load_data(tmp_path / "out").lines["disagreements.jsonl"]
    said_again = [row for row in rows if row["state"] == "none"]
    assert done.counts["disagreements"] == len(rows) - len(said_again) > 0
    assert said_again
