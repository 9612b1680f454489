"""The command line: one group, one function a verb.

Exit codes: 0 done (a dossier with failures is done: they are in the manifest and on standard error), 1 `--strict` and a
failure or a check that found a fault, 2 usage (also a `--data` that is no dossier), 3 nothing could be written, 130 Ctrl-C.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from shilu import __version__
from shilu.cli.archive import db_verb, export_verb, ingest_verb, update_verb
from shilu.cli.build import build_verb
from shilu.cli.compare import changes_verb, conflicts_verb
from shilu.cli.config import configured, named_in_environment
from shilu.cli.doctor import doctor_verb
from shilu.cli.evaluate import evaluate
from shilu.cli.forget import forget_verb
from shilu.cli.judge import judge_verb
from shilu.cli.read import check_verb, figures_verb, rules_verb, show_verb
from shilu.cli.search import search_verb
from shilu.cli.stories import stories_verb
from shilu.cli.timeline import timeline_verb
from shilu.cli.versions import versions_verb
from shilu.model.errors import InvalidDossierError, NothingWrittenError, ShiluError, WrongChoiceError

EXITS = ((NothingWrittenError, 3), (InvalidDossierError, 2), (WrongChoiceError, 2), (ShiluError, 1))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shilu")
@click.option("--config", type=click.Path(path_type=Path), envvar="SHILU_CONFIG", metavar="FILE",
              help="Settings in TOML; by default ./shilu.toml, else ~/.config/shilu/config.toml.")  # fmt: skip
@click.pass_context
def shilu(context: click.Context, config: Path | None) -> None:
    """Shilu (实录): a checkable account of what the news says."""
    context.obj = configured(shilu, config)
    context.default_map = context.obj.values


VERBS = (
    build_verb, check_verb, stories_verb, figures_verb, show_verb, conflicts_verb, changes_verb, timeline_verb, versions_verb,
    judge_verb, ingest_verb, update_verb, export_verb, search_verb, forget_verb, db_verb, doctor_verb, rules_verb, evaluate,
)  # fmt: skip
for verb in VERBS:
    shilu.add_command(verb)
named_in_environment(shilu)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code; errors of input are one line, bugs a traceback."""
    try:
        code = shilu.main(arguments, prog_name="shilu", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("shilu: stopped; nothing was changed", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has gone: nothing more to say
        sys.exit(0)
    except ShiluError as error:
        click.echo(f"shilu: {error}", err=True)
        sys.exit(next(number for kind, number in EXITS if isinstance(error, kind)))
    sys.exit(code if isinstance(code, int) else 0)
