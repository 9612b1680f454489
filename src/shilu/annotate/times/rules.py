"""The families of time expressions, each with a sentence on which it fires and one on which it must not."""

from __future__ import annotations

from shilu.model.rules import Rule


def _rule(name: str, gloss: str, example: str, counter: str, source: str = "") -> Rule:
    return Rule(f"annotate.time.{name}", gloss, example, counter, source)


RULES: tuple[Rule, ...] = (
    _rule("full_date", "Year, month and day, in figures, characters or the calendar of the Republic.",
          "条约于[二〇二三年五月一日]生效。", "仓库里有2030名志愿者。"),
    _rule("month_day", "Month and day; the year nearest to publication, the coming one after a cue such as 将.",
          "部队将于[4月1日]撤离。", "她连续3月销量第一。"),
    _rule("bare_day", "A day of the month alone: the coming one after a cue, else the last one.",
          "市政府[5日]通报了情况。", "票价为5日元，乘3号线可到。"),
    _rule("iso_date", "2024-03-01, 2024/3/1, 2024.3.1.", "公告[2024-03-01]发布。", "服务器地址是192.168.1.12。"),
    _rule("weekday", "A weekday with or without 上, 本, 下; alone it is the last one, after a cue the coming one.",
          "法院将在[周五]宣判。", "导演周一平出席首映。"),
    _rule("week", "Weeks and weekends: 上周, 本周末, 2021年第二周.", "[上周末]两地交火。", "周边国家关注局势。"),
    _rule("relative_day", "今天, 昨晚, 前天, 今（30）日: counted from the day of publication.",
          "双方[昨晚]签署协议。", "《明日之后》上线。"),
    _rule("same_day", "当天, 当晚, 次日: counted from the day that the text is telling of.",
          "大火3月2日烧毁仓库，市长[当天]道歉。", "他当面向居民道歉。"),
    _rule("ago", "三天前, 两周前, 两年前: so long before publication.", "她[三天前]抵达港口。", "行动历时三天。"),
    _rule("later", "三天后: so long after the day being told, else vague.", "大火3月1日扑灭，[两天后]复燃。", "他两天没有休息。"),
    _rule("window", "过去24小时, 近两日, 未来三天: up to or from publication.", "[过去三天]有12人送医。", "附近三天没有供水。"),
    _rule("year", "A year alone; 年代 and centuries are intervals.", "合资公司成立于[2002年]。", "他第2年才来，车号2002。"),
    _rule("relative_year", "今年, 去年, 明年.", "[去年]共有300起。", "年轻人去年轻人聚会的地方。"),
    _rule("same_year", "同年, 次年: from the year being told; else open.", "他2002年毕业，[同年]参军。", "他们是同年级同学。"),
    _rule("decade", "90年代, 二十世纪, 上世纪90年代.", "工厂建于[上世纪90年代]。", "他90岁了。"),
    _rule("part_of_year", "上半年, 年初, 2023年底.", "[2023年底]谈判破裂。", "这是年中国会的议程。"),
    _rule("quarter", "第一季度, 三季度.", "[2024年第一季度]出口增长。", "他进了季后赛。"),
    _rule("season", "去年冬天, 今夏: from March, June, September, December.", "[去年冬天]雪很大。", "冬季奥运会很热闹。"),
    _rule("month", "A month, with its year or without.", "[2023年10月]冲突爆发。", "孩子十几个月大，月薪3千。"),
    _rule("relative_month", "本月, 上个月, 下月.", "他[上个月]辞职。", "日本月球车着陆。"),
    _rule("same_month", "当月, 同月: the month being told.", "港口2月3日关闭，[当月]又重开。", "她当月嫂很久了。"),
    _rule("part_of_month", "1月下旬, 上月底, 月初: tens of days, first five and last six.", "疫情[1月下旬]爆发。", "船停在海底。"),
    _rule("part_of_day", "A part of day alone: of the day being told.", "大火3月2日烧起，[凌晨]才扑灭。", "早晚会有结果。"),
    _rule("clock", "A clock time without its day.", "地震发生在[凌晨2时9分]。", "他提出三点要求，比分为3:1。"),
    _rule("range", "Two ends joined by 至, 到 or a dash.", "会议定于[3月15日至17日]举行。", "人数从6到7不等。"),
    _rule("holiday", "Holidays with a fixed day.", "商店[元旦]照常营业。", "他元月出生。"),
    _rule("lunar", "春节, 除夕, 农历八月十五: days of the lunar calendar, by a table of 1900 to 2100.", "商店[正月初八]开门。",
          "他八月出生，今年十五岁。"),
    _rule("present", "目前, 当前, 截至目前: a word for the present has no day of its own.", "[目前]情况稳定。", "他看到前面的车。"),
    _rule("set", "每天, 每周三下午: what comes again has no day of its own.", "图书馆[每周三下午]闭馆。", "每个人都来了。"),
    _rule("event", "自…以来 or 自…至今 around an event, not a date: marked, without a value.", "[自大桥垮塌以来]渡轮加班。",
          "他自己以来信表示感谢。"),
    _rule("vague", "此前, 近日, 随后: a time that the text leaves open.", "[此前]双方有过接触。", "他前后去过很多次。"),
)  # fmt: skip
