"""What the words around a number say of it: an update, a wider place, the event itself, people in hospital, a retraction."""

from __future__ import annotations

import re

from shilu.model.patterns import late
from shilu.model.statements import Figure

UPDATE = re.compile("[增升][至到]|上升|增加到|更新|最新|累[计計]|已[达達]|[达達]到了|攀升")
WIDE = re.compile(
    "(?:[两兩二三四五六多各数數]|[2-9]|[1-9][0-9])[个個]?(?:省|州|市|县|縣|地)(?!点|點)|全[国國美球]|[总總]共|合共|合[计計]"
)
ELSEWHERE = re.compile("其[他它余餘](?:各|几个|幾個)?(?:省|州|市|县|縣|地|国|國)|[别別][处處]")
NEARBY = re.compile("[州省市县縣镇鎮国國][内內](?:其[他它余餘])")
UNBROKEN = re.compile("[^，。；！？、\\s]*")
HINT = re.compile(
    "[增升上更最累达達攀两兩二三四五六多各数數全总總共合其别別这這此本]"
)  # with which the words above and below begin
INPATIENT = late("住院|收治|留[院医醫]|入院")
INPATIENTS = "住院"
DEAD = {
    "抢救无效": re.compile("(?:[抢搶]救|救治|[医醫]治|治[疗療])[无無]效|不治(?:身亡|而亡|去世|死亡)"),
    "无生命体征": re.compile("(?:[无無]|[没沒]有了?|失去)生命[体體][征徵]"),
}  # words of a signature, and how they are said
EVENT = re.compile("(?:[这這][一1]?[起次场場]|[此本]次)")
NARROW = re.compile("(?=[仅僅单單光一])(?:[仅僅][在是]?[^，。]{0,6}[州省市县縣]|[单單光]是|一[个個](?:州|省|市|县|縣)就)")
OF_SEVERAL = re.compile("其中")
AND_THE_OTHERS = re.compile("其[余餘]")
BESIDES = re.compile("(?:另|另外|此外)[还還]?有")
WITHDRAWN = re.compile(
    "[^，。；！？\n]{0,6}(?:说法|說法|消息|报道|報道|報導|内容|內容|数字|數字)(?:并|並)?(?:不属实|不屬實|不实|不實|有误|有誤|并非事实)"
)
REST = late("(?:其[他它余餘]|剩[余下餘]|[余餘]下)的?[0-9０-９一二两兩三四五六七八九十百几幾多数數]")
RESTS = "其余"  # words of a signature whose figures leave out those of the same name who were told of before
ROLES = frozenset({"charged", "attackers"})  # kinds that say what people are, and not what befell them
LOOK_BACK = 14


def manner(kind: str, words: str, behind: str) -> str:
    """How those counted fared, where it makes them some of all: the injured in hospital, the dead who died in care, or were
    found without a sign of life; or that they are the rest of the defendants. Else an empty text."""
    if kind in ROLES:
        return RESTS if REST.search(words) else ""
    if kind == "injured":
        return INPATIENTS if INPATIENT.search(words + behind) else ""
    if kind != "killed":
        return ""
    own = words[max(words.rfind("（"), words.rfind("(")) + 1 :]  # 6人经抢救无效死亡（目前已造成10人死亡）: not of the ten
    return next((name for name, said in DEAD.items() if said.search(own)), "")


def shared_out(first: str, second: str) -> bool:
    """Whether the words that lead up to two counts set them side by side (其中…其余…, …另有…): parts, none of them the whole."""
    return BESIDES.search(second) is not None or bool(OF_SEVERAL.search(first) and AND_THE_OTHERS.search(second))


def clause(figure: Figure, text: str) -> str:
    """The words that lead up to a number, as far as its clause goes, with the words of the figure itself."""
    start = figure.number[0] if figure.number else figure.span.start
    before = text[max(0, start - LOOK_BACK) : start]
    unbroken = UNBROKEN.match(before[::-1])
    return text[start - (unbroken.end() if unbroken else 0) : figure.span.end]
