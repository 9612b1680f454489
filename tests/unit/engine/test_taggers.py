"""Taggers plug in: real loading code on tiny models made here, and an endpoint on the loopback interface."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.cli.main import main
from shilu.engine.taggers import names, tagger
from shilu.engine.taggers.cache import Answers
from shilu.engine.taggers.checked import Checked
from shilu.engine.taggers.openai import OpenAITagger
from shilu.lang.tagger import NAME
from shilu.model.errors import ShiluError, TaggerError, WrongChoiceError
from shilu.model.protocols import Tag, Tagger

SENTENCE = "在青湾，晨渡互助联盟的韦澄澄说，水退了。"
Reply = Callable[[list[str]], tuple[int, bytes]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHILU_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank Chinese pipeline that knows a few names, saved as spaCy saves any."""
    spacy = pytest.importorskip("spacy")
    blank = spacy.blank("zh")
    known = [("PERSON", "韦澄澄"), ("ORG", "晨渡互助联盟"), ("GPE", "青湾"), ("DATE", "昨天")]
    blank.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for label, text in known])
    folder = tmp_path_factory.mktemp("spacy") / "tiny"
    blank.to_disk(folder)
    return folder


def chat(*found: tuple[int, str, str]) -> tuple[int, bytes]:
    """A model's answer as an endpoint wraps it."""
    content = json.dumps({"names": [{"sentence": n, "text": text, "type": kind} for n, text, kind in found]}, ensure_ascii=False)
    return 200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Endpoint:
    """An endpoint that answers by a function of the sentences, and remembers what it was asked."""

    def __init__(self, reply: Reply) -> None:
        self.reply, self.asked, self.keys, self.address = reply, list[dict[str, Any]](), list[str | None](), ""


@contextmanager
def endpoint(reply: Reply) -> Iterator[Endpoint]:
    own = Endpoint(reply)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            own.asked.append(asked)
            own.keys.append(self.headers["Authorization"])
            lines = asked["messages"][-1]["content"].split("\n")
            code, body = own.reply([line.split(". ", 1)[1] for line in lines])
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        own.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield own
        server.shutdown()


def chosen(choice: str, warnings: list[str] | None = None) -> Tagger:
    found, warning = tagger(choice, warnings.append if warnings is not None else lambda _: None)
    assert warning is None
    assert found is not None
    return found


def marked(found: Tagger, text: str = SENTENCE) -> set[tuple[str, str, str]]:
    return {(m.type, m.name, m.maker) for m in annotate(article(text), found).names if m.maker in (found.name, NAME)}


def test_the_built_in_taggers_are_named() -> None:
    assert names()[:2] == ["builtin", "none"]
    assert {"spacy", "openai"} <= set(names())


def test_a_name_that_nobody_has_is_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(WrongChoiceError, match="no tagger is called 'hanlp'; installed: builtin, none, openai, spacy"):
        tagger("hanlp")
    with pytest.raises(SystemExit) as stop:
        main(["build", str(tmp_path), "--tagger", "hanlp"])
    assert stop.value.code == 2
    assert "hanlp" in capsys.readouterr().err


def test_spacy_marks_what_grammar_does_not_know(pipeline: Path) -> None:
    found = chosen(f"spacy:{pipeline}")
    assert found.name.startswith("spacy/zh_pipeline-0.0.0+")
    assert ("organisation", "晨渡互助联盟", found.name) in marked(found)
    assert ("person", "韦澄澄", found.name) in marked(found)
    assert [tag.text for tag in found.tag(["昨天", SENTENCE])[1]] == ["青湾", "晨渡互助联盟", "韦澄澄"]


def test_a_retrained_pipeline_is_another_tagger(pipeline: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    other = spacy.blank("zh")
    other.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "韦澄"}])
    other.to_disk(tmp_path / "other")
    assert chosen(f"spacy:{pipeline}").name != chosen(f"spacy:{tmp_path / 'other'}").name


@pytest.mark.parametrize("argument", ["", "/no/such/pipeline"])
def test_spacy_says_what_it_lacks(argument: str) -> None:
    with pytest.raises(ShiluError, match=r"spaCy"):
        tagger(f"spacy:{argument}")


def test_a_pipeline_without_entities_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("spacy").blank("zh").to_disk(tmp_path / "bare")
    with pytest.raises(ShiluError, match="finds no entities"):
        tagger(f"spacy:{tmp_path / 'bare'}")


def test_an_endpoint_counts_only_where_its_words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(sentences: list[str]) -> tuple[int, bytes]:
        at = sentences.index(SENTENCE) + 1
        return chat((at, "韦澄澄", "PER"), (at, "李无此人", "PER"), (99, "韦澄澄", "PER"), (at, "晨渡互助联盟", "ORG"))

    with endpoint(reply) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        found = chosen("openai:tiny-model")
        assert marked(found) >= {
            ("person", "韦澄澄", "openai/tiny-model+1"),
            ("organisation", "晨渡互助联盟", "openai/tiny-model+1"),
        }
        assert not any("李无此人" in name for _, name, _ in marked(found))
    assert server.asked[0]["model"] == "tiny-model"
    assert server.asked[0]["response_format"]["json_schema"]["strict"] is True
    assert server.keys[0] == "Bearer secret"


def test_a_sentence_is_asked_once_over_builds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(lambda s: chat((s.index(SENTENCE) + 1, "韦澄澄", "PER"))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        first = chosen("openai:tiny-model").tag(["", SENTENCE, SENTENCE])
        assert len(server.asked) == 1
    assert chosen("openai:tiny-model").tag([SENTENCE]) == [first[1]] == [first[2]]  # the endpoint is gone


def test_kept_answers_hold_no_text_and_a_broken_line_costs_one_question(tmp_path: Path) -> None:
    answers = Answers(tmp_path, "made/1")
    answers.put([(SENTENCE, [Tag(11, 14, "PER", 0.7, "韦澄澄")]), ("无。", [])])
    written = answers.file.read_bytes()
    assert "韦澄澄".encode() not in written
    answers.file.write_bytes(written[:-5])
    again = Answers(tmp_path, "made/1")
    assert again.get(SENTENCE) == [Tag(11, 14, "PER", 0.7, SENTENCE[11:14])]
    assert again.get("无。") is None
    again.put([("无。", [])])
    assert Answers(tmp_path, "made/1").get("无。") == []


def test_a_folder_that_cannot_be_written_only_costs_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "taggers").write_text("a file where the folder should be", encoding="utf-8")
    answers = Answers(tmp_path, "made/1")
    answers.put([(SENTENCE, [])])
    assert answers.get(SENTENCE) == []
    assert not answers.kept


@pytest.mark.parametrize(
    ("code", "body", "why"),
    [
        (500, b"", "answers 500"),
        (401, b"", "answers 401"),
        (200, b"no json", "not what was asked for"),
        (200, b'{"choices": []}', "not what was asked for"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "not what was asked for"),
        (200, b'{"choices": [{"message": {"content": "{\\"names\\": [{\\"text\\": 3}]}"}}]}', "not what was asked for"),
    ],
)
def test_a_bad_answer_is_one_error(code: int, body: bytes, why: str) -> None:
    with endpoint(lambda _: (code, body)) as server, pytest.raises(TaggerError, match=why):
        OpenAITagger(server.address, "m", None, pauses=()).tag([SENTENCE])


def test_a_busy_endpoint_is_asked_again() -> None:
    codes = [503, 429]
    with endpoint(lambda _: (codes.pop(), b"") if codes else chat((1, "韦澄澄", "PER"))) as server:
        found = OpenAITagger(server.address, "m", None, pauses=(0, 0)).tag([SENTENCE])
        assert [tag.text for tag in found[0]] == ["韦澄澄"]
        assert len(server.asked) == 3


class Dying:
    """Answers once, then never again."""

    name = "dying/1"
    types = frozenset({"PER"})

    def __init__(self) -> None:
        self.calls = 0

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        self.calls += 1
        if self.calls > 1:
            raise TaggerError("it died")
        return [
            [Tag(0, 1, "PER", 1.0, text[:1]), Tag(0, 2, "PER", 1.0, "他物"), Tag(0, 1, "CAT", 1.0, text[:1])] for text in sentences
        ]


def test_a_dead_plug_in_is_replaced_with_one_warning(tmp_path: Path) -> None:
    warnings: list[str] = []
    spare = chosen("builtin")
    inner = Dying()
    guarded = Checked(inner, spare, Answers(tmp_path, "dying/1"), warnings.append)
    assert [(t.text, t.maker) for t in guarded.tag(["韦某人说"])[0]] == [("韦", "dying/1")]
    assert guarded.dropped == 2  # words that are not there, and a type that nobody knows
    later = guarded.tag(["市长王建国到场。", "韦某人说"])
    assert [(t.text, t.maker) for t in later[0]] == [("王建国", NAME)]
    assert [(t.text, t.maker) for t in later[1]] == [("韦", "dying/1")]  # what it said is kept
    assert guarded.tag(["作家伊莲娜·索科娃到场。"])[0]
    assert warnings == ["tagger dying/1: it died; the built-in network from here on"]
    assert inner.calls == 2


def test_a_dead_endpoint_costs_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr("shilu.engine.taggers.openai._PAUSES", ())
    monkeypatch.setattr("shilu.cli.build.remember", lambda _: None)
    with pytest.raises(SystemExit) as stop:
        main(["build", "examples/wangxi-dam", "-o", str(tmp_path / "out"), "--tagger", "openai:tiny"])
    assert stop.value.code == 0
    assert capsys.readouterr().err.count("cannot be reached") == 1
    with pytest.raises(SystemExit) as check:
        main(["check", "--data", str(tmp_path / "out")])
    assert check.value.code == 0
