"""Names of persons, organisations, places and outlets: tables and grammar, with a tagger's persons where there is one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from shilu.annotate.names import aliases, ministries, organs, people, places, stems, tagged
from shilu.annotate.names.known import known_names, own_outlet, weak_places
from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark
from shilu.model.protocols import Tagger
from shilu.model.rules import Rule
from shilu.model.steps import Steps, in_step

_PAIR = 2
RULES: tuple[Rule, ...] = (*places.RULES, *organs.RULES, *people.RULES, *stems.RULES, *ministries.RULES, *aliases.RULES)


def mark_names(read: Reading, tagger: Tagger | None) -> tuple[NameMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return in_step([naming(read, tagger)])[0]


def naming(read: Reading, tagger: Tagger | None) -> Steps[tuple[NameMark, ...]]:
    """`mark_names` a step at a time."""
    hits = known_names(read)
    yield
    weak = weak_places(read)
    yield
    located = places.place_marks(read, hits, weak)
    yield
    lasts = stems.last_words(read)
    yield
    located += stems.stem_places(read, lasts, longest(located))
    bodies = [*organs.body_marks(hits), *own_outlet(read), *stems.stem_media(read, lasts)]
    yield
    bodies += organs.organ_marks(read, located)
    yield
    bodies += stems.stem_bodies(read, lasts, [*located, *bodies])
    yield
    bodies += ministries.ministry_marks(read, located, bodies)
    bodies += tagged.tagged_marks(read, [*located, *bodies], tagger)
    bodies += aliases.alias_marks(read, [*located, *bodies])
    yield
    return longest([*located, *bodies, *people.person_marks(read, [*located, *bodies], tagger)])


def longest(marks: Iterable[NameMark]) -> tuple[NameMark, ...]:
    """The marks without those that overlap a longer one; of two as long, the one of the higher score."""
    kept: list[NameMark] = []
    group: list[NameMark] = []  # those that overlap in a chain; most marks are alone, and need no choice
    reach = 0
    for mark in sorted(marks, key=attrgetter("start")):
        if mark.start >= reach:
            if group:
                kept += _chosen(group)
                group.clear()
            kept.append(mark)
            reach = mark.end
        else:
            group += (mark,) if group else (kept.pop(), mark)
            reach = max(reach, mark.end)
    return (*kept, *_chosen(group))


def _chosen(group: Sequence[NameMark]) -> list[NameMark]:
    """The longest marks of a few that overlap."""
    if len(group) == _PAIR:
        return [min(group, key=_first)]
    kept: list[NameMark] = []
    for mark in sorted(group, key=_first):
        at = bisect_left(kept, mark.start, key=attrgetter("start"))
        if (at == len(kept) or mark.end <= kept[at].start) and (at == 0 or kept[at - 1].end <= mark.start):
            kept.insert(at, mark)
    return kept


def _first(mark: NameMark) -> tuple[int, float, int, str]:
    """The order in which marks that overlap are taken."""
    return mark.start - mark.end, -mark.score, mark.start, mark.type
