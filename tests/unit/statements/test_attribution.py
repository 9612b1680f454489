"""Who is given which words: chains, speakers, contents, and where one voice ends."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fakes import article
from shilu import annotate, entities
from shilu.model.article import Article
from shilu.statements.attribution import Attribution, attribute, merged


def read(*paragraphs: str, title: str = "标题", outlet: str | None = None) -> tuple[Article, Attribution, dict[str, str]]:
    """One made post, its attribution, and a word for each entity: its name, or `?` and the words of an unnamed one."""
    post = article(list(paragraphs), title=title, outlet=outlet)
    marks = annotate.annotate(post)
    known = entities.resolve([post], [marks])
    voices = attribute(post, marks, known)
    words = {e.id: e.name or f"?{e.names[0]}" for e in [*known.by_id.values(), *voices.agents]}
    return post, voices, words


def told(*paragraphs: str, title: str = "标题") -> list[tuple[str, str]]:
    """Chain without the outlet, and content, of each saying."""
    post, voices, words = read(*paragraphs, title=title)

    def say(link: str | tuple[str, ...]) -> str:
        return words[link] if isinstance(link, str) else "+".join(words[one] for one in link)

    return [("<".join(map(say, s.chain[1:])), post.words(*s.content)) for s in voices.sayings]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("岚州港务局表示，渡轮已经复航。", [("岚州港务局", "渡轮已经复航")]),
        ("据新华社8日报道，渡轮已经复航。", [("新华社", "渡轮已经复航")]),
        ("据新华社报道，岚州港务局表示，渡轮已经复航。", [("新华社<岚州港务局", "渡轮已经复航")]),
        ("据新华社报道，8日下午，岚州港务局表示，渡轮已经复航。", [("新华社<岚州港务局", "渡轮已经复航")]),
        ("新华社援引路透社的消息称，渡轮已经复航。", [("新华社<路透社", "渡轮已经复航")]),
        ("路透社、法新社援引岚州港务局的一份声明称，渡轮已经复航。", [("路透社+法新社<岚州港务局", "渡轮已经复航")]),
        ("路透社记者在现场看到，渡轮已经复航。", [("路透社<?路透社记者", "渡轮已经复航")]),
        ("据美国《海岸》周刊5日报道，渡轮已经复航。", [("海岸", "渡轮已经复航")]),
        ("据岚州港务局消息 ，渡轮已经复航。", [("岚州港务局", "渡轮已经复航")]),
        ("记者8日从岚州港务局获悉，渡轮已经复航。", [("岚州港务局", "渡轮已经复航")]),
        ("据报道，渡轮已经复航。", [("?据报道", "渡轮已经复航")]),
        ("一名目击者称，渡轮已经复航。", [("?一名目击者", "渡轮已经复航")]),
        ("死因庭昨日指出，渡轮已经复航。", [("?死因庭", "渡轮已经复航")]),
        ("据警方通报，渡轮已经复航。", [("?警方", "渡轮已经复航")]),
        ("岚州执政党“晨光党”表示，渡轮已经复航。", [("晨光党", "渡轮已经复航")]),
        ("“渡轮已经复航，大家可以放心。”岚州港务局说。", [("岚州港务局", "渡轮已经复航，大家可以放心。")]),
        ("岚州港务局宣布停航，随后乘客散去。", [("岚州港务局", "停航")]),
        ("岚州港务局发言人说，渡轮已经复航。", [("岚州港务局<?岚州港务局发言人", "渡轮已经复航")]),
        ("岚州港务局对渡轮停航表示遗憾。", [("岚州港务局", "对渡轮停航表示遗憾")]),
        (
            "岚州港务局证实，渡轮停航，并对船员表示关切。",
            [("岚州港务局", "渡轮停航"), ("岚州港务局", "对船员表示关切")],
        ),
    ],
)
def test_one_saying(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "警方拘留了船长，船员已经返家。",
        "这家公司简称北航，成立于港区。",
        "当局没有透露任何细节。",
        "岚州港务局在码头设立了检查站。",
        "视频显示，码头上排起长队。",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert told(text) == []


def test_two_speakers_in_one_sentence() -> None:
    text = "岚州港务局表示，渡轮已经复航，岚州气象局则称，大风还会持续。"
    assert told(text) == [("岚州港务局", "渡轮已经复航"), ("岚州气象局", "大风还会持续")]


def test_a_second_verb_without_a_subject_has_the_first_speaker() -> None:
    text = "岚州港务局表示，渡轮已经复航，并指出，检查还在进行。"
    assert told(text) == [("岚州港务局", "渡轮已经复航"), ("岚州港务局", "检查还在进行")]


def test_a_day_told_by_its_date_is_told_by_the_outlet() -> None:
    found = read("该院院长说，已收治40人。今天（4月27日）城里仍有枪声。")[1]
    assert [s.carried_over for s in found.sayings] == [False]


def test_a_voice_is_carried_over_until_the_outlet_speaks() -> None:
    _, voices, _ = read("岚州港务局表示，渡轮已经复航。第一班船上午离港。目前，码头恢复平静。", "码头建于旧城边上。")
    assert [s.carried_over for s in voices.sayings] == [False, True]
    assert voices.sayings[1].cue is None


def test_the_relay_holds_for_its_paragraph_only() -> None:
    first = "据新华社报道，岚州港务局表示，渡轮已经复航。一名目击者称，码头平静。"
    assert [chain for chain, _ in told(first, "岚州气象局表示，大风还会持续。")] == [
        "新华社<岚州港务局", "新华社<?一名目击者", "岚州气象局",
    ]  # fmt: skip


def test_a_free_quotation_goes_on_with_the_last_speaker() -> None:
    post, voices, _ = read("岚州港务局表示，渡轮已经复航。", "“检查还会继续，请乘客留意通知。”")
    last = voices.sayings[-1]
    assert (last.mode, last.carried_over, post.words(*last.content)) == ("direct", True, "检查还会继续，请乘客留意通知。")


def test_a_headline_attribution() -> None:
    assert told("正文在此。", title="岚州港务局：渡轮明日复航　岚州气象局：大风将停") == [
        ("岚州港务局", "渡轮明日复航"), ("岚州气象局", "大风将停"),
    ]  # fmt: skip


def test_the_outlet_citing_itself_is_its_own_voice() -> None:
    _, voices, _ = read("据本报记者了解，渡轮已经复航。本报称，渡轮已经复航。", outlet="测试晚报")
    assert {s.chain for s in voices.sayings} <= {(voices.outlet,)}


def test_mode() -> None:
    modes = [read(text)[1].sayings[0].mode for text in (
        "岚州港务局说：“渡轮已经复航，请放心。”",
        "岚州港务局说，渡轮已经复航。",
        "岚州港务局说，渡轮“已经复航，一切正常”，不必担心。",
    )]  # fmt: skip
    assert modes == ["direct", "indirect", "mixed"]


def test_the_day_it_was_said() -> None:
    days = [str(read(text)[1].sayings[0].said_on)[:10] for text in ("岚州港务局5日表示，渡轮复航。", "岚州港务局表示，渡轮复航。")]
    assert days == ["2024-03-05", "2024-03-06"]


def test_factuality_is_the_speakers_own() -> None:
    values = [read(text)[1].sayings[0].factuality for text in (
        "据新华社报道，岚州港务局表示，渡轮恐怕已经沉没。", "岚州港务局否认渡轮沉没。", "岚州港务局证实，渡轮沉没。",
    )]  # fmt: skip
    assert values == [("Uu", "Uu", "PR+"), ("Uu", "CT-"), ("Uu", "CT+")]


def test_acts() -> None:
    acts = {text: read(f"岚州港务局{text}")[1].sayings[0].act for text in (
        "否认渡轮沉没。", "呼吁乘客留意通知。", "宣布停航。", "证实，渡轮沉没。", "警告，大风将至。", "表示，愿提供帮助。",
        "下令停航。",
    )}  # fmt: skip
    assert list(acts.values()) == ["deny", "demand", "announce", "confirm", "warn", "offer", "order"]


def test_a_body_that_no_list_has_is_one_agent_in_every_article_and_script() -> None:
    one, two = (read(text)[1] for text in ("据霁安州渔政厅消息，渡轮复航。", "霽安州漁政廳稱，渡輪復航。該廳稱，檢查還在進行。"))
    assert {s.speaker for s in (*one.sayings, *two.sayings)} == {one.sayings[0].speaker}
    (body,) = merged((*one.agents, *two.agents))
    assert len(body.names) == len(body.mentions) == 2


def test_a_dispatch_of_an_agency_reaches_the_outlet_through_it() -> None:
    dispatch = "新华社北京3月5日电（记者林之远）岚州港务局表示，渡轮已经复航。"
    assert told(dispatch, "岚州气象局称，大风将停。") == [("新华社<岚州港务局", "渡轮已经复航"), ("新华社<岚州气象局", "大风将停")]


def test_the_outlet_naming_itself_takes_its_voice_back() -> None:
    text = "一名目击者称，渡轮沉没。测试晚报无法核实这一说法。"
    assert [s.carried_over for s in read(text, outlet="测试晚报")[1].sayings] == [False]


def test_a_medium_in_apposition() -> None:
    assert told("外国通讯社北岸社引述一名官员报道，渡轮沉没。") == [("北岸社<?一名官员", "渡轮沉没")]


def test_this_spokesman_is_the_one_before() -> None:
    _, voices, _ = read("美国国务院发言人说，谈判失败。俄罗斯外交部则称，谈判继续。", "这位美国发言人回应称，谈判已经结束。")
    assert voices.sayings[0].chain == voices.sayings[-1].chain


def test_a_bare_body_is_the_one_named_before() -> None:
    _, voices, _ = read("霁安渡轮公司表示，渡轮复航。", "公司还承诺，票价不变。", "公司发言人说，检查还在进行。")
    first, second, third = voices.sayings
    assert first.speaker == second.speaker == third.chain[1]


def test_unnamed_sources_are_their_own() -> None:
    _, voices, _ = read("一名目击者称，渡轮沉没。", "另一名目击者称，渡轮没有沉没。")
    assert len({s.speaker for s in voices.sayings}) == 2
    assert all(agent.name is None and agent.tier == 4 for agent in voices.agents)


def test_captions_carry_no_sayings() -> None:
    body = "<p>渡轮已经复航。</p><figure><img src='x.jpg'><figcaption>岚州港务局表示，渡轮已经复航。</figcaption></figure>"
    post = article("", body=body)
    marks = annotate.annotate(post)
    assert attribute(post, marks, entities.resolve([post], [marks])).sayings == ()


def test_chain_at() -> None:
    post, voices, _ = read("码头平静。岚州港务局表示，渡轮已经复航。")
    inside = post.text.index("渡轮")
    chain, saying, values = voices.chain_at(inside, inside + 2)
    assert (chain, saying, len(values)) == (voices.sayings[0].chain, voices.sayings[0].id, 2)
    assert voices.chain_at(post.text.index("码头"), post.text.index("码头") + 2) == ((voices.outlet,), None, ("CT+",))


PIECES = (
    "岚州港务局", "新华社", "路透社", "一名目击者", "他", "该局", "表示", "称", "据", "报道", "消息", "援引", "，", "。",
    "：", "“", "”", "8日",
    "渡轮复航", "可能", "并指出", "声明", "的话", "、", "和", "发言人", "在码头上", "宣布", "\n",
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
@example(["，", "“", "岚州港务局", "”", "岚州港务局", "并指出", "援引", "岚州港务局"])
def test_every_saying_is_whole(parts: list[str]) -> None:
    post, voices, words = read("甲" + "".join(parts))
    for saying in voices.sayings:
        start, end = saying.content
        assert 0 <= saying.span.start <= start < end <= saying.span.end <= len(post.text)
        assert saying.cue is None or saying.span.start <= saying.cue[0] < saying.cue[1] <= saying.span.end
        assert saying.chain[0] == voices.outlet
        assert len(saying.chain) == len(saying.relations) == len(saying.factuality)
        assert (saying.cue is None) == saying.carried_over
        for link in saying.chain:
            assert all(agent in words for agent in ((link,) if isinstance(link, str) else link))
    assert len({s.id for s in voices.sayings}) == len(voices.sayings)
    assert read("甲" + "".join(parts))[1] == voices


def test_figures_of_nobody_else_stay_with_the_voice_of_their_sentence() -> None:
    assert [chain for chain, _ in told("岚州电视台5日报道，根据初步统计，大风共造成八人受伤。")] == ["岚州电视台"]
    assert [chain for chain, _ in told("据岚州港务局科长林之远介绍，据统计，码头损坏三处。")] == ["林之远"]


def test_he_is_expected_to_is_not_his_word() -> None:
    assert [chain for chain, _ in told("岚州港务局表示，渡轮已经复航。局长林之远在场，他预计将会登船。")] == ["岚州港务局"] * 2


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("南岭临时治理委员会6日在岚州发表声明说，渡轮已经复航。", "南岭临时治理委员会"),
        ("KLM在一份通告中说，渡轮已经复航。", "KLM"),
        ("据外媒《北岸时报》报道称，渡轮已经复航。", "北岸时报"),
        ("记者从岚州港务局船管处获悉，渡轮已经复航。", "岚州港务局船管处"),
        ("联合国安理会5日发表媒体声明，渡轮已经复航。", "联合国安理会"),
    ],
)
def test_bodies_that_no_list_has(text: str, chain: str) -> None:
    assert [source for source, _ in told(text)] == [chain]


def test_a_surname_alone_is_one_person_in_its_article() -> None:
    _, voices, _ = read("店老板向某告诉记者，渡轮已经复航。", "对此，向某称，码头平静。")
    assert len({s.speaker for s in voices.sayings}) == 1
    assert len(voices.sayings) == 2
    assert [(a.type, a.name, a.tier) for a in voices.agents] == [("person", None, 4)]


def test_an_argument_goes_on_in_the_next_paragraph() -> None:
    _, voices, _ = read("岚州港务局表示，渡轮已经复航。", "加之风力减弱，码头也已开放。")
    assert [s.carried_over for s in voices.sayings] == [False, True]


def test_a_weather_service_is_no_source_for_the_dead() -> None:
    _, voices, _ = read("据岚州气象局消息，大风还会持续。风力已达八级。码头上有三人受伤。")
    assert [s.carried_over for s in voices.sayings] == [False, True]
    _, voices, _ = read("据岚州港务局消息，大风还会持续。码头上有三人受伤。")
    assert [s.carried_over for s in voices.sayings] == [False, True]


def test_a_published_dispatch_is_the_agencys_behind_its_dateline() -> None:
    body = "新华社上海5日电 大风损坏码头三处，岚州港务局表示，渡轮已经复航。"
    post, voices, _ = read(body, outlet="测试晚报", title="码头三处受损")
    at = post.text.index("大风")
    chain, saying, values = voices.chain_at(at, at + 2)
    assert (chain[0], len(chain), saying, values) == (voices.outlet, 2, None, ("Uu", "CT+"))
    assert voices.sayings[0].chain[:2] == chain
    assert voices.chain_at(0, 2)[0] == (voices.outlet,)


def test_this_official_is_the_last_one_called_so() -> None:
    text = "岚州港务局官员表示，渡轮已经复航。岚州气象局局长林之远说，风很大。该官员还说，检查还在进行。"
    assert [chain for chain, _ in told(text)][::2] == ["岚州港务局<?岚州港务局官员"] * 2
    text = "岚州港务局科长林之远表示，渡轮已经复航。一名乘客称，风很大。这位科长指出，检查还在进行。"
    assert [chain for chain, _ in told(text)][::2] == ["林之远"] * 2


def test_he_is_a_person() -> None:
    text = "岚州港务局科长林之远表示，渡轮已经复航。岚州气象局称，风很大。"
    assert [chain for chain, _ in told(text, "他说，船很好。")][-1] == "林之远"
    assert [chain for chain, _ in told(text, "他们说，船很好。")][-1] == "岚州气象局"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("会议指出，渡轮要按时开行。", "?会议"),
        ("有网友发布视频称，渡轮已经停航。", "?有网友"),
        ("岚州港务局20日发布消息称，渡轮已经停航。", "岚州港务局"),
        ("南岭战略研究所发布报告称，渡轮已经停航。", "南岭战略研究所"),
        ("岚州气象局稍早的数据指出，大风八级。", "岚州气象局"),
    ],
)
def test_what_is_issued_is_its_issuers(text: str, chain: str) -> None:
    assert [source for source, _ in told(text)] == [chain]


def test_background_is_the_outlets_own() -> None:
    _, voices, _ = read("岚州港务局表示，渡轮已经复航。岚州码头位于旧城边上，距市区两公里。")
    assert len(voices.sayings) == 1
    _, voices, _ = read("岚州港务局表示，渡轮已经复航。截至发稿，码头还没有开放。")
    assert len(voices.sayings) == 1


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("救援人员坦言，由于低温，抢修时间将会缩短。", "forecast"),
        ("岚州港务局表示，预期浪高将逐步减弱。", "forecast"),
        ("岚州港务局表示，今后两天将出现大雾。", "forecast"),
        ("岚州港务局表示，将加强巡查，尽快复航。", "promise"),
        ("岚州港务局表示，将增加两班渡轮。", "promise"),
        ("新华社报道，当地必须立即停航，令人担忧。", "claim"),
        ("岚州港务局表示，当地必须立即停航。", "opinion"),
    ],
)
def test_a_promise_is_of_what_the_speaker_will_do(text: str, act: str) -> None:
    _, voices, _ = read(text)
    assert [s.act for s in voices.sayings] == [act]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("岚州港务局（LPA）稍早的数据指出，浪高三米。", ("岚州港务局", "浪高三米")),
        ("岚州地质调查局（LGS）的数据指出，浪高三米。", ("岚州地质调查局", "浪高三米")),
        ("美国地质调查局（USGS）稍早的数据指出，浪高三米。", ("美国地质调查局", "浪高三米")),
        ("岚州港务局稍早数据显示，浪高三米。", ("岚州港务局", "浪高三米")),
        ("岚州港务局（位于东区）表示，浪高三米。", ("岚州港务局", "浪高三米")),
        ("岚州港务局测得的浪高为三米。", ("岚州港务局", "浪高为三米")),
        ("岚州港务局说，的确如此。", ("岚州港务局", "的确如此")),
    ],
)
def test_a_body_with_its_abbreviation_and_its_data(text: str, wanted: tuple[str, str]) -> None:
    assert told(text) == [wanted]


def test_a_quotation_in_a_paragraph_of_its_own_is_of_the_voice_before() -> None:
    found = told("警方说，有人受伤。", '岚州港务局局长林之远（J.B. Lin）表示，"今晚我为大家祈祷。"', '"我会继续留意。"')
    assert [chain for chain, _ in found] == ["?警方", "林之远", "林之远"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("林之远说，这是岚国最大的灾害之一，他在周六批准了预算。", ["这是岚国最大的灾害之一"]),
        ("林之远说，市长到了现场，他在周六批准了预算。", ["市长到了现场，他在周六批准了预算"]),
        ("林之远说，他很难过，他在周六批准了预算。", ["他很难过，他在周六批准了预算"]),
        ("州长林之远说，他将要求港务局研究浪高，并对预警系统提出了质疑。", ["他将要求港务局研究浪高"]),
        ("州长林之远说，国会审议了预算，并对预警系统提出了质疑。", ["国会审议了预算，并对预警系统提出了质疑"]),
        ("州长林之远说，最少7人遇难，宣布停航，并派出船只。", ["最少7人遇难", "停航，并派出船只"]),
        ("州长林之远说，政府已经行动，宣布停航，并派出船只。", ["政府已经行动，宣布停航，并派出船只"]),
    ],
)
def test_what_the_narrator_tells_of_the_speaker_is_not_said(text: str, contents: list[str]) -> None:
    assert [content for _, content in told(text)] == contents


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("州长林之远形容这是最严重的灾害。岚州在午夜前宣布停航。", False),
        ("州长林之远形容这是最严重的灾害。他的家就在码头旁边。", True),
        ("州长林之远形容这是最严重的灾害。岚州的房屋大多在山坡上。", True),
        ("官员们表示，估计已有七人遇难。这场风灾横扫半个岚州，摧毁了房屋。", False),
        ("官员们表示，估计已有七人遇难。这场风灾令人难过。", True),
    ],
)
def test_facts_told_behind_an_opinion_or_an_estimate_are_the_outlets(text: str, carried: bool) -> None:
    _, voices, _ = read(text)
    assert [s.carried_over for s in voices.sayings] == [False, *[True] * carried]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("晨光党总书记、国家主席、军委主席林之远高度重视并作出指示，要求全力搜救。", "林之远"),
        ("总书记、主席林之远高度重视并作出指示，要求全力搜救。", "林之远"),
        ("总理、外长高度重视并作出指示，要求全力搜救。", "?总理+?外长"),
        ("国家主席高度重视并作出指示，要求全力搜救。", "?国家主席"),
    ],
)
def test_offices_in_a_row_are_of_the_person_named_behind_them(text: str, chain: str) -> None:
    assert [voice for voice, _ in told(text)] == [chain]


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("港务局局长白望舒说，渡轮已经复航。码头的闸门也修好了。", True),
        ("港务局局长白望舒说，渡轮已经复航。资料图：白望舒在码头。", False),
        ("港务局局长白望舒说，渡轮已经复航。码头俯瞰图（船民供图）午后仍有人排队。", False),
        ("港务局局长白望舒说，渡轮已经复航。（本报记者陆怀远）", False),
        ("港务局局长白望舒说，渡轮已经复航。有视频显示，船上挤满了人。", False),
        ("港务局局长白望舒说，渡轮已经复航。船公司2019年4月2日买下这条航线。", False),
        ("港务局发布的报告说，渡轮已经复航。船公司2019年4月2日买下这条航线。", True),
        ("港务局局长白望舒说：“渡轮已经复航。”码头上汽笛长鸣。", False),
    ],
)
def test_a_voice_is_not_carried_into_captions_other_voices_and_background(text: str, carried: bool) -> None:
    _, voices, _ = read(text)
    assert [s.carried_over for s in voices.sayings] == [False, *[True] * carried]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一名船工的朋友向北岸报记者介绍，渡轮已经复航。", "一名船工的朋友"),
        ("该校周边多位商家表示，渡轮已经复航。", "周边多位商家"),
        ("该校周边多位花农表示，渡轮已经复航。", "该校周边多位花农"),
        ("海湾国家人士表示，渡轮已经复航。", "海湾国家人士"),
        ("一位知情人告诉北岸报记者，渡轮已经复航。", "一位知情人"),
    ],
)
def test_who_speaks_is_neither_the_hearer_nor_the_place_nearby(text: str, words: str) -> None:
    assert [voice for voice, _ in told(text)] == [f"?{words}"]


def test_what_was_reported_before_is_nobodys_who_spoke_last() -> None:
    assert told("港务局表示，渡轮已经复航。据此前报道，三名船工申请停航。") == [("港务局", "渡轮已经复航")]


def test_a_report_that_says_on_is_the_mediums_and_not_of_whom_it_quoted() -> None:
    text = "据路透社报道，岚州港务局8日说，渡轮已经复航。报道称，该航线是今年新开的。"
    assert told(text) == [("路透社<岚州港务局", "渡轮已经复航"), ("路透社", "该航线是今年新开的")]


@pytest.mark.parametrize("voice", ["据了解，", "据悉，", "有网友称，", "据当地媒体报道，"])
def test_hearsay_lasts_no_longer_than_its_own_sentence(voice: str) -> None:
    assert [words for _, words in told(f"{voice}渡轮已经复航。两岸居民都很高兴。")] == ["渡轮已经复航"]
    assert len(told("岚州港务局说，渡轮已经复航。两岸居民都很高兴。")) == 2


def test_credits_behind_a_voice_are_not_its_words() -> None:
    assert [words for _, words in told("岚州港务局说，渡轮已经复航。采写：记者 林知夏。")] == ["渡轮已经复航"]


def test_an_adverb_is_no_speaker() -> None:
    assert told("有网友看完新闻，这样写道：渡轮终于复航了。")[-1] == ("?有网友", "渡轮终于复航了")


@pytest.mark.parametrize(
    "sentence",
    [
        "记者联系海事处，电话无人接听。",
        "志愿者 林知夏：我们从早晨待到现在。",
        "海洋返回搜狐，查看更多责任编辑：",
    ],
)
def test_a_voice_ends_where_a_reporter_a_label_or_the_foot_of_the_page_begins(sentence: str) -> None:
    assert [words for _, words in told(f"岚州港务局说，渡轮已经复航。{sentence}")] == ["渡轮已经复航"]


def test_where_an_agency_writes_is_no_part_of_its_name() -> None:
    assert told("据路透社首尔7月21日报道，渡轮已经复航。") == [("路透社", "渡轮已经复航")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("岚州外交部传唤湖州大使表示抗议。", "外交部"),
        ("据青禾社消息，对于上述说法，港务局局长林之远当天回应称：“渡轮已经复航。”", "青禾社<林之远"),
        ("岚州州长林顿表示，渡轮已经复航。", "林顿"),
        ("岚州州长当天早些时候表示，渡轮已经复航。", "?岚州州长"),
    ],
)
def test_who_speaks_is_the_one_named_and_neither_object_nor_title(text: str, said: str) -> None:
    assert [voice for voice, _ in told(text)] == [said]


def test_a_short_name_behind_a_title_is_the_person_whom_another_article_names_in_full() -> None:
    posts = [article(["州长安迪·林顿说，渡轮已经复航。林顿说，闸门修好了。"]), article(["岚州州长林顿感叹，渡轮已经复航。"])]
    marks = [annotate.annotate(post) for post in posts]
    known = entities.resolve(posts, marks)
    speakers = {attribute(post, mark, known).sayings[0].speaker for post, mark in zip(posts, marks, strict=True)}
    assert len(speakers) == 1


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("据新华社报道，岚州委员会宣布停航。报道称，渡轮已经复航。", ["新华社<岚州委员会", "新华社"]),
        ("新华社报道，渡轮停航。港务局初步报告显示，七人受伤。报道称，渡轮已经复航。", ["新华社", "新华社<港务局", "新华社"]),
        ("青石港务局14日公布的数据显示，渡轮已经复航。", ["青石港务局"]),
    ],
)
def test_a_report_is_the_mediums_and_data_are_the_bodys(text: str, voices: list[str]) -> None:
    assert [voice for voice, _ in told(text)] == voices


@pytest.mark.parametrize(
    "sentence",
    [
        "她后来去了码头。",
        "林之远如今住在岚州。",
        "男子当街拦船！",
        "岚州方面暂未对此作出回应。",
        "渡口电站是岚州最大的电站，建于河口。",
        "笔者当年也坐过这班船。",
    ],
)
def test_a_voice_ends_where_the_narrator_turns_to_the_reader_or_tells_of_the_speaker(sentence: str) -> None:
    assert [voice for voice, _ in told(f"局长林之远说，渡轮已经复航。{sentence}")] == ["林之远"]
    assert [voice for voice, _ in told("局长林之远说，渡轮已经复航。第一班船上午离港。")] == ["林之远"] * 2


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("岚州统计数据显示，渡轮已经复航。船票也便宜了。", 0),
        ("港务局表示，渡轮已经复航。初步数据显示，三班船满员。船票也便宜了。", 1),
        ("一名村民说，渡轮已经复航。船票也便宜了。雨停了。路通了。", 2),
        ("港务局局长说，渡轮已经复航。船票也便宜了。雨停了。路通了。", 3),
    ],
)
def test_figures_do_not_go_on_speaking_and_who_has_no_name_not_for_long(text: str, carried: int) -> None:
    _, voices, _ = read(text)
    assert sum(s.carried_over for s in voices.sayings) == carried


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("港务局按照“三查”的防汛要求，检查了码头。", ""),
        ("本文不对您构成任何投资建议，投资有风险。", ""),
        ("预计终裁结果将于下月公布，各方在等。", ""),
        ("免责声明：图片来自网络。", ""),
        ("云舟汽车提醒，渡轮已经复航。", "?云舟汽车"),
        ("云舟汽车发布致歉公告称，渡轮已经复航。", "?云舟汽车"),
        ("商家纷纷表示，渡轮已经复航。", "?商家"),
        ("北岸网记者陆怀远8日报道：渡轮已经复航。", ""),
        ("据岚州统计局消息，渡轮已经复航。", "岚州统计局"),
        ("记者8日从岚州“渡轮节”组委会获悉，渡轮已经复航。", "?岚州“渡轮节”组委会"),
        ("警方接村民举报，称有人偷船。", "?村民"),
        ("警方接到一个陌生电话，称有人偷船。", "?一个陌生电话"),
    ],
)
def test_a_subject_is_a_noun_phrase_and_a_verb_that_is_a_noun_needs_one(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日本外务副大臣松井健太近日接受采访时声称，渡轮复航。", "松井健太"),
        ("外交部长回应记者提问时表示，渡轮复航。", "?外交部长"),
        ("岚州港务局副局长、渡轮署署长陆怀远表示，渡轮复航。", "陆怀远"),
        ("Blue Ferry 公司表示，渡轮复航。", "Blue Ferry 公司"),
        ("岚州渡轮集团有限公司24日发布消息称，渡轮复航。", "岚州渡轮集团有限公司"),
        ("研究机构 Blue Ferry 今日发布报告称，渡轮复航。", "Blue Ferry"),
        ("该网友后就此事作出澄清，称渡轮复航。", "?该网友"),
        (
            "议员陆怀远表示反对停航。局长林之远18日表示，渡轮复航。陆怀远先前支持停航。她19日表示“遗憾”。",
            "陆怀远|林之远|林之远|陆怀远",
        ),
    ],
)
def test_whose_name_stands_behind_an_office_and_before_a_company(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


@pytest.mark.parametrize(
    "sentence",
    [
        "7月1日傍晚，林之远到了码头。",
        "2月底，码头停航。",
        "三个月后，码头停航。",
        "水手获奖。本社记者陆怀远摄",
        "分享让更多人看到。",
    ],
)
def test_a_voice_ends_before_the_narrators_chronicle_and_the_photographers_line(sentence: str) -> None:
    assert [voice for voice, _ in told(f"村长林之远说，渡轮已经复航。{sentence}")] == ["林之远"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日本《渡口晚报》评论认为，渡轮停航。", "渡口晚报"),
        ("岚州银行资本市场分析师Tom Nara在一份报告中写道，渡轮停航。", "Tom Nara"),
        ("在老人表示要走的时候，渡轮停航。", ""),
        ("如果说渡轮是船，那么它停航了。", ""),
        ("依此判断，渡轮停航。", ""),
    ],
)
def test_a_paper_in_a_country_an_analyst_in_latin_and_no_saying_at_all(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


@pytest.mark.parametrize(
    "sentence", ["（陆怀远）", "渡轮复航 图片来源：渡轮公司 船在河口。", "据北岸网所知，票价未变。", "从北岸看，云舟汽车卖得多。"]
)
def test_a_voice_ends_at_names_in_brackets_credits_and_where_a_company_is_called_by_its_name(sentence: str) -> None:
    assert len(told(f"云舟汽车表示，渡轮已经复航。{sentence}")) == 1


def test_in_a_block_without_paragraphs_a_sentence_goes_on_only_where_it_leans_on_what_was_said() -> None:
    said, leans, stands = "港务局局长林之远说，渡轮复航。", "这班船上午离港。", "末班船满员。"
    filler = "码头立着一块石碑，旁边种着两排柳树，树下摆着长椅。" * 20
    short = [content for _, content in told(said + leans + stands)]
    assert short == ["渡轮复航", leans, stands]
    assert [content for _, content in told(said + leans + stands + filler)] == ["渡轮复航", leans]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("局长林之远说，渡轮复航。渡事查数据显示，船票涨价。", "林之远|?渡事查数据"),
        ("局长林之远说，渡轮复航。初步数据显示，船票涨价。", "林之远|林之远"),
        ("港务局今日发布红色预警，多地启动响应。", ""),
        ("港务局提醒船民：防范大风。", "港务局"),
        ("声明：本文版权归原作者。", ""),
        ("种植户说，渡轮复航。", "?种植户"),
    ],
)
def test_whose_figures_they_are_and_what_is_only_issued(text: str, said: str) -> None:
    assert "|".join(voice.lstrip("") for voice, _ in told(text)) == said


def test_what_is_said_stands_behind_the_colon_and_not_before_it() -> None:
    assert told("港务局提醒船民：防范大风。") == [("港务局", "防范大风")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("云舟证券(10.32, -0.06)发布研究报告称，渡轮复航。", "?云舟证券(10.32, -0.06)"),
        ("该公司一名高管在受访时表示，渡轮复航。", "?该公司一名高管"),
        ("虽然有网友表示，渡轮复航。", "?有网友"),
        ("船长总会说些让人发笑的话。", ""),
    ],
)
def test_a_broker_with_its_share_price_and_a_manager_without_a_name(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("北岸银行岚州利率策略主管Anna Nara表示，渡轮复航。", "Anna Nara"),
        ("到达现场看到，渡轮起火。", ""),
    ],
)
def test_a_head_of_strategy_with_a_latin_name_and_nobody_at_the_scene(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("据新华社援引北岸公司消息，渡轮停航。", "新华社<北岸公司"),
        ("一家政府支持的航运机构表示，渡轮停航。", "?一家政府支持的航运机构"),
        ("林之远在岚州法院承认，他有罪。", "?林之远"),
        ("国际帆船联合会（World Sail, WS）于3日宣布，比赛取消。", "国际帆船联合会"),
        ("岚州港务局3日发文悼念死者。文章称，比赛照常。", "岚州港务局"),
        ("国际帆联当天发文对枪击事件中的死者表示哀悼。文章称，比赛照常。", "?国际帆联"),
        ("新华社报道，渡轮沉没。文章称，比赛照常。", "新华社|新华社"),
        ("一名目击者说，渡轮停航。随后，记者联系上孩子的母亲。她表示，孩子五岁。", "?一名目击者|?孩子的母亲"),
        ("有记者问及，岚州议会通过了法案，称渡轮“不安全”。", "?岚州议会"),
        ("新华社报道，港务局说渡轮沉没。（青屿海军渡轮资料图）报道称，渡轮驶离。", "新华社<港务局|新华社"),
        ("按照平常价格来说，一支花要10块钱。", ""),
        ("文件一经发布，便引起许多人不满。", ""),
        ("官员说，渡轮停航。据公告，上述事项表明，公司需要资金。", "?官员|?据公告"),
        ("官员强烈谴责，渡轮停航。", "?官员"),
        ("据新华社7日报道，岚州副部长林之远当天发表谈话，称形势好转。", "新华社|新华社<林之远"),
        ("据新华社报道，岚州警方拒绝了申请，但法院推翻了决定，称集会受到保护。", "新华社|新华社<?法院"),
        ("据新华社报道，三人遇难，称“渡轮停航”。", "新华社|新华社"),
        ("据新华社报道，在港务局发布说法前，岚州海关曾在3日表示，渡轮停航。", "新华社<?岚州海关"),
        ("据法新社厄瓜多尔瓜亚基尔报道，渡轮停航。", "法新社"),
        ("“蓝岸”网站提到，渡轮停航。", "蓝岸"),
        ("省统计局总统计师林之远表示，渡轮停航。", "林之远"),
        ("有网友不太相信这件事。", ""),
        ("教授林之远说，渡轮停航。青屿大学神经专家亚历克斯·格林作了抨击。他说，船旧。", "林之远|林之远|亚历克斯·格林"),
        ("警方接到群众周先生举报，称酒是假的。", "?群众周先生"),
        ("下一步，要持续开展预报预警，认真开展普查。", ""),
        ("青屿日报称，渡轮停航。", "青屿日报"),
        ("负责航运的副总裁 Ann Nara 表示，渡轮停航。", "Ann Nara"),
        ("【新华社报道】渡轮停航。", ""),
        ("接着在林女士表示要停航的时候又说不能停航。", ""),
    ],
)
def test_who_has_no_name_who_wrote_and_whom_the_reporter_reached(text: str, said: str) -> None:
    assert "|".join(voice for voice, _ in told(text)) == said


def test_they_are_not_the_one_who_spoke_last() -> None:
    assert [voice for voice, _ in told("法官林之远说，渡轮停航。她们说，船很旧。")] == ["林之远", "?她们"]


@pytest.mark.parametrize(
    "text", ["这个消息随后遭到否认，渡轮照常。", "如果她说的是真的，那么渡轮停航。", "这表明港务局判断，渡轮会停航。"]
)
def test_what_meets_with_denial_or_would_be_true_is_nobodys_words(text: str) -> None:
    assert told(text) == []
