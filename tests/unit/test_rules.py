"""Every rule of language fires on its example, at the bracketed words, and is silent on its counter-example."""

import re
from collections.abc import Iterator

import pytest

from fakes import article
from shilu.annotate import RULES as ANNOTATE
from shilu.annotate import annotate
from shilu.engine.rules import all_rules
from shilu.entities import RULES as ENTITIES
from shilu.entities import resolve
from shilu.entities.references import Referring
from shilu.model.rules import Rule
from shilu.statements import RULES as STATEMENTS
from shilu.statements import state

BRACKET = re.compile(r"\[([^\[\]]*)\]")
Hit = tuple[str, int, int]


def hits(text: str) -> Iterator[Hit]:
    """(rule id, start, end) of all marks and statements of a one-paragraph post."""
    post = article(text)
    marks = annotate(post)
    entities = resolve([post], [marks])
    stated = state(post, marks, entities)
    for reference in Referring(entities.by_mention, entities.by_id, [marks]).references(marks):
        yield reference.rule, reference.span.start, reference.span.end
    for mark in (*marks.times, *marks.quantities, *marks.roles, *marks.cues, *marks.hedges):
        yield mark.rule, mark.start, mark.end
    for name in marks.names:
        yield name.maker, name.start, name.end
    for record in (*stated.figures, *stated.sayings, *stated.events, *stated.measures, *stated.commitments):
        yield record.rule, record.span.start, record.span.end
    for quote in marks.quotes:
        yield "annotate.quote.scare" if quote.scare else "annotate.quote.marks", quote.start, quote.end


def expected(example: str) -> tuple[str, list[str]]:
    """The example without brackets, and the bracketed words."""
    return BRACKET.sub(r"\1", example), BRACKET.findall(example)


@pytest.mark.parametrize("rule", [*ANNOTATE, *ENTITIES, *STATEMENTS], ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example_and_is_silent_on_its_counter_example(rule: Rule) -> None:
    plain, wanted = expected(rule.example)
    post = article(plain)
    found = [(start, end) for name, start, end in hits(plain) if name == rule.id]
    body = post.text.index(plain)
    at = 0

    assert wanted, f"{rule.id}: the example has no [bracketed] words"
    for words in wanted:
        at = plain.index(words, at)
        low, high = body + at, body + at + len(words)
        assert any(start < high and low < end for start, end in found), f"{rule.id}: silent at {words}; fired at {found}"
    assert rule.id not in {name for name, _, _ in hits(expected(rule.counter_example)[0])}


def test_rule_ids_are_unique_and_named_after_their_room() -> None:
    ids = [rule.id for rule in all_rules()]

    assert len(ids) == len(set(ids))
    assert {name.split(".")[0] for name in ids} <= {"sources", "guancha", "annotate", "entities", "statements", "ledger"} | set(ids)
    assert all(rule.gloss and rule.example and rule.counter_example for rule in all_rules())
