"""kill -9 at random moments inside an ingest or an update: `python tests/kills.py sqlite|postgresql://... KILLS VERB [SEED]`.

After each: nothing that was acknowledged is lost, nothing is doubled, the archive has no problems. An archive that has been
filled, or brought up to date, all the same must give the bytes of an undisturbed build; then the next one is begun. `postgres`
starts a server of its own.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from archives import POSTS, copied, exported, records
from databases import Server, meddle
from shilu.engine import archive as engine
from shilu.engine import catching_up, sorting, telling
from shilu.engine.archive import ingest
from shilu.engine.build import Options, build
from shilu.engine.export import write_records
from shilu.engine.update import update
from shilu.store import Archive

MANY = 60  # posts
engine.BATCH = 1  # as many transactions as there are posts
catching_up.BATCH = sorting.BATCH = telling.BATCH = 3
Work = Callable[[str, Path, int], None]
MATTERS = (
    "白芷水库闸门裂缝，柳桥镇连夜转移下游村民{}人，水利局抢修人员赶到大坝。",
    "云门乡陶瓷博览会上{}家窑厂展出青瓷和釉料，外国客商参观了龙窑。",
    "海燕号科考船从松风港出发，{}名船员将在远海停留四个月。",
    "枫林市地铁三号线施工塌方，{}人受伤送医，施工单位停工整顿。",
    "石桥县小学食堂食物中毒，{}名学生入院，卫生部门封存食材。",
)


class Acknowledging(Archive):
    """Tells through a pipe what it has kept, once it is kept."""

    pipe: int

    def put(self, run: int, now: str, batch: Sequence[tuple[Any, Any]]) -> list[Any]:
        skipped = super().put(run, now, batch)
        os.write(self.pipe, b"".join(one.path.encode() + b"\n" for one, _ in batch))
        return skipped


def ingesting(place: str, posts: Path, pipe: int) -> None:
    """One ingest, which tells what it has kept."""
    with Acknowledging(place) as archive:
        archive.pipe = pipe
        ingest([posts], archive, Options())


def updating(place: str, _posts: Path, _pipe: int) -> None:
    """One update."""
    with Archive(place) as archive:
        update(archive, Options(jobs=1))


def child(work: Work, place: str, posts: Path, pipe: int) -> None:
    """A run in a process of its own; never returns."""
    code = 1
    try:
        os.write(pipe, b"begun\n")  # making the archive, step by step, is work too
        work(place, posts, pipe)
        os.write(pipe, b"done\n")
        code = 0
    finally:
        os._exit(code)


def attempt(work: Work, place: str, posts: Path, wait: float | None) -> tuple[set[str], bool, float]:
    """Work, and kill it so many seconds after it has begun; what it acknowledged, whether it was cut, and how long it took."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        child(work, place, posts, writing)
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
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the run failed"
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
    took = sorted(attempt(ingesting, next(places), posts, None)[2] for _ in range(3))[1]
    cut, attempts, held = 0, 0, list[int]()
    while cut < wanted:
        place, acknowledged = next(places), set[str]()
        while cut < wanted and len(acknowledged) < MANY * 3 // 4:  # what is nearly full is finished, and the next begun
            more, inside, _ = attempt(ingesting, place, posts, chance.uniform(0, took))
            attempts, cut, acknowledged = attempts + 1, cut + inside, acknowledged | more
            check(place, acknowledged)
            held += [len(acknowledged)] * inside
        attempt(ingesting, place, posts, None)
        assert exported(place, folder / f"out{next(made)}") == expected, "the records are not those of an undisturbed run"
    report = {"attempts": attempts, "archives": next(made), "undisturbed ms": round(took * 1000)}
    shares = [sum(low <= kept < high for kept in held) for low, high in ((0, 1), (1, 20), (20, 40), (40, MANY + 1))]
    return {"kills": cut, **report, f"with 0, 1-19, 20-39, 40-{MANY} posts kept": shares}


def kills_of_updates(places: Iterator[str], wanted: int, folder: Path, seed: int) -> dict[str, Any]:
    """Kill updates of filled archives until so many have fallen inside the work; what was seen."""
    chance, posts, made = random.Random(seed), several(folder), count()
    build([posts], folder / "undisturbed", Options())
    expected = records(folder / "undisturbed")

    def filled() -> str:
        place = next(places)
        attempt(ingesting, place, posts, None)
        return place

    took = attempt(updating, filled(), posts, None)[2]
    cut, attempts, most = 0, 0, 0
    while cut < wanted:
        place, here = filled(), 0
        while cut + here < wanted:
            _, inside, _ = attempt(updating, place, posts, chance.uniform(0, took))
            attempts, here = attempts + 1, here + inside
            with Archive(place) as archive:
                assert list(archive.problems()) == []
            if not inside:
                break
        cut, most = cut + here, max(most, here)
        with Archive(place) as archive:
            write_records(archive, out := folder / f"out{next(made)}", Options())
        assert records(out) == expected, "the records are not those of an undisturbed run"
        with Archive(place) as archive:
            assert update(archive, Options(jobs=1)).told == 0
            assert len(archive.base.run("SELECT id FROM account")) == len(archive.base.run("SELECT id FROM story"))
    return {"kills": cut, "attempts": attempts, "archives": next(made), "most in one": most, "undisturbed ms": round(took * 1000)}


def several(folder: Path) -> Path:
    """News of five invented matters: some stories, and not one."""
    posts = folder / "news"
    posts.mkdir()
    for number in range(MANY):
        day, what = number // len(MATTERS), MATTERS[number % len(MATTERS)]
        text = what.format(number + 3)
        date = f"2024-03-{day + 1:02}T09:00:00+08:00"
        body = f"---\ntitle: '{text[:14]}'\ndate: {date}\nauthor: 测试晚报\n---\n<p>{text}</p>\n<p>第{number}次报道。</p>\n"
        (posts / f"{number:02}.md").write_text(body, encoding="utf-8")
    return posts


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
        seed = int(sys.argv[4]) if len(sys.argv) > 4 else 7
        run = kills_of_updates if sys.argv[3] == "update" else kills
        print(json.dumps({"seed": seed} | run(places, int(sys.argv[2]), Path(name), seed)))
