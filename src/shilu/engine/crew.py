"""Work dealt to forked processes, each of which has all that this one had when it was forked (docs/decisions/0009).

What a process makes is the same wherever it is made; when one dies, this process does its work again.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Generic, TypeVar

from shilu.engine.helper import Helper, Send

T = TypeVar("T")
V = TypeVar("V")
Tell = Callable[[int, int], None]
Body = Callable[[Send], None]

FEW = 32  # articles below which forking costs more than it saves
MOST = 4  # processes; judging and writing are done by two at most, so that more gain little
DEAL = 4  # articles a ticket: small enough that all processes end together
WIDE, PARTS = 16, 32  # articles that are read side by side a ticket, of whatever comes in so many parts (decision 0022)
TICKETS = 255  # a ticket is one byte in a pipe: whoever reads it has it
MADE = -3  # in place of a share's number: what was made beside


def usable_cores() -> int:
    """Cores that this process may use: its affinity, and the quota of its control group (Linux)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        cores = min(cores, -(-int(quota) // int(period)))
    return max(1, cores)


def fitting(jobs: int | None, articles: int) -> int:
    """How many processes to use: as asked, or (`None`) by what there is to do and to do it with.

    One where there is no safe fork: Windows, macOS (its frameworks do not survive it), and a program with threads.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    if jobs is not None:
        return max(1, min(jobs, articles))
    return min(usable_cores(), MOST) if articles > FEW else 1


class Crew:
    """This process and `jobs - 1` helpers for one stage after another; `folder` takes their unnamed files."""

    def __init__(self, jobs: int, folder: Path) -> None:
        self.jobs, self._folder = jobs, folder

    def deal(self, total: int, do: Callable[[range], list[T]], tell: Tell, *, even: bool = False) -> list[T]:
        """`do` over the numbers 0 ... total - 1 by all processes, a few at a time; the results in order.

        The first is done before the fork: what it loads is then shared. `even`: each takes about as long, so that many can
        be done together.
        """
        return self._deal(_shares(total, even=even), do, tell, None)[0]

    def deal_beside(self, total: int, do: Callable[[range], list[T]], tell: Tell, make: Callable[[], V]) -> tuple[list[T], V]:
        """The same of even work, and a value that needs none of the results: one helper makes it, and takes its part then."""
        results, made = self._deal(_shares(total, even=True), do, tell, make)
        return results, made[0] if made else make()

    def _deal(
        self, shares: Sequence[range], do: Callable[[range], list[T]], tell: Tell, make: Callable[[], V] | None
    ) -> tuple[list[T], list[V]]:
        total = sum(map(len, shares))
        done = {number: do(share) for number, share in enumerate(shares[:1])}
        made: list[V] = []

        def here(number: int) -> None:
            done[number] = do(shares[number])
            tell(sum(map(len, done.values())), total)

        def there(send: Send) -> None:
            for number in _drawn(draw):
                send(number, do(shares[number]))

        def first(send: Send) -> None:
            if make:
                send(MADE, make())
            there(send)

        def take(wait: float | None) -> bool:
            busy, came = _received(helpers, wait)
            made.extend(value for number, value in came if number == MADE)
            done.update((number, value) for number, value in came if number != MADE)
            return busy

        with _tickets(len(shares)) as draw, self._helpers(first, len(shares) - 1, there) as helpers:
            for number in _drawn(draw):
                here(number)
                take(wait=0)
            while take(wait=None):
                tell(sum(map(len, done.values())), total)
        for number in sorted(range(len(shares)) - done.keys()):  # those that a helper drew before it died
            here(number)
        return [one for number in range(len(shares)) for one in done[number]], made

    @contextmanager
    def aside(self, make: Callable[[], Iterator[T]]) -> Iterator[Aside[T]]:
        """What a generator gives, made by a helper meanwhile; with one process, when it is asked for."""
        with self._helpers(lambda send: _send_all(send, make()), 1) as helpers:
            yield Aside(make, helpers)

    @contextmanager
    def _helpers(self, first: Body, most: int, other: Body | None = None) -> Iterator[list[Helper]]:
        """Helpers for a while, the first of which may do something else; fewer, or none, where there are no more processes."""
        helpers: list[Helper] = []
        try:
            with suppress(OSError):
                while len(helpers) < min(self.jobs - 1, most):
                    helpers.append(Helper(other if helpers and other else first, self._folder))
            yield helpers
        finally:
            for helper in helpers:
                helper.end()


class Aside(Generic[T]):
    """Values that are being made elsewhere, in order."""

    def __init__(self, make: Callable[[], Iterator[T]], helpers: list[Helper]) -> None:
        self._make, self._helpers = make, helpers
        self._came: list[T] = []
        self._taken = 0
        self._own: Iterator[T] | None = None

    def take(self) -> T:
        """The next value; waits for it, or makes it here when nobody does. Raises StopIteration behind the last."""
        while self._helpers and len(self._came) <= self._taken and not self._helpers[0].ended:
            self._came += [value for _, value in self._helpers[0].receive()]
        self._taken += 1
        if len(self._came) >= self._taken:
            return self._came[self._taken - 1]
        if self._helpers and self._helpers[0].done:
            raise StopIteration
        if self._own is None:
            self._own = islice(self._make(), self._taken - 1, None)
        return next(self._own)

    def rest(self) -> Iterator[T]:
        """All values that were not taken yet."""
        with suppress(StopIteration):
            while True:
                yield self.take()


def _shares(total: int, *, even: bool) -> list[range]:
    """The numbers below a total in shares: a first one alone, the others equal, no more than there are tickets."""
    size = max(DEAL, min(WIDE, total // PARTS) if even else DEAL, -(-total // TICKETS))
    return [range(1), *(range(at, min(at + size, total)) for at in range(1, total, size))] if total else []


@contextmanager
def _tickets(count: int) -> Iterator[int]:
    """A pipe with a ticket for each number from 1 on."""
    draw, fill = os.pipe()
    os.write(fill, bytes(range(1, count)))
    os.close(fill)
    try:
        yield draw
    finally:
        os.close(draw)


def _drawn(draw: int) -> Iterator[int]:
    """The tickets that this process draws, until there are none."""
    while ticket := os.read(draw, 1):
        yield ticket[0]


def _send_all(send: Send, values: Iterator[object]) -> None:
    for number, value in enumerate(values):
        send(number, value)


def _received(helpers: list[Helper], wait: float | None) -> tuple[bool, list[tuple[int, Any]]]:
    """Whether any helper is still at work, and what they have sent since."""
    busy = {helper.told: helper for helper in helpers if not helper.ended}
    came: list[tuple[int, Any]] = []
    with DefaultSelector() as selector:
        for told in busy:
            selector.register(told, EVENT_READ)
        for key, _ in selector.select(wait) if busy else ():
            came += busy[key.fd].receive()
    return bool(busy), came
