"""How a workbook's cell styles show numbers."""

from __future__ import annotations

from core.spreadsheet.date_format import is_date_format, shown_date
from core.spreadsheet.number_format import GENERAL, builtin_format, shown, shows_plainly
from core.spreadsheet.opening.package import Package
from core.spreadsheet.refusal import unsafe
from core.spreadsheet.xml import MAIN, whole_number

_FORMATS = f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt"
_STYLES = f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf"
_LONGEST_FORMAT = 255
"""Excel takes no longer one."""
_MOST_FORMATS = 5000
_PROPERTIES = f"{{{MAIN}}}workbookPr"


class ShownNumbers(dict[float, str]):
    """The texts that one format shows, by the numbers; each is made when it is asked for."""

    def __init__(self, format: str = GENERAL, counts_from_1904: bool = False) -> None:
        super().__init__()
        self._format = format
        self._is_date = is_date_format(format)
        self._counts_from_1904 = counts_from_1904

    def __missing__(self, number: float) -> str:
        if self._is_date:
            text = shown_date(number, self._format, self._counts_from_1904)
        else:
            text = shown(number, self._format)
        self[number] = text
        return text


def shown_by_style(package: Package) -> dict[int, ShownNumbers]:
    """What the cell styles show that do not show numbers as `General` does, by the number of the style.

    Raises NotAWorkbook.
    """
    counts_from_1904 = _counts_from_1904(package)
    by_format: dict[str, ShownNumbers] = {}
    styles = {}
    for style, format in enumerate(_formats(package)):
        if is_date_format(format) or not shows_plainly(format):
            if format not in by_format:
                by_format[format] = ShownNumbers(format, counts_from_1904)
            styles[style] = by_format[format]
    return styles


def _counts_from_1904(package: Package) -> bool:
    properties = package.tree(package.workbook).find(_PROPERTIES)
    return properties is not None and properties.get("date1904") in ("1", "true")


def _formats(package: Package) -> list[str]:
    """The formats of the cell styles, in their order. Raises NotAWorkbook."""
    part = package.linked(package.workbook, "styles")
    if not part:
        return []
    root = package.tree(part)
    own = {
        whole_number(format, "numFmtId"): format.get("formatCode", "")[: _LONGEST_FORMAT + 1]
        for format in root.iterfind(_FORMATS)
    }
    if len(own) > _MOST_FORMATS:
        raise unsafe("里有多得不正常的数字格式")
    numbers = [whole_number(style, "numFmtId") for style in root.iterfind(_STYLES)]
    formats = [own.get(number) or builtin_format(number) for number in numbers]
    return [format if len(format) <= _LONGEST_FORMAT else GENERAL for format in formats]
