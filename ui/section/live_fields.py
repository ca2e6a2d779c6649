"""Fields that send every change at once: a line, a text that grows with its content, a numbered list of goals.

A field shows a value of the book (`show_value`) and emits `edited(value, continues)` for what the user does;
`continues` is True while the user goes on typing. Undo and redo stay with the window, where all changes are undone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QInputMethodEvent,
    QIntValidator,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegularExpressionValidator,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from core.authoring import clean_cell
from core.book import Value
from core.rules import Finding
from ui import theme
from ui.finding_tool_tip import finding_tool_tip
from ui.plain_text import raw_text, text_height

TEXT_MARGIN = 3
"""Between the border of a text and its lines, in pixels."""


class LineField(QLineEdit):
    """One line of text; its value is the text as a cell carries it."""

    edited = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._continues = False
        self._findings: list[Finding] = []
        self._narrowest, self._widest = "", ""
        self.textEdited.connect(self._emit_edited)

    @property
    def value(self) -> Value:
        return clean_cell(self.text())

    def fit_to(self, widest: str, narrowest: str = "") -> None:
        """Be at most as wide as the one text needs, and at least as the other, whatever the font."""
        self._narrowest, self._widest = narrowest, widest
        width, spare = self.fontMetrics().horizontalAdvance, self.fontMetrics().height()
        self.setMaximumWidth(width(widest) + spare)
        self.setMinimumWidth(width(narrowest) + spare if narrowest else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._widest:
            self.fit_to(self._widest, self._narrowest)

    def show_value(self, value: Value) -> None:
        """Show a value of the book; what the user is typing stays where it means the same."""
        if self.value != value:
            text = "" if value is None else str(value)
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the field with the gravest of its findings and tell them in the tooltip."""
        if self._findings != findings:
            self._findings = list(findings)
            mark_findings(self, self._findings)

    def event(self, event: QEvent) -> bool:
        if leaves_to_window(event):
            return False
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            mark_findings(self, self._findings)
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._continues = False
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.end(False)  # led here by a finding or by undo: go on behind the text

    def _emit_edited(self) -> None:
        self.edited.emit(self.value, self._continues)
        self._continues = True


class NumberField(LineField):
    """A whole number above zero, or None for an empty field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QIntValidator(1, 99_999, self))

    @property
    def value(self) -> Value:
        return int(self.text()) if self.text().strip() else None


class UnitCodeField(LineField):
    """The digits of a unit code, by which text tables tell it from the unit's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,12}"), self))


class ChoiceField(QComboBox):
    """One of a few texts; a text of the book that is none of them is offered as well."""

    edited = Signal(object, bool)

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self.addItems(list(choices))
        self.textActivated.connect(lambda text: self.edited.emit(text, False))

    def show_value(self, value: Value) -> None:
        """Show a value of the book."""
        text = "" if value is None else str(value)
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentIndex(self.findText(text))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the field with the gravest of its findings and tell them in the tooltip."""
        if self._findings != findings:
            self._findings = list(findings)
            mark_findings(self, self._findings)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            mark_findings(self, self._findings)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page and must not change the book on its way


class TextField(QPlainTextEdit):
    """A text of several lines, as high as the text up to `max_lines`; its value is as a cell carries it.

    Signals:
        composed(): an input method has finished; what has changed meanwhile may be shown now.
    """

    edited = Signal(object, bool)
    composed = Signal()

    def __init__(self, max_lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.max_lines = max_lines
        self._continues = False
        self._is_composing = False
        self._shows = False
        self._known: Value = ""
        self._value: Value = None
        self._findings: list[Finding] = []
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(TEXT_MARGIN)
        self.textChanged.connect(self._forget_value)  # first of all, for others ask for the value
        self.textChanged.connect(self.updateGeometry)
        self.textChanged.connect(self._emit_edited)

    @property
    def value(self) -> Value:
        if self._value is None:  # looked up once until the text changes: every edit of the book asks for it
            self._value = self._read()
        return self._value

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._is_composing

    def show_value(self, value: Value) -> None:
        """Show a value of the book; what the user is typing stays where it means the same.

        While an input method composes nothing is shown, as that would cut it off.
        """
        if not self._is_composing:
            if self.value != value:
                self._show_text(self._as_text(value))
            self._known = self.value

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the field with the gravest of its findings and tell them in the tooltip."""
        if self._findings != findings:
            self._findings = list(findings)
            mark_findings(self, self._findings)

    def sizeHint(self) -> QSize:
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        height = max(math.ceil(text_height(self.document(), line * self.max_lines)), line)
        return QSize(200, height + 2 * (self.frameWidth() + TEXT_MARGIN) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if leaves_to_window(event):
            return False
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            mark_findings(self, self._findings)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._continues = False
        super().focusInEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_composing, self._is_composing = self._is_composing, bool(event.preeditString())
        super().inputMethodEvent(event)
        if was_composing and not self._is_composing:
            self.composed.emit()

    def _read(self) -> Value:
        """The value that the text stands for; not None."""
        return clean_cell(raw_text(self.document()))

    def _forget_value(self) -> None:
        self._value = None

    def _as_text(self, value: Value) -> str:
        return "" if value is None else str(value)

    def _show_text(self, text: str) -> None:
        """Replace the text in silence; the cursor stays as near as it can."""
        position = self.textCursor().position()
        self._shows = True
        self.setPlainText(text)
        self._shows = False
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(text)))
        self.setTextCursor(cursor)

    def _emit_edited(self) -> None:
        # An input method's text in the making is announced as a change, and none of it is in the text yet.
        if not self._shows and self.value != self._known:
            self._known = self.value
            self.edited.emit(self.value, self._continues)
            self._continues = True


class GoalsField(TextField):
    """A numbered list: each paragraph is a goal, Enter begins the next one, Shift+Enter breaks a line within one.

    Its value is the goals without the empty ones.
    """

    def __init__(self, max_lines: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(max_lines, parent)
        self._numbers = _GoalNumbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._numbers.follow)
        self._make_room()

    def _read(self) -> Value:
        texts = (clean_cell(text) for text in self.document().toRawText().split("\u2029"))
        return tuple(text for text in texts if text)

    def _as_text(self, value: Value) -> str:
        goals = value if isinstance(value, tuple) else ()
        return "\n".join(str(goal).replace("\n", "\u2028") for goal in goals)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inner.left(), inner.top(), self._numbers.width_needed(), inner.height())
        )

    def _make_room(self) -> None:
        self.setViewportMargins(self._numbers.width_needed(), 0, 0, 0)


class _GoalNumbers(QWidget):
    """Paints the number of each goal beside it."""

    def __init__(self, field: GoalsField) -> None:
        super().__init__(field)
        self._field = field

    def width_needed(self) -> int:
        digits = len(str(max(1, self._field.blockCount())))
        return QFontMetrics(self._field.font()).horizontalAdvance("9" * digits + ".") + 8

    def follow(self, area: QRect, scrolled_by: int) -> None:
        """Keep up with the field when it scrolls or repaints."""
        if scrolled_by:
            self.scroll(0, scrolled_by)
        else:
            self.update(0, area.y(), self.width(), area.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._field.font())
        painter.setPen(theme.muted_text(self.palette()))
        line_height = QFontMetrics(self._field.font()).lineSpacing()
        block = self._field.firstVisibleBlock()
        while block.isValid():
            place = self._field.blockBoundingGeometry(block).translated(self._field.contentOffset())
            if place.top() > event.rect().bottom():
                break
            number = QRect(0, round(place.top()), self.width() - 4, line_height)
            painter.drawText(number, Qt.AlignmentFlag.AlignRight, f"{block.blockNumber() + 1}.")
            block = block.next()
        painter.end()


def leaves_to_window(event: QEvent) -> bool:
    """Whether the event asks if a text field wants undo or redo for itself; then it has to say no."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        event.ignore()
        return True
    return False


def mark_findings(field: QWidget, findings: Sequence[Finding]) -> None:
    """Tint a field in the colour of its gravest finding and tell all of them in its tooltip."""
    palette = QPalette()
    if findings:
        gravest = min(finding.severity for finding in findings)
        palette.setColor(QPalette.ColorRole.Base, theme.severity_tint(gravest, QApplication.palette()))
    field.setPalette(palette)
    field.setToolTip(finding_tool_tip(findings))
