"""Fields know their value without reading their text anew, and it is the one that the text stands for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPalette, QTextCursor
from pytestqt.qtbot import QtBot

from core.authoring import clean_cell
from core.book import ItemId, Place
from core.rules import Finding, Severity
from ui.plain_text import raw_text
from ui.section.live_fields import ChoiceField, GoalsField, TextField, mark_findings


@pytest.mark.parametrize("kind", [TextField, GoalsField])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["show", "write", "delete", "undo"]), st.text("培训 ab\n\t\u2028", max_size=8)
        ),
        max_size=6,
    )
)
def test_the_value_follows_every_change_of_the_text(
    qtbot: QtBot, kind: type[TextField], steps: list[tuple[str, str]]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    for step, text in steps:
        match step:
            case "show":
                field.show_value(tuple(text.split()) if kind is GoalsField else text)
            case "write":
                field.insertPlainText(text)
            case "delete":
                field.moveCursor(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
                field.textCursor().removeSelectedText()
            case "undo":
                field.undo()
        if kind is GoalsField:
            texts = map(clean_cell, field.document().toRawText().split("\u2029"))
            assert field.value == tuple(text for text in texts if text)
        else:
            assert field.value == clean_cell(raw_text(field.document()))


def test_the_mark_of_a_choice_goes_with_the_colours_of_the_program(qtbot: QtBot) -> None:
    finding = Finding("cost-over-budget", Severity.ERROR, Place(ItemId(1), field="money_unit"), "超出预算")
    field, fresh = ChoiceField(["万元", "元"]), ChoiceField(["万元", "元"])
    for one in (field, fresh):
        qtbot.addWidget(one)
    field.show_findings([finding])
    mark_findings(fresh, [finding])
    role = QPalette.ColorRole.Base
    assert field.palette().color(role) == fresh.palette().color(role)
    field.setPalette(QPalette())
    QCoreApplication.sendEvent(field, QEvent(QEvent.Type.ApplicationPaletteChange))
    assert field.palette().color(role) == fresh.palette().color(role)
    field.show_findings([])
    assert field.palette().color(role) != fresh.palette().color(role)
