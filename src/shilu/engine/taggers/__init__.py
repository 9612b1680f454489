"""Which tagger a build uses: `NAME` or `NAME:ARGUMENT`, where NAME is an entry point of the group `shilu.taggers`.

A plug-in is a callable `make(argument: str) -> Tagger`, imported only when it is chosen. docs/add-a-tagger.md shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from shilu.engine.taggers import builtin
from shilu.engine.taggers.cache import Answers, cache_folder
from shilu.engine.taggers.checked import Checked, Warn
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.model.protocols import Tagger

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "shilu.taggers"
BUILTIN = "builtin"
Make = Callable[[str], Tagger]


def tagger(choice: str, warn: Warn = lambda _: None) -> tuple[Tagger | None, str | None]:
    """The tagger of this name (`none`: rules alone) and one line of warning when it cannot be had.

    `warn` is told, once, when a plug-in stops answering during the work and the built-in network takes over.
    Raises `WrongChoiceError` when no installed plug-in has the name, and `ShiluError` with what a plug-in says it lacks.
    """
    name, _, argument = choice.partition(":")
    if name == "none":
        return None, None
    made = _made(name, argument)
    if name == "builtin" or isinstance(made, str):
        return (None, made) if isinstance(made, str) else (made, None)
    spare = _made("builtin", "")
    return Checked(made, None if isinstance(spare, str) else spare, Answers(cache_folder(), made.name), warn), None


def names() -> list[str]:
    """The names that `--tagger` takes, the built-in ones first."""
    installed = sorted({point.name for point in _points()} - {"builtin"})
    return ["builtin", "none", *installed]


def _made(name: str, argument: str) -> Tagger | str:
    """The tagger, or one line that says why the built-in one cannot be had."""
    make: Make = builtin.make if name == BUILTIN else _point(name).load()  # to look through all that is installed takes time
    try:
        return make(argument)
    except ShiluError as error:
        if name != "builtin":
            raise
        return str(error)


def _points() -> Iterable[EntryPoint]:
    """The plug-ins that are installed."""
    from importlib.metadata import entry_points  # a fiftieth of a second, for who asks for one

    return entry_points(group=GROUP)


def _point(name: str) -> EntryPoint:
    found = [point for point in _points() if point.name == name]
    if not found:
        raise WrongChoiceError(f"no tagger is called {name!r}; installed: {', '.join(names())}")
    return found[0]
