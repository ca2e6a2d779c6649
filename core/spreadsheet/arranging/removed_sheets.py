"""What refers to sheets that are taken out of a workbook, and becomes `#REF!` as it would in Excel."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.formula import Corner, Reference, Token, TokenKind, tokens
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import Package
from core.spreadsheet.opening.sheet_list import ListedSheet

_SOURCES = {"worksheetSource", "rangeSet"}
_CELL = f"{{{xml.MAIN}}}c"
_BROKEN = "#REF!"
_NO_CORNER = Corner("", False, 0)
_MOST_CELLS_NAMED = 3


class RemovedSheets:
    """Sheets that go. Changes the formulas that refer to them, and notes what that breaks."""

    def __init__(self, names: Collection[str], has_macros: bool) -> None:
        self._keys = {name.casefold() for name in names}
        self._needles = [max(re.split("[&<>'\"]", name), key=len).encode() for name in names]
        self._lost: dict[tuple[str, str], list[str]] = {}
        if names and has_macros:
            self._note("宏", "里如果用到要删除的工作表，运行时会出错")

    @property
    def losses(self) -> tuple[Loss, ...]:
        """One for all that is of a kind and in the same sheet."""
        return tuple(Loss(_where(place, cells), what) for (place, what), cells in self._lost.items())

    def broken_parts(self, package: Package, kept: Collection[ListedSheet]) -> dict[str, bytes]:
        """The parts beside the workbook's own whose formulas refer to the sheets, as they are to be."""
        changed = {}
        for part, place in _places(package, kept).items() if self._keys else ():
            data = package.part(part)
            if (broken := self.broken(data, place)) is not data:
                changed[part] = broken
        return changed

    def broken(self, data: bytes, place: str) -> bytes:
        """A part with its formulas changed, the same bytes where it has none; `place` is for the user."""
        if not self._are_mentioned(data):
            return data
        root = xml.parse(data)
        return xml.serialise(root) if self.break_formulas(root, place) else data

    def break_formulas(self, root: etree._Element, place: str) -> bool:
        """Change the formulas in a part's tree; returns whether there are any."""
        has_changed = False
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            if name in xml.FORMULAS and element.text:
                broken = "".join([self._without_sheets(token) for token in tokens(element.text)])
                if broken != element.text:
                    element.text = broken
                    has_changed = True
                    self._note_formula(element, place)
            elif name in _SOURCES and element.get("sheet", "").casefold() in self._keys:
                self._note(f"数据源“{element.get('sheet')}”", "所在的工作表要被删除，数据透视表将不能刷新")
        return has_changed

    def _are_mentioned(self, data: bytes) -> bool:
        return (bool(self._keys) and b"&#" in data) or any(needle in data for needle in self._needles)

    def _without_sheets(self, token: Token) -> str:
        if token.kind not in (TokenKind.REFERENCE, TokenKind.NAME) or "!" not in token.text:
            return token.text
        prefix, mark, cells = token.text.rpartition("!")
        reference = Reference(prefix + mark, _NO_CORNER, None)
        names = {name.casefold() for name in reference.sheets}
        if reference.is_elsewhere or not names & self._keys:
            return token.text
        return _BROKEN + (cells if token.kind is TokenKind.REFERENCE else "")

    def _note_formula(self, element: etree._Element, place: str) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == _CELL:
            self._note(place, "的公式引用了要删除的工作表，会变成 #REF!", parent.get("r", ""))
        elif "name" in element.attrib:
            self._note(f"名称“{element.get('name')}”", "指向要删除的工作表，会变成 #REF!")
        else:
            self._note(place, "里有图表、条件格式或数据验证引用了要删除的工作表，会变成 #REF!")

    def _note(self, place: str, what: str, cell: str = "") -> None:
        cells = self._lost.setdefault((place, what), [])
        if cell:
            cells.append(cell)


def _places(package: Package, kept: Collection[ListedSheet]) -> dict[str, str]:
    """The parts in which formulas can be, and where they are for the user."""
    places: dict[str, str] = {}
    for sheet in kept:
        waiting = [sheet.part] if sheet.part else []
        while waiting:
            part = waiting.pop()
            if part not in places and part.endswith(".xml"):
                places[part] = f"工作表“{sheet.name}”"
                waiting += [link.target for link in package.relationships(part) if link.target in package]
    for link in package.relationships(package.workbook):
        if link.kind == "pivotCacheDefinition" and link.target in package:
            places.setdefault(link.target, "数据透视表")
    return places


def _where(place: str, cells: list[str]) -> str:
    shown = "、".join(cells[:_MOST_CELLS_NAMED])
    return place + shown + (f" 等 {len(cells)} 格" if len(cells) > _MOST_CELLS_NAMED else "")
