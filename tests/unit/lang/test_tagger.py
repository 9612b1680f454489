from __future__ import annotations

import importlib.util
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.lang import network
from shilu.lang.network import Floats, Network, load, pack
from shilu.lang.tagger import BuiltinTagger, _constrained, _Path, builtin_tagger


@pytest.fixture(scope="module")
def tagger() -> BuiltinTagger:
    found, warning = builtin_tagger()
    assert warning is None
    assert found is not None
    return found


def persons(tagger: BuiltinTagger, text: str) -> list[str]:
    return [tag.text for tag in tagger.tag([text])[0] if tag.type == "PER"]


def test_persons_are_found_without_the_punctuation_around_them(tagger: BuiltinTagger) -> None:
    assert persons(tagger, "记者见到了市长王建国，王建国没有回答。") == ["王建国", "王建国"]
    assert persons(tagger, "作家伊莲娜·索科娃到场。") == ["伊莲娜·索科娃"]
    assert persons(tagger, "今天下雨。") == []


def test_a_sentence_is_tagged_alike_alone_and_in_company(tagger: BuiltinTagger) -> None:
    texts = ["市长王建国到场。", "今天下雨。", "", "作家伊莲娜·索科娃在莫斯科说，她会回来，而且很快就会回来。"]
    fresh = BuiltinTagger(network.load())
    assert tagger.tag(texts) == [fresh.tag([text])[0] for text in texts] == [tagger.tag([text])[0] for text in texts]


def test_batches_change_no_name(tagger: BuiltinTagger) -> None:
    opening = "作家伊莲娜·索科娃和市长王建国到场。"
    texts = [f"第{number}天，{'风停了，' * (number % 70)}{opening}" for number in range(260)]
    found = BuiltinTagger(network.load()).tag(texts)
    assert len({min(256, len(text)) for text in texts}) > 60, "of many lengths, more than fit in a batch, some too long"
    for number, (text, tags) in enumerate(zip(texts, found, strict=True)):
        held = [tag.text for tag in tags]
        assert held == [tag.text for tag in tagger.tag([text])[0]]
        if number % 70 < 50:
            assert held == ["伊莲娜·索科娃", "王建国"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="王建国在莫斯科说，。“”a1·😀 \u3000", max_size=40), max_size=5))
def test_every_tag_is_a_slice_of_its_sentence(texts: list[str]) -> None:
    for text, tags in zip(texts, loaded().tag(texts), strict=True):
        assert all(text[tag.start : tag.end] == tag.text and tag.text for tag in tags)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=12), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_pieces_between_punctuation_are_decided_as_whole_sentences_are(marks: list[list[bool]], seed: int) -> None:
    net, path = weights(), path_of_weights()
    packing = pack([len(one) for one in marks])
    joined = np.concatenate([np.array(marks[k]) for k in packing.order])
    scores = np.random.default_rng(seed).normal(0, 3, (len(joined), len(net.labels))).astype(np.float32)
    found = path.labels(scores[packing.tokens], packing, joined)
    for first, length in zip(packing.firsts.tolist(), packing.lengths.tolist(), strict=True):
        here = slice(first, first + length)
        assert found[here].tolist() == whole_path(net, scores[here], joined[here])


def whole_path(net: Network, scores: Floats, marks: np.ndarray) -> list[int]:  # type: ignore[type-arg]
    """The best labels of one sentence, step by step, with a back pointer for every label."""
    allowed, best = _constrained(net).astype(float), scores.astype(float)
    best[marks] = np.where(np.arange(len(net.labels)) == net.labels.index("w-B"), best[marks], -1e6)
    best[0] += net.first
    back = []
    for step in range(1, len(best)):
        ways = best[step - 1][:, None] + allowed
        back.append(ways.argmax(0))
        best[step] += ways.max(0)
    labels = [int((best[-1] + net.last).argmax())]
    for pointers in reversed(back):
        labels.append(int(pointers[labels[-1]]))
    return labels[::-1]


def test_no_weight_is_subnormal() -> None:
    for layer in weights().layers:
        for values in (layer.project, layer.candidate):
            assert not ((values != 0) & (np.abs(values) < np.finfo(np.float32).tiny)).any()


@cache
def weights() -> Network:
    return load()


@cache
def path_of_weights() -> _Path:
    return _Path(weights())


@cache
def loaded() -> BuiltinTagger:
    return BuiltinTagger(network.load())


def test_without_jieba_there_is_one_warning_and_no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "find_spec", lambda name: None)
    found, warning = builtin_tagger()
    assert found is None
    assert warning is not None
    assert "rules alone" in warning


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lac_small" / "model_baseline").mkdir(parents=True)
    (tmp_path / "lac_small" / "model_baseline" / "crfw").write_bytes(b"other")
    spec = ModuleSpec("jieba", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(network, "find_spec", lambda name: spec)
    found, warning = builtin_tagger()
    assert found is None
    assert warning is not None
    assert "0.42.1" in warning
    assert importlib.util.find_spec("jieba") is not None
