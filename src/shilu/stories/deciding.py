"""Stories as people decide them: merge, split, move and pin, followed after the machine has sorted, in order of time.

The id of a story stands for its earliest article, so that a decision finds its story again when ids have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from shilu.model.article import Article
from shilu.model.ids import make_id
from shilu.model.judgements import Decided, Judgement
from shilu.model.ledger import Lineage, Reason, Story
from shilu.stories import one_story

ACTIONS = frozenset({"merge", "split", "move", "pin"})
_SAID = {
    "merge": ("两个故事由人并为一个", "two stories were made one"),
    "split": ("由人拆出", "was taken out"),
    "move": ("由人移来", "was moved here"),
    "pin": ("由人定在此处", "was pinned here"),
}


def is_of_stories(judgement: Judgement) -> bool:
    """Whether a judgement says which articles belong together."""
    return judgement.action in ACTIONS and judgement.target.startswith(("sto:", "art:"))


def separates(judgements: Iterable[Judgement]) -> bool:
    """Whether people have set articles apart: then they are not one story, however alike."""
    return any(is_of_stories(one) and one.action in ("split", "move") for one in judgements)


def decided_stories(
    stories: Sequence[Story], articles: Sequence[Article], nearest: Mapping[str, str], judgements: Iterable[Judgement]
) -> tuple[tuple[Story, ...], list[Decided]]:
    """The stories after all standing judgements (in order of time), and which of these found what they are about.

    `nearest` names for an article the earlier one that brought it into its event: what is published after a split or a move,
    and is nearest to an article that went, goes with it.
    """
    mine = [one for one in judgements if is_of_stories(one)]
    if not mine:
        return tuple(stories), []
    desk = _Desk(stories, articles, nearest)
    decided = [Decided(one, desk.follow(one)) for one in mine]
    return desk.stories(), decided


class _Desk:
    """Which article is in which story, while decisions are followed."""

    def __init__(self, stories: Sequence[Story], articles: Sequence[Article], nearest: Mapping[str, str]) -> None:
        self._found = stories
        self._articles = {article.id: article for article in articles}
        self._paths = {article.path: article.id for article in articles}
        self._anchors = {make_id("sto", article.id): article.id for article in articles}
        self._home = {article: story.id for story in stories for article in story.articles}
        self._followers: dict[str, list[str]] = defaultdict(list)
        for article, other in nearest.items():
            self._followers[other].append(article)
        self._why: dict[str, Judgement] = {}
        self._lineage: list[tuple[str, Lineage]] = []  # an article of the story that it is about, and what happened to it

    def follow(self, one: Judgement) -> str | None:
        """Follow one decision; the id of what it is about, or `None` when that or the other side is not there."""
        target = self._article(one.target, one.quote.path if one.quote else None)
        others = [self._article(key) for key in (one.value or "").split()]
        if target is None or None in others or (one.action != "split" and not others):
            return None
        known = [other for other in others if other]
        if one.action == "merge":
            self._merge(one, target, known[0])
        elif one.action == "split":
            self._go([target, *known], make_id("sto", target, one.id), one)
        else:
            self._go([target], self._home[known[0]], one)
        return one.target if one.target in self._articles else make_id("sto", target)

    def _article(self, key: str, path: str | None = None) -> str | None:
        """The article that an id of an article or a story stands for, else the one at the path."""
        return key if key in self._articles else self._anchors.get(key) or self._paths.get(path or "")

    def _merge(self, one: Judgement, gone: str, kept: str) -> None:
        old, new = self._home[gone], self._home[kept]
        if old == new:
            return
        for article, home in self._home.items():
            if home == old:
                self._home[article] = new
                self._why.setdefault(article, one)
        self._lineage.append((kept, Lineage("merge", make_id("sto", gone), one.id)))

    def _go(self, articles: Sequence[str], to: str, one: Judgement) -> None:
        """Some articles go to another story, and with them what came after the decision and is nearest to them."""
        old = {self._home[article] for article in articles}
        going = list(articles)
        while going:
            article = going.pop()
            if one.action != "pin" or article in articles:
                self._home[article] = to
                self._why[article] = one
            later = (other for other in self._followers[article] if self._home[other] in old and other not in self._why)
            going += [other for other in later if one.action != "pin" and self._after(other, one)]
        for home in old - {to}:
            self._left(home, articles, one)

    def _after(self, article: str, one: Judgement) -> bool:
        published = self._articles[article].published
        return published is not None and published > one.at

    def _left(self, home: str, gone: Sequence[str], one: Judgement) -> None:
        """The story that articles were taken from keeps, under a new id, what the old one stood for."""
        rest = next((article for article, there in self._home.items() if there == home), None)
        if rest:
            self._lineage += [(rest, Lineage(one.action, make_id("sto", article), one.id)) for article in gone]

    def stories(self) -> tuple[Story, ...]:
        """All articles, each in one story, in order of the stories' first articles."""
        groups: dict[str, list[str]] = defaultdict(list)
        for article, home in self._home.items():
            groups[home].append(article)
        told = {reason.article: reason for story in self._found for reason in story.reasons}
        parts = [set(part) for story in self._found for part in story.parts]
        made = [self._story(members, told, parts) for members in groups.values()]
        return tuple(sorted(made, key=lambda story: (story.first is None, story.first and story.first.isoformat(), story.id)))

    def _story(self, members: Sequence[str], told: Mapping[str, Reason], parts: Sequence[set[str]]) -> Story:
        whole = one_story([self._articles[article] for article in members])
        own = [tuple(article for article in whole.articles if article in part) for part in parts]
        homes = {self._home[article] for article in members}
        return replace(
            whole,
            reasons=tuple(self._reason(told[article]) for article in whole.articles),
            parts=tuple(sorted((part for part in own if part), key=lambda part: whole.articles.index(part[0]))),
            lineage=tuple(sorted({line for article, line in self._lineage if self._home[article] in homes})),
        )

    def _reason(self, reason: Reason) -> Reason:
        one = self._why.get(reason.article)
        if one is None:
            return reason
        zh, en = _SAID[one.action]
        return Reason(
            reason.article,
            f"{zh}（{one.by}：{one.why}）；原先：{reason.because}",
            f"{en} ({one.by}: {one.why}); before: {reason.because_en}",
        )
