"""Every rule of this room fires on its example and is silent on its counter-example."""

from __future__ import annotations

import re

import pytest

from fakes import article
from shilu import sources
from shilu.model.rules import Rule

CLOCKS = [rule for rule in sources.RULES if not rule.id.startswith("sources.")]
BLOCKS = [rule for rule in sources.RULES if rule.id.startswith("sources.block.")]


def clock_rule(example: str, rule: Rule) -> str:
    """The clock rule of a post with this date line, or with this text and no date."""
    outlet = "观察者网" if rule.id.startswith("guancha") else None
    stated = re.fullmatch(r"date: (.+)", example)
    made = article("正文。" if stated else example, published=stated[1] if stated else None, outlet=outlet)
    return made.published_rule


@pytest.mark.parametrize("rule", CLOCKS, ids=lambda rule: rule.id)
def test_clock_rule(rule: Rule) -> None:
    assert clock_rule(rule.example, rule) == rule.id
    assert clock_rule(rule.counter_example, rule) != rule.id


def kinds(line: str) -> dict[str, str]:
    made = article(["第一段在这里。", line, "第三段在这里。"])
    return {made.words(block.start, block.end): block.kind for block in made.blocks}


@pytest.mark.parametrize("rule", BLOCKS, ids=lambda rule: rule.id)
def test_block_rule(rule: Rule) -> None:
    kind = rule.id.rpartition(".")[2]
    marked = re.search(r"\[(.+)\]", rule.example)
    assert marked
    assert kinds(rule.example.replace("[", "").replace("]", ""))[marked[1]] == kind
    assert kind not in kinds(rule.counter_example).values()


def test_all_rules_are_covered_here() -> None:
    assert len(CLOCKS) + len(BLOCKS) == len(sources.RULES)
