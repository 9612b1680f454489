"""Templates are compiled once for an installation; what was kept is used only while nothing that it rests on has changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from shilu.publish import compiled
from shilu.publish.compiled import Compiled


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


def shown(source: str, cache: Compiled) -> str:
    return (
        Environment(loader=DictLoader({"a.html": source}), bytecode_cache=cache, autoescape=True).get_template("a.html").render(x=1)
    )


def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    generate = Environment._generate

    def noted(self: Environment, source: object, *rest: object, **more: object) -> str:
        made.append("compiled")
        return str(generate(self, source, *rest, **more))  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(Environment, "_generate", noted)
    return made


def test_a_template_is_compiled_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = compilations(monkeypatch)
    assert [shown("<b>{{ x }}</b>", Compiled()) for _ in range(3)] == ["<b>1</b>"] * 3
    assert len(made) == 1
    assert len([file for file in kept.rglob("*") if file.is_file()]) == 1


def test_another_source_is_compiled_anew(kept: Path) -> None:
    assert shown("<b>{{ x }}</b>", Compiled()) == "<b>1</b>"
    assert shown("<i>{{ x }}</i>", Compiled()) == "<i>1</i>"
    assert shown("<i>{{ x }}</i>", Compiled()) == "<i>1</i>"


def test_what_was_compiled_under_another_jinja_or_by_other_code_of_ours_is_left_alone(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = compilations(monkeypatch)
    shown("<b>{{ x }}</b>", Compiled())
    monkeypatch.setattr(compiled, "_stamp", lambda: b"*" * 32)
    assert shown("<b>{{ x }}</b>", Compiled()) == "<b>1</b>"
    assert len(made) == 2


@pytest.mark.parametrize("why", ["a file in the way", "not to be written"])
def test_where_nothing_can_be_kept_it_is_compiled_each_time(kept: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "a file in the way":
        kept.write_bytes(b"")
    else:
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made = compilations(monkeypatch)
    assert [shown("<b>{{ x }}</b>", Compiled()) for _ in range(2)] == ["<b>1</b>"] * 2
    assert len(made) == 2
    assert not kept.is_dir()


def test_what_another_process_compiled_is_taken(monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    one, other = Compiled(), Compiled()
    shown("<b>{{ x }}</b>", one)
    made = compilations(monkeypatch)
    other.take(one.codes)
    assert shown("<b>{{ x }}</b>", other) == "<b>1</b>"
    assert made == []
