"""Interfaces that the ends implement and the pure rooms receive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class Tag(Struct, frozen=True):
    """One named span in one sentence, in code points of that sentence. `type`: PER, ORG, LOC."""

    start: int
    end: int
    type: str
    score: float
    text: str
    maker: str = ""  # who says so, when it is not the tagger that was asked


class Tagger(Protocol):
    """Sentences in, spans with offsets out; a span whose `text` is not the sentence's slice is dropped and counted."""

    @property
    def name(self) -> str:
        """Name and version, written into every record that the tagger makes."""

    @property
    def types(self) -> frozenset[str]:
        """The types of tag that are used: PER, ORG, LOC. Where grammar does better, a tagger leaves a type out."""

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of tags for each sentence, in order."""


class Progress(Protocol):
    """Told about long work; the face decides whether a person sees it."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` articles have passed `stage`."""
