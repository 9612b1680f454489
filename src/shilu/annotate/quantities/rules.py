"""The rules of the quantity grammar, with examples of our own."""

from __future__ import annotations

from shilu.model.rules import Rule

_CONTRACT = "record contract, figure bounds"

RULES: tuple[Rule, ...] = (
    Rule(
        "annotate.quantity.exact",
        "a number with a classifier or unit, taken at its word; below zero behind 负, or behind a minus sign that opens a phrase",
        "大火烧毁[14 栋]民房。",
        "第14栋民房起火。",
    ),
    Rule("annotate.quantity.over", "超过, 逾, 超 N: from N + 1", "[逾三千人]在码头集会。", "车队超过了前面的卡车。", _CONTRACT),
    Rule(
        "annotate.quantity.more",
        "N多, N余: from N + 1 to the end of the last place said",
        "[七十多名]矿工获救。",
        "他与多名矿工交谈。",
        _CONTRACT,
    ),
    Rule("annotate.quantity.at_least", "至少 N, N以上, 上百: from N", "爆炸[至少造成九人]受伤。", "爆炸造成九人受伤。", _CONTRACT),
    Rule(
        "annotate.quantity.under",
        "近 N: 0.9 N to N - 1; 不到, 不足 N: to N - 1",
        "[近四百名]工人停工。",
        "附近400名工人停工。",
        _CONTRACT,
    ),
    Rule("annotate.quantity.at_most", "最多, 不超过, 可能多达 N, N以内: to N", "每车[不超过30人]。", "每车30人。", _CONTRACT),
    Rule("annotate.quantity.about", "约, 大约 N, N左右: N ± 10 %", "展馆[约有二百名]观众。", "条约二百年前签订。", _CONTRACT),
    Rule("annotate.quantity.range", "N至M, N到M, 两三百: both ends", "营地住着[七十到一百人]。", "营地住着七十人。", _CONTRACT),
    Rule(
        "annotate.quantity.vague",
        "数十, 几百, 成千上万: bounds of the unit, no value",
        "[数十间]商铺停业。",
        "店主说数据有误。",
        _CONTRACT,
    ),
    Rule("annotate.quantity.several", "多名, 数名, 若干: from two, no value", "[多名]乘客被送医。", "许多乘客被送医。", _CONTRACT),
    Rule("annotate.quantity.quantifier", "许多, 大量, 所有: a count without any number", "[许多]矿工离开。", "多名矿工离开。"),
    Rule("annotate.quantity.money", "a sum with its currency", "工厂损失[人民币3.2亿元]。", "工厂损失3.2亿吨煤。", "ISO 4217"),
    Rule(
        "annotate.quantity.share",
        "percentages, tenths and fractions; a fraction of a measure (三分之一吨) is so much of it",
        "[四成]居民断水。",
        "四名居民断水。",
    ),
    Rule("annotate.quantity.magnitude", "the magnitude of a quake", "当地发生[5.8级]地震。", "地震后，应急响应提升至二级。"),
    Rule(
        "annotate.quantity.duration",
        "a length of time, 半小时 and 两年半 among them",
        "停电持续了[两个半小时]。",
        "停电从6时开始。",
    ),
    Rule(
        "annotate.quantity.unknown",
        "the text says that the number is not known",
        "[乘客伤亡人数不详]。",
        "事故原因仍在调查中。",
        _CONTRACT,
    ),
)
