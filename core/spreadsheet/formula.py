"""Excel formulas as a workbook stores them: their pieces, and the cells they refer to."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.spreadsheet.address import LAST_COLUMN, LAST_ROW, column_name, column_number

_WORD = r"""[^\s"'!#$%&()*+,\-/:;<=>@\[\]^{|}]"""
_PREFIX = rf"(?:'(?:[^']|'')*+'|(?:\[[^\[\]]*\])?{_WORD}*+(?::{_WORD}++)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_AREA = rf"(?:{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}})"
_TEXT = r'"(?:[^"]|"")*+(?:"|$)'
_TOKEN = re.compile(
    rf"""
    (?P<TEXT>{_TEXT})
    |(?P<ARRAY>\{{(?:[^"{{}}]|{_TEXT})*+\}})
    |(?P<ERROR>(?:{_PREFIX})?\#(?:REF!(?:{_AREA})?|NULL!|DIV/0!|VALUE!|NAME\?|NUM!|N/A))
    |(?P<REFERENCE>(?:{_PREFIX})?{_AREA}(?!{_WORD}|[(!\[]))
    |(?P<NUMBER>(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[Ee][+-]?[0-9]++)?+(?!{_WORD}))
    |(?P<FUNCTION>{_WORD}++(?=\())
    |(?P<NAME>(?:{_PREFIX})?{_WORD}++)
    |(?P<COLUMNS>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\])
    |(?P<SPACE>\s+)
    |(?P<OPERATOR><=|>=|<>|'(?:[^']|'')*+'?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS = re.compile(
    rf"({_PREFIX})?(\$?[A-Za-z]{{1,3}})?(\$?)([0-9]{{1,7}})?(?::(\$?[A-Za-z]{{1,3}})?(\$?)([0-9]{{1,7}})?)?"
)
_PROPER_NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]*")
_FUNCTION_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class TokenKind(Enum):
    """COLUMNS is the part in brackets of a reference to a table's columns."""

    TEXT = auto()
    ARRAY = auto()
    ERROR = auto()
    REFERENCE = auto()
    NUMBER = auto()
    FUNCTION = auto()
    NAME = auto()
    COLUMNS = auto()
    SPACE = auto()
    OPERATOR = auto()


class Token(NamedTuple):
    kind: TokenKind
    text: str


class Corner(NamedTuple):
    """One end of a reference: column as written (`$C`; empty for whole rows), row 0 for whole columns."""

    column: str
    is_fixed: bool
    row: int

    @property
    def text(self) -> str:
        return f"{self.column}{'$' if self.is_fixed else ''}{self.row or ''}"


class Reference(NamedTuple):
    """Cells that a formula refers to. The prefix is the sheet as written with its mark: `'甲 乙'!`, or empty."""

    prefix: str
    first: Corner
    last: Corner | None

    @property
    def text(self) -> str:
        return f"{self.prefix}{self.first.text}" + (f":{self.last.text}" if self.last else "")

    @property
    def is_elsewhere(self) -> bool:
        """Whether the cells are in another workbook."""
        return "[" in self.prefix

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheet that is named; none, or the first and the last of several (`甲:丙!A1`)."""
        name = self.prefix[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        return tuple(name.split(":")) if name else ()

    @property
    def rows(self) -> tuple[int, int]:
        """From the upper to the lower one; (0, 0) for whole columns."""
        first, last = self.first.row, (self.last or self.first).row
        return min(first, last), max(first, last)

    def with_rows(self, first: int, last: int) -> Reference:
        """The same columns of other rows, of as many ends."""
        if self.last is None:
            return self._replace(first=self.first._replace(row=first))
        if self.first.row > self.last.row:
            first, last = last, first
        return self._replace(first=self.first._replace(row=first), last=self.last._replace(row=last))


def tokens(formula: str) -> list[Token]:
    """The pieces of a formula without its `=`; joined they are the formula again."""
    found = []
    for match in _TOKEN.finditer(formula):
        kind, text = TokenKind[match.lastgroup or ""], match[0]
        if kind is TokenKind.REFERENCE and _reference(text) is None:
            kind = TokenKind.NAME
        found.append(Token(kind, text))
    return found


def references(formula: str) -> list[Reference]:
    """All references of a formula without its `=`, in order; not those that texts in it may hold."""
    return [
        reference
        for token in tokens(formula)
        if token.kind is TokenKind.REFERENCE and (reference := _reference(token.text))
    ]


def with_references(formula: str, replaced: Callable[[Reference], str]) -> str:
    """The formula with what `replaced` says in the place of each reference."""

    def piece(match: re.Match[str]) -> str:
        reference = _reference(match[0]) if match.lastgroup == "REFERENCE" else None
        return replaced(reference) if reference else match[0]

    return _TOKEN.sub(piece, formula)


def translated(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when copied to a cell so many rows below and columns to the right."""

    def moved(corner: Corner) -> Corner | None:
        name, row = corner.column, corner.row
        if name and not name.startswith("$"):
            column = column_number(name) + columns
            if not 1 <= column <= LAST_COLUMN:
                return None
            name = column_name(column)
        if row and not corner.is_fixed:
            row += rows
            if not 1 <= row <= LAST_ROW:
                return None
        return Corner(name, corner.is_fixed, row)

    def replaced(reference: Reference) -> str:
        first = moved(reference.first)
        last = moved(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return f"{reference.prefix}#REF!"
        return Reference(reference.prefix, first, last).text

    return with_references(formula, replaced)


def is_formula(text: str) -> bool:
    """Whether a cell's text is a formula (`=SUM(C2:C4)`, `=C5*0.3`) and not a target value (`=95%`, `=3个`, `=优`).

    Numbers alone make a formula where they are added or multiplied; `=3-5` and `=1/2` may be meant as they are.
    """
    if not text.startswith("="):
        return False
    pieces = [token for token in tokens(text[1:].strip()) if token.kind is not TokenKind.SPACE]
    return _is_well_formed(pieces) and _computes(pieces)


def _computes(pieces: list[Token]) -> bool:
    kinds = {token.kind for token in pieces}
    if TokenKind.FUNCTION in kinds:
        return True
    for token in pieces:
        reference = _reference(token.text) if token.kind is TokenKind.REFERENCE else None
        if reference and (reference.prefix or (reference.first.row and reference.first.column)):
            return True
    sums = any(
        token.text in ("+", "*", "^", "&") and before.kind is not TokenKind.OPERATOR
        for before, token in pairwise(pieces)
    )
    return sums and TokenKind.NAME not in kinds


def _is_well_formed(pieces: list[Token]) -> bool:
    """Whether operands and operators take turns, names are names and parentheses are closed."""
    wants_operand, open_calls = True, []
    for before, token in zip([None, *pieces], pieces, strict=False):
        kind, text = token
        if kind is TokenKind.COLUMNS:
            if before is None or before.kind is not TokenKind.NAME:
                return False
        elif kind is not TokenKind.OPERATOR:
            if not wants_operand or not _is_proper(token):
                return False
            wants_operand = kind is TokenKind.FUNCTION
        elif text == "(":
            if not wants_operand:
                return False
            open_calls.append(before is not None and before.kind is TokenKind.FUNCTION)
        elif text == ")":
            if not open_calls or (wants_operand and not open_calls[-1]):
                return False
            open_calls.pop()
            wants_operand = False
        elif text == ",":
            if wants_operand and not any(open_calls[-1:]):
                return False
            wants_operand = True
        elif text in ("%", "#"):
            if wants_operand:
                return False
        elif text in ("+", "-", "@"):
            wants_operand = True
        elif text in ("*", "/", "^", "&", "=", "<", ">", "<=", ">=", "<>", ":"):
            if wants_operand:
                return False
            wants_operand = True
        else:
            return False
    return bool(pieces) and not wants_operand and not open_calls


def _is_proper(token: Token) -> bool:
    if token.kind is TokenKind.FUNCTION:
        return bool(_FUNCTION_NAME.fullmatch(token.text))
    if token.kind is TokenKind.NAME:
        return bool(_PROPER_NAME.fullmatch(token.text.rpartition("!")[2]))
    return True


@lru_cache(maxsize=4096)
def _reference(text: str) -> Reference | None:
    """None for what looks like a reference and lies outside any sheet."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    prefix, *ends = match.groups()
    corners = [
        Corner(column or "", bool(fixed), int(row or 0))
        for column, fixed, row in (ends[:3], ends[3:])
        if column or row
    ]
    if any(
        corner.row > LAST_ROW
        or (not corner.row and not corner.column)
        or (corner.column and column_number(corner.column.lstrip("$")) > LAST_COLUMN)
        for corner in corners
    ):
        return None
    return Reference(prefix or "", corners[0], corners[1] if len(corners) > 1 else None)
