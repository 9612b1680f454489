"""The map holds what most reports tell of, says how exactly a place is known, and leaves nothing out in silence."""

from __future__ import annotations

from msgspec.structs import replace

from dossier_builders import landslide
from shilu.dossier.view import Site
from shilu.publish.html import page
from shilu.publish.html_map import Pin, drawn, name


def site(key: str, lat: float | None, lon: float | None, precision: str = "city", reports: int = 10, country: str = "CN") -> Site:
    one = landslide().dossier().sites[0]
    agent = one.agent._replace(id=f"ent:{key}", name=key)
    return replace(one, agent=agent, lat=lat, lon=lon, precision=precision, reports=reports, country=country)


def names(places: tuple[Site, ...]) -> list[str]:
    return [one.agent.name for one in places]


def test_without_a_position_there_is_no_map() -> None:
    assert drawn(()) is None
    assert drawn((site("甲", None, None, "unknown"), site("乙", 30.0, 104.0, "country"))) is None


def test_every_place_is_drawn_or_listed() -> None:
    places = (
        site("甲县", 31.0, 104.0),
        site("乙县", 31.4, 104.4, "exact"),
        site("丙州", 31.8, 103.6, "region"),
        site("某国", 35.0, 103.0, "country"),
        site("远城", 50.0, 20.0, reports=1, country="PL"),
        site("丁村", None, None, "unknown"),
    )
    found = drawn(places)
    assert found is not None
    assert names(found.inside) == ["甲县", "乙县", "丙州"]
    assert (names(found.whole), names(found.outside), names(found.unplaced)) == (["某国"], ["远城"], ["丁村"])
    assert [pin.area for pin in found.pins] == [False, False, True]
    assert found.land.own


def test_places_on_one_point_are_one_mark() -> None:
    found = drawn((site("甲县", 31.0, 104.0), site("乙镇", 31.001, 104.001), site("丙县", 31.9, 104.9)))
    assert found is not None
    assert [(pin.number, names(pin.others)) for pin in found.pins] == [(1, ["乙镇"]), (3, [])]


def test_names_cover_no_other_mark() -> None:
    found = drawn(tuple(site(f"地点{place}", 31 + place / 12, 104 + place / 12) for place in range(12)))
    assert found is not None

    def apart(one: Pin, other: Pin) -> bool:
        return abs(one.x - other.x) > 5 or abs(one.y - other.y) > 5

    assert all(apart(one, other) for one in found.pins for other in found.pins if one is not other)
    assert all(0 <= pin.x <= found.width and 0 <= pin.y <= found.height for pin in found.pins)


def test_a_country_without_figures_is_no_tone() -> None:
    visited = replace(site("某国", 35.0, 103.0, "country"), figures=())
    found = drawn((site("甲县", 31.0, 104.0), visited))
    assert found is not None
    assert found.land.own == ""
    assert names(found.whole) == ["某国"]


def test_a_long_name_is_cut() -> None:
    assert len(name(site("长" * 40, 1.0, 1.0).agent).zh) == 12


def test_the_map_stands_on_the_page_with_its_legend_and_no_word_of_a_post_as_markup() -> None:
    dossier = landslide().dossier()
    wild = site("<script>x</script>", 31.0, 104.0)
    made = page(replace(dossier, sites=(wild,)))
    assert 'id="map"' in made
    assert "<script>x" not in made
    assert "Natural Earth" in made
    assert "<title>1 &lt;script&gt;" in made
