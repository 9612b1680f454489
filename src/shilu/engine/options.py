"""How an account is to be made; a module of its own, since who only asks for an account need not load what makes one."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from shilu.model.judgements import Judgement
from shilu.model.protocols import Progress, Tagger


class Options(Struct, frozen=True):
    """How to build: the tagger (None: rules alone), the policy for best, who is told of progress, and in how many processes
    (None: as many as fit; whatever their number, the dossier is the same). `judgements` are what people decided.
    Of posts published after `until` none is taken. `stories`: one, each, or auto (one when the articles tell one event).
    """

    tagger: Tagger | None = None
    policy: str = "latest-official"
    progress: Progress | None = None
    jobs: int | None = None
    judgements: tuple[Judgement, ...] = ()
    until: date | None = None
    stories: str = "auto"

    def tell(self, stage: str, done: int, total: int) -> None:
        """Report progress, if anybody listens."""
        if self.progress:
            self.progress(stage, done, total)
