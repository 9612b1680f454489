"""Each bad input gives one clear value that names the file; none raises, none takes long."""

from __future__ import annotations

import time

import pytest

from fakes import post
from shilu import sources
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped


def read(body: bytes) -> Article | Failure | Skipped:
    return sources.read(Raw("posts/bad.md", body))


def failure(body: bytes) -> Failure:
    found = read(body)
    assert isinstance(found, Failure), found
    assert found.path == "posts/bad.md"
    assert "\n" not in found.error
    return found


HEAD = "---\ntitle: 标题\ndate: 2024-03-06 10:30:00\n---\n"
BOMB = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: 标题\n---\n<p>正文。</p>"


@pytest.mark.parametrize(
    ("body", "stage", "words"),
    [
        (b"", "read", "empty"),
        (b"\xef\xbb\xbf \n\n", "read", "empty"),
        (b"x" * (8 * 1024 * 1024 + 1), "read", "8,388,608"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 20, "decode", "binary"),
        (bytes(range(256)) * 8, "decode", "binary"),
        (HEAD.encode() + "正文".encode() + b"\xff\xfe\xfd" * 9 + "文字".encode(), "decode", "neither"),
        ("---\ntitle: 没有关上\n\n正文".encode(), "front_matter", "not closed"),
        (BOMB.encode(), "front_matter", "alias"),
        ("---\ntitle: !!python/object/apply:os.system ['true']\n---\n正文".encode(), "front_matter", "tag"),
        (f"---\ntitle: {'[' * 5000}\n---\n正文".encode(), "front_matter", "levels"),
        ("---\n- 一\n- 二\n---\n正文".encode(), "front_matter", "list"),
        ("---\ntitle: 'a\nb: ]\n---\n正文".encode(), "front_matter", "YAML"),
        (("---\n" + "k: [" + "1, " * 3000 + "1]\n---\n正文").encode(), "front_matter", "2,000"),
    ],
    ids=["empty", "blank", "large", "png", "noise", "broken", "open", "bomb", "tag", "deep", "list", "yaml", "long"],
)
def test_failure(body: bytes, stage: str, words: str) -> None:
    found = failure(body)
    assert (found.stage, words in found.error) == (stage, True), found


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("# 说明\n\n这里没有文章。".encode(), "no front matter"),
        (b'{"event": "quake"}', "no front matter"),
        (HEAD.encode(), "no body"),
        ((HEAD + "<div> <script>alert(1)</script> <!-- 空 --> </div>").encode(), "no body"),
    ],
)
def test_what_is_no_article_is_skipped_by_name(body: bytes, reason: str) -> None:
    assert read(body) == Skipped("posts/bad.md", reason)


def test_cut_in_the_middle_of_a_character() -> None:
    """A number before the cut may be cut, too: such a post is no source."""
    found = failure((HEAD + "<p>死亡人数升至十二").encode() + "人".encode()[:2])
    assert (found.stage, "cut off in the middle of a character" in found.error) == ("decode", True)


def test_control_characters_are_left_out_with_a_note() -> None:
    found = read((HEAD + "<p>死\x00亡\x08三人</p>" + "<p>字</p>" * 100).encode())
    assert isinstance(found, Article)
    assert found.text.startswith("标题\n死亡三人\n")
    assert "2 control character(s) left out" in found.notes


NASTY = {
    "nested": "<div>" * 10_000 + "深处。" + "</div>" * 10_000,
    "quotes nested": "<blockquote><figure><b>" * 10_000 + "深处。",
    "unclosed": "<p>一。<p>二。<b><i>三。",
    "comment": "<p>一。</p><!-- " + "<p>" * 1000,
    "script": "<script>'<p>不是正文</p>'</script><p>正文。</p><style>p{}</style><script>",
    "cdata": "<![CDATA[<p>不是标签]]><p>正文。</p>",
    "less": "<p>温度<5度，a<b 且 c>d。</p>" + "<" * 20_000,
    "equals": "<p>正文。</p>" + '<a="' * 20_000,
    "quotes": "<p>正文。</p>" + "<a='\"" * 20_000,
    "spaces": "<p>正文" + " " * 100_000 + "。</p>" + "\n \n" * 20_000,
    "ampersands": "<p>正文" + "&#" * 30_000 + "&amp;" * 1000 + "。</p>",
    "brackets": "正文" + "![" * 20_000 + "[" * 20_000 + "(" * 20_000,
    "dates": "（" + "1月1日" * 20_000 + "</p>",
    "one line": "<p>" + "死亡三人，" * 30_000 + "</p>",
}


@pytest.mark.parametrize("name", NASTY)
def test_hostile_markup_is_read_in_time(name: str) -> None:
    start = time.process_time()
    found = read((HEAD + NASTY[name]).encode())
    assert isinstance(found, Article)
    assert time.process_time() - start < 2
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)


def test_scripts_and_comments_are_no_reading_matter() -> None:
    found = read((HEAD + NASTY["script"]).encode())
    assert isinstance(found, Article)
    assert found.text == "标题\n正文。"


def test_cdata_and_stray_signs_are_words() -> None:
    found = read((HEAD + NASTY["cdata"]).encode())
    assert isinstance(found, Article)
    assert "<p>不是标签" in found.text


RUNNING = ["javascript:alert(1)", "data:text/html,x", " JavaScript:alert(1)", "vbscript:x", "java\tscript:alert(1)"]


@pytest.mark.parametrize("url", RUNNING)
def test_addresses_that_run_are_not_kept(url: str) -> None:
    found = read(post(body=f'<p><a href="{url}">点这里</a>正文。</p><img src="{url}">'))
    assert isinstance(found, Article)
    assert (found.links, found.images) == ((), ())


@pytest.mark.parametrize("url", ["https://a.测试说：“不” ", "http://[::1", "https://@:/", "http://user:pass@news.test:80/x"])
def test_a_broken_address_breaks_nothing(url: str) -> None:
    found = read(post("正文。", author=None, url=url))
    assert isinstance(found, Article)
    assert "@" not in found.outlet.name
