"""Any endpoint that speaks OpenAI's chat completions with JSON-schema output: `--tagger openai:MODEL`.

`OPENAI_BASE_URL` (such as http://127.0.0.1:8080/v1) says where, `OPENAI_API_KEY` is sent when it is set. The model gives
words, not offsets; they count where they stand verbatim in the numbered sentence. Off unless chosen.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import Any

import msgspec

from shilu.model.errors import ShiluError, TaggerError
from shilu.model.protocols import Tag

PROMPT_VERSION = 1  # part of the tagger's name: another prompt gives other answers
_PROMPT = (
    "You mark names in Chinese news. The user gives numbered sentences. List every name of a person (PER), "
    "an organisation (ORG) and a place (LOC), each copied character for character from its sentence, with the sentence's "
    "number. No titles, no descriptions, nothing that is not written there."
)
_SCORE = 0.7
_SECONDS = 60.0
_PAUSES = (0.5, 2.0)  # seconds before the second and the third try
_MOST = 4_000_000  # bytes of an answer
_CHARACTERS = 1_500  # of sentences in one request
_ITEM = {
    "type": "object",
    "properties": {
        "sentence": {"type": "integer"},
        "text": {"type": "string"},
        "type": {"type": "string", "enum": ["PER", "ORG", "LOC"]},
    },
    "required": ["sentence", "text", "type"],
    "additionalProperties": False,
}
_SCHEMA = {
    "type": "object",
    "properties": {"names": {"type": "array", "items": _ITEM}},
    "required": ["names"],
    "additionalProperties": False,
}


class Named(msgspec.Struct, frozen=True):
    """One name as the model gives it."""

    sentence: int
    text: str
    type: str


class Answered(msgspec.Struct, frozen=True):
    """What the model's message holds."""

    names: tuple[Named, ...]


class OpenAITagger:
    """`model.protocols.Tagger` over an endpoint; raises `TaggerError` when it cannot be had."""

    types = frozenset({"PER", "ORG", "LOC"})

    def __init__(self, base: str, model: str, key: str | None, pauses: Sequence[float] | None = None) -> None:
        """`base` is the address up to and with `/v1`; `pauses` are the seconds between tries."""
        self._url, self._model, self._key = f"{base.rstrip('/')}/chat/completions", model, key
        self._pauses = _PAUSES if pauses is None else pauses

    @property
    def name(self) -> str:
        """The model and the version of the prompt."""
        return f"openai/{self._model}+{PROMPT_VERSION}"

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """One list of tags for each sentence, in order."""
        found: list[list[Tag]] = []
        for batch in _batches(sentences):
            found += self._tag_batch(batch)
        return found

    def _tag_batch(self, batch: Sequence[str]) -> list[list[Tag]]:
        found: list[list[Tag]] = [[] for _ in batch]
        for named in dict.fromkeys(self._ask(batch).names):
            if 1 <= named.sentence <= len(batch) and named.text:
                found[named.sentence - 1] += _places(batch[named.sentence - 1], named)
        return found

    def _ask(self, batch: Sequence[str]) -> Answered:
        body = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _PROMPT},
                {"role": "user", "content": "\n".join(f"{n}. {text}" for n, text in enumerate(batch, 1))},
            ],
            "response_format": {"type": "json_schema", "json_schema": {"name": "names", "strict": True, "schema": _SCHEMA}},
        }
        reply = self._post(json.dumps(body, ensure_ascii=False).encode())
        try:
            message: Any = json.loads(reply)["choices"][0]["message"]["content"]
            return msgspec.json.decode(message, type=Answered)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise TaggerError(f"the answer of {self._url} is not what was asked for ({error})") from error

    def _post(self, body: bytes) -> bytes:
        """The body of the answer; tries again after a pause when the endpoint is busy or away."""
        for pause in (*self._pauses, None):
            try:
                return self._send(body)
            except urllib.error.HTTPError as error:
                with error:
                    why, final = f"{self._url} answers {error.code}", error.code not in (408, 409, 429) and error.code < 500
            except (OSError, HTTPException) as error:
                why, final = f"{self._url} cannot be reached ({getattr(error, 'reason', None) or error})", False
            if final or pause is None:
                raise TaggerError(why)
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _send(self, body: bytes) -> bytes:
        headers: Mapping[str, str] = {"Content-Type": "application/json"}
        if self._key:
            headers = {**headers, "Authorization": f"Bearer {self._key}"}
        request = urllib.request.Request(self._url, body, dict(headers))  # noqa: S310 - `make` lets http and https through only
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - the same
            read: bytes = answer.read(_MOST + 1)
        if len(read) > _MOST:
            raise TaggerError(f"{self._url} sends more than {_MOST} bytes")
        return read


def _batches(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Sentences in order, in lots of bounded length."""
    batch: list[str] = []
    size = 0
    for text in sentences:
        if batch and size + len(text) > _CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _places(sentence: str, named: Named) -> Iterator[Tag]:
    """Wherever the words stand; nowhere when the model made them up."""
    at = sentence.find(named.text)
    while at >= 0:
        end = at + len(named.text)
        yield Tag(at, end, named.type, _SCORE, named.text)
        at = sentence.find(named.text, end)


def make(argument: str) -> OpenAITagger:
    """The tagger for a model of the endpoint in `OPENAI_BASE_URL`. Raises `ShiluError` when either is missing."""
    base = os.environ.get("OPENAI_BASE_URL", "")
    if not argument or not base:
        raise ShiluError("say --tagger openai:MODEL, and set OPENAI_BASE_URL to the endpoint (such as http://127.0.0.1:8080/v1)")
    if not base.startswith(("http://", "https://")):
        raise ShiluError(f"OPENAI_BASE_URL is no http address: {base!r}")
    return OpenAITagger(base, argument, os.environ.get("OPENAI_API_KEY"))
