"""The built-in tagger: jieba's bundled network with constrained decoding. Sentences in, named spans with offsets out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shilu.lang.network import Floats, Ints, Network, WeightsError, load
from shilu.model.protocols import Tag

NAME = "jieba-lac-small/0.42.1"
_FORBIDDEN = np.float32(-1e4)
_MARKS = frozenset("，。：；！？（）“”、《》【】「」『』—…‘’,.:;!?()[]\"' \u3000\xa0\t\n")
_TYPES = {"PER": "PER", "nr": "PER", "ORG": "ORG", "nt": "ORG", "LOC": "LOC", "ns": "LOC"}
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "—": "-", "…": ".", "‧": "·", "•": "·", "∙": "·", "・": "·",
    "「": '"', "」": '"', "『": '"', "』": '"', "\u3000": " ", "\xa0": " ",
}  # fmt: skip
_LONGEST = 256  # a longer sentence is cut for the network: it saw none such in training, and steps cost time


class BuiltinTagger:
    """`model.protocols.Tagger` on the network; equal sentences are tagged once. Holds a cache and nothing else that changes."""

    types = frozenset({"PER"})  # its organisations and places are worse than the grammar's (docs/decisions/0003)

    def __init__(self, network: Network) -> None:
        """Prepare decoding: X-I may only follow X-B or X-I, and punctuation is never inside a name."""
        self._network = network
        self._labels = network.labels
        self._punctuation = network.labels.index("w-B")
        self._allowed = _constrained(network)
        self._before = np.ascontiguousarray(self._allowed.T)
        self._rows: dict[str, int] = {}
        self._seen: dict[str, list[Tag]] = {}

    @property
    def name(self) -> str:
        """Name and version, written into every record that the tagger makes."""
        return NAME

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of tags for each sentence, in order."""
        fresh = [text for text in dict.fromkeys(sentences) if text and text not in self._seen]
        if fresh:
            found = self._tag_fresh(fresh)
            if len(self._seen) > 20_000:  # a bound on memory in long builds; dropping answers changes none
                self._seen.clear()
            self._seen.update(zip(fresh, found, strict=True))
        return [self._seen[text] if text else [] for text in sentences]

    def _tag_fresh(self, sentences: Sequence[str]) -> list[list[Tag]]:
        cut = [text[:_LONGEST] for text in sentences]
        scores = self._network.emissions([self._row_numbers(text) for text in cut])
        for text, score in zip(cut, scores, strict=True):
            self._hold_punctuation(text, score)
        paths = self._decode(scores)
        return [self._tags(text, path) for text, path in zip(cut, paths, strict=True)]

    def _row_numbers(self, text: str) -> Ints:
        known = self._network.characters
        unknown = self._network.unknown
        return np.array([known.get(c, known.get(_FOLDED.get(c, c), unknown)) for c in text], dtype=np.intp)

    def _hold_punctuation(self, text: str, score: Floats) -> None:
        """Leave punctuation one label."""
        held = [i for i, c in enumerate(text) if c in _MARKS]
        if held:
            kept = score[held, self._punctuation]
            score[held] = _FORBIDDEN
            score[held, self._punctuation] = kept

    def _decode(self, scores: Sequence[Floats]) -> list[list[int]]:
        """Viterbi over all sentences at once, longest first.

        The way forward keeps the best scores only; the way back asks, for one label of each sentence a step, which label
        before it gave them. That is far less than a back pointer for every label.
        """
        order = sorted(range(len(scores)), key=lambda k: (-len(scores[k]), k))
        lengths = np.array([len(scores[k]) for k in order])
        best = np.zeros((len(order), lengths[0], len(self._labels)), np.float32)
        for row, k in enumerate(order):
            best[row, : lengths[row]] = scores[k]
        running = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left").tolist()  # sentences at each step
        best[:, 0] += self._network.first
        for step in range(1, lengths[0]):
            n = running[step]
            best[:n, step] += (best[:n, step - 1, :, None] + self._allowed).max(1)
        labels = self._back(best, lengths, running).tolist()
        paths: list[list[int]] = [[] for _ in order]
        for row, k in enumerate(order):
            paths[k] = labels[row][: lengths[row]]
        return paths

    def _back(self, best: Floats, lengths: Ints, running: Sequence[int]) -> Ints:
        """The labels of the best paths: from each sentence's own last step to its first."""
        found = np.zeros(best.shape[:2], np.intp)
        rows = np.arange(len(lengths))
        found[rows, lengths - 1] = (best[rows, lengths - 1] + self._network.last).argmax(1)
        for step in range(best.shape[1] - 1, 0, -1):
            n = running[step]
            found[:n, step - 1] = (best[:n, step - 1] + self._before[found[:n, step]]).argmax(1)
        return found

    def _tags(self, text: str, path: Sequence[int]) -> list[Tag]:
        """Runs of one type, by their B and I labels."""
        found: list[Tag] = []
        start, kind = 0, ""
        for i, label in enumerate([*(self._labels[k] for k in path), "O"]):
            if label.endswith("-I") and label[:-2] == kind:
                continue
            if kind in _TYPES:
                found.append(Tag(start, i, _TYPES[kind], 0.8 if kind.isupper() else 0.7, text[start:i]))
            start, kind = i, label[:-2] if "-" in label else ""
        return found


def _constrained(network: Network) -> Floats:
    """The CRF's transitions with X-I forbidden behind all but X-B and X-I."""
    allowed = network.transitions.copy()
    for i, before in enumerate(network.labels):
        for j, after in enumerate(network.labels):
            if after.endswith("-I") and before[:-2] != after[:-2]:
                allowed[i, j] += _FORBIDDEN
    return allowed


def builtin_tagger() -> tuple[BuiltinTagger | None, str | None]:
    """The built-in tagger, or `None` with one line that says why names are found by rules alone."""
    try:
        return BuiltinTagger(load()), None
    except WeightsError as error:
        return None, str(error)
