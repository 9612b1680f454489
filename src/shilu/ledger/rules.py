"""The rules of the ledger as declarations: the decision table R1-R14 and the estimate, each with two invented cases."""

from __future__ import annotations

from shilu.model.rules import Rule

SOURCE = "design: comparing two figures, decision table"


def _rule(number: str, gloss: str, example: str, counter_example: str) -> Rule:
    return Rule(f"ledger.relation.{number}", gloss, example, counter_example, SOURCE)


RULES: tuple[Rule, ...] = (
    _rule("R1", "repeats: one source, or one chain through the other, gives the same number again; no corroboration.",
          "甲报：应急局称5人死亡。乙报：应急局称5人死亡。", "甲报：应急局称5人死亡。乙报：医院称5人死亡。"),
    _rule("R2", "corroborates: an independent source gives the same number.",
          "甲报：应急局称5人死亡。乙报：医院称5人死亡。", "乙报据甲报称5人死亡。"),
    _rule("R3", "relabelled: one source and one number, but the people counted are called something else.",
          "警方：击毙4名暴徒。警方：击毙4名示威者。", "警方：4名警员受伤。警方：4名警员受伤。"),
    _rule("R4", "refined_by: the same number said more exactly; the vaguer one leaves the live set.",
          "数十人被困 → 36人被困", "30人被困 → 36人被困"),
    _rule("R5", "conflict: two independent sources give different numbers for one time.",
          "台网：5.1级。研究所：5.6级。", "同一台网先报5.1级，后更正为5.6级。"),
    _rule("R6", "superseded_by: a later count of a growing number, or an old number printed again.",
          "7日：12人死亡。8日：19人死亡。", "8日甲：19人死亡。9日乙：12人死亡（此前没有12这个数）。"),
    _rule("R7", "revised_down: the same source, a stated correction, or an authority after unofficial counts gives less.",
          "应急局7日：19人死亡。应急局8日：17人死亡。", "应急局7日：19人死亡。总统8日：17人死亡。"),
    _rule("R8", "conflict: a cumulative number fell between two independent sources.",
          "应急局7日：19人死亡。总统8日：17人死亡。", "应急局7日：19人死亡。应急局8日：17人死亡。"),
    _rule("R9", "superseded_by: a state (missing, troops present) at a later time; never a conflict by itself.",
          "7日：30人失联。8日：12人失联。", "7日：30人死亡。8日：12人死亡。"),
    _rule("R10", "part_of: place, group or kind lies within the other's; a stated part above its stated whole is a conflict.",
          "全省9人死亡，其中东县4人。", "东县4人死亡，西县9人死亡。"),
    _rule("R11", "A part that is later than every whole is no part of it; it is a floor for the next whole.",
          "7日全省5人死亡；9日东县8人死亡 → 全省至少8人", "9日全省12人死亡，其中东县8人"),
    _rule("R12", "scope_drift: a total equals one group's number although other groups are not empty.",
          "4名警员和6名暴徒死亡；另报共6人死亡", "4名警员和6名暴徒死亡；另报共10人死亡"),
    _rule("R13", "outcome_of: what was counted after a forecast; never a conflict.",
          "预计将超过100人 → 后来统计64人", "此前统计100人 → 后来统计64人"),
    _rule("R14", "undetermined: different numbers that cannot be put in order; shown side by side.",
          "标题50人死亡，正文48人死亡", "7日50人死亡，8日52人死亡"),
    Rule("ledger.relation.paraphrase", "One speaker's sentence in two articles in other words: half of the character pairs agree.",
         "局长说桥面裂缝已经全部修好。／局长：桥面的裂缝已全部修好。", "局长说桥面裂缝已经修好。／局长说明天停水。", SOURCE),
    Rule("ledger.series.site", "People in one kind of building are a series of their own, a part of the place around it.",
         "[仓库]倒塌，8人遇难", "仓库倒塌，全省8人遇难", SOURCE),
    Rule("ledger.relation.sum", "A total to which the other numbers of its article add up is as certain and official as they are.",
         "标题：死者增至78人。正文：省长说东省64人、西省14人遇难。", "标题：死者增至78人。正文：省长说东省64人遇难。", SOURCE),
    Rule("ledger.relation.headline", "scope_drift: a headline gives a speaker's words without the hedge of its body.",
         "标题：县长：供水已恢复。正文：县长说，全县供水已[基本]恢复。",
         "标题：县长：供水基本恢复。正文：县长说，全县供水已基本恢复。", SOURCE),
    Rule("ledger.relation.contested", "undetermined: the article itself sets a claim against another report; no conflict of fact.",
         "虽然县长说“供水已经恢复”，但有居民称家中仍无水", "县长说供水已经恢复，居民称家中有水", SOURCE),
    Rule("ledger.relation.framing", "relabelled: a speaker refuses the label that others use.",
         "部长说，被捕的是盗匪，而不是一些媒体所说的“村民”", "部长说，被捕的不是本地人", SOURCE),
    Rule("ledger.relation.order", "conflict: two acts on one person in opposite orders; apparent where a passage only lists them.",
         "[逮捕已被革职的局长]某人。／[某人被捕和解职]后，副手接任。", "逮捕已被革职的局长某人。／某人被革职后又被捕。", SOURCE),
    Rule("ledger.independence.voice", "One root: two names of one source, a body and its spokesman, an outlet and its reporter.",
         "应急局称5人死亡。应急局发言人称5人死亡。", "应急局称5人死亡。应急局一名官员称5人死亡。", SOURCE),
    Rule("ledger.independence.copy", "A copied passage is one voice with its source: the same words in three outlets are one root.",
         "三家刊登同一篇通稿：山洪已造成5人死亡 → 一个信源", "三家各自写成的报道都说5人死亡 → 三个信源", SOURCE),
    Rule("ledger.estimate.live_set", "low, best and high over the live points; low is raised to the sum of disjoint parts.",
         "18名警员和26名暴徒死亡 → 死亡至少44人", "其中3名儿童和2名女性 → 不相加", SOURCE),
)  # fmt: skip
