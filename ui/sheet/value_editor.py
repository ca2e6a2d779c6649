"""The panel below a value cell that offers operator, number and unit and writes them as one text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.rules import Severity
from core.target import Operator, TargetKind, parse
from core.target_parts import (
    QUALITATIVE_VALUES,
    TargetParts,
    composed,
    offered_units,
    parts_of,
    with_operator,
)
from core.typography import plain
from core.unit import parse_unit
from ui import theme

_OPERATORS = (Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL, Operator.ABOVE, Operator.BELOW)
_IN_WORDS = len(_OPERATORS)
"""The number of the button 定性 behind those of the operators."""

_WIDTH = 20
"""Of the panel, in heights of its font."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ValueEditor(QFrame):
    """Edits one target value; lies above the window of `parent`. What the user leaves alone stays as it is written.

    Enter writes, Esc does not. When the focus goes elsewhere in the window, a changed value is written, as an open
    cell does. The panel then closes and deletes itself.

    Signals:
        accepted(str): the value to write.
        rejected(): nothing is to be written.
    """

    accepted = Signal(str)
    rejected = Signal()

    def __init__(self, text: str, units: Sequence[str], parent: QWidget) -> None:
        """`units` are those in use in the book, the most fitting first."""
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._original = text
        self._parts = parts_of(text) or TargetParts()
        self._operator: Operator | None = None if self._parts.number else Operator.AT_LEAST
        self._is_touched = self._is_finished = False
        self._owner, self._window = parent, parent.window()
        self._build(units)
        self._start()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @property
    def text(self) -> str:
        """The value as it would be written now."""
        if not self._is_touched:
            return self._original
        return self.words_box.currentText() if self._is_in_words else self._composed()

    def move_below(self, cell: QRect) -> None:
        """Lie below a cell, given in global coordinates; above it where the window ends, and within the window."""
        window = self._window
        self.adjustSize()
        below = window.mapFromGlobal(cell.bottomLeft()) + QPoint(0, 1)
        above = window.mapFromGlobal(cell.topLeft()) - QPoint(0, self.height())
        fits = below.y() + self.height() <= window.height() or above.y() < 0
        place = below if fits else above
        last = window.rect().bottomRight() - self.rect().bottomRight()
        self.move(max(0, min(place.x(), last.x())), max(0, min(place.y(), last.y())))
        self.raise_()

    # ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self, units: Sequence[str]) -> None:
        self.setAutoFillBackground(True)
        self._build_fields(units)
        self.preview, self.hint = QLabel(self), QLabel(self)
        for label in (self.preview, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
        font = self.preview.font()
        font.setBold(True)
        self.preview.setFont(font)
        layout = QVBoxLayout(self)
        layout.addLayout(self._operator_buttons())
        layout.addWidget(self._fields)
        layout.addWidget(self.preview)
        layout.addWidget(self.hint)
        self.setFixedWidth(self.fontMetrics().height() * _WIDTH)

    def _operator_buttons(self) -> QHBoxLayout:
        self.operators = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(2)
        names = (self.tr("不低于"), self.tr("不超过"), self.tr("等于"), self.tr("大于"), self.tr("小于"))
        texts = [(str(operator), name) for operator, name in zip(_OPERATORS, names, strict=True)]
        texts.append((self.tr("定性"), self.tr("用文字或时间表述，不用数字")))
        for number, (text, name) in enumerate(texts):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setMinimumWidth(self.fontMetrics().height() * 2)
            self.operators.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _build_fields(self, units: Sequence[str]) -> None:
        self.number_line = _NumberLine(self)
        self.number_line.setPlaceholderText(self.tr("数字"))
        self.number_line.setAccessibleName(self.tr("数字"))
        self.unit_box = _editable_box(self, self.tr("单位"), offered_units(units, self._parts.unit))
        self.words_box = _editable_box(self, self.tr("文字"), QUALITATIVE_VALUES)
        numeric = QWidget(self)
        line = QHBoxLayout(numeric)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.number_line, 1)
        line.addWidget(self.unit_box, 1)
        self._fields = QStackedWidget(self)
        self._fields.addWidget(numeric)
        self._fields.addWidget(self.words_box)

    def _start(self) -> None:
        """Show the value that is there, then listen to the user."""
        in_words = bool(self._original.strip()) and not self._parts.number
        self.number_line.setText(self._parts.number)
        self.unit_box.setCurrentText(self._parts.unit)
        self.words_box.setCurrentText(self._original if in_words else "")
        operator = self._operator or self._parts.target.effective_operator
        self.operators.button(_IN_WORDS if in_words else _OPERATORS.index(operator)).setChecked(True)
        self._show_fields()
        self._show_text()
        self.operators.idClicked.connect(self._choose)
        self.number_line.operator_typed.connect(lambda operator: self._choose(_OPERATORS.index(operator)))
        self.number_line.textEdited.connect(self._touch)
        self.number_line.editingFinished.connect(self._tidy_number)
        self.unit_box.currentTextChanged.connect(self._touch)
        self.words_box.currentTextChanged.connect(self._touch)

    # ── The value ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _is_in_words(self) -> bool:
        return self.operators.checkedId() == _IN_WORDS

    def _composed(self) -> str:
        parts = self._entered()
        if not parts.number:
            return ""
        return composed(with_operator(parts, self._operator) if self._operator else parts)

    def _entered(self) -> TargetParts:
        """What the fields say; a unit or an afterword behind the number counts before those that were there."""
        typed, unit = parts_of(self.number_line.text()), self.unit_box.currentText()
        if typed is None:
            return self._parts._replace(number=self.number_line.text().strip(), unit=unit)
        return self._parts._replace(
            number=typed.number, unit=typed.unit or unit, rest=typed.rest or self._parts.rest
        )

    # ── What the user does ────────────────────────────────────────────────────────────────────────────────────

    def _choose(self, number: int) -> None:
        self.operators.button(number).setChecked(True)
        self._operator = None if number == _IN_WORDS else _OPERATORS[number]
        self._show_fields()
        self._touch()

    def _tidy_number(self) -> None:
        """Put a unit that was typed behind the number where units stand."""
        typed = parts_of(self.number_line.text())
        if typed and typed.unit:
            self._parts = self._entered()
            self.number_line.setText(self._parts.number)
            self.unit_box.setCurrentText(self._parts.unit)

    def _touch(self) -> None:
        self._is_touched = True
        self._show_text()

    # ── What it shows ─────────────────────────────────────────────────────────────────────────────────────────

    def _show_fields(self) -> None:
        """The fields for a number or the one for words; the focus goes along."""
        had_focus = self._fields.isAncestorOf(QApplication.focusWidget() or self)
        self._fields.setCurrentIndex(self._is_in_words)
        if had_focus:
            self._first_field().setFocus()

    def _first_field(self) -> QWidget:
        return self.words_box if self._is_in_words else self.number_line

    def _show_text(self) -> None:
        self._show_in(self.preview, self.text or self.tr("（空）"))
        problem = self._problem()
        self._show_in(self.hint, problem or self.tr("Enter 写入，Esc 取消"))
        palette = self.palette()
        warning, muted = theme.severity_colour(Severity.WARNING, palette), theme.muted_text(palette)
        palette.setColor(QPalette.ColorRole.WindowText, warning if problem else muted)
        self.hint.setPalette(palette)
        self._mark_chosen()

    def _show_in(self, label: QLabel, text: str) -> None:
        """One line of the text, as much as fits; the whole of it as tool tip."""
        room = (_WIDTH - 2) * self.fontMetrics().height()
        line = " ".join(text.splitlines())
        label.setText(label.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room))
        label.setToolTip(theme.as_tool_tip(*text.splitlines()) if label.text() != text else "")

    def _mark_chosen(self) -> None:
        """Paint the chosen operator as a selection; on dark ground Fusion hardly shows it otherwise."""
        role, chosen = QPalette.ColorRole, self.palette()
        chosen.setColor(role.Button, chosen.color(role.Highlight))
        chosen.setColor(role.ButtonText, chosen.color(role.HighlightedText))
        for button in self.operators.buttons():
            button.setPalette(chosen if button.isChecked() else self.palette())

    def _problem(self) -> str:
        """What to look at before the value is written, in the user's words; nothing forbids to write it."""
        number, unit = self.number_line.text().strip(), parse_unit(self._entered().unit)
        if self._is_in_words:
            return ""
        if number and parts_of(number) is None:
            return self.tr("“{0}”不是数字；要写文字请选“定性”").format(number)
        if unit and unit.preferred:
            return self.tr("单位“{0}”宜写成“{1}”").format(unit.text, unit.preferred)
        return ""

    # ── Qt ────────────────────────────────────────────────────────────────────────────────────────────────────

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first_field().setFocus(Qt.FocusReason.PopupFocusReason)
        line = self.words_box.lineEdit() if self._is_in_words else self.number_line
        if line is not None:
            line.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        painter.setPen(theme.mixed(palette.color(role.WindowText), palette.color(role.Window), 0.4))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _key_of(event) in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()  # not for the window's actions
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._finish(writes=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(writes=False)
        # Any other key that a field leaves alone is not for the table behind.

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the panel."""
        fields = [self.words_box] if self._is_in_words else [self.number_line, self.unit_box]
        stops = [self.operators.checkedButton(), *fields]
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), 0)
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "hint"):
            self._show_text()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Close when the focus goes elsewhere in the program; not when another program comes to the front."""
        if new is not None and self.isVisible() and not self._holds(new):
            self._finish(writes=self.text != self._original)

    def _holds(self, widget: QWidget) -> bool:
        """Whether the widget belongs to the panel or to a list that one of its fields has opened."""
        owner: QWidget | None = widget
        while owner is not None and owner is not self:
            owner = owner.parentWidget()
        return owner is self

    def _finish(self, *, writes: bool) -> None:
        if self._is_finished:
            return
        self._is_finished = True
        text = self.text
        if self._holds(QApplication.focusWidget() or self):
            self._owner.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()
        if writes:
            self.accepted.emit(text)
        else:
            self.rejected.emit()


class _NumberLine(QLineEdit):
    """Takes operators out of what is typed or pasted, wherever they stand; > and = one after the other are ≥.

    Signals:
        operator_typed(Operator)
    """

    operator_typed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._last = ""
        self.textEdited.connect(self._sort_out)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_operator(event.text()):
            self._take(event.text())  # and leave a selected number alone
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if _is_operator(event.commitString()):
            self._take(event.commitString())
        else:
            super().inputMethodEvent(event)

    def _sort_out(self, typed: str) -> None:
        symbols = "".join(filter(_is_operator, typed))
        self._last = ""
        if symbols:
            cursor = self.cursorPosition()
            before = sum(map(_is_operator, typed[:cursor]))
            self.setText("".join(character for character in typed if not _is_operator(character)))
            self.setCursorPosition(cursor - before)
            self._take(symbols)

    def _take(self, symbols: str) -> None:
        last, self._last = self._last, plain(symbols)
        for candidate in (last + symbols, symbols, symbols[-1]):
            target = parse(f"{candidate}1")
            if target.operator and target.kind is TargetKind.NUMBER:
                self.operator_typed.emit(target.operator)
                return


def _is_operator(text: str) -> bool:
    words = plain(text)
    return bool(words) and set(words) <= set("≥≤=><")


def _key_of(event: QEvent) -> int | None:
    return event.key() if isinstance(event, QKeyEvent) else None


def _editable_box(parent: QWidget, name: str, offered: Sequence[str]) -> QComboBox:
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    # Completion would turn 个 into 个月, which begins with it.
    box.setCompleter(None)  # type: ignore[arg-type]
    box.addItems(list(offered))
    box.setCurrentIndex(-1)
    box.setAccessibleName(name)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText(name)
    return box
