"""Rules about how texts are written: left-over mark-up, stray blanks, placeholders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from core.book import Place, Project, Value
from core.edit import Edit, Group, SetField
from core.field_titles import field_title
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import BETWEEN, has_white_space, rewritten, suspect_cells, texts_of
from core.typography import plain
from core.wording import squeezed


@rule("markup-noise", Severity.WARNING, Criterion.COMPLETENESS)
def markup_noise(project: Project, context: Context) -> Iterator[Finding]:
    """单元格里不留网页或 Word 的标记，如 <p>、&nbsp;、[bookmark: …]。

    简称：网页标记残留
    错误：<p>保障平台稳定运行</p>
    正确：保障平台稳定运行
    依据：财预〔2015〕88号，完整性审核（填写规范）。
    """
    for place, value in suspect_cells(_may_hold_markup, project, context):
        found = next((match for text in texts_of(value) if (match := _MARKUP.search(text))), None)
        if found:
            message = f"{_title(place)}里留有标记“{found[0]}”"
            fix = rewritten(place, value, without_markup)
            yield Finding("markup-noise", Severity.WARNING, place, message, fix)


@rule("stray-whitespace", Severity.HINT, Criterion.COMPLETENESS)
def stray_whitespace(project: Project, context: Context) -> Iterator[Finding]:
    """单元格开头、末尾和汉字之间没有多余的空格。

    从 PDF 转来的表格常在换行处留下空格；段落开头的全角缩进不算。

    简称：多余的空格
    错误：树木成活 率
    正确：树木成活率
    依据：财预〔2015〕88号，完整性审核（填写规范）。
    """
    for place, value, fix in _stray_cells(project, context):
        text = next(text for text in texts_of(value) if without_stray_white_space(text) != text)
        yield Finding("stray-whitespace", Severity.HINT, place, _about_white_space(place, text), fix)


@rule("placeholder-text", Severity.ERROR, Criterion.COMPLETENESS)
def placeholder_text(project: Project, context: Context) -> Iterator[Finding]:
    """填报模板里的占位文字要换成实际内容。

    整格都是占位文字是错误；真实内容前后留着占位文字是警告。

    简称：占位文字
    错误：绩效目标 目标内容1
    正确：绩效目标 全年完成 12 期培训，参训人员合格率达到 95%
    依据：财预〔2015〕88号，完整性审核（明确清晰性）。
    """
    for place, value in suspect_cells(_PLACEHOLDER_SIGN.search, project, context):
        if place.field not in _FREE_TEXTS:
            continue
        for text in texts_of(value):
            if finding := _about_placeholder(place, text, value):
                yield finding
                break


_TAGS = "p|br|div|span|b|strong|i|em|u|s|font|sub|sup|table|tbody|tr|td|th|ul|ol|li|a|img|h[1-6]|o:p"
_MARKUP = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|\[bookmark:[^\[\]]*\]|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo);",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"<br\s*/?>|</p>\s*<p(?:\s[^<>]*)?>", re.IGNORECASE)


def _may_hold_markup(text: str) -> bool:
    return "<" in text or "&" in text or "[" in text


def without_markup(text: str) -> str:
    """The text that the mark-up stood around; paragraphs and line breaks become line ends."""
    lines = _MARKUP.sub(_entity, _LINE_END.sub("\n", text)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _entity(match: re.Match[str]) -> str:
    return html.unescape(match[0]).replace("\xa0", " ") if match[0].startswith("&") else ""


_BLANK = "[ \\t\\u3000\\xa0\\u2002\\u2003]"
_HAN = "[\\u3400-\\u9fff]"
_INSIDE = re.compile(f"(?<={_HAN}){_BLANK}+(?={_HAN})")
_INDENT = re.compile("\\u3000*")
_STRAY_SIGN = re.compile(rf"\s(?:{BETWEEN}|(?<={BETWEEN}\s)|(?<={_HAN}{_BLANK}){_BLANK}*{_HAN})")
_PARAGRAPHS = ("purpose", "goals")
_LEVELS = ("level1", "level2")


def _may_be_stray(text: str) -> bool:
    return has_white_space(text) and _STRAY_SIGN.search(text) is not None


def without_stray_white_space(text: str) -> str:
    """The text without white space at its ends and without blanks between Chinese characters."""
    return text if text.isalnum() else _INSIDE.sub("", text).strip()


def _stray_cells(project: Project, context: Context) -> Iterator[tuple[Place, Value, Edit]]:
    """Cells with stray white space and what mends them. A level name is one cell to the user, however many
    rows stand beside it, so it comes once."""
    suspects = list(suspect_cells(_may_be_stray, project, context))
    if not suspects:
        return
    for place, value in suspects:
        if place.row is None:
            keeps_indent = place.field in _PARAGRAPHS
            tidied = _without_all_but_indent if keeps_indent else without_stray_white_space
            if fix := rewritten(place, value, tidied):
                yield place, value, fix
    for level in _LEVELS:
        yield from _stray_level_names((place, name) for place, name in suspects if place.field == level)
    for place, value in suspects:
        is_of_row = place.row is not None and place.field not in _LEVELS
        if is_of_row and (fix := rewritten(place, value, without_stray_white_space)):
            yield place, value, fix


def _stray_level_names(cells: Iterable[tuple[Place, Value]]) -> Iterator[tuple[Place, Value, Edit]]:
    places: dict[Value, list[Place]] = {}
    for place, name in cells:
        places.setdefault(name, []).append(place)
    for name, same in places.items():
        if tidy := rewritten(same[0], name, without_stray_white_space):
            yield same[0], name, Group(tuple(SetField(place, tidy.value) for place in same))


def _without_all_but_indent(text: str) -> str:
    """As `without_stray_white_space`, but a paragraph keeps its full-width indent."""
    indent = _INDENT.match(text)
    return (indent[0] if indent else "") + without_stray_white_space(text)


def _about_white_space(place: Place, text: str) -> str:
    inside = _INSIDE.search(text.strip())
    if inside:
        around = text.strip()[max(inside.start() - 6, 0) : inside.end() + 6]
        return f"{_title(place)}“{around}”的汉字之间有空格"
    return f"{_title(place)}“{_shortened(text.strip())}”前后有多余的空格"


_FREE_TEXTS = ("name", "title", "purpose", "goals", "level3", "description", "value", "basis")


def _spaced(word: str) -> str:
    """Matches the word with any white space in it."""
    return r"\s*".join(word)


_NUMBERED = "[0-9一二三四五六七八九十]+"
_ONLY_PLACEHOLDER = re.compile(
    rf"(?:目标内容|绩效目标|目标|指标内容|指标名称|指标值|指标|项目名称|资金用途)(?:{_NUMBERED})?"
    rf"|(?:三级|二级|一级)指标(?:{_NUMBERED})?"
    r"|\(?(?:待填写?|待补充|待完善|待定|待确定|待明确)\)?"
    r"|\(?请(?:填写|输入|选择|补充).*"
    r"|[Xx*○]{2,}.{0,2}|\.{3,}|…+"
)
_PREFIX = re.compile(rf"^\s*(?:目标内容|指标内容|指标名称|指标)\s*{_NUMBERED}\s*[:：、.．]\s*")
_LEFT_INSIDE = re.compile(
    r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z0-9])|[×＊*○]{2,}|[(（【\[](?:待填写?|待补充|待定|请填写|请补充)[^)）】\]]{0,100}[)）】\]]"
)
_FIRST_WORDS = ("目标", "绩效目标", "指标", "项目名称", "资金用途", "一级指标", "二级指标", "三级指标")
_PLACEHOLDER_SIGN = re.compile(
    rf"[{BETWEEN}Xx×＊*○(（【\[](?=[\s待请目绩指项资一二三(（XxＸｘ×＊*○.．…])(?:[待请Xx×＊*○]"
    rf"|\s*+(?:{'|'.join(map(_spaced, _FIRST_WORDS))}|[(（]?\s*+[待请]|[XxＸｘ*＊×○.．…]))"
)
"""What no placeholder is without, in a text before it is made plain."""


def _about_placeholder(place: Place, text: str, value: Value) -> Finding | None:
    words = plain(text)
    if _ONLY_PLACEHOLDER.fullmatch(words):
        message = f"{_title(place)}“{_shortened(text.strip())}”是模板里的占位文字，请填写实际内容"
        return Finding("placeholder-text", Severity.ERROR, place, message)
    if prefix := _PREFIX.match(text):
        message = f"{_title(place)}开头的“{prefix[0].strip()}”是模板里的占位文字，可以删去"
        fix = rewritten(place, value, lambda written: _PREFIX.sub("", written, count=1))
        return Finding("placeholder-text", Severity.WARNING, place, message, fix)
    if inside := _LEFT_INSIDE.search(text):
        message = f"{_title(place)}“{_shortened(text.strip())}”里的“{inside[0]}”是占位文字，请填写实际内容"
        return Finding("placeholder-text", Severity.WARNING, place, message)
    return None


def _title(place: Place) -> str:
    return field_title(place.field) if place.field else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else f"{squeezed(text)[:20]}…"
