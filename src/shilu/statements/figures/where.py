"""The place of a figure: which of the places, nationalities and authorities around a number governs it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache
from weakref import proxy

from shilu.entities.areas import around
from shilu.model.entities import Entities
from shilu.model.patterns import late
from shilu.statements.figures.cues import NATIONAL
from shilu.statements.figures.frame import PARAGRAPH, Frame, Sentence
from shilu.statements.figures.wholes import wholes

_CLOSED = re.compile("[）)]")
_OPENED = re.compile("[（(]")
_NOT_THERE = re.compile(
    "人(?!口)|驻[^，。；]{1,10}?(?:使馆|领馆|领事馆|代表处)|籍|公民|国民|媒体|语|牵头|为首|通讯社|电视台|时报|日报|之声|生产建设兵团|(?:[0-9]{1,2}月)?[0-9]{1,2}日[电讯]|"
    "(?:时代|文化|科技|股份|证券|银行|农商行|控股|传媒|环保|医药|电气|高新|国际|实业|重工|新材|集团|能源|基金|期货|大学|交易所)(?!节|产业|部|局|厅|委|[之中园区城])|"
    "(?:实际)?(?:控制|占领)(?:的|区|下)|"  # 甲国控制的区域: not in that country
    r"[以之]?(?:[东西南北]{1,2}(?:偏[东西南北])?[方部面]?)?(?:向|约|大约|外)*[ \u00a0]?[0-9０-９.]+[余多]?"
    "(?:公里|千米|英里)(?!的?(?:范围|长|路))"
)
_NOT_THERE_FIRST = frozenset(
    "驻人籍公国媒语牵为通电时日之生控占以东西南北约大外 0123456789时文科股证银农控传环医高实重新集能基期交"
)
_CODE = r"(?:[0-9]{5,6}(?:\.[A-Z]{2})?[）)]|[0-9]+\.[0-9]+[,，] )"
_LISTED = (re.compile(f"（{_CODE}"), re.compile(rf"\({_CODE}"))  # two, as each opens with a plain character, to which `re` skips
_SHARES = re.compile(rf"[^，。；、\d]{{0,8}}[（(]{_CODE}")  # 重庆港(600279): a company on the exchange
_OURS = "我国"
_QUOTING = frozenset("“「『《")
_TITLE = late("[^”」』》，。：；]{1,12}[”」』》]")  # “某国消防”: a name, and not where something is
_DOMESTIC = re.compile("内政|内务|卫生|警|应急|紧急|检察|民防|救灾|公安|消防|当局")
_NATIONALITY = late("人|籍|公民|国民|游客|留学生|工人|劳工|乘客|侨民|士兵|记者")
_BESIDE = re.compile("(?:[东西南北中]{1,2}部|大部|局部|部分)?(?:地区|等地)?(?:、|和|与|及|以及)")  # 甲省南部、乙省大部地区和丙市
_LISTING = frozenset("、和与及")
_MORE = re.compile(r"(?:、[^、，。；：\s\d]{1,7}?(?:[镇乡村县市区州省岛]|街道))+")
_EACH = late("分别|各有|各自|依次")
_ON_THE_MAP = frozenset({"exact", "city", "region"})  # precisions of a place that is known better than by its country
_OFTEN = 3  # mentions
_PROVINCES = re.compile("3[14]个省")
_EVERYWHERE = frozenset({"全国", "31个省", "34个省"})
_AGAINST = frozenset("在对")
_LEADING = frozenset("在于从对向往至到抵赴")


@lru_cache(maxsize=4096)
def _domestic(body: str) -> bool:
    """True for the name of a body whose business is at home."""
    return _DOMESTIC.search(body) is not None


class Places:
    """Mentions of places in one article. All positions are code points of the text."""

    def __init__(self, frame: Frame, entities: Entities) -> None:
        """Mentions in order: all, and those where a place is named and no nationality or the like."""
        self.frame = proxy(frame)  # which holds this: if each held the other, an article's marks would outlive their use
        self.text = text = frame.text
        self.marks = frame.marks
        self.entities = entities
        article, mentions = frame.article.id, entities.by_mention
        self.places = places = [
            (name.start, name.end, entity)
            for name in self.marks.names
            if name.type == "place"
            and (entity := mentions.get((article, name.start, name.end)))
            and (text[name.start - 1 : name.start] not in _QUOTING or not _TITLE.match(text, name.end))
        ]
        listed = any(pattern.search(text) for pattern in _LISTED)
        there = [
            place
            for place in places
            if (text[place[1] : place[1] + 1] not in _NOT_THERE_FIRST or not _NOT_THERE.match(text, place[1]))
            and not (listed and _SHARES.match(text, place[1]))
        ]
        self._place_starts = [place[0] for place in places]
        self._there = [place[0] for place in there], [place[2] for place in there]
        self._wholes = dict(wholes(text, self._there, entities)) if there and "全" in text else {}
        if self._wholes:
            both = sorted([*zip(*self._there, strict=True), *self._wholes.items()])
            self._there = [place[0] for place in both], [place[1] for place in both]

        self._ours = _OURS in text  # whether it speaks of 我国
        headline = next((block.end for block in frame.article.blocks if block.kind == "headline"), 0)
        self._above = self._there[1][: bisect_left(self._there[0], headline)]  # the places that the headline names
        counts = Counter([place[2] for place in places])
        # The place that the headline names, else any: of several the one that the article names most often, the earliest.
        self.main_place: str | None = max(self._above or counts, key=counts.__getitem__, default=None)
        self._often = counts[self.main_place] if self.main_place else 0
        # Organisations of a known country, and where those of them are named whose business is at home.
        self._bodies = [name for name in self.marks.names if name.type == "organisation" and name.country]
        self._authorities = frozenset([body.start for body in self._bodies if _domestic(body.name)])

    @property
    def _theme(self) -> str | None:
        """The place that an article is about beyond doubt: the headline names it, or half of all its mentions, three at least."""
        place, named = self.main_place, self._often
        return place if place in self._above or (named >= _OFTEN and 2 * named >= len(self.places)) else None

    @cached_property
    def _number_starts(self) -> list[int]:
        """Where the quantities begin."""
        return [mark.start for mark in self.marks.quantities]

    def place(
        self, clause: tuple[int, int], start: int, end: int, within: Sentence | None = None, *, far: bool = True
    ) -> str | None:
        """The place that governs a number; `within` is its sentence, if that is known already; `far`: look beyond it, too.

        Before it in its clause, behind it there (在…, 对…), before it in the sentence, behind it in the sentence
        (从…飞往…), the country of the authority that counts, before it in the
        block, else the place that the article names most often.
        """
        if not self.places:
            return None
        sentence = within or self.frame.sentence(start)
        if sentence.cues and (
            wide := NATIONAL.search(self.text, clause[0], end) or _PROVINCES.search(self.text, sentence.start, end)
        ):
            country = self._country_before(end)
            if country or wide[0] in _EVERYWHERE:
                return country or self._home
        before, last = self._before(start)
        if self._ours and before < self.text.rfind(_OURS, sentence.start, start):
            return self._home
        near = max(sentence.block.start if sentence.block else 0, start - PARAGRAPH)
        if before >= near:
            last = self._listed(before, start, near) or last
        if before >= clause[0]:
            return self._target(last, end, clause[1]) or self._whole(before, last, clause[0], start)
        if before >= sentence.start:
            before, last = self._outside(before, last, start)
        behind = self._any_behind(end, max(clause[1], sentence.end))
        return (
            (self._led(end, clause[1]) if behind else None)
            or (last if before >= sentence.start else None)
            or (self._led(end, min(sentence.end, self._next_number(end))) if behind else None)
            or (self._jurisdiction(sentence.start, start) if self._authorities else None)
            or (((last if before >= near else None) or self.main_place) if far or self._there_too(sentence, start) else self._theme)
        )

    def _target(self, last: str | None, start: int, end: int) -> str | None:
        """Where a country does something to others: 甲国用两架无人机对|乙市|发动袭击, 甲国三人在|乙国|被扣."""
        if last is None or not self._any_behind(start, end) or self.entities.by_id[last].precision != "country":
            return None
        return self._led(start, end, _AGAINST)

    def _there_too(self, sentence: Sentence, start: int) -> bool:
        """Whether a sentence says 当地 before a number: where that is was said before."""
        return self.text.find("当地", sentence.start, start) >= 0 and self.text.find("当地时间", sentence.start, start) < 0

    def _whole(self, before: int, last: str | None, floor: int, start: int) -> str | None:
        """The last place, but not when it is one of two whose sum the number is: 甲省乙省至少95死 has what holds both.

        In a list of which not all are places (对甲国、联盟分别增长3%、5%) nothing tells whose it is.
        """
        at = bisect_left(self._place_starts, before)
        listed = self.text[before - 1 : before] in _LISTING or (
            at < len(self.places) and self.text[self.places[at][1] : self.places[at][1] + 1] in _LISTING
        )
        if listed and self.text.find("分别", before, start) >= 0 and self.text.find("分别是", before, start) < 0:
            return None
        if at == 0 or before in self._wholes or self.places[at - 1][0] < floor or self.places[at - 1][1] != before:
            return last
        both = [self.places[index][2] for index in (at - 1, at)]
        one, other = (self.entities.by_id[key] for key in both)
        return last if one.precision != other.precision or one.id in (other.id, other.parent) else around(both, self.entities)

    @cached_property
    def _home(self) -> str | None:
        """The outlet's country, where the article names it."""
        outlet = self.entities.by_id.get(self.entities.outlets.get(self.frame.article.id, ""))
        home = outlet.country if outlet else None
        return next((key for _, key in self._countries if home and self.entities.by_id[key].country == home), None)

    def _next_number(self, position: int) -> int:
        """Where the clause of the next quantity begins (or that quantity, in the same clause): places there are its own."""
        at = bisect_left(self._number_starts, position)
        if at == len(self._number_starts):
            return len(self.text)
        number = self._number_starts[at]
        clause = self.frame.clause_start(number)
        return clause if clause > position else number

    def numbers_between(self, start: int, end: int) -> int:
        """How many quantities begin in a range."""
        return bisect_left(self._number_starts, end) - bisect_left(self._number_starts, start)

    def places_between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The places named in a range."""
        return self.places[bisect_left(self._place_starts, start) : bisect_left(self._place_starts, end)]

    def last_place(self, start: int, end: int) -> str | None:
        """The last place named in a range, nationalities and the like left out."""
        before, last = self._before(end)
        return last if before >= start else None

    def _before(self, end: int) -> tuple[int, str | None]:
        """The last place named before a position and where it stands, nationalities and the like left out; -1 for none."""
        starts, ids = self._there
        at = bisect_left(starts, end) - 1
        return (starts[at], ids[at]) if at >= 0 else (-1, None)

    def _outside(self, before: int, last: str | None, start: int) -> tuple[int, str | None]:
        """The place before a number that stands in no bracket closed before it: 境外输入4例（甲市2例），本土57例."""
        while before >= 0 and (self.text.find("）", before, start) >= 0 or self.text.find(")", before, start) >= 0):
            closed = _CLOSED.search(self.text, before, start)
            opened = _OPENED.search(self.text, before, closed.start()) if closed else None
            if closed is None or opened is not None:
                break
            before, last = self._before(before)
        return before, last

    def _listed(self, before: int, number: int, near: int) -> str | None:
        """What holds all places of a list that ends before a number (甲镇、乙镇、丙村等地…共有5人): no one of them alone.

        That is the smallest place known to hold them; where no map says more than their country, or the list goes on with
        places that are on no map, the place before the list.
        """
        if before in self._wholes:
            return None
        at = bisect_left(self._place_starts, before)
        first = at
        while first and self._beside(first - 1):
            first -= 1
        more = _MORE.match(self.text, self.places[at][1]) is not None
        if first == at and not more:
            return None
        listed = list(dict.fromkeys([place[2] for place in self.places[first : at + 1]]))
        if (len(listed) == 1 and not more) or _EACH.search(self.text, self.places[at][1], number):
            return None
        whole, by_id = None if more else around(listed, self.entities), self.entities.by_id
        if whole and (by_id[whole].precision != "country" or any(by_id[place].precision in _ON_THE_MAP for place in listed)):
            return whole
        starts, ids = self._there
        nearer = range(bisect_left(starts, near), bisect_left(starts, self.places[first][0]))
        mapped = (ids[at] for at in reversed(nearer) if by_id[ids[at]].precision in _ON_THE_MAP and ids[at] not in listed)
        return next(mapped, whole)

    def _beside(self, at: int) -> bool:
        """Whether a place and the next one are told in one breath: 甲省南部、|乙省."""
        end, start = self.places[at][1], self.places[at + 1][0]
        return self.text[start - 1] in _LISTING and _BESIDE.fullmatch(self.text, end, start) is not None

    def _any_behind(self, start: int, end: int) -> bool:
        """True when a place is named in a range."""
        at = bisect_left(self._place_starts, start)
        return at < len(self._place_starts) and self._place_starts[at] < end

    def _led(self, start: int, end: int, leading: frozenset[str] = _LEADING) -> str | None:
        """The first place in a range that a preposition leads in (在…, 对…)."""
        starts = self._place_starts
        for at in range(bisect_left(starts, start), len(starts)):
            if starts[at] >= end:
                return None
            if self.text[starts[at] - 1 : starts[at]] in leading:
                return self.places[at][2]
        return None

    def _country_before(self, position: int) -> str | None:
        """The last country named before a position, by itself or in the name of a body (某国当局)."""
        first = bisect_left(self._country_starts, position - PARAGRAPH)
        before = self._countries[first : bisect_left(self._country_starts, position)]
        return before[-1][1] if before else None

    @cached_property
    def _countries(self) -> list[tuple[int, str]]:
        """Where countries are named, by themselves or in the names of bodies, with their entities."""
        named: dict[str | None, str] = {}
        found: list[tuple[int, str]] = []
        there = frozenset(self._there[0])
        for start, _, key in self.places:
            if (entity := self.entities.by_id[key]).precision != "country":
                continue
            if entity.country:
                named[entity.country] = key
            if start in there:
                found.append((start, key))
        found.extend((body.start, named[body.country]) for body in self._bodies if body.country in named)
        return sorted(found)

    @cached_property
    def _country_starts(self) -> list[int]:
        """Where the countries are named."""
        return [country[0] for country in self._countries]

    def _jurisdiction(self, start: int, end: int) -> str | None:
        """The country of the last domestic authority in a range: what a ministry of the interior counts is at home."""
        first = bisect_left(self._country_starts, start)
        inside = self._countries[first : bisect_left(self._country_starts, end)]
        return next((country for position, country in reversed(inside) if position in self._authorities), None)

    def foreign(self, start: int, end: int, place: str | None) -> bool:
        """True when a range opens with a nationality (某国人) that is not of the place of the figure."""
        inside = self.places[bisect_left(self._place_starts, start) : bisect_left(self._place_starts, end)]
        if not inside or inside[0][0] > start or not _NATIONALITY.match(self.text, inside[0][1]):
            return False
        theirs, here = self.entities.by_id[inside[0][2]], self.entities.by_id.get(place or self.main_place or "")
        return here is not None and theirs.country is not None and here.country != theirs.country
