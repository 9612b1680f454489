"""How persons' names look: the patterns they are read with, and the mark that a reading makes."""

from __future__ import annotations

import re
from functools import cache

from shilu.annotate.reading import Reading
from shilu.lang.people import characters
from shilu.model.marks import NameMark
from shilu.model.patterns import late

DOTS = "·‧•∙・"
VERB = (
    r"(?:(?:周[一二三四五六日天]|星期[一二三四五六日天]|昨[日天晚]|今[日天早晨]|当[日天晚]|\d{1,2}[日号]|随后|此前|同时|还|也|则|又|并|再次|当日|早些时候)?"
    r"(?:表示|宣布|指出|强调|透露|认为|称|说|告诉|补充|写道|回应|警告|呼吁|下令|承认|否认|介绍|坦言|解释|批评|谴责|证实|发表|签署|指|形容|在))"
)
_ACTS = (
    "会见|访问|通过|接受|辞职|辞去|请辞|解雇|任命|罢免|抵达|出席|主持|要求|敦促|下台|当选|遭|逮捕|签|到场|赞|"
    "预计|预测|提醒|希望|直言|感叹|建议|提到|谈到|近日|日前|当地|说明|前往|召开"
)
_END = rf"(?=[（(，,。、；：:！”’」』\s的和与及等是将已曾对被于从向为就率致\d]|{VERB}|{_ACTS}|$)"

_BYLINE = (
    "(?:(?<=[译作记])者|(?<=编)[辑译]|(?<=责)编|(?<=核)稿|(?<=撰)文)"  # the rest of 记者, 编辑 ..., whose first character leads
)
HYPHEN_OR_DOT = re.compile(r"[·\-－]")
JOINTS = frozenset((*DOTS, "-"))
_ONE_DOT = str.maketrans(dict.fromkeys(DOTS[1:], "·"))
HYPHENS = "-－–"
_HYPHENS = frozenset(HYPHENS)
LATIN_IN_BRACKETS = (re.compile(r"（[A-Z]"), re.compile(r"\([A-Z]"))  # a search for one character is the fastest
_FULLEST = 8  # characters of a part of a transliterated name


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of persons' names, by what they read."""
    foreign = f"[{characters('transliteration')}]"
    family = f"(?:{'|'.join(characters('double').split())}|[{characters('surname')}])"
    speaks = rf"{foreign}{{3,8}}(?={VERB}(?<!在))"
    native = rf"{family}[一-鿿]{{1,2}}?"
    return {
        "dotted": late(rf"(?:{foreign}{{1,8}}[{DOTS}])+{foreign}{{1,9}}|[A-Z]\.?[{DOTS}]{foreign}{{2,8}}"),
        "hyphen": late(rf"{foreign}{{2,6}}[-－–]{foreign}{{2,7}}{_END}"),
        "behind": late(rf"[ 　]?(?P<name>{foreign}{{2,8}}?(?:[-－–]{foreign}{{2,7}})?{_END}|{native}{_END})"),
        "more": late(rf"[-－–]{foreign}{{2,7}}{_END}"),
        "speaks": late(rf"[，。；：！？“「\n](?P<name>{speaks})"),
        "first": late(rf"(?P<name>{speaks})"),
        "latin": late(
            rf"(?P<name>{foreign}{{2,8}})(?=[（(](?P<latin>[A-Z][A-Za-zÀ-ž.'’]*(?:[ \-][A-Z][A-Za-zÀ-ž.'’]*){{1,3}})[）)])"
        ),
        "byline": late(
            r"[编责译核作撰记【](?:"
            rf"(?:{_BYLINE}[：:/／\s]\s*|(?<=【)文[/／][^】\s]{{0,12}}\s)(?P<name>{family}[一-鿿]{{1,2}})(?=[）)】\s/／，、；。]|$)"
            rf"|(?<=记)者(?P<filed>{family}[一-鿿]{{3,9}})(?=\d{{1,2}}日[电讯综]))"
        ),
    }


def person(read: Reading, start: int, end: int, maker: str, score: float) -> NameMark:
    """The mark of a person, with the further part of a name that a hyphen joins, and one kind of dot."""
    if read.text[end : end + 1] in _HYPHENS and (more := patterns()["more"].match(read.text, end)):
        end = more.end()
    start, end = _without_neighbours(read.text, start, end)
    name = read.text[start:end].translate(_ONE_DOT)
    return NameMark(start, end, "person", name, None, None, maker, score)


def _without_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without what is not its own: 候选人|某·某, 丈夫|某·某, 某·某|于9日, 某·某|当地时间, 某·某|代表."""
    if (text[start] == "人" and "一" <= text[start - 1 : start] <= "鿿") or text[start - 1 : start + 1] in _RELATIVES:
        start += 1
    elif text.startswith("哥哥", start):
        start += 2
    behind = _BEHIND_NAME.get(text[end - 1])
    return start, end - 1 if behind and end - start > _SHORTEST_CUT and text[end : end + 1] in behind else end


_RELATIVES = frozenset({"丈夫", "大夫", "姐夫", "妹夫", "儿子", "妻子", "长子", "次子", "独子", "养子", "之子", "其子"})
_BEHIND_NAME = {
    "于": frozenset("0123456789今昨本上下周当同"),
    "当": frozenset("地天日时选"),
    "代": frozenset("表"),
    "在": frozenset("0123456789"),
}
_SHORTEST_CUT = 4


@cache
def foreign_characters() -> frozenset[str]:
    """The characters of transliteration."""
    return frozenset(characters("transliteration"))


@cache
def name_beginnings() -> frozenset[str]:
    """What a name behind an office can begin with: a character of transliteration, a family name, or space before it."""
    families = {name[0] for name in characters("double").split()}
    return foreign_characters().union(characters("surname"), families, " 　")


def run_start(text: str, at: int, floor: int) -> int:
    """Where the run of up to eight transliteration characters before a position begins, not before `floor`."""
    start, floor = at, max(floor, at - _FULLEST)
    while start > floor and text[start - 1] in foreign_characters():
        start -= 1
    return start
