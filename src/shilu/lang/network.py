"""A character BiGRU-CRF in numpy: the sequence tagger whose weights ship, unused, inside jieba 0.42.1.

Weights: `jieba/lac_small/model_baseline` (Baidu LAC small, Apache-2.0). Two layers, both directions, 128 units; all
sentences of a call run together, longest first, so that no step computes padding.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from shilu.model.errors import ShiluError

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]

UNITS = 128
CHECKSUM = "93c07e4b"  # first and last digits of the SHA-256 over the sorted weight files of jieba 0.42.1
CHECKSUM_END = "c675"
_HEADER = 16  # bytes before the length of the tensor's description in a paddle parameter file


class WeightsError(ShiluError):
    """The weights of the installed jieba are missing or are not those that this code was written for."""


class Layer(Struct, frozen=True):
    """One layer, both directions (axis 0 of the recurrent weights): gates are pre-halved, sigmoid(x) = (1 + tanh(x/2)) / 2."""

    project: Floats  # (inputs, 2 * 3 * UNITS)
    bias: Floats  # (2 * 3 * UNITS,)
    gates: Floats  # (2, UNITS, 2 * UNITS)
    candidate: Floats  # (2, UNITS, UNITS)


class Network(Struct, frozen=True):
    """The weights in memory, with the vocabulary and the labels (`PER-B`, `PER-I`, ... `O`)."""

    characters: dict[str, int]
    labels: tuple[str, ...]
    embedding: Floats
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

    def emissions(self, rows: Sequence[Ints]) -> list[Floats]:
        """One (length, labels) array of scores for each sequence of embedding rows; none may be empty."""
        order = sorted(range(len(rows)), key=lambda k: (-len(rows[k]), k))
        lengths = np.array([len(rows[k]) for k in order], dtype=np.intp)
        index, flipped, sizes = _packing(lengths)
        flat = np.concatenate([rows[k] for k in order])
        used, where = np.unique(flat[index], return_inverse=True)
        values = (self.embedding[used] @ self.layers[0].project + self.layers[0].bias)[where]
        hidden = _recur(self.layers[0], values, flipped, sizes)
        for layer in self.layers[1:]:
            hidden = _recur(layer, hidden @ layer.project + layer.bias, flipped, sizes)
        scores = hidden @ self.output + self.output_bias
        flat_scores = np.empty_like(scores)
        flat_scores[index] = scores
        cuts = np.split(flat_scores, np.cumsum(lengths)[:-1])
        return [part for _, part in sorted(zip(order, cuts, strict=True), key=lambda pair: pair[0])]


def _packing(lengths: Ints) -> tuple[Ints, Ints, Ints]:
    """Step-major order of all tokens: (flat token of each packed row, packed row of its mirror image, rows of each step).

    Sequences are given longest first; at step t only the first `sizes[t]` of them are still running.
    """
    steps = np.arange(lengths[0])
    sizes = np.searchsorted(-lengths, -steps, side="left").astype(np.intp)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    offsets = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    step = np.repeat(steps, sizes)
    sequence = np.concatenate([np.arange(size) for size in sizes])
    mirror = offsets[lengths[sequence] - 1 - step] + sequence
    return starts[sequence] + step, mirror, sizes


def _recur(layer: Layer, values: Floats, flipped: Ints, sizes: Ints) -> Floats:
    """Run one layer in both directions over packed, projected inputs: (tokens, 2 * UNITS)."""
    width = 3 * UNITS
    both = np.stack((values[:, :width], values[flipped, width:]))
    out = np.empty((2, len(values), UNITS), np.float32)
    state = np.zeros((2, int(sizes[0]), UNITS), np.float32)
    at = 0
    for size in sizes.tolist():
        step = both[:, at : at + size]
        state = state[:, :size]
        gate = np.matmul(state, layer.gates)
        gate += step[..., : 2 * UNITS]
        np.tanh(gate, out=gate)
        gate += 1.0
        gate *= 0.5
        fresh = np.matmul(gate[..., UNITS:] * state, layer.candidate)
        fresh += step[..., 2 * UNITS :]
        np.tanh(fresh, out=fresh)
        fresh -= state
        fresh *= gate[..., :UNITS]
        fresh += state
        out[:, at : at + size] = state = fresh
        at += size
    return np.concatenate((out[0], out[1][flipped]), axis=1)


def load() -> Network:
    """Read the weights of the installed jieba, without importing it; `WeightsError` when they are not the known ones."""
    folder = _folder()
    files = sorted((folder / "model_baseline").iterdir())
    whole = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if not (whole.startswith(CHECKSUM) and whole.endswith(CHECKSUM_END)):
        raise WeightsError(
            f"the network inside the installed jieba is not that of 0.42.1 (sha256 {whole[:8]}…): names by rules alone"
        )
    labels = _labels(folder)
    crf = _tensor(folder, "crfw", (len(labels) + 2, len(labels)))
    return Network(
        characters=_characters(folder), labels=labels, embedding=_tensor(folder, "word_emb", (-1, UNITS)),
        layers=(_layer(folder, 0, 1), _layer(folder, 2, 3)),
        output=_tensor(folder, "fc_4.w_0", (2 * UNITS, -1)), output_bias=_tensor(folder, "fc_4.b_0", (-1,)),
        first=crf[0], last=crf[1], transitions=crf[2:],
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
    pairs = (line.split("\t") for line in lines)
    return {pair[1]: int(pair[0]) for pair in pairs if len(pair) == 2}


def _labels(folder: Path) -> tuple[str, ...]:
    lines = (folder / "tag.dic").read_text("utf-8").split("\n")
    pairs = sorted((int(pair[0]), pair[1]) for pair in (line.split("\t") for line in lines) if len(pair) == 2)
    return tuple(label for _, label in pairs)


def _tensor(folder: Path, name: str, shape: tuple[int, ...]) -> Floats:
    """A paddle parameter file: a header, the length of a description, the description, then float32 values."""
    body = (folder / "model_baseline" / name).read_bytes()
    (described,) = struct.unpack_from("<i", body, _HEADER)
    return np.frombuffer(body, "<f4", offset=_HEADER + 4 + described).reshape(shape).astype(np.float32)


def _layer(folder: Path, *directions: int) -> Layer:
    """The two directions of one layer, fused; the gates' half of the weights is halved for `tanh`."""
    scale = np.concatenate((np.full(2 * UNITS, 0.5), np.ones(UNITS))).astype(np.float32)
    project, bias, gates, candidate = [], [], [], []
    for i in directions:
        recurrent = _tensor(folder, f"gru_{i}.w_0", (-1,))
        project.append(_tensor(folder, f"fc_{i}.w_0", (-1, 3 * UNITS)) * scale)
        bias.append((_tensor(folder, f"fc_{i}.b_0", (-1,)) + _tensor(folder, f"gru_{i}.b_0", (-1,))) * scale)
        gates.append(recurrent[: 2 * UNITS * UNITS].reshape(UNITS, 2 * UNITS) * np.float32(0.5))
        candidate.append(recurrent[2 * UNITS * UNITS :].reshape(UNITS, UNITS))
    return Layer(np.concatenate(project, axis=1), np.concatenate(bias), np.stack(gates), np.stack(candidate))
