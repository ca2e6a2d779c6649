"""The grid painted row by row: the same picture as Qt makes cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from core.all_indicators.line import Column
from core.book import Place
from core.session import Session
from tests.ui.grid.hands import place_of
from ui.grid.grid_page import GridPage
from ui.grid.grid_view import GridView


class _Marks:
    """A search that has found the second and third character of every name."""

    current_place: Place | None = None

    def spans_at(self, place: Place) -> list[tuple[int, int]]:
        return [(1, 3)] if place.field == Column.LEVEL3 else []


def _plain(page: GridPage, session: Session) -> None:
    """Nothing but the cells."""


def _with_current_cell(page: GridPage, session: Session) -> None:
    page.go_to(place_of(session, "学员满意度", 2))


def _with_selection(page: GridPage, session: Session) -> None:
    model, select = page.model, QItemSelectionModel.SelectionFlag.Select
    page.go_to(place_of(session, "学员满意度", 2))
    for top, left, bottom, right in ((1, 1, 4, 3), (2, 5, 3, 5), (3, 3, 6, 4)):
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        page.view.selectionModel().select(block, select)


def _with_marks(page: GridPage, session: Session) -> None:
    page.view.cell_delegate.marks = _Marks()


def _scrolled(page: GridPage, session: Session) -> None:
    page.resize(500, 200)
    QApplication.processEvents()
    page.view.verticalScrollBar().setValue(13)
    page.view.horizontalScrollBar().setValue(31)


def _with_hidden_and_narrow_columns(page: GridPage, session: Session) -> None:
    page.view.setColumnHidden(1, True)
    page.view.setColumnWidth(4, 31)


def _striped(page: GridPage, session: Session) -> None:
    page.view.setAlternatingRowColors(True)


def _disabled(page: GridPage, session: Session) -> None:
    page.view.setEnabled(False)


def _without_rows(page: GridPage, session: Session) -> None:
    page.set_session(None)


_STATES = (
    _plain,
    _with_current_cell,
    _with_selection,
    _with_marks,
    _scrolled,
    _with_hidden_and_narrow_columns,
    _striped,
    _disabled,
    _without_rows,
)


@pytest.mark.parametrize("bring_about", _STATES)
def test_the_picture_is_that_which_qt_makes_cell_by_cell(
    page: GridPage,
    session: Session,
    bring_about: Callable[[GridPage, Session], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring_about(page, session)
    painted = _picture(page.view)

    def paint_cell_by_cell(view: GridView, event: QPaintEvent) -> None:
        QTableView.paintEvent(view, event)

    monkeypatch.setattr(GridView, "paintEvent", paint_cell_by_cell)
    assert _picture(page.view) == painted


def test_a_part_is_painted_as_in_the_whole(page: GridPage) -> None:
    part = QRect(40, 30, 220, 90)
    assert _picture(page.view, part) == _picture(page.view).copy(part)


def _picture(view: GridView, part: QRect | None = None) -> QImage:
    return view.viewport().grab(part or view.viewport().rect()).toImage()
