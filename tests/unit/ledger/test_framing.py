"""What an article itself sets side by side: never a conflict of fact."""

from __future__ import annotations

from msgspec.structs import replace

from ledger_builders import ENTITIES, article, at
from shilu.ledger import judge
from shilu.model.article import Article, Block, Span
from shilu.model.ledger import Disagreement
from shilu.model.statements import Saying, Stated
from shilu.stories import one_story


def said(made: Article, words: str, speaker: str = "president", last: bool = False) -> Saying:
    start = made.text.rindex(words) if last else made.text.index(words)
    return Saying(
        id=f"st:{start}", span=Span(made.id, start, start + len(words)), cue=None, content=(start, start + len(words)),
        mode="indirect", speaker=speaker, chain=("o:north", speaker), relations=(), said_on=None, act="claim",
        factuality=(), carried_over=False, rule="test",
    )  # fmt: skip


def found(made: Article, *sayings: Saying) -> list[Disagreement]:
    stated = [Stated(made.id, sayings, (), ())]
    return [d for d in judge(one_story([made]), [made], stated, ENTITIES).disagreements if d.rule != "R1"]


def words(made: Article, record: Disagreement) -> list[str]:
    return [made.text[m.span.start : m.span.end] for m in record.members]


def test_a_headline_that_drops_a_hedge_of_the_body() -> None:
    made = article("a", at(1), text="总统：东岭铁路已经通车\n总统陆望舒说，东岭铁路已经基本通车。")
    head, body = said(made, "东岭铁路已经通车"), said(made, "东岭铁路已经基本通车")
    (record,) = found(made, head, body)
    assert (record.relation, record.state, record.rule) == ("scope_drift", "apparent", "headline")
    assert words(made, record) == ["东岭铁路已经通车", "东岭铁路已经基本通车"]


def test_a_headline_that_was_only_cut_drops_nothing() -> None:
    made = article("a", at(1), text="总统：东岭铁路已经通车\n总统陆望舒说，东岭铁路已经通车，预计下月载货。")
    assert found(made, said(made, "东岭铁路已经通车"), said(made, "东岭铁路已经通车，预计下月载货", last=True)) == []


def test_a_claim_that_the_article_sets_against_a_report_is_contested() -> None:
    made = article("a", at(1), text="标题\n虽然总统宣布供水已经恢复，但据居民说，镇上仍然没有水。")
    (record,) = found(made, said(made, "供水已经恢复"), said(made, "镇上仍然没有水", "hospital"))
    assert (record.relation, record.state, record.rule) == ("undetermined", "contested", "contested")


def test_two_reports_without_a_but_are_not_contested() -> None:
    made = article("a", at(1), text="标题\n总统宣布供水已经恢复，据居民说，镇上仍然没有水。")
    assert found(made, said(made, "供水已经恢复"), said(made, "镇上仍然没有水", "hospital")) == []


def test_a_label_that_a_speaker_refuses() -> None:
    made = article("a", at(1), text="标题\n内政部说，被捕的都是盗匪，而不是南风网所说的“村民”。")
    (record,) = found(made, said(made, "被捕的都是盗匪，而不是南风网所说的“村民”", "ministry"))
    assert (record.relation, record.state, record.rule) == ("relabelled", "contested", "framing")
    assert words(made, record)[1] == "南风网所说的“村民”"


def test_a_plain_denial_refuses_no_label() -> None:
    made = article("a", at(1), text="标题\n内政部说，被捕的不是本地的“名人”，也不是学生。")
    assert found(made, said(made, "被捕的不是本地的“名人”，也不是学生", "ministry")) == []


def test_a_pull_quote_is_one_voice_with_the_sentence_that_it_repeats() -> None:
    body, quote = "东岭大桥的修复使西原的工人能够按时回家过节", "在三个月停工之后，东岭大桥修复使西原工人能够按时回家过节"
    plain = article("a", at(1), text=f"标题\n{quote}\n部长说，{body}。")
    made = replace(
        plain,
        blocks=(Block("headline", 0, 2), Block("quote", 3, 3 + len(quote)), Block("paragraph", 4 + len(quote), len(plain.text))),
    )
    (record,) = found(made, said(made, quote, "ministry"), said(made, body, "hospital"))
    assert (record.relation, record.state) == ("paraphrase", "none")
