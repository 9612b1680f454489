"""Score the sources of statements on the Chinese Emergency Corpus.

    python eval/cec_sources.py ../shared/benchmarks/cec-dev.jsonl [--misses]

Gold: each relation Thoughtcontent (a telling event, the events told) whose telling event has a denoter of the corpus's own
type `statement` and at least one participant who speaks. Its source are its participants without the hearers: a 记者 of
HEARD beside another participant. Its content reaches from the first to the last event told. Left out, each counted by
its reason:
- dateline: the denoter closes the line that names the publishing medium (电, 讯, 消息, 信息 within the first 30 characters,
  or 报道 there when the content runs to the last event): who publishes a post is told to Shilu, not read by it;
- nobody: no participant (据悉, 据了解, 并强调): the corpus names no source;
- hearer: the only participant is the reporter who hears (记者从...获悉, 告诉记者): the corpus names the hearer, not the source;
- pronoun: the only participant is a pronoun: the corpus does not say who is meant;
- other type: the denoter is a perception, an operation, an action or an emergency: seen, measured or done, not said.
A second relation on one telling event is no second item.

An item is found when a statement of Shilu has its cue on the denoter; else when the statement's content covers at least
half of the first event told, or is covered by the content to at least half (each statement serves one item; those by cue
go first, then the longest common stretch). An outer item (据甲报道，乙表示), whose content holds the cue of another, is
found with that one, for both voices stand in one statement's chain.
Its source is right when each participant is an agent of the statement's chain behind the outlet: the root or, where the
root has no name, the link before it; any link for an outer item. A participant is an agent when a mention or the words of
the agent cover its last two characters (the head of a Chinese noun phrase stands last; closing marks aside), or when one
of the agent's names and the participant end alike, one with the other.

Found and right = right. Found and wrong = missed and false. Not found = missed. Statements that serve no item are
ignored, for the corpus does not annotate every statement. F1 of these is the measure. Each text is a post of its own, of
one paragraph a line, published on the day the corpus gives, under an outlet that is none of its sources, and is read with
the built-in tagger as `shilu build` does.

After the first run (F1 0.785 of 102) two lines above were mended, nothing else: a dateline counted as one only when its
content ran to the last event, which the corpus often does not say; and an outer item asked for a statement of its own.
Later one more: the mark that closes a title (《甲报》) no longer counts as its last character.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from shilu import sources
from shilu.annotate import annotate
from shilu.engine.taggers import tagger
from shilu.entities import resolve
from shilu.model.article import Article, Raw
from shilu.model.entities import Entity
from shilu.model.protocols import Tagger
from shilu.model.statements import Saying
from shilu.statements import state

HEARD = frozenset({"获悉", "了解", "得知", "获知", "告诉", "告知", "悉", "证实", "报道"})
DATELINE = frozenset({"电", "讯", "专讯", "专电", "消息", "信息", "报道"})
PRONOUNS = frozenset({"他", "她", "他们", "她们", "其", "它"})
OPENING = 30  # characters in which a dateline ends
Case = dict[str, Any]
Range = tuple[int, int]


class Item(NamedTuple):
    """One statement of the gold: the ranges in the text of its cue, its speakers, its content and the first event told."""

    cue: Range
    speakers: tuple[Range, ...]
    content: Range
    first: Range


class Told(NamedTuple):
    """One statement of Shilu, in positions of the gold's text; for each link behind the outlet the agents."""

    cue: Range | None
    content: Range
    links: tuple[tuple[Agent, ...], ...]


class Agent(NamedTuple):
    """An entity: its names (none for an unnamed source) and where it is mentioned."""

    names: tuple[str, ...]
    mentions: tuple[Range, ...]
    named: bool


def main() -> None:
    """Print precision, recall and F1, and with `--misses` each item that was not found (-) or given to another (~)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    chosen, _ = tagger("builtin", print)
    counts: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for line in arguments.cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = list(items(case, left_out))
        for item, told in paired(wanted, read(case, chosen)):
            verdict = "lost" if told is None else "right" if agrees(item, told, wanted, case["text"]) else "wrong"
            counts[verdict] += 1
            if arguments.misses and verdict != "right":
                print(miss(case["text"], item, told))
    right, found, every = counts["right"], counts["right"] + counts["wrong"], counts.total()
    precision, recall = right / max(1, found), right / max(1, every)
    print(
        f"source of a statement F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}: precision {precision:.3f}, "
        f"recall {recall:.3f}; right {right}, wrong {counts['wrong']}, not found {counts['lost']} of {every}; "
        f"left out {dict(sorted(left_out.items()))}"
    )


# ---- gold
def items(case: Case, left_out: Counter[str]) -> Iterator[Item]:
    """The statements of the gold; what is left out is counted by its reason."""
    events = {event["id"]: event for event in case["events"]}
    seen: set[str] = set()
    for relation in case["relations"]:
        if relation["relType"] != "Thoughtcontent" or relation["thoughtevent_eid"] not in events:
            continue
        event = events[relation["thoughtevent_eid"]]
        told = [events[key] for key in keys(relation["thoughtcontent_eids"]) if key in events and key != event["id"]]
        if event["id"] in seen or not told:
            continue
        seen.add(event["id"])
        item = read_item(event, told, case)
        if isinstance(item, Item):
            yield item
        else:
            left_out[item] += 1


def keys(words: str) -> list[str]:
    """`e7-e9` and `e7,e8` as single events."""
    found: list[str] = []
    for part in words.split(","):
        numbers = [int(number) for number in re.findall(r"\d+", part)]
        found += [f"e{number}" for number in range(numbers[0], numbers[-1] + 1)]
    return found


def read_item(event: Case, told: list[Case], case: Case) -> Item | str:
    """One statement, or why it is left out."""
    denoter = next((part for part in event["args"] if part["role"] == "Denoter"), None)
    if denoter is None or denoter["type"] != "statement":
        return "other type"
    spoken = [part for part in event["args"] if part["role"] == "Participant"]
    content = (min(one["start"] for one in told), max(one["end"] for one in told))
    word = denoter["text"].partition("/")[0]
    whole = content[1] >= max(one["end"] for one in case["events"])
    if word in DATELINE and denoter["end"] <= OPENING and (whole or word != "报道"):
        return "dateline"
    if not spoken:
        return "nobody"
    speakers = [part for part in spoken if not (word in HEARD and part["text"].endswith("记者"))]
    if not speakers:
        return "hearer"
    if all(part["text"] in PRONOUNS for part in speakers):
        return "pronoun"
    first = min(told, key=lambda one: one["start"])
    ranges = tuple((part["start"], part["end"]) for part in speakers)
    return Item((denoter["start"], denoter["start"] + len(word)), ranges, content, (first["start"], first["end"]))


# ---- Shilu
def read(case: Case, chosen: Tagger | None) -> list[Told]:
    """The statements that Shilu reads in a case."""
    post = article(case)
    marks = annotate(post, chosen)
    entities = resolve([post], [marks])
    stated = state(post, marks, entities)
    known = entities.by_id | {agent.id: agent for agent in stated.agents}
    places = positions(case["text"], post.text)
    return [told(saying, known, post, places) for saying in stated.sayings]


def told(saying: Saying, known: dict[str, Entity], post: Article, places: dict[int, int]) -> Told:
    """One statement in positions of the gold's text."""
    links = tuple(
        tuple(agent(known[key], post, places) for key in ((link,) if isinstance(link, str) else link)) for link in saying.chain[1:]
    )
    return Told(moved(saying.cue, places) if saying.cue else None, moved(saying.content, places), links)


def agent(entity: Entity, post: Article, places: dict[int, int]) -> Agent:
    mentions = tuple(moved((span.start, span.end), places) for span in entity.mentions if span.article == post.id)
    names = tuple(name for name in (entity.name, *entity.names) if name)
    return Agent(names, mentions, entity.name is not None)


def positions(text: str, whole: str) -> dict[int, int]:
    """From each position of the article that holds a character of the gold's text to its position there; white space aside."""
    found: dict[int, int] = {}
    at = whole.index("\n")
    for position, character in enumerate(text):
        if not character.isspace() and (at := whole.index(character, at)) >= 0:
            found[at] = position
            at += 1
    return found


def moved(span: Range, places: dict[int, int]) -> Range:
    """A range of the article in positions of the gold's text; empty when it lies outside."""
    inside = [places[at] for at in range(*span) if at in places]
    return (inside[0], inside[-1] + 1) if inside else (-1, -1)


def article(case: Case) -> Article:
    """The case as a post of its day, of one paragraph a line."""
    stamp = re.findall(r"\d+", case["report_time"] or "")
    day = "-".join(part.zfill(2) for part in stamp[:3]) if len(stamp) >= 3 else "2010-01-01"
    lines = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in case["text"].split("\n") if line.strip())
    body = f"---\ntitle: '标题'\ndate: {day} 23:00:00+08:00\n---\n{lines}\n"
    post = sources.read(Raw("cases/case.md", body.encode()))
    assert isinstance(post, Article), post
    return post


# ---- judgement
def paired(wanted: list[Item], statements: list[Told]) -> Iterator[tuple[Item, Told | None]]:
    """Each item with its statement: by the cue, then by the longest common stretch of content."""
    free, found = list(statements), dict[int, Told]()
    for by_cue in (True, False):
        fits = [(fit(item, one, by_cue=by_cue), -number, -at) for number, item in enumerate(wanted) for at, one in enumerate(free)]
        taken: set[int] = set()
        for _, number, at in sorted((f for f in fits if f[0] > 0), reverse=True):
            if -number not in found and -at not in taken:
                found[-number] = free[-at]
                taken.add(-at)
        free = [one for at, one in enumerate(free) if at not in taken]
    for number, item in enumerate(wanted):
        inner = (other for other in range(len(wanted)) if holds(item, wanted[other]))
        yield item, found.get(number) or next((found[other] for other in inner if other in found), None)


def holds(outer: Item, inner: Item) -> bool:
    """Whether one item's content holds the cue of another."""
    return inner is not outer and outer.content[0] <= inner.cue[0] < outer.content[1]


def fit(item: Item, one: Told, *, by_cue: bool) -> int:
    """How well a statement is the item: 0 for not at all."""
    if by_cue:
        return common(item.cue, one.cue) if one.cue else 0
    first, whole = common(item.first, one.content), common(item.content, one.content)
    covers = 2 * first >= item.first[1] - item.first[0] or 2 * whole >= one.content[1] - one.content[0]
    return whole if covers else 0


def common(left: Range, right: Range) -> int:
    """How many characters two ranges share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def agrees(item: Item, one: Told, wanted: list[Item], text: str) -> bool:
    """Whether the source of a statement is that of the item."""
    if any(holds(item, other) for other in wanted):
        links = one.links
    else:
        unnamed = bool(one.links) and not any(agent.named for agent in one.links[-1])
        links = one.links[-2:] if unnamed else one.links[-1:]
    agents = [agent for link in links for agent in link]
    return bool(agents) and all(any(stands(agent, speaker, text) for agent in agents) for speaker in item.speakers)


def stands(agent: Agent, speaker: Range, text: str) -> bool:
    """Whether an agent is the participant at a range of the text."""
    words = text[slice(*speaker)].rstrip("》”」』）)")
    end = speaker[0] + len(words)
    head = (max(speaker[0], end - 2), end)
    if any(common(head, mention) == head[1] - head[0] for mention in agent.mentions):
        return True
    return any(words.endswith(name) or name.endswith(words) for name in agent.names if agent.named and len(name) > 1)


def miss(text: str, item: Item, told: Told | None) -> str:
    """One line about an item that was missed."""
    speakers = "、".join(text[slice(*speaker)] for speaker in item.speakers)
    around = text[max(0, item.cue[0] - 40) : item.cue[1] + 25].replace("\n", "|")
    got = " < ".join("、".join((*agent.names, "?")[0] for agent in link) for link in told.links) if told else ""
    return f"{'~' if told else '-'} [{speakers}] [{text[slice(*item.cue)]}] got [{got}]: {around}"


if __name__ == "__main__":
    main()
