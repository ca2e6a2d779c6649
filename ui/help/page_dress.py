"""How a page of the manual looks: distances, tables, links; in the colours of a palette."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui import theme

_LINE_HEIGHT = 140
"""In percent; Chinese text wants air."""


def dress(document: QTextDocument, palette: QPalette) -> None:
    """Give a document made from Markdown the looks of the manual."""
    em = QFontMetricsF(document.defaultFont()).height()
    document.setDocumentMargin(em)
    document.setIndentWidth(em * 1.6)
    # One block of edits is laid out once.
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for table in _tables(document):
        _dress_table(table, palette, em)
    for block in blocks(document):
        _dress_block(block, palette, em)
    whole.endEditBlock()


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress_block(block: QTextBlock, palette: QPalette, em: float) -> None:
    cursor = QTextCursor(block)
    in_table = cursor.currentTable() is not None
    form = QTextBlockFormat()
    form.setTopMargin(0)
    form.setBottomMargin(0)
    has_picture = any(style.isImageFormat() for _, _, style in _pieces(block))
    # In per cent of a picture it would be a large gap, and between the lines of an example a stripe.
    if not (in_table or has_picture or _is_code(block)):
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level := block.blockFormat().headingLevel():
        form.setTopMargin(em * (0.2 if level == 1 else 1.1))
        form.setBottomMargin(em * 0.4)
    elif block.textList():
        form.setBottomMargin(em * (0.15 if block.next().textList() else 0.7))
    elif not in_table:
        form.setBottomMargin(em * 0.7)
    if _is_code(block):
        form.setBackground(theme.mixed(palette.color(QPalette.ColorRole.Text), _ground(palette), 0.07))
        form.setLeftMargin(em)
        form.setRightMargin(em)
        form.setBottomMargin(0 if _is_code(block.next()) else em * 0.7)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
        form.setBackground(theme.mixed(palette.color(QPalette.ColorRole.Highlight), _ground(palette), 0.1))
        form.setLeftMargin(em)
        form.setRightMargin(em)
    cursor.mergeBlockFormat(form)
    for start, end, style in _pieces(block):
        if style.isAnchor():
            _recolour(_select(block, start, end), palette.color(QPalette.ColorRole.Link))


def _is_code(block: QTextBlock) -> bool:
    """Whether the block is a line of an example that is to be written exactly so."""
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _dress_table(table: QTextTable, palette: QPalette, em: float) -> None:
    form = table.format()
    form.setBorderCollapse(True)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(theme.mixed(palette.color(QPalette.ColorRole.Text), _ground(palette), 0.25))
    form.setCellPadding(em * 0.3)
    form.setTopMargin(em * 0.3)
    form.setBottomMargin(em * 0.8)
    form.setWidth(QTextLength(QTextLength.Type.VariableLength, 0))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        style = QTextCharFormat(cell.format())
        style.setBackground(theme.mixed(palette.color(QPalette.ColorRole.Text), _ground(palette), 0.07))
        cell.setFormat(style)


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The stretches of equal format in a block, with their positions in the document."""
    pieces = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        pieces.append((fragment.position(), fragment.position() + fragment.length(), fragment.charFormat()))
        iterator += 1
    return pieces


def _select(block: QTextBlock, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _recolour(cursor: QTextCursor, colour: QColor) -> None:
    style = QTextCharFormat()
    style.setForeground(colour)
    cursor.mergeCharFormat(style)


def _ground(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Base)
