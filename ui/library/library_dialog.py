"""The dialog 挑选指标: search the library, tick entries, insert them into a project."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.book import ItemId
from core.edit import Edit
from core.library import Entry, Kind, Library, as_indicators, builtin_library, year_of
from core.session import Session
from ui.library.entries_model import EntriesModel
from ui.library.entries_view import EntriesView
from ui.library.entry_details import EntryDetails

_TO_TABLE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LibraryDialog(QDialog):
    """Lets the user pick entries for one project.

    Space ticks the selected lines. What is inserted is what is ticked; with nothing ticked, the current line.
    """

    def __init__(
        self,
        session: Session,
        project_id: ItemId,
        parent: QWidget | None = None,
        *,
        library: Library | None = None,
    ) -> None:
        """`library` is the built-in one by default."""
        super().__init__(parent)
        self._session = session
        self._project_id = project_id
        self._library = library or builtin_library()
        self._project = session.book.project(project_id)
        self._model = EntriesModel(self._project, session.scheme, year_of(session.book), self)
        self.setWindowTitle(self.tr("挑选指标"))
        self._build()
        self._connect()
        self._choose_kind(self._library.kind_of(self._project.name))
        em = self.fontMetrics().height()
        self.resize(em * 58, em * 36)

    @property
    def edit(self) -> Edit | None:
        """What inserts the picked entries; None where there is nothing to insert."""
        return as_indicators(
            self.picked,
            self._session.book,
            self._project_id,
            self._session.scheme,
            again=self.again.isChecked(),
        )

    @property
    def picked(self) -> list[Entry]:
        """The ticked entries in the library's order; with none ticked, the current one if it may be inserted."""
        ticked = self._model.ticked
        if ticked:
            return [entry for entry in self._library.entries if entry in ticked]
        current = self._model.entry(self.table.currentIndex())
        return [current] if current is not None and self._model.may_take(current) else []

    # ── Parts ──

    def _build(self) -> None:
        self.search_box = QLineEdit(self)
        self.search_box.setPlaceholderText(self.tr("名称、描述、关键词；几个词用空格隔开"))
        self.search_box.setClearButtonEnabled(True)
        self.kinds = QListWidget(self)
        self.table = EntriesView(self._model, self)
        self.details = EntryDetails(self)
        self.notice = QLabel(self)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.again = QCheckBox(self.tr("项目已有的也可以选(&A)"), self)
        self.count = QLabel(self)
        layout = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(_label(self.tr("搜索(&S)："), self.search_box))
        top.addWidget(self.search_box)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self._split(), 1)
        layout.addLayout(self._bottom())

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        for title, parts in (
            (self.tr("项目类型(&T)"), (self.kinds,)),
            (self.tr("指标(&L)（空格键勾选）"), (self.table, self.details)),
        ):
            side = QWidget(split)
            layout = QVBoxLayout(side)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(_label(title, parts[0]))
            for part in parts:
                layout.addWidget(part)
        em = self.fontMetrics().height()
        split.setSizes([em * 12, em * 46])
        split.setStretchFactor(1, 1)
        return split

    def _bottom(self) -> QHBoxLayout:
        self.buttons = QDialogButtonBox(self)
        self.insert = self.buttons.addButton(self.tr("插入(&I)"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.insert.setDefault(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.again)
        bottom.addStretch(1)
        bottom.addWidget(self.count)
        bottom.addWidget(self.buttons)
        return bottom

    def _connect(self) -> None:
        self.search_box.installEventFilter(self)
        self.kinds.installEventFilter(self)
        self.search_box.textChanged.connect(self._search)
        self.kinds.currentRowChanged.connect(self._show_entries)
        self.table.selectionModel().currentChanged.connect(self._follow_current)
        self._model.ticked_changed.connect(self._follow_picked)
        self._model.modelReset.connect(self._go_to_first)
        self.again.toggled.connect(self._model.allow_again)
        self.again.toggled.connect(self._follow_current)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # ── What the user does ──

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leads from the search line and from the kinds to the table, Down from the search line, too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            leads_down = watched is self.search_box and event.key() == Qt.Key.Key_Down
            if event.key() in _TO_TABLE or leads_down:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _choose_kind(self, kind: Kind | None) -> None:
        """Turn to a kind of project; None for all kinds."""
        self._list_kinds()
        self.kinds.setCurrentRow(0 if kind is None else self._library.kinds.index(kind) + 1)

    def _search(self) -> None:
        self._list_kinds()
        self._show_entries()

    def _list_kinds(self) -> None:
        """Say with each kind how many entries fit the search."""
        text = self.search_box.text()
        hits = [(kind.name, len(self._library.search(text, kind))) for kind in self._library.kinds]
        lines = [(self.tr("全部"), sum(count for _, count in hits)), *hits]
        for row, (name, count) in enumerate(lines):
            if row == self.kinds.count():
                self.kinds.addItem("")
            self.kinds.item(row).setText(f"{name} ({count})")

    def _show_entries(self) -> None:
        """The entries of the chosen kind that fit the search; those of all kinds where it has none."""
        row = self.kinds.currentRow()
        kind = self._library.kinds[row - 1] if row > 0 else None
        text = self.search_box.text()
        found = self._library.search(text, kind)
        elsewhere = self._library.search(text) if kind is not None and not found else []
        self._show_notice(self._about(kind, bool(found), bool(elsewhere)))
        self._model.show(found or elsewhere)

    def _about(self, kind: Kind | None, found: bool, elsewhere: bool) -> str:
        if elsewhere and kind is not None:
            return self.tr("“{0}”类里没有匹配的指标，下面是其他类型里的。").format(kind.name)
        if not found:
            return self.tr("没有匹配的指标，请换个词，或少写几个词。")
        return "\n".join(map(str, self._library.problems))

    def _show_notice(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _go_to_first(self) -> None:
        self.table.go_to_first()
        self._follow_current()  # among no lines none becomes current, and nobody is told

    def _follow_current(self) -> None:
        entry = self._model.entry(self.table.currentIndex())
        if entry is None:
            self.details.clear()
        else:
            self.details.show_entry(entry, self._model.category_of(entry), self._model.value_of(entry))
        self._follow_picked()

    def _follow_picked(self) -> None:
        count = len(self._model.ticked)
        picked = bool(self.picked)
        self.insert.setEnabled(picked)
        if count or not picked:
            self.count.setText(self.tr("已选 {0} 条").format(count))
        else:
            self.count.setText(self.tr("未勾选，插入当前一条"))


def _label(text: str, buddy: QWidget) -> QLabel:
    """A title whose key leads to `buddy`."""
    label = QLabel(text, buddy.parentWidget())
    label.setBuddy(buddy)
    return label
