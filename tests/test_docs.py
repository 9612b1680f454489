"""Documents that cannot lie: links lead somewhere, commands exist, generated pages are whole (`make docs` keeps them true)."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from shilu.cli.main import shilu
from shilu.engine.rules import all_rules

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
names = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_relative_links_lead_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_make_targets_that_are_named_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_verbs_and_options_that_are_named_exist(page: Path) -> None:
    text = re.sub(r"<!-- generated.*?<!-- end -->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for verb, rest in re.findall(r"(?:`|^    )shilu ([a-z]+)\b([^`\n#]*)", text, re.MULTILINE):
        assert verb in shilu.commands, f"shilu {verb}"
        group = shilu.commands[verb]
        below = group.commands.values() if isinstance(group, click.Group) else ()
        known = {name for command in (group, *below) for parameter in command.params for name in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--?[a-z][\w-]*", rest)) - known == set(), f"shilu {verb}{rest}"


def test_every_verb_has_a_place_in_the_readmes() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [verb for verb in shilu.commands if f"shilu {verb}" not in text] == []


def test_generated_pages_are_filled() -> None:
    empty = re.compile(r"<!-- generated: \S+ -->\n<!-- end -->")
    assert [page.name for page in PAGES if empty.search(page.read_text(encoding="utf-8"))] == [], "run `make docs`"


@pytest.mark.slow
def test_every_rule_is_in_the_list() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [rule.id for rule in all_rules() if f"`{rule.id}`" not in text] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in folder.glob("0*.md") if page.name not in index] == []
