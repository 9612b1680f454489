"""What a reader does: click a number and see the words, by mouse and by keyboard, wide and narrow, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from dossier_builders import landslide
from shilu.dossier.view import FigureRow, Report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Show = Callable[..., "Page"]
TOO_WIDE = """(width) => Array.from(document.querySelectorAll("body *"))
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => one.tagName + "." + one.getAttribute("class") + " " + one.textContent.trim().slice(0, 40))"""


def row(name: str) -> FigureRow:
    return next(one for one in landslide().dossier().figures if one.id == name)


def report(words: str) -> Report:
    dossier = landslide().dossier()
    return next(one for each in dossier.figures for one in each.history if words in one.passage.exact)


def marked(page: Page) -> str:
    return "".join(page.locator("#pane mark").all_text_contents())


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_figure_opens_its_words(show: Show, width: int) -> None:
    page = show(width=width, height=844)
    best = row("ser:killed").best
    page.locator(f'table.figures td.best a[href="#{best.id}"]').click()
    assert marked(page) == best.passage.exact
    assert page.locator("#pane mark").is_visible()
    assert page.locator("#pane .fulltext h3").text_content() == "青石滑坡死亡人数升至7人"
    assert page.url.endswith(f"#{best.id}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_words_are_in_sight(show: Show, width: int) -> None:
    page = show(width=width, height=700)
    page.locator("table.figures td.best a").first.click()
    seen = page.locator("#pane mark").first.bounding_box()
    assert seen
    assert 0 <= seen["y"] <= 700 - seen["height"]


def test_every_value_of_the_page_opens_the_words_it_stands_for(show: Show) -> None:
    page = show()
    wrong = page.evaluate("""() => {
        document.querySelectorAll("details").forEach((one) => { one.open = true; });
        const wrong = [];
        for (const link of document.querySelectorAll("a[data-at]")) {
            const cut = /^(.+):(\\d+)-(\\d+)$/.exec(link.dataset.at);
            if (!cut) continue;
            link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
            window.dispatchEvent(new HashChangeEvent("hashchange"));
            const points = Array.from(JSON.parse(document.getElementById(cut[1]).textContent).text);
            const exact = points.slice(Number(cut[2]), Number(cut[3])).join("");
            const marked = Array.from(document.querySelectorAll("#pane mark")).map((one) => one.textContent).join("");
            if (marked !== exact) wrong.push([link.dataset.at, exact, marked]);
        }
        return wrong;
    }""")
    assert wrong == []


def test_offsets_are_right_behind_characters_of_two_units(show: Show) -> None:
    candle = report("9人死亡🕯️")
    page = show(where=f"#{candle.id}")
    assert marked(page) == "已有9人死亡🕯️"
    kids = report("其中2名儿童")
    page = show(where=f"#{kids.id}")
    assert marked(page) == "其中2名儿童"


def test_a_link_to_a_passage_can_be_shared(show: Show) -> None:
    one = report("造成7人死亡").passage
    assert marked(show(where=f"#{one.article}:{one.start}-{one.end}")) == one.exact


def test_a_link_to_nothing_says_so(show: Show) -> None:
    page = show(where="#art:ffffffffffffffff:1-2")
    assert "没有这段原文" in (page.locator("#panebody").inner_text())


def test_both_readings_of_the_time_and_the_plain_link_are_in_the_pane(show: Show) -> None:
    page = show(where="#art:b1")
    told = page.locator("#pane").inner_text()
    assert "Mon, 04 Mar 2024 18:05:00 GMT" in told
    assert "2024年3月4日 18:05（UTC+8）" in told
    assert "2024年3月4日 18:05（UTC）" in told
    page = show(where="#art:a1")
    link = page.locator("#pane .original a")
    assert link.get_attribute("href") == "https://bay.example/2024/0304.html"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_nothing_is_wider_than_the_screen(show: Show, width: int, locale: str) -> None:
    page = show(width=width, locale=locale)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(TOO_WIDE, width) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("table.figures td.best a").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.getElementById('pane').scrollWidth <= document.getElementById('pane').clientWidth")


def test_the_language_follows_the_browser_and_the_button(show: Show) -> None:
    page = show(locale="en-US")
    assert page.locator("#figures").inner_text() == "Casualties and figures"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#close").get_attribute("aria-label") == "Close"
    page.locator("#lang").click()
    assert page.locator("#figures").inner_text() == "伤亡与数字"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator("#close").get_attribute("aria-label") == "关闭"


def lightness(page: Page) -> float:
    red, green, blue = page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    return (red + green + blue) / 3


def test_dark_follows_the_system_and_the_button(show: Show) -> None:
    page = show(scheme="dark")
    assert lightness(page) < 60
    page.locator("#theme").click()
    assert lightness(page) > 200
    page = show(scheme="light")
    assert lightness(page) > 200
    page.locator("#theme").click()
    assert lightness(page) < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show: Show, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for all text colours on the colours they stand on."""
    page = show(scheme=scheme)
    worst = page.evaluate("""() => {
        const style = getComputedStyle(document.documentElement);
        const canvas = document.createElement("canvas").getContext("2d");
        const light = (name) => {
            canvas.fillStyle = style.getPropertyValue(name);
            const hex = canvas.fillStyle;
            return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        };
        const pairs = [["--ink", "--paper"], ["--soft", "--paper"], ["--soft", "--sheet"], ["--link", "--paper"],
            ["--link", "--here"], ["--soft", "--here"], ["--warn", "--warnbg"],
            ["--warn", "--paper"], ["--markink", "--mark"], ["--ink", "--faint"]];
        return pairs.map(([a, b]) => {
            const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
            return [(x + 0.05) / (y + 0.05), a, b];
        }).sort((p, q) => p[0] - q[0])[0];
    }""")
    assert worst[0] >= 4.5, worst


def test_the_keyboard_walks_the_rows_opens_and_closes(show: Show) -> None:
    page = show(width=390, height=844)
    page.keyboard.press("j")
    first = page.locator(".row.here").inner_text()
    page.keyboard.press("j")
    assert page.locator(".row.here").inner_text() != first
    page.keyboard.press("k")
    assert page.locator(".row.here").inner_text() == first
    page.keyboard.press("o")
    page.locator("#pane mark").first.wait_for()
    assert marked(page)
    page.keyboard.press("Escape")
    assert not page.locator("#pane").is_visible()
    assert "#" not in page.url
    assert page.evaluate("document.activeElement.matches('a[data-at]')")


def test_a_wide_screen_begins_with_the_first_figures_words(show: Show) -> None:
    page = show()
    assert marked(page) == row("ser:killed").best.passage.exact
    assert page.evaluate("document.activeElement === document.body")


def test_paper_has_the_history_and_no_pane(show: Show) -> None:
    page = show(scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.history .reports").first.is_visible()
    assert not page.locator("#pane").is_visible()
    assert lightness(page) == 255
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_telephone_shows_the_main_number_and_its_root_at_once(show: Show, locale: str) -> None:
    page = show(width=390, height=600, locale=locale)
    number = page.locator(".cards .big a").first.bounding_box()
    assert number
    assert number["y"] + number["height"] <= 600
    way = page.locator(".cards details.via").first
    assert not page.locator(".cards .wide").first.is_visible()
    assert way.locator(".arrow").first.is_hidden()
    way.locator("summary").focus()
    page.keyboard.press("Enter")
    assert way.locator(".arrow").first.is_visible()


def test_a_wide_screen_and_paper_show_the_whole_chain(show: Show) -> None:
    page = show()
    assert page.locator(".cards .wide .arrow").first.is_visible()
    assert page.locator(".changes .via .root").first.is_visible()
    assert not page.locator(".cards details.via").first.is_visible()
    page = show(width=390, height=844)
    page.emulate_media(media="print")
    assert page.locator(".cards .wide .arrow").first.is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_point_of_the_chart_opens_its_words_and_a_table_tells_the_same(show: Show, width: int) -> None:
    page = show(width=width, height=844)
    history = page.locator("details.history").first
    history.locator("summary").first.click()
    points = history.locator("svg.full a")
    old = history.locator("svg.full a.old")
    assert old.locator("path.strike").count() == old.count() == 1
    assert history.locator("svg.full a.clash").count() == 2
    points.last.focus()
    page.keyboard.press("Enter")
    page.locator("#pane mark").first.wait_for()
    assert marked(page) == row("ser:killed").history[-1].passage.exact
    page.keyboard.press("Escape")
    history.locator("details.tabled summary").click()
    told = history.locator("details.tabled tbody td:nth-of-type(1)").all_inner_texts()
    assert told == ["3", "3", "3", "7"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_of_the_map_opens_its_words_by_mouse_and_by_keyboard(show: Show, width: int) -> None:
    page = show(width=width, height=844)
    pin = page.locator("figure.map a.pin").first
    best = row("ser:killed").best
    pin.locator("circle").click()
    page.locator("#pane mark").first.wait_for()
    assert marked(page) == best.passage.exact
    assert "reading" in (pin.get_attribute("class") or "")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.pin')")
    page.keyboard.press("Enter")
    page.locator("#pane mark").first.wait_for()
    assert marked(page) == best.passage.exact


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_everything_that_the_map_draws_is_in_its_legend(show: Show, locale: str) -> None:
    page = show(locale=locale)
    drawn = page.evaluate("""() => ["land", "own", "coast", "border", "region"].filter(
        (kind) => (document.querySelector(`figure.map path.${kind}`).getAttribute("d") || "") !== "")""")
    explained = page.evaluate(
        """() => Array.from(document.querySelectorAll(".keys path")).map((one) => one.getAttribute("class"))"""
    )
    assert drawn
    assert sorted(drawn) == sorted(explained)
    assert all(page.locator(".keys dd").nth(place).inner_text().strip() for place in range(page.locator(".keys dd").count()))
    assert "Natural Earth" in page.locator("section.mapped").inner_text()


def test_the_map_is_on_paper(show: Show) -> None:
    page = show()
    page.emulate_media(media="print")
    box = page.locator("figure.map svg").bounding_box()
    assert box
    assert box["width"] > 300
    assert page.locator("figure.map a.pin").first.is_visible()


def test_landmarks_and_one_first_heading(show: Show) -> None:
    page = show()
    for landmark in ("header.bar", "nav[aria-label]", "main", "aside[aria-label]", "footer"):
        assert page.locator(landmark).count() == 1
    assert page.locator("h1").count() == 1
    levels = page.evaluate(
        "Array.from(document.querySelectorAll('.sheet h1, .sheet h2, .sheet h3')).map((one) => Number(one.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels))
    nameless = page.evaluate("""() => Array.from(document.querySelectorAll('button, a')).filter(
        (one) => !(one.innerText || one.textContent || '').trim() && !one.getAttribute('aria-label')).length""")
    assert nameless == 0
