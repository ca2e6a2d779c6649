"""References that follow the rows they point at, wherever in the workbook they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from core.spreadsheet.address import LAST_ROW
from core.spreadsheet.formula import Corner, Reference, Token, TokenKind, references, tokens, with_references
from core.spreadsheet.loss import Loss
from core.spreadsheet.patching.row_plan import RowMap, Rows, Scattered

GONE = "指向的行要被删除，将不再有效（公式显示 #REF!）"
SCATTERED = "涉及的行要被移开，不再连在一起，只能保持原样"
_SEVERAL_SHEETS = "引用连续多张工作表，只能保持原样"
_LITERAL = "用 {} 按写定的地址取数，不会跟着行移动"
_ADDRESS_MARKS = {"INDIRECT": "", "HYPERLINK": "#"}
"""Functions that take a text for an address, and what an address in the workbook begins with."""
_MAKES_ADDRESS = re.compile(r"(?:INDIRECT|HYPERLINK|OFFSET)\(", re.IGNORECASE)
_STEPS = re.compile(r",(-?[0-9]+)(?:[,)]|$)")
_SHOWN_PLACES = 3


class Shift:
    """Where the rows of the changed sheets go; takes note of what cannot follow them."""

    def __init__(self, maps: Mapping[str, RowMap], sheets: Sequence[str]) -> None:
        """`maps`: by the sheets' names; `sheets`: the names of all, in order."""
        self._maps = {name.casefold(): rows for name, rows in maps.items()}
        self._order = [name.casefold() for name in sheets]
        self._lost: dict[tuple[str, str], dict[str, None]] = {}

    def rows_of(self, sheet: str) -> RowMap | None:
        """None for a sheet whose rows stay."""
        return self._maps.get(sheet.casefold())

    @property
    def changes(self) -> bool:
        """Whether any rows move at all."""
        return bool(self._maps)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What could not follow; the like in one place is told once."""
        return tuple(Loss(_place(place, list(cells)), what) for (place, what), cells in self._lost.items())

    def lose(self, place: str, what: str, cell: str = "") -> None:
        cells = self._lost.setdefault((place, what), {})
        if cell:
            cells[cell] = None

    def concerns(self, formula: str, sheet: str) -> bool:
        """Whether a formula in the sheet refers to rows that move."""
        return any(self._rows(reference, sheet) for reference in references(formula))

    def formula(self, formula: str, sheet: str, place: str, cell: str = "") -> str:
        """A formula that stands in the sheet, after the rows have moved.

        `place` and `cell` say for the user where it is. A reference follows its rows as `RowMap.span` says.
        """
        if not self._maps:
            return formula
        self._note_literals(formula, sheet, place, cell)
        return with_references(formula, lambda reference: self._shifted(reference, sheet, place, cell))

    def relative_formula(self, formula: str, sheet: str, old: Sequence[Rows], place: str) -> str:
        """A formula that speaks for a set of cells, as read in the first of their old rows.

        What it says of the rows next to a cell's own, it goes on saying of the rows that are there by then.
        """
        rows = self.rows_of(sheet)
        if rows is None or not (new := [new for part in old for new in rows.new_rows(*part)]):
            return self.formula(formula, sheet, place)
        base, new_base = min(part.first for part in old), min(part.first for part in new)
        first, last = base, max(part.last for part in old)

        def moved(corner: Corner) -> Corner | None:
            if not corner.row:
                return corner
            if corner.is_fixed:
                row = rows.new_row(corner.row)
            else:
                row = new_base + rows.offset(first, last, corner.row - base)
            return corner._replace(row=row) if row and 1 <= row <= LAST_ROW else None

        def replaced(reference: Reference) -> str:
            ends = [end for end in (reference.first, reference.last) if end]
            is_relative = any(end.row and not end.is_fixed for end in ends)
            if not is_relative or self._rows(reference, sheet) is not rows:
                return self._shifted(reference, sheet, place, "")
            first_end, last_end = moved(reference.first), moved(ends[-1])
            if first_end is None or last_end is None:
                self.lose(place, GONE)
                return f"{reference.prefix}#REF!"
            return Reference(reference.prefix, first_end, last_end if reference.last else None).text

        return with_references(formula, replaced)

    def location(self, location: str, sheet: str, place: str, cell: str = "") -> str:
        """Where a link in the sheet leads, `'甲'!A1`; the same where that goes. The sheet's quotes may be missing."""
        name, mark, area = location.rpartition("!")
        plain = name[1:-1].replace("''", "'") if name.startswith("'") else name
        quoted = plain.replace("'", "''")
        new = self.formula(f"'{quoted}'!{area}" if mark else area, sheet, place, cell)
        new_area = new.rpartition("'!")[2] if mark else new
        return location if "#REF!" in new_area else f"{name}{mark}{new_area}"

    def _shifted(self, reference: Reference, sheet: str, place: str, cell: str) -> str:
        if len(reference.sheets) > 1 and self._is_among(reference):
            self.lose(place, _SEVERAL_SHEETS, cell)
        rows = self._rows(reference, sheet)
        if rows is None:
            return reference.text
        try:
            span = rows.span(*reference.rows)
        except Scattered:
            self.lose(place, SCATTERED, cell)
            return reference.text
        if span is None:
            self.lose(place, GONE, cell)
            return f"{reference.prefix}#REF!"
        return reference.with_rows(*span).text

    def _rows(self, reference: Reference, sheet: str) -> RowMap | None:
        """How the rows move that are referred to; None where they do not."""
        if reference.is_elsewhere or not reference.first.row or len(reference.sheets) > 1:
            return None
        return self.rows_of(reference.sheets[0] if reference.sheets else sheet)

    def _is_among(self, reference: Reference) -> bool:
        """Whether one of the sheets that the reference reaches over has moving rows."""
        ends = [name.casefold() for name in reference.sheets]
        if reference.is_elsewhere or not reference.first.row or not set(ends) <= set(self._order):
            return False
        first, last = sorted(self._order.index(name) for name in ends)
        return any(name in self._maps for name in self._order[first : last + 1])

    def _note_literals(self, formula: str, sheet: str, place: str, cell: str) -> None:
        """Functions may make an address from a text or a number, which stay as they are."""
        for name, arguments in _calls(formula):
            mark = _ADDRESS_MARKS.get(name)
            if mark is None:
                is_lost = name == "OFFSET" and self._reaches_moved_rows(arguments, sheet)
            else:
                texts = [
                    token.text[1:-1].replace('""', '"') for token in arguments if token.kind is TokenKind.TEXT
                ]
                is_lost = any(
                    self._names_moved_rows(text.removeprefix(mark), sheet)
                    for text in texts
                    if text.startswith(mark)
                )
            if is_lost:
                self.lose(place, _LITERAL.format(name), cell)

    def _names_moved_rows(self, address: str, sheet: str) -> bool:
        silent = Shift(self._maps, self._order)
        return silent.formula(address, sheet, "") != address or bool(silent.losses)

    def _reaches_moved_rows(self, arguments: Sequence[Token], sheet: str) -> bool:
        """Whether `OFFSET(C2,3,…` reaches a row that does not move along with row 2."""
        start, rest = arguments[:1], "".join(token.text for token in arguments[1:])
        steps = _STEPS.match(rest)
        if steps is None or start[0].kind is not TokenKind.REFERENCE:
            return False
        reference = references(start[0].text)[0]
        rows, first, offset = self._rows(reference, sheet), reference.rows[0], int(steps[1])
        return rows is not None and rows.offset(first, first, offset) != offset


def _calls(formula: str) -> Iterator[tuple[str, list[Token]]]:
    """The functions that may make an address, by their names, with what is in their parentheses."""
    if not _MAKES_ADDRESS.search(formula):
        return
    pieces = [token for token in tokens(formula) if token.kind is not TokenKind.SPACE]
    for index, token in enumerate(pieces):
        if token.kind is TokenKind.FUNCTION and _MAKES_ADDRESS.match(token.text + "("):
            depth, end = 1, index + 2
            while end < len(pieces) and depth:
                depth += {"(": 1, ")": -1}.get(pieces[end].text, 0)
                end += 1
            yield token.text.upper(), pieces[index + 2 : end]


def _place(place: str, cells: Sequence[str]) -> str:
    shown = "、".join(cells[:_SHOWN_PLACES])
    return place + shown + (f" 等 {len(cells)} 格" if len(cells) > _SHOWN_PLACES else "")
