"""What a user sees in the grid, and hands to choose cells and click titles."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.all_indicators.line import Column
from core.book import Place
from core.session import Session
from ui.grid.filter_popup import FilterPopup
from ui.grid.grid_model import GridModel
from ui.grid.grid_page import GridPage
from ui.sheet.cell_editors import CellEditor, LevelEditor

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def column(model: GridModel, wanted: Column) -> list[str]:
    """What the table says in a column, from top to bottom."""
    section = model.columns.index(wanted)
    return [str(model.index(line, section).data()) for line in range(model.rowCount())]


def place_of(session: Session, level3: str, project: int = 0, field: str = "value") -> Place:
    """A cell of the row with this name in a project, counted from 0."""
    found = session.book.projects[project]
    return Place(found.id, next(one.id for one in found.indicators if one.level3 == level3), field)


def value(session: Session, place: Place) -> str:
    row = session.book.project(place.section).row(place.row)  # type: ignore[arg-type]
    return str(getattr(row, str(place.field)))


def current(page: GridPage) -> str:
    return str(page.view.currentIndex().data())


def editor(page: GridPage) -> QWidget:
    found = [*page.findChildren(CellEditor), *page.findChildren(LevelEditor)]
    shown = [widget for widget in found if widget.isVisible()]
    assert len(shown) == 1
    return shown[0]


def click_filter_button(qtbot: QtBot, page: GridPage, wanted: Column) -> FilterPopup:
    """Click the button in a column's title and return what opens."""
    header = page.view.filter_header
    button = header.button_rect(page.model.columns.index(wanted))
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    return opened(page)


def opened(page: GridPage) -> FilterPopup:
    """The popup that is open."""
    (popup,) = (popup for popup in page.findChildren(FilterPopup) if popup.isVisible())
    return popup


def tick(qtbot: QtBot, popup: FilterPopup, value: str) -> None:
    """Click the box before a listed value."""
    model = popup.value_list.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    cell = popup.value_list.visualRect(model.index(texts.index(value), 0))
    box = QPoint(cell.left() + popup.fontMetrics().height() // 2, cell.center().y())
    qtbot.mouseClick(popup.value_list.viewport(), Qt.MouseButton.LeftButton, pos=box)


def listed(popup: FilterPopup) -> list[tuple[str, str, bool]]:
    """The listed values with their counts and whether they are ticked."""
    model = popup.value_list.model()
    lines = [(model.index(row, 0), model.index(row, 1)) for row in range(model.rowCount())]
    checked = Qt.CheckState.Checked
    return [
        (name.data(), count.data(), Qt.CheckState(name.data(Qt.ItemDataRole.CheckStateRole)) == checked)
        for name, count in lines
    ]
