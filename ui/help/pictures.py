"""The manual's pictures in a page: in their own size, or as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument, QTextImageFormat

from ui.help.manual import PICTURES

_BASE_DPM = 3780
"""Dots per metre of a picture whose dots are the screen's at 100 %."""


def fit_pictures(document: QTextDocument, width: float, dots: float = 1) -> None:
    """Let no picture be wider than `width` in pixels, of which each has `dots` on this screen."""
    for placed in list(_placed(document)):
        picture = load_picture(placed.name)
        shown = min(picture.width() * _BASE_DPM / (picture.dotsPerMeterX() or _BASE_DPM), width)
        scaled = _scaled(placed.name, max(round(shown * dots), 1))
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(placed.style.name()), scaled)
        style = QTextImageFormat(placed.style)
        style.setWidth(shown)
        style.setHeight(shown * picture.height() / max(picture.width(), 1))
        placed.cursor.setCharFormat(style)


@cache
def load_picture(name: str) -> QImage:
    """A picture by the name of its file; an empty one where there is no such file."""
    return QImage(str(PICTURES / name))


class _Placed(NamedTuple):
    """A picture in a document; `cursor` selects it."""

    cursor: QTextCursor
    style: QTextImageFormat

    @property
    def name(self) -> str:
        return QUrl(self.style.name()).fileName()


def _placed(document: QTextDocument) -> Iterator[_Placed]:
    block = document.begin()
    while block.isValid():
        yield from _placed_in(block)
        block = block.next()


def _placed_in(block: QTextBlock) -> Iterator[_Placed]:
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().isImageFormat():
            cursor = QTextCursor(block)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            yield _Placed(cursor, piece.charFormat().toImageFormat())
        pieces += 1


@lru_cache(maxsize=16)
def _scaled(name: str, dots: int) -> QImage:
    # Qt's own scaling in a document drops lines of small texts.
    return load_picture(name).scaledToWidth(dots, Qt.TransformationMode.SmoothTransformation)
