"""Two panels side by side, which take no room when both are hidden."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

_TURNS = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class PanelSplitter(QSplitter):
    """`stretches` is the place of the panel that takes the room that is left."""

    def __init__(
        self, orientation: Qt.Orientation, first: QWidget, second: QWidget, *, stretches: int
    ) -> None:
        super().__init__(orientation)
        for panel in (first, second):
            self.addWidget(panel)
            panel.installEventFilter(self)
        self.setStretchFactor(stretches, 1)
        self.setChildrenCollapsible(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A splitter that stays would keep its room, although nothing is in it."""
        if event.type() in _TURNS:
            self.setHidden(all(self.widget(place).isHidden() for place in range(self.count())))
        return super().eventFilter(watched, event)
