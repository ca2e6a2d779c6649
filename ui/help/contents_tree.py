"""The manual's table of contents: pages and their headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ui.help.manual import Heading, Link, Page

_LINK = Qt.ItemDataRole.UserRole


class ContentsTree(QTreeWidget):
    """Shows what the manual holds; the current line is what the user reads.

    Signals:
        link_chosen(Link): the user went to another line.
    """

    link_chosen = Signal(object)

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[Link, QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("手册目录"))
        for page in pages:
            self._add(page)
        self.currentItemChanged.connect(self._tell)

    def mark(self, link: Link) -> None:
        """Make the line of this place the current one, or its page's line where it has none; tells nobody."""
        item = self._items.get(link) or self._items.get(Link(link.page, ""))
        if item is not None:
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)

    def _add(self, page: Page) -> None:
        parents: dict[int, QTreeWidgetItem] = {}
        for heading in page.headings:
            item = self._item(page, heading)
            if heading.level == 1:
                self.addTopLevelItem(item)
            else:
                above = max(level for level in parents if level < heading.level)
                parents[above].addChild(item)
            parents = {level: other for level, other in parents.items() if level < heading.level}
            parents[heading.level] = item

    def _item(self, page: Page, heading: Heading) -> QTreeWidgetItem:
        item = QTreeWidgetItem([heading.text])
        link = Link(page.name, heading.anchor if heading.level > 1 else "")
        item.setData(0, _LINK, link)
        item.setToolTip(0, heading.text)
        self._items[link] = item
        return item

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.link_chosen.emit(item.data(0, _LINK))
