"""What a verb reads when it reads an account: a dossier (by default the one built last), or an archive; and as of when."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from shilu.engine.moments import moment, recorded_by
from shilu.model.errors import WrongChoiceError
from shilu.model.protocols import Progress

if TYPE_CHECKING:
    from shilu.engine.load import Data
    from shilu.engine.options import Options
    from shilu.store import Archive

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
POLICIES = ("latest-official", "ucdp", "acled", "preferred")  # of the ledger, which would be slow to ask
PUBLISHED, RECORD = "published", "record"
_GIVEN = (ParameterSource.COMMANDLINE, ParameterSource.PROMPT)


def _memory() -> Path:
    """The file that holds the last build's place (XDG base directories)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "shilu" / "last-build"


def remember(out: Path) -> None:
    """Note where the last dossier was built. A home that cannot be written costs this convenience only, and is said."""
    memory = _memory()
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(str(out.resolve()), encoding="utf-8")
    except OSError as error:
        click.echo(f"shilu: the place of this build was not remembered ({error.strerror}): name it with --data", err=True)


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    return moment(value) if value else None


def db_option(*, required: bool) -> Decorator:
    """The `--db` option: a file's path, or a server's address."""
    text = "The archive: a file (SQLite), or postgresql://USER@HOST/DATABASE; also $SHILU_DB."
    return click.option("--db", "place", required=required, metavar="FILE|URL", help=text)


tagger_option = click.option(
    "--tagger", "tagger_name", default="builtin", show_default=True, metavar="NAME[:ARGUMENT]",
    help="Who finds persons' names: builtin (the bundled network), none (rules alone, several times faster), "
    "spacy:PIPELINE, openai:MODEL, or another plug-in (docs/add-a-tagger.md).",
)  # fmt: skip
policy_option = click.option(
    "--policy", default="latest-official", show_default=True, type=click.Choice(POLICIES), help="How best is chosen."
)
as_of_option = click.option(
    "--as-of", "as_of", metavar="TIME", callback=_moment,
    help="What was known then: of no more than had been published (see --by) by a day's end or an instant.",
)  # fmt: skip
by_option = click.option(
    "--by", "clock", type=click.Choice([PUBLISHED, RECORD]), default=PUBLISHED, show_default=True,
    help="Whose time --as-of means: of publication, or of the archive's record (what this desk had).",
)  # fmt: skip
_DATA = click.option("--data", "out", type=click.Path(path_type=Path), help="The dossier to read; by default the one built last.")


class Source(Struct, frozen=True):
    """What to read: a dossier's folder, or an archive with the tagger and policy to read it with; as of a time, or now."""

    out: Path | None
    place: str | None
    tagger_name: str
    policy: str
    as_of: date | None = None
    clock: str = PUBLISHED

    @property
    def name(self) -> str:
        """What errors call it."""
        from shilu.store import called

        return called(self.place) if self.place else str(self.out or "the dossier built last")

    def at(self, time: date) -> Data:
        """The account of this source at another time."""
        return replace(self, as_of=time).opened()

    def opened(self) -> Data:
        """The account."""
        from shilu.engine.load import load_data

        if self.place:
            return self._of_archive(self.place)
        if self.clock == RECORD and self.as_of:
            raise click.UsageError("a dossier does not know when its articles were recorded: --by record wants --db")
        data = load_data(self.out or _last())
        if not self.as_of:
            return data
        from shilu.engine.known import known_at  # with all rooms

        return known_at(data, self.as_of, _options(data))

    def _of_archive(self, place: str) -> Data:
        """The account of an archive, whose files are gone when the verb ends."""
        from shilu.engine.export import account_of

        folder = click.get_current_context().with_resource(TemporaryDirectory(prefix="shilu-"))
        until = recorded_by(self.as_of) if self.as_of and self.clock == RECORD else None
        options = replace(archive_options(self.tagger_name), policy=self.policy, until=None if until else self.as_of)
        with existing(place) as archive:
            return account_of(archive, Path(folder) / "account", options, until)


def source_options(*, times: bool) -> Decorator:
    """The options that name a `Source`, which the verb gets as `source`; with `--as-of` and `--by` when `times`."""
    added: list[Decorator] = [
        _DATA,
        db_option(required=False),
        tagger_option,
        policy_option,
        *([as_of_option, by_option] if times else []),
    ]

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def verb(*words: Any, **given: Any) -> Any:
            fields = {name: given.pop(name) for name in Source.__struct_fields__ if name in given}
            return command(*words, source=_chosen(Source(**fields)), **given)

        whole: Callable[..., Any] = verb
        for option in reversed(added):
            whole = option(whole)
        return whole

    return decorate


def _chosen(source: Source) -> Source:
    """The one source that was meant: what stands on the command line goes before what the environment or a file says."""
    data, db = typed("out"), typed("place")
    if data and db:
        raise click.UsageError("name a dossier (--data) or an archive (--db), not both")
    chosen = replace(source, place=None) if data else source
    if not chosen.place and (typed("tagger_name") or typed("policy")):
        raise click.UsageError("a dossier has been read and judged already: --tagger and --policy want --db")
    return chosen


def typed(name: str) -> bool:
    """Whether a parameter of this name stands on the command line."""
    return click.get_current_context().get_parameter_source(name) in _GIVEN


def existing(place: str) -> Archive:
    """An archive that is there. Raises `UsageError` otherwise: reading must not make an empty one."""
    from shilu.store import Archive

    try:
        return Archive(place, make=False)
    except WrongChoiceError as error:
        raise click.UsageError(str(error)) from error


def archive_options(tagger_name: str, progress: Progress | None = None) -> Options:
    """Options with this tagger; what it lacks is said."""
    from shilu.engine.options import Options
    from shilu.engine.taggers import tagger

    chosen, warning = tagger(tagger_name, lambda line: click.echo(f"shilu: {line}", err=True))
    if warning:
        click.echo(f"shilu: {warning}", err=True)
    return Options(chosen, progress=progress)


def last_dossier() -> Path | None:
    """Where the last dossier was built, if any was."""
    try:
        return Path(_memory().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _last() -> Path:
    place = last_dossier()
    if place is None:
        raise click.UsageError("no dossier was built yet: name one with --data OUT")
    return place


def _options(data: Data) -> Options:
    """Options like those the dossier was built with; another tagger than the built-in one is said, since it is not asked again."""
    from shilu.engine.options import Options
    from shilu.engine.restore import judgement_of
    from shilu.engine.taggers import tagger

    name = data.manifest.get("tagger")
    chosen, warning = tagger("builtin" if name else "none")
    if chosen and chosen.name != name:
        warning = f"this dossier was made with the tagger {name}; what was known then is read with {chosen.name}"
    if warning:
        click.echo(f"shilu: {warning}", err=True)
    decisions = tuple(map(judgement_of, data.lines["judgements.jsonl"]))
    return Options(chosen, data.manifest["policy"], judgements=decisions, stories=data.manifest.get("stories", "one"))
