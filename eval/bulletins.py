"""Score figures on the daily health bulletins of January and February 2020 (canghailan/Wuhan-2019-nCoV).

    python eval/bulletins.py ../shared/benchmarks/canghailan_report.tar.gz [--misses]

Each bulletin is read as a post of the next morning: its headline is the file's name (with 全国 where it names no region),
its paragraphs are the bulletin's lines without the address and without comments. Gold: the table of the same day and
region. A cell is (place, kind, value) with a value above zero; it is judged when the bulletin states it, that is when a
line whose label begins with the column's word (after 国外) holds the value as a number; other cells are counted apart.
A cell is right when one figure has
- its value;
- its place: an entity one of whose names begins as the place does, endings of administration left out (广西壮族自治区, 广西);
- its kind: confirmed `infected` without 疑似 in the population; suspected the same with 疑似; dead `killed`; cured, for which
  the contract has no kind, `other` or `released` with 治愈, 出院 or 康复 in the population.
Cell accuracy is right cells over judged cells. Figures of those kinds that are no cell of their table are counted as strays.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
import tarfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from shilu import sources
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.article import Article, Raw
from shilu.model.entities import Entity
from shilu.model.statements import Figure
from shilu.statements import state

LABELS = {"confirmed": "确诊", "suspected": "疑似", "cured": "治愈", "dead": "死亡"}
CURED = re.compile("治愈|出院|康复")
ENDINGS = re.compile(
    "(?:(?:壮|回|维吾尔|藏|黎|苗|彝|土家|侗|布依|朝鲜|傣|白|哈尼|蒙古|羌|哈萨克|景颇|柯尔克孜|瑶|仡佬|畲|水|佤|拉祜|满|锡伯|塔吉克)族|哈萨克|柯尔克孜|维吾尔|(?<!内)蒙古|族|各)*(?:特别行政区|自治区|自治州|自治县|地区|省|市|新区|区|县|州|盟|旗)$"
)
DAY = re.compile(r"(\d+)年(\d+)月(\d+)日")


class Cell(NamedTuple):
    """One cell of the table: the name of its place, its column, its value."""

    place: str
    column: str
    value: Decimal


def main() -> None:
    """Print cell accuracy, by column too, and with `--misses` the cells that are not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    right, judged, unstated, strays = dict.fromkeys(LABELS, 0), dict.fromkeys(LABELS, 0), 0, 0
    for stem, bulletin, table in pairs(arguments.archive):
        stated = [cell for cell in table if states(bulletin, cell)]
        unstated += len(table) - len(stated)
        figures = read(stem, bulletin)
        strays += sum(not any(agrees(cell, *one) for cell in table) for one in figures)
        for cell in stated:
            judged[cell.column] += 1
            good = any(agrees(cell, *one) for one in figures)
            right[cell.column] += good
            if arguments.misses and not good:
                print("-", stem, cell.place, cell.column, cell.value)
    total = sum(judged.values())
    columns = ", ".join(f"{column} {right[column]}/{judged[column]}" for column in LABELS)
    print(f"cell accuracy {sum(right.values()) / total:.3f}: {columns}; not stated {unstated}, strays {strays}")


def pairs(archive: Path) -> Iterator[tuple[str, str, list[Cell]]]:
    """Each bulletin with its name and the cells of its table, in order of names."""
    with tarfile.open(archive) as tar:
        texts = {
            Path(member.name): handle.read().decode("utf-8")
            for member in tar.getmembers()
            if member.isfile() and (handle := tar.extractfile(member))
        }
    tables = {path.stem: text for path, text in texts.items() if path.parent.name == "ReportData"}
    for path in sorted(texts):
        day = DAY.match(path.stem)
        if path.parent.name == "Report" and day:
            year, month, number = map(int, day.groups())
            table = tables.get(f"{year}-{month:02}-{number:02}{path.stem[day.end() :]}")
            if table is not None:
                yield path.stem, texts[path], list(cells(table))


def cells(table: str) -> Iterator[Cell]:
    """The cells of a table that hold a number above zero."""
    for row in csv.DictReader(table.splitlines()):
        place = row["city"] or row["province"] or row["country"]
        for column in LABELS:
            if (row[column] or "0").isdigit() and int(row[column] or 0):
                yield Cell(place, column, Decimal(row[column]))


def states(bulletin: str, cell: Cell) -> bool:
    """True when the bulletin holds a cell's value in a line of its column."""
    lines = [line.removeprefix("国外") for line in bulletin.splitlines()]
    return any(re.search(rf"(?<!\d){cell.value}(?!\d)", line) for line in lines if line.startswith(LABELS[cell.column]))


def read(stem: str, bulletin: str) -> list[tuple[Figure, Entity | None]]:
    """The figures of a bulletin of the kinds that the table has, with their places."""
    lines = [line.split("#")[0].strip() for line in bulletin.splitlines() if line.strip() and not line.startswith("地址")]
    post = article(stem, lines)
    marks = annotate(post)
    entities = resolve([post], [marks])
    figures = state(post, marks, entities).figures
    return [
        (figure, entities.by_id[figure.place] if figure.place else None)
        for figure in figures
        if any(is_of(column, figure) for column in LABELS)
    ]


def article(stem: str, lines: list[str]) -> Article:
    """The bulletin as a post of the morning after its day."""
    day = DAY.match(stem)
    assert day
    morning = date(int(day[1]), int(day[2]), int(day[3])) + timedelta(days=1)
    title = stem + ("" if day.end() < len(stem) else "全国")
    body = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    post = sources.read(Raw("bulletins/day.md", f"---\ntitle: '{title}'\ndate: {morning} 08:00:00+08:00\n---\n{body}\n".encode()))
    assert isinstance(post, Article), post
    return post


def is_of(column: str, figure: Figure) -> bool:
    """True when a figure has the kind of a column."""
    words = figure.population or ""
    if column == "dead":
        return figure.kind == "killed"
    if column == "cured":
        return figure.kind in ("other", "released") and CURED.search(words) is not None
    return figure.kind == "infected" and ("疑似" in words) == (column == "suspected")


def agrees(cell: Cell, figure: Figure, place: Entity | None) -> bool:
    """True when a figure is this cell."""
    if figure.value != cell.value or not is_of(cell.column, figure) or place is None:
        return False
    return any(stem_of(name) == stem_of(cell.place) for name in place.names)


def stem_of(place: str) -> str:
    """The name of a place without its endings of administration; one of two characters is kept whole."""
    short = ENDINGS.sub("", place)
    return short if len(short) > 1 else place


if __name__ == "__main__":
    main()
