"""The built-in tagger: jieba's bundled network with constrained decoding. Sentences in, named spans with offsets out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.lang.network import OUTSIDE, UNITS, Floats, Ints, Network, Packing, WeightsError, load, pack
from shilu.model.protocols import Tag

NAME = "jieba-lac-small/0.42.1"
_FORBIDDEN = np.float32(-1e4)
_MARKS = frozenset("，。：；！？（）“”、《》【】「」『』—…‘’,.:;!?()[]\"' \u3000\xa0\t\n")
_PERSONS = {"PER": 0.8, "nr": 0.7}  # the network's labels for persons, and how sure a name with one of them is
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "—": "-", "…": ".", "‧": "·", "•": "·", "∙": "·", "・": "·",
    "「": '"', "」": '"', "『": '"', "』": '"', "\u3000": " ", "\xa0": " ",
}  # fmt: skip
_LONGEST = 256  # a longer sentence is cut for the network: it saw none such in training, and steps cost time
_BATCH = 192  # sentences that the network reads side by side, at most: those of four or five articles
_BESIDE = 32  # pieces whose ways are weighed together: more would leave the processor's cache
_ROWS = 12_288  # and about how many characters


class BuiltinTagger:
    """`model.protocols.Tagger` on the network; equal sentences are tagged once. Holds a cache and nothing else that changes."""

    types = frozenset({"PER"})  # its organisations and places are worse than the grammar's (docs/decisions/0003)

    def __init__(self, network: Network) -> None:
        """Prepare decoding: X-I may only follow X-B or X-I, and punctuation is never inside a name."""
        self._network = network
        self._characters = _Characters(network)
        self._path = _Path(network)
        self._seen: dict[str, list[Tag]] = {}

    @property
    def name(self) -> str:
        """Name and version, written into every record that the tagger makes."""
        return NAME

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of tags for each sentence, in order."""
        fresh = [text for text in dict.fromkeys(sentences) if text and text not in self._seen]
        if fresh:
            if len(self._seen) > 20_000:  # a bound on memory in long builds; dropping answers changes none
                self._seen.clear()
            for together in _together(fresh):
                self._seen.update(zip(together, self._tag_fresh(together), strict=True))
        return [self._seen[text] if text else [] for text in sentences]

    def _tag_fresh(self, sentences: Sequence[str]) -> list[list[Tag]]:
        cut = [text[:_LONGEST] for text in sentences]
        packing = pack([len(text) for text in cut])
        numbers = self._characters.numbers("".join([cut[k] for k in packing.order]))
        scores = self._network.emissions(self._characters.inputs, numbers[packing.tokens], packing)
        labels = self._path.labels(scores, packing, self._characters.marks[numbers])
        spans = self._path.names(labels, packing.lengths)
        return [[Tag(s, e, "PER", score, cut[k][s:e]) for s, e, score in spans[place]] for k, place in _places(packing.order)]


def _together(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Sentences of about one length in batches: each step has many, and what it works on stays in the processor's cache."""
    batch: list[str] = []
    for text in sorted(sentences, key=len, reverse=True):
        if batch and (len(batch) == _BATCH or (len(batch) + 1) * min(_LONGEST, len(batch[0])) > _ROWS):
            yield batch
            batch = []
        batch.append(text)
    yield batch


def _places(order: Sequence[int]) -> list[tuple[int, int]]:
    """The sentences in their own order, each with its place in the packed one."""
    return sorted((k, place) for place, k in enumerate(order))


class _Characters:
    """The characters seen so far: a number each, what the network makes of each alone, and whether it is punctuation."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._numbers = np.zeros(sys.maxunicode + 1, np.int32)  # by code point, from 1 on; pages that none touches take no memory
        self.inputs: Floats = np.empty((2, 3, 0, UNITS), np.float32)
        self.marks = np.empty(0, np.bool_)

    def numbers(self, text: str) -> Ints:
        """The numbers of the characters of a text; new ones are put through the network's first step together."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        numbers = self._numbers[codes]
        if not numbers.all():
            self._meet(np.array(sorted({*codes[numbers == 0].tolist()}), np.uint32))  # `np.unique` loads masked arrays first
            numbers = self._numbers[codes]
        places: Ints = numbers.astype(np.intp) - 1
        return places

    def _meet(self, codes: NDArray[np.uint32]) -> None:
        fresh = [chr(code) for code in codes.tolist()]
        rows = np.array([self._row(c) for c in fresh], dtype=np.intp)
        self._numbers[codes] = np.arange(len(fresh)) + len(self.marks) + 1
        self.inputs = np.concatenate((self.inputs, self._network.inputs(rows)), axis=2)
        self.marks = np.concatenate((self.marks, [c in _MARKS for c in fresh]))

    def _row(self, character: str) -> int:
        known = self._network.characters
        return known.get(character, known.get(_FOLDED.get(character, character), self._network.unknown))


class _Path:
    """The best labels of whole sentences (Viterbi), with X-I forbidden behind all but X-B and X-I, and punctuation one label.

    What stands between two marks of punctuation is then decided by itself, and all such pieces are decided side by side.
    """

    def __init__(self, network: Network) -> None:
        labels = network.labels
        allowed = _constrained(network)
        mark = self._mark = labels.index("w-B")
        self._free = labels.index(OUTSIDE) + 1  # the labels before this one may follow any; behind it are the X-I, two each
        begins, inside = np.arange(self._free - 1), np.arange(self._free, len(labels))
        self._before = np.ascontiguousarray(allowed.T)
        self._to_free = np.ascontiguousarray(allowed[:, None, : self._free])
        self._begun, self._gone_on = allowed[begins, inside], allowed[inside, inside]
        self._opening = np.stack((allowed[mark], network.first))  # of a piece behind a mark, and of one that opens its sentence
        self._closing = np.stack((allowed[:, mark], network.last))
        self._kinds = np.array([list(_PERSONS).index(label[:-2]) + 1 if label[:-2] in _PERSONS else 0 for label in labels])
        self._begins = np.array([label.endswith("-B") for label in labels])

    def labels(self, scores: Floats, packing: Packing, marks: NDArray[np.bool_]) -> Ints:
        """One label for each character of the sentences joined in the order of `packing`, whose rows `scores` has."""
        found = np.full(len(marks), self._mark)
        first, last = np.zeros((2, len(marks) + 1), np.bool_)
        first[packing.firsts] = last[packing.firsts + packing.lengths - 1] = True
        inside = np.flatnonzero(~marks)
        if len(inside):
            opens = np.flatnonzero(first[inside] | (np.diff(inside, prepend=-1) > 1))
            pieces = pack(np.diff(opens, append=len(inside)).tolist())
            starts = inside[opens[pieces.order]]
            rows = inside[_joined(opens, pieces)[pieces.tokens]]
            place = np.empty(len(marks), np.intp)
            place[packing.tokens] = np.arange(len(marks))
            opening, closing = (
                self._opening[first[starts].astype(int)],
                self._closing[last[starts + pieces.lengths - 1].astype(int)],
            )
            found[rows] = self._best(scores[place[rows]], pieces, opening, closing)
        return found

    def _best(self, scores: Floats, pieces: Packing, opening: Floats, closing: Floats) -> Ints:
        """One label for each packed row; `scores` is used up.

        The way forward keeps the best scores only; the way back asks, for one label of each piece a step, which label
        before it gave them. That is far less than a back pointer for every label.
        """
        sizes, starts, free = pieces.sizes, pieces.starts, self._free
        room = np.empty((len(self._before), _BESIDE, free), np.float32)
        scores[: sizes[0]] += opening
        for n, at, was in zip(sizes[1:], starts[1:], starts, strict=False):
            before, here = scores[was : was + n], scores[at : at + n]
            for some in range(0, n, _BESIDE):
                few = before[some : some + _BESIDE]
                ways = np.add(few.T[:, :, None], self._to_free, out=room[:, : len(few)])
                here[some : some + _BESIDE, :free] += np.maximum.reduce(ways, axis=0)
            here[:, free:] += np.maximum(before[:, : free - 1] + self._begun, before[:, free:] + self._gone_on)
        found = np.empty(len(scores), np.intp)
        found[pieces.ends] = (scores[pieces.ends] + closing).argmax(1)
        for step in range(len(sizes) - 1, 0, -1):
            n, at, was = sizes[step], starts[step], starts[step - 1]
            found[was : was + n] = (scores[was : was + n] + self._before[found[at : at + n]]).argmax(1)
        return found

    def names(self, labels: Ints, lengths: Ints) -> list[list[tuple[int, int, float]]]:
        """Runs of one kind of person, by their B and I labels, for each of the sentences that the labels are joined from."""
        found: list[list[tuple[int, int, float]]] = [[] for _ in lengths]
        kinds = self._kinds[labels]
        if not kinds.any():
            return found
        firsts = np.cumsum(lengths) - lengths
        edges = self._begins[labels]
        edges[1:] |= kinds[1:] != kinds[:-1]
        edges[firsts] = True
        starts = np.flatnonzero(edges)
        ends = np.append(starts[1:], len(labels))
        for start, end in zip(starts[kinds[starts] > 0].tolist(), ends[kinds[starts] > 0].tolist(), strict=True):
            sentence = int(np.searchsorted(firsts, start, side="right")) - 1
            first = int(firsts[sentence])
            found[sentence].append((start - first, end - first, _SCORES[kinds[start]]))
        return found


def _joined(opens: Ints, pieces: Packing) -> Ints:
    """For each place in the pieces joined longest first, its place in them joined in their own order."""
    return np.repeat(opens[pieces.order] - pieces.firsts, pieces.lengths) + np.arange(pieces.lengths.sum())


_SCORES = (0.0, *_PERSONS.values())


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
