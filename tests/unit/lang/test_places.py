from __future__ import annotations

import gzip
import hashlib
import json
import re
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from shilu.lang.places import ancestors, packed, place, place_names


@pytest.mark.parametrize(
    ("name", "key", "zone"),
    [
        ("哈萨克斯坦", "iso:KZ", "Asia/Almaty"),
        ("肯塔基州", "iso:US-KY", "America/Kentucky/Louisville"),
        ("努尔苏丹", "geonames:1526273", "Asia/Almaty"),
        ("积石山县", "gb:622927", "Asia/Shanghai"),
        ("莫斯科", "geonames:524901", "Europe/Moscow"),
    ],
)
def test_a_name_has_a_key_and_the_key_a_place_in_its_zone(name: str, key: str, zone: str) -> None:
    found = place(key)
    assert key in place_names().always[name]
    assert found is not None
    assert found.zone == zone
    assert ZoneInfo(zone)


PROVINCES = re.findall(
    r"\w+",
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
    "湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾",
)


@pytest.mark.parametrize("name", PROVINCES)
def test_every_province_is_known_by_its_short_name(name: str) -> None:
    assert any(re.fullmatch(r"gb:\d\d0000|iso:[A-Z]{2}", key) for key in place_names().always[name])


@pytest.mark.parametrize(
    "name", ["蒙古国", "台湾省", "海南岛", "达尔富尔", "渤海", "印度洋", "华北地区", "金边", "河内", "利马", "基多", "朱巴", "横滨"]
)
def test_other_names_of_provinces_countries_and_seas_are_known(name: str) -> None:
    assert place_names().always[name]


def test_a_county_lies_in_its_prefecture_its_province_and_its_country() -> None:
    assert ancestors("gb:622927") == ("gb:622900", "gb:620000", "iso:CN")


def test_an_unknown_key_is_no_place() -> None:
    assert place("iso:XX") is None
    assert ancestors("iso:XX") == ()


@pytest.mark.parametrize("word", ["城市", "和平", "安全", "地方", "今天"])
def test_a_common_word_is_no_place_by_itself(word: str) -> None:
    assert word not in place_names().always


def test_coordinates_are_on_earth_and_parents_are_in_the_table() -> None:
    for key in ("iso:CN", "gb:622927", "geonames:1526384", "iso:US-KY", "shilu:central-asia"):
        found = place(key)
        assert found is not None
        assert found.lat is not None
        assert found.lon is not None
        assert -90 <= found.lat <= 90
        assert -180 <= found.lon <= 180
        assert found.parent is None or place(found.parent)


def test_the_committed_table_is_the_one_its_sources_note_describes() -> None:
    data = files("shilu.lang") / "data"
    note = json.loads((data / "places.sources.json").read_text("utf-8"))
    assert hashlib.sha256((data / "places.tsv.gz").read_bytes()).hexdigest() == note["sha256"]
    assert all(source["licence"] for source in note["sources"])


def test_an_island_is_not_the_state_of_its_name() -> None:
    names = place_names()
    assert set(names.always["罗得岛"]) == {"iso:US-RI", "shilu:rhodes"}
    assert names.always["罗得岛州"] == ("iso:US-RI",)


def test_the_index_is_what_is_compiled_of_the_table() -> None:
    data = files("shilu.lang") / "data"
    header, *lines = gzip.decompress((data / "places.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    body, index = packed(header, lines)
    note = json.loads((data / "places.sources.json").read_text("utf-8"))
    assert body == (data / "places.tsv.gz").read_bytes()
    assert index == (data / "places.names").read_bytes()
    assert hashlib.sha256(index).hexdigest() == note["sha256_index"]
    assert [line for line in lines if place(line.split("\t")[0]) is None] == []


@pytest.mark.parametrize("key", ["", "a", "zz", "gb:1100000", "geonames:999999999999"])
def test_a_key_beside_those_of_the_table_is_no_place(key: str) -> None:
    assert place(key) is None


def test_small_places_are_found_whatever_form_the_index_was_compiled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    text, ready = "他们从柳树谷来，去温斯洛。", place_names().weak
    monkeypatch.setattr("shilu.lang.lexicon.form", lambda: b"another")
    place_names.cache_clear()
    again = place_names().weak
    place_names.cache_clear()
    assert [text[start:end] for start, end, _ in again.find(text)] == ["柳树谷", "温斯洛"]
    assert again.find(text) == ready.find(text)
