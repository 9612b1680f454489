from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.article import Article
from shilu.model.entities import Entities, Entity
from shilu.model.ids import make_id

TEXTS = (
    "巴西总统安东·萨蒂科夫表示遗憾。巴西内政部发表声明。",
    "萨蒂科夫称，谈判已经结束。洪水夜里淹没了岭桥镇。",
    "甘肅省積石山縣發生地震，新華社報導。",
    "据新华社报道，甘肃省积石山县发生地震。巴西总统周五宣布哀悼。",
)


def build(*texts: str) -> tuple[list[Article], Entities]:
    articles = [article(text, path=f"posts/{i}.md", title=f"第{i}篇") for i, text in enumerate(texts)]
    return articles, resolve(articles, [annotate(one) for one in articles])


def named(entities: Entities, name: str) -> Entity:
    return next(e for e in entities.by_id.values() if name in e.names)


def test_the_publisher_is_an_entity_even_where_nobody_names_it() -> None:
    (made,), entities = build("今天下雨。")
    publisher = entities.by_id[entities.outlets[made.id]]
    assert (publisher.type, publisher.name) == ("outlet", made.outlet.name)


def test_a_family_name_joins_the_one_full_name_it_fits() -> None:
    _, entities = build(*TEXTS[:2])
    assert set(named(entities, "萨蒂科夫").names) >= {"安东·萨蒂科夫", "萨蒂科夫"}
    assert named(entities, "萨蒂科夫").name == "安东·萨蒂科夫"


def test_a_family_name_that_fits_two_joins_neither() -> None:
    _, entities = build("作家安东·萨蒂科夫到场。", "作家玛丽·萨蒂科夫到场。", "萨蒂科夫称，谈判已经结束。")
    assert len([e for e in entities.by_id.values() if e.type == "person"]) == 3


def test_a_family_name_is_not_that_of_a_relative_named_after_it() -> None:
    _, entities = build("总统萨蒂科夫表示遗憾。萨蒂科夫的儿子安东·萨蒂科夫到场。随后，萨蒂科夫称，谈判已经结束。")
    assert named(entities, "萨蒂科夫").names == ("萨蒂科夫",)
    assert named(entities, "安东·萨蒂科夫").id != named(entities, "萨蒂科夫").id


def test_a_relative_who_comes_with_the_full_name_keeps_the_family_name() -> None:
    _, entities = build("总统的丈夫安东·萨蒂科夫到场。萨蒂科夫称，谈判已经结束。")
    assert set(named(entities, "萨蒂科夫").names) >= {"安东·萨蒂科夫", "萨蒂科夫"}


def test_both_scripts_are_one_entity_with_coordinates_and_a_chain_of_parents() -> None:
    _, entities = build(*TEXTS[2:])
    county = named(entities, "积石山县")
    assert set(county.names) == {"積石山縣", "积石山县"}
    assert county.id == make_id("ent", "place", "gb:622927")
    assert county.lat is not None
    assert entities.contains(make_id("ent", "place", "iso:CN"), county.id)
    assert not entities.contains(county.id, make_id("ent", "place", "iso:CN"))


def test_a_place_of_no_table_has_no_coordinates() -> None:
    _, entities = build(TEXTS[1])
    town = named(entities, "岭桥镇")
    assert (town.lat, town.precision) == (None, "unknown")


def test_offices_stand_on_their_holder_and_alone_they_lead_to_the_only_one() -> None:
    articles, entities = build(*TEXTS)
    holder = named(entities, "萨蒂科夫")
    assert [(role.title, role.change) for role in holder.roles] == [("总统", None)]
    assert holder.tier == 1
    at = articles[3].text.index("巴西总统周五")
    assert entities.by_mention[articles[3].id, at, at + 4] == holder.id


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_the_order_of_arrival_changes_nothing(order: list[int]) -> None:
    articles = [article(text, path=f"posts/{i}.md", title=f"第{i}篇") for i, text in enumerate(TEXTS)]
    marks = [annotate(one) for one in articles]
    assert resolve([articles[i] for i in order], [marks[i] for i in order]) == resolve(articles, marks)


def office(entities: Entities, name: str) -> tuple[str | None, str | None]:
    """The body of a person's first office, by name, and the day of the change."""
    role = named(entities, name).roles[0]
    return entities.by_id[role.org].name if role.org else None, str(role.on) if role.on else None


def test_an_office_heads_the_body_that_the_build_knows() -> None:
    assert office(build("巴西外长安东·萨蒂科夫到场。", "巴西外交部发表声明。")[1], "安东·萨蒂科夫") == ("巴西外交部", None)
    assert office(build("巴西外长安东·萨蒂科夫到场。")[1], "安东·萨蒂科夫") == ("巴西", None)
    assert office(build("巴西副总理安东·萨蒂科夫到场。", "巴西政府发表声明。")[1], "安东·萨蒂科夫") == ("巴西政府", None)


def test_the_day_of_a_change_may_stand_in_the_sentence_before() -> None:
    text = "巴西总统3月5日解雇了两人。安东·萨蒂科夫被免去内政部副部长职务。"
    assert (office(build(text)[1], "安东·萨蒂科夫")[1] or "")[5:] == "03-05"


def meant(text: str, word: str) -> list[str | None]:
    """The entities that count a word among their mentions."""
    (made,), entities = build(text)
    return [e.name for e in entities.by_id.values() if any(made.text[m.start : m.end] == word for m in e.mentions)]


def test_words_that_stand_for_a_name_are_mentions_but_no_names() -> None:
    text = "总统萨蒂科夫抵达，他表示遗憾。洪水袭击了巴西。该国请求援助。"
    assert meant(text, "该国") == ["巴西"]
    assert meant(text, "他") == ["萨蒂科夫"]
    assert "该国" not in named(build(text)[1], "巴西").names


def test_a_word_that_could_stand_for_two_stands_for_none() -> None:
    assert meant("总统萨蒂科夫会见了总理林索夫。他表示遗憾。", "他") == []
    assert meant("洪水袭击了肯塔基州和佛罗里达州。该州请求援助。", "该州") == []


def test_a_word_with_such_a_word_in_it_stands_for_nothing() -> None:
    assert meant("巴西国防部发表声明。该部门口聚集了人群。", "该部") == []
    assert meant("总统萨蒂科夫抵达。他们表示遗憾。", "他") == []
