"""A character BiGRU-CRF in numpy: the sequence tagger whose weights ship, unused, inside jieba 0.42.1.

Weights: `jieba/lac_small/model_baseline` (Baidu LAC small, Apache-2.0). Two layers, both directions, 128 units; all
sentences of a call run together, longest first, so that no step computes padding.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from shilu.model.errors import ShiluError

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]
Feed: TypeAlias = Callable[[slice, Floats], object]  # rows, and where what they put into a step is written

UNITS = 128
OUTSIDE = "O"
CHECKSUM = 0xDE4E3EB2  # CRC-32 over the sorted weight files of jieba 0.42.1: it tells versions apart, and keeps nobody out
_HEADER = 16  # bytes before the length of the tensor's description in a paddle parameter file


class WeightsError(ShiluError):
    """The weights of the installed jieba are missing or are not those that this code was written for."""


class Layer(Struct, frozen=True):
    """One layer, both directions (axis 0). Update, reset and candidate are matrices of their own, so that what is done with each
    of them runs over one piece of memory: numpy needs twice the time for a slice of rows.

    sigmoid(x) = (1 + tanh(x/2)) / 2, so gates are pre-halved, and so is what the reset gate is multiplied into.
    """

    project: Floats  # (2, 3, inputs + 1, UNITS); the last row is the bias, for an input that is always 1
    gates: Floats  # (2, 2, UNITS, UNITS): update, reset
    candidate: Floats  # (2, UNITS, UNITS)


class Packing(Struct, frozen=True):
    """Sequences side by side, longest first, so that no step computes padding: rows are in order of (step, sequence).

    `order` are the numbers of the sequences, `firsts` where each begins in the sequences joined in that order, `tokens` the
    place of each row there, `mirror` the row of each row's mirror image, `ends` the last row of each sequence; step t has
    `sizes[t]` rows from `starts[t]` on.
    """

    order: list[int]
    lengths: Ints
    firsts: Ints
    tokens: Ints
    mirror: Ints
    ends: Ints
    sizes: list[int]
    starts: list[int]


class Network(Struct, frozen=True):
    """The weights in memory, with the vocabulary and the labels: `PER-B` and all others that begin, `O`, then as many `PER-I`."""

    characters: dict[str, int]
    labels: tuple[str, ...]
    embedding: Floats  # as stored: few of its rows are ever asked for
    layers: tuple[Layer, ...]
    output: Floats
    output_bias: Floats
    first: Floats
    last: Floats
    transitions: Floats

    @property
    def unknown(self) -> int:
        """The row of a character that the vocabulary lacks."""
        return self.characters["OOV"]

    def inputs(self, rows: Ints) -> Floats:
        """What the first layer makes of single characters, by their rows of the embedding: (2, 3, rows, UNITS)."""
        ones = np.ones((len(rows), 1), np.float32)
        found: Floats = np.matmul(np.concatenate((_normal(self.embedding[rows]), ones), axis=1), self.layers[0].project)
        return found

    def emissions(self, inputs: Floats, numbers: Ints, packing: Packing) -> Floats:
        """Scores of all labels for each packed row: (rows, labels). `numbers` are the characters' places in `inputs`.

        A step of the first layer looks its characters up, one of the second projects what the first made of its rows: what is
        written for a whole batch and read again a step at a time has left the processor's cache by then.
        """
        mirror = packing.mirror
        hidden = np.empty((len(numbers), 2 * UNITS + 1), np.float32)
        hidden[:, 2 * UNITS] = 1.0
        there, back = np.empty((2, len(numbers), UNITS), np.float32)

        def first(direction: int, order: Ints) -> Feed:
            return lambda rows, to: inputs[direction].take(order[rows], axis=1, out=to, mode="clip")

        _recur(self.layers[0], 0, packing, first(0, numbers), there)
        _recur(self.layers[0], 1, packing, first(1, numbers[mirror]), back)
        hidden[:, :UNITS], hidden[:, UNITS : 2 * UNITS] = there, back.take(mirror, axis=0)
        ahead, behind = self.layers[1].project
        _recur(self.layers[1], 0, packing, lambda rows, to: np.matmul(hidden[rows], ahead, out=to), there)
        _recur(self.layers[1], 1, packing, lambda rows, to: np.matmul(hidden.take(mirror[rows], axis=0), behind, out=to), back)
        scores: Floats = there @ self.output[:UNITS]
        scores += (back @ self.output[UNITS:]).take(mirror, axis=0)
        scores += self.output_bias
        return scores


def pack(sequences: Sequence[int]) -> Packing:
    """How sequences of some lengths lie side by side; there is at least one, and none is empty."""
    order = sorted(range(len(sequences)), key=lambda k: (-sequences[k], k))
    lengths = np.array([sequences[k] for k in order], dtype=np.intp)
    steps = np.arange(lengths[0])
    sizes = np.searchsorted(-lengths, -steps, side="left")
    firsts = np.cumsum(lengths) - lengths
    starts = np.cumsum(sizes) - sizes
    step = np.repeat(steps, sizes)
    sequence = np.arange(len(step)) - starts[step]
    mirror = starts[lengths[sequence] - 1 - step] + sequence
    ends = starts[lengths - 1] + np.arange(len(order))
    return Packing(order, lengths, firsts, firsts[sequence] + step, mirror, ends, sizes.tolist(), starts.tolist())


def _recur(layer: Layer, direction: int, packing: Packing, feed: Feed, out: Floats) -> None:
    """Run one direction of a layer over packed rows (the second direction's are mirrored) into `out`: (rows, UNITS).

    `feed` writes the projected inputs of some rows, (3, rows, UNITS). Every step writes where the next one reads.
    """
    gates, candidate = layer.gates[direction], layer.candidate[direction]
    room = np.empty(6 * packing.sizes[0] * UNITS, np.float32)
    state, n = np.zeros_like(out[: packing.sizes[0]]), 0
    for size, at in zip(packing.sizes, packing.starts, strict=True):
        if size != n:
            n, state = size, state[:size]
            views = room[: 6 * n * UNITS].reshape(6, n, UNITS)
            step, gate, reset = views[:3], views[3:5], views[5]
        feed(slice(at, at + n), step)
        np.matmul(state, gates, out=gate)
        gate += step[:2]
        np.tanh(gate, out=gate)
        gate += 1.0
        np.multiply(gate[1], state, out=reset)
        fresh = np.dot(reset, candidate, out=out[at : at + n])
        fresh += step[2]
        np.tanh(fresh, out=fresh)
        fresh -= state
        update = gate[0]
        update *= 0.5
        fresh *= update
        fresh += state
        state = fresh


def load() -> Network:
    """Read the weights of the installed jieba, without importing it; `WeightsError` when they are not the known ones."""
    folder = _folder()
    files = sorted((folder / "model_baseline").iterdir())
    weights = {file.name: file.read_bytes() for file in files}
    whole = reduce(lambda sum_, body: crc32(body, sum_), weights.values(), 0)
    if whole != CHECKSUM:
        raise WeightsError(
            f"the network inside the installed jieba is not that of 0.42.1 (crc32 {whole:08x}): names by rules alone"
        )
    labels = _labels(folder)
    crf = _tensor(weights, "crfw", (len(labels) + 2, len(labels)))
    order = sorted(range(len(labels)), key=lambda k: (labels[k].endswith("-I"), labels[k] == OUTSIDE, k))
    return Network(
        characters=_characters(folder), labels=tuple(labels[k] for k in order),
        embedding=_stored(weights, "word_emb", (-1, UNITS)), layers=(_layer(weights, 0, 1), _layer(weights, 2, 3)),
        output=_tensor(weights, "fc_4.w_0", (2 * UNITS, -1))[:, order], output_bias=_tensor(weights, "fc_4.b_0", (-1,))[order],
        first=crf[0, order], last=crf[1, order], transitions=crf[2:][order][:, order],
    )  # fmt: skip


def _folder() -> Path:
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise WeightsError("jieba is not installed: names by rules alone")
    folder = Path(found.origin).parent / "lac_small"
    if not (folder / "model_baseline").is_dir():
        raise WeightsError("the installed jieba carries no network (is it 0.42.1?): names by rules alone")
    return folder


def _characters(folder: Path) -> dict[str, int]:
    lines = (folder / "word.dic").read_text("utf-8").split("\n")
    pairs = [line.split("\t") for line in lines]
    return {pair[1]: int(pair[0]) for pair in pairs if len(pair) == 2}


def _labels(folder: Path) -> tuple[str, ...]:
    lines = (folder / "tag.dic").read_text("utf-8").split("\n")
    pairs = sorted((int(pair[0]), pair[1]) for pair in (line.split("\t") for line in lines) if len(pair) == 2)
    return tuple(label for _, label in pairs)


def _stored(weights: Mapping[str, bytes], name: str, shape: tuple[int, ...]) -> Floats:
    """A paddle parameter file as it is: a header, the length of a description, the description, then float32 values."""
    (described,) = struct.unpack_from("<i", weights[name], _HEADER)
    return np.frombuffer(weights[name], "<f4", offset=_HEADER + 4 + described).reshape(shape)


def _tensor(weights: Mapping[str, bytes], name: str, shape: tuple[int, ...]) -> Floats:
    """A paddle parameter file to be reckoned with."""
    return _normal(_stored(weights, name, shape).astype(np.float32))


def _normal(values: Floats) -> Floats:
    """Values with 0 for those that are subnormal: some 130 weights are, and a sum with one costs as a hundred sums."""
    values[np.abs(values) < np.finfo(np.float32).tiny] = 0.0
    return values


def _layer(weights: Mapping[str, bytes], *directions: int) -> Layer:
    """The two directions of one layer; the gates' part of the weights is halved for `tanh`."""
    scale = np.concatenate((np.full(2 * UNITS, 0.5), np.ones(UNITS))).astype(np.float32)
    half = np.float32(0.5)
    project, gates, candidate = [], [], []
    for i in directions:
        recurrent = _tensor(weights, f"gru_{i}.w_0", (-1,))
        bias = _tensor(weights, f"fc_{i}.b_0", (-1,)) + _tensor(weights, f"gru_{i}.b_0", (-1,))
        joined = np.concatenate((_tensor(weights, f"fc_{i}.w_0", (-1, 3 * UNITS)), bias[None])) * scale
        project.append(_parts(joined))
        gates.append(_parts(recurrent[: 2 * UNITS * UNITS].reshape(UNITS, 2 * UNITS) * half))
        candidate.append(recurrent[2 * UNITS * UNITS :].reshape(UNITS, UNITS) * half)
    return Layer(np.stack(project), np.stack(gates), np.stack(candidate))


def _parts(weights: Floats) -> Floats:
    """Columns of several gates as a matrix for each: (gates, rows, UNITS)."""
    return np.stack(np.split(weights, weights.shape[1] // UNITS, axis=1))
