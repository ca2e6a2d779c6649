"""The preview of proposals: what would change where, for the user to accept one by one or all at once."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.changed_parts import Span, changed_parts
from core.proposal import Proposal
from core.session import Session
from ui.marked_text import qt_length
from ui.proposals.change_delegate import ChangeDelegate, come_ground, gone_ground
from ui.proposals.proposals_model import Column, ProposalsModel, Role


def choose_proposals(
    parent: QWidget | None,
    title: str,
    session: Session,
    proposals: Sequence[Proposal],
    *,
    unchecked: Container[int] = (),
    remarks: Mapping[int, str] | None = None,
) -> list[Proposal] | None:
    """Ask which of the proposals shall be done; None when the user cancels. Changes nothing.

    `unchecked` are the numbers, from 0, of proposals that the user has to choose himself; `remarks` says by number
    what there is to know about one. What is chosen comes back in the given order; `core.proposal.accepted` makes
    one edit of it.
    """
    dialog = ProposalsDialog(title, session, proposals, unchecked=unchecked, remarks=remarks, parent=parent)
    chosen = dialog.chosen if dialog.exec() else None
    dialog.deleteLater()
    return chosen


class ProposalsDialog(QDialog):
    """A table of proposals with check boxes; below it both versions of the current one in full."""

    def __init__(
        self,
        title: str,
        session: Session,
        proposals: Sequence[Proposal],
        *,
        unchecked: Container[int] = (),
        remarks: Mapping[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.model = ProposalsModel(session.book, proposals, unchecked, remarks, self)
        self._build()
        self.model.chosen_changed.connect(self._show_count)
        self.model.modelReset.connect(self._show_count)
        self._show_count()
        self.table.setFocus()

    @property
    def chosen(self) -> list[Proposal]:
        """The checked proposals in the order in which they were given."""
        return self.model.chosen

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.table = _ProposalsTable(self.model, self)
        self._details = _Details(self)
        self.before_text, self.after_text = self._details.before, self._details.after
        self.remark_label = self._details.remark
        self._show_details(self.table.currentIndex())
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self._details)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(self._top_line())
        layout.addWidget(splitter, 1)
        layout.addLayout(self._bottom_line())
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(em * 62, room.width() * 9 // 10), min(em * 38, room.height() * 9 // 10))
        splitter.setSizes([em * 28, em * 8])

    def _top_line(self) -> QHBoxLayout:
        self.filter_line = _FilterLine(self)
        self.filter_line.setPlaceholderText(self.tr("项目、位置或文字中的词"))
        self.filter_line.textChanged.connect(self.model.set_words)
        self.filter_line.left.connect(self.table.setFocus)
        label = QLabel(self.tr("筛选(&F)"), self)
        label.setBuddy(self.filter_line)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.filter_line, 1)
        for text, tip, slot in (
            (self.tr("全选(&A)"), self.tr("勾选列出的全部修改"), self.model.choose_all),
            (self.tr("全不选(&N)"), self.tr("取消勾选列出的全部修改"), self.model.choose_none),
            (self.tr("反选(&I)"), self.tr("勾选的取消，未勾选的勾上"), self.model.invert),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        return line

    def _bottom_line(self) -> QHBoxLayout:
        self.count_label = QLabel(self)
        kind = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accept_button = self._buttons.button(kind.Ok)
        self.accept_button.setDefault(True)
        line = QHBoxLayout()
        line.addWidget(self.count_label, 1)
        line.addWidget(self._buttons)
        return line

    # ── States ────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.proposal_count
        text = self.tr("将修改 {0} 处（共 {1} 处）").format(self.model.chosen_count, total)
        if shown < total:
            text += self.tr("，列出 {0} 处").format(shown)
        self.count_label.setText(text)
        self.accept_button.setEnabled(self.model.chosen_count > 0)

    def _show_details(self, current: QModelIndex) -> None:
        if current.isValid():
            line = current.row()
            self._details.show_proposal(self.model.proposal_at(line), self.model.remark_at(line))
        else:
            self._details.show_proposal(None)


class _ProposalsTable(QTableView):
    """One line per proposal; the space bar turns the check boxes of all selected lines."""

    def __init__(self, model: ProposalsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposals = model
        self._number: int | None = None
        self._delegate = ChangeDelegate(Role.PARTS, Column.AFTER, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember_current)
        model.modelReset.connect(self._restore_current)
        self.setAccessibleName(self.tr("修改列表"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)
        self._set_up_columns()
        self._restore_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.selectionModel().hasSelection():
            ranges = self.selectionModel().selection().toList()
            lines = {line for part in ranges for line in range(part.top(), part.bottom() + 1)}
            self._proposals.toggle(sorted(lines))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a narrow table to the texts."""
        super().resizeEvent(event)
        width = min(self.fontMetrics().height() * 11, self.viewport().width() // 6)
        for column in (Column.SECTION, Column.PLACE, Column.REMARK):
            self.setColumnWidth(column, width)

    def _set_up_columns(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        # Qt 6.9: to paint itself, a header asks its selection about every line of every column.
        header.setSelectionModel(QItemSelectionModel(self._proposals, header))
        for column in (Column.BEFORE, Column.AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _remember_current(self) -> None:
        current = self.currentIndex()
        self._number = self._proposals.number_at(current.row()) if current.isValid() else None

    def _restore_current(self) -> None:
        """Stay on the same proposal after filtering and sorting; on the first one where it is hidden now."""
        line = self._proposals.line_of(self._number) if self._number is not None else None
        if self._proposals.rowCount():
            self.setCurrentIndex(self._proposals.index(line or 0, Column.SECTION))


class _Details(QWidget):
    """Both versions of one proposal, wrapped and in full, and what there is to know about it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposal: Proposal | None = None
        self.before, self.after = _text_view(self), _text_view(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (title, view) in enumerate(
            ((self.tr("原文全文(&O)"), self.before), (self.tr("改后全文(&W)"), self.after))
        ):
            label = QLabel(title, self)
            label.setBuddy(view)
            grid.addWidget(label, 0, column)
            grid.addWidget(view, 1, column)
        self.remark = QLabel(self)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setWordWrap(True)
        grid.addWidget(self.remark, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)

    def show_proposal(self, proposal: Proposal | None, remark: str = "") -> None:
        self._proposal = proposal
        self.remark.setText(self.tr("说明：{0}").format(remark))
        self.remark.setVisible(bool(remark))
        self.before.setPlainText(proposal.before if proposal else "")
        self.after.setPlainText(proposal.after if proposal else "")
        self._emphasise()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._emphasise()

    def _emphasise(self) -> None:
        if self._proposal is not None:
            parts = changed_parts(self._proposal.before, self._proposal.after)
            _mark(self.before, parts.before, gone_ground(self.palette()))
            _mark(self.after, parts.after, come_ground(self.palette()))


def _text_view(parent: QWidget) -> QPlainTextEdit:
    view = QPlainTextEdit(parent)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    # Read with the keyboard: a cursor that can be moved and that selects.
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return view


def _mark(view: QPlainTextEdit, spans: Sequence[Span], ground: QColor) -> None:
    """Put the spans of the view's text on a ground of their own, and bring the first one into view."""
    text = view.toPlainText()
    look = QTextCharFormat()
    look.setBackground(ground)
    marks = []
    for span in spans:
        cursor = QTextCursor(view.document())
        cursor.setPosition(qt_length(text[: span.start]))
        cursor.setPosition(qt_length(text[: span.end]), QTextCursor.MoveMode.KeepAnchor)
        mark: Any = QTextEdit.ExtraSelection()  # PySide6 6.9: its type hints leave out cursor and format
        mark.cursor, mark.format = cursor, look
        marks.append(mark)
    view.setExtraSelections(marks)
    if spans:
        start = QTextCursor(view.document())
        start.setPosition(qt_length(text[: spans[0].start]))
        view.setTextCursor(start)


class _FilterLine(QLineEdit):
    """The filter of a table; Enter and Down lead into the table and do not accept the dialog.

    Signals:
        left(): the keys shall go to the table now.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
