"""What a plug-in says counts only where its words stand, and a plug-in that dies is replaced by the built-in network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from shilu.engine.taggers.cache import Answers
from shilu.model.errors import TaggerError
from shilu.model.protocols import Tag, Tagger

Warn = Callable[[str], None]
TYPES = frozenset({"PER", "ORG", "LOC"})


class Checked:
    """A plug-in behind its guard. `dropped` counts the tags whose words were not found at their offsets."""

    def __init__(self, inner: Tagger, spare: Tagger | None, answers: Answers, warn: Warn) -> None:
        """`spare` takes over when `inner` raises `TaggerError`; `warn` is told once."""
        self._inner, self._spare, self._answers, self._warn = inner, spare, answers, warn
        self._dead = False
        self.dropped = 0

    @property
    def name(self) -> str:
        """Name and version of the plug-in."""
        return self._inner.name

    @property
    def types(self) -> frozenset[str]:
        """The types that the plug-in is asked for."""
        return self._inner.types

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of checked tags for each sentence, in order; each tag names its maker."""
        known = {text: self._answers.get(text) for text in dict.fromkeys(sentences) if text}
        asked = [text for text, tags in known.items() if tags is None]
        if asked and not self._dead:
            self._ask(asked, known)
        missing = [text for text, tags in known.items() if tags is None]
        spared = dict(zip(missing, self._spared(missing), strict=True))
        return [spared.get(text) or self._made(known.get(text) or ()) for text in sentences]

    def _ask(self, asked: Sequence[str], known: dict[str, list[Tag] | None]) -> None:
        try:
            found = self._inner.tag(asked)
        except TaggerError as error:
            self._dead = True
            instead = "the built-in network" if self._spare else "rules alone"
            self._warn(f"tagger {self.name}: {error}; {instead} from here on")
            return
        fresh = [(text, self._true(text, tags)) for text, tags in zip(asked, found, strict=True)]
        self._answers.put(fresh)
        known.update(fresh)

    def _true(self, text: str, tags: Sequence[Tag]) -> list[Tag]:
        """The tags that are slices of the sentence, of a type that we know, sorted."""
        true = [t for t in tags if 0 <= t.start < t.end <= len(text) and text[t.start : t.end] == t.text and t.type in TYPES]
        self.dropped += len(tags) - len(true)
        return sorted(true, key=lambda tag: (tag.start, tag.end, tag.type))

    def _made(self, tags: Sequence[Tag]) -> list[Tag]:
        return [replace(tag, maker=self.name) for tag in tags]

    def _spared(self, sentences: Sequence[str]) -> list[list[Tag]]:
        if self._spare is None or not sentences:
            return [[] for _ in sentences]
        name, wanted = self._spare.name, self._spare.types
        return [[replace(t, maker=name) for t in tags if t.type in wanted] for tags in self._spare.tag(sentences)]
