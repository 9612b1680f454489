"""What a verb does not need is not loaded, nor reckoned: half of a short run would be that."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shilu.cli.place import POLICIES
from shilu.ledger import POLICIES as KNOWN

ROOMS = ("annotate", "entities", "statements", "stories", "ledger", "dossier", "publish", "lang", "sources", "store")
SPARED = (  # what an update of one article does without
    "shilu.dossier", "shilu.web", "shilu.publish.html", "shilu.publish.outlines", "shilu.store.postgres", "shilu.store.address",
    "shilu.lang.network", "shilu.cli.scoring", "shilu.cli.causes", "jinja2", "jieba", "opencc", "charset_normalizer", "pg8000",
    "ssl", "socket", "email", "html", "importlib.metadata", "numpy.ma",
)  # fmt: skip
RUN = """
import sys
from shilu.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules)
"""
UPDATE = (RUN, "update", "--tagger", "none", "--db")
NEWS = """---
outlet: 青禾社
title: 青禾县两车相撞 三人受伤
published: 2026-03-04T09:30:00+08:00
---
3月3日晚，青禾县云门乡的公路上两辆货车相撞，3人受伤。青禾县交警大队通报说，事故原因仍在调查，伤者已被送往县医院。

县医院院长顾怀远表示，伤者没有生命危险，预计5日出院。据云门乡政府介绍，公路中断了约两个小时，至少40辆车滞留。
"""
OTHER = """---
outlet: 东岭新闻
title: 石渡村的图书馆开门了
published: 2026-03-02T10:00:00+08:00
---
石渡村的图书馆2日开门，藏书1.2万册。村主任陆望舒说，图书馆每周开放六天。
"""
YARDSTICK = "import click, daachorse, msgspec, numpy, sqlite3, yaml"  # what any update loads of others
TIMES = 6  # that an update may take; it took 9 when a pattern of every rule was compiled and every table read
HEAVY = ("numpy", "jieba", "opencc", "daachorse", "jinja2", "yaml", "charset_normalizer", "sqlite3", "pg8000")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["update", "--help"]], ids=" ".join)
def test_asking_for_help_loads_no_room(words: list[str]) -> None:
    script = f"""
import sys
from shilu.cli.main import main
try:
    main({words!r})
except SystemExit:
    print(*(name for name in sys.modules if name in {HEAVY!r} or name.startswith({tuple(f"shilu.{room}" for room in ROOMS)!r})))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == ""


def test_the_policies_that_can_be_named_are_those_that_there_are() -> None:
    assert tuple(KNOWN) == POLICIES


@pytest.fixture(scope="module")
def archive(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two stories, with one article of a third that no update has seen."""
    folder = tmp_path_factory.mktemp("start")
    place, new = folder / "archive.db", folder / "new.md"
    new.write_text(NEWS, encoding="utf-8")
    first = root / "examples" / "wangxi-dam" / "01-lantong.md"
    other = folder / "other.md"
    other.write_text(OTHER, encoding="utf-8")
    for verb in (["ingest", str(first), str(other)], ["update", "--tagger", "none"], ["ingest", str(new)]):
        subprocess.run([sys.executable, "-m", "shilu", *verb, "--db", str(place)], check=True, capture_output=True)
    return place


def test_an_update_of_one_article_loads_nothing_that_it_does_without(archive: Path, tmp_path: Path) -> None:
    done = run(*UPDATE, shutil.copy(archive, tmp_path / "archive.db"))
    told, loaded = done.splitlines()
    assert told == "3 articles, 1 marked, 3 stories, 1 told, 0 failures"
    assert [name for name in loaded.split() if any(name == one or name.startswith(f"{one}.") for one in SPARED)] == []


def test_a_search_for_articles_and_a_look_at_figures_load_no_room_that_reads(archive: Path, tmp_path: Path) -> None:
    run(RUN, "build", str(archive.with_name("other.md")), "-o", tmp_path / "out", "--tagger", "none")
    for words in (["search", "图书馆", "--db", archive], ["figures", "--data", tmp_path / "out"]):
        *told, loaded = run(RUN, *words).splitlines()
        assert any("图书馆" in line or "12,000" in line for line in told), told
        assert [name for name in loaded.split() if name.startswith(tuple(f"shilu.{room}" for room in ROOMS[:6]))] == []


@pytest.mark.slow
def test_an_update_of_one_article_costs_little_more_than_to_load_what_it_is_written_with(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "archive.db"
    spent = list[tuple[float, float]]()
    for _ in range(4):
        update = processor(*UPDATE, shutil.copy(archive, place), bytecode=tmp_path / "bytecode")
        spent.append((update, processor(YARDSTICK, bytecode=tmp_path / "bytecode")))
    updates, yardsticks = zip(*spent[1:], strict=True)  # the first compiles all modules
    assert min(updates) < TIMES * min(yardsticks), spent


def run(script: str, *words: Path | str, **environment: str) -> str:
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **environment}).stdout


def processor(script: str, *words: Path | str, bytecode: Path) -> float:
    """Seconds of processor time of a process that keeps its bytecode, as an installed program has it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(script, *words, PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=str(bytecode))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
