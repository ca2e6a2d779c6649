"""Opens the value editor below the current cell of a sheet, and writes what it gives."""

from __future__ import annotations

from PySide6.QtCore import QRect

from core.book import Book, Place
from core.cell_edits import set_texts, texts_of
from core.target import parse
from ui.edit_labels import edit_label
from ui.sheet.sheet import Sheet
from ui.sheet.value_editor import ValueEditor


def edit_value(sheet: Sheet) -> None:
    """Let the user edit the current row's 指标值 by its parts."""
    current = sheet.current_place()
    if current is None or current.row is None or sheet.session is None:
        return
    place = current._replace(field="value")
    index = sheet.index_of(place)
    if not index.isValid():
        return
    sheet.setFocus()  # an open cell hands in its text
    sheet.setCurrentIndex(index)
    sheet.scrollTo(index)
    book = sheet.session.book
    editor = ValueEditor(texts_of(book, [[place]])[0][0], _units_near(book, place), sheet)
    editor.accepted.connect(lambda text: _write(sheet, place, text))
    cell = sheet.visualRect(index)
    editor.move_below(QRect(sheet.viewport().mapToGlobal(cell.topLeft()), cell.size()))
    editor.show()


def _write(sheet: Sheet, place: Place, text: str) -> None:
    if sheet.session is not None and place.section in sheet.session.book:
        sheet.apply(set_texts(sheet.session.book, [(place, text)]), edit_label("value"))


def _units_near(book: Book, place: Place) -> list[str]:
    """The units of the project's values, those of the row's own category first."""
    project = book.project(place.section)
    row = project.indicators[project.row_index(place.row)] if place.row is not None else None
    rows = sorted(project.indicators, key=lambda other: row is not None and other.category != row.category)
    units = (parse(other.value).unit for other in rows)
    return list(dict.fromkeys(unit.text for unit in units if unit is not None))
