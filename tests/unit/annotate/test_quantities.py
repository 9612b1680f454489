"""The quantity grammar: values, the contract's bounds, units, and what is no quantity."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate.named import Named
from shilu.annotate.quantities import mark_quantities, read_numbers
from shilu.annotate.reading import reading
from shilu.model.marks import QuantityMark


def marked(text: str) -> tuple[QuantityMark, ...]:
    return mark_quantities(reading(article(text, title=None)), (), Named.of(()))


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "operator", "unit"),
    [
        ("大火造成17人受伤", 17, 17, 17, "=", "人"),
        ("两万名工人罢工", 20000, 20000, 20000, "=", "名"),
        ("超过3000名旅客滞留", 3000, 3001, None, ">", "名"),
        ("逾百人滞留", 100, 101, None, ">", "人"),
        ("700餘人滞留", 700, 701, 799, ">", "人"),
        ("600多人滞留", 600, 601, 699, ">", "人"),
        ("约600多人滞留", 600, 600, 699, "~", "人"),
        ("100多名旅客", 100, 101, 199, ">", "名"),
        ("70多架飞机", 70, 71, 79, ">", "架"),
        ("2000多户断电", 2000, 2001, 2999, ">", "户"),
        ("20多万人断电", 200000, 200001, 299999, ">", "人"),
        ("千余人集会", 1000, 1001, 1999, ">", "人"),
        ("至少40人集会", 40, 40, None, ">=", "人"),
        ("至少造成9人受伤", 9, 9, None, ">=", "人"),
        ("40人以上集会", 40, 40, None, ">=", "人"),
        ("上千人集会", 1000, 1000, None, ">=", "人"),
        ("近400名工人", 400, 360, 399, "<", "名"),
        ("近 400 名工人", 400, 360, 399, "<", "名"),
        ("不到500人到场", 500, None, 499, "<", "人"),
        ("不足五百人到场", 500, None, 499, "<", "人"),
        ("不超过500人到场", 500, None, 500, "<=", "人"),
        ("约两万人到场", 20000, 18000, 22000, "~", "人"),
        ("两万人左右到场", 20000, 18000, 22000, "~", "人"),
        ("十几人到场", None, 11, 19, "vague", "人"),
        ("多名旅客到场", None, 2, None, "vague", "名"),
        ("若干人到场", None, 2, None, "vague", "人"),
        ("数十人到场", None, 20, 99, "vague", "人"),
        ("幾百人到场", None, 200, 999, "vague", "人"),
        ("数千人到场", None, 2000, 9999, "vague", "人"),
        ("数万人到场", None, 20000, 99999, "vague", "人"),
        ("成千上万人到场", None, 1000, None, "vague", "人"),
        ("70到100人到场", None, 70, 100, "range", "人"),
        ("70人至100人到场", None, 70, 100, "range", "人"),
        ("70-100人到场", None, 70, 100, "range", "人"),
        ("3至5万人到场", None, 30000, 50000, "range", "人"),
        ("两三百人到场", None, 200, 300, "range", "人"),
        ("三四十人到场", None, 30, 40, "range", "人"),
        ("损失2.35亿欧元", 235000000, 235000000, 235000000, "=", "欧元"),
        ("損失人民幣6.48億元", 648000000, 648000000, 648000000, "=", "元"),
        ("气温零下20度", -20, -20, -20, "=", "度"),
        ("摄氏零下15度左右", -15, -16.5, -13.5, "~", "度"),
        ("七成居民", 70, 70, 70, "=", "成"),
        ("百分之四十的居民", 40, 40, 40, "=", "%"),
        ("投入100多亿元", 100 * 10**8, 100 * 10**8, 200 * 10**8, ">", "元"),
        ("25万6千名旅客", 256000, 256000, 256000, "=", "名"),
        ("三成半居民", 35, 35, 35, "=", "%"),
        ("规模5.8强震", 5.8, 5.8, 5.8, "=", None),
        ("已有412被带走", 412, 412, 412, "=", None),
        ("停水半小时", 0.5, 0.5, 0.5, "=", "小时"),
        ("停水半个月", 0.5, 0.5, 0.5, "=", "个月"),
        ("历时三年半", 3.5, 3.5, 3.5, "=", "年"),
        ("停水两个半小时", 2.5, 2.5, 2.5, "=", "个小时"),
        ("停水三个多小时", 3, 3, 4, ">", "个小时"),
        ("全长5公里半", 5.5, 5.5, 5.5, "=", "公里"),
        ("可能多达30人被困", 30, None, 30, "<=", "人"),
        ("多达30人被困", 30, 30, 30, "=", "人"),
        ("捐款壹拾贰万元", 120000, 120000, 120000, "=", "元"),
        ("捐款陆仟元", 6000, 6000, 6000, "=", "元"),
        ("利润率为负3.5%", -3.5, -3.5, -3.5, "=", "%"),
        ("变化（-3.5%）", -3.5, -3.5, -3.5, "=", "%"),
        ("三分之一的居民", 33.3333, 33.3333, 33.3333, "=", "%"),
        ("千分之3的居民", 0.3, 0.3, 0.3, "=", "%"),
        ("每人三又二分之一吨", 3.5, 3.5, 3.5, "=", "吨"),
        ("误差三分之一秒", 0.333333, 0.333333, 0.333333, "=", "秒"),
        ("耗电10万万千瓦时", 10**9, 10**9, 10**9, "=", "千瓦时"),
    ],
)
def test_value_and_bounds(text, value, low, high, operator, unit):
    (mark,) = marked(text)
    got = [None if part is None else float(part) for part in (mark.value, mark.low, mark.high)]
    assert got == [value, low, high]
    assert (mark.operator, mark.unit) == (operator, unit)


@pytest.mark.parametrize(
    "text",
    [
        "安-26运输机降落",
        "第17步兵旅抵达",
        "第三名嫌犯落网",
        "进一步调查",
        "各方意见一致",
        "下周一开会",
        "原因之一",
        "2019年春天",
        "3月19日上午9时",
        "比分在21:30揭晓",
        "两国领导人会面",
        "五角大楼发言人说",
        "数据有误",
        "全省唯一一家工厂",
        "他骑着三轮车",
        "亿元大奖",
        "登陆部队",
        "他入伍当兵",
        "收拾一下房间",
        "半年报公布",
        "过去大半天",
    ],
)
def test_no_quantity(text):
    assert marked(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("身负3处伤", [3]),
        ("安-26运输机载3人", [3]),
        ("两人多次报警", [2, None]),
        ("罚款五万 三人被拘", [50000, 3]),
        ("大陆四千人参赛", [4000]),
    ],
)
def test_what_is_written_beside_a_number_is_not_always_part_of_it(text, values):
    assert [mark.value for mark in marked(text)] == values


def test_numbers_are_read_whether_or_not_they_count():
    read = read_numbers("二百五，第十二章，负四十，一致，两兆三十亿，三百 五又三分之一")
    assert [float(round(value, 4)) for _, _, value in read] == [250, 12, -40, 2_003_000_000_000, 350.3333]


@pytest.mark.shared
def test_number_cases_of_recognizers_are_read(shared, root):
    cases = shared / "benchmarks" / "recognizers-zh-dev.jsonl"
    command = [sys.executable, str(root / "eval" / "recognizers_numbers.py"), str(cases)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, env={**os.environ, "PYTHONPATH": "src"})
    print(answer.stdout)
    assert float(answer.stdout.split()[1].rstrip(":")) >= 0.98


def test_unknown_number_is_a_mark_without_value():
    (mark,) = marked("矿井伤亡人数仍不详。")
    assert (mark.operator, mark.value, mark.low, mark.high) == ("unknown", None, None, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("约新台币10亿元", "TWD"), ("300万卢布", "RUB"), ("$500万", "USD"), ("港币20万元", "HKD"), ("20万元", None)],
)
def test_currency(text, code):
    (mark,) = marked(text)
    assert (mark.dimension, mark.currency) == ("money", code)


@pytest.mark.parametrize(
    ("text", "dimension"), [("刮起8级大风", "other"), ("发生6.1级地震", "magnitude"), ("持续40分钟", "duration")]
)
def test_dimension(text, dimension):
    (mark,) = marked(text)
    assert mark.dimension == dimension


numerals = st.integers(min_value=10, max_value=10**9).map(str)
bounds = st.sampled_from(["", "约", "超过", "近", "至少", "不到", "最多", "逾", "上"])
tails = st.sampled_from(["", "多", "余", "左右"])
units = st.sampled_from(["人", "名", "架", "万人", "亿欧元", "級", "棟", "小时", "%", ""])


@settings(max_examples=50)
@given(bounds, numerals, tails, units, st.sampled_from(["", " "]))
def test_marks_are_slices_with_ordered_bounds(bound, number, tail, unit, space):
    text = f"据称{bound}{space}{number}{tail}{space}{unit}到场，另有{number}{unit}。"
    for mark in marked(text):
        assert 0 <= mark.start <= mark.number_start < mark.number_end <= mark.end <= len(text)
        if mark.low is not None and mark.high is not None:
            assert mark.low <= mark.high
            assert mark.value is None or mark.low - 1 <= mark.value <= mark.high + 1


@settings(max_examples=50)
@given(numerals, st.sampled_from(["人", "名士兵", "架飞机", "亿欧元", "栋房屋"]))
def test_spaces_change_nothing(number, unit):
    def core(mark):
        return mark.value, mark.low, mark.high, mark.operator, mark.unit, mark.dimension

    tight, loose = marked(f"约{number}{unit}"), marked(f"约 {number} {unit}")
    assert [core(mark) for mark in tight] == [core(mark) for mark in loose]
