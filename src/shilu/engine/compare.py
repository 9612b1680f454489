"""What changed between two states of one account: every difference that a reader would want to be told of.

Takes the records of two times and gives `Change`s; all words are the records' own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from shilu.engine.load import Data

Record = dict[str, Any]
UNSETTLED = frozenset({"open", "contested"})
_MOVES = {"superseded_by": "superseded", "revised_down": "revised", "refined_by": "refined", "relabelled": "relabelled"}
_STATUSES = {"lifted": "ended", "expired": "ended", "in_force": "started", "announced": "started"}
ORDER = (
    "contradicted", "superseded", "revised", "withdrawn", "new", "confirmed", "resolved", "started", "extended", "eased", "ended",
    "due", "met", "partly_met", "late", "not_met", "promised", "appointed", "acting", "dismissed", "resigned", "arrested",
)  # fmt: skip


class Change(Struct, frozen=True):
    """One difference. `change` is one of `ORDER` or a status of the contract, `subject` figure, disagreement, measure,
    commitment or role; `before` and `after` are values as written in the records (`None` where there is none); `spans` are
    the passages that it rests on, newest last.
    """

    change: str
    subject: str
    id: str
    what: str
    before: str | None
    after: str | None
    word: str
    spans: tuple[Record, ...]


def changes(before: Data, after: Data) -> list[Change]:
    """All differences, the ones that change what to print first."""
    found = [*_figures(before, after), *_disagreements(before, after), *_measures(before, after)]
    found += [*_commitments(before, after), *_roles(before, after)]
    return sorted(found, key=lambda one: (ORDER.index(one.change) if one.change in ORDER else len(ORDER), one.what, one.id))


def _figures(before: Data, after: Data) -> Iterator[Change]:
    old = {point: series for series in before.lines["series.jsonl"] for point in series["points"]}
    for series in after.lines["series.jsonl"]:
        if series["kind"] == "other" or not series["estimates"]:
            continue
        was = next((old[point] for point in reversed(series["points"]) if point in old), None)
        yield from _figure(after, was, series)


def _figure(after: Data, was: Record | None, series: Record) -> Iterator[Change]:
    now = series["estimates"][-1]
    then = was["estimates"][-1] if was and was["estimates"] else None
    best = after.by_id.get(now["best_figure"] or "", ("", {}))[1]
    told, told_before = ranged(now), ranged(then) if then else None
    if then is None:
        word = "new"
    elif now["best"] != then["best"]:
        word = _move(series, then, now)
    elif len(now["roots"]) > len(then["roots"]):
        word = "confirmed"
    else:
        return
    places = after.agent(series["place"]) if series["place"] else ""
    what = " ".join(filter(None, (places, series["kind"], series["group"] if series["group"] != "all" else "", _realis(series))))
    spans = tuple(after.by_id[key][1]["span"] for key in dict.fromkeys(k for k in (_best(then, after), now["best_figure"]) if k))
    yield Change(word, "figure", series["id"], what, told_before, told, after.chain(best.get("chain", [])), spans)


def _best(estimate: Record | None, data: Data) -> str | None:
    key = estimate["best_figure"] if estimate else None
    return key if key in data.by_id else None


def _realis(series: Record) -> str:
    return "" if series.get("realis") in ("actual", None) else f"({series['realis']})"


def _move(series: Record, then: Record, now: Record) -> str:
    """What the ledger says of the step from the old best to the new one."""
    if now["best"] is None:
        return "withdrawn"
    pair = (then["best_figure"], now["best_figure"])
    direct = [r["relation"] for r in series["relations"] if (r["a"], r["b"]) == pair]
    through = [r["relation"] for r in series["relations"] if r["b"] == pair[1] and r["relation"] in _MOVES]
    return _MOVES.get(next(iter((*direct, *through)), ""), "revised")


def ranged(estimate: Record) -> str:
    """Best with its range, as numbers: 78, 78 (70-79), 70+."""
    best, low, high = (estimate[key] for key in ("best", "low", "high"))
    if best is None:
        return "?" if low is None and high is None else f"{_number(low)}-{_number(high)}"
    if low == high == best:
        return _number(best)
    return f"{_number(best)} ({_number(low)}-{_number(high)})"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


def _disagreements(before: Data, after: Data) -> Iterator[Change]:
    known = {row["id"]: row for row in before.lines["disagreements.jsonl"]}
    for row in after.lines["disagreements.jsonl"]:
        was = known.get(row["id"], {"state": None})["state"]
        if row["state"] in UNSETTLED and was != row["state"]:
            yield _dispute("contradicted", row, was, after)
        elif row["state"] == "resolved" and was in UNSETTLED:
            yield _dispute("resolved", row, was, after)


def _dispute(word: str, row: Record, was: str | None, data: Data) -> Change:
    members = row["members"]
    sides = " / ".join(f"{m['value'] or m['span']['exact'][:40]}（{data.chain(m['chain'])}）" for m in members)
    return Change(word, "disagreement", row["id"], row["topic"], was, row["state"], sides, tuple(m["span"] for m in members))


def _measures(before: Data, after: Data) -> Iterator[Change]:
    for row, was in _paired(before.lines["measures.jsonl"], after.lines["measures.jsonl"]):
        longer = was is not None and _last_day(row) != _last_day(was)
        if was and row["status"] == was["status"] and not longer:
            continue
        where, who = (after.agent(row[key]) if row[key] else "" for key in ("place", "authority"))
        what = f"{where} {row['type']}".strip()
        word = "extended" if was and row["status"] == was["status"] else _STATUSES.get(row["status"], str(row["status"]))
        yield Change(word, "measure", row["id"], what, _status(was), _status(row), who, tuple(row["spans"]))


def _last_day(row: Record) -> str | None:
    """The last day that a measure holds; midnight is the end of the day before."""
    until: str | None = row["until"]
    if not until or "T" not in until:
        return until
    return (datetime.fromisoformat(until) - timedelta(microseconds=1)).date().isoformat()


def _status(row: Record | None) -> str | None:
    return None if row is None else " until ".join(filter(None, (row["status"], _last_day(row))))


def _commitments(before: Data, after: Data) -> Iterator[Change]:
    for row, was in _paired(before.lines["commitments.jsonl"], after.lines["commitments.jsonl"]):
        old = was["status"] if was else None
        if row["status"] == old:
            continue
        word = "promised" if old is None and row["status"] == "open" else row["status"]
        who = after.agent(row["actor"]) if row["actor"] else ""
        spans = (row["content"], *(proof["span"] for proof in row["evidence"]))
        yield Change(word, "commitment", row["id"], row["content"]["exact"], old, row["status"], who, spans)


def _paired(old: Iterable[Record], new: Iterable[Record]) -> Iterator[tuple[Record, Record | None]]:
    """Each new record with the old one that it was: of the same id, or resting on one of the same passages."""
    old = list(old)
    by_id = {row["id"]: row for row in old}
    by_place = {_place(span): row for row in old for span in _evidence(row)}
    for row in new:
        yield row, by_id.get(row["id"]) or next((by_place[p] for s in _evidence(row) if (p := _place(s)) in by_place), None)


def _evidence(row: Record) -> list[Record]:
    return row["spans"] if "spans" in row else [row["content"]]


def _place(span: Record) -> tuple[str, int, int]:
    return span["article"], span["start"], span["end"]


def _roles(before: Data, after: Data) -> Iterator[Change]:
    known = {_place(role["span"]) for row in before.lines["entities.jsonl"] for role in row["roles"] if role["change"]}
    for row in after.lines["entities.jsonl"]:
        told: set[tuple[str, str]] = {
            (role["title"], role["change"]) for role in row["roles"] if role["change"] and _place(role["span"]) in known
        }
        for role in row["roles"]:
            key = (role["title"], role["change"])
            if role["change"] and key not in told:
                told.add(key)
                name = row["name"] or "、".join(row["names"])
                yield Change(role["change"], "role", row["id"], f"{name} {role['title']}", None, role["on"], "", (role["span"],))
