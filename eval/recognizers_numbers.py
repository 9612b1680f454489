"""Score the number grammar on the Chinese number cases of Recognizers-Text.

    python eval/recognizers_numbers.py ../shared/benchmarks/recognizers-zh-dev.jsonl [--misses]

What is judged: the number words that the quantity grammar finds, with their values, before it is asked whether they
count anything: the cases are bare numbers, most of which no news reports as a quantity, and dates and ordinals are
numbers there. `quantities.read_numbers` gives them.

Which cases: those of `NumberModel.json` that the project's own ports support, without those in EXCLUDED. A case is right
when at each expected expression stands a number of the expected value (to a part in 10^12; a share counts as the fraction
that it is), and no number stands elsewhere."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu.annotate.quantities import read_numbers
from shilu.lang.script import simplify

NOTATION = "powers, exponents and slashes; news writes dates and scores with a slash, and the others never"
LONE = "a numeral of one character before what counts nothing; read as a number it would be one in 一看 and 四川 too"
OPEN = "几: the record contract gives such a number bounds and no value"
DOZEN = "打 is a verb in news"
BROKEN = "a fraction without its upper part"
EXCLUDED = {
    "2^5": NOTATION, "2^-1": NOTATION, "1.1^+23": NOTATION, "-2.5^-1": NOTATION, "21.2E0": NOTATION, "-1e1": NOTATION,
    "12.32e+14": NOTATION, "-12e-1": NOTATION, "４ ６／３": NOTATION, "-3/2": NOTATION, "1 ３/5": NOTATION,
    "１６/5": NOTATION, "1 4/3的美夢,1/2的努力": NOTATION,
    "一点两小时的会议": LONE, "“一”和“五”": LONE, "这不是五这是二百零一": LONE, "这不是四川这是五": LONE, "这不是一这是九台": LONE,
    "一百零几万": OPEN, "一百 二 十 几亿": OPEN, "壹千五百零幾萬": OPEN,
    "一打": DOZEN, "十打蘋果": DOZEN,
    "1502222, 二百五, 还有二分之。": BROKEN,
}  # fmt: skip
CLOSE = Decimal("1e-12")
Case = dict[str, Any]


def main() -> None:
    """Print the share of cases fully right, and with `--misses` the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    every = [json.loads(line) for line in arguments.cases.read_text(encoding="utf-8").splitlines()]
    supported = [case for case in every if case["src"].endswith("/NumberModel.json") and not case["notsupported"]]
    judged = [case for case in supported if case["input"] not in EXCLUDED]
    wrong = [case for case in judged if not right(case)]
    share = 1 - len(wrong) / len(judged)
    print(
        f"numbers {share:.3f}: {len(judged) - len(wrong)} of {len(judged)} "
        f"(of {len(supported)} supported, {len(EXCLUDED)} excluded)"
    )
    for case in wrong if arguments.misses else ():
        said = [(case["input"][start:end], str(value)) for start, end, value in read_numbers(simplify(case["input"]))]
        print("-", case["input"], [(one["Text"], one["Resolution"]["value"]) for one in case["results"]], said)


def right(case: Case) -> bool:
    """Every expected number is there with its value, and no other is."""
    found = read_numbers(simplify(case["input"]))
    expected = [(one["Start"], one["End"] + 1, written(one["Resolution"]["value"])) for one in case["results"]]
    if any(not any(start < high and low < end for low, high, _ in expected) for start, end, _ in found):
        return False
    return all(
        any(start < high and low < end and abs(value - said) <= CLOSE * abs(said) for start, end, value in found)
        for low, high, said in expected
    )


def written(value: str) -> Decimal:
    """A number as written in a case: 0.5, 1.232E+15."""
    return Decimal(value)


if __name__ == "__main__":
    main()
