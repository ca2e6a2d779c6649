"""Blocks as HTML tables: what Excel, WPS, LibreOffice and Word put on the clipboard beside the plain text.

Only HTML says which cells are merged. What is read may come from anywhere: sizes are bounded, and nothing outside
of the text is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml import etree

from core.clipboard.block import MOST_CELLS, Block, Span, TooLarge
from core.clipboard.html_cells import cell_markup, cell_text, is_hidden

_LONGEST = 100_000_000
"""Characters of HTML that are looked at."""
_WIDEST = 16_384
"""Columns of a table: as many as Excel has."""
_MOST_COLUMNS_MERGED = 1000
"""A `colspan` above it counts as 1000: HTML Standard, 4.9.11."""

_MERGED = {"rowspan", "colspan"}
_NUMBER = re.compile(r"\s*([0-9]{1,7})")

_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
    '<body><table border="1" style="border-collapse:collapse"><!--StartFragment-->'
)
_TAIL = "<!--EndFragment--></table></body></html>"
_CELL = """<td{merged} x:str sdnum="0;0;@" style='mso-number-format:"\\@"'>{markup}</td>"""
"""Excel and WPS keep the cell as text by its style, LibreOffice by `sdnum`: `2025-1` becomes no date, `=1+1` no sum."""


def as_html_table(block: Block) -> str:
    """An HTML document that holds the block as a table, all cells as texts."""
    return "".join(html_lines(block))


def html_lines(block: Block) -> Iterator[str]:
    """The same document piece by piece."""
    spans = {(span.row, span.column): span for span in block.spans}
    covered = block.covered
    yield _HEAD
    for row, texts in enumerate(block.rows):
        cells = (
            _CELL.format(merged=_merged(spans.get((row, column))), markup=cell_markup(text))
            for column, text in enumerate(texts)
            if (row, column) not in covered
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield _TAIL


def parse_html_table(html: str) -> Block | None:
    """The tables of an HTML document as one block, one below the other; None where it has none.

    Texts are as they are shown (`3,197.94`); hidden rows and columns are left out. Raises TooLarge.
    """
    if len(html) > _LONGEST:
        raise TooLarge
    # What a program leaves on the clipboard may end in a NUL; libxml2 reads no further than the first one.
    data = html.encode("utf-8", "replace").replace(b"\0", b"")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root: etree._Element | None = etree.fromstring(data, parser) if data.strip() else None
    if root is None:  # lxml 6.1: so for a document without any element
        return None
    blocks = [block for lines in _tables(root) if (block := _placed(lines))]
    return _stacked(blocks) if blocks else None


def _merged(span: Span | None) -> str:
    if span is None:
        return ""
    rows = f' rowspan="{span.height}"' if span.height > 1 else ""
    return rows + (f' colspan="{span.width}"' if span.width > 1 else "")


# ── Which tables there are ──


def _tables(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of every table, from the top; a table inside of a cell belongs to the cell's text.

    A table of one cell around another one only gives that its place on the page. Rows may also stand without a
    table, where a program has cut it off.
    """
    by_table: defaultdict[etree._Element | None, list[etree._Element]] = defaultdict(list)
    for line in root.iter("tr"):
        by_table[next(line.iterancestors("table"), None)].append(line)
    for table, lines in by_table.items():
        outer = [] if table is None else table.iterancestors("table")
        if not _is_frame(lines) and all(_is_frame(by_table[one]) for one in outer):
            yield lines


def _is_frame(lines: Sequence[etree._Element]) -> bool:
    """Whether all that a table holds is another table, in its only cell."""
    cells = _cells(lines[0]) if len(lines) == 1 else []
    if len(cells) != 1 or next(cells[0].iter("table"), None) is None:
        return False
    depth = sum(1 for _ in cells[0].iterancestors("table"))
    return not cells[0].xpath(".//text()[normalize-space() and count(ancestor::table) = $depth]", depth=depth)


def _cells(line: etree._Element) -> list[etree._Element]:
    return [element for element in line if element.tag in ("td", "th")]


def _stacked(blocks: Sequence[Block]) -> Block:
    """The blocks one below the other. Raises TooLarge."""
    if sum(block.height for block in blocks) * max(block.width for block in blocks) > MOST_CELLS:
        raise TooLarge
    rows: list[tuple[str, ...]] = []
    spans: list[Span] = []
    for block in blocks:
        spans += [span._replace(row=span.row + len(rows)) for span in block.spans]
        rows += block.rows
    return Block.of(rows, spans)


# ── Where the cells of a table are ──


def _placed(lines: Sequence[etree._Element]) -> Block | None:
    """A table as a browser lays it out, without what is hidden; None where nothing is left. Raises TooLarge."""
    hidden_columns = _hidden_columns(lines[0])
    hidden_rows = {row for row, line in enumerate(lines) if is_hidden(line)}
    rows: list[list[str]] = []
    spans: list[Span] = []
    taken_until: list[int] = []
    for row, line in enumerate(lines):
        texts: list[str] = []
        for cell in _cells(line):
            column = _next_free(taken_until, len(texts), row)
            if is_hidden(cell) and column not in hidden_columns:
                continue
            span = Span(row, column, *_extent(cell, taken_until, row, column, len(lines)))
            texts += [""] * (column - len(texts)) + [cell_text(cell)] + [""] * (span.width - 1)
            taken_until += [0] * (len(texts) - len(taken_until))
            taken_until[column : len(texts)] = [row + span.height] * span.width
            if span.height * span.width > 1 and "mso-ignore:colspan" not in cell.get("style", ""):
                spans.append(span)
        rows.append(texts)
        if len(rows) * len(taken_until) > MOST_CELLS:
            raise TooLarge
    shown_rows = [row for row in range(len(rows)) if row not in hidden_rows]
    shown_columns = [column for column in range(len(taken_until)) if column not in hidden_columns]
    return _picked(Block.of(rows, spans), shown_rows, shown_columns) if shown_rows and shown_columns else None


def _next_free(taken_until: Sequence[int], column: int, row: int) -> int:
    """The first column from `column` on that no merged cell from above covers.

    `taken_until` says for each column before which row it is covered.
    """
    while column < len(taken_until) and taken_until[column] > row:
        column += 1
    return column


def _extent(
    cell: etree._Element, taken_until: Sequence[int], row: int, column: int, last: int
) -> tuple[int, int]:
    """Height and width of a cell, no further than the table's last row and the next covered column."""
    if not _MERGED.intersection(cell.keys()):
        return 1, 1
    height = min(_number(cell, "rowspan") or last, last - row)
    width = min(_number(cell, "colspan") or 1, _MOST_COLUMNS_MERGED)
    if column + width > _WIDEST:
        raise TooLarge
    covered = (
        index for index in range(width) if _next_free(taken_until, column + index, row) > column + index
    )
    return height, next(covered, width)


def _number(element: etree._Element, attribute: str) -> int:
    """What the attribute says; 1 where it says nothing of sense."""
    match = _NUMBER.match(element.get(attribute, ""))
    return int(match[1]) if match else 1


def _hidden_columns(line: etree._Element) -> set[int]:
    """The columns that the `col` elements of the line's table hide, as Excel writes its hidden columns."""
    table = next(line.iterancestors("table"), None)
    hidden: set[int] = set()
    column = 0
    for element in () if table is None else table.iter("col", "colgroup"):
        if element.tag == "colgroup" and len(element):
            continue  # its `col` elements count
        width = min(_number(element, "span"), _MOST_COLUMNS_MERGED)
        if is_hidden(element):
            hidden.update(range(column, column + width))
        column = min(column + width, _WIDEST)
    return hidden


def _picked(block: Block, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Some rows and columns of the block; the text of merged cells moves to the first of them that is left."""
    if (len(rows), len(columns)) == (block.height, block.width):
        return block
    texts = {(row, column): text for row, line in enumerate(block.rows) for column, text in enumerate(line)}
    spans: list[Span] = []
    for span in block.spans:
        top, bottom = _left_of(rows, span.row, span.height)
        left, right = _left_of(columns, span.column, span.width)
        if top < bottom and left < right:
            spans.append(Span(top, left, bottom - top, right - left))
            texts[rows[top], columns[left]] = block.rows[span.row][span.column]
    return Block.of([[texts[row, column] for column in columns] for row in rows], spans)


def _left_of(shown: Sequence[int], first: int, count: int) -> tuple[int, int]:
    """Where, among what is shown, a run begins and ends."""
    return bisect_left(shown, first), bisect_left(shown, first + count)
