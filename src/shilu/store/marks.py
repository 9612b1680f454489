"""Marks as bytes and back: plain MessagePack that can do nothing but hold values, whoever wrote the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from shilu.model.marks import Annotations, CueMark, HedgeMark, NameMark, QuantityMark, QuoteMark, RoleMark, TimeMark

_KINDS: Mapping[str, type[Struct]] = {
    "times": TimeMark, "quantities": QuantityMark, "names": NameMark, "roles": RoleMark, "quotes": QuoteMark, "cues": CueMark,
    "hedges": HedgeMark,
}  # fmt: skip
_DAYS = (TimeMark, ("first", "last", "anchor"))
_NUMBERS = (QuantityMark, ("value", "low", "high"))
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(dict[str, Any]).decode


def packed(marks: Annotations) -> bytes:
    """Marks of one article as bytes; days, instants (with their offset) and decimals as text."""
    rows = {name: [list(map(_plain, astuple(mark))) for mark in getattr(marks, name)] for name in _KINDS}
    head = {"article": marks.article, "simplified": marks.simplified, "sentences": marks.sentences, "clauses": marks.clauses}
    return _pack(head | rows)


def unpacked(body: bytes) -> Annotations:
    """The marks that were packed. Raises `ValueError` for anything else."""
    try:
        found = _unpack(body)
        marks: dict[str, Any] = {name: tuple(_made(kind, row) for row in found[name]) for name, kind in _KINDS.items()}
        ranges: dict[str, Any] = {name: tuple((a, b) for a, b in found[name]) for name in ("sentences", "clauses")}
        return Annotations(article=found["article"], simplified=found["simplified"], **ranges, **marks)
    except (KeyError, TypeError, ArithmeticError, msgspec.DecodeError) as error:
        raise ValueError(f"these are no marks: {error}") from error


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _made(kind: type[Struct], row: list[Any]) -> Any:
    for special, names, read in ((*_DAYS, _point), (*_NUMBERS, Decimal)):
        if kind is special:
            row = _read(row, [kind.__struct_fields__.index(name) for name in names], read)
    return kind(*row)


def _read(row: list[Any], places: list[int], read: Callable[[str], object]) -> list[Any]:
    return [read(value) if at in places and value is not None else value for at, value in enumerate(row)]


def _point(written: str) -> date:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
