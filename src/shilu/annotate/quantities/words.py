"""The pattern of number words: figures, numerals in characters or in the capitals of cheques, fractions, words such as 数十."""

from __future__ import annotations

FIGURES = "0-9０-９"
HAN_DIGIT = "零〇一二两三四五六七八九"
_PLACES = "十百千万亿"
HAN_NUMERALS = frozenset(f"{HAN_DIGIT}俩{_PLACES}廿卅")
_HAN = "".join(sorted(HAN_NUMERALS))
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
ORDINARY = str.maketrans(_CAPITALS, "一二三四五六七八九十百千")
"""The numerals of cheques as ordinary ones."""

_MONEY = r"[多余]?(?:元|美元|日元|日圆|韩元|欧元|英镑|港元|卢布|台币|美金)"
_SCALE = rf"(?:[百千]?万[亿万]|[十百千]?[万亿]|[百千]|兆(?={_MONEY}))(?![米克瓦卡伏焦赫帕分])"
_LATIN = r"(?:km|cm|mm|kg|KM|CM|MM|KG|mg|ml|GW|MW|kW|kWh|GWh|hPa|kPa)(?![A-Za-z])"

# A capital is a numeral beside another one only: 陆地, 入伍 and 拾起 are words. 兆 is one before a smaller number.
_RARE = (
    rf"(?:(?<=[{_HAN}壹贰叁肆伍陆柒捌玖])[拾佰仟]|兆(?=[一二三四五六七八九壹][{_PLACES}拾佰仟])"
    "|(?<=[拾佰仟])[贰叁肆伍陆柒捌玖]|[贰叁肆伍陆柒捌玖](?=[拾佰仟]))"
)
_RUN = rf"[{_HAN}壹]*(?:{_RARE}[{_HAN}壹]*)*"
_ONWARDS = rf"[ ](?:(?<=[{_PLACES}][ ])|(?=[{_PLACES}]))[{_HAN}]+"  # behind a space; one space alone parts two numbers
_SPACED = rf"(?:(?:{_ONWARDS}){{2,}}|[ ](?=[万亿](?![科众]))[万亿])?"  # 三 百 五十, 二十 亿
_POINT = rf"(?:[ ]?点[{HAN_DIGIT}叁]+[万亿]*)?"
_SIDE = (
    rf"(?:百(?![{_HAN}])|[{FIGURES}]+(?:[.．][{FIGURES}]+)?"
    rf"|(?=[{_HAN}壹贰叁肆伍陆柒捌玖]){_RUN}(?:点[{HAN_DIGIT}]+)?)"
)  # of a fraction
_OVER = rf"[ ]?分[ ]?之[ ]?{_SIDE}"
_FRACTION = rf"(?:{_OVER}|(?:{_ONWARDS})*[ ]?又[ ]?{_SIDE}{_OVER})"  # (三)分之一, (三百 五)又三分之一
_TENTHS = "(?<=[一二三四五六七八九两])成[半一二三四五六七八九](?![个名人级批员])"

_IN_CHARACTERS = rf"(?:{_TENTHS}|{_RUN}(?:(?=[ 分又点])(?:{_FRACTION}|{_SPACED}{_POINT}))?)"
_MIXED = (
    r"[0-9]*[万亿千百](?:零[0-9]+[万千百十]?|[0-9]+[万千百十]|[0-9]{3,4}(?![0-9])(?![年月]))+"
    r"|[0-9]*[万千](?:[ ][0-9]+[千百]){2,}"
)
_ARABIC = rf"[{FIGURES}]*(?:[,，][{FIGURES}]{{3}}(?![{FIGURES}]))*(?:[.．][{FIGURES}]+)?"
_SCALED = rf"(?:[ \u00a0]?{_SCALE})?(?![{FIGURES}]|(?!{_LATIN})[A-Za-z])"
_IN_FIGURES = rf"(?:(?<=[0-9])(?:{_MIXED})|{_ARABIC}(?:(?=[万亿 分又])[万亿]?{_FRACTION}|{_SCALED}))"
_OTHERS = (  # most of these begin words that count nothing: the second character is asked for all at once
    "(?<=[几数多])(?:(?<=[几数])[十百千万亿]+|(?<=数)以[十百千万亿]+计|)"
    "|(?<=[若成许很众大不无所])(?=[干多量批少数有千百])"
    "(?:(?<=若)干|(?<=[许很众])多|(?<=大)[量批]|(?<=不)少|(?<=无)数|(?<=所)有|(?<=成)(?:千上万|百上[千万]))"
)
_HALF = (  # 半小时, 半个月; not 前半年, 半年报, 大半天
    "(?<=半)(?<![前后上下大小多过另夜老月年天个一二两三四五六七八九十百千万亿几数]半)"
    "(?=个(?:小时|钟头|月|星期|礼拜|世纪)|小时|钟头|年(?![报度线刊])|天(?!然)|公里|英里|吨|公?斤)"
)
_CAPITAL_FIRST = (
    rf"(?:(?<=壹)(?=[{_HAN}拾佰仟])|(?<=[贰叁柒捌玖])(?=[{_PLACES}拾佰仟])"
    "|(?<=[肆伍陆])(?=[拾佰仟][元整万亿零壹贰叁肆伍陆柒捌玖])|(?<=拾)(?<![收捡]拾)(?=[一二三四五六七八九]?[万亿]))"
)


def number_pattern(follows: str) -> str:
    """A pattern for the longest number word, led by one class of characters so that a search skips to them.

    `follows` is a lookahead for what must stand behind the first character of a numeral.
    """
    return (
        rf"[0-9０-９{_HAN}几数多若成许很大众不无所壹贰叁肆伍陆柒捌玖拾半.](?:"
        rf"(?<=[{_HAN}壹贰叁柒捌玖肆伍陆拾])(?:(?<=[{_HAN}]){follows}|{_CAPITAL_FIRST}){_IN_CHARACTERS}"
        rf"|(?<=[{FIGURES}])(?<![{FIGURES}A-Za-z.．·/].){_IN_FIGURES}"
        rf"|{_OTHERS}|{_HALF}"
        rf"|(?<=\.)(?<![\w一-鿿.)）％%]\.)[0-9]+)"
    )
