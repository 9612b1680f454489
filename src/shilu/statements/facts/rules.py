"""The rules of events, measures and commitments, with examples of our own."""

from __future__ import annotations

from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "statements.measure.impose",
        "宣布, 实行, 启动 before the noun of a measure, or a verb that is the measure: 停课, 封路, 关闭桥梁.",
        "[港区管委会8日宣布进入紧急状态]，[三座桥梁同时关闭]。",
        "港区管委会8日宣布没有进入紧急状态。",
    ),
    Rule(
        "statements.measure.ordered",
        "An act of others that an order leads in: 要求居民撤离, 下令开枪.",
        "[港区管委会要求低洼地带居民撤离]。",
        "低洼地带居民已经撤离。",
    ),
    Rule(
        "statements.measure.extend",
        "延长 before or behind the noun of a measure.",
        "[港区的宵禁延长至20日]。",
        "港区的宵禁解除后，渡轮的航线延长了。",
    ),
    Rule(
        "statements.measure.ease",
        "放宽, 下调 before the noun of a measure.",
        "[港区放宽出行限制]。",
        "港区解除出行限制。",
    ),
    Rule(
        "statements.measure.lift",
        "解除, 取消, 结束 beside the noun of a measure, or a verb that ends one: 复课, 重新开放.",
        "[港区解除宵禁]，[三座桥梁重新开放]。",
        "港区宣布实行宵禁。",
    ),
    Rule(
        "statements.measure.hold",
        "The measure holds: 处于, 持续到, 直至…结束.",
        "[港区的紧急状态将持续到20日]。",
        "港区解除了紧急状态。",
    ),
    Rule(
        "statements.measure.propose",
        "考虑, 建议, 可能 before the act: nothing is in force yet.",
        "[港区管委会正在考虑实施宵禁]。",
        "港区管委会已经实施宵禁。",
    ),
    Rule(
        "statements.commitment.plan",
        "将, 计划, 拟, 定于 before a verb: somebody will do it, or it will happen.",
        "[港区管委会将于20日公布结果]。",
        "救护车将他送医，该计划书共三页。",
    ),
    Rule(
        "statements.commitment.pledge",
        "承诺, 保证, 绝不会: somebody binds himself.",
        "[港区管委会承诺20日前恢复供水]。",
        "为了保证供水，泵站增加了人手。",
    ),
    Rule(
        "statements.commitment.offer",
        "愿, 愿意, 随时准备 before what is offered.",
        "[港区管委会愿提供帮助]。",
        "志愿者的愿望实现了。",
    ),
    Rule(
        "statements.commitment.expectation",
        "预计, 有望, 料将: somebody expects it.",
        "[渡轮预计20日恢复开行]。",
        "营业额少于预计的数字。",
    ),
    Rule(
        "statements.commitment.forecast",
        "可能会, 或将, 恐将, 可能超过; 不会 in somebody's words: it may come or not.",
        "[水位可能超过三米]。",
        "他可能已经离开。",
    ),
    Rule(
        "statements.commitment.pending",
        "仍在调查, 正在核实: the result is still to come.",
        "[事故原因仍在调查中]。",
        "事故原因已经查明。",
    ),
    Rule(
        "statements.commitment.threat",
        "威胁要, 扬言: what somebody threatens to do.",
        "[车主们威胁要罢工]。",
        "罢工威胁到供水。",
    ),
    Rule(
        "statements.commitment.order",
        "下令, 责成 before a verb of the table: what somebody is to do.",
        "[港区管委会下令彻查事故原因]。",
        "港区管委会查明了事故原因。",
    ),
    Rule(
        "statements.event.act",
        "A verb that is the event: 逮捕, 辞职, 坠毁, with its object where it needs one.",
        "[港区警方8日逮捕了两名船工]。",
        "港区警方8日没有逮捕船工，逮捕令尚待签发。",
    ),
    Rule(
        "statements.event.final",
        "A word that is noun and verb is the verb at the end of its clause: 油罐爆炸, 船员中毒.",
        "[码头的油罐8日爆炸]。",
        "码头上存放着爆炸物。",
    ),
    Rule(
        "statements.event.noun",
        "A noun of an event with a verb of happening: 发生地震, 爆发抗议, 洪水造成.",
        "[港区8日发生山体滑坡]。",
        "港区加强了山体滑坡的预防。",
    ),
    Rule(
        "statements.event.passive",
        "被, 遭 before a verb of violence or damage.",
        "[两名船工8日被枪手杀害]。",
        "枪手的杀害动机不明。",
    ),
    Rule(
        "statements.event.measure",
        "The imposing or lifting of a measure is an event.",
        "[港区管委会宣布进入紧急状态]。",
        "港区的紧急状态将持续到20日。",
    ),
    Rule(
        "statements.measure.mention",
        "The noun of a measure alone: it is known, no more (宵禁期间).",
        "[宵禁期间急救车不受限制]。",
        "港区的夜晚十分安静。",
    ),
)
