"""`make archive`: what an archive costs as it grows: ingest by parts, updates, size, searches and their recall.

Posts come from `corpus.py`, 10,000 at a time, and are ingested in one process, with no tagger, as `shilu ingest` does. Rates
are by processor time; the first and the last part tell whether the cost of an article grows. Searches are for substrings of
1 to 6 Han characters drawn from the texts, ten of each length; what they find is compared with a scan of every text.
Updates are whole processes of `shilu update --tagger none`, from start to end: the first, which reads, sorts and tells all
(for 100,000 articles it takes half an hour and more), one with nothing new, and the median of five with one new article each.
The size is told by what it is for. `--db postgresql://...` measures an empty database of a server.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from corpus import posts
from shilu.engine.archive import ingest
from shilu.engine.build import Options
from shilu.lang.script import simplify
from shilu.model.article import Article, Raw
from shilu.sources import read
from shilu.store import Archive, on_server

PART = 10_000
EACH = 10  # questions of each length
ROUNDS = 5  # updates with one new article
LENGTHS = range(1, 7)
NEWEST, RANKED = "newest 20", "ranked 20"
KINDS = {  # what tables are for; indexes go with their tables
    "bytes": ("raw", "input", "left_out"), "search": ("searched", "words"), "marks": ("marks",), "labels": ("label",),
    "sorting": ("page", "sheet", "placed", "reading"), "journal": ("undone",), "accounts": ("account", "story"),
}  # fmt: skip


def parts(folder: Path, count: int) -> Iterator[list[Path]]:
    """The posts in folders of a part each; a folder is removed when the next is asked for."""
    source = posts(count, perturbed=True)
    for number in range(-(-count // PART)):
        place = folder / f"part-{number:03}"
        place.mkdir()
        files = [place / name for name, content in islice(source, PART) if _put(place / name, content)]
        yield files
        for file in files:
            file.unlink()


def _put(file: Path, content: str) -> bool:
    return file.write_text(content, encoding="utf-8") > 0


def ingested(place: Path | str, folder: Path, count: int, texts: list[str]) -> list[float]:
    """Articles a second of processor time for each part; texts of a few articles are put by for questions."""
    rates = []
    for files in parts(folder, count):
        spent = time.process_time()
        with Archive(place) as archive:
            ingest([files[0].parent], archive, Options())
        spent = time.process_time() - spent
        rates.append(len(files) / spent)
        texts += [
            found.text for file in files[:: PART // 10] if isinstance(found := read(Raw(file.name, file.read_bytes())), Article)
        ]
        print(f"{min(count, len(rates) * PART):>9,} articles  {rates[-1]:6.0f}/s", flush=True)
    return rates


def update(place: Path | str) -> tuple[float, float]:
    """Seconds of one update: of processor time, and on the wall."""
    start = time.perf_counter(), spent_by_children()
    words = [sys.executable, "-m", "shilu", "update", "--db", str(place), "--tagger", "none"]
    subprocess.run(words, check=True, capture_output=True)
    return spent_by_children() - start[1], time.perf_counter() - start[0]


def print_sizes(archive: Archive) -> None:
    """Bytes an article, by what they are for."""
    count, sizes = archive.counts()["input"], dict[str, int]()
    for table, size in _sizes(archive):
        kind = next((kind for kind, tables in KINDS.items() if table.startswith(tables)), "the rest")
        sizes[kind] = sizes.get(kind, 0) + size
    told = ", ".join(f"{kind} {size / count:,.0f}" for kind, size in sorted(sizes.items(), key=lambda item: -item[1]))
    print(f"bytes an article after the update: {sum(sizes.values()) / count:,.0f} ({told})", flush=True)


def _sizes(archive: Archive) -> list[tuple[str, int]]:
    """The bytes of each table, with its indexes."""
    if archive.file:
        tables = "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat AS d JOIN sqlite_schema AS m ON m.name = d.name GROUP BY m.tbl_name"
        return [(table, int(size)) for table, size in archive.base.run(tables)]
    tables = """SELECT relname, pg_total_relation_size(oid)::bigint FROM pg_class
        WHERE relnamespace = 'shilu'::regnamespace AND relkind = 'r'"""
    return [(table, int(size)) for table, size in archive.base.run(tables)]


def spent_by_children() -> float:
    """Seconds of processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def updates(place: Path | str, folder: Path, count: int) -> dict[str, tuple[float, float]]:
    """What updates cost, as `update` gives it; the most memory of the first is told."""
    found = {"first": update(place)}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with Archive(place) as archive:
        ((largest,),) = archive.base.run("SELECT coalesce(max(size), 0) FROM story")
        print_sizes(archive)
    found["nothing new"] = update(place)
    rounds = []
    for name, content in islice(posts(count + ROUNDS, perturbed=True), count, None):
        (folder / name).write_text(content, encoding="utf-8")
        with Archive(place) as archive:
            ingest([folder / name], archive, Options())
        rounds.append(update(place))
    found["one new"] = statistics.median(spent for spent, _ in rounds), statistics.median(wall for _, wall in rounds)
    for name, (spent, wall) in found.items():
        print(f"update, {name}: {spent:.2f} s of processor, {wall:.2f} on the wall", flush=True)
    print(f"the first took {1000 * found['first'][0] / count:.1f} ms an article and held {peak:.0f} MB", flush=True)
    print(f"the largest story has {largest} articles", flush=True)
    return found


def questions(texts: Sequence[str]) -> list[str]:
    """Substrings of Han characters, ten of each length."""
    chance = random.Random(20240301)
    found: dict[int, set[str]] = {length: set() for length in LENGTHS}
    while any(len(asked) < EACH for asked in found.values()):
        run = chance.choice(re.findall(r"[一-鿿]{6,}", chance.choice(texts)) or [""])
        for length, asked in found.items():
            at = chance.randrange(max(1, len(run) - length))
            if len(run) >= length and len(asked) < EACH:
                asked.add(simplify(run[at : at + length]))
    return [question for asked in found.values() for question in sorted(asked)]


def scanned(archive: Archive, asked: Sequence[str]) -> dict[str, set[str]]:
    """Every article that holds a question, by a scan of all texts."""
    found: dict[str, set[str]] = {question: set() for question in asked}
    for one in archive.inputs(""):
        article = read(Raw(one.path, one.body))
        text = simplify(article.text) if isinstance(article, Article) else ""
        for question in asked:
            if question in text:
                found[question].add(one.path)
    return found


def searched(archive: Archive, asked: Sequence[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """Milliseconds of each question, of processor time and on the wall (medians of three), newest first and ranked."""
    times: dict[str, dict[str, tuple[float, float]]] = {NEWEST: {}, RANKED: {}}
    for name, spent in times.items():
        for question in asked:
            rounds = []
            for _ in range(3):
                start = time.process_time(), time.perf_counter()
                archive.search(question, 20, ranked=name == RANKED)
                rounds.append((time.process_time() - start[0], time.perf_counter() - start[1]))
            processor, wall = (statistics.median(times) * 1000 for times in zip(*rounds, strict=True))
            spent[question] = processor, wall
    return times


def recall(archive: Archive, truth: dict[str, set[str]]) -> float:
    """The least share of what holds a question that the search finds; what it finds beyond is an error."""
    shares = []
    for question, wanted in truth.items():
        got = {hit.path for hit in archive.search(question, len(wanted) + 1)}
        assert got <= wanted, question
        shares.append(len(got & wanted) / len(wanted) if wanted else 1.0)
    return min(shares)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--db", help="keep the archive here; one that is there already is searched as it is")
    parser.add_argument("--no-update", action="store_true", help="leave the updates out")
    parser.add_argument("--json", action="store_true", help="print all numbers as JSON, last")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place, texts = given.db or Path(folder) / "archive.db", list[str]()
        rates = [] if _is_there(place) else ingested(place, Path(folder), given.articles, texts)
        with Archive(place) as archive:
            result = measured(archive, texts or [hit.text for hit in archive.search("的", 200)])
        if rates and not given.no_update:
            result["updates"] = updates(place, Path(folder), given.articles)
    result["rates"] = rates
    if rates:
        print(f"ingest {statistics.mean(rates):.0f}/s; the last part costs {rates[0] / rates[-1]:.2f} times the first")
    if given.json:
        print(json.dumps(result, ensure_ascii=False))


def _is_there(place: Path | str) -> bool:
    """Whether there is an archive that has articles."""
    if not on_server(place) and not Path(place).exists():
        return False
    with Archive(place) as archive:
        return archive.counts()["input"] > 0


def measured(archive: Archive, texts: Sequence[str]) -> dict[str, object]:
    """Searches, recall and size of an archive."""
    asked = questions(texts)
    times = searched(archive, asked)
    for name, spent in times.items():
        slowest = max(spent, key=spent.__getitem__)
        processor, wall = (statistics.median(times) for times in zip(*spent.values(), strict=True))
        print(f"{name}: median {processor:.1f} ms ({wall:.1f} on the wall), most {spent[slowest][0]:.1f} ms ({slowest})")
    truth = scanned(archive, asked)
    least, count = recall(archive, truth), archive.counts()["input"]
    size = sum(size for _, size in _sizes(archive)) / count
    print(f"recall {least:.3f} over {len(asked)} questions; {size:,.0f} bytes an article ({count:,} articles)")
    return {"times": times, "hits": {q: len(found) for q, found in truth.items()}, "recall": least, "bytes": size}


if __name__ == "__main__":
    main()
