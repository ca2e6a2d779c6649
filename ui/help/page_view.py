"""Shows one page of the manual. Nothing outside the manual is ever loaded or opened."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.help.manual import Page, link
from ui.help.page_dress import blocks, dress
from ui.help.pictures import fit_pictures, load_picture

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML

_PAPER_WIDTH, _PAPER_DOTS = 620, 3
"""How wide a picture may be on A4, in pixels of a screen, and with how many dots each of these is printed."""


class PageView(QTextBrowser):
    """Shows what it is given; where a link leads is the window's business.

    Signals:
        link_activated(Link): the user followed a link inside the manual.
    """

    link_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self.setOpenLinks(False)
        # Always there, so that pictures are fitted to the same width before and after a long page is laid out.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("手册正文"))
        self.anchorClicked.connect(self._follow)

    @property
    def page(self) -> Page | None:
        return self._page

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning."""
        self._page = page
        self.document().setMarkdown(page.markdown, _FEATURES)
        dress(self.document(), self.palette())
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, anchor: str) -> bool:
        """Bring the heading of this anchor to the top; False when the page has none."""
        headings = self._page.headings if self._page else ()
        index = next((i for i, heading in enumerate(headings) if heading.anchor == anchor), None)
        if index is None:
            return False
        marked = [block for block in blocks(self.document()) if block.blockFormat().headingLevel()]
        self.setTextCursor(QTextCursor(marked[index]))
        top = self.document().documentLayout().blockBoundingRect(marked[index]).top()
        self.position = round(top - self.fontMetrics().height() / 2)
        return True

    @property
    def position(self) -> int:
        """How far the page is scrolled."""
        return self.verticalScrollBar().value()

    @position.setter
    def position(self, value: int) -> None:
        self.verticalScrollBar().setValue(value)

    def for_paper(self) -> QTextDocument:
        """The page as a document of its own, dark on white, to be printed."""
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setMarkdown(self._page.markdown if self._page else "", _FEATURES)
        dress(document, QPalette(Qt.GlobalColor.white))
        fit_pictures(document, _PAPER_WIDTH, _PAPER_DOTS)
        return document

    def _follow(self, url: QUrl) -> None:
        if not url.scheme() and not url.host():
            decoded = QUrl.ComponentFormattingOption.FullyDecoded
            self.link_activated.emit(link(f"{url.path(decoded)}#{url.fragment(decoded)}"))

    def _fit_pictures(self) -> None:
        room = self.viewport().width() - 2 * self.document().documentMargin()
        fit_pictures(self.document(), room, self.devicePixelRatioF())

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 (Qt's name)
        """Pictures of the manual, by their names; nothing else."""
        url = QUrl(name)
        return load_picture(url.fileName()) if url.isRelative() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._page is not None:
            position = self.position
            self.show_page(self._page)
            self.position = position
