"""Settings: the command line before the environment, the environment before the file, one clear error for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shilu.cli.config import configured, options, variable, verbs
from shilu.cli.main import shilu
from shilu.model.errors import ShiluError, WrongChoiceError


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings but the test's own."""
    monkeypatch.chdir(tmp_path)
    for home in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "SHILU_CACHE"):
        monkeypatch.setenv(home, str(tmp_path / home))


def run(*words: str) -> Result:
    return CliRunner().invoke(shilu, words, standalone_mode=False)


def write(text: str, file: str = "shilu.toml") -> Path:
    place = Path(file)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def test_what_is_typed_goes_before_the_environment_and_that_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*words: str) -> str:
        return str(run("figures", *words).exception)

    write('db = "file.db"\n')
    assert "file.db" in refused()
    write('db = "file.db"\n[figures]\ndb = "verb.db"\n[build]\ndb = "other.db"\n')
    assert "verb.db" in refused()
    monkeypatch.setenv("SHILU_DB", "all.db")
    assert "all.db" in refused()
    monkeypatch.setenv("SHILU_FIGURES_DB", "own.db")
    assert "own.db" in refused()
    assert "typed.db" in refused("--db", "typed.db")


def test_the_file_that_is_named_goes_before_the_one_that_is_here_and_that_before_the_users(tmp_path: Path) -> None:
    def file(named: Path | None = None) -> Path | None:
        return configured(shilu, named).file

    assert file() is None
    users = write('db = "users.db"', "XDG_CONFIG_HOME/shilu/config.toml")
    assert file() == tmp_path / users
    assert file() != (here := write('db = "here.db"'))
    assert file() == here
    assert file(named := write("", "own.toml")) == named
    assert "own.toml" in json.loads(run("--config", "own.toml", "doctor", "--json").output)["findings"][3]["found"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('tager = "none"', r"^shilu\.toml: no setting is called tager; did you mean tagger\?$"),
        ('[build]\npolicy = "true"', r"^shilu\.toml: build\.policy: 'true' is not one of"),
        ('[buidl]\nout = "x"', r"^shilu\.toml: no verb is called buidl; did you mean build\?$"),
        ('[search]\npolicy = "acled"', r"^shilu\.toml: search: no setting is called policy"),
        ("[db]\nmost = 1", r"^shilu\.toml: no verb is called db; there are: "),
        ("[build]\nstrict = 1", r"^shilu\.toml: build\.strict: 1 is neither true nor false$"),
        ('[build]\njobs = "two"', r"^shilu\.toml: build\.jobs: 'two' is not a valid integer"),
        ("jobs = true", r"^shilu\.toml: jobs: True is neither text nor a whole number$"),
        ("[build.out]\nx = 1", r"^shilu\.toml: build\.out: .* is neither text nor a whole number$"),
        ('build = "x"', r"^shilu\.toml: no setting is called build"),
        ("db = ", r"^shilu\.toml: is not TOML: .*"),
        ('help = "x"', r"^shilu\.toml: no setting is called help"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(text: str, error: str) -> None:
    write(text)
    with pytest.raises(WrongChoiceError, match=error):
        configured(shilu, None)


def test_a_file_that_is_named_must_be_there_and_be_text() -> None:
    with pytest.raises(ShiluError, match=r"none\.toml: the settings cannot be read: No such file"):
        configured(shilu, Path("none.toml"))
    Path("bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongChoiceError, match=r"bytes\.toml: is not TOML"):
        configured(shilu, Path("bytes.toml"))


def test_every_option_of_every_verb_has_its_variables_and_no_two_share_one() -> None:
    own = [variable(*words, key) for words, command in verbs(shilu) for key in options(command)]
    assert len(own) == len(set(own)) > 50
    assert {"SHILU_BUILD_TAGGER", "SHILU_DB_BACKUP_DB", "SHILU_FIGURES_AS_OF"} <= set(own)


def test_every_setting_of_a_file_reaches_its_verb() -> None:
    write('tagger = "none"\n[search]\nmost = 3\nranked = true\n[db-check]\ndb = "x.db"')
    values = configured(shilu, None).values
    assert values["search"] == {"most": 3, "ranked": True}
    assert values["build"] == {"tagger_name": "none"}
    assert values["db"]["check"] == {"place": "x.db"}
    assert values["db"]["backup"] == {}
