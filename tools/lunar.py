"""Write the table of lunar years that the calendar reads (`src/shilu/lang/zh/data/lunar.tsv`).

    pip install lunar_python && python tools/lunar.py

lunar_python (MIT) computes new moons and leap months; the table keeps only dates and lengths, which are facts.
"""

from datetime import date
from pathlib import Path

from lunar_python import LunarYear, Solar

TABLE = Path("src/shilu/lang/zh/data/lunar.tsv")
HEAD = """# Lunar years: year, its first day, the leap month (0: none), the lengths of its months (0 for 29 days, 1 for 30).
# Computed by tools/lunar.py with lunar_python 1.4.8 (MIT, https://github.com/6tail/lunar-python); dates are facts.
"""


def row(year: int) -> str:
    """One line of the table."""
    months = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    first = Solar.fromJulianDay(months[0].getFirstJulianDay())
    leap = next((-month.getMonth() for month in months if month.getMonth() < 0), 0)
    lengths = "".join(str(month.getDayCount() - 29) for month in months)
    return f"{year}\t{date(first.getYear(), first.getMonth(), first.getDay())}\t{leap}\t{lengths}\n"


if __name__ == "__main__":
    TABLE.write_text(HEAD + "".join(row(year) for year in range(1900, 2101)), encoding="utf-8")
