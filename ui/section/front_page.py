"""The page of the front matter: the title page, and the contents list beside the headings of the tables."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.authoring import clean_cell
from core.book import ContentsEntry, FrontMatter, ItemId, Place, Project, Value
from core.edit import SetField
from core.rules import Severity
from core.session import Change
from core.wording import squeezed
from ui import theme
from ui.section.live_fields import TextField
from ui.session_signals import SessionSignals, follow

NUMBER, TITLE, HEADING = range(3)
"""The columns of the contents list."""

_ROW_ROLE = Qt.ItemDataRole.UserRole


class FrontPage(QWidget):
    """Shows and edits the front matter of the session's book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._text = TextField(max_lines=12)
        self._text.setAccessibleName(self.tr("封面"))
        self._text.edited.connect(self._set_text)
        self._contents = ContentsList()
        self._contents.itemChanged.connect(self._set_title)
        self._note = QLabel()
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(QLabel(self.tr("封面")))
        layout.addWidget(self._text)
        layout.addWidget(QLabel(self.tr("目录")))
        layout.addWidget(self._contents, 1)
        layout.addWidget(self._note)

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Headings change while the page is hidden; it compares with them when it is looked at.
        self._refresh()

    def go_to(self, place: Place) -> bool:
        """Focus the text or the line at this place; False where the page does not show it."""
        front = self._front
        if front is None or place.section != front.id:
            return False
        if place.row is None:
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._contents.go_to(place.row)

    @property
    def _front(self) -> FrontMatter | None:
        return self._signals.session.book.front if self._signals else None

    def _on_changed(self, change: Change) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        front = self._front
        if front is None or self._signals is None:
            return
        self._text.show_value(front.text)
        differing = self._contents.show_contents(front, self._signals.session.book.projects)
        self._note.setText(
            self.tr("{0} 条目录与表格标题不同（以颜色标出）。").format(differing)
            if differing
            else self.tr("目录与表格标题文字一致（不计空格）。")
        )
        self._note.setVisible(bool(front.contents))

    def _set_text(self, value: Value, continues: bool) -> None:
        front = self._front
        if front is not None and self._signals is not None:
            edit = SetField(Place(front.id, field="text"), value)
            self._signals.session.apply(edit, self.tr("修改封面"), continues=continues)

    def _set_title(self, item: QTreeWidgetItem) -> None:
        front = self._front
        if front is not None and self._signals is not None:
            place = Place(front.id, item.data(NUMBER, _ROW_ROLE), "title")
            self._signals.session.apply(SetField(place, clean_cell(item.text(TITLE))), self.tr("修改目录"))


class ContentsList(QTreeWidget):
    """The lines of 目录, each beside the heading of the table with the same number."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels([self.tr("序号"), self.tr("目录"), self.tr("表格标题")])
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, mode in (
            (NUMBER, QHeaderView.ResizeMode.ResizeToContents),
            (TITLE, QHeaderView.ResizeMode.Stretch),
            (HEADING, QHeaderView.ResizeMode.Stretch),
        ):
            self.header().setSectionResizeMode(column, mode)
        self.itemDoubleClicked.connect(self._edit_title)
        self.setAccessibleName(self.tr("目录"))

    def show_contents(self, front: FrontMatter, projects: list[Project]) -> int:
        """Show the list and return how many of its lines differ from the headings."""
        headings: dict[int | None, str] = {}
        for project in projects:
            headings.setdefault(project.number, project.title)
        self.blockSignals(True)
        selected = self._selected_row()
        self.clear()
        items = [
            _item(entry, headings.get(entry.number) if entry.number else None) for entry in front.contents
        ]
        self.addTopLevelItems(items)
        differing = [item for item in items if squeezed(item.text(TITLE)) != squeezed(item.text(HEADING))]
        tint = theme.severity_tint(Severity.WARNING, self.palette())
        for item in differing:
            item.setBackground(HEADING, tint)
        self.blockSignals(False)
        if selected is not None:
            self.go_to(selected, focus=False)
        return len(differing)

    def go_to(self, row: ItemId, *, focus: bool = True) -> bool:
        """Make the line current; False where there is no such line."""
        for index in range(self.topLevelItemCount()):
            item = self.topLevelItem(index)
            if item is not None and item.data(NUMBER, _ROW_ROLE) == row:
                self.setCurrentItem(item)
                if focus:
                    self.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _selected_row(self) -> ItemId | None:
        item = self.currentItem()
        return ItemId(item.data(NUMBER, _ROW_ROLE)) if item is not None else None

    def _edit_title(self, item: QTreeWidgetItem) -> None:
        self.editItem(item, TITLE)


def _item(entry: ContentsEntry, heading: str | None) -> QTreeWidgetItem:
    number = "" if entry.number is None else str(entry.number)
    item = QTreeWidgetItem([number, entry.title, heading or ""])
    item.setData(NUMBER, _ROW_ROLE, entry.id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    for column in (TITLE, HEADING):
        item.setToolTip(column, theme.as_tool_tip(item.text(column)))
    return item
