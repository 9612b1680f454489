"""What the first screen tells of a figure: since when, what before, who otherwise."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from dossier_builders import landslide
from shilu.dossier.terms import Agent, Amount, ChainView
from shilu.dossier.view import FigureRow, Report, Step
from shilu.publish.html import page
from shilu.publish.html_glance import ROWS, before, glance, others, own, since, summed_before, to_come

WITNESS = Agent("ent:witness", "一位目击者", None, named=False, type="person", tier=4)


def killed() -> FigureRow:
    return next(one for one in landslide().dossier().figures if one.id == "ser:killed")


def told(name: str, value: int, status: str) -> Report:
    amount: Amount = killed().best.amount
    number = type(killed().best.amount.value)(value) if amount.value is not None else None
    return replace(killed().best, id=name, amount=amount._replace(value=number, low=number, high=number), status=status)


def course(*reports: Report, best: int) -> FigureRow:
    return replace(killed(), history=reports, best=reports[best], steps=())


def test_before_is_the_newest_value_that_was_replaced() -> None:
    row = course(told("a", 3, "superseded"), told("b", 5, "superseded"), told("c", 7, "live"), best=2)
    assert before(row) == row.history[1]
    assert since(row) == row.best.published


def test_a_number_that_comes_back_is_told_since_its_return() -> None:
    row = course(told("a", 7, "superseded"), told("b", 9, "superseded"), told("c", 7, "live"), best=2)
    assert before(row) == row.history[1]


def test_nothing_was_before_the_first_value() -> None:
    assert before(course(told("a", 7, "superseded"), told("b", 7, "live"), best=1)) is None


def test_others_are_what_still_stands_and_differs_each_value_once() -> None:
    row = course(told("a", 5, "live"), told("b", 5, "live"), told("c", 3, "superseded"), told("d", 7, "live"), best=3)
    assert [one.id for one in others(row)] == ["b"]


def test_what_is_foreseen_was_not_before_and_may_still_come() -> None:
    foreseen = replace(told("b", 90, "stated"), realis="forecast", factuality="PS+")
    row = course(told("a", 5, "superseded"), foreseen, told("c", 7, "live"), best=2)
    assert before(row) == row.history[0]
    assert to_come(row) == foreseen
    assert others(row) == []


def test_a_forecast_from_before_the_value_that_was_replaced_is_past() -> None:
    old = replace(told("a", 4, "stated"), realis="forecast")
    assert to_come(course(old, told("b", 5, "superseded"), told("c", 7, "live"), best=2)) is None


def test_before_is_what_was_best_before_on_the_best_authority() -> None:
    steps = tuple(Step(None, None, Decimal(value), None) for value in (3, 5, 7))
    echo = replace(told("b", 5, "superseded"), chain=ChainView(((WITNESS,),)))
    aside = told("d", 4, "superseded")
    row = replace(course(told("a", 5, "superseded"), echo, aside, told("c", 7, "live"), best=3), steps=steps)
    assert before(row) == row.history[0]


def test_a_sum_of_parts_that_was_best_before_is_told_where_no_report_gave_another_number() -> None:
    steps = tuple(Step(None, None, Decimal(value), None) for value in (3, 5, 7))
    row = replace(course(told("a", 3, "superseded"), told("c", 7, "live"), best=1), steps=steps)
    assert before(row) == row.history[0]
    assert summed_before(row) is None
    alone = replace(course(told("c", 7, "live"), best=0), steps=steps[1:])
    assert before(alone) is None
    summed = summed_before(alone)
    assert summed is not None
    assert (summed.value, summed.operator) == (5, "=")
    assert summed_before(replace(alone, steps=steps[2:])) is None


def test_a_computed_value_names_the_number_of_its_report() -> None:
    row = course(told("a", 7, "live"), best=0)
    assert own(row) is None
    more = replace(row, computed=True, amount=told("b", 9, "live").amount)
    assert own(more) == row.best
    assert since(more) is None


def test_nobody_is_named_for_a_sum_that_nobody_said() -> None:
    summed = replace(killed(), id="ser:summed", computed=True, amount=told("b", 99, "live").amount)
    head = page(replace(landslide().dossier(), cards=(summed,), prime=(), toll=())).partition('id="figures"')[0]
    card = head[head.index('class="cards"') : head.index("</ul>")]
    assert "由各部分推算" in card
    assert "原报" in card
    assert 'class="chain"' not in card


def test_glance_has_regions_before_the_places_inside_them() -> None:
    town = replace(killed(), id="ser:town", measure=killed().measure._replace(within=WITNESS))
    assert [one.id for one in glance([town, killed()], (), ())] == ["ser:killed", "ser:town"]


def test_what_a_broad_kind_counts_is_told_in_the_words_of_the_report() -> None:
    dossier = landslide().dossier()
    affected = replace(killed(), id="ser:affected", measure=killed().measure._replace(kind="affected"))
    head = page(replace(dossier, toll=(affected,))).partition('id="figures"')[0]
    assert f'<q lang="zh"><bdi>{affected.best.passage.exact}</bdi></q>' in head


def test_glance_shows_no_card_again_and_few_rows_of_a_kind() -> None:
    rows = [replace(killed(), id=f"ser:{place}") for place in range(20)]
    found = glance(rows, rows[:1], ())
    assert len(found) == ROWS["killed"]
    assert rows[0] not in found
