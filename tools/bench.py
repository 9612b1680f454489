"""`make bench`: articles a second for each stage and end to end, beside yardsticks in the same run, with peak memory.

Absolute rates move with the machine; the ratios are what counts, since all are timed in turn in one process.
The glued pipeline is what one would otherwise put together: yaml.safe_load + trafilatura.extract + JioNLP's times,
which finds no figure, no speaker and keeps no passage.
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

from corpus import ROOT, write_posts
from shilu.annotate import annotate
from shilu.dossier import arrange
from shilu.engine.build import Options, assemble, bundle, gather
from shilu.engine.build import build as build_dossier
from shilu.engine.taggers import tagger
from shilu.entities import resolve
from shilu.ledger import judge
from shilu.publish.html import page_parts
from shilu.statements import state
from shilu.stories import one_story

ROUNDS = 3
TAGGED = 50  # posts for what needs the network: it is slow, and its rate does not depend on the number

Rates = dict[str, float]  # what -> articles a second


def timed(run: Callable[[], object]) -> float:
    """Seconds of processor time that a call takes: other work on the machine does not count."""
    start = time.process_time()
    run()
    return time.process_time() - start


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
        for text in texts:
            jieba.lcut(text)

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
    marks = clock("annotate", lambda: [annotate(article, options.tagger) for article in articles])
    entities = clock("resolve", lambda: resolve(articles, marks))
    stated = clock("state", lambda: [state(a, m, entities) for a, m in zip(articles, marks, strict=True)])
    clock("judge", lambda: judge(one_story(articles), articles, stated, entities, options.policy))
    done = assemble(gathered, options)
    clock("records", lambda: bundle(done).files())
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


def whole_process(folder: Path, out: Path, tagger_name: str) -> dict[str, float]:
    """`shilu build` as a process of its own: seconds and peak memory in MB."""
    command = [sys.executable, "-m", "shilu", "build", str(folder), "-o", str(out), "--tagger", tagger_name]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {child.returncode}")
    return {"seconds": time.perf_counter() - start, "peak_mb": usage.ru_maxrss / 1024}


def measure(count: int, large: int) -> dict[str, Any]:
    """All measurements on `count` posts, and one build of `large`."""
    rules = Options()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        origin = write_posts(work / "posts", count)
        write_posts(work / "few", TAGGED)
        write_posts(work / "large", large)
        processes = {  # first, while this process is small: a child starts with the peak of its parent
            f"{count} posts, rules alone": whole_process(work / "posts", work / "p", "none"),
            f"{TAGGED} posts, with the tagger": whole_process(work / "few", work / "p", "builtin"),
            f"{large} posts, rules alone": whole_process(work / "large", work / "p", "none"),
        }
        files = sorted((work / "posts").iterdir())
        contenders: dict[str, tuple[int, Callable[[], object]]] = {
            "shilu, rules alone, to records": (count, lambda: to_records(work / "posts", rules)),
            "shilu, rules alone, with the page": (count, lambda: build_dossier([work / "posts"], work / "rules", rules)),
            "shilu, with the tagger, to records": (TAGGED, lambda: to_records(work / "few", with_network())),
            "glued: yaml + trafilatura + jionlp times": (count, glued(files)),
            "jieba segmentation": (count, segmented(files)),
        }
        contenders["shilu, with the tagger, to records"][1]()  # loads the network
        rounds: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(ROUNDS):
            for name, (posts, run) in contenders.items():
                rounds[name].append(posts / timed(run))
        return {
            "corpus": {"origin": origin, "posts": count, "characters": 1800},
            "rates": {name: statistics.median(values) for name, values in rounds.items()},
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
    corpus, rates = result["corpus"], result["rates"]
    glue = rates["glued: yaml + trafilatura + jionlp times"]
    size = f"{corpus['posts']} posts of {corpus['characters']} characters from {corpus['origin']}"
    lines = [f"{size}; one process; processor time, median of {ROUNDS}", ""]
    lines += [f"{'end to end':<44}{'articles/s':>12}{'x glued':>10}"]
    lines += [f"{name:<44}{rate:>12.1f}{rate / glue:>10.2f}" for name, rate in rates.items()]
    for name, values in result["stages"].items():
        total = sum(1 / rate for rate in values.values())
        lines += ["", f"{'stages, ' + name:<44}{'articles/s':>12}{'share':>10}"]
        lines += [f"{stage:<44}{rate:>12.1f}{1 / rate / total:>10.1%}" for stage, rate in values.items()]
    lines += ["", f"{'as a process of its own':<44}{'seconds':>12}{'peak MB':>10}"]
    lines += [f"{name:<44}{p['seconds']:>12.1f}{p['peak_mb']:>10.0f}" for name, p in result["processes"].items()]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--posts", type=int, default=500, help="posts for the rates")
    parser.add_argument("--large", type=int, default=1000, help="posts for the large build")
    args = parser.parse_args()
    os.chdir(ROOT)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded: one core is what is measured
    result = measure(args.posts, args.large)
    print(json.dumps(result, ensure_ascii=False, indent=1) if args.json else report(result))


if __name__ == "__main__":
    main()
