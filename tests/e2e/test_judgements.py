"""What people decide is followed, kept, shown, and found again after a new extraction."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shilu.cli.main import shilu
from shilu.engine.build import Build, Options, assemble, build, bundle, gather
from shilu.engine.check import problems
from shilu.engine.judgements import append, made, read_judgements
from shilu.engine.load import Data, Record, load_data
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.model.judgements import Judgement
from shilu.model.statements import Stated
from shilu.statements.judged import find_quote, judged, standing

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wangxi-dam"
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Data:
    out = tmp_path_factory.mktemp("plain") / "out"
    build([SAMPLE], out, Options())
    return load_data(out)


@pytest.fixture(scope="module")
def read() -> Build:
    return assemble(gather([SAMPLE], Path("none"), Options()), Options())


def judge(data: Data, action: str, target: str, field: str | None = None, value: str | None = None, hour: int = 12) -> Judgement:
    return made(data, action, target, NOON.replace(hour=hour), "编辑甲", "读了原文", (field, value))


def after(tmp_path: Path, *decisions: Judgement, policy: str = "latest-official") -> Data:
    build([SAMPLE], tmp_path / "out", Options(judgements=decisions, policy=policy))
    data = load_data(tmp_path / "out")
    assert list(problems(data)) == []
    return data


def longest(data: Data, kind: str = "killed") -> Record:
    return max((s for s in data.lines["series.jsonl"] if s["kind"] == kind), key=lambda s: len(s["points"]))


def best(data: Data, kind: str = "killed") -> Record:
    figure: Record = data.by_id[longest(data, kind)["estimates"][-1]["best_figure"]][1]
    return figure


def test_a_rejected_figure_takes_no_part_and_stays_on_record(plain: Data, tmp_path: Path) -> None:
    wrong = best(plain)
    data = after(tmp_path, judge(plain, "reject", wrong["id"]))
    assert all(wrong["id"] not in series["points"] for series in data.lines["series.jsonl"])
    assert data.by_id[wrong["id"]][1]["rejected"] is True
    assert best(data)["id"] != wrong["id"]
    (row,) = data.lines["judgements.jsonl"]
    assert (row["attached"], row["by"], row["quote"]["exact"]) == (wrong["id"], "编辑甲", wrong["span"]["exact"])


def test_a_correction_changes_the_account_and_keeps_what_was(plain: Data, tmp_path: Path) -> None:
    figure = best(plain)
    data = after(tmp_path, judge(plain, "correct", figure["id"], "value", "34"))
    corrected = data.by_id[figure["id"]][1]
    assert (corrected["value"], corrected["low"], corrected["high"], corrected["operator"]) == (34, 34, 34, "=")
    assert longest(data)["estimates"][-1]["best"] == 34
    assert data.lines["judgements.jsonl"][0]["was"] == str(figure["value"])
    assert corrected["span"] == figure["span"]


def test_what_was_known_then_is_judged_too(plain: Data, tmp_path: Path) -> None:
    figure = best(plain)
    after(tmp_path, judge(plain, "correct", figure["id"], "value", "34"))
    done = invoke("figures", "--data", str(tmp_path / "out"), "--as-of", "2024-12-31", "--json")
    rows = json.loads(done.output)["series"]
    assert next(row for row in rows if figure["id"] in row["points"])["best"] == 34


def test_the_last_of_two_corrections_holds_and_a_withdrawn_one_never_was(plain: Data, tmp_path: Path) -> None:
    figure = best(plain)
    first = judge(plain, "correct", figure["id"], "value", "34", hour=1)
    second = judge(plain, "correct", figure["id"], "value", "35", hour=2)
    assert best(after(tmp_path / "a", second, first))["value"] == 35
    gone = judge(plain, "withdraw", second.id)
    assert best(after(tmp_path / "b", second, gone, first))["value"] == 34


def test_a_preferred_number_is_best_under_that_policy_alone(plain: Data, tmp_path: Path) -> None:
    series = next(s for s in plain.lines["series.jsonl"] if len(s["estimates"]) and len(s["estimates"][-1]["live"]) > 1)
    last = series["estimates"][-1]
    other = next(key for key in last["live"] if key != last["best_figure"] and plain.by_id[key][1]["value"] is not None)
    chosen = judge(plain, "prefer", other)

    def chosen_best(data: Data) -> str:
        return next(s for s in data.lines["series.jsonl"] if other in s["points"])["estimates"][-1]["best_figure"]  # type: ignore[no-any-return]  # a record's field

    assert chosen_best(after(tmp_path / "a", chosen, policy="preferred")) == other
    assert chosen_best(after(tmp_path / "b", chosen)) == last["best_figure"]


def test_two_names_become_one_entity_everywhere(plain: Data, tmp_path: Path) -> None:
    one, two = [row for row in plain.lines["entities.jsonl"] if row["type"] == "person" and row["name"]][:2]
    data = after(tmp_path, judge(plain, "merge", one["id"], value=two["id"]))
    kept = data.by_id[two["id"]][1]
    assert one["id"] not in data.by_id
    assert one["id"] in kept["same_as"]
    assert {one["name"], *one["names"]} <= set(kept["names"]) | {kept["name"]}
    assert len(kept["mentions"]) == len({(m["article"], m["start"]) for m in (*one["mentions"], *two["mentions"])})
    assert one["id"] not in json.dumps([data.lines["statements.jsonl"], data.lines["figures.jsonl"]])


def test_an_unnamed_source_is_nobody_else(plain: Data, tmp_path: Path) -> None:
    named = next(row for row in plain.lines["entities.jsonl"] if row["type"] == "person" and row["name"])
    unnamed = next(row for row in plain.lines["entities.jsonl"] if row["type"] == "person" and not row["name"])
    data = after(tmp_path, judge(plain, "merge", named["id"], value=unnamed["id"]))
    assert [row["attached"] for row in data.lines["judgements.jsonl"]] == [None]
    assert data.lines["entities.jsonl"] == plain.lines["entities.jsonl"]


def test_a_judgement_survives_a_new_extraction_by_its_quotation(plain: Data, read: Build) -> None:
    figure = best(plain)
    decision = judge(plain, "reject", figure["id"])

    def renamed(key: str) -> str:
        return f"fig:{key:0>16}"

    def again(one: Stated) -> Stated:
        return replace(one, figures=tuple(replace(f, id=renamed(f.id[4:][::-1]), rule="another.rule") for f in one.figures))

    moved = tuple(map(again, read.stated))
    ruling = judged([decision], read.gathered.articles, moved)
    (decided,) = ruling.decided
    assert decided.attached == renamed(figure["id"][4:][::-1])
    (hit,) = [f for one in ruling.stated for f in one.figures if f.rejected]
    assert (hit.span.start, hit.span.end) == (figure["span"]["start"], figure["span"]["end"])


def test_what_is_gone_is_told_and_nothing_else_is_lost(plain: Data, read: Build) -> None:
    decision = judge(plain, "reject", best(plain)["id"])
    assert decision.quote is not None
    elsewhere = replace(decision, target="fig:0000000000000000", quote=replace(decision.quote, exact="无此一句"))
    ruling = judged([elsewhere], read.gathered.articles, read.stated)
    assert [one.attached for one in ruling.decided] == [None]
    assert ruling.stated == read.stated


def test_no_judgement_changes_no_byte(read: Build) -> None:
    again = assemble(read.gathered, Options(judgements=()))
    assert bundle(again).files() == bundle(read).files()


@settings(max_examples=15, deadline=None)
@given(st.randoms())
def test_order_and_repetition_of_judgements_do_not_matter(plain: Data, read: Build, chance: object) -> None:
    keys = [row["id"] for row in plain.lines["figures.jsonl"]][:6]
    decisions = [judge(plain, ("reject", "accept", "prefer")[n % 3], key, hour=n) for n, key in enumerate([*keys, *keys[:3]])]
    shuffled = [*decisions, *decisions[:2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert standing(shuffled) == standing(decisions)
    assert judged(shuffled, read.gathered.articles, read.stated) == judged(decisions, read.gathered.articles[::-1], read.stated)


def test_a_quotation_is_found_where_its_surroundings_fit(read: Build) -> None:
    article = max(read.gathered.articles, key=lambda one: len(one.text))
    word = next(w for w in (article.text[i : i + 2] for i in range(len(article.text))) if article.text.count(w) > 2)
    starts = [at for at in range(len(article.text)) if article.text.startswith(word, at)]
    from shilu.model.article import Span
    from shilu.statements.judged import quote_of

    for at in starts:
        found = find_quote(quote_of(article, Span(article.id, at, at + 2)), read.gathered.articles)
        assert found == Span(article.id, at, at + 2)


def invoke(*words: str) -> Result:
    return CliRunner().invoke(shilu, words, standalone_mode=False)


def test_the_verb_appends_and_the_build_follows(plain: Data, tmp_path: Path) -> None:
    file, data = tmp_path / "desk" / "judgements.jsonl", str(plain.folder.parent)
    figure = best(plain)
    words = ("judge", figure["id"], "--why", "厅里更正过", "--judgements", str(file), "--data", data)
    assert invoke(*words, "--reject").exception is None
    file.write_bytes(file.read_bytes()[:-1])  # as a crash leaves it
    assert invoke(*words, "--note", "--by", "乙").exception is None
    assert [one.action for one in read_judgements(file)] == ["reject", "note"]
    out = tmp_path / "out"
    done = invoke("build", str(SAMPLE), "-o", str(out), "--tagger", "none", "--judgements", str(file))
    assert done.exception is None
    assert load_data(out).by_id[figure["id"]][1]["rejected"] is True


WRONG = [
    ("--reject", "--accept"),
    (),
    *(("--correct", word) for word in ("value", "value=viele", "colour=red")),
    ("--merge", "ent:0"),
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_usage_writes_nothing(plain: Data, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "j.jsonl"
    data = str(plain.folder.parent)
    done = invoke("judge", best(plain)["id"], "--why", "x", "--judgements", str(file), "--data", data, *words)
    assert done.exception is not None
    assert not file.exists()


def test_a_record_that_is_not_there_cannot_be_judged(plain: Data) -> None:
    with pytest.raises(WrongChoiceError, match="no such record"):
        judge(plain, "reject", "fig:0000000000000000")


UNKNOWN = """{"id":"jud:1","at":"2024-06-01T12:00:00Z","by":"a","action":"burn","target":"x","quote":null,"field":null,
"value":null,"why":""}""".replace("\n", "")


@pytest.mark.parametrize("line", ["{", '{"id": "jud:1"}', "[]", UNKNOWN])
def test_a_broken_file_is_one_error_that_names_the_line(plain: Data, tmp_path: Path, line: str) -> None:
    file = tmp_path / "j.jsonl"
    append(file, judge(plain, "note", best(plain)["id"]))
    file.write_bytes(file.read_bytes() + line.encode() + b"\n")
    with pytest.raises(ShiluError, match=r"line 2: is no judgement"):
        read_judgements(file)


def settled(data: Data) -> Record:
    """A commitment whose outcome a later article tells."""
    return next(one for one in data.lines["commitments.jsonl"] if one["status"] in ("met", "late", "not_met") and one["evidence"])


def states(data: Data, key: str) -> tuple[str, set[str]]:
    one = data.by_id[key][1]
    return one["status"], {evidence["state"] for evidence in one["evidence"]}


def test_a_verdict_is_suggested_until_a_person_confirms_it(plain: Data, tmp_path: Path) -> None:
    one = settled(plain)
    assert states(plain, one["id"]) == (one["status"], {"suggested"})
    data = after(tmp_path, judge(plain, "accept", one["id"]))
    assert states(data, one["id"]) == (one["status"], {"confirmed"})
    assert "已由人核实" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_verdict_that_a_person_rejects_settles_nothing(plain: Data, tmp_path: Path) -> None:
    one = settled(plain)
    data = after(tmp_path, judge(plain, "reject", one["id"]))
    status, found = states(data, one["id"])
    assert found == {"rejected"}
    assert status == ("unverifiable" if one["due"] else "open")
    again = after(tmp_path, judge(plain, "reject", one["id"]), judge(plain, "accept", one["id"], hour=13))
    assert states(again, one["id"]) == (one["status"], {"confirmed"})


def test_a_decision_on_a_commitment_is_found_again_by_its_words(plain: Data, tmp_path: Path) -> None:
    one = settled(plain)
    given = judge(plain, "accept", one["id"])
    assert given.quote is not None
    assert given.quote.exact == one["content"]["exact"]
    data = after(tmp_path, replace(given, target="com:ffffffffffffffff"))
    assert states(data, one["id"]) == (one["status"], {"confirmed"})
    assert data.lines["judgements.jsonl"][0]["attached"] == one["id"]


def test_the_page_says_where_a_person_decided(plain: Data, tmp_path: Path) -> None:
    figure, matter = best(plain), longest(plain)
    away = best(plain, "injured")
    after(
        tmp_path,
        judge(plain, "correct", figure["id"], "value", "34"),
        judge(plain, "reject", away["id"]),
        judge(plain, "note", matter["id"]),
    )
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    told = page[page.index('id="rulings"') : page.index('id="sources"')]
    assert told.count("编辑甲") == 3
    assert "读了原文" in told
    assert f"<s><bdi>{figure['value']}</bdi></s> → " in told
    assert away["span"]["exact"] in told
    head = page[: page.index('id="figures"')]
    assert 'href="#rulings"' in head
    assert f'href="#{away["id"]}"' not in page


def test_a_page_without_decisions_has_no_such_section(tmp_path: Path) -> None:
    after(tmp_path)
    assert 'id="rulings"' not in (tmp_path / "out" / "index.html").read_text("utf-8")
