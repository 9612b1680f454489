"""Where a voice ends that nobody named for a sentence: the outlet turns back to its own, or tells of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.model.marks import CueMark
from shilu.model.patterns import late
from shilu.model.statements import Link, Saying
from shilu.statements.attribution.agents import Agents
from shilu.statements.attribution.subjects import STOPPED
from shilu.statements.attribution.units import Unit

_OWN_VOICE = (
    r"(?:目前|此外|另外|那么，|同日，|另一方面|与此同时|同时|随后|据悉|总的来说|事实上|值得(?:注意|一提|关注)的是|报道截|"
    r"资料显示|近年来|近期，|今[天日晨晚][（(][0-9]|连日来|本[报台网社刊]|[截到][至止]?[^，。]{0,6}[发截]稿|"
    r"[^，。：；“”「」]{2,14}(?:位于|地处|坐落[于在]))"
)
_UNANSWERED = (
    r"[^，。：；“”「」]{2,20}(?:暂[未无]|尚未|没有|未)(?:[就对]此|立即|予以|[作做]出)?[^，。：；]{0,8}(?:回应|置评|评论|透露|公布)"
)
# 渡口电站是北岸最大的电站; 渡轮又称: what the reader needs to know, told by the narrator
_DEFINED = (
    r"(?![这那此其我该他她它本最而但])[^，。：；“”「」]{2,20}"
    r"(?:[是系][^，。：；]{0,14}(?:最[大高长早]的?[^，。：；的]{1,6}|之一)[，。]|(?:[被俗又也]|[^，。：；“”]{0,6}被)称[为作]?)"
)
_EDITOR = r"[^，。：；“”「」]{0,8}(?:笔者|小编|编者)"
_STRESSED = re.compile(r"[！!]\s*\Z")
_ASKED = re.compile(r"[？?]\s*\Z")
_HE = re.compile(r"(?:随后|后来|此后|之后|最终|目前|如今|现在|同时|此外|[，\s])*[他她](?!们|人|的)")
_NARRATED = late(
    r"(?![我他她它这那该其但而所因如])[^，。；：“”]{2,12}?[在于][^，。；：“”]{1,10}?(?:宣布|批准|签署|下令|启动|发布|成立|派出)"
)
_ONSLAUGHT = late(r"(?:这场|此次|本次|这次)[^，。；：“”]{1,20}?(?:横扫|袭击|席卷|波及|肆虐|侵袭|夷平)")
_CASUALTIES = re.compile("[死伤]亡|死者|人死|丧生|遇难|罹难|受伤|失踪|失联|被困|受困")
_MEASURES = late("气象|天气|地震(?:局|台|网|中心|部门)|地质|水文|天文|海洋")
_PERSONS = frozenset({"name", "office", "spokes", "he", "person"})
_OFFICIAL = frozenset({"office", "spokes"})
_FAINT = 2  # sentences that go on with a source which has no name
_LASTING = frozenset({"doc", "data", "media", "outlet", "story"})  # these tell what happened on which day
_DATED = re.compile(
    r"[^，。：；“”「」]{0,12}?(?:[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日|当[天日晚](?!地))|此前(?=[，一的两有])|[^，。：；“”「」]{3,20}以来，|双方(?:还|就)[^，。]{0,20}(?:讨论|交换|会谈|商讨|通话)"
)
_CAPTION = (
    r"[\s　（(【\[]*(?:资料图|图为|图源|图自|配图|图[:：/]|图片来源|视频截图|责任编辑|责编|[编校]辑?[:：]|编辑[:：]|"
    r"来源[:：]|原标题|版权|返回搜狐|更多精彩|如遇作品内容|(?:总台|本[报台网刊社]|新华社|通讯员|实习)?记者[^，。：；]{2,12}[）)])|"
    r"[^，。：；]{0,40}?[（(](?:图源|图自|图[:：]|[^，。（）()]{2,10}(?:供图|摄))|[^，。：；]{2,8}[社报网台]发[（(]"
)
_CAPTION_END = re.compile(r"(?:供图|摄影?|视频截图|(?<![力企试妄意])图)[）)】\]]?[。\s]*\Z")
_TAKEN = re.compile(
    r"\s*(?:[^，。：；\s]{2,6}记者)?\s*[^，。：；\s]{2,6}\s*(?:摄(?!影|氏|取|像)|供图)"
)  # who took the picture told of before
_ONCE = re.compile(  # a day or year in front, behind somebody's words: the narrator's chronicle
    r"(?:[12][0-9]{3}年|[0-9]{1,2}月(?:[0-9]{1,2}日|初|中旬|底|以来)|今年以来|次[日晨]|"
    r"(?:[一两二三几]|[0-9]{1,2})(?:个?小时|天|个月|年)后)"
)
_SIGNED = re.compile(r"[（(][^（）()，。；]{1,20}[）)]\s*\Z")
_CREDITED = re.compile("图片来源|图源|供图[ 　）)]")
_AUTHORITY = re.compile("(?:[部委局厅署院处办会军党]|政府|警方|当局|法院|国|中心)\\Z")  # these speak of themselves by name
_UNPARTED = 400  # characters: a block so long has lost its paragraphs, and nothing shows where a voice ends
_GOES_ON = late(  # words that lean on what was said, or wish and urge, as a narrator does not
    r"(?:这|此(?![前外次])|该|其|那|例如|比如|不过|但|虽然|尽管|因|所以|由于|从而|同时|也|还|另|再|又|并|如|若|一旦|只要|只有|无论|即使|"
    r"否则|首先|其次|最后|第[一二三四]|[一二三四五]是|要|应|须|需|可|希望|建议|请|我|咱|下一步|今后|经查|尤其|特别|包括|有的|预计|对此)|"
    r"从[^，。；]{1,12}看|[^，。；]{0,40}?(?:我们|[应须需][当该要]?(?![急用])|必须|要(?!求|闻|塞)|希望|建议|可(?:能|以))"
)
_TOLD = "告诉"
# 据了解, 有网友: nobody whose words would go on; what follows is the outlet's own telling
_HEARSAY = re.compile(
    r"(?:据|根据)?(?:了解|悉|说|介绍|预报|预测|推测|初步调查|报道|网传|此前报道|之前报道)|.{0,4}网友|.*(?:媒体|外媒|视频显示)"
)
_CREDIT = (
    r"[\s　（(【\[]*(?:采写|撰文|文字|责任?编辑|责编|校对|统筹|出品|监制|摄影|推荐阅读|延伸阅读|相关阅读|更多精彩|返回|来源|综合)"
    r"[：:／/|丨 　]|(?=[^。]*(?:返回搜狐|责任编辑|分享让更多人|查看更多|邮箱地址|版权归|转载请|侵犯您|综合自))"
)
# 志愿者 索菲亚：: somebody else's words
_LABEL = r"[^，。；：:“”「」\s]{2,12}(?:[ 　][^，。；：:“”「」\s]{2,8})?[：:](?![0-9０-９])"
_REPORTER = (
    r"据[^，。]{1,10}所知|(?:[^，。]{0,8})?记者(?:随后|多次|又|还|曾|也)?"
    r"(?:联系|致电|拨打|注意到|发现|梳理|尝试|探访|走访|看到|查询)"
)
_OWN = re.compile(f"{_OWN_VOICE}|{_REPORTER}|{_LABEL}")
_NARRATOR = re.compile(f"{_UNANSWERED}|{_DEFINED}|{_EDITOR}")
_PICTURE = re.compile(f"{_CAPTION}|{_CREDIT}")


class Turns:
    """Tells of one article whether a sentence without a source goes on with the voice before it."""

    def __init__(self, text: str, own_name: str, agents: Agents) -> None:
        """`text` and the outlet's name are in simplified script."""
        self._text, self._own_name, self._agents = text, own_name, agents

    def away(self, unit: Unit, cues: Sequence[CueMark], root: Link, head: str, act: str, last: Saying | None) -> bool:
        """Whether a sentence is no longer of the voice `root`, which spoke as a `head` of a source; `cues` are its own."""
        return (
            self._own(unit.start)
            or self._unheard(root)
            or self._others(unit.start, cues, root, head, last)
            or self._beyond(unit, root)
            or self._background(unit.start, head, act, last)
            or self._pictured(unit)
        )

    def _own(self, start: int) -> bool:
        """Whether a sentence turns back to the outlet's own voice: by a word that turns, or because it names the outlet."""
        text = self._text
        return text.startswith(self._own_name, start) or _OWN.match(text, start) is not None

    def pauses(self, unit: Unit, root: Link, head: str, run: int, *, shown: bool) -> bool:
        """Whether a sentence is not of the voice before, though the medium that told it may go on.

        `run` sentences without a source have gone on with it so far; `shown`: it was said to show, not to say.
        """
        return self._faint(root, head, run, shown=shown) or self._aside(unit, root)

    def leans(self, unit: Unit, block: int) -> bool:
        """Whether a sentence shows that it goes on, where its block of so many characters shows nothing."""
        return block < _UNPARTED or _GOES_ON.match(self._text, unit.start, unit.end) is not None

    def _faint(self, root: Link, head: str, run: int, *, shown: bool) -> bool:
        """Whether a voice is too faint to go on: what figures show ends with the sentence, who has no name lasts for one more."""
        if shown or (head == "stranger" and run):
            return True
        return run >= _FAINT and head not in _OFFICIAL and self._agents.nameless(root)

    def _aside(self, unit: Unit, root: Link) -> bool:
        """Whether the narrator turns to the reader (a shout, a question), defines something, or speaks of the speaker as 他
        or by name."""
        start, text = unit.start, self._text
        if _STRESSED.search(text, unit.end - 3, unit.end) or (not self._one(root) and _ASKED.search(text, unit.end - 3, unit.end)):
            return True
        if _NARRATOR.match(text, start):
            return True
        if not isinstance(root, str):
            return False
        name, person = self._agents.words(root), self._agents.person((root,))
        if person and _HE.match(text, start) is not None:
            return True
        if not person and (self._agents.nameless(root) or _AUTHORITY.search(name)):
            return False
        return text.find(name or "\n", start, unit.end) >= 0

    def _one(self, root: Link) -> bool:
        """Whether the voice before is one person's."""
        return isinstance(root, str) and self._agents.person((root,))

    def _unheard(self, root: Link) -> bool:
        """Whether the voice before was hearsay, which lasts no longer than its own sentence."""
        return isinstance(root, str) and _HEARSAY.fullmatch(self._agents.words(root)) is not None

    def _beyond(self, unit: Unit, root: Link) -> bool:
        """Whether a sentence tells of casualties behind the words of a body that measures weather or quakes: these are
        not its matter, and it must not be taken for their authority unless the text says so."""
        if not _CASUALTIES.search(self._text, unit.start, unit.end):
            return False
        return isinstance(root, str) and _MEASURES.search(self._agents.words(root)) is not None

    def _background(self, start: int, head: str, act: str, last: Saying | None) -> bool:
        """Whether the narrator tells a fact: a dated deed of another behind an opinion, the onslaught of the disaster
        behind an estimate of officials."""
        if act == "opinion":
            return _NARRATED.match(self._text, start) is not None
        return head == "person" and _ONSLAUGHT.match(self._text, start) is not None and self._estimated(last)

    def _estimated(self, last: Saying | None) -> bool:
        """Whether what was said last is an estimate."""
        return last is not None and "估计" in self._text[last.content[0] : last.content[1]]

    def _pictured(self, unit: Unit) -> bool:
        """Whether a sentence is a caption or an editor's line, which in a text without paragraphs stands among the others."""
        if _PICTURE.match(self._text, unit.start):
            return True
        if _SIGNED.match(self._text, unit.start, unit.end) or _CREDITED.search(self._text, unit.start, unit.end):
            return True
        if _TAKEN.match(self._text, unit.end):
            return True
        return _CAPTION_END.search(self._text, max(unit.start, unit.end - 12), unit.end) is not None

    def _others(self, start: int, cues: Sequence[CueMark], root: Link, head: str, last: Saying | None) -> bool:
        """Whether the narrator tells on: behind a whole quotation, by a voice that nothing names (有视频显示，有人说：),
        by a full date or 当天 where nobody speaks who keeps a chronicle."""
        if last is not None and last.mode == "direct":
            return True
        if any(cue.kind == "verb" and (cue.lemma == _TOLD or STOPPED.match(self._text, cue.end)) for cue in cues):
            return True
        if head in _LASTING:
            return False
        return _DATED.match(self._text, start) is not None or (
            isinstance(root, str) and self._agents.person((root,)) and _ONCE.match(self._text, start) is not None
        )
