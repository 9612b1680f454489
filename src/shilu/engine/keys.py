"""Digests of all that an archive's marks, stories and accounts are functions of, but for the articles themselves."""

from __future__ import annotations

import msgspec

from shilu.engine.digest import rules_digest, writers_digest
from shilu.engine.options import Options
from shilu.model.ids import digest
from shilu.stories.deciding import is_of_stories


def maker_of(options: Options) -> str:
    """Who makes marks: the rules and the tagger. What another made is kept, and not used."""
    return f"{rules_digest()[:32]} {options.tagger.name if options.tagger else 'none'}"


def sorting_key(options: Options) -> str:
    """What the sorting of articles into stories is a function of."""
    judged = sorted(one.id for one in options.judgements if is_of_stories(one) or one.action == "withdraw")
    return digest(msgspec.json.encode((rules_digest(), writers_digest(), judged)))


def telling_key(options: Options) -> str:
    """What the account of a story is a function of."""
    judged = sorted(one.id for one in options.judgements)
    return digest(msgspec.json.encode((maker_of(options), writers_digest(), options.policy, judged)))
