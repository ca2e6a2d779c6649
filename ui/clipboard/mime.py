"""Blocks, rows and projects as the data that programs exchange through the clipboard or by dragging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData

from core.book import Book, Indicator, Project
from core.clipboard.block import Block, TooLarge
from core.clipboard.copying import projects_block
from core.clipboard.html_table import html_lines, parse_html_table
from core.clipboard.projects import (
    indicators_as_text,
    indicators_from_text,
    projects_as_text,
    projects_from_text,
)
from core.clipboard.tab_text import parse_tab_text, tab_lines

INDICATORS_TYPE = "application/x-jimu-indicators+json"
PROJECTS_TYPE = "application/x-jimu-projects+json"

_LINES_AT_ONCE = 200
"""Lines that are encoded together: of a large text no copy is made as a whole, which would take long at one go."""


class BlockTexts(NamedTuple):
    """A block as another program has copied it."""

    tab_text: str
    html: str


class BlockData(NamedTuple):
    """A block as other programs take it, in UTF-8."""

    tab_text: QByteArray
    html: QByteArray


def data_of_block(block: Block) -> BlockData:
    """What of `mime_of_block` takes long for a large block; a worker may do it."""
    return BlockData(_encoded(tab_lines(block)), _encoded(html_lines(block)))


def mime_of_data(data: BlockData) -> QMimeData:
    """A block as text and as HTML for other programs."""
    mime = QMimeData()
    mime.setData("text/plain", data.tab_text)
    mime.setData("text/html", data.html)
    return mime


def mime_of_block(block: Block, rows: Sequence[Indicator] | None = None) -> QMimeData:
    """The block for other programs; with it the rows it was made of, where they are whole."""
    mime = mime_of_data(data_of_block(block))
    if rows:
        mime.setData(INDICATORS_TYPE, QByteArray(indicators_as_text(rows).encode()))
    return mime


def mime_of_projects(projects: Sequence[Project]) -> QMimeData:
    """The projects with all that they hold; for other programs a table of their main fields."""
    mime = mime_of_block(projects_block(projects))
    mime.setData(PROJECTS_TYPE, QByteArray(projects_as_text(projects).encode()))
    return mime


def texts_in(mime: QMimeData) -> BlockTexts:
    """What a program has copied; empty where there is no text of the kind."""
    return BlockTexts(
        mime.text() if mime.hasText() else "",
        mime.html() if mime.hasHtml() else "",
    )


def block_of(texts: BlockTexts) -> Block | None:
    """The cells that a program has copied, or plain text as cells; None where there is no text.

    Takes long for a large block, and touches nothing of Qt's. Raises TooLarge.
    """
    try:
        block = parse_html_table(texts.html) if texts.html else None
    except TooLarge:
        block = None
    return parse_tab_text(texts.tab_text) if block is None and texts.tab_text else block


def indicators_in(mime: QMimeData, book: Book) -> list[Indicator] | None:
    """The rows that were copied whole in this program, with new ids of the book; None where there are none.

    Raises BrokenItems.
    """
    text = _text(mime, INDICATORS_TYPE)
    return None if text is None else indicators_from_text(text, book)


def projects_in(mime: QMimeData, book: Book) -> list[Project] | None:
    """The projects that were copied in this program, with new ids of the book; None where there are none.

    Raises BrokenItems.
    """
    text = _text(mime, PROJECTS_TYPE)
    return None if text is None else projects_from_text(text, book)


def _encoded(lines: Iterator[str]) -> QByteArray:
    data = QByteArray()
    while portion := "".join(islice(lines, _LINES_AT_ONCE)):
        data.append(portion.encode("utf-8", "replace"))
    return data


def _text(mime: QMimeData, kind: str) -> str | None:
    return bytes(mime.data(kind).data()).decode("utf-8", "replace") if mime.hasFormat(kind) else None
