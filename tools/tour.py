"""The generated parts of `docs/tour.md`: one invented sentence through all rooms, with what each room really gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from shilu.annotate import annotate
from shilu.cli.table import table
from shilu.engine.build import Build, Gathered, Options, assemble, bundle
from shilu.model.article import Article, Raw
from shilu.model.statements import Chain, Figure
from shilu.sources import read
from shilu.stories import publication_order

SENTENCE = "临江市应急管理局局长郑远山6日表示，截至当天18时，山洪已造成至少12人遇难、30多人受伤。"
LATER = "临江市应急管理局7日通报，截至当天12时，山洪遇难人数已上升至15人。"


def _post(title: str, day: int, sentence: str) -> bytes:
    head = f"---\ntitle: '{title}'\ncategories:\n - 新闻\nauthor: 临江晨报\ndate: 2024-03-0{day}T20:30:00+08:00\n---\n"
    return f"{head}\n<div>\n<p>{sentence}</p>\n</div>\n".encode()


@cache
def _built() -> Build:
    """Both posts through all rooms, by rules alone."""
    raws = (
        Raw("posts/6.md", _post("临江山洪已致12人遇难", 6, SENTENCE)),
        Raw("posts/7.md", _post("临江山洪遇难人数升至15人", 7, LATER)),
    )
    articles = [article for raw in raws if isinstance(article := read(raw), Article)]
    gathered = Gathered(tuple(sorted(articles, key=publication_order)), (), (), ())
    return assemble(gathered, Options())


def _first() -> Article:
    return _built().gathered.articles[0]


def _fenced(text: str, language: str = "") -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def _word(value: object) -> str:
    """One value as a reader expects it."""
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return " ".join(_word(part) for part in value)
    return str(value)


def _rows(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return _fenced(table(head, [[_word(cell) for cell in row] for row in rows]))


def post_part() -> str:
    """What comes in."""
    return _fenced(_post("临江山洪已致12人遇难", 6, SENTENCE).decode(), "yaml")


def article_part() -> str:
    """The article read out of it."""
    article = _first()
    facts = [("outlet", article.outlet.name), ("published", article.published), ("by the rule", article.published_rule)]
    blocks = [(f"block {b.kind}", f"{b.start}-{b.end} {article.words(b.start, b.end)}") for b in article.blocks]
    return _rows(("field", "value"), [*facts, *blocks])


def marks_part() -> str:
    """Every mark inside the sentence."""
    article = _first()
    marks = annotate(article)
    start = article.text.index(SENTENCE)
    rows: list[tuple[int, int, str, str, str]] = []
    rows += [(m.start, m.end, "time", f"{_word(m.first)} .. {_word(m.last)}", m.rule) for m in marks.times]
    rows += [
        (m.start, m.end, "quantity", f"{m.operator} {_word(m.value)} [{_word(m.low)}, {_word(m.high)}] {_word(m.unit)}", m.rule)
        for m in marks.quantities
    ]
    rows += [(m.start, m.end, "name", f"{m.type} {m.key or m.name}", m.maker) for m in marks.names]
    rows += [(m.start, m.end, "role", article.words(m.title_start, m.title_end), m.rule) for m in marks.roles]
    rows += [(m.start, m.end, "cue", f"{m.kind} {m.act}", m.rule) for m in marks.cues]
    rows += [(m.start, m.end, "hedge", m.value, m.rule) for m in marks.hedges]
    inside = sorted(row for row in rows if row[0] >= start)
    return _rows(("where", "words", "mark", "value", "rule"), [(f"{s}-{e}", article.words(s, e), *rest) for s, e, *rest in inside])


def statements_part() -> str:
    """The saying and its figures."""
    article, stated = _first(), _built().stated[0]
    said = [("saying", article.words(*s.content), f"{s.mode} {s.act}; chain {_chain(s.chain)}", s.rule) for s in stated.sayings]
    counted = [("figure", article.words(f.span.start, f.span.end), _figure(f), f.rule) for f in stated.figures]
    return _rows(("record", "words", "what", "rule"), [*said, *counted])


def _figure(figure: Figure) -> str:
    """A figure in words."""
    value = f"{figure.kind} {figure.operator} {_word(figure.value)} [{_word(figure.low)}, {_word(figure.high)}]"
    return f"{value} as of {_word(figure.as_of)}; {figure.realis}; chain {_chain(figure.chain)}"


def _chain(chain: Chain) -> str:
    """A chain in words, the publisher first."""
    return " <- ".join(", ".join(map(_name, link)) if isinstance(link, tuple) else _name(link) for link in chain)


def _name(key: str) -> str:
    entity = _built().entities.by_id[key]
    return entity.name or "、".join(entity.names)


def entities_part() -> str:
    """Who and where, once each."""
    entities = sorted(_built().entities.by_id.values(), key=lambda e: (e.type, e.name or ""))
    return _rows(("type", "name", "mentions"), [(e.type, e.name, len(e.mentions)) for e in entities])


def ledger_part() -> str:
    """The series that the second post continues."""
    built = _built()
    figures = {figure.id: figure for stated in built.stated for figure in stated.figures}
    lines = []
    for series in built.ledger.series:
        values = " -> ".join(_word(figures[point].value) for point in series.points)
        newest = series.estimates[-1] if series.estimates else None
        estimate = f"{_word(newest.low)} / {_word(newest.best)} / {_word(newest.high)}" if newest else "-"
        why = "; ".join(f"{relation.relation} ({relation.rule}: {relation.reason_en})" for relation in series.relations)
        lines.append((series.kind, values, estimate, why or "-"))
    return _rows(("series", "values", "low / best / high", "relations"), lines)


def records_part() -> str:
    """The first figure as the line that is written."""
    lines = bundle(_built()).lines["figures.jsonl"]
    return _fenced(json.dumps(json.loads(lines[0]), ensure_ascii=False, indent=1) if lines else "(none)", "json")


PARTS: dict[str, Callable[[], str]] = {
    "tour.post": post_part,
    "tour.article": article_part,
    "tour.marks": marks_part,
    "tour.entities": entities_part,
    "tour.statements": statements_part,
    "tour.ledger": ledger_part,
    "tour.records": records_part,
}
