"""An archive brought up to date: what comes of many runs, cut off or not, is what comes of one build, to the byte."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import post
from news_builders import DAM, FAIR
from shilu.annotate import annotate_all
from shilu.cli.main import shilu
from shilu.engine import catching_up, marking, sorting, telling
from shilu.engine.archive import ingest, keep_judgement
from shilu.engine.build import Options, build
from shilu.engine.crew import Crew
from shilu.engine.export import write_records
from shilu.engine.load import load_data
from shilu.engine.removal import chosen, remove
from shilu.engine.told import key_of, packed_one, packed_rest, packed_story, unpacked_one, unpacked_rest, unpacked_story
from shilu.engine.update import update
from shilu.model.article import Article
from shilu.model.judgements import Judgement
from shilu.store import Archive, backup, restore
from shilu.store.accounts import Accounts
from shilu.store.pages import ArchivePages
from shilu.store.upkeep import MeanwhileError, Placed, Upkeep
from shilu.stories import links
from shilu.stories.grouping import Grouped

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wangxi-dam"
ONE = Options(jobs=1)
NewPlace = Callable[[], str]
SHIP = ("海燕号科考船昨日从松风港出发，二十名船员将在远海停留四个月。",)
NEWS = {
    f"{name}{n}.md": (text, n) for name, texts in {"dam": DAM, "fair": FAIR, "ship": SHIP}.items() for n, text in enumerate(texts)
}


def put(folder: Path, names: Sequence[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        text, day = NEWS[name]
        (folder / name).write_bytes(post(text, title=text[:14], published=f"2024-03-0{day + 1}T09:00:00+08:00"))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def records(archive: Archive, out: Path, options: Options = ONE) -> dict[str, bytes]:
    write_records(archive, out, options)
    return files(out / "data")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("batch")
    build([put(folder / "news", list(NEWS))], folder / "out", ONE)
    return files(folder / "out" / "data")


@settings(max_examples=8, deadline=None)
@given(st.permutations(list(NEWS)), st.lists(st.integers(1, 3), min_size=6, max_size=6), st.sets(st.integers(0, 5)))
def test_many_updates_in_any_order_give_what_one_build_gives(
    new_place: NewPlace,
    tmp_path_factory: pytest.TempPathFactory,
    batch: dict[str, bytes],
    names: list[str],
    sizes: list[int],
    updated: set[int],
) -> None:
    folder = tmp_path_factory.mktemp("many")
    with Archive(new_place()) as archive:
        for number, size in enumerate(sizes):
            ingest([put(folder / "news", names[:size])], archive, ONE)
            names = names[size:]
            if number in updated:
                update(archive, ONE)
        ingest([put(folder / "news", names)], archive, ONE)
        assert records(archive, folder / "out") == batch
        assert list(archive.problems()) == []


def test_only_the_stories_that_are_touched_are_told_anew(
    new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(new_place()) as archive:
        ingest([put(tmp_path / "news", [name for name in NEWS if name != "fair1.md"])], archive, ONE)
        first = update(archive, ONE)
        assert (first.marked, first.told, first.articles, first.stories) == (5, 3, 5, 3)
        assert update(archive, ONE).told == 0
        ingest([put(tmp_path / "news", ["fair1.md"])], archive, ONE)
        looked_at = list[str]()
        with monkeypatch.context() as watched:
            real = Archive._raw
            watched.setattr(Archive, "_raw", lambda *given: looked_at.append(given[1]) or real(*given))
            watched.setattr(Archive, "inputs", lambda *_: pytest.fail("all were listed"))
            second = update(archive, ONE)
        paths = {one.sha256: one.path for one in archive.versions()}
        assert {paths[one] for one in looked_at} == {"news/fair0.md", "news/fair1.md", "news/dam2.md"}  # the last comes after it
        assert (second.marked, second.told, second.stories) == (1, 1, 3)
        assert len(Accounts(archive).keys()) == 3
        monkeypatch.setattr(sorting, "told_apart", lambda *_: pytest.fail("sorted again"))
        monkeypatch.setattr(sorting.PagedStream, "add", lambda *_: pytest.fail("sorted again"))
        monkeypatch.setattr(telling, "told_of", lambda *_: pytest.fail("told again"))
        records(archive, tmp_path / "out")


def test_undated_articles_do_not_have_all_sorted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come after all others: whatever is new has them taken back, and them alone, however many there are."""
    monkeypatch.setattr(sorting, "KEPT", 1)
    with Archive(tmp_path / "a.db") as archive:
        news = put(tmp_path / "news", [name for name in NEWS if name != "dam2.md"])
        for number in range(5):
            (news / f"undated{number}.md").write_bytes(post(f"第{number}条旧闻没有日期。", title=f"旧闻{number}", published=None))
            ingest([news], archive, ONE)
            update(archive, ONE)
        ingest([put(news, ["dam2.md"])], archive, ONE)
        added = list[str]()
        real = sorting.PagedStream.add
        monkeypatch.setattr(sorting.PagedStream, "add", lambda *given: added.append(given[1].path) or real(*given))
        update(archive, ONE)
        assert added[0] == "news/dam2.md"
        assert sorted(added[1:]) == [f"news/undated{number}.md" for number in range(5)]


def kept_pages(archive: Archive) -> list[tuple[str, bytes, bytes]]:
    """All rows of pages but those of the making of stories, which may have gone another way to the same stories."""
    rows = archive.base.run("SELECT name, key, value FROM page UNION ALL SELECT name, key, value FROM sheet ORDER BY name, key")
    return [row for row in rows if row[0] not in links.TABLES]


def test_many_articles_in_one_transaction_leave_the_pages_that_one_after_another_leave(
    new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "KEPT", 4)
    put(tmp_path / "news", list(NEWS))
    found = []
    for batch_size in (1, 3, 100):
        with Archive(new_place()) as archive, monkeypatch.context() as patch:
            patch.setattr(sorting, "BATCH", batch_size)
            patch.setattr(sorting, "READ", 2)
            patch.setattr(sorting, "LINKED", 3)
            ingest([SAMPLE, tmp_path / "news"], archive, ONE)
            update(archive, ONE)
            groups = links.Links(ArchivePages(archive.base), dict).groups()
            found.append((kept_pages(archive), [(one.events, one.links) for one in groups], ArchivePages(archive.base).oldest()))
    assert found[0][0]
    assert found[0][2] is not None
    assert found[1:] == found[:1] * 2


def test_what_changes_the_account_changes_the_key(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
        update(archive, ONE)
        assert update(archive, Options(policy="acled", jobs=1)).told == 3
        assert update(archive, Options(policy="acled", jobs=1)).told == 0
        note = Judgement("jud:1", datetime.now(UTC), "lin", "note", "fig:1", None, None, None, "looked at")
        keep_judgement(archive, note)
        assert update(archive, Options(policy="acled", jobs=1)).told == 3


@pytest.mark.parametrize("names", [list(NEWS), [name for name in NEWS if name.startswith("dam")]], ids=["several", "one"])
def test_what_people_decided_is_followed_as_a_build_follows_it(tmp_path: Path, names: list[str]) -> None:
    with Archive(tmp_path / "a.db") as archive:
        ingest([put(tmp_path / "news", names)], archive, ONE)
        records(archive, tmp_path / "before")
        data = load_data(tmp_path / "before")
        figure = data.lines["figures.jsonl"][0]["id"]
        article = next(row["id"] for row in data.lines["articles.jsonl"] if row["path"] == "news/dam2.md")
        at = datetime(2024, 3, 9, tzinfo=UTC)
        decisions = (
            Judgement("jud:1", at, "lin", "reject", figure, None, None, None, "drill"),
            Judgement("jud:2", at, "lin", "split", article, None, None, "", "another matter"),
        )
        for one in decisions:
            keep_judgement(archive, one)
        build([tmp_path / "news"], tmp_path / "built", Options(jobs=1, judgements=decisions))
        assert records(archive, tmp_path / "out") == files(tmp_path / "built" / "data")
        assert len(load_data(tmp_path / "out").lines["stories.jsonl"]) == len(data.lines["stories.jsonl"]) + 1


@pytest.mark.parametrize("batch_size", [1, 2])
def test_a_run_that_is_cut_off_goes_on_where_it_stood(
    tmp_path: Path, batch: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, batch_size: int
) -> None:
    """Cut off at any transaction, before or after it is written."""
    for module in (catching_up, sorting, telling):
        monkeypatch.setattr(module, "BATCH", batch_size)
    chance = random.Random(1)

    class PowerCutError(BaseException):
        pass

    with Archive(tmp_path / "a.db") as archive:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
        real, left, cuts = archive.base.writing, [0], 0

        @contextmanager
        def failing() -> Iterator[None]:
            left[0] -= 1
            if left[0] == 0:
                raise PowerCutError
            with real():
                yield
                if left[0] == -1:
                    raise PowerCutError

        with monkeypatch.context() as cutting:
            cutting.setattr(archive.base, "writing", failing)
            for _ in range(60):
                left[0] = chance.randint(1, 6)
                try:
                    update(archive, ONE)
                    if left[0] > 0:
                        break
                except PowerCutError:
                    cuts += 1
        assert cuts > 2
        assert records(archive, tmp_path / "out") == batch


def test_an_article_that_cannot_be_marked_holds_back_no_other_and_is_tried_again(
    tmp_path: Path, batch: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(articles: Sequence[Article], tagger: object) -> object:
        if any("海燕号" in article.text for article in articles):
            raise RecursionError("too deep")
        return annotate_all(articles, None)

    with Archive(tmp_path / "a.db") as archive:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
        with monkeypatch.context() as broken:
            broken.setattr(marking, "annotate_all", breaking)
            done = update(archive, ONE)
            assert [(one.path, one.stage, one.error) for one in done.failures] == [
                ("news/ship0.md", "annotate", "RecursionError: too deep")
            ]
            assert (done.articles, done.stories) == (5, 2)
            assert json.loads(records(archive, tmp_path / "part")["manifest.json"])["failures"][0]["path"] == "news/ship0.md"
        assert update(archive, ONE).failures == ()
        assert records(archive, tmp_path / "out") == batch


def test_what_an_update_remembers_goes_along_or_is_made_again(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    """A copy of a file has it all; another database begins anew, with the marks that there are."""
    with Archive(new_place()) as archive:
        ingest([put(tmp_path / "news", [name for name in NEWS if name != "dam2.md"])], archive, ONE)
        update(archive, ONE)
        backup(archive, tmp_path / "saved.db")
    place = new_place()
    restore(tmp_path / "saved.db", place)
    with Archive(place) as archive:
        first = update(archive, ONE)
        assert (first.articles, first.stories) == (5, 3)
        ingest([put(tmp_path / "news", ["dam2.md"])], archive, ONE)
        assert update(archive, ONE).told == 1
        assert records(archive, tmp_path / "out") == batch


def test_two_that_update_at_once_tell_the_same(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    """Each sees that the other has written, and goes on from there."""
    place = new_place()
    with Archive(place) as archive:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
    with Archive(place) as archive, Archive(place) as other, pytest.MonkeyPatch.context() as patch:
        real: Callable[..., int] = telling.tell_due
        told: list[int] = []

        def late(*given: object) -> int:
            patch.setattr(telling, "tell_due", real)
            told.append(update(other, ONE).told)
            return real(*given)

        patch.setattr(telling, "tell_due", late)
        done = update(archive, ONE)
        assert (done.articles, done.stories) == (6, 3)
        assert told == [3]
        assert done.told == 0
        assert records(archive, tmp_path / "out") == batch


def test_what_is_forgotten_is_in_no_story_and_in_no_label(new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    with Archive(place) as archive, Archive(place) as other:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
        update(archive, ONE)
        late = Upkeep(archive)
        remove(other, chosen(other, ["news/ship0.md"]), "law")
        assert Accounts(archive).keys() == set()
        assert Accounts(archive).names("松风港", 5) == []
        with pytest.raises(MeanwhileError), late.writing():
            pytest.fail("written")
        done = update(archive, ONE)
        assert (done.articles, done.stories) == (5, 2)


def test_a_past_view_keeps_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        ingest([put(tmp_path / "news", list(NEWS))], archive, ONE)
        records(archive, tmp_path / "then", Options(jobs=1, until=date(2024, 3, 2)))
        assert Accounts(archive).keys() == set()
        assert len(load_data(tmp_path / "then").lines["articles.jsonl"]) == 5


def test_a_story_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        ingest([SAMPLE], archive, ONE)
        update(archive, ONE)
        accounts = Accounts(archive)
        (body,) = accounts.get(sorted(accounts.keys())).values()
        told = unpacked_story(body)
        assert packed_story(told) == body
        assert sum(map(len, told.lines.values())) > 200
        keep_judgement(archive, Judgement("jud:1", datetime(2024, 3, 9, tzinfo=UTC), "lin", "split", "art:0", None, None, "", ""))
        update(archive, ONE)
        pages = ArchivePages(archive.base)
        bodies = [body for _, body in pages.scan(sorting.BODY, [b""])]
        assert bodies
        assert [packed_one(unpacked_one(body)) for body in bodies] == bodies
        ((_, rest),) = pages.scan(sorting.REST, [b""])
        reuses, decided = unpacked_rest(rest)
        assert packed_rest(Grouped((), reuses, decided)) == rest


def test_the_verb_says_what_it_did(tmp_path: Path) -> None:
    def run(*words: object) -> str:
        done = CliRunner().invoke(shilu, [str(word) for word in words], standalone_mode=False)
        assert done.exception is None, done.exception
        return done.stdout

    place = tmp_path / "a.db"
    run("ingest", put(tmp_path / "news", list(NEWS)), "--db", place)
    told = json.loads(run("update", "--db", place, "--tagger", "none", "--json"))
    assert told == {"articles": 6, "marked": 6, "stories": 3, "told": 3, "failures": 0}
    assert run("update", "--db", place, "--tagger", "none") == "6 articles, 0 marked, 3 stories, 0 told, 0 failures\n"
    run("export", "jsonl", "--db", place, "--tagger", "none", "-o", tmp_path / "records")
    assert len(load_data(tmp_path / "records").lines["stories.jsonl"]) == 3


def test_two_contents_have_two_keys() -> None:
    from fakes import article
    from shilu.stories import one_story

    story = one_story([article("甲。")])
    one, other = Placed("1", "art:1", "a.md", "1"), Placed("1", "art:1", "a.md", "2")
    assert key_of(story, [one], "", ONE) != key_of(story, [other], "", ONE)
    assert key_of(story, [one], "", ONE) != key_of(story, [one], "other", ONE)


def test_labels_of_stories_told_again_and_again_are_those_of_one_telling(new_place: NewPlace, tmp_path: Path) -> None:
    """Only what is new or gone is written: nothing is left behind, and nothing is missing."""
    query, found = "SELECT field, value, path, story FROM label ORDER BY field, value, path, story", list[object]()
    for count in (1, len(NEWS)):
        with Archive(new_place()) as archive:
            for n, name in enumerate(sorted(NEWS) * (count == 1)):
                ingest([put(tmp_path / f"one-{n}", [name])], archive, ONE)
                update(archive, ONE)
            ingest([put(tmp_path / "all", sorted(NEWS))], archive, ONE)
            update(archive, ONE)
            rows = archive.base.run(query)
            found.append([(field, value, Path(path).name, story) for field, value, path, story in rows])
    assert found[0]
    assert sorted({*found[0]}) == sorted({*found[1]})  # type: ignore[misc]  # rows of text


@pytest.mark.parametrize("whole", [True, False])
def test_a_story_told_with_a_helper_is_the_same(
    new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    helped = list[int]()
    monkeypatch.setattr("shilu.engine.account.SHARING", 2)
    monkeypatch.setattr(Crew, "aside", lambda self, make, own=Crew.aside: (helped.append(self.jobs), own(self, make))[1])
    names = sorted(name for name in NEWS if name.startswith("dam") or not whole)
    found = []
    for jobs in (1, 2):
        with Archive(new_place()) as archive:
            for share in (names[1:], names[:1]):  # of several stories the second time touches one
                ingest([put(tmp_path / "all", share) / name for name in share], archive, ONE)
                update(archive, Options(jobs=jobs))
            found.append(records(archive, tmp_path / f"out-{jobs}"))
    assert found[0] == found[1]
    assert 2 in helped
