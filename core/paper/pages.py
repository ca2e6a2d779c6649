"""Which rows of a form stand on which page: no row is cut that fits a page, and tall cells are named again.

Whoever draws says by a `Fit` how a text breaks into lines; so pages can be made up without a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from core.paper.form import Form, Look, Row, TallCell, whole_row
from core.paper.paper import Paper

Lines = tuple[str, ...]
Fit = Callable[[str, float, Look], Lines]
"""Given a text, the width it has in millimetres and its look: its lines; no line at all for an empty text."""

PAD_ACROSS, PAD_DOWN = 1.4, 1.1
"""Between a cell's text and its border."""

CONTINUED = "（续）"
_LEAST_HEIGHT = 7.5
"""Of a row with lines around its cells."""
_CUT_LINES = 3
"""A row too high for a page is cut between so many lines."""


class PrintedCell(NamedTuple):
    """Lines of text in a box on the page, measured from the corner where the margins meet."""

    left: float
    top: float
    width: float
    height: float
    lines: Lines
    look: Look


class Page(NamedTuple):
    """One page. `rows` are the form's rows on it, by number; one that is cut stands on several pages."""

    cells: tuple[PrintedCell, ...]
    rows: tuple[int, ...]


def make_pages(form: Form, paper: Paper, fit: Fit) -> list[Page]:
    """Lay a form out on pages; at least one."""
    return _PageMaker(form, paper, fit).pages()


def count_pages(form: Form, paper: Paper, fit: Fit) -> int:
    """How many pages `make_pages` makes of a form, in less time."""
    return len(_PageMaker(form, paper, fit).breaks())


class _Piece(NamedTuple):
    """A row, or a part of one that is too high for a page; is never cut itself. What heads a further page is below 0."""

    number: int
    row: Row
    height: float
    lines: tuple[Lines, ...]


class _PageMaker:
    """Lays out one form."""

    def __init__(self, form: Form, paper: Paper, fit: Fit) -> None:
        self._paper, self._fit = paper, fit
        self._form = self._without_giants(form)
        self._pieces = list(self._cut_rows())

    def pages(self) -> list[Page]:
        return [self._page(start, end) for start, end in self.breaks()]

    def breaks(self) -> list[tuple[int, int]]:
        """For each page its first piece and the one after its last."""
        breaks: list[tuple[int, int]] = []
        start = 0
        while start < len(self._pieces) or not breaks:
            room = self._paper.room_down - sum(head.height for head in self._heads(start))
            end = self._end_of_page(start, room)
            breaks.append((start, end))
            start = end
        return breaks

    # ── What stands where ──

    def _end_of_page(self, start: int, room: float) -> int:
        """The first piece that the page which begins with `start` does not hold."""
        pieces = self._pieces
        may_be_last = sum(piece.height for piece in pieces[start:]) <= room
        if may_be_last and sum(self._heights(start, len(pieces))) <= room:
            return len(pieces)
        end = start + 1
        while sum(self._heights(start, end + 1)) <= room:
            end += 1
        kept = end
        while kept > start and pieces[kept - 1].row.keeps_next:
            kept -= 1
        return kept if kept > start else end

    def _heights(self, start: int, end: int) -> list[float]:
        """Heights of these pieces on one page, the last row of a tall cell so high that its text has room."""
        heights = [piece.height for piece in self._pieces[start:end]]
        for tall, (first, last) in self._tall_cells(start, end):
            missing = self._tall_height(tall, start) - sum(heights[first : last + 1])
            heights[last] += max(missing, 0)
        return heights

    def _tall_cells(self, start: int, end: int) -> Iterator[tuple[TallCell, tuple[int, int]]]:
        """The tall cells on the page, each with its first and last piece, counted on the page."""
        numbers = [piece.number for piece in self._pieces[start:end]]
        for tall in self._form.tall_cells:
            if not numbers or tall.last < numbers[0] or tall.first > numbers[-1]:
                continue
            covered = [index for index, number in enumerate(numbers) if tall.first <= number <= tall.last]
            yield tall, (covered[0], covered[-1])

    def _heads(self, start: int) -> list[_Piece]:
        """What stands above piece `start` when it begins a further page."""
        if start == 0:
            return []
        rows = [whole_row(self._form.name + CONTINUED, Look.NOTE_LEFT)]
        titles = self._form.titles
        if titles is not None and self._pieces[start].number > titles:
            rows.append(self._form.rows[titles])
        return [self._whole(number, row) for number, row in enumerate(rows, -len(rows))]

    # ── Heights ──

    def _cut_rows(self) -> Iterator[_Piece]:
        form = self._form
        heads = [whole_row(form.name + CONTINUED, Look.NOTE_LEFT)]
        heads += form.rows[form.titles : form.titles + 1] if form.titles is not None else []
        room = self._paper.room_down - sum(self._whole(-1, row).height for row in heads)
        for number, row in enumerate(form.rows):
            piece = self._whole(number, row)
            yield from [piece] if piece.height <= room else _cut(piece)

    def _whole(self, number: int, row: Row) -> _Piece:
        lines = tuple(self._lines(cell.text, cell.width, cell.look) for cell in row.cells)
        text_height = max(
            (len(one) * cell.look.line_height for one, cell in zip(lines, row.cells, strict=True)), default=0
        )
        has_lines = any(cell.look.has_lines for cell in row.cells)
        return _Piece(number, row, max(text_height + 2 * PAD_DOWN, _LEAST_HEIGHT if has_lines else 0), lines)

    def _lines(self, text: str, share: float, look: Look) -> Lines:
        return self._fit(text, share * self._paper.room_across - 2 * PAD_ACROSS, look)

    def _tall_lines(self, tall: TallCell, start: int) -> Lines:
        """The lines of a tall cell on the page that begins with piece `start`."""
        text, _, width, look = tall.cell
        is_continued = text.strip() and start > 0 and self._pieces[start - 1].number >= tall.first
        return self._lines(text + CONTINUED if is_continued else text, width, look)

    def _tall_height(self, tall: TallCell, start: int) -> float:
        return len(self._tall_lines(tall, start)) * tall.cell.look.line_height + 2 * PAD_DOWN

    def _without_giants(self, form: Form) -> Form:
        """A tall cell whose text would fill half a page as part of its first row, so that it is cut with that."""
        rows, tall_cells = list(form.rows), []
        for tall in form.tall_cells:
            lines = self._lines(tall.cell.text, tall.cell.width, tall.cell.look)
            if len(lines) * tall.cell.look.line_height <= self._paper.room_down / 2:
                tall_cells.append(tall)
                continue
            for number in range(tall.first, tall.last + 1):
                cell = tall.cell if number == tall.first else tall.cell._replace(text="")
                rows[number] = rows[number]._replace(cells=(cell, *rows[number].cells))
        # The inner ones first: what they need counts for those around them.
        tall_cells.sort(key=lambda tall: tall.last - tall.first)
        return replace(form, rows=tuple(rows), tall_cells=tuple(tall_cells))

    # ── The page ──

    def _page(self, start: int, end: int) -> Page:
        heads = self._heads(start)
        pieces = [*heads, *self._pieces[start:end]]
        heights = [*(head.height for head in heads), *self._heights(start, end)]
        tops = [sum(heights[:index]) for index in range(len(heights))]
        cells = list(self._row_cells(pieces, tops, heights))
        for tall, (first, last) in self._tall_cells(start, end):
            top, bottom = tops[first + len(heads)], tops[last + len(heads)] + heights[last + len(heads)]
            lines = self._tall_lines(tall, start)
            cells.append(self._printed(tall.cell.left, tall.cell.width, top, bottom, lines, tall.cell.look))
        return Page(tuple(cells), tuple(dict.fromkeys(piece.number for piece in pieces[len(heads) :])))

    def _row_cells(
        self, pieces: Sequence[_Piece], tops: Sequence[float], heights: Sequence[float]
    ) -> Iterator[PrintedCell]:
        """The cells of all rows on a page; the pieces of one row are one again."""
        for _, run in groupby(range(len(pieces)), lambda index: pieces[index].number):
            indexes = list(run)
            first, last = indexes[0], indexes[-1]
            for column, cell in enumerate(pieces[first].row.cells):
                lines = tuple(line for index in indexes for line in pieces[index].lines[column])
                bottom = tops[last] + heights[last]
                yield self._printed(cell.left, cell.width, tops[first], bottom, lines, cell.look)

    def _printed(
        self, left: float, width: float, top: float, bottom: float, lines: Lines, look: Look
    ) -> PrintedCell:
        across = self._paper.room_across
        return PrintedCell(left * across, top, width * across, bottom - top, lines, look)


def _cut(piece: _Piece) -> Iterator[_Piece]:
    """The row in parts of a few lines each."""
    count = max(len(lines) for lines in piece.lines)
    line_height = max(cell.look.line_height for cell in piece.row.cells)
    for start in range(0, count, _CUT_LINES):
        lines = tuple(one[start : start + _CUT_LINES] for one in piece.lines)
        height = min(_CUT_LINES, count - start) * line_height
        height += PAD_DOWN if start == 0 else 0
        height += PAD_DOWN if start + _CUT_LINES >= count else 0
        yield _Piece(piece.number, piece.row, height, lines)
