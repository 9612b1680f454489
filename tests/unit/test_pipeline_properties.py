"""Whatever a post says, the pure rooms read it without a crash, the same way twice, and every span is a slice."""

from __future__ import annotations

import gzip
import itertools
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.engine.build import Build, Gathered, Options, assemble, bundle
from shilu.engine.check import problems
from shilu.engine.load import load_data
from shilu.model.article import Article
from shilu.stories import publication_order

LATER = "2024-03-07T10:30:00+08:00"
WORDS = """
    过去 5000 年 一 两 多 余 人 名 死亡 遇难 受伤 据 新华社 报道 表示 说 称 援引 ， 。 “ ” ： 、 （ ） 月 日 时 分 点 百分之 分之 至
    - . , 万 亿 零 〇 约 超过 近 至少 不到 数十 几 十 百 上周 本月 去年 前天 星期八 13 32 2 29 0 99999999999999 3.1.4 当地时间 凌晨
    临江市 应急管理局 局长 郑远山 美国 总统 外交部 发言人 不详 仍在调查中 其中 包括 另有 ２０ 過去 兩 萬 罹難 A b % 元 美元 級
    到 24时 级 地震 年前 以来 截至 此前 更正
"""
said = st.lists(st.sampled_from([*WORDS.split(), "\n", "\u3000"]), max_size=60).map("".join)


def built(*articles: Article) -> Build:
    """Some articles through all pure rooms, by rules alone."""
    kept = {one.id: one for one in articles}
    return assemble(Gathered(tuple(sorted(kept.values(), key=publication_order)), (), (), ()), Options())


def faults(build: Build) -> list[str]:
    """What `shilu check` says about the records of a build."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in bundle(build).files().items():
            (Path(folder) / name).write_bytes(text)
        return list(problems(load_data(Path(folder))))


@settings(max_examples=40, deadline=None)
@given(said, said)
def test_any_text_is_read_and_its_records_hold(first: str, second: str) -> None:
    articles = (article(f"通报{first}", title="标题一"), article(f"通报{second}", title="标题二", published=LATER))
    records = bundle(built(*articles)).files()
    assert bundle(built(*articles[::-1])).files() == records
    assert faults(built(*articles)) == []


def benchmark(shared: Path) -> Iterator[str]:
    """Every twentieth article of the benchmark stream."""
    with gzip.open(shared / "benchmarks" / "crud-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in itertools.islice(lines, 0, None, 20))


@pytest.mark.shared
@pytest.mark.slow
def test_real_articles_are_read_and_their_records_hold(shared: Path) -> None:
    articles = [article(text, title=f"标题{number}") for number, text in enumerate(benchmark(shared))]
    assert len(articles) > 400
    assert faults(built(*articles)) == []
