"""The page 必填类别: which categories every table must have, by scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.scheme import Requirement, Scheme, schemes
from ui.rule_settings.paragraph import paragraph

_NEED = Qt.ItemDataRole.UserRole


class MandatoryPage(QWidget):
    """A choice of scheme and a tree of its categories to tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs: dict[str, tuple[Requirement, ...]] = {}
        self.scheme_box = QComboBox(self)
        for scheme in schemes().values():
            self.scheme_box.addItem(scheme.title, scheme.key)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("必填的类别"))
        self._lay_out()
        self.show_mandatory({})
        self.scheme_box.currentIndexChanged.connect(lambda: self._show_tree())
        self.tree.itemChanged.connect(lambda: self._read_tree())

    @property
    def mandatory(self) -> Mapping[str, tuple[Requirement, ...]]:
        """By scheme key what differs from what the scheme says."""
        return {
            key: needs for key, needs in self._needs.items() if set(needs) != set(schemes()[key].mandatory)
        }

    def show_mandatory(self, mandatory: Mapping[str, tuple[Requirement, ...]]) -> None:
        self._needs = {key: mandatory.get(key, scheme.mandatory) for key, scheme in schemes().items()}
        self._show_tree()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("指标体系(&S)"), self.scheme_box)
        note = self.tr("勾选二级指标：每张表至少有一行这一类。勾选一级指标：它下面任何一类至少有一行。")
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.tree, 1)
        layout.addWidget(paragraph(note, self))

    @property
    def _scheme(self) -> Scheme:
        return schemes()[self.scheme_box.currentData()]

    def _show_tree(self) -> None:
        needs = self._needs[self._scheme.key]
        self.tree.blockSignals(True)
        self.tree.clear()
        for level1 in self._scheme.level1_names:
            group = _item(Requirement(level1, None), needs)
            group.addChildren(
                [_item(Requirement(level1, level2), needs) for level2 in self._scheme.level2_names(level1)]
            )
            self.tree.addTopLevelItem(group)
        self.tree.expandAll()
        self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        self.tree.blockSignals(False)

    def _read_tree(self) -> None:
        ticked = (item for item in self._items() if item.checkState(0) is Qt.CheckState.Checked)
        self._needs[self._scheme.key] = tuple(Requirement(*item.data(0, _NEED)) for item in ticked)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(row)
            if group is not None:
                yield group
                yield from (group.child(child) for child in range(group.childCount()))


def _item(need: Requirement, needs: tuple[Requirement, ...]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([need.title])
    item.setData(0, _NEED, list(need))
    item.setCheckState(0, Qt.CheckState.Checked if need in needs else Qt.CheckState.Unchecked)
    return item
