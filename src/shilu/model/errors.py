"""The errors of Shilu. A bad input is a `Failure` value in the stream; a wrong call is a `ShiluError`; a bug is a crash."""

from __future__ import annotations

from msgspec import Struct


class ShiluError(Exception):
    """Root of all errors that a user can mend; its text names the thing and what to do."""


class NothingWrittenError(ShiluError):
    """No output could be written (exit code 3)."""


class WrongChoiceError(ShiluError):
    """An option names something that there is not (exit code 2, as for any wrong usage)."""


class TaggerError(ShiluError):
    """A tagger stopped answering; the work goes on with the built-in one."""


class InvalidDossierError(ShiluError):
    """A dossier on disk contradicts itself: a span, an id or a hash does not hold."""


class Failure(Struct, frozen=True, order=True):
    """One input that could not be read, with the stage that gave up; it never stops the others.

    `stage` is one of: find, read, decode, front_matter, body, annotate. `error` is one line for a person.
    """

    path: str
    stage: str
    error: str


class Skipped(Struct, frozen=True, order=True):
    """One file that is no article (a README, a gold file), with the reason: named, never silent."""

    path: str
    reason: str
