"""In which order two things befell one person: 逮捕已被革职的局长 here, 局长被捕和解职 there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.reports import Report, as_before
from shilu.model.article import Span
from shilu.model.entities import Entities, Entity
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.patterns import late
from shilu.model.statements import Chain

ACTS = {"解职": "革职|解职|免职|撤职|罢免|解雇|停职|免去职务", "被捕": "逮捕|被捕|拘捕|羁押|抓捕", "被诉": "起诉|被诉|提起公诉"}
EN = {"解职": "dismissal", "被捕": "arrest", "被诉": "charge"}
ACT = "(?:" + "|".join(ACTS.values()) + ")"
CHANGES = frozenset({"dismissed", "resigned", "arrested", "ended"})
SENTENCE = late(r"[^。！？\n]*")
# the act of the main clause, then the earlier one as an attribute of the person: 逮捕了(已)被革职的前局长某人
ALREADY = late(rf"({ACT})[^，。；]{{0,20}}?(?:(?:已|早已|此前|先前)(?:经|遭|被)*|被|遭)({ACT})的[^，。；]{{0,14}}$")
# two acts of which the person is the subject, one behind the other: 某人被捕(后|和|并被)解职
ONE_BY_ONE = late(rf"[^，。；]{{0,12}}?({ACT})(和|及|与|、|并|以?后|之后|，?随后|，?随即|，?继而)(?:又|再)?(?:被|遭)?({ACT})")
LOOSE = frozenset("和及与、并")  # which need not tell an order


class Told(NamedTuple):
    """Two acts in the order in which a passage tells them; `loose` when its words need not mean an order."""

    first: str
    second: str
    span: Span
    loose: bool


class Orders:
    """Each two acts on one person that two articles tell in opposite orders. More articles may come: only theirs are read."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._reports: list[Report] = []
        self._told: dict[Span, tuple[Told, ...]] = {}  # where somebody is named -> what is told there

    def all(self, reports: Sequence[Report], entities: Entities) -> list[Disagreement]:
        """All of them."""
        if as_before(self._reports, reports) < len(self._reports):
            self._told = {}
        self._reports = list(reports)
        texts = {report.article.id: report.article.text for report in reports}
        rank = {report.article.id: place for place, report in enumerate(reports)}
        chain = {article: (outlet,) for article, outlet in entities.outlets.items() if article in texts}
        return list(self._found(texts, rank, chain, entities))

    def _found(
        self, texts: Mapping[str, str], rank: Mapping[str, int], chain: Mapping[str, Chain], entities: Entities
    ) -> Iterator[Disagreement]:
        for person in (one for one in entities.by_id.values() if any(role.change in CHANGES for role in one.roles)):
            found = defaultdict[tuple[str, str], list[Told]](list)
            for mention in sorted(m for m in person.mentions if m.article in texts):
                if mention not in self._told:
                    self._told[mention] = tuple(_told(mention, texts[mention.article]))
                for told in self._told[mention]:
                    found[told.first, told.second].append(told)
            for pair in sorted(found):
                against = found.get(pair[::-1], ())
                if pair < pair[::-1] and {one.span.article for one in found[pair]} != {one.span.article for one in against}:
                    yield from _set_against(person, found[pair], against, rank, chain)


def _told(mention: Span, text: str) -> Iterator[Told]:
    """The orders of acts that the sentence with a person's name tells."""
    article, start, end = mention.article, mention.start, mention.end
    begin = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    before, after = simplify(text[begin:start]), simplify(text[end : end + 40])
    if met := ALREADY.search(before):
        yield Told(_act(met[2]), _act(met[1]), Span(article, begin + met.start(), end), loose=False)
    if met := ONE_BY_ONE.match(after):
        yield Told(_act(met[1]), _act(met[3]), Span(article, start, end + met.end()), loose=met[2] in LOOSE)


def _act(word: str) -> str:
    return next(act for act, words in ACTS.items() if word in words.split("|"))


def _set_against(
    person: Entity, one: Sequence[Told], two: Sequence[Told], rank: Mapping[str, int], chain: Mapping[str, Chain]
) -> Iterator[Disagreement]:
    """The record of two orders, when both are told of two acts that differ."""
    if not two or one[0].first == one[0].second:
        return
    sides = sorted({told.span: told for told in (*one, *two)}.values(), key=lambda told: (rank[told.span.article], told.span))
    first, other = sides[0], next(told for told in sides if told.first != sides[0].first)
    loose = any(told.loose for told in (first, other))
    name = person.name or person.names[0]
    but, but_en = (
        ("；其中一处只是并列，不一定表示先后", "; one only lists both, which need not mean an order") if loose else ("", "")
    )
    yield Disagreement(
        id=make_id("dis", "order", person.id, *sorted((first.first, first.second))),
        relation="conflict",
        topic=f"{name} · {first.first}与{first.second}的先后",
        members=tuple(
            Member(told.span, chain.get(told.span.article, ()), f"先{told.first}后{told.second}", None) for told in sides
        ),
        state="apparent" if loose else "open",
        rule="order",
        reason=f"一处先说{first.first}后说{first.second}，另一处次序相反（{name}）{but}。",
        reason_en=f"One passage puts the {EN[first.first]} before the {EN[first.second]}, another after it ({name}){but_en}.",
    )
