"""The preview of what somebody else changed in the file: what to take over, what to leave."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from core.differences import Difference, Differences
from core.session import Session
from ui.proposals.proposals_dialog import ProposalsDialog
from ui.proposals.proposals_model import Column, ProposalsModel


def choose_differences(
    parent: QWidget | None, name: str, session: Session, found: Differences
) -> list[Difference] | None:
    """Ask which differences shall be taken over into the book before it is saved; None when the user cancels.

    `name` is the file's. Changes nothing; `core.differences.taken_over` makes one edit of what is chosen.
    """
    dialog = DifferencesDialog(name, session, found, parent)
    chosen = dialog.chosen_differences if dialog.exec() else None
    dialog.deleteLater()
    return chosen


class DifferencesDialog(ProposalsDialog):
    """A preview in which what both sides changed begins unchecked, and in which nothing need be checked."""

    def __init__(
        self, name: str, session: Session, found: Differences, parent: QWidget | None = None
    ) -> None:
        self._found = found
        super().__init__(_tr("“{0}”在磁盘上的修改").format(name), session, [], parent=parent)

    @property
    def chosen_differences(self) -> list[Difference]:
        chosen = {id(proposal) for proposal in self.chosen}
        return [one for one in self._found.offers if id(one.proposal) in chosen]

    def _build(self) -> None:
        # Projects that would come have their places in another book than the session's.
        self.model = _DifferencesModel(self._found, self)
        super()._build()
        self.note_label = QLabel(self._note(), self)
        self.note_label.setTextFormat(Qt.TextFormat.PlainText)
        self.note_label.setWordWrap(True)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(0, self.note_label)

    def _note(self) -> str:
        lines = [self.tr("勾选的会取用到您打开的文件里；没有勾选的以您的为准，保存时覆盖磁盘上的。")]
        conflicts = sum(one.is_conflict for one in self._found.offers)
        if conflicts:
            lines.append(self.tr("双方都改过的有 {0} 处，没有勾选，请逐条决定。").format(conflicts))
        return "\n".join((*lines, *self._found.left_out))

    def _show_count(self) -> None:
        super()._show_count()
        is_any = self.model.chosen_count > 0
        self.accept_button.setEnabled(True)
        self.accept_button.setText(self.tr("取用并保存(&S)") if is_any else self.tr("都不取用，保存(&S)"))


class _DifferencesModel(ProposalsModel):
    """Calls the two texts by whose they are."""

    def __init__(self, found: Differences, parent: QObject) -> None:
        offers = found.offers
        super().__init__(
            found.places,
            [one.proposal for one in offers],
            {number for number, one in enumerate(offers) if one.is_conflict},
            {number: one.remark for number, one in enumerate(offers) if one.remark},
            parent,
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        titles = {Column.BEFORE: self.tr("您的"), Column.AFTER: self.tr("磁盘上的")}
        if (
            orientation is Qt.Orientation.Horizontal
            and role == Qt.ItemDataRole.DisplayRole
            and section in titles
        ):
            return titles[Column(section)]
        return super().headerData(section, orientation, role)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DifferencesDialog", text)
