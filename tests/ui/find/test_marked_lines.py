"""The lines of lists of hits."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.search import Query, Span
from core.session import Session
from tests.core.search.sections import book
from ui.find.hits_model import Column, HitsModel
from ui.find.hits_table import HitsTable
from ui.find.marked_lines import excerpt
from ui.marked_text import mark_colour
from ui.session_signals import SessionSignals


@pytest.mark.parametrize(
    ("text", "spans", "line", "moved"),
    [
        ("养护里程", [Span(0, 2)], "养护里程", (Span(0, 2),)),
        ("一\n二\t三", [Span(2, 3)], "一 二 三", (Span(2, 3),)),
        ("甲" * 20 + "乙", [Span(20, 21)], "…" + "甲" * 12 + "乙", (Span(13, 14),)),
        ("甲" * 13 + "乙", [Span(13, 14)], "甲" * 13 + "乙", (Span(13, 14),)),
        ("", [], "", ()),
    ],
)
def test_an_excerpt_shows_the_first_hit(
    text: str, spans: list[Span], line: str, moved: tuple[Span, ...]
) -> None:
    assert excerpt(text, spans) == (line, moved)


def test_the_list_paints_the_marks(qtbot: QtBot, qapp: QApplication) -> None:
    model = HitsModel()
    model.set_session(SessionSignals(Session(book()), model))
    table = HitsTable(model, None)  # type: ignore[arg-type]
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    model.search(Query("里程"))
    cell = table.visualRect(model.index(0, Column.TEXT))
    image = table.viewport().grab(cell).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert mark_colour(qapp.palette()).name() in colours
