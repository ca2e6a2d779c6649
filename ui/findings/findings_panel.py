"""The panel below the page: what the rules found, with the way to each place and the fixes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.book import ItemId
from core.decisions import Waiver
from core.rules import Finding, Severity
from ui import theme
from ui.findings.findings_model import WAIVED, Column, FindingsFilter, FindingsModel, Line, Role
from ui.findings.findings_table import findings_table
from ui.findings.fixing_all import Choose, fix_all
from ui.findings.waiver_dialog import ask_why
from ui.help import rule_page
from ui.help.anchors import set_help
from ui.proposals.proposals_dialog import choose_proposals
from ui.session_signals import SessionSignals


class FindingsPanel(QWidget):
    """A table of findings, gravest first; filtered by severity, by text, by the whole book or the shown project.

    Findings that somebody accepted (已核实) do not count; they are shown on demand, behind the others.

    Attributes:
        finding_actions: next, previous, fix, fix all, waive; for the menu.

    Signals:
        place_activated(Place): the user wants to go there.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None, choose: Choose = choose_proposals) -> None:
        super().__init__(parent)
        self._choose = choose
        self._signals: SessionSignals | None = None
        self._section: ItemId | None = None
        self._selected: Line | None = None
        self._filter = FindingsFilter()
        self._model = FindingsModel(self)
        self._build()
        self._create_actions()
        self._model.modelAboutToBeReset.connect(self._remember_selected)
        self._model.modelReset.connect(self._select_again)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(self._show_state)
        self._model.followed.connect(self._show_counts)
        self._model.followed.connect(self.table.take_up_lines)
        self.set_session(None)

    # ── For the window ────────────────────────────────────────────────────────────────────────────────────────

    def set_session(self, signals: SessionSignals | None) -> None:
        self._signals = signals
        self._section = None
        self._model.set_session(None)  # what is shown is not filtered in vain
        self._set_filter(section=None)
        self._model.set_session(signals)

    def show_section(self, section_id: ItemId | None) -> None:
        """Tell the panel which section 当前项目 means."""
        self._section = section_id
        if self.section_button.isChecked():
            self._set_filter(section=section_id)
            self._show_counts()

    @property
    def shown_findings(self) -> list[Finding]:
        """The findings that pass the filters, in the order of the table."""
        return [line.finding for line in self._model.lines]

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.table = findings_table(self, self._model)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._go_to)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.fix_delegate.pressed.connect(self._press_button)
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
        self.waived_button = _filter_button(self, self.tr("已核实"))
        self.waived_button.setToolTip(self.tr("也列出核实过、不再计数的问题"))
        self.waived_button.toggled.connect(self._filter_by_group)
        for button in (*self.severity_buttons.values(), self.waived_button):
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
        button.toggled.connect(self._filter_by_group)
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
        self.fix_all_action = self._action(self.tr("全部修复…"), "fix-all", "Alt+Shift+Return")
        self.fix_all_action.triggered.connect(self._fix_all)
        self.waive_action = self._action(self.tr("标为已核实…"), "ok", "Ctrl+Shift+K")
        self.waive_action.triggered.connect(self._waive_or_take_back)
        going = [self.next_action, self.previous_action]
        self.finding_actions = [*going, self.fix_action, self.fix_all_action, self.waive_action]

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

    def _filter_by_group(self) -> None:
        groups: set[int] = {one for one, button in self.severity_buttons.items() if button.isChecked()}
        if self.waived_button.isChecked():
            groups.add(WAIVED)
        self._set_filter(groups=frozenset(groups))

    def _filter_by_text(self, text: str) -> None:
        self._set_filter(words=tuple(text.casefold().split()))

    def _filter_by_scope(self, only_section: bool) -> None:
        self._set_filter(section=self._section if only_section else None)
        self._show_counts()

    def _set_filter(self, **changes: Any) -> None:
        self._filter = self._filter._replace(**changes)
        self._model.set_filter(self._filter)
        self._show_state()

    def _remember_selected(self) -> None:
        line = self._selected_line()
        self._selected = self._model.lines[line.row()] if line.isValid() else None

    def _select_again(self) -> None:
        """Other lines are shown now; the one that was selected stays so where it is among them."""
        row = self._model.row_of(self._selected) if self._selected else None
        if row is not None:
            self.table.selectRow(row)

    def _show_counts(self) -> None:
        counts = self._counts()
        for severity, button in self.severity_buttons.items():
            button.setText(f"{severity.title} {counts[severity]}")
        self.waived_button.setText(self.tr("已核实 {0}").format(counts[WAIVED]))

    def _counts(self) -> Counter[int]:
        """How many findings there are by group, whatever the filters show of them."""
        counts: Counter[int] = Counter()
        if self._signals is None:
            return counts
        findings = self._signals.session.findings
        if self.section_button.isChecked() and self._section is not None:
            counts.update(finding.severity for finding in findings.of(self._section))
            counts[WAIVED] = len(findings.waived_of(self._section))
            return counts
        for severity in Severity:
            counts[severity] = findings.count(severity)
        counts[WAIVED] = findings.waived_count
        return counts

    def _show_state(self) -> None:
        """The table, or in its place why it is empty."""
        if self._model.rowCount():
            self._pages.setCurrentWidget(self.table)
        else:
            self.message.setText(self._empty_message())
            self._pages.setCurrentWidget(self.message)
        self._enable_actions()

    def _empty_message(self) -> str:
        if self._signals is None:
            return ""
        if self._model.is_looking:
            return self.tr("正在列出问题 …")
        counts = self._counts()
        if any(counts[severity] for severity in Severity):
            return self.tr("没有符合筛选条件的问题")
        if counts[WAIVED]:
            return self.tr("✓ 没有待处理的问题，已核实 {0} 个").format(counts[WAIVED])
        if self.section_button.isChecked():
            return self.tr("✓ 当前项目没有发现问题")
        return self.tr("✓ 没有发现问题")

    def _enable_actions(self) -> None:
        line = self._selected_line()
        finding: Finding | None = line.data(Role.FINDING)
        is_waived = line.data(Role.WAIVER) is not None
        has_lines = self._model.rowCount() > 0
        for action in (self.next_action, self.previous_action):
            action.setEnabled(has_lines)
        self.fix_all_action.setEnabled(has_lines and not self._model.is_looking)
        self.fix_action.setEnabled(finding is not None and finding.fix is not None and not is_waived)
        self.waive_action.setText(self.tr("撤回核实") if is_waived else self.tr("标为已核实…"))
        self.waive_action.setEnabled(finding is not None)

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

    def _clicked(self, line: QModelIndex) -> None:
        if line.column() != Column.FIX or not line.data():
            self._go_to(line)

    def _go_to(self, line: QModelIndex) -> None:
        if finding := line.data(Role.FINDING):
            self.place_activated.emit(finding.place)

    def _step(self, step: int) -> None:
        """Go to the next or previous finding of the table, round the ends."""
        count = self._model.rowCount()
        if count:
            selected = self._selected_line()
            row = (selected.row() + step) % count if selected.isValid() else 0
            self.table.selectRow(row)
            self._go_to(self._model.index(row, 0))

    def _selected_line(self) -> QModelIndex:
        """An invalid index when no line is selected; the table's current index may be one that nobody chose."""
        rows = self.table.selectionModel().selectedRows()
        return rows[0] if rows else QModelIndex()

    def _press_button(self, line: QModelIndex) -> None:
        waiver: Waiver | None = line.data(Role.WAIVER)
        if waiver is not None:
            self._take_back(waiver)
        else:
            self._fix_line(line)

    def _fix_line(self, line: QModelIndex) -> None:
        finding: Finding | None = line.data(Role.FINDING)
        if self._signals is not None and finding is not None and finding.fix is not None:
            self._signals.session.apply(finding.fix, self.tr("按建议修正"))
            self.place_activated.emit(finding.place)

    def _fix_all(self) -> None:
        """Fix what the table lists, without the waived findings."""
        if self._signals is not None:
            counting = [line.finding for line in self._model.lines if line.waiver is None]
            fix_all(self, self._signals.session, counting, self._choose)

    def _waive_or_take_back(self) -> None:
        line = self._selected_line()
        waiver: Waiver | None = line.data(Role.WAIVER)
        if waiver is not None:
            self._take_back(waiver)
        elif line.isValid():
            self._waive(line)

    def _waive(self, line: QModelIndex) -> None:
        if self._signals is None:
            return
        session = self._signals.session
        finding: Finding = line.data(Role.FINDING)
        if accepted := ask_why(self, finding, session.findings.lapsed_waiver(finding)):
            row = line.row()
            session.waive(finding, *accepted)
            self.table.selectRow(min(row, self._model.rowCount() - 1))

    def _take_back(self, waiver: Waiver) -> None:
        if self._signals is not None:
            self._signals.session.take_back(waiver)

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
        menu.addActions([self.fix_action, self.fix_all_action, self.waive_action])
        menu.addAction(self.tr("复制说明"), lambda: QGuiApplication.clipboard().setText(_as_text(line)))
        menu.exec(self.table.viewport().mapToGlobal(position))
        menu.deleteLater()


def _filter_button(parent: QWidget, text: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setCheckable(True)
    button.setAutoRaise(True)
    return button


def _as_text(line: QModelIndex) -> str:
    columns = (Column.SEVERITY, Column.SECTION, Column.PLACE, Column.MESSAGE)
    return "\t".join(line.siblingAtColumn(column).data() for column in columns)
