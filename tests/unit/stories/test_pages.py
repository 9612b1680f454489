"""Pages in memory do what a plain dictionary with a filter does, whatever is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shilu.stories.pages import Held

KEYS = st.binary(max_size=3)
WRITES = st.lists(
    st.tuples(st.sampled_from("ab"), st.dictionaries(KEYS, st.none() | st.binary(max_size=2), max_size=4)), max_size=8
)


@given(WRITES, st.lists(KEYS, max_size=4))
def test_reads_are_those_of_a_dictionary(writes: list[tuple[str, dict[bytes, bytes | None]]], asked: list[bytes]) -> None:
    held = Held()
    plain: dict[str, dict[bytes, bytes]] = {"a": {}, "b": {}}
    for table, rows in writes:
        held.put(table, rows)
        for key, value in rows.items():
            plain[table].pop(key, None)
            if value is not None:
                plain[table][key] = value
    for table, rows in plain.items():
        assert held.get(table, asked) == {key: rows[key] for key in asked if key in rows}
        assert held.scan(table, asked) == sorted((k, v) for k, v in rows.items() if k.startswith(tuple(asked)))


def test_an_empty_prefix_is_all_and_a_key_is_its_own_prefix() -> None:
    held = Held()
    held.put("a", {b"\xff": b"3", b"": b"1", b"\x00": b"2"})
    assert held.scan("a", [b""]) == [(b"", b"1"), (b"\x00", b"2"), (b"\xff", b"3")]
    assert held.scan("a", [b"\xff", b"\xff"]) == [(b"\xff", b"3")]
    assert held.scan("a", []) == []
