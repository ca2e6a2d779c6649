"""The status bar's line about the selected cells: `已选 12 个单元格 · 指标 4 条 · 数值 3 个：合计 3198.00 万元`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from core.selection_summary import Summary, Tally
from ui.elided_label import ElidedLabel

_PAUSE = 40
"""Milliseconds without a new selection before the cells are read: drawing a selection out makes many."""

_SLICE = 0.008
"""Seconds of reading between two looks at the event loop."""

_AT_ONCE = 100
"""Cells between two looks at the clock."""


class SelectionSummary(ElidedLabel):
    """Says what the selected cells hold; empty for a single cell. Long selections are read in slices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Iterator[str] = iter(())
        self._rows = 0
        self._tally = Tally()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_on)

    def show_cells(self, texts: Iterable[str], rows: int = 0) -> None:
        """Tell about the cells with these texts in so many rows (0: say nothing of rows).

        The texts are read later, bit by bit, up to the next call: a lazy iterable has to bear changes of the
        book until then.
        """
        self._texts, self._rows, self._tally = iter(texts), rows, Tally()
        self._timer.start(_PAUSE)

    def _read_on(self) -> None:
        end = perf_counter() + _SLICE
        while perf_counter() < end:
            texts = list(islice(self._texts, _AT_ONCE))
            for text in texts:
                self._tally.add(text)
            if len(texts) < _AT_ONCE:
                self.show_text(summary_text(self._tally.summary, self._rows))
                return
        self.show_text(self.tr("正在统计选中的单元格…"))
        self._timer.start(0)


def summary_text(summary: Summary, rows: int = 0) -> str:
    """The line about cells in so many rows; empty for fewer than two cells."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("SelectionSummary", text)

    if summary.cells < 2:
        return ""
    parts = [tr("已选 {0} 个单元格").format(summary.cells)]
    if rows:
        parts.append(tr("指标 {0} 条").format(rows))
    if summary.numbers > 1:
        parts.append(tr("数值 {0} 个：{1}").format(summary.numbers, _figures_text(summary)))
    return " · ".join(parts)


def _figures_text(summary: Summary) -> str:
    figures = summary.figures
    if figures is None:
        return QCoreApplication.translate("SelectionSummary", "单位不同，不合计")
    if figures.total:
        return QCoreApplication.translate("SelectionSummary", "合计 {0}").format(figures.total)
    spread = QCoreApplication.translate("SelectionSummary", "平均 {0}，最小 {1}，最大 {2}")
    return spread.format(figures.average, figures.smallest, figures.largest)
