"""The bars of a chart as a list: arrow keys and the mouse choose one, Enter or a click goes where it leads."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.dashboard.chart import Bar, Chart
from ui.dashboard.chart_painting import Columns, columns_of, paint_bar, row_height

_Index = QModelIndex | QPersistentModelIndex
_EMPTY = Chart("", "", "", ())


class BarList(QListView):
    """Shows the bars of one chart, all of them: it is as high as they are.

    Signals:
        place_activated(Place): the user wants to go where a bar leads.
    """

    place_activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _BarModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_BarDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    @property
    def chart(self) -> Chart:
        return self._model.chart

    def show_chart(self, chart: Chart) -> None:
        """Show these bars; the current one stays the current one by its place in the list."""
        row = self.currentIndex().row()
        self._model.show_chart(chart)
        self.setAccessibleName(f"{chart.title}，{chart.summary}")
        self.setCurrentIndex(self._model.index(min(max(row, 0), len(chart.bars) - 1), 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        return QSize(super().sizeHint().width(), round(rows * row_height(QFontMetricsF(self.font()))))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _go(self, index: QModelIndex) -> None:
        place = self._model.chart.bars[index.row()].place
        if place is not None:
            self.place_activated.emit(place)


class _BarModel(QAbstractListModel):
    """Bars as items; what they say is also what a screen reader reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart = _EMPTY

    def show_chart(self, chart: Chart) -> None:
        self.beginResetModel()
        self.chart = chart
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.chart.bars)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        bar = self.chart.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{bar.label}，{bar.figure}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.as_tool_tip(*filter(None, (bar.label, bar.figure, bar.detail)))
        return None


class _BarDelegate(QStyledItemDelegate):
    """Draws a bar; the one that keys or the mouse point at stands on a tinted ground."""

    def __init__(self, view: BarList) -> None:
        super().__init__(view)
        self._view = view
        self._known: tuple[object, Columns] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        metrics = QFontMetricsF(self._view.font())
        return QSize(round(metrics.height() * 10), round(row_height(metrics)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chart: Chart = self._view.chart
        bar: Bar = chart.bars[index.row()]
        palette, font = self._view.palette(), self._view.font()
        metrics = QFontMetricsF(font)
        rect: QRectF = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setFont(font)
        is_current = self._view.hasFocus() and self._view.currentIndex() == index
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        if is_current or is_under_mouse:
            highlight, base = (
                palette.color(QPalette.ColorRole.Highlight),
                palette.color(QPalette.ColorRole.Base),
            )
            painter.fillRect(rect, theme.mixed(highlight, base, 0.25 if is_current else 0.1))
        gap = metrics.height() / 3
        inner = rect.adjusted(gap, 0, -gap, 0)
        paint_bar(painter, inner, bar, self._columns(chart, inner.width(), font), palette)
        painter.restore()

    def _columns(self, chart: Chart, width: float, font: QFont) -> Columns:
        """Measured once for all bars."""
        key = (id(chart), width, font.key())
        if self._known is None or self._known[0] != key:
            self._known = (key, columns_of(chart, width, QFontMetricsF(font)))
        return self._known[1]
