"""The page 规则: every rule with its severity; what the current one wants, and the choice for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.rules import Severity
from core.rules.explanation import Explanation, explanations
from ui import theme

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    RULE = 0
    CRITERION = 1
    SEVERITY = 2


class SeveritiesPage(QWidget):
    """A table of rules to tick, with a filter; below it the severity and the explanation of the current rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RulesModel(self)
        self._lines = QSortFilterProxyModel(self)
        self._lines.setSourceModel(self.model)
        self._lines.setFilterKeyColumn(Column.RULE)
        self._lines.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter_box = QLineEdit(self)
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setPlaceholderText(self.tr("规则里的词"))
        self.filter_box.textChanged.connect(self._lines.setFilterFixedString)
        self.table = _rules_table(self._lines, self)
        self.severity_box = QComboBox(self)
        self.explanation = QLabel(self)
        self._lay_out()
        self.severity_box.activated.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_current())
        self.model.dataChanged.connect(lambda: self._show_current())
        self.model.modelReset.connect(lambda: self.table.selectRow(0))
        self.table.selectRow(0)

    @property
    def severities(self) -> Mapping[str, Severity | None]:
        return self.model.severities

    def show_severities(self, severities: Mapping[str, Severity | None]) -> None:
        self.model.set_severities(severities)

    def _lay_out(self) -> None:
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setWordWrap(True)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.explanation.setMinimumHeight(self.fontMetrics().height() * 7)
        filter_label = QLabel(self.tr("筛选(&F)"), self)
        filter_label.setBuddy(self.filter_box)
        top = QHBoxLayout()
        top.addWidget(filter_label)
        top.addWidget(self.filter_box)
        form = QFormLayout()
        form.addRow(self.tr("所选规则的级别(&L)"), self.severity_box)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addWidget(self.explanation)

    def _current_rule(self) -> Explanation | None:
        current = self._lines.mapToSource(self.table.currentIndex())
        return self.model.rule_at(current.row()) if current.isValid() else None

    def _show_current(self) -> None:
        rule = self._current_rule()
        self.severity_box.setEnabled(rule is not None)
        self.severity_box.clear()
        self.explanation.setText(_told(rule) if rule else "")
        if rule is None:
            return
        own = self.tr("规则自己的级别（最重：{0}）").format(rule.severity.title)
        for title in (own, *(severity.title for severity in Severity), self.tr("不检查")):
            self.severity_box.addItem(title)
        set_to = self.model.severities
        self.severity_box.setCurrentIndex(_CHOICES.index(set_to[rule.key]) + 1 if rule.key in set_to else 0)

    def _choose(self, index: int) -> None:
        rule = self._current_rule()
        if rule is None:
            return
        if index:
            self.model.choose(rule.key, _CHOICES[index - 1])
        else:
            self.model.choose_own(rule.key)


_CHOICES = (*Severity, None)
"""What can be chosen in the place of a rule's own severity; None turns it off."""


class RulesModel(QAbstractTableModel):
    """All rules in the order of the review report, with what is set for them; a rule is ticked unless it is off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rules = explanations()
        self._severities: dict[str, Severity | None] = {}

    @property
    def severities(self) -> Mapping[str, Severity | None]:
        """By rule key what differs from the rule's own severity."""
        return self._severities

    def set_severities(self, severities: Mapping[str, Severity | None]) -> None:
        self.beginResetModel()
        self._severities = dict(severities)
        self.endResetModel()

    def rule_at(self, row: int) -> Explanation:
        return self._rules[row]

    def choose(self, rule_key: str, severity: Severity | None) -> None:
        self._severities[rule_key] = severity
        self._tell(rule_key)

    def choose_own(self, rule_key: str) -> None:
        """Let the rule have its own severity."""
        self._severities.pop(rule_key, None)
        self._tell(rule_key)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rules)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        ticked = Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.RULE else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | ticked

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        rule = self._rules[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (rule.title.removesuffix("。"), str(rule.criterion), self._shown(rule))[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return theme.as_tool_tip(rule.title, self.tr("编号：{0}").format(rule.key))
            case Qt.ItemDataRole.CheckStateRole if index.column() == Column.RULE:
                is_off = self._severities.get(rule.key, rule.severity) is None
                return Qt.CheckState.Unchecked if is_off else Qt.CheckState.Checked
        return None

    def setData(self, index: _AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        rule = self._rules[index.row()]
        if Qt.CheckState(value) is Qt.CheckState.Unchecked:
            self.choose(rule.key, None)
        else:
            self.choose_own(rule.key)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("检查的规则"), self.tr("审核方面"), self.tr("级别"))[section]
        return None

    def _shown(self, rule: Explanation) -> str:
        if rule.key not in self._severities:
            return rule.severity.title
        severity = self._severities[rule.key]
        return self.tr("{0}（已改）").format(severity.title) if severity is not None else self.tr("不检查")

    def _tell(self, rule_key: str) -> None:
        row = next(row for row, rule in enumerate(self._rules) if rule.key == rule_key)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))


def _told(rule: Explanation) -> str:
    """What the rule wants, a line for each part."""
    parts = (rule.title, rule.text, f"错误：{rule.wrong}", f"正确：{rule.right}", f"依据：{rule.source}")
    return "\n".join(part for part in parts if part)


def _rules_table(lines: QSortFilterProxyModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(lines)
    table.setAccessibleName(parent.tr("规则"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    em = table.fontMetrics().height()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(em * 3 // 2)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setSectionResizeMode(Column.RULE, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(Column.CRITERION, em * 5)
    table.setColumnWidth(Column.SEVERITY, em * 6)
    return table
