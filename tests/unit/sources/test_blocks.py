from __future__ import annotations

import pytest

from fakes import article, post
from shilu import sources
from shilu.model.article import Article, Raw


def kinds(made: Article) -> list[tuple[str, str]]:
    return [(block.kind, made.words(block.start, block.end)) for block in made.blocks if block.kind != "headline"]


BYLINES = [
    ("[【文/江临晚报 王小明】]桥断了。", "江临晚报 王小明"),
    ("[【编译/江临晚报 王小明】]桥断了。", "编译/江临晚报 王小明"),
    ("[（測試社臨江19日電）]大橋斷裂。", "測試社臨江19日電"),
    ("[（測試社記者王小明臨江19日電）]大橋斷裂。", "測試社記者王小明臨江19日電"),
    ("[（測試社臨江13日綜合外電報導）]大橋斷裂。", "測試社臨江13日綜合外電報導"),
    ("[（德国之声中文网）]桥断了。", "德国之声中文网"),
    ("[南屿通讯社江临5月12日电（记者 王小明） ]桥断了。", "南屿通讯社江临5月12日电（记者 王小明）"),
    ("[路透江临3月6日 - ]桥断了。", "路透江临3月6日"),
]


@pytest.mark.parametrize(("text", "byline"), BYLINES)
def test_a_byline_before_the_story_is_a_block_of_its_own(text: str, byline: str) -> None:
    head, rest = text.removeprefix("[").split("]")
    made = article([head + rest, "第二段。"])
    assert kinds(made)[:2] == [("byline", head), ("paragraph", rest)]
    assert made.blocks[1].end == made.blocks[2].start  # they share a paragraph: no character is added
    assert made.byline == byline


@pytest.mark.parametrize(
    "text",
    [
        "【更新】桥断了，已有三人死亡。",
        "（一）桥断了。",
        "据南屿通讯社5月12日报道，桥断了。",
        "“桥断了。”他5月12日在电话里说。",
        "3月6日讯问开始后，桥断了。",
        "（路透社）是一家通讯社。",
    ],
)
def test_what_is_no_byline_stays_in_the_paragraph(text: str) -> None:
    assert kinds(article([text, "第二段。"]))[0] == ("paragraph", text)


@pytest.mark.parametrize(
    "tail",
    ["（編輯：王小明）1130306", "（譯者：王小明/核稿：李某）1130306", "（责任编辑：王某）", "责任编辑：王小明", "【编辑:王小明】"],
)
def test_editors_and_end_marks_behind_the_story(tail: str) -> None:
    made = article(f"大桥断裂，三人死亡。{tail}")
    assert kinds(made) == [("paragraph", "大桥断裂，三人死亡。"), ("byline", tail)]


@pytest.mark.parametrize("mark", ["（完）", "(完)"])
def test_the_end_mark_is_boilerplate(mark: str) -> None:
    assert kinds(article(f"大桥断裂。{mark}")) == [("paragraph", "大桥断裂。"), ("boilerplate", mark)]
    assert kinds(article(["大桥断裂。", mark]))[-1] == ("boilerplate", mark)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本文为江临晚报原创，未经许可请勿转载。", "boilerplate"),
        ("版权所有，请勿转载", "boilerplate"),
        ("本報版權所有，未經許可不得轉載。", "boilerplate"),
        ("点击查看大图", "boilerplate"),
        ("Zhang San", "byline"),
        ("记者：王小明", "byline"),
        ("（测试社、江临晚报）", "byline"),
        ("江临大桥断裂现场 图自江临影像", "caption"),
        ("资料图：江临大桥", "caption"),
        ("救援困难重重", "heading"),
        ("大桥断裂已致三死（08：52）", "heading"),
        ("桥断了。", "paragraph"),
        ("他问：谁来负责？", "paragraph"),
        ("他转载了这篇文章。", "paragraph"),
        ("军方称，无人机未经授权飞入了该国领空。", "paragraph"),
        ("该厅说，这些照片来自一颗卫星。", "paragraph"),
        ("该地图源自一份旧报告。", "paragraph"),
        ("受损的江临大桥（图片来源：测试社）", "caption"),
        ("警方称，视频自网络流传以来，无人报警。", "paragraph"),
    ],
)
def test_kind_of_a_line_between_paragraphs(line: str, kind: str) -> None:
    made = article(["第一段在这里。", line, "第三段在这里。"])
    assert kinds(made)[1] == (kind, line)


def test_the_caption_of_a_lead_picture_stands_above_the_byline() -> None:
    shown = "江临电视台画面显示，救援人员周一在断桥下搜寻。"
    assert kinds(article([shown, "Wang Xiaoming", "桥断了。"]))[0] == ("caption", shown)
    assert kinds(article([shown, "桥断了。", "三人死亡。"]))[0] == ("paragraph", shown)
    assert kinds(article(["救援人员周一在断桥下搜寻。", "Wang Xiaoming", "桥断了。"]))[0][0] == "paragraph"


def test_rights_notice_is_labelled_and_reported() -> None:
    notice = "本文为江临晚报原创，未经许可请勿转载。"
    made = article(["正文。", notice])
    assert made.rights == notice
    assert article("正文。").rights is None


def test_the_only_paragraph_is_no_heading() -> None:
    assert kinds(article("救援困难重重")) == [("paragraph", "救援困难重重")]


def html(body: str, **more: str) -> Article:
    made = sources.read(Raw("a.md", post(body=body, **more)))
    assert isinstance(made, Article)
    return made


def test_elements_give_their_blocks_a_kind() -> None:
    made = html(
        "<h2>小标题</h2><p>正文<strong>重</strong>点。</p><blockquote><p>引文。</p></blockquote><ul><li>甲</li><li>乙</li></ul>"
        "<table><tr><td>丙</td><td>丁</td></tr></table><p>上行<br>下行。</p>散文。"
    )
    assert kinds(made) == [
        ("heading", "小标题"),
        ("paragraph", "正文重点。"),
        ("quote", "引文。"),
        ("list", "甲"),
        ("list", "乙"),
        ("other", "丙"),
        ("other", "丁"),
        ("paragraph", "上行"),
        ("paragraph", "下行。"),
        ("paragraph", "散文。"),
    ]


def test_elements_that_are_never_closed_do_not_swallow_the_story() -> None:
    made = html(f'<h3>小标题<p>第一段。</p><figure><img src="https://a.test/1.jpg">大桥<p>{"桥断了。" * 90}</p><p>结尾。</p>')
    assert [kind for kind, _ in kinds(made)] == ["heading", "paragraph", "caption", "paragraph", "paragraph"]


def test_white_space_is_collapsed_and_references_are_decoded() -> None:
    made = html("<p>\n　　死亡\n人数&nbsp;为  12 人&amp;另有&#51;人，the\nend。\n</p>", title="两  空")
    assert made.text == "两  空\n死亡人数\xa0为 12 人&另有3人，the end。"


def test_links_keep_their_words_and_address() -> None:
    made = html('<p>详见<a href="https://a.test/?x=1&amp;y=2">此前报道</a>。</p>')
    assert [(made.words(link.start, link.end), link.url) for link in made.links] == [("此前报道", "https://a.test/?x=1&y=2")]


def test_a_link_ends_with_its_words() -> None:
    made = html('<p>详见<a href="https://a.test/">此前报道\u3000</a></p><p><a href="https://a.test/2">\u3000</a>完了。</p>')
    assert [(made.words(link.start, link.end), link.url) for link in made.links] == [("此前报道", "https://a.test/")]


def test_markdown_and_bare_lines() -> None:
    marked = "---\ntitle: 甲\n---\n# 乙\n\n一段[链接](https://a.test/)。\n\n> 引文\n"
    made = sources.read(Raw("a.md", marked.encode()))
    assert isinstance(made, Article)
    assert kinds(made) == [("heading", "乙"), ("paragraph", "一段链接。"), ("quote", "引文")]
    bare = sources.read(Raw("a.md", "---\ntitle: 甲\n---\n第一段。\n第二段。\n".encode()))
    assert isinstance(bare, Article)
    assert bare.text == "甲\n第一段。\n第二段。"


def test_title_with_lost_quotation_marks_gets_a_note() -> None:
    made = article("正文。", title="救援队_火速_赶到")
    assert made.title == "救援队_火速_赶到"
    assert "exporter" in made.notes[0]


def test_versions_of_one_page_are_two_articles() -> None:
    one, two = (article(f"死亡人数升至{n}人。", url="https://a.test/1") for n in (3, 4))
    assert one.id != two.id
    assert one.id == article("死亡人数升至3人。", url="https://a.test/1", path="other/place.md").id


PICTURES = [
    (
        (
            '<p align="center"><img src="https://a.test/1.jpg" title="点击查看大图"></p>'
            '<p align="center"><span style="color:#666666;">3月5日，江临大桥。图自江临影像</span></p>'
        ),
        ("3月5日，江临大桥。图自江临影像", "江临影像", "2024-03-05"),
    ),
    ('<figure><img src="https://a.test/1.jpg">受损的大桥（测试社）</figure>', ("受损的大桥（测试社）", "测试社", None)),
    (
        '<figure><img src="https://a.test/1.jpg"><figcaption>2023年12月1日的大桥 图源：江临视觉</figcaption></figure>',
        ("2023年12月1日的大桥 图源：江临视觉", "江临视觉", "2023-12-01"),
    ),
    (
        '<img src="https://a.test/1.jpg"><p style="text-align:center">12月31日的大桥（图自外媒）</p>',
        ("12月31日的大桥（图自外媒）", "外媒", "2023-12-31"),
    ),
    ('<img src="https://a.test/1.jpg"><p>正文，不是图说。</p>', (None, None, None)),
    (
        '<img src="data:image/gif;base64,x" data-src="https://a.test/1.jpg"><p>正文。</p><img src="https://a.test/1.jpg?w=770">',
        (None, None, None),
    ),
]


@pytest.mark.parametrize(("body", "expected"), PICTURES)
def test_pictures_with_caption_credit_and_day(body: str, expected: tuple[str | None, str | None, str | None]) -> None:
    made = html(body + "<p>结尾一段。</p>")
    (picture,) = made.images
    caption = made.words(*picture.caption) if picture.caption else None
    assert (caption, picture.credit, picture.depicted_on and picture.depicted_on.isoformat()) == expected


def test_the_head_image_comes_once_with_the_caption_of_the_body() -> None:
    made = html(
        '<p>正文。</p><figure><img src="https://a.test/h.jpg?w=1">大桥</figure>',
        extra="headimg: 'https://a.test/h.jpg'\nthumbnail: 'https://a.test/h.jpg'",
    )
    assert [(picture.url, picture.caption is not None) for picture in made.images] == [("https://a.test/h.jpg", True)]
