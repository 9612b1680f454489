"""Attribution: sayings with their chains, and the chain that holds at any place of the text."""

from __future__ import annotations

from dataclasses import dataclass

from shilu.model.article import Article
from shilu.model.entities import Entities, Entity
from shilu.model.marks import Annotations
from shilu.model.rules import Rule
from shilu.model.statements import Chain, Factuality, Saying

RULES: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """The sayings of one article and the unnamed sources met on the way; `outlet` is the publisher's entity id."""

    outlet: str
    sayings: tuple[Saying, ...]
    agents: tuple[Entity, ...]

    def saying_at(self, start: int, end: int) -> Saying | None:
        """The innermost saying whose content covers a range; `None` in the outlet's own voice."""
        covering = [s for s in self.sayings if s.content[0] <= start and end <= s.content[1]]
        return min(covering, key=lambda s: (s.content[1] - s.content[0], s.content[0]), default=None)

    def chain_at(self, start: int, end: int) -> tuple[Chain, str | None, tuple[Factuality, ...]]:
        """Chain, saying id and factuality that hold for a range of the text; `[outlet]`, `None`, CT+ in its own voice."""
        saying = self.saying_at(start, end)
        if saying is None:
            return (self.outlet,), None, ("CT+",)
        return saying.chain, saying.id, saying.factuality


def attribute(article: Article, marks: Annotations, entities: Entities) -> Attribution:
    """Find who is given which words in one article."""
    return Attribution(entities.outlets[article.id], (), ())
