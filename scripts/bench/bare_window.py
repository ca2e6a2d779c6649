"""The least that a PySide6 program can show, a window with an empty tree: the peer of `start.py`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeWidget


class Tree(QTreeWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        Path(sys.argv[1]).write_text(str(time.time()), "utf-8")
        os._exit(0)  # nothing else is measured


app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(Tree())
window.resize(1000, 700)
window.show()
app.exec()
