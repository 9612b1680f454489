"""Any split of the input into ingests and updates, in any order, cut off anywhere, with edits, doubles, late and undated
posts, judgements and removals on the way: the export is that of one build of what is left, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import post
from shilu.engine import catching_up, sorting, telling
from shilu.engine.archive import ingest, keep_judgement
from shilu.engine.build import Options, build
from shilu.engine.export import write_records
from shilu.engine.removal import chosen, remove
from shilu.engine.update import update
from shilu.model.article import Article, Raw
from shilu.model.judgements import Judgement
from shilu.sources import read
from shilu.store import Archive

ONE = Options(jobs=1)
NewPlace = Callable[[], str]
TEXTS = (
    ("dam", "白芷水库的闸门昨夜出现裂缝，柳桥镇连夜转移下游村民{}人，水利局抢修人员赶到大坝。"),
    ("dam", "柳桥镇说，白芷水库闸门裂缝长两米，下游三个村的村民已经转移{}人，抢修仍在进行。"),
    ("fair", "云门乡的陶瓷博览会今天开幕，{}家窑厂展出青瓷和釉料，外国客商参观了龙窑。"),
    ("fair", "陶瓷博览会第二天，云门乡{}家窑厂签下青瓷订单，客商对釉料配方最感兴趣。"),
    ("ship", "海燕号科考船昨日从松风港出发，{}名船员将在远海停留四个月。"),
)


def content(text: int, edit: int, day: int | None) -> bytes:
    """One of the posts, in one of its versions; some are undated."""
    _, words = TEXTS[text]
    said = words.format(20 + edit)
    published = f"2024-03-{day:02}T09:00:00+08:00" if day else None
    return post(said, title=said[:14], published=published)


# Two names share a text and a day: the same article under two paths. Names sort in another order than days.
NAMES = {"e": (0, 1), "d": (1, 2), "b": (2, 3), "c": (3, 2), "a": (4, 4), "f": (4, 4), "g": (2, None), "h": (0, 5)}
writes = st.tuples(st.just("write"), st.sampled_from(sorted(NAMES)), st.sampled_from([0, 0, 1, 2]))
acts = st.lists(
    st.one_of(
        writes, writes, writes,
        st.tuples(st.just("broken"), st.sampled_from(sorted(NAMES)), st.just(0)),
        st.tuples(st.just("ingest"), st.just(""), st.just(0)),
        st.tuples(st.just("update"), st.just(""), st.just(0)),
        st.tuples(st.just("cut"), st.just(""), st.integers(1, 9)),
        st.tuples(st.just("split"), st.sampled_from(sorted(NAMES)), st.just(0)),
        st.tuples(st.just("forget"), st.sampled_from(sorted(NAMES)), st.just(0)),
    ),
    max_size=14,
)  # fmt: skip


class PowerCutError(Exception):
    pass


def cut_update(archive: Archive, after: int) -> None:
    """An update that ends within, or right after, its n-th transaction."""
    real, left = archive.base.writing, [after]

    @contextmanager
    def failing() -> Iterator[None]:
        left[0] -= 1
        with real():
            yield
            if left[0] == 0 and after % 2:
                raise PowerCutError
        if left[0] == 0:
            raise PowerCutError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive.base, "writing", failing)
        try:
            update(archive, ONE)
        except PowerCutError:
            return


def forget(archive: Archive, folder: Path, path: str) -> None:
    """What the archive forgets is taken out of the folder too, and so is all that goes with it."""
    if archive.known([path]):
        gone = chosen(archive, [path])
        remove(archive, gone, "law")
        for one in gone:
            (folder / Path(one.path).name).unlink(missing_ok=True)


def split(archive: Archive, file: Path, said: list[Judgement]) -> None:
    """An article is judged to be a story of its own."""
    found = read(Raw(file.name, file.read_bytes())) if file.exists() else None
    if isinstance(found, Article):
        key = f"jud:{len(said)}"
        at = datetime(2024, 3, 9, tzinfo=UTC)
        said.append(Judgement(key, at, "lin", "split", found.id, None, None, "", "another matter"))
        keep_judgement(archive, said[-1])


@settings(max_examples=20, deadline=None)
@given(acts)
def test_any_way_to_an_archive_gives_what_one_build_gives(
    new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory, acts: Sequence[tuple[str, str, int]]
) -> None:
    base = tmp_path_factory.mktemp("any")
    folder = base / "news"
    folder.mkdir()
    said: list[Judgement] = []
    with pytest.MonkeyPatch.context() as patch, Archive(new_place()) as archive:
        patch.setattr(sorting, "READ", 1)
        for module in (catching_up, sorting, telling):
            patch.setattr(module, "BATCH", 2)
        patch.setattr(sorting, "KEPT", 3)  # some go back further
        patch.setattr(sorting, "LINKED", 2)
        for act, name, number in acts:
            _act(archive, folder, said, act, name, number)
        _ingest(archive, folder)
        assert update(archive, ONE).failures == ()
        write_records(archive, base / "out", ONE)
        assert update(archive, ONE).told == 0
        assert list(archive.problems()) == []
    build([folder], base / "built", Options(jobs=1, judgements=tuple(said)))
    assert files(base / "out" / "data") == files(base / "built" / "data")


def _act(archive: Archive, folder: Path, said: list[Judgement], act: str, name: str, number: int) -> None:
    file = folder / f"{name}.md"
    if act == "write":
        text, day = NAMES[name]
        file.write_bytes(content(text, number, day))
    elif act == "broken":
        file.write_bytes(b"no post")
    elif act == "ingest":
        _ingest(archive, folder)
    elif act == "update":
        update(archive, ONE)
    elif act == "cut":
        cut_update(archive, number)
    elif act == "split":
        split(archive, file, said)
    else:
        forget(archive, folder, f"news/{file.name}")


def _ingest(archive: Archive, folder: Path) -> None:
    """What was forgotten is refused for good: it leaves the folder."""
    for skip in ingest([folder], archive, ONE).skipped:
        if skip.reason.startswith("forgotten"):
            (folder / Path(skip.path).name).unlink()


def files(folder: Path) -> dict[str, Any]:
    """The records; a build does not know what was forgotten."""
    found: dict[str, Any] = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    manifest = json.loads(found.pop("manifest.json"))
    skipped = [row for row in manifest.pop("skipped") if not row["reason"].startswith("forgotten")]
    return found | {"manifest": manifest, "skipped": skipped}
