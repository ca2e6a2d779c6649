"""The panel below the page: what the rules found, with the way to each place and the fixes."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.book import ItemId
from core.rules import Finding, Severity
from core.wording import squeezed
from ui import theme
from ui.findings.finding_delegates import FixDelegate, SeverityDelegate
from ui.findings.findings_model import Column, FindingsModel, Role
from ui.help import rule_page
from ui.help.anchors import set_help
from ui.session_signals import SessionSignals


class FindingsPanel(QWidget):
    """A table of findings, gravest first; filtered by severity, by text, by the whole book or the shown project.

    Attributes:
        finding_actions: next, previous, fix; for the menu.

    Signals:
        place_activated(Place): the user wants to go there.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._section: ItemId | None = None
        self._model = FindingsModel(self)
        self._lines = _FindingsFilter(self)
        self._lines.setSourceModel(self._model)
        self._build()
        self._create_actions()
        for signal in (self._lines.modelReset, self._lines.rowsInserted, self._lines.rowsRemoved):
            signal.connect(self._show_state)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(self._show_counts)
        self.set_session(None)

    # ── For the window ────────────────────────────────────────────────────────────────────────────────────────

    def set_session(self, signals: SessionSignals | None) -> None:
        self._signals = signals
        self._section = None
        self._lines.set_section(None)
        self._model.set_session(signals)
        self._show_counts()
        self._show_state()

    def show_section(self, section_id: ItemId | None) -> None:
        """Tell the panel which section 当前项目 means."""
        self._section = section_id
        if self.section_button.isChecked():
            self._lines.set_section(section_id)
            self._show_counts()
            self._show_state()

    @property
    def shown_findings(self) -> list[Finding]:
        """The findings that pass the filters, in the order of the table."""
        return [self._lines.index(row, 0).data(Role.FINDING) for row in range(self._lines.rowCount())]

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.table = _findings_table(self, self._lines)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._go_to)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.fix_delegate.fix_requested.connect(self._fix_line)
        self.table.selectionModel().selectionChanged.connect(lambda: self._enable_actions())
        self.table.selectionModel().currentChanged.connect(self._explain_current)
        self.message = QLabel(self)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setForegroundRole(self.foregroundRole())
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._filters())
        layout.addWidget(self._pages)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 2, 2, 0)
        row.setSpacing(4)
        row.addWidget(QLabel(self.tr("问题"), self))
        self.severity_buttons = {severity: self._severity_button(severity) for severity in Severity}
        for button in self.severity_buttons.values():
            row.addWidget(button)
        row.addSpacing(12)
        for button in self._scope_buttons():
            row.addWidget(button)
        row.addStretch(1)
        self.filter_box = QLineEdit(self)
        self.filter_box.setPlaceholderText(self.tr("筛选问题"))
        self.filter_box.setAccessibleName(self.tr("筛选问题"))
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.filter_box.textChanged.connect(self._filter_by_text)
        row.addWidget(self.filter_box, 1)
        return row

    def _severity_button(self, severity: Severity) -> QToolButton:
        button = _filter_button(self, severity.title)
        button.setChecked(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(theme.severity_dot(severity, self.palette()))
        button.toggled.connect(self._filter_by_severity)
        return button

    def _scope_buttons(self) -> tuple[QToolButton, QToolButton]:
        self.book_button = _filter_button(self, self.tr("全部项目"))
        self.section_button = _filter_button(self, self.tr("当前项目"))
        self.book_button.setChecked(True)
        scope = QButtonGroup(self)
        scope.addButton(self.book_button)
        scope.addButton(self.section_button)
        self.section_button.toggled.connect(self._filter_by_scope)
        return self.book_button, self.section_button

    def _create_actions(self) -> None:
        self.next_action = self._action(self.tr("下一个问题"), "next", "F8")
        self.next_action.triggered.connect(lambda: self._step(1))
        self.previous_action = self._action(self.tr("上一个问题"), "previous", "Shift+F8")
        self.previous_action.triggered.connect(lambda: self._step(-1))
        self.fix_action = self._action(self.tr("按建议修正"), "fix", "Alt+Return")
        self.fix_action.triggered.connect(lambda: self._fix_line(self._selected_line()))
        self.finding_actions = [self.next_action, self.previous_action, self.fix_action]

    def _action(self, text: str, icon: str, shortcut: str) -> QAction:
        action = QAction(text, self)
        theme.set_icon(action, icon)
        action.setShortcut(QKeySequence(shortcut))
        return action

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for severity, button in self.severity_buttons.items():
                button.setIcon(theme.severity_dot(severity, self.palette()))
            self.table.severity_delegate.refresh_marks(self.palette())

    # ── Filters and states ────────────────────────────────────────────────────────────────────────────────────

    def _filter_by_severity(self) -> None:
        chosen = {severity for severity, button in self.severity_buttons.items() if button.isChecked()}
        self._lines.set_severities(chosen)
        self._show_state()

    def _filter_by_text(self, text: str) -> None:
        self._lines.set_words(text)
        self._show_state()

    def _filter_by_scope(self, only_section: bool) -> None:
        self._lines.set_section(self._section if only_section else None)
        self._show_counts()
        self._show_state()

    def _show_counts(self) -> None:
        counts = self._counts()
        for severity, button in self.severity_buttons.items():
            button.setText(f"{severity.title} {counts[severity]}")

    def _counts(self) -> Counter[Severity]:
        if self._signals is None:
            return Counter()
        findings = self._signals.session.findings
        if self.section_button.isChecked() and self._section is not None:
            return Counter(finding.severity for finding in findings.of(self._section))
        return Counter({severity: findings.count(severity) for severity in Severity})

    def _show_state(self) -> None:
        """The table, or in its place why it is empty."""
        if self._lines.rowCount():
            self._pages.setCurrentWidget(self.table)
        else:
            self.message.setText(self._empty_message())
            self._pages.setCurrentWidget(self.message)
        self._enable_actions()

    def _empty_message(self) -> str:
        if self._signals is None:
            return ""
        if sum(self._counts().values()):
            return self.tr("没有符合筛选条件的问题")
        if self.section_button.isChecked():
            return self.tr("✓ 当前项目没有发现问题")
        return self.tr("✓ 没有发现问题")

    def _enable_actions(self) -> None:
        finding: Finding | None = self._selected_line().data(Role.FINDING)
        for action in (self.next_action, self.previous_action):
            action.setEnabled(self._lines.rowCount() > 0)
        self.fix_action.setEnabled(finding is not None and finding.fix is not None)

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

    def _clicked(self, line: QModelIndex) -> None:
        if line.column() != Column.FIX or not line.data():
            self._go_to(line)

    def _go_to(self, line: QModelIndex) -> None:
        if finding := line.data(Role.FINDING):
            self.place_activated.emit(finding.place)

    def _step(self, step: int) -> None:
        """Go to the next or previous finding of the table, round the ends."""
        count = self._lines.rowCount()
        if count:
            selected = self._selected_line()
            row = (selected.row() + step) % count if selected.isValid() else 0
            self.table.selectRow(row)
            self._go_to(self._lines.index(row, 0))

    def _selected_line(self) -> QModelIndex:
        """An invalid index when no line is selected; the table's current index may be one that nobody chose."""
        rows = self.table.selectionModel().selectedRows()
        return rows[0] if rows else QModelIndex()

    def _fix_line(self, line: QModelIndex) -> None:
        finding: Finding | None = line.data(Role.FINDING)
        if self._signals is not None and finding is not None and finding.fix is not None:
            self._signals.session.apply(finding.fix, self.tr("按建议修正"))
            self.place_activated.emit(finding.place)

    def _explain_current(self, current: QModelIndex) -> None:
        """Let F1 in the table open the page of the current finding's rule."""
        finding: Finding | None = current.data(Role.FINDING)
        set_help(self.table, rule_page.anchor(finding.rule) if finding else "")

    def _open_menu(self, position: QPoint) -> None:
        line = self.table.indexAt(position)
        if not line.isValid():
            return
        menu = QMenu(self)
        menu.addAction(self.tr("转到该处"), lambda: self._go_to(line))
        menu.addAction(self.fix_action)
        menu.addAction(self.tr("复制说明"), lambda: QGuiApplication.clipboard().setText(_as_text(line)))
        menu.exec(self.table.viewport().mapToGlobal(position))
        menu.deleteLater()


class _FindingsFilter(QSortFilterProxyModel):
    """Keeps the findings of the chosen severities and section that hold all the words of the filter box."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._severities = set(Severity)
        self._section: ItemId | None = None
        self._words: list[str] = []

    def set_severities(self, severities: set[Severity]) -> None:
        self._severities = severities
        self.invalidateRowsFilter()

    def set_section(self, section_id: ItemId | None) -> None:
        """None: all sections."""
        self._section = section_id
        self.invalidateRowsFilter()

    def set_words(self, text: str) -> None:
        self._words = [word.casefold() for word in text.split()]
        self.invalidateRowsFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        line = self.sourceModel().index(row, 0, parent)
        finding: Finding = line.data(Role.FINDING)
        if finding.severity not in self._severities or self._section not in (None, finding.place.section):
            return False
        if not self._words:
            return True
        text = squeezed(line.data(Role.SEARCH_TEXT)).casefold()
        return all(word in text for word in self._words)


class _FindingsTable(QTableView):
    """Enter goes to the place, as a click does."""

    fix_delegate: FixDelegate
    severity_delegate: SeverityDelegate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_lines()

    def fit_lines(self) -> None:
        """Make the lines as high as the font needs."""
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a narrow table to the messages."""
        super().resizeEvent(event)
        em = self.fontMetrics().height()
        share = min(em * 15, self.viewport().width() // 5)
        for column, width in ((Column.SEVERITY, em * 5), (Column.SECTION, share), (Column.PLACE, share)):
            self.setColumnWidth(column, width)
        self.setColumnWidth(Column.FIX, em * 5)


def _findings_table(parent: QWidget, lines: QSortFilterProxyModel) -> _FindingsTable:
    table = _FindingsTable(parent)
    table.setModel(lines)
    table.severity_delegate = SeverityDelegate(table)
    table.fix_delegate = FixDelegate(table)
    table.setItemDelegateForColumn(Column.SEVERITY, table.severity_delegate)
    table.setItemDelegateForColumn(Column.FIX, table.fix_delegate)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.fit_lines()
    table.setAccessibleName(parent.tr("问题"))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
    return table


def _filter_button(parent: QWidget, text: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setCheckable(True)
    button.setAutoRaise(True)
    return button


def _as_text(line: QModelIndex) -> str:
    columns = (Column.SEVERITY, Column.SECTION, Column.PLACE, Column.MESSAGE)
    return "\t".join(line.siblingAtColumn(column).data() for column in columns)
