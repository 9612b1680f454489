"""The shapes of what stands around the story: bylines, datelines, editors' lines, rights notices, end marks."""

from __future__ import annotations

import re

from shilu.model.patterns import late

_PLACE_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
MAY_BE_DATELINE = re.compile(r"日(?:综合|綜合)?[电電讯訊]")
HEAD = late(
    r"【(?P<desk>[^】]{0,30}(?:文[/／|｜]|编译|編譯|撰文|记者|記者|作者|讯|訊|电|電|报道|報導|报导)[^】]{0,30})】"
    r"|[（(](?P<dateline>[^（）()。！？“「]{0,36}(?:[日社]综?合?[电電]|外[电電](?:报道|報導|报导)|(?:综合|綜合)?(?:报道|報導|报导)|[讯訊]|中文[网網]))[）)]"
    rf"|(?P<wire>[\u4e00-\u9fff·]{{2,16}}(?:社|网|網|报|報|台|臺|讯|訊|刊)(?:[\u4e00-\u9fff·]{{0,10}}){_PLACE_DAY}(?:综合|綜合)?[电電讯訊]"
    r"(?:\s?[（(][^（）()]{0,30}[）)])?[，：:]?)"
    r"|(?P<reuters>路透社?[^\s，。（）]{0,10}\d{1,2}月\d{1,2}日\s?[-—–]+\s?)"
)
_PEOPLE = (
    r"(?:记者|記者|作者|文|撰文|编辑|編輯|责编|责任编辑|責任編輯|译者|譯者|核稿|编译|編譯|审校|審校|校对|校對|监制|監製"
    r"|图|摄影|攝影)"
)
_NAMES = r"[\u4e00-\u9fff·、/|｜\s]{2,16}"
TAIL = late(
    rf"[（(]\s?(?P<staff>{_PEOPLE}\s?[:：/][^（）()。]{{1,40}}|(?:完|终|終|全文完))\s?[）)]\s?(?P<code>1\d{{6}})?\s*$"
    rf"|(?<=[。！？”」）)\s])[【\[]?\s?(?:责任编辑|責任編輯|责编|编辑|編輯|校对|校對|审核|審核)\s?[:：|｜]{_NAMES}[】\]]?\s*$"
)
MAY_BE_TAIL = re.compile("[）)】\\]]\\s*$|[编編责責校审審].{1,22}$|[0-9]$")
END_MARK = re.compile(r"[（(]\s?(?:完|终|終|全文完)\s?[）)]")
WHOLE = late(
    rf"{_PEOPLE}\s?[:：|｜/／]\s?[^。！？]{{1,40}}$"
    r"|(?:本报|本報|本社|特约|特約|实习)?(?:记者|記者|通讯员|通訊員)\s?[\u4e00-\u9fff·\s]{2,16}$"
    r"|[A-Z][A-Za-z.'’-]+(?:\s(?:and\s)?[A-Z][A-Za-z.'’-]+){1,5}$"
    r"|[（(][^（）()。，]{0,30}(?:社|报|報|网|網|电|電|报道|報導|报导|台|臺)[）)]$"
)
RIGHTS = late(
    r"(?:未经|未經)[^。]{0,20}(?:授权|授權|许可|許可|允许|允許|同意)[^。]{0,16}(?:转载|轉載|使用|复制|複製|摘编|摘編|引用|刊登|翻印|镜像|鏡像)|(?:版权|版權)(?:所有|归|歸|声明|聲明)|(?:转载|轉載)(?:请|請|需|须|須|自|必)"
    r"|(?:不得|禁止|谢绝|謝絕|请勿|請勿)(?:擅自|随意|隨意|任意)?(?:转载|轉載|转用|轉用)|[Aa]ll [Rr]ights [Rr]eserved"
)
_MAY_BE_RIGHTS = re.compile("[转轉权權许許]")
NOISE = late(
    r"[（(]\s?(?:完|终|終|全文完)\s?[）)]$|"
    r"(?:点击|點擊)(?:查看|进入|進入|这里|此处|觀看|观看|图片|下载).{0,12}$|(?:更多|相关|相關|延伸)(?:新闻|新聞|阅读|閱讀|报道|報導).{0,30}$"
    r"|(?:扫码|掃碼|扫描|长按|關注|关注)[^。]{0,30}(?:公众号|公眾號|二维码|二維碼|微信|微博|订阅|訂閱)|(?:责任编辑|責任編輯)[:：].{0,20}$"
    r"|(?:https?://)?[\w.-]+\.[a-z]{2,4}/\S{0,60}(?:[（(]完[）)])?$"
)
CAPTION = late(
    r"(?:资料图片?|資料圖片?|资料照片?|資料照片?|图为|圖為|示意图|示意圖|配图|配圖|视频截图|視頻截圖)[:：，\s]|.{0,80}(?:截图|截圖|資料照|资料照)[）)]?$"
)
PICTURE = late("截[图圖]|照片|相片|[图圖]片|[画畫]面|[图圖]中|[图圖]示")
_ENDS = "。！？!?…；;：:”’」』）)】]"
_CLOCK = re.compile(r"[（(]\d{1,2}[:：]\d{2}[）)]$")


def is_rights(words: str) -> bool:
    """True for a notice of rights."""
    return (_MAY_BE_RIGHTS.search(words) is not None or "eserved" in words) and RIGHTS.search(words) is not None


def may_be_credit(words: str) -> bool:
    """True when a credit of a picture may stand in the words."""
    return "图" in words or "圖" in words or "来源" in words or "來源" in words


def is_title_like(words: str) -> bool:
    """A short line without an end mark, as subheadings have it."""
    if not 4 <= len(words) <= 42 or "。" in words or words.isascii():
        return False
    return words[-1] not in _ENDS or _CLOCK.search(words) is not None
