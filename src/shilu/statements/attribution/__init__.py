"""Attribution: sayings with their chains, and the chain that holds at any place of the text."""

from __future__ import annotations

from shilu.model.rules import Rule
from shilu.statements.attribution.agents import merged
from shilu.statements.attribution.flow import attribute, attributing
from shilu.statements.attribution.result import Attribution

RULES: tuple[Rule, ...] = (
    Rule(
        "statements.attribution.verb",
        "A source and a reporting verb give the words that follow, or the quotation before, to the source.",
        "[港务局表示，渡轮已经复航]。",
        "这家公司简称北航，成立于港区。",
    ),
    Rule(
        "statements.attribution.according",
        "据 X 报道: what follows is X's, and in that paragraph the voices after it reach the outlet through X.",
        "[据北岸通讯社报道，渡轮已经复航]。",
        "双方根据协议交换了文件。",
    ),
    Rule(
        "statements.attribution.cite",
        "X 援引 Y 称: the words are Y's and come by way of X.",
        "[北岸通讯社援引港务局官员的话称，渡轮已经复航]。",
        "北岸通讯社成立于港区。",
    ),
    Rule(
        "statements.attribution.colon",
        "A source and a colon before a quotation, or in a headline.",
        "[港务局局长：“渡轮已经复航。”]",
        "时间：周三上午。",
    ),
    Rule(
        "statements.attribution.noun",
        "据 X 消息, 根据 X 声明: what follows is X's.",
        "[据港务局消息，渡轮已经复航]。",
        "港务局没有任何消息。",
    ),
    Rule(
        "statements.attribution.carried",
        "A sentence without a source of its own goes on with the voice of the one before in its paragraph.",
        "港务局表示，渡轮已经复航。[第一班船上午离港]。",
        "港务局表示，渡轮已经复航。目前，码头恢复平静。",
    ),
)

__all__ = ["RULES", "Attribution", "attribute", "attributing", "merged"]
