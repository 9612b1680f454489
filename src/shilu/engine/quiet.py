"""Work without the search for cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: values are frozen and have none, and the search costs a fifth of a large build."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            _age()
            gc.enable()


def _age() -> None:
    """Count what has been made among what is old: else the first search would go through all of it at once, as soon as it may."""
    if not gc.get_freeze_count():  # somebody else's, who wants nothing of it looked at
        gc.freeze()
        gc.unfreeze()


def tidy() -> None:
    """Free the cycles among what was made since the last call, and look at nothing older: pages of many stories make some each."""
    gc.collect(0)
