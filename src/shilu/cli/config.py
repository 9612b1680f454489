"""Settings: one TOML file that mirrors the command line; the environment goes before the file, the command line before both.

A key is an option without its dashes. At the top it is for every verb that has the option; under `[verb]` for that one
(`[db-backup]` for `shilu db backup`). In the environment it is `SHILU_OPTION`, or `SHILU_VERB_OPTION`, in capitals.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from shilu.model.errors import ShiluError, WrongChoiceError

NAME = "shilu.toml"
_NEVER = frozenset({"help", "version", "config"})  # of one call only
Values = dict[str, Any]


class Configured(Struct, frozen=True):
    """What a file set: where it is (`None`: there is none), and its values by verb and parameter, as click takes them."""

    file: Path | None
    values: Values


def places() -> list[Path]:
    """Where a file is looked for when none is named: here, then among the user's settings (XDG base directories)."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return [Path(NAME), Path(home) / "shilu" / "config.toml"]


def configured(group: click.Group, named: Path | None) -> Configured:
    """The settings of the file that was named, or of the first that is there. Raises `WrongChoiceError` with file and key."""
    file = named or next((place for place in places() if place.is_file()), None)
    return Configured(file, _checked(file, group, _read(file))) if file else Configured(None, {})


def _read(file: Path) -> Values:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ShiluError(f"{file}: the settings cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongChoiceError(f"{file}: is not TOML: {error}") from error


def _checked(file: Path, group: click.Group, given: Mapping[str, Any]) -> Values:
    """Verb -> parameter -> value, as deep as the verbs; what is under a verb goes before what is above."""
    there = {" ".join(words): command for words, command in verbs(group)}
    shared = {key: value for key, value in given.items() if not isinstance(value, dict)}
    for key in shared:
        _known(file, key, {name for command in there.values() for name in options(command)}, "setting")
    own = {key: value for key, value in given.items() if isinstance(value, dict)}
    for key in own:
        _known(file, key, {words.replace(" ", "-") for words in there}, "verb")
    values: Values = {}
    for words, command in there.items():
        name = words.replace(" ", "-")
        found = _of_verb(file, name, command, shared, own.get(name, {}))
        *above, last = words.split()
        reduce(lambda level, word: level.setdefault(word, {}), above, values)[last] = found
    return values


def _of_verb(file: Path, name: str, command: click.Command, shared: Mapping[str, Any], own: Mapping[str, Any]) -> Values:
    """Parameter -> value for one verb."""
    there = options(command)
    for key in own:
        _known(f"{file}: {name}", key, set(there), "setting")
    values = {key: (value, f"{file}: {key}") for key, value in shared.items() if key in there}
    values |= {key: (value, f"{file}: {name}.{key}") for key, value in own.items()}
    return {there[key].name or "": _converted(said, there[key], value) for key, (value, said) in values.items()}


def _converted(where: str, option: click.Option, value: object) -> object:
    """A value that the option takes. Raises `WrongChoiceError` that says where another one stands."""
    if option.is_flag and not isinstance(value, bool):
        raise WrongChoiceError(f"{where}: {value!r} is neither true nor false")
    if not option.is_flag and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise WrongChoiceError(f"{where}: {value!r} is neither text nor a whole number")
    try:
        option.type.convert(value, option, None)
    except click.BadParameter as error:
        raise WrongChoiceError(f"{where}: {error.message.rstrip('.')}") from error
    return value


def _known(where: object, key: str, names: set[str], kind: str) -> None:
    if key not in names:
        near = get_close_matches(key, sorted(names), 1)
        hint = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(sorted(names))}"
        raise WrongChoiceError(f"{where}: no {kind} is called {key}{hint}")


def options(command: click.Command) -> dict[str, click.Option]:
    """The options of a verb by their long names, without those of one call only."""
    found = {}
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            name = max(parameter.opts, key=len).removeprefix("--")
            if name not in _NEVER:
                found[name] = parameter
    return found


def verbs(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All verbs with the words that call them, those of groups in their place."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from verbs(command, (*above, name))
        else:
            yield (*above, name), command


def named_in_environment(group: click.Group) -> None:
    """Let every option be said by the environment: for all verbs, and (which goes before) for one."""
    for words, command in verbs(group):
        for key, option in options(command).items():
            option.envvar = [variable(*words, key), variable(key)]


def variable(*words: str) -> str:
    """The name of a variable: `SHILU_` and the words in capitals."""
    return "_".join(("shilu", *words)).upper().replace("-", "_")
