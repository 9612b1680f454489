"""The small pieces of markup that stand on a page thousands of times: names, chains, days, numbers, scopes.

Each escapes what it is given and returns `Markup`; what recurs is made once for a page.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from shilu.dossier.terms import Agent, Amount, ChainView, Measure, Passage, When, Words
from shilu.dossier.view import Report, Site
from shilu.publish import html_words as words
from shilu.publish.html_text import clip

REMEMBERED = 4096  # labels in both languages that are kept ready


def markup(escaped: str) -> Markup:
    """Text whose parts have been escaped one by one."""
    return Markup(escaped)  # noqa: S704 - the callers here escape every part


@lru_cache(maxsize=REMEMBERED)
def both(label: Words) -> Markup:
    """A label in both languages; the page shows the reader's one."""
    if label.zh == label.en:
        return markup(f"<span>{escape(label.zh)}</span>")
    return markup(f'<span lang="zh-Hans">{escape(label.zh)}</span><span lang="en">{escape(label.en)}</span>')


def number(amount: Amount) -> Markup:
    """A number with its bound word set apart, so that the eye finds the number."""
    if amount.value is None and amount.written and (bounds := words.range_words(amount)).en:
        written = escape(amount.written)
        return markup(f'<span lang="zh-Hans">{written}</span><span lang="en">{escape(bounds.en)} <small>({written})</small></span>')
    bound = words.bound_words(amount)
    shown = both(words.amount_words(amount))
    return markup(f'<span class="bound">{both(bound)} </span>{shown}') if bound else shown


def name(agent: Agent) -> Markup:
    """Somebody's name, set apart from the direction of the text around it; dotted when it is no name."""
    dotted = "" if agent.named else ' class="unnamed"'
    if agent.name_en and agent.name_en != agent.name:
        return markup(f"<bdi{dotted}>{both(Words(agent.name, agent.name_en))}</bdi>")
    return markup(f"<bdi{dotted}>{escape(clip(agent.name, 24))}</bdi>")


class Pieces:
    """The pieces of one page, in the days of its calendar. Templates know it as `m`."""

    def __init__(self, calendar: words.Calendar) -> None:
        self.calendar = calendar
        self._chains: dict[ChainView, Markup] = {}
        self._words: dict[ChainView, Markup] = {}
        self._names: dict[Agent, Markup] = {}
        self._moments: dict[str, Markup] = {}

    def at(self, passage: Passage) -> str:
        """A passage as an address of this page."""
        return f"{passage.article}:{passage.start}-{passage.end}"

    def to_figure(self, report: Report) -> Markup:
        """The attributes of a link that opens a figure's passage."""
        return markup(f'class="v" {self.to_report(report)}')

    def to_report(self, report: Report) -> Markup:
        """The same for a link that has a class of its own."""
        return markup(f'href="#{escape(report.id)}" data-at="{escape(self.at(report.passage))}"')

    def to_passage(self, passage: Passage) -> Markup:
        """The attributes of a link that opens a passage."""
        place = escape(self.at(passage))
        return markup(f'href="#{place}" data-at="{place}"')

    def to_site(self, site: Site) -> Markup:
        """The attributes of a link that opens the most telling passage of a place."""
        if site.figures:
            return self.to_report(site.figures[0].best)
        return self.to_passage(site.events[0].passage)

    def name(self, agent: Agent) -> Markup:
        """Somebody's name."""
        if agent not in self._names:
            self._names[agent] = name(agent)
        return self._names[agent]

    def place(self, place: Agent, within: Agent | None) -> Markup:
        """A place with the region around it, each language in its own order: 云州青石县; Qingshi, Yunzhou."""
        if within is None or place.name.startswith(within.name):
            return self.name(place)
        english = f"{place.name_en or place.name}, {within.name_en or within.name}"
        return markup(f"<bdi>{both(Words(clip(within.name + place.name, 24), clip(english, 48)))}</bdi>")

    def names(self, agents: tuple[Agent, ...]) -> Markup:
        """Several names."""
        return markup('<span class="sep">、</span>'.join(self.name(agent) for agent in agents))

    def chain(self, view: ChainView) -> Markup:
        """On whose word: outlet ← relay ← root."""
        if view not in self._chains:
            self._chains[view] = self._chain(view)
        return self._chains[view]

    def _chain(self, view: ChainView) -> Markup:
        last = len(view.links) - 1
        links = [
            f'<span class="{"root" if place == last else "relay"}">{self.names(link)}</span>'
            for place, link in enumerate(view.links)
        ]
        arrow = '<span class="arrow" aria-hidden="true"> ← </span>'
        return markup(f'<span class="chain">{arrow.join(links)}</span>')

    def word(self, view: ChainView) -> Markup:
        """On whose word, for the first screen: the whole chain where there is room, else its root, and the way on demand."""
        if view not in self._words:
            self._words[view] = self._word(view)
        return self._words[view]

    def _word(self, view: ChainView) -> Markup:
        if len(view.links) < 2:
            return self.chain(view)
        relays = len(view.links) - 1
        via = both(Words(f"经 {relays} 家", f"via {relays}"))
        return markup(
            f'<span class="wide">{self.chain(view)}</span><details class="via"><summary><b>{self.names(view.root)}</b> '
            f"<small>{via}</small></summary>{self.chain(view)}</details>"
        )

    def moment(self, when: When) -> Markup:
        """A day or an instant."""
        if when.iso not in self._moments:
            shown = both(self.calendar.short(when)).replace("年", markup("年<wbr>"))  # a narrow column breaks a long date there
            self._moments[when.iso] = markup(f'<time datetime="{escape(when.iso)}">{shown}</time>')
        return self._moments[when.iso]

    def maybe(self, when: When | None) -> Markup:
        """A day or an instant, or that there is none."""
        return self.moment(when) if when else markup(f'<span class="quiet">{both(words.interface("no_date"))}</span>')

    def quantity(self, amount: Amount) -> Markup:
        """A number with its unit."""
        if amount.value is None and amount.operator != "vague":
            return number(amount)
        return markup(f'{number(amount)}<small class="unit">{both(words.unit(amount))}</small>')

    def scoped(self, measure: Measure) -> Markup:
        """Of whom, where, in which incident; empty when the figure is of everybody."""
        parts: list[str] = []
        if measure.group != "all" and measure.group_label.zh:
            parts.append(both(measure.group_label))
        if measure.place:
            parts.append(self.place(measure.place, measure.within))
        if measure.population and measure.population != measure.group_label.zh:
            parts.append(f'<q lang="zh">{escape(clip(measure.population, 20))}</q>')
        if measure.incident:
            parts.append(f"<bdi>{escape(clip(measure.incident, 24))}</bdi>")
        return markup(f" <small>{' · '.join(parts)}</small>") if parts else Markup()

    def realis(self, report: Report) -> Markup:
        """A tag on what is not told as fact."""
        if report.realis == "actual":
            return Markup()
        return markup(f' <small class="tag">{both(report.realis_label)}</small>')

    def certainty(self, report: Report) -> Markup:
        """A tag on what is not told as fact, or not as certain."""
        if report.factuality in ("CT+", "Uu"):
            return self.realis(report)
        sure = both(report.factuality_label)
        told = "" if report.realis == "actual" else f"{both(report.realis_label)} · "
        return markup(f' <small class="tag">{told}{sure}</small>')
