"""`make bench`: articles a second for each stage and end to end, beside yardsticks in the same run, with peak memory.

Absolute rates move with the machine; the ratios are what counts, since all are timed in turn. Two of them: one process
against one process by processor time, and `shilu build` as a user runs it, in all its processes, against the glued
pipeline in its one by the clock on the wall, which means something only on a machine with nothing else to do. The command
is timed from its start, too; the yardsticks never are.
The glued pipeline is what one would otherwise put together: yaml.safe_load + trafilatura.extract + JioNLP's times,
which finds no figure, no speaker and keeps no passage. It sorts nothing, so that all posts are built as one story.
What one article more costs the ledger of a long story is measured by `tools/ledger.py`.
What sorting costs as an archive grows is measured by `tools/stories.py` beside jieba, which takes some minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import logging
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

import ledger
import stories
from corpus import ROOT, write_posts
from shilu.annotate import annotate_all
from shilu.dossier import arrange
from shilu.engine.build import Options, assemble, bundle, gather
from shilu.engine.build import build as build_dossier
from shilu.engine.crew import fitting, usable_cores
from shilu.engine.taggers import tagger
from shilu.entities import resolve
from shilu.ledger import judge
from shilu.publish.html import page_parts
from shilu.publish.records import judged_records, stated_records, text
from shilu.statements import state_all
from shilu.stories import one_story
from shilu.stories.reuse import reused

ROUNDS = 3
RECORDS, PAGE, CORES = "shilu to records", "shilu with the page", "shilu with the page, all cores"
COMMAND = "shilu build, from its start to its end"
TAGGER, GLUED, JIEBA = "shilu to records, with the tagger", "glued: yaml + trafilatura + jionlp times", "jieba segmentation"
ANEW = "SHILU_BENCH_ANEW"  # set where this file runs for the second time
TAGGED = 50  # posts for what needs the network: it is slow, and its rate does not depend on the number

Rates = dict[str, float]  # what -> articles a second
Spent = tuple[float, float]  # seconds of processor time, helpers included, and seconds on the wall


def timed(run: Callable[[], object]) -> Spent:
    """What a call takes."""
    wall, before = time.perf_counter(), os.times()
    run()
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), time.perf_counter() - wall


def glued(files: Sequence[Path]) -> Callable[[], None]:
    """The glued yardstick over some posts, libraries loaded and warm."""
    import trafilatura

    with contextlib.redirect_stdout(sys.stderr):  # it greets
        import jionlp
    logging.disable()  # it logs each hard sentence with a traceback
    base = time.mktime((2024, 3, 6, 10, 30, 0, 0, 0, -1))

    def run() -> None:
        for file in files:
            _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
            yaml.safe_load(head)
            text = trafilatura.extract(f"<html><body><article>{body}</article></body></html>") or ""
            with contextlib.suppress(ValueError, TypeError, IndexError, KeyError):  # its own faults on hard sentences
                jionlp.ner.extract_time(text, time_base=base)

    return run


def segmented(files: Sequence[Path]) -> Callable[[], None]:
    """Segmentation by jieba, the habit of most Chinese pipelines, over the posts' plain text."""
    import jieba

    jieba.setLogLevel(60)
    texts = [re.sub(r"<[^>]*>", "", file.read_text(encoding="utf-8")) for file in files]
    jieba.lcut(texts[0])

    def run() -> None:
        for words in texts:
            jieba.lcut(words)

    return run


def stages(folder: Path, out: Path, options: Options) -> dict[str, float]:
    """Seconds for each stage of one build, in its order, the cycle collector at rest as in a build."""
    gc.collect()
    gc.disable()
    seconds: dict[str, float] = {}

    def clock(name: str, run: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = run()
        seconds[name] = time.process_time() - start
        return result

    gathered = clock("read", lambda: gather([folder], out, options))
    articles = gathered.articles
    marks = clock("annotate", lambda: annotate_all(articles, options.tagger))
    entities = clock("resolve", lambda: resolve(articles, marks))
    stated = clock("state", lambda: state_all(list(zip(articles, marks, strict=True)), entities))
    reuses = clock("reuse", lambda: reused(articles))
    clock("judge", lambda: judge(one_story(articles), articles, stated, entities, options.policy))
    done = assemble(gathered, options)
    own = stated_records(articles, done.annotations, done.entities, done.stated, reuses)
    clock("records", lambda: [text(lines) for _, lines in (*own, *judged_records(articles, done.entities, done.ledger))])
    view = clock("arrange", lambda: arrange(done.ledger, articles, done.stated, done.entities, ()))
    clock("page", lambda: sum(map(len, page_parts(view))))
    gc.enable()
    return seconds


def with_network() -> Options:
    """Options with a new tagger: one that has met these posts already answers from its cache."""
    network, warning = tagger("builtin")
    if network is None:
        raise SystemExit(warning)
    return Options(network)


def to_records(folder: Path, options: Options) -> int:
    """Posts to the text of all records, without the page; returns its length."""
    gc.disable()  # as a build does
    done = assemble(gather([folder], folder / "out", options), options)
    length = sum(map(len, bundle(done).files().values()))
    gc.enable()
    return length


def command(folder: Path, out: Path, tagger_name: str) -> list[str]:
    """`shilu build` as a user types it."""
    return [sys.executable, "-m", "shilu", "build", str(folder), "-o", str(out), "--tagger", tagger_name, "--stories", "one"]


def environment(work: Path) -> dict[str, str]:
    """With compiled modules, as an installed package has them."""
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return mine | {"PYTHONPYCACHEPREFIX": str(work / "compiled")}


def whole_process(line: list[str], env: dict[str, str]) -> dict[str, float]:
    """A command as a process of its own: seconds, and the peak in MB of all its processes together, shared pages once."""
    start = time.perf_counter()
    child = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    peak = 0
    while child.poll() is None:
        peak = max(peak, proportional(child.pid))
        time.sleep(0.05)
    if child.returncode:
        raise SystemExit(f"{' '.join(line)} failed with {child.returncode}")
    return {"seconds": time.perf_counter() - start, "peak_mb": peak / 1024}


def proportional(pid: int) -> int:
    """kB that a process and its children hold, a page that several share counted in parts (Linux)."""
    held = 0
    with contextlib.suppress(OSError):  # gone meanwhile
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        held = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]  # every rollup has this line
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        held += sum(proportional(int(one)) for one in children)
    return held


def measure(count: int, large: int) -> dict[str, Any]:
    """All measurements on `count` posts, and one build of `large`."""
    rules = Options(jobs=1, stories="one")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        origin = write_posts(work / "posts", count)
        write_posts(work / "few", TAGGED)
        write_posts(work / "large", large)
        env = environment(work)
        mine = command(work / "posts", work / "p", "none")
        tagged = command(work / "few", work / "p", "builtin")
        subprocess.run(mine, env=env, check=True, capture_output=True)  # compiles the modules
        processes = {
            f"{count} posts, rules alone": whole_process(mine, env),
            f"{count} posts, rules alone, --jobs 1": whole_process([*mine, "--jobs", "1"], env),
            f"{TAGGED} posts, with the tagger": whole_process(tagged, env),
            f"{large} posts, rules alone": whole_process(command(work / "large", work / "p", "none"), env),
        }
        files = sorted((work / "posts").iterdir())
        contenders: dict[str, tuple[int, Callable[[], object]]] = {
            RECORDS: (count, lambda: to_records(work / "posts", rules)),
            PAGE: (count, lambda: build_dossier([work / "posts"], work / "rules", rules)),
            CORES: (count, lambda: build_dossier([work / "posts"], work / "rules", Options(stories="one"))),
            COMMAND: (count, lambda: subprocess.run(mine, env=env, check=True, capture_output=True)),
            TAGGER: (TAGGED, lambda: to_records(work / "few", with_network())),
            GLUED: (count, glued(files)),
            JIEBA: (count, segmented(files)),
        }
        contenders[TAGGER][1]()  # loads the network
        rounds: dict[str, list[Spent]] = {name: [] for name in contenders}
        for _ in range(ROUNDS):
            for name, (_, run) in contenders.items():
                rounds[name].append(timed(run))
        size = {name: posts for name, (posts, _) in contenders.items()}
        return {
            "corpus": {"origin": origin, "posts": count, "characters": 1800},
            "cores": usable_cores(),
            "jobs": fitting(None, count),
            "rates": {name: size[name] / statistics.median(cpu for cpu, _ in spent) for name, spent in rounds.items()},
            "wall": {name: size[name] / statistics.median(wall for _, wall in spent) for name, spent in rounds.items()},
            "stages": {
                "rules alone": _per_second(stages(work / "posts", work / "s", rules), count),
                "with the tagger": _per_second(stages(work / "few", work / "s", with_network()), TAGGED),
            },
            "processes": processes,
        }


def _per_second(seconds: dict[str, float], posts: int) -> Rates:
    return {name: posts / spent for name, spent in seconds.items()}


def report(result: dict[str, Any]) -> str:
    """The measurements as text."""
    corpus, rates, wall = result["corpus"], result["rates"], result["wall"]
    size = f"{corpus['posts']} posts of {corpus['characters']} characters from {corpus['origin']}"
    used = f"a build in all its processes takes {result['jobs']} of {result['cores']} cores, all else is one process"
    lines = [f"{size}; {used}; median of {ROUNDS}", ""]
    lines += [f"{'end to end, articles a second':<44}{'processor':>12}{'x glued':>10}{'wall':>10}{'x glued':>10}"]
    lines += [
        f"{name:<44}{rate:>12.1f}{rate / rates[GLUED]:>10.2f}{wall[name]:>10.1f}{wall[name] / wall[GLUED]:>10.2f}"
        for name, rate in rates.items()
    ]
    lines += ["", f"one process against one, by processor time: {rates[PAGE] / rates[GLUED]:.2f} x glued"]
    lines += [f"a build in all its processes, by the clock on the wall: {wall[CORES] / wall[GLUED]:.2f} x glued"]
    lines += [f"the same with the program's start, which glued is spared: {wall[COMMAND] / wall[GLUED]:.2f} x glued"]
    for name, values in result["stages"].items():
        total = sum(1 / rate for rate in values.values())
        lines += ["", f"{'stages, ' + name:<44}{'articles/s':>12}{'share':>10}"]
        lines += [f"{stage:<44}{rate:>12.1f}{1 / rate / total:>10.1%}" for stage, rate in values.items()]
    lines += ["", f"{'as a process of its own, helpers included':<44}{'seconds':>12}{'peak MB':>10}"]
    lines += [f"{name:<44}{p['seconds']:>12.1f}{p['peak_mb']:>10.0f}" for name, p in result["processes"].items()]
    if result["ledger"]:
        lines += ["", ledger.report(ledger.Cost(**result["ledger"]))]
    if result["stories"]:
        lines += ["", stories.report([stories.Cost(**cost) for cost in result["stories"]])]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--posts", type=int, default=500, help="posts for the rates")
    parser.add_argument("--large", type=int, default=1000, help="posts for the large build")
    parser.add_argument("--stream", type=int, default=100_000, help="articles in a stream for stories and reuse; 0 for none")
    parser.add_argument("--story", type=int, default=2000, help="articles of one story for the ledger and its updates; 0 for none")
    args = parser.parse_args()
    if ANEW not in os.environ:  # numpy is loaded already, with a thread for each core: one core is what is measured
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "OPENBLAS_NUM_THREADS": "1", ANEW: "1"})
    os.chdir(ROOT)
    result = measure(args.posts, args.large)
    result["ledger"] = ledger.measure(args.story)._asdict() if args.story else None
    result["stories"] = [cost._asdict() for cost in stories.measure(args.stream)] if args.stream else []
    print(json.dumps(result, ensure_ascii=False, indent=1) if args.json else report(result))


if __name__ == "__main__":
    main()
