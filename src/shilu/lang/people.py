"""What we know of people's names and offices: characters of transliteration, family names, office words."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows


class Office(Struct, frozen=True):
    """A word for an office or calling. `tier` is that of a source known by it (see `model.entities.Entity`)."""

    word: str
    kind: str
    tier: int


@cache
def characters(kind: str) -> str:
    """The characters of one kind: transliteration, surname; double surnames parted by spaces."""
    return next(found for name, found in rows("person_characters.tsv") if name == kind)


@cache
def offices() -> dict[str, Office]:
    """Word -> office."""
    return {word: Office(word, kind, int(tier)) for word, kind, tier in rows("offices.tsv")}


@cache
def office_words() -> Lexicon[Office]:
    """All office words, longest first."""
    return Lexicon(offices())
