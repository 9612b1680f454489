"""Passages of later articles that tell how a promise or a forecast came out: completed, late, not so, put off."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import add, attrgetter

from msgspec import Struct

from shilu.ledger.passages import Index
from shilu.ledger.reports import Report
from shilu.model.article import Article, Span
from shilu.model.ledger import Evidence
from shilu.model.marks import Point
from shilu.model.patterns import late
from shilu.model.statements import Chain, CommitmentMention

_SHORTEST, _LONGEST = 4, 80
_CLAUSE = late(rf"[^，。；！？\n]{{{_SHORTEST},{_LONGEST}}}")
_SEPARATORS = "，。；！？"
_DONE = late(
    r"已经?|了|完成|恢复|抵达|通过|结束|如期|按期|按时|提前|未能|没能|没有|仍未|尚未|落空|推迟|延期|取消|晚了|比|少于|低于|高于|超过"
)
_COMING = late(r"将(?=[于会在要继持再])|即将|预计|计划|承诺|可能|有望|定于|准备")
_COMPARED = late(r"(?:此前|先前|早前|原先|之前|原)?的?(?:承诺|预计|预测|计划|预期|估计|预报)的?")
_AGAINST = late("，(?=[比少低高])")  # how a comparison begins
_LATER = re.compile(r"[晚迟]")
_LESS = re.compile(r"少于|低于|不及|未达|不如|[低少]")
_PUT_OFF = late(r"推迟|延期|取消|搁置|改为|推后")
_FAILED = late(r"未能|没能|没有|仍未|尚未|落空|未如期")
_DAY = late(r"(?<![0-9至到-])([0-9]{1,2})日")
_SHARE, _SHARE_SAME_DAY, _LEAST = 0.6, 0.5, 4
_SHARE_COMPARED, _LEAST_COMPARED = 0.45, 3
_VERDICT = {"met": "supports", "late": "partly", "partly_met": "partly", "not_met": "contradicts", "superseded": "contradicts"}


class Told(Struct, frozen=True):
    """A passage that something is done or not: `compared` when it is set against what was promised or foreseen."""

    article: str
    rank: int
    start: int
    end: int
    words: str
    compared: bool
    published: datetime | None


class Outcome(Struct, frozen=True):
    """What a passage says of a commitment: met, late, partly_met, not_met or superseded. `rank`: the place of its article."""

    status: str
    span: Span
    rank: int


def evidence(found: Outcome, report: Report) -> Evidence:
    """The passage of an article on which a status rests."""
    return Evidence(found.span, _VERDICT[found.status], chain_at(found.span, report))


def chain_at(span: Span, report: Report) -> Chain:
    """On whose word a passage stands: the innermost saying around it, else nobody's but the outlet's."""
    around = [s for s in report.stated.sayings if s.content[0] <= span.start and span.end <= s.content[1]]
    return min(around, key=lambda s: (s.content[1] - s.content[0], s.id)).chain if around else ()


Wanted = Mapping[int, Sequence[frozenset[str]]]  # the place of an article -> the pairs of what was promised in it


class Tellings:
    """The passages of a story that tell of something done and share words with what was to be done. More articles may come."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._told: list[Told] = []
        self._index = Index()
        self._vocabulary: set[str] = set()
        self.articles = 0

    def extend(self, articles: Iterable[tuple[Article, str]], wanted: Wanted) -> set[str]:
        """Take more articles in order of publication, with their texts in simplified script. `wanted` is known of all articles:
        only later ones are looked through for it. Gives the pairs that the new passages have."""
        met: set[str] = set()
        for article, text in articles:
            rank = self.articles
            for told, shared in _tellings(article, text, rank, self._vocabulary) if self._vocabulary else ():
                self._told.append(told)
                self._index.add(shared)
                met |= shared
            self._vocabulary.update(*wanted.get(rank, ()))
            self.articles += 1
        return met

    def cut(self, articles: int, wanted: Wanted) -> set[str]:
        """Forget all articles but the first ones, for which this is wanted; gives the pairs that the passages had."""
        number = bisect_left(self._told, articles, key=attrgetter("rank"))
        met = set[str]().union(*(self._index[one] for one in range(number, len(self._told))))
        self._index.cut(number)
        del self._told[number:]
        self._vocabulary = {pair for rank, some in wanted.items() if rank < articles for one in some for pair in one}
        self.articles = articles
        return met

    def outcome(self, mention: CommitmentMention, wanted: frozenset[str], rank: int, taken: Iterable[Span]) -> Outcome | None:
        """The clearest passage after a commitment's article that settles it; those that only restate it are passed over."""
        restated = {(span.article, span.start) for span in taken}
        best: tuple[float, Told] | None = None
        since = bisect_right(self._told, rank, key=attrgetter("rank"))
        for number, shared in self._index.holding(wanted, _SHARE_COMPARED, since):
            told, share = self._told[number], shared / len(wanted)
            if (best and share <= best[0]) or share < _enough(told, mention):
                continue
            if shared < _least(told, mention):
                continue
            if told.compared or (told.article, told.start) not in restated:
                best = share, told
        return _judged(mention, best[1]) if best else None


def _enough(told: Told, mention: CommitmentMention) -> float:
    """The share of pairs that is asked: less when it compares, or names the very day that was foreseen (于15日20时40分)."""
    if told.compared:
        return _SHARE_COMPARED
    same_day = mention.due and _DAY.search(told.words) and _told_on(told) == _day(mention.due)
    return _SHARE_SAME_DAY if same_day else _SHARE


def _least(told: Told, mention: CommitmentMention) -> int:
    """How many pairs a passage has to share at the least: fewer when it compares, or names a day of what has one."""
    return _LEAST_COMPARED if told.compared or (mention.due and _DAY.search(told.words)) else _LEAST


def _tellings(article: Article, text: str, rank: int, vocabulary: set[str]) -> Iterator[tuple[Told, frozenset[str]]]:
    """The clauses of an article in which something is done, with what each shares with the vocabulary; one that is compared
    (比此前的预测低) goes on to the comparison."""
    runs = text + "\n"
    for mark in _SEPARATORS:
        runs = runs.replace(mark, "\n")
    against = _set_against(text, runs)
    done = {**_done(text, runs), **{start: end for start, (end, _) in against.items()}}
    for start, end in sorted(done.items(), reverse=True):
        if _COMING.search(text, start, end):
            continue
        words = text[start:end]
        shared = frozenset(filter(vocabulary.__contains__, map(add, words, words[1:])))
        if len(shared) >= _LEAST_COMPARED:
            compared = start in against
            stop = against[start][1] if compared else end
            yield Told(article.id, rank, start, stop, text[start:stop], compared, article.published), shared


def _done(text: str, runs: str) -> dict[int, int]:
    """Start -> end of the clauses in which something is done, looked for by its words, which most clauses lack."""
    found, end = dict[int, int](), -1
    for word in _DONE.finditer(text):
        at = word.start()
        if at < end:
            continue
        start, end = runs.rfind("\n", 0, at) + 1, runs.find("\n", at)
        if _SHORTEST <= end - start <= _LONGEST:
            found[start] = end
        else:
            found.update(one.span() for one in _CLAUSE.finditer(text, start, end) if _DONE.search(text, *one.span()))
    return found


def _set_against(text: str, runs: str) -> dict[int, tuple[int, int]]:
    """Start -> (end, end of the next) of the clauses that the next sets against what was promised or foreseen."""
    found = {}
    for mark in _AGAINST.finditer(text):
        at = mark.start()
        behind = _CLAUSE.match(text, at + 1, runs.find("\n", at + 1))
        before = [one.span() for one in _CLAUSE.finditer(text, runs.rfind("\n", 0, at) + 1, at)]
        if behind and before and before[-1][1] == at and _COMPARED.search(text, *behind.span()):
            found[before[-1][0]] = at, behind.end()
    return found


def _judged(mention: CommitmentMention, told: Told) -> Outcome | None:
    """What the passage says; a failure before the day that is due says nothing yet."""
    span = Span(told.article, told.start, told.end)
    due, on = _day(mention.due), _told_on(told)
    tail = told.words.rpartition("，")[2] if told.compared else ""
    if _PUT_OFF.search(told.words):
        return Outcome("superseded", span, told.rank)
    if _FAILED.search(told.words):
        return Outcome("not_met", span, told.rank) if due and on and on > due else None
    if tail and _LATER.search(tail):
        return Outcome("late", span, told.rank)
    if tail and _LESS.search(tail) and due is None:
        return Outcome("not_met", span, told.rank)
    if due and on and on > due:
        return Outcome("late", span, told.rank) if _DAY.search(told.words) else None
    return Outcome("met", span, told.rank)


def _told_on(told: Told) -> date | None:
    """The day of a passage: the day of the month that it names, the last one before publication, else that of publication."""
    if told.published is None:
        return None
    published = told.published.date()
    named = _DAY.search(told.words)
    if named is None:
        return published
    return next((day for back in range(31) if (day := published - timedelta(days=back)).day == int(named[1])), published)


def _day(point: Point | None) -> date | None:
    return point.date() if isinstance(point, datetime) else point
