"""The detail pane: the formula bar grown up, for texts that are longer than their cells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.book import Book, Indicator, Place, Row, Section, Value
from core.edit import SetField
from core.place_titles import place_title, section_title
from core.rules import Finding, Severity
from core.session import Change, Session
from ui import theme
from ui.detail.finding_lines import FindingLines
from ui.detail.place_text import PlaceText
from ui.detail.target_reading import reading
from ui.detail.text_limits import LengthNote, length_note
from ui.edit_labels import edit_label
from ui.elided_label import ElidedLabel
from ui.session_signals import SessionSignals, follow

_CHANGED_ELSEWHERE = ("level1", "level2", "name", "unit_code", "money_unit")
"""Fields whose change means more than another text: a group is renamed, a heading follows."""


class DetailPane(QWidget):
    """Shows the text at one place of the session, and edits it: where it is, what it says, what is found there.

    It never takes the focus by itself; `setFocus` leads into the text.

    Signals:
        left(): the user is done with the text, or it is gone, and the focus should go back to the table.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signals: SessionSignals | None = None
        self._place: Place | None = None
        self._where = ElidedLabel()
        self._length = QLabel()
        self._text = PlaceText()
        self._remark = ElidedLabel()
        self._findings = FindingLines()
        self._lay_out()
        self.setFocusProxy(self._text)
        self._text.edited.connect(self._edit)
        self._text.composed.connect(self._refresh)
        self._text.left.connect(self.left)
        self._refresh()

    def set_session(self, signals: SessionSignals | None) -> None:
        follow(self._signals, signals, self._on_changed)
        self._signals = signals
        self.show_place(None)

    def show_place(self, place: Place | None) -> None:
        """Show the text of a section or of a row; None, or a place without a text, shows that there is none."""
        if place != self._place:
            self._text.turn_to_another_place()
        self._place = place
        self._refresh()

    @property
    def place(self) -> Place | None:
        return self._place

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._refresh()

    # ── Showing ──

    def _on_changed(self, change: Change) -> None:
        if self._place is not None and (change.order or self._place.section in change.sections):
            self._refresh()

    def _refresh(self) -> None:
        """Show the place as it is now."""
        session = self._signals.session if self._signals else None
        if session is None or self._place is None or (text := _text_at(session.book, self._place)) is None:
            self._show_nothing()
            return
        book, place = session.book, self._place
        title = place_title(book, place)
        self._where.show_text(f"{section_title(book.section(place.section))} · {title}")
        self._show_text(text, title, is_fixed=_is_fixed(book, place))
        self._show_remark(book, place, text)
        self._show_length(length_note(_holder(book, place), place.field or "", text))
        self._show_findings(session, place)
        self._pages.setCurrentWidget(self._page)

    def _show_nothing(self) -> None:
        """The empty state; the focus must not stay in a text that is gone."""
        had_focus = self._text.hasFocus()
        self._pages.setCurrentWidget(self._empty)
        if had_focus:
            self.left.emit()

    def _show_text(self, text: str, title: str, *, is_fixed: bool) -> None:
        if self._text.isReadOnly() is not is_fixed:
            self._text.setReadOnly(is_fixed)
        self._text.setAccessibleName(title)
        self._text.show_value(text)

    def _show_remark(self, book: Book, place: Place, text: str) -> None:
        """What a target value means, or why a text cannot be changed here."""
        remark = ""
        if place.field == "value" and isinstance(_holder(book, place), Indicator):
            remark = reading(text)
        elif _is_fixed(book, place):
            remark = self.tr("请在表格里修改")
        self._remark.show_text(remark)
        self._remark.setVisible(bool(remark))
        _colour(self._remark, theme.muted_text(self.palette()))

    def _show_length(self, note: LengthNote | None) -> None:
        self._length.setVisible(note is not None)
        if note is not None:
            self._length.setText(note.text)
            warning = theme.severity_colour(Severity.WARNING, self.palette())
            _colour(self._length, warning if note.is_over else theme.muted_text(self.palette()))

    def _show_findings(self, session: Session, place: Place) -> None:
        found = [finding for finding in session.findings.of(place.section) if _concerns(finding, place)]
        self._text.show_findings(found)
        self._findings.show_findings(found)

    # ── Editing ──

    def _edit(self, value: Value, continues: bool) -> None:
        if self._signals is None or self._place is None:
            return
        session = self._signals.session
        if _text_at(session.book, self._place) is not None and not _is_fixed(session.book, self._place):
            label = self._label(session.book, self._place)
            session.apply(SetField(self._place, value), label, continues=continues)

    def _label(self, book: Book, place: Place) -> str:
        """What the menu calls the change; for a cell as if it was made in the table."""
        if isinstance(_holder(book, place), Indicator):
            return edit_label(place.field or "")
        return self.tr("修改{0}").format(place_title(book, place._replace(row=None)))

    # ── Parts ──

    def _lay_out(self) -> None:
        self._length.setTextFormat(Qt.TextFormat.PlainText)
        self._page = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._where, 1)
        head.addWidget(self._length)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text, 1)
        column.addWidget(self._remark)
        column.addWidget(self._findings)
        self._empty = QLabel(self.tr("没有选中单元格"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)


def _holder(book: Book, place: Place) -> Section | Row:
    """The section or the row that has the field. Raises LookupError when it is gone."""
    section = book.section(place.section)
    return section if place.row is None else section.row(place.row)


def _value_at(book: Book, place: Place) -> Value:
    value: Value = getattr(_holder(book, place), place.field or "", None)
    return value


def _text_at(book: Book, place: Place) -> str | None:
    """The text at a place, goals one below the other; None where there is no text, or no such place."""
    try:
        value = _value_at(book, place)
    except LookupError:
        return None
    if isinstance(value, tuple) and place.field == "goals":
        return "\n".join(str(goal) for goal in value)
    return value if isinstance(value, str) else None


def _is_fixed(book: Book, place: Place) -> bool:
    """Whether the text is changed elsewhere only."""
    return place.field in _CHANGED_ELSEWHERE or not isinstance(_value_at(book, place), str)


def _concerns(finding: Finding, place: Place) -> bool:
    """Whether a finding is about the place; those about a whole row are shown with its name."""
    return any(
        about.row == place.row
        and (about.field == place.field or (about.field is None and place.field == "level3"))
        for about in (finding.place, *finding.others)
    )


def _colour(label: QLabel, colour: QColor) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    label.setPalette(palette)
