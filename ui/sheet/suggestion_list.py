"""The list of suggestions below a cell that is being written; it never takes the keyboard from the cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QWidget

from core.completion import Suggestion
from ui import theme
from ui.sheet.cell_model import Index, StyleOption

_SourceRole = Qt.ItemDataRole.UserRole + 1

_WIDEST = 44
"""Width of the list at most, in line heights."""


class SuggestionList(QListView):
    """Floats over a window, below or above what it belongs to. At first none of the suggestions is selected.

    Signals:
        chosen(Suggestion): the user clicked one.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._model = _SuggestionModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_SuggestionDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setAccessibleName(self.tr("可选的内容"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.chosen.emit(self._model.suggestions[index.row()]))
        self.hide()

    @property
    def selected(self) -> Suggestion | None:
        row = self.currentIndex().row()
        return self._model.suggestions[row] if row >= 0 else None

    def offer(self, suggestions: Sequence[Suggestion], line: QRect) -> None:
        """Show these below `line`, given in the window's coordinates, or above it where there is more room."""
        self._model.show(suggestions)
        self.clearSelection()
        self.scrollToTop()
        self._place(line)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Select the next (1) or the previous (-1) suggestion; past the ends none is selected, then they start anew."""
        count = self._model.rowCount()
        row = (self.currentIndex().row() + 1 + by) % (count + 1) - 1
        self.setCurrentIndex(self._model.index(row, 0) if row >= 0 else QModelIndex())

    def _place(self, line: QRect) -> None:
        window = self._window.rect()
        frame = 2 * self.frameWidth()
        wanted = self._model.rowCount() * self.sizeHintForRow(0) + frame
        below, above = window.bottom() - line.bottom(), line.top() - window.top()
        goes_below = wanted <= below or below >= above
        height = min(wanted, below if goes_below else above)
        width = min(max(line.width(), self._natural_width() + frame), window.width())
        left = max(0, min(line.left(), window.right() + 1 - width))
        top = line.bottom() + 1 if goes_below else line.top() - height
        self.setGeometry(QRect(QPoint(left, top), QSize(width, height)))

    def _natural_width(self) -> int:
        widest = max(
            self.sizeHintForIndex(self._model.index(row, 0)).width() for row in range(self._model.rowCount())
        )
        return min(widest, _WIDEST * self.fontMetrics().height())


class _SuggestionModel(QAbstractListModel):
    """The suggestions of the moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.suggestions: Sequence[Suggestion] = ()

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.suggestions = suggestions
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.suggestions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        suggestion = self.suggestions[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return suggestion.text
            case Qt.ItemDataRole.ToolTipRole:
                return theme.as_tool_tip(suggestion.text, suggestion.source)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return suggestion.source
            case _ if role == _SourceRole:
                return suggestion.source
        return None


class _SuggestionDelegate(QStyledItemDelegate):
    """Paints a suggestion on one line: its text, and at the right, quietly, where it comes from."""

    def paint(self, painter: QPainter, option: StyleOption, index: Index) -> None:
        text, source = _shown(index)
        metrics, palette = QFontMetrics(option.font), option.palette
        margin = _margin(metrics)
        inner = option.rect.adjusted(margin, 0, -margin, 0)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text_colour = palette.color(
            QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        )
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(option.rect, _ground(option, is_selected))
        painter.setPen(text_colour if is_selected else theme.muted_text(palette))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, source)
        inner.setRight(inner.right() - metrics.horizontalAdvance(source) - 2 * margin)
        line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(text_colour)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()

    def sizeHint(self, option: StyleOption, index: Index) -> QSize:
        text, source = _shown(index)
        metrics = QFontMetrics(option.font)
        texts = metrics.horizontalAdvance(text) + metrics.horizontalAdvance(source)
        return QSize(texts + 4 * _margin(metrics), round(metrics.height() * 1.4))


def _ground(option: StyleOption, is_selected: bool) -> object:
    palette = option.palette
    base = palette.color(QPalette.ColorRole.Base)
    if is_selected:
        return palette.color(QPalette.ColorRole.Highlight)
    is_under_mouse = option.state & QStyle.StateFlag.State_MouseOver
    return theme.mixed(palette.color(QPalette.ColorRole.Highlight), base, 0.2) if is_under_mouse else base


def _shown(index: Index) -> tuple[str, str]:
    """Text, on one line, and source of a suggestion."""
    return str(index.data()).replace("\n", " "), str(index.data(_SourceRole))


def _margin(metrics: QFontMetrics) -> int:
    return max(4, metrics.height() // 3)
