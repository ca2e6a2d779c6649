"""What a plain-text document holds and how high it is, where QTextDocument's own answers do not serve."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument


def raw_text(document: QTextDocument) -> str:
    """The text with line feeds; unlike `toPlainText` it keeps no-break spaces."""
    return document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def text_height(document: QTextDocument, limit: float) -> float:
    """Height of the wrapped lines in pixels, without margins; counted no further than the limit.

    The document's own size counts only what has been shown so far; asking for a block lays it out.
    """
    layout = document.documentLayout()
    # The rectangle of the last block holds the lower margin; the upper one is in none.
    height, block = -document.documentMargin(), document.begin()
    while block.isValid() and height < limit:
        height += layout.blockBoundingRect(block).height()
        block = block.next()
    return min(height, limit)
