"""Bytes -> characters: UTF-8 first, then the two encodings that older Chinese sites still publish in, never a guess in silence."""

from __future__ import annotations

import codecs

from msgspec import Struct

from shilu.model.article import Raw
from shilu.model.errors import Failure
from shilu.model.patterns import late

LIMIT = 8 * 1024 * 1024  # bytes; a thousand times a long article
_LEGACY = (("gb18030", ("gb18030",)), ("big5", ("big5", "cp950", "big5hkscs")))
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"
# the most frequent characters of both scripts and the comma and stop: wrong decodings hardly ever hit them
_FREQUENT = late("[，。、：的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會年月日报報]")
_ENOUGH = 0.08  # share of frequent characters among all that are not ASCII; real text has above 0.15, mojibake below 0.03


class Decoded(Struct, frozen=True):
    """`text` is the whole input as characters, byte order mark included; `encoding` is Python's name of the codec."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: Raw) -> Decoded | Failure:
    """Characters of one input, or why there are none: empty, too large, binary, or in no encoding known here."""
    body = raw.body
    if len(body) > LIMIT:
        return Failure(raw.path, "read", f"{len(body):,} bytes are more than the limit of {LIMIT:,} bytes for one post")
    if not body.strip(b"\xef\xbb\xbf \t\r\n\f"):
        return Failure(raw.path, "read", "the file is empty")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(raw)
    if _looks_binary(body):
        return Failure(raw.path, "decode", "looks binary: control bytes where text should be")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error)


def _looks_binary(body: bytes) -> bool:
    """True when more than one byte in a hundred at the start is a control byte that text does not contain."""
    head = body[:4096]
    return (len(head) - len(head.translate(None, _CONTROLS))) * 100 > len(head)


def _utf16(raw: Raw) -> Decoded | Failure:
    try:
        return Decoded(raw.body.decode("utf-16"), "utf-16", ("decoded as UTF-16 by its byte order mark",))
    except UnicodeDecodeError as error:
        return Failure(raw.path, "decode", f"starts as UTF-16 but byte {error.start:,} is not")


def _not_utf8(raw: Raw, error: UnicodeDecodeError) -> Decoded | Failure:
    """The best legacy encoding, if it reads like Chinese. A cut in the last character fails: a number before it may be cut."""
    if error.reason == "unexpected end of data" and error.end == len(raw.body):
        return Failure(raw.path, "decode", f"cut off in the middle of a character at byte {error.start:,}: the file is not whole")
    read = [found for name, codec_names in _LEGACY if (found := _legacy(raw.body, name, codec_names))]
    best = max(read, key=lambda found: _likeness(found.text), default=None)
    if best is None or _likeness(best.text) < _ENOUGH:
        where = f"byte {error.start:,} (0x{raw.body[error.start]:02x}) is not UTF-8"
        return Failure(raw.path, "decode", f"{where}, and the text is neither GB18030 nor Big5")
    return best


def _legacy(body: bytes, name: str, codec_names: tuple[str, ...]) -> Decoded | None:
    """The first codec of a family that reads all bytes (a cut last character aside)."""
    for codec in codec_names:
        for cut in (0, 1, 2, 3):
            try:
                text = body[: len(body) - cut].decode(codec)
            except UnicodeDecodeError as error:
                if error.start < len(body) - 4:
                    break
            else:
                notes = (f"not UTF-8: decoded as {name.upper()}", *((f"the last {cut} byte(s) left out",) if cut else ()))
                return Decoded(text, codec, notes)
    return None


def _likeness(text: str) -> float:
    """Share of very frequent Chinese characters among all that are not ASCII."""
    wide = sum(1 for character in text if character > "\x7f")
    return len(_FREQUENT.findall(text)) / wide if wide else 0.0
