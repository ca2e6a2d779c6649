"""Cells that say header fields of a project, taken apart: code and name in one, amounts with their unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from core.formats.workbook.mapping import FieldText, Template
from core.formats.workbook.reading.goal_cells import read_goals
from core.formats.workbook.reading.labels import MONEY_UNITS

DEFAULT_MONEY_UNIT = "万元"
AMOUNTS = ("budget", "fiscal_funds", "other_funds")


class FieldCell(NamedTuple):
    """What a cell's text is made of, and what its pieces say, by field."""

    template: Template
    said: dict[str, str]


_DASH = r"\s*[-－—–_/、:：]\s*|\s+"
_UNIT_CODE_FIRST = (
    re.compile(r"(\s*[\[【（(])(\d{3,15})([\]】）)]\s*)(.*)", re.DOTALL),
    re.compile(rf"(\s*)(\d{{3,15}})({_DASH})(.*)", re.DOTALL),
    re.compile(r"(\s*)(\d{12}|\d{9}|\d{6})()((?!\d).*)", re.DOTALL),
)
_UNIT_CODE_LAST = (
    re.compile(r"(.*?\S)(\s*[\[【（(])(\d{3,15})([\]】）)]\s*)", re.DOTALL),
    re.compile(rf"(.*?[^\d\s])({_DASH})(\d{{3,15}})(\s*)", re.DOTALL),
)
_BARE_UNIT_CODE = re.compile(r"(\d{12}|\d{9}|\d{6}|\d*)([^\S\n]*)((?!\s).*)", re.DOTALL)
_CODED_NAME = re.compile(
    r"(\s*[\[【（(]?)([0-9A-Z]{15,26})([\]】）)]\s*|\s*[-－—–_/、:：]\s*|\s+)(\S.*)", re.DOTALL
)
_AMOUNT = re.compile(rf"(\s*)([\d,，.]+)(\s*)({'|'.join(sorted(MONEY_UNITS, key=len, reverse=True))})(\s*)")
_HEADING = re.compile(r"(\s*0*?)(0|[1-9]\d{0,8})(\s*[.．、]\s*)(?!\d[.\d]*[%％亿万元])(.*)", re.DOTALL)


def field_cell(field: str, text: str, present: Collection[str], money_unit: str) -> FieldCell:
    """A cell that says a field. `present` are the fields with cells of their own; `goals` are said as they stand."""
    if field in AMOUNTS:
        return amount_cell(field, text, money_unit)
    if field == "name":
        return name_cell(text, has_code="code" in present)
    if field == "goals":
        return FieldCell((FieldText("goals", aspect=read_goals([text]).numbering),), {"goals": text})
    if field in ("unit", "department"):
        return plain_cell("unit_name", text) if "unit_code" in present else unit_cell(text)
    return plain_cell(field, text)


def plain_cell(field: str, text: str) -> FieldCell:
    return FieldCell(plain_template(field), {field: text})


@cache
def plain_template(field: str) -> Template:
    """That of a cell that says one field and nothing else."""
    return (FieldText(field),)


def unit_cell(text: str) -> FieldCell:
    """Unit code and name in a labelled cell: `[410001]某局`, `410001 某局`, `某局（410001）`, or the name alone."""
    if not text:
        return unit_line(text)
    for pattern in _UNIT_CODE_FIRST:
        if match := pattern.fullmatch(text):
            return _pieces(match, (None, "unit_code", None, "unit_name"))
    for pattern in _UNIT_CODE_LAST:
        if match := pattern.fullmatch(text):
            return _pieces(match, ("unit_name", None, "unit_code", None))
    if text.strip().isdecimal():
        return plain_cell("unit_code", text)
    return plain_cell("unit_name", text)


def unit_line(text: str) -> FieldCell:
    """A unit without a label, as it stands above a table: `410001某局`."""
    match = _BARE_UNIT_CODE.fullmatch(text)
    if match is None:
        return FieldCell(
            (FieldText("unit_code"), FieldText("unit_name")), {"unit_code": "", "unit_name": text}
        )
    return _pieces(match, ("unit_code", None, "unit_name"))


def name_cell(text: str, *, has_code: bool) -> FieldCell:
    """A project's name, with its code before it where that stands nowhere else."""
    match = None if has_code else _CODED_NAME.fullmatch(text)
    return _pieces(match, (None, "code", None, "name")) if match else plain_cell("name", text)


def amount_cell(field: str, text: str, money_unit: str) -> FieldCell:
    """An amount; the unit behind it is no part of it where it is the table's money unit."""
    match = _AMOUNT.fullmatch(text) if "元" in text else None
    if match is None or match[4] != money_unit:
        return plain_cell(field, text)
    return _pieces(match, (None, field, None, "money_unit", None))


def unit_of_amount(text: str) -> str | None:
    """`万元` of `3197.94万元`."""
    match = _AMOUNT.fullmatch(text)
    return match[4] if match else None


def heading_cell(text: str) -> FieldCell:
    """A heading with its number: `3.食堂补贴绩效目标表`."""
    match = _HEADING.fullmatch(text)
    if match is None:
        return FieldCell((FieldText("number", aspect="."), FieldText("title")), {"title": text})
    before, number, mark, title = match.groups()
    template = _template((before, FieldText("number", aspect=mark), FieldText("title")))
    return FieldCell(template, {"number": number, "title": title})


def name_in_heading(text: str) -> FieldCell:
    """The name of a project that only the heading says."""
    match = _HEADING.fullmatch(text)
    before, number, mark, title = match.groups() if match else ("", "", "", text)
    found = _NAME_IN_HEADING.fullmatch(title)
    name, after = (found[1], found[2]) if found else (title, "")
    pieces = (before, FieldText("number", aspect=mark or "."), FieldText("name"), after)
    return FieldCell(_template(pieces), {"number": number, "name": name})


_NAME_IN_HEADING = re.compile(
    r"(.+?)((?:项目支出)?(?:核心)?绩效(?:目标|指标)(?:.{0,6}表.{0,12})?)", re.DOTALL
)


def _pieces(match: re.Match[str], fields: tuple[str | None, ...]) -> FieldCell:
    """The groups of a match, as fields and as texts between them."""
    named = list(zip(match.groups(), fields, strict=True))
    template = _template(tuple(FieldText(field) if field else text for text, field in named))
    return FieldCell(template, {field: text for text, field in named if field})


def _template(pieces: tuple[str | FieldText, ...]) -> Template:
    return tuple(piece for piece in pieces if piece != "")
