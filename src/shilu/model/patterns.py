"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from functools import cached_property
from operator import attrgetter
from typing import Any, cast


def _asked(name: str) -> cached_property[Any]:
    """What the compiled pattern has under a name, kept beside it from the first time on: as quick as a pattern's own."""
    get = attrgetter(name)
    return cached_property(lambda late: get(late.compiled))


class Late:
    """A pattern that is compiled when it is first used: half of all are not, in an article, and to compile costs a millisecond.

    What stands in every clause is compiled at once, with `re.compile`: a call here costs 20 ns more.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self._flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, self._flags)

    search, match, fullmatch = _asked("search"), _asked("match"), _asked("fullmatch")
    finditer, findall, sub, split = _asked("finditer"), _asked("findall"), _asked("sub"), _asked("split")


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to be compiled when it is first used; see `Late`."""
    return cast("re.Pattern[str]", Late(pattern, flags))
