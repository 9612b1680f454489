"""What became of the holder of an office: appointed, dismissed, resigned, arrested, by the verb of the clause."""

from __future__ import annotations

import re
from bisect import bisect_right

from shilu.annotate.reading import Reading
from shilu.lang.patterns import led
from shilu.model.marks import RoleMark
from shilu.model.patterns import late

_CHANGES = {
    "dismissed": "免职|革职|解职|解雇|撤职|罢免|免去|解除|撤换|停职|开除|革除",
    "resigned": "辞职|请辞|辞去|引咎辞|下台|递交辞呈",
    "appointed": "任命|委任|当选|就任|出任|接任|获任|升任",
    "arrested": "逮捕|被捕|拘捕|羁押",
    "ended": "卸任|离任",
}
_BY_VERB = {verb: change for change, verbs in _CHANGES.items() for verb in verbs.split("|")}
_VERBS = re.compile(led(_BY_VERB))
_PASSIVE = late(r"(?:被|遭|获|遭到|已被|被宣布)\Z")
_OWN = frozenset(
    ("辞职", "请辞", "辞去", "引咎辞", "下台", "递交辞呈", "被捕", "卸任", "离任", "当选", "就任", "出任", "接任", "获任", "升任")
)
_NEAR = 24
_AROUND = 2 * _NEAR


def changed(read: Reading, role: RoleMark) -> str | None:
    """The change that the role's clause tells of its holder, or `None`. 被革职的…局长 is dismissed, whoever dismissed him."""
    low, high = _clause(read, role)
    low, high = max(low, role.start - _AROUND), min(high, role.end + _AROUND)  # a clause can be as long as the text
    found: list[tuple[int, int, str]] = []
    for verb in _VERBS.finditer(read.text, low, high):
        passive = verb[0] in _OWN or _PASSIVE.search(read.text, max(low, verb.start() - 4), verb.start()) is not None
        before = verb.end() <= role.start
        as_attribute = before and read.text.startswith("的", verb.end())
        suits = (verb.start() >= role.end and passive) or (before and (as_attribute or not passive or _is_appointment(verb)))
        away = role.start - verb.end() if before else verb.start() - role.end
        if suits and 0 <= away <= _NEAR:
            found.append((0 if as_attribute else 1, away, _BY_VERB[verb[0]]))
    return min(found)[2] if found else None


def tells(text: str, low: int, high: int, change: str) -> bool:
    """True when some words tell of a change of this kind, whoever it befell."""
    return any(_BY_VERB[verb[0]] == change for verb in _VERBS.finditer(text, low, high))


def _is_appointment(verb: re.Match[str]) -> bool:
    """被任命为局长, 出任局长: the office stands behind the verb although it is passive."""
    return _BY_VERB[verb[0]] == "appointed"


def _clause(read: Reading, role: RoleMark) -> tuple[int, int]:
    """The clause around an office."""
    i = bisect_right(read.clauses, (role.title_start, len(read.text))) - 1
    return read.clauses[i] if i >= 0 else (role.start, role.end)
