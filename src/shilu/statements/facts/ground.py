"""What the facts of one article share: clauses and sentences, whose word, which day, where, and who is named around."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property

from shilu.model.article import Article, Span
from shilu.model.entities import Entities
from shilu.model.marks import Annotations, HedgeMark, Point, TimeMark
from shilu.model.patterns import late
from shilu.model.statements import Saying
from shilu.statements.attribution import Attribution
from shilu.statements.figures.context import Context, day_of

Range = tuple[int, int]
DENIED = re.compile(
    r"(?:没有|并未|尚未|从未|未曾|未|不会|不再|不|无需|无须|否认|拒绝|避免|防止|免于|免遭|并非|不是|勿|绝不|不准备|不考虑|不打算)$"
)
SILENT = frozenset({"byline", "boilerplate"})
_UNTOLD = SILENT | {"heading"}
FAR = timedelta(days=60)  # what happened longer ago is history and not the story
_NO_ACTOR = late("(?:[对向与和为被给以由]|(?:记者|编辑|通讯员|摄影|责编|文/)[ 　：:]?)$")
_SIGNED = re.compile("(?:记者|编辑|通讯员|摄影|责编|文/)[ 　：:]?$")
_LONGEST = 240  # characters of a clause of prose
_AGENTS = frozenset({"person", "organisation"})


class Ground(Context):
    """Lookups in one article for all its facts; all positions are code points of the text."""

    def __init__(self, article: Article, marks: Annotations, entities: Entities, voices: Attribution) -> None:
        """Nothing is read until it is asked for."""
        super().__init__(article, marks, entities)
        self.entities = entities
        self.voices = voices

    def clause(self, position: int) -> Range:
        """The clause around a position, punctuation left out; what runs on without end is cut, so that no text costs more."""
        at = bisect_right(self.clause_starts, position) - 1
        start, end = self.marks.clauses[at] if at >= 0 else (0, len(self.text))
        if end - start <= _LONGEST:
            return start, end
        return max(start, position - _LONGEST // 2), min(end, position + _LONGEST // 2)

    def clause_before(self, clause: Range) -> Range | None:
        """The clause before another in the same sentence."""
        at = bisect_left(self.clause_starts, clause[0]) - 1
        return self.marks.clauses[at] if at >= 0 and self.clause_starts[at] >= self.sentence(clause[0]).start else None

    def clauses_in(self, start: int, end: int) -> tuple[Range, ...]:
        """The clauses that begin in a range."""
        first = bisect_left(self.clause_starts, start)
        return self.marks.clauses[first : bisect_left(self.clause_starts, end, first)]

    def silent(self, position: int) -> bool:
        """True in a byline or a notice, where nothing is told."""
        block = self.block(position)
        return block is None or block.kind in SILENT

    def untold(self, position: int) -> bool:
        """True where nothing is told as having happened: a byline, a notice, a heading between paragraphs."""
        block = self.block(position)
        return block is None or block.kind in _UNTOLD

    def span(self, start: int, end: int) -> Span:
        """A span of this article."""
        return Span(self.article.id, start, end)

    def saying(self, start: int, end: int) -> Saying | None:
        """The saying that holds a passage."""
        return self.voices.saying_at(start, end)

    def times_in(self, start: int, end: int) -> list[TimeMark]:
        """The dated expressions that begin in a range."""
        first = bisect_left(self._day_starts, start)
        return self.days[first : bisect_left(self._day_starts, end, first)]

    def hedges_in(self, start: int, end: int) -> tuple[HedgeMark, ...]:
        """The hedges that begin in a range."""
        first = bisect_left(self._hedge_starts, start)
        return self.marks.hedges[first : bisect_left(self._hedge_starts, end, first)]

    @cached_property
    def _name_starts(self) -> list[int]:
        return [name.start for name in self.marks.names]

    @cached_property
    def _role_starts(self) -> list[int]:
        return [role.start for role in self.marks.roles]

    def agents_in(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Persons and bodies named in a range, and offices that stand for a person, with their entities."""
        article, known = self.article.id, self.entities.by_mention
        low = bisect_left(self._name_starts, start)
        found = [
            (name.start, name.end, entity)
            for name in self.marks.names[low : bisect_left(self._name_starts, end, low)]
            if name.type in _AGENTS and (entity := known.get((article, name.start, name.end)))
        ]
        low = bisect_left(self._role_starts, start)
        for role in self.marks.roles[low : bisect_left(self._role_starts, end, low)]:
            if role.holder_start is None:
                entity = known.get((article, role.start, role.end)) or known.get((article, role.title_start, role.title_end))
                if entity:
                    found.append((role.start, role.end, entity))
        return iter(sorted(found))

    def acts(self, floor: int, start: int) -> bool:
        """False for a name that an action is done to or with (对…, 被…), or that signs the article."""
        return _NO_ACTOR.search(self.text, floor, start) is None

    def signs(self, start: int) -> bool:
        """False for a name that signs the article (记者某某)."""
        return _SIGNED.search(self.text, max(0, start - 6), start) is None

    def is_history(self, start: int, end: int) -> bool:
        """True when the sentence dates a passage more than two months back, or speaks of the past at large."""
        at = bisect_left(self._day_starts, end) - 1
        if at < 0 or self.published is None:
            return False
        last = self.days[at].last or self.days[at].first
        return last is not None and day_of(last) < self.published - FAR and self._day_starts[at] >= self.sentence(start).start

    def told_on(self, start: int, end: int) -> Point | None:
        """The day on which a passage was said or that its sentence names; `None` when the text does not tell."""
        day = self._recent_day(start)
        if day is None and (saying := self.saying(start, end)):
            return saying.said_on
        return day
