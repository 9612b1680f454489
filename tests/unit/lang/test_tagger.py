from __future__ import annotations

import importlib.util
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.lang import network
from shilu.lang.tagger import BuiltinTagger, builtin_tagger


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


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="王建国在莫斯科说，。“”a1·😀 \u3000", max_size=40), max_size=5))
def test_every_tag_is_a_slice_of_its_sentence(texts: list[str]) -> None:
    for text, tags in zip(texts, loaded().tag(texts), strict=True):
        assert all(text[tag.start : tag.end] == tag.text and tag.text for tag in tags)


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
