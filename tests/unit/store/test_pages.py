"""Pages of an archive are as pages in memory, on both databases; their newest steps can be undone, cut off or not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import NewPlace
from shilu.store import Archive
from shilu.store.pages import ArchivePages
from shilu.stories.pages import Held, Pages

TABLES = ("a", "B")  # the second of long rows
keys = st.binary(max_size=3).map(lambda key: bytes(c % 3 or 255 for c in key))  # few bytes, 255 and empty keys among them
GROWING = [b"0123456789abcdefghijklmno"[:size] for size in (17, 18, 20, 25)]  # each begins with the one before
rows = st.dictionaries(keys, st.one_of(st.none(), st.binary(max_size=4), st.sampled_from(GROWING)), max_size=6)
acts = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(TABLES), rows),
    st.tuples(st.just("get"), st.sampled_from(TABLES), st.lists(keys, max_size=12)),
    st.tuples(st.just("scan"), st.sampled_from(TABLES), st.lists(keys, max_size=6)),
    st.tuples(st.just("flush"), st.none(), st.none()),
    st.tuples(st.just("cut"), st.none(), st.none()),
)


@pytest.fixture(scope="module")
def archive(new_place: NewPlace) -> Any:
    with Archive(new_place()) as made:
        yield made


def emptied(archive: Archive, kept: int = 2000) -> ArchivePages:
    pages = ArchivePages(archive.base, kept)
    with archive.base.writing():
        pages.clear()
    return pages


def flushed(archive: Archive, pages: ArchivePages) -> None:
    with archive.base.writing():
        pages.flush()


def everything(pages: Pages) -> list[list[tuple[bytes, bytes]]]:
    return [pages.scan(table, [b""]) for table in TABLES]


def held(rows: list[list[tuple[bytes, bytes]]]) -> Held:
    made = Held()
    for table, pairs in zip(TABLES, rows, strict=True):
        made.put(table, dict(pairs))
    return made


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, max_size=20))
def test_pages_of_an_archive_are_as_pages_in_memory(archive: Archive, acts: list[tuple[str, str, Any]]) -> None:
    pages, memory = emptied(archive), Held()
    written = everything(memory)
    for act, table, asked in acts:
        if act == "put":
            pages.put(table, asked)
            memory.put(table, asked)
        elif act == "get":
            assert pages.get(table, asked) == memory.get(table, asked)
        elif act == "scan":
            assert pages.scan(table, asked) == memory.scan(table, asked)
        elif act == "flush":
            flushed(archive, pages)
            written = everything(memory)
        else:  # the process ends: what was not flushed is gone
            pages, memory = ArchivePages(archive.base), held(written)
    assert everything(pages) == everything(memory)
    flushed(archive, pages)
    assert everything(ArchivePages(archive.base)) == everything(memory)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(TABLES), rows), max_size=3), min_size=1, max_size=8), st.data())
def test_steps_are_undone_to_what_was_before_them(
    archive: Archive, steps: list[list[tuple[str, dict[bytes, bytes | None]]]], data: st.DataObject
) -> None:
    pages, states = emptied(archive), []
    for number, puts in enumerate(steps):
        states.append(everything(pages))
        pages.begin(number)
        for table, changes in puts:
            pages.put(table, changes)
        if data.draw(st.booleans()):
            flushed(archive, pages)
    flushed(archive, pages)
    last = everything(pages)
    assert pages.oldest() == 0
    step = data.draw(st.integers(0, len(steps) - 1))
    changed = pages.back_to(step)
    assert everything(pages) == states[step]
    assert everything(ArchivePages(archive.base)) == last  # to others nothing has happened yet
    assert {table for table, a, b in zip(TABLES, last, states[step], strict=True) if a != b} <= changed.keys()
    for number, puts in enumerate(steps[step:], step):  # and forward again
        pages.begin(number)
        for table, changes in puts:
            pages.put(table, changes)
    flushed(archive, pages)
    assert everything(ArchivePages(archive.base)) == last
    pages.back_to(0)
    assert everything(pages) == states[0]


def test_only_the_newest_steps_can_be_undone(archive: Archive) -> None:
    pages = emptied(archive, kept=3)
    pages.begin(None)
    pages.put("a", {b"0": b"loaded"})
    for step in range(1, 8):
        pages.begin(step)
        pages.put("a", {b"0": b"%d" % step})
    flushed(archive, pages)
    assert pages.oldest() == 5
    assert pages.back_to(6) == {"a": [b"0"]}
    assert pages.get("a", [b"0"]) == {b"0": b"5"}
    flushed(archive, pages)
    assert archive.base.run("SELECT count(*) FROM undone WHERE step > 5") == [(0,)]


def test_many_keys_and_ranges_are_asked_for_at_once(archive: Archive) -> None:
    pages = emptied(archive)
    all_rows = {number.to_bytes(2, "big"): b"%d" % number for number in range(700)}
    pages.put("a", all_rows)
    flushed(archive, pages)
    assert pages.get("a", [*all_rows, b"none"]) == all_rows
    pages = ArchivePages(archive.base)
    assert dict(pages.scan("a", all_rows)) == all_rows
    assert pages.scan("a", [b"\x02\xbb", b"\x02"]) == sorted((k, v) for k, v in all_rows.items() if k[0] == 2)
    pages.put("a", dict.fromkeys(all_rows))
    flushed(archive, pages)
    assert pages.scan("a", [b""]) == []
    assert pages.oldest() is None
