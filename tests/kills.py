"""kill -9 at random moments that fall inside the work of an ingest: `python tests/kills.py sqlite|postgresql://... KILLS [SEED]`.

After each: nothing that was acknowledged is lost, nothing is doubled, the archive has no problems. An archive that has been
filled all the same must give the bytes of an undisturbed build; then the next one is begun. `postgres` starts a server of its own.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from archives import POSTS, copied, exported, records
from databases import Server, meddle
from shilu.engine import archive as engine
from shilu.engine.archive import ingest
from shilu.engine.build import Options, build
from shilu.store import Archive

MANY = 60  # posts
engine.BATCH = 1  # as many transactions as there are posts


class Acknowledging(Archive):
    """Tells through a pipe what it has kept, once it is kept."""

    pipe: int

    def put(self, run: int, now: str, batch: Sequence[tuple[Any, Any]]) -> list[Any]:
        skipped = super().put(run, now, batch)
        os.write(self.pipe, b"".join(one.path.encode() + b"\n" for one, _ in batch))
        return skipped


def child(place: str, posts: Path, pipe: int) -> None:
    """One ingest in a process of its own; never returns."""
    code = 1
    try:
        os.write(pipe, b"begun\n")  # making the archive, step by step, is work too
        with Acknowledging(place) as archive:
            archive.pipe = pipe
            ingest([posts], archive, Options())
            os.write(pipe, b"done\n")
        code = 0
    finally:
        os._exit(code)


def attempt(place: str, posts: Path, wait: float | None) -> tuple[set[str], bool, float]:
    """Ingest, and kill it so many seconds after it has begun; what it acknowledged, whether it was cut, and how long it took."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        child(place, posts, writing)
    os.close(writing)
    said = os.read(reading, 6)
    began = time.monotonic()
    if wait is not None:
        time.sleep(wait)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    took = time.monotonic() - began
    with os.fdopen(reading, "rb") as pipe:
        words = (said + pipe.read()).decode().split("\n")
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the ingest failed"
    cut = os.WIFSIGNALED(status) and "done" not in words
    return set(words[:-1]) - {"begun", "done"}, cut, took


def check(place: str, acknowledged: set[str]) -> None:
    """Nothing lost, nothing doubled, no problems."""
    with Archive(place) as archive, archive.reading():
        paths = [one.path for one in archive.versions()]
        assert not acknowledged - set(paths), "an acknowledged post is lost"
        assert len(paths) == len(set(paths)), "a post is doubled"
        counts = archive.counts()
        assert counts["input"] == counts["raw"] == counts["searched"], counts
    with Archive(place) as archive:
        assert list(archive.problems()) == []


def kills(places: Iterator[str], wanted: int, folder: Path, seed: int) -> dict[str, Any]:
    """Kill until so many have fallen inside the work; what was seen."""
    chance, posts, made = random.Random(seed), many(folder), count()
    build([posts], folder / "undisturbed", Options())  # what is loaded on the way is loaded before any child is made
    expected = records(folder / "undisturbed")
    took = sorted(attempt(next(places), posts, None)[2] for _ in range(3))[1]
    cut, attempts, held = 0, 0, list[int]()
    while cut < wanted:
        place, acknowledged = next(places), set[str]()
        while cut < wanted and len(acknowledged) < MANY * 3 // 4:  # what is nearly full is finished, and the next begun
            more, inside, _ = attempt(place, posts, chance.uniform(0, took))
            attempts, cut, acknowledged = attempts + 1, cut + inside, acknowledged | more
            check(place, acknowledged)
            held += [len(acknowledged)] * inside
        attempt(place, posts, None)
        assert exported(place, folder / f"out{next(made)}") == expected, "the records are not those of an undisturbed run"
    report = {"attempts": attempts, "archives": next(made), "undisturbed ms": round(took * 1000)}
    shares = [sum(low <= kept < high for kept in held) for low, high in ((0, 1), (1, 20), (20, 40), (40, MANY + 1))]
    return {"kills": cut, **report, f"with 0, 1-19, 20-39, 40-{MANY} posts kept": shares}


def many(folder: Path) -> Path:
    """The sample, several times over with other dates."""
    posts = copied(folder, POSTS)
    for number in range(len(POSTS), MANY):
        body = POSTS[number % len(POSTS)].read_text(encoding="utf-8")
        (posts / f"x{number}.md").write_text(f"{body}\n<p>第{number}次补记。</p>\n", encoding="utf-8")
    return posts


@contextmanager
def _places(kind: str, folder: Path) -> Iterator[Iterator[str]]:
    if kind == "sqlite":
        yield (str(folder / f"{number}.db") for number in count())
        return
    server = Server.new() if kind == "postgres" else None
    if server:
        server.go_with(os.getpid())
    head = server.place("") if server else kind.rpartition("/")[0] + "/"

    def made() -> Iterator[str]:
        for number in count():
            name = f"kills_{os.getpid()}_{number}"
            meddle(f"{head}postgres", f"CREATE DATABASE {name}")
            yield head + name

    try:
        yield made()
    finally:
        if server:
            server.stop()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, _places(sys.argv[1], Path(name)) as places:
        seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
        print(json.dumps({"seed": seed} | kills(places, int(sys.argv[2]), Path(name), seed)))
