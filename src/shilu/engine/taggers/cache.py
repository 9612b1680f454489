"""Answers of a model kept between builds, by the hash of the sentence: a sentence is asked once.

One file of JSON lines for each tagger (its name carries model and version); lines are appended whole, so that two
processes may write, and a line cut short by a crash is passed over. Offsets and types are kept, no text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from shilu.model.ids import digest
from shilu.model.protocols import Tag


def cache_folder() -> Path:
    """`SHILU_CACHE`, else the user's cache folder (XDG)."""
    own = os.environ.get("SHILU_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(own) if own else Path(home) / "shilu"


class Answer(msgspec.Struct, frozen=True):
    """One kept answer: the sentence's hash, and each tag as (start, end, type, score)."""

    sentence: str
    tags: tuple[tuple[int, int, str, float], ...]


class Answers:
    """The kept answers of one tagger. Unreadable or unwritable files cost only the time to ask again."""

    def __init__(self, folder: Path, name: str) -> None:
        """Read what there is for the tagger of this name."""
        self.file = folder / "taggers" / f"{digest(name.encode())[:24]}.jsonl"
        self._known: dict[str, Answer] = {}
        self.kept = True
        self._torn = False
        try:
            body = self.file.read_bytes()
        except OSError:
            return
        self._torn = bool(body) and not body.endswith(b"\n")
        for line in body.splitlines():
            try:
                answer = msgspec.json.decode(line, type=Answer)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue  # cut short by a crash: it is asked again
            self._known[answer.sentence] = answer

    def get(self, sentence: str) -> list[Tag] | None:
        """The tags of a sentence, or `None` when it was never asked."""
        answer = self._known.get(_key(sentence))
        if answer is None:
            return None
        return [Tag(start, end, type_, score, sentence[start:end]) for start, end, type_, score in answer.tags]

    def put(self, answered: Iterable[tuple[str, list[Tag]]]) -> None:
        """Keep answers, in one append."""
        new = [Answer(_key(s), tuple((t.start, t.end, t.type, t.score) for t in tags)) for s, tags in answered]
        self._known.update((answer.sentence, answer) for answer in new)
        if self.kept and new:
            self.kept = self._append(b"".join(msgspec.json.encode(answer) + b"\n" for answer in new))

    def _append(self, lines: bytes) -> bool:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("ab", buffering=0) as stream:
                stream.write(b"\n" * self._torn + lines)
        except OSError:
            return False  # a read-only or full disk: this build goes on without keeping
        return True


def _key(sentence: str) -> str:
    return digest(sentence.encode("utf-8", "surrogatepass"))[:32]
