"""Stories kept in pages: when events change, only the stories that this can reach are put together anew.

What `Linker` does with some events does not depend on the rest as long as no story in the making of theirs would have
been joined with one of the rest. Two would, if they are alike, and at that cosine both are there: each is there from the
least cosine at which any two were joined before it was made (`born`) to that at which it went into another (`dies`). So
every story that ever was in the making is kept, with the names it is looked up by. The stories of changed events are put
together again, those whose stories in the making would be joined with theirs are taken in, and so on until none is.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from shilu.stories.centres import Centre, Mark, alike, centre_of
from shilu.stories.event import Event
from shilu.stories.linking import Link, Linker, is_common
from shilu.stories.pages import Pages
from shilu.stories.rows import Rows, of_number
from shilu.stories.screen import Screen

COUNT, HOLDER, CENTRE, GROUP, MEMBER = "lc", "lh", "LK", "lg", "le"
TABLES = (COUNT, HOLDER, CENTRE, GROUP, MEMBER)

Id = tuple[int, int]  # key and version of a story in the making
Key = TypeVar("Key")
Value = TypeVar("Value")


class Group(Struct, frozen=True, array_like=True):
    """A story: its events, why those that went into another's did, and all stories in the making that it was.

    `key` is that of its first largest event.
    """

    key: int
    events: tuple[int, ...]
    links: dict[int, Link]
    centres: tuple[Id, ...]


class _Kept(Struct, frozen=True, array_like=True):
    """What is kept of a story in the making: its words, a zero character between two, and their weights as bytes."""

    words: str
    weights: bytes
    anchors: tuple[str, ...]
    cases: tuple[str, ...]
    place: str | None
    size: int
    start: float
    last: float
    born: float
    dies: float


class Common:
    """The marks that too many events have, looked up when asked for."""

    def __init__(self, counts: Rows[Mark, int]) -> None:
        self._counts = counts
        self._known: dict[Mark, bool] = {}

    def ask(self, marks: Iterable[Mark]) -> None:
        """Look some up together."""
        asked = {mark for mark in marks if mark not in self._known}
        counts = self._counts.fetch(asked)
        self._known.update((mark, is_common(counts.get(mark, 0))) for mark in asked)

    def __contains__(self, mark: object) -> bool:
        if mark not in self._known:
            self.ask([mark])  # type: ignore[list-item]  # Container asks for object; only marks are looked up
        return self._known[mark]  # type: ignore[index]  # as above


class Links:
    """The stories of all events. Nothing is held here."""

    def __init__(self, pages: Pages, events: Callable[[Collection[int]], Mapping[int, Event]]) -> None:
        """`events` gives those of some events that are there."""
        self._pages, self._events = pages, events
        self._counts = Rows(pages, COUNT, _mark, int)
        self._centres = Rows(pages, CENTRE, _id, _Kept)
        self._groups = Rows(pages, GROUP, of_number, Group)
        self._members = Rows(pages, MEMBER, of_number, int)

    def groups(self) -> list[Group]:
        """All stories."""
        return [group for _, group in self._groups.all()]

    def groups_of(self, events: Collection[int]) -> dict[int, Group]:
        """The stories that hold some events, by key."""
        return self._groups.fetch(sorted(set(self._members.fetch(events).values())))

    def update(self, changed: Collection[int]) -> tuple[list[Group], list[Group]]:
        """Take in that some events are another, new or gone; returns the stories that were, and those that are instead.

        A story with none of the changed events that came out the same is in neither.
        """
        base = {key: centre_of(event) for key, event in self._events(changed).items()}
        old = self.groups_of([*changed, *self._count(changed, base)])
        common = Common(self._counts)
        while True:
            keys = [key for group in old.values() for key in group.events if key not in changed and key not in base]
            base |= {key: centre_of(event) for key, event in self._events(keys).items()}
            common.ask(mark for centre in base.values() for mark in centre.marks())
            linker = Linker([base[key] for key in sorted(base)], common, remember=True)
            stories = linker.run()
            known = self._centres.fetch([id_ for group in old.values() for id_ in group.centres])
            reached = self._reached(linker.made, common, known)
            if not reached:
                break
            old |= self.groups_of(reached)
        new = _grouped(stories, linker)
        self._write(old, new, known, {(one.key, one.version): one for one in linker.made})
        same = {key for key, group in new.items() if old.get(key) == group and not set(changed).intersection(group.events)}
        return [old[key] for key in old if key not in same], [new[key] for key in new if key not in same]

    def _count(self, changed: Collection[int], base: Mapping[int, Centre]) -> list[int]:
        """Count the marks of events anew; returns the keys of all that hold a mark which says nothing any more, or again."""
        before = self._centres.fetch([(key, 0) for key in changed])
        more = Counter(mark for centre in base.values() for mark in centre.marks())
        more.subtract(mark for kept in before.values() for mark in _marks(kept))
        more = Counter({mark: count for mark, count in more.items() if count})
        counts = self._counts.fetch(more)
        now = {mark: counts.get(mark, 0) + count for mark, count in more.items()}
        self._counts.put({mark: count or None for mark, count in now.items()})
        crossed = [mark for mark, count in now.items() if is_common(count) != is_common(counts.get(mark, 0))]
        return sorted({key for ids in self._holders(crossed).values() for key, _ in ids})

    def _holders(self, marks: Collection[Mark]) -> dict[Mark, list[Id]]:
        """The stories in the making that hold some marks."""
        by_bytes = {_mark(mark): mark for mark in marks}
        found: dict[Mark, list[Id]] = defaultdict(list)
        for row, _ in self._pages.scan(HOLDER, by_bytes):
            found[by_bytes[row[:-8]]].append((int.from_bytes(row[-8:-4], "big"), int.from_bytes(row[-4:], "big")))
        return found

    def _reached(self, made: Iterable[Centre], common: Common, known: Mapping[Id, _Kept]) -> set[int]:
        """The keys of stories in the making, of other stories, that would have been joined with one of these.

        What was there as long before was compared then.
        """
        new = [one for one in made if not _is_known(one, known.get((one.key, one.version)))]
        marks = {one: [mark for mark in one.marks() if mark not in common] for one in new}
        holders = self._holders({mark for some in marks.values() for mark in some})
        others = {id_ for ids in holders.values() for id_ in ids if id_ not in known}
        near = _Near(self._centres.fetch(others))
        return {
            other[0] for one, some in marks.items()
            for other in near.joined({id_ for mark in some for id_ in holders.get(mark, ())}, one)
        }  # fmt: skip

    def _write(
        self, old: Mapping[int, Group], new: Mapping[int, Group], known: Mapping[Id, _Kept], made: Mapping[Id, Centre]
    ) -> None:
        """Put what is another in the place of what was."""
        rows = {id_: _kept(centre) for id_, centre in made.items()}
        held = {_held(mark, id_) for id_, kept in known.items() for mark in _marks(kept)}
        holds = {_held(mark, id_) for id_, kept in rows.items() for mark in _marks(kept)}
        self._pages.put(HOLDER, dict.fromkeys(sorted(held - holds)) | dict.fromkeys(sorted(holds - held), b""))
        self._centres.put(_changes(known, rows))
        self._groups.put(_changes(old, new))
        self._members.put(
            _changes(*({event: group.key for group in some.values() for event in group.events} for some in (old, new)))
        )


def _changes(old: Mapping[Key, Value], new: Mapping[Key, Value]) -> dict[Key, Value | None]:
    """What to write so that the new rows stand in the place of the old ones."""
    gone: dict[Key, Value | None] = {key: None for key in old if key not in new}
    return gone | {key: value for key, value in new.items() if old.get(key) != value}


def _grouped(stories: Iterable[Centre], linker: Linker) -> dict[int, Group]:
    """Stories as they are kept, by key."""
    home = {event: story.key for story in stories for event in story.events}
    links: dict[int, dict[int, Link]] = defaultdict(dict)
    for event, link in sorted(linker.links.items()):
        links[home[event]][event] = link
    centres: dict[int, list[Id]] = defaultdict(list)
    for one in linker.made:
        centres[home[one.key]].append((one.key, one.version))
    return {
        story.key: Group(story.key, tuple(sorted(story.events)), links[story.key], tuple(sorted(centres[story.key])))
        for story in stories
    }


class _Near:
    """Stories in the making that are kept, to be compared with others: few are made of their rows."""

    def __init__(self, kept: Mapping[Id, _Kept]) -> None:
        self._kept, self._made = kept, dict[Id, Centre]()
        self._screen = Screen[Id]()

    def joined(self, ids: Collection[Id], one: Centre) -> Iterator[Id]:
        """Those of some that would have been joined with one, or just not, had both been looked at together."""
        there = [id_ for id_ in ids if id_ in self._kept and _met(one, self._kept[id_])]
        for id_ in (id_ for id_ in there if id_ not in self._screen):
            kept = self._kept[id_]
            self._screen.put(id_, _words(kept), array("d", kept.weights))
        mine = one.key, one.version
        self._screen.put(mine, one.vector, list(one.vector.values()))
        for id_ in self._screen.near(mine, there):
            other = self._made.get(id_) or self._made.setdefault(id_, _centre(id_, self._kept[id_]))
            cosine = alike(one, other) if one.key < other.key else alike(other, one)
            if cosine > 0.0 and cosine >= max(one.dies, other.dies):
                yield id_


def _met(one: Centre, other: _Kept) -> bool:
    """True when two stories in the making were there at one cosine."""
    return min(one.born, other.born) >= max(one.dies, other.dies)


def _is_known(one: Centre, kept: _Kept | None) -> bool:
    """True when a story in the making was there before, and at least as long."""
    if kept is None or one.born > kept.born or one.dies < kept.dies:
        return False
    return replace(kept, born=one.born, dies=one.dies) == _kept(one)


def _kept(one: Centre) -> _Kept:
    cases = tuple(sorted(one.cases))
    words, weights = "\0".join(one.vector), array("d", one.vector.values()).tobytes()
    return _Kept(words, weights, one.anchors, cases, one.place, one.size, one.start, one.last, one.born, one.dies)


def _centre(id_: Id, kept: _Kept) -> Centre:
    made = Centre(*id_, (), frozenset(kept.cases))
    made.vector = dict(zip(_words(kept), array("d", kept.weights), strict=True))
    made.anchors, made.place = kept.anchors, kept.place
    made.size, made.start, made.last = kept.size, kept.start, kept.last
    made.born, made.dies = kept.born, kept.dies
    return made


def _words(kept: _Kept) -> list[str]:
    return kept.words.split("\0") if kept.weights else []


def _marks(kept: _Kept) -> Iterator[Mark]:
    yield from ((False, anchor) for anchor in kept.anchors)
    yield from ((True, case) for case in kept.cases)


def _mark(mark: Mark) -> bytes:
    is_case, words = mark
    return (b"c" if is_case else b"a") + words.encode() + b"\0"


def _id(id_: Id) -> bytes:
    return of_number(id_[0]) + of_number(id_[1])


def _held(mark: Mark, id_: Id) -> bytes:
    return _mark(mark) + _id(id_)
