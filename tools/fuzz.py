"""`make fuzz`: inputs found by coverage (atheris) through all pure rooms: no crash, no span that is not a slice.

Half of the inputs are bytes as a file could hold them, half are sentences put together from the words that rules look for:
random bytes alone would hardly ever write 据…报道. A failing input is written to the folder that atheris names.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["shilu"]):
    from shilu import sources
    from shilu.engine.build import Gathered, Options, assemble, bundle
    from shilu.model.article import Article, Raw

RUNS = 100_000
ROUND = 10_000  # inputs of one process: what atheris remembers of coverage grows by some 100 KB an input
WORDS = """
    过去 5000 年 一 两 多 余 人 名 死亡 遇难 受伤 失踪 据 新华社 报道 表示 说 称 援引 ， 。 “ ” ： 、 （ ） 「
    」 《 》 ； ？ ！ 月 日 时 分 点 百分之 分之 至 - . , 万 亿 零 〇 约 超过 近 至少 不到 数十 几 十 百 千
    上周 本月 去年 前天 星期八 13 32 2 29 0 99999999999999 3.1.4 当地时间 凌晨 临江市 青湾 应急管理局
    局长 郑远山 美国 总统 外交部 发言人 不详 仍在调查中 其中 包括 另有 ２０ 過去 兩 萬 罹難 A b % 元 美元 級 到 24时
    级 地震 年前 以来 截至 此前 更正 将 预计 承诺 计划 宣布 实施 解除 延长 紧急状态 宵禁 他 该国 记者 · 伊莲娜·索科娃
    被免职 任命 为 累计 新增 + é ́
"""
PIECES = [*WORDS.split(), *"\n \u3000\x00\ufeff\u200b\u0301\U0001f600\U00020000é"]


def sentences(data: bytes) -> bytes:
    """A post whose words the bytes choose."""
    text = "".join(PIECES[byte % len(PIECES)] for byte in data)
    return f"---\ntitle: 标题\ndate: 2024-03-06T10:30:00+08:00\nauthor: 测试晚报\n---\n<p>{text}</p>\n".encode("utf-8", "replace")


def one(data: bytes) -> None:
    """One input through all rooms; raises what a rule raises, and `AssertionError` for a span that is no slice."""
    body = sentences(data[1:]) if data[:1] < b"\x80" else data[1:]
    read = sources.read(Raw("posts/fuzzed.md", body))
    if not isinstance(read, Article):
        return  # a Failure or a named skip
    records = bundle(assemble(Gathered((read,), (), (), ()), Options()))
    for name, line in itertools.chain.from_iterable(((n, line) for line in lines) for n, lines in records.lines.items()):
        for item in spans(json.loads(line)):
            start, end = item["start"], item["end"]
            assert 0 <= start <= end <= len(read.text), (name, item)
            assert item.get("exact", read.text[start:end]) == read.text[start:end], (name, item)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with offsets inside a record."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def main() -> None:
    """Run atheris, in rounds of fresh processes with a seed each; it leaves with a code other than 0 when an input failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.runs > ROUND:
        for number, first in enumerate(range(0, args.runs, ROUND)):
            runs = min(ROUND, args.runs - first)
            subprocess.run([sys.executable, __file__, "--runs", str(runs), "--seed", str(args.seed + number)], check=True)
        return
    with tempfile.TemporaryDirectory() as corpus:
        for number, post in enumerate(sorted(Path("examples").rglob("*.md"))):
            (Path(corpus) / str(number)).write_bytes(b"\xff" + post.read_bytes())
        atheris.Setup(
            [sys.argv[0], f"-runs={args.runs}", f"-seed={args.seed}", "-max_len=600", "-timeout=20", "-verbosity=0", corpus], one
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
