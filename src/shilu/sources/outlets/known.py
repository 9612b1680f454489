"""The declarations, one for each outlet."""

from __future__ import annotations

from shilu.sources.outlets.declaration import Outlet

GUANCHA = Outlet(
    key="guancha",
    name="观察者网",
    name_en="Guancha",
    names=("觀察者網", "guancha.cn"),
    hosts=("guancha.cn",),
    country="CN",
    zone="Asia/Shanghai",
    kind="site",
    clock="guancha.beijing_as_gmt",
)

AL_JAZEERA = Outlet(
    key="aljazeera",
    name="半岛电视台",
    name_en="Al Jazeera",
    names=("半島電視台", "Aljazeera 半岛网", "半岛网", "半島網", "半岛电视台中文网", "阿拉伯半岛电视台"),
    hosts=("chinese.aljazeera.net", "aljazeera.net", "aljazeera.com"),
    country="QA",
    zone="Asia/Qatar",
    kind="broadcaster",
)

CNA = Outlet(
    key="cna",
    name="中央社",
    name_en="Central News Agency",
    names=("中央通訊社", "中央通讯社", "中央社即時新聞"),
    hosts=("cna.com.tw",),
    country="TW",
    zone="Asia/Taipei",
    kind="agency",
)

RTHK = Outlet(
    key="rthk",
    name="香港电台",
    name_en="Radio Television Hong Kong",
    names=("香港電台", "RTHK", "港台"),
    hosts=("rthk.hk", "rthk.org.hk"),
    country="HK",
    zone="Asia/Hong_Kong",
    kind="broadcaster",
)

REUTERS = Outlet(
    key="reuters",
    name="路透社",
    name_en="Reuters",
    names=("路透", "路透中文网", "路透社中文网", "路透中文網"),
    hosts=("cn.reuters.com", "reuters.com"),
    country="GB",
    zone="Asia/Shanghai",
    kind="agency",
)

DEUTSCHE_WELLE = Outlet(
    key="dw",
    name="德国之声",
    name_en="Deutsche Welle",
    names=("德國之聲", "德国之声中文网", "德國之聲中文網", "DW"),
    hosts=("dw.com",),
    country="DE",
    zone="Europe/Berlin",
    kind="broadcaster",
)

RFI = Outlet(
    key="rfi",
    name="法国国际广播电台",
    name_en="Radio France Internationale",
    names=("法國國際廣播電台", "法广", "法廣", "RFI", "RFI 华语"),
    hosts=("rfi.fr",),
    country="FR",
    zone="Europe/Paris",
    kind="broadcaster",
)

WSJ = Outlet(
    key="wsj",
    name="华尔街日报",
    name_en="The Wall Street Journal",
    names=("華爾街日報", "华尔街日报中文网", "華爾街日報中文網", "WSJ"),
    hosts=("cn.wsj.com", "wsj.com"),
    country="US",
    zone="Asia/Shanghai",
    kind="newspaper",
)

OUTLETS: tuple[Outlet, ...] = (GUANCHA, AL_JAZEERA, CNA, RTHK, REUTERS, DEUTSCHE_WELLE, RFI, WSJ)
