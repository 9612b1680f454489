"""The rules of figures, with examples of our own."""

from __future__ import annotations

from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "statements.figure.state_behind",
        "N人死亡, N人受伤, N人被捕: what befell the counted people stands behind them",
        "矿难造成[17人死亡]。",
        "矿难造成17间房屋受损。",
    ),
    Rule(
        "statements.figure.state_before",
        "死亡N人, 死者N人: it stands right before the number",
        "全县[死亡17人]。",
        "死亡证明共17页。",
    ),
    Rule(
        "statements.figure.passive",
        "N人被…击毙: a verb in the passive behind the number",
        "[6名枪手被警方击毙]。",
        "6名枪手击毙了警员。",
    ),
    Rule(
        "statements.figure.victims",
        "N名员工的遗体, N名死者: a noun for victims behind the number",
        "搜救队找到[3名矿工的遗体]。",
        "3名矿工下井。",
    ),
    Rule(
        "statements.figure.act_before",
        "逮捕N人, 派出N名士兵, 救出N人: the verb before its object",
        "警方[逮捕了35人]。",
        "35名警员逮捕了船长。",
    ),
    Rule(
        "statements.figure.tally",
        "死亡人数升至N: a word for the number itself further before it",
        "[死亡人数已上升至29人]。",
        "死亡人数不断上升。",
    ),
    Rule("statements.figure.damage", "N间房屋受损, 烧毁N辆车: what befell things", "[40间民房倒塌]。", "40间民房通电。"),
    Rule(
        "statements.figure.shared_marker",
        "三名矿工和两名司机死亡: one predicate for several numbers",
        "[三名矿工]和两名司机死亡。",
        "三名矿工死亡。",
    ),
    Rule(
        "statements.figure.part",
        "其中, 包括, 包括…在内的: a part takes the kind of its whole",
        "警方逮捕了35人，包括[12名学生]。火灾造成包括[3名船员]在内的9人遇难。",
        "警方逮捕了35人。",
    ),
    Rule(
        "statements.figure.carried",
        "甚至超过N人: the clause before says what is counted",
        "死亡人数超过60人，甚至[超过90人]。",
        "死亡人数超过60人。",
    ),
    Rule(
        "statements.figure.labelled", "死亡：9例: a label and a colon before the number", "死亡人数：[9人]。", "船长说：9人上船。"
    ),
    Rule(
        "statements.figure.listed",
        "新增病例5例，其中甲县3例（乙镇2例）: a list of cases or of places with numbers goes on counting what its head counts",
        "确诊病例：临江市3例，[东山县2例]。",
        "确诊病例3例，东山县设2个检测点。",
    ),
    Rule(
        "statements.figure.sum",
        "N+M: two sorts of one kind in a bulletin",
        "新增确诊病例12+[35例]。",
        "新增确诊病例12例。",
    ),
    Rule(
        "statements.figure.fate",
        "what became of the missing is said later in the sentence",
        "[失踪的3名]矿工已被找到，确认全部遇难。",
        "失踪的3名矿工已被找到。",
    ),
    Rule(
        "statements.figure.counted",
        "a number with what it counts and no predicate",
        "港口停着[20架运输机]。",
        "港口停着一架运输机。",
    ),
    Rule(
        "statements.figure.money",
        "a sum: damage, aid, price or other by the words beside it",
        "经济损失达[3.2亿元]。",
        "经济损失严重。",
    ),
    Rule("statements.figure.magnitude", "the magnitude of a quake", "当地发生[5.8级地震]。", "当地刮起8级大风。"),
    Rule("statements.figure.duration", "how long something lasted", "[长达6天]的骚乱结束了。", "6天前骚乱结束了。"),
    Rule("statements.figure.share", "a part of a whole in per cent", "[四成居民]断水。", "四名居民断水。"),
    Rule(
        "statements.figure.gauge",
        "a water level, rainfall, the speed of a wind: a measure beside the word for what is gauged",
        "大坝[水位升至31.2米]。",
        "车队行驶了31公里。",
    ),
    Rule("statements.figure.unknown", "the text says that the number is not known", "[乘客伤亡人数不详]。", "事故原因仍在调查中。"),
)
