"""The report as a Word document in the form of an official letter, to be edited on and signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from core.progress import Progress, unobserved
from core.report.report import SEVERITY_INK, Block, Column, Heading, Paragraph, Report, Row, RowKind, Table

_LATIN, _BODY, _BLACK = "Times New Roman", "仿宋", "黑体"
_BODY_SIZE, _TITLE_SIZE, _CELL_SIZE = Pt(12), Pt(20), Pt(10)
_HEADING_SIZES = {1: Pt(14), 2: Pt(12), 3: Pt(12)}
_MARGIN, _SIDE_MARGIN, _LINE_WIDTH = Cm(2.5), Cm(2.2), 16.6
"""The line is what A4 leaves between the side margins, in centimetres."""
_TWIPS = 567
"""To the centimetre."""


def docx_report(report: Report, progress: Progress = unobserved) -> bytes:
    """The file. Raises what `progress` raises."""
    document = Document()
    _set_up(document, report.title)
    document.add_paragraph(report.title, "Title")
    for done, block in enumerate(report.blocks):
        progress(done, len(report.blocks))
        _add(document, block)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level)
        case Paragraph(text, to_right):
            paragraph = document.add_paragraph(text)
            if to_right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                paragraph.paragraph_format.space_before = Pt(18)
            else:
                paragraph.paragraph_format.first_line_indent = 2 * _BODY_SIZE
        case Table(columns, rows):
            _add_table(document, columns, rows)


# ── Page and styles ───────────────────────────────────────────────────────────────────────────────────────────


def _set_up(document: WordDocument, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = _MARGIN
    section.left_margin = section.right_margin = _SIDE_MARGIN
    _number_pages(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    _style(document, "Normal", _BODY, _BODY_SIZE)
    _style(document, "Title", _BLACK, _TITLE_SIZE)
    for level, size in _HEADING_SIZES.items():
        _style(document, f"Heading {level}", _BLACK, size)


def _style(document: WordDocument, name: str, font: str, size: Pt) -> None:
    """Black letters without Word's usual blue and lines; a Chinese font has to be named apart from the Latin one."""
    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.bold = _LATIN, size, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    layout = style.paragraph_format
    is_title = name == "Title"
    layout.space_before = Pt(0 if name in ("Normal", "Title") else 10)
    layout.space_after = Pt(16 if is_title else 4)
    layout.line_spacing = 1.25
    if is_title:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _number_pages(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", None)):
        paragraph.add_run(text)
        if field:
            paragraph._p.append(
                parse_xml(
                    f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                )
            )


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def _add_table(document: WordDocument, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """As one piece of XML: cell by cell, a table of thousands of rows would take minutes."""
    table = parse_xml("".join(_table(columns, rows)))
    # The last element of a document describes its page and has to stay the last one.
    document.element.body.sectPr.addprevious(table)
    behind = document.add_paragraph()
    behind.paragraph_format.space_after = Pt(0)
    behind.paragraph_format.line_spacing = Pt(8)


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    whole = sum(column.width for column in columns)
    widths = [round(column.width * _LINE_WIDTH * _TWIPS / whole) for column in columns]
    yield f"<w:tbl {nsdecls('w')}>{_table_properties(sum(widths))}<w:tblGrid>"
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    titles = (
        _cell(column.title, width, "center", fill="DDEBF7", bold=True)
        for column, width in zip(columns, widths, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(titles)}</w:tr>"
    for row in rows:
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cells(row, columns, widths))}</w:tr>"
    yield "</w:tbl>"


def _cells(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    if row.kind is RowKind.BANNER:
        yield _cell(row.cells[0], sum(widths), "left", span=len(columns), fill="F2F2F2", bold=True)
        return
    is_sum = row.kind is RowKind.SUM
    for text, column, width in zip(row.cells, columns, widths, strict=True):
        ink = SEVERITY_INK.get(text, "") if column.marks_severity else ""
        fill = "F2F2F2" if is_sum else ""
        yield _cell(text, width, column.across, fill=fill, ink=ink, bold=is_sum or bool(ink))


def _cell(
    text: str, width: int, across: str, *, span: int = 1, fill: str = "", ink: str = "", bold: bool = False
) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    # A banner may not be the last line of a page.
    keep = "<w:keepNext/>" if span > 1 else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}</w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="auto"/>'
        f'<w:jc w:val="{across}"/></w:pPr><w:r>{_run_properties(ink, bold)}{lines}</w:r></w:p></w:tc>'
    )


def _run_properties(ink: str, bold: bool) -> str:
    weight = "<w:b/>" if bold else ""
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    size = 2 * int(_CELL_SIZE.pt)
    return f'<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/>{weight}{colour}<w:sz w:val="{size}"/></w:rPr>'


def _table_properties(width: int) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for edge in edges)
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
