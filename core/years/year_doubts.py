"""Why a year that a text names may be another one than the book's: the year of a law, of a bond, of a beginning."""

from __future__ import annotations

import re

from core.years.year_mentions import Form, YearMention


def doubt_about(mention: YearMention) -> str:
    """What a year may be instead of the book's, in the user's words; empty where nothing speaks against it."""
    if mention.form is Form.BARE:
        return "没有“年”字，可能是数量或编号"
    if mention.form is Form.MONTH:
        return "可能是小数，不是日期"
    if mention.before.rfind("《") > mention.before.rfind("》"):
        return "在书名号里，可能是文件的年份"
    if mention.period is None and _BEGINNING.search(mention.before):
        return "可能是固定的起始时间"
    return next((doubt for pattern, doubt in _DOUBTS_BEHIND if pattern.match(mention.behind)), "")


_BEGINNING = re.compile("(?:自|从|始于|[修新]建于|成立于|购于|投用于)$")
_DATE = r"(?:年度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?|[./-][0-9]{1,2}(?:[./-][0-9]{1,2}日?|月)?)[底末初]?"
_DUE = "付息|还[本息]|[利本]息|到期|兑付|偿还"
_DOUBTS_BEHIND = tuple(
    (re.compile(pattern), doubt)
    for pattern, doubt in (
        (rf"{_DATE}(?:修[订正]|印发|下发|发布|颁布|公布|出台|起?施行|[新修]?版)", "可能是文件或标准的年份"),
        (rf"{_DATE}发行", "可能是债券的发行年份"),
        # What is paid on a bond is due in the book's year; a bond is called by the year of its issue.
        (
            rf"年?度?(?:新增|政府|地方|再融资|一般|专项|[()])*债(?!务|券?[^,;。]{{0,8}}(?:{_DUE}))",
            "可能是债券的发行年份",
        ),
        (rf"{_DATE}(?:以来|[之以]?后|起(?![草诉步]))", "可能是固定的起始时间"),
        (
            rf"{_DATE}(?:已|经|正式)*(?:开工|立项|批复|获批|成立|中标|签[订约署]|投入使用|投用)",
            "可能是一次性的事情，时间不变",
        ),
        (r"年0?2月29日|(?P<point>[./-])0?2(?P=point)29(?![0-9])", "2月29日只有闰年才有"),
    )
)
