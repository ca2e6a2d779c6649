"""Accepted findings and decisions about costs travel in sheets of the workbook."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from core.book import Book
from core.cost import CostChoice, Instead
from core.decisions import Decisions
from core.formats import WorkbookKind, load, read_decisions, save
from core.formats.workbook.layout import WorkbookLayout, read_layout, write_layout
from core.session import Session
from tests.core.tables import row, table

WAIVED, COSTS = "已核实的问题", "成本计算的约定"


@pytest.fixture
def session() -> Session:
    """A finding is accepted, a cost row left out."""
    rows = row("成本指标", "设备费", "≤90万元"), row("质量指标", "抽检合格率", "≥95百分比")
    session = Session(Book([table(*rows)]))
    session.waive(next(iter(session.findings)), "合同约定", "经办人", "2026-03-31")
    project = session.book.projects[0]
    session.choose_cost(CostChoice(project.id, project.indicators[0].id, Instead.LEAVE_OUT))
    return session


def written(session: Session, layout: WorkbookLayout | None = None) -> WorkbookLayout:
    return write_layout(session.book, layout, decisions=session.decisions)


def sheets(layout: WorkbookLayout) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(layout.data)).sheetnames


@pytest.mark.parametrize("kind", WorkbookKind)
def test_a_workbook_brings_its_decisions_along(session: Session, kind: WorkbookKind) -> None:
    layout = write_layout(session.book, None, kind, decisions=session.decisions)
    book, again = read_layout(layout.data)
    assert sheets(layout)[-2:] == [WAIVED, COSTS]
    assert again.decisions == session.decisions
    assert again.unrecognised == ()
    reopened = Session(book, decisions=again.decisions)
    assert reopened.decisions == session.decisions
    assert not reopened.modified


def test_a_workbook_in_which_nothing_changed_keeps_its_bytes(session: Session) -> None:
    layout = written(session)
    assert written(session, layout) is layout


def test_a_decision_that_is_taken_back_leaves_the_workbook(session: Session) -> None:
    layout = written(session)
    session.forget_cost_choices(session.book.projects[0].id)
    layout = written(session, layout)
    assert sheets(layout)[-1] == WAIVED
    session.take_back(next(iter(session.findings.waivers)))
    layout = written(session, layout)
    assert not {WAIVED, COSTS} & set(sheets(layout))
    assert read_layout(layout.data)[1].decisions == Decisions()


def test_a_sheet_is_known_by_its_titles_and_keeps_its_name(session: Session) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(written(session).data))
    workbook[WAIVED].title = "核实清单"
    workbook["核实清单"].insert_rows(1)
    workbook["核实清单"]["A1"] = "一季度核实清单"
    buffer = io.BytesIO()
    workbook.save(buffer)
    book, layout = read_layout(buffer.getvalue())
    assert layout.decisions.waivers == session.decisions.waivers
    reopened = Session(book, decisions=layout.decisions)
    reopened.waive(next(iter(reopened.findings)), "另有批复")
    again = write_layout(book, layout, decisions=reopened.decisions)
    assert sheets(again)[-2:] == ["核实清单", COSTS]
    assert len(read_layout(again.data)[1].decisions.waivers) == 2


def test_a_sheet_of_the_users_own_that_is_called_the_same_stays(session: Session) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(write_layout(session.book, None).data))
    workbook.create_sheet(WAIVED)["A1"] = "这里记的是别的事"
    buffer = io.BytesIO()
    workbook.save(buffer)
    book, layout = read_layout(buffer.getvalue())
    assert [part.text for part in layout.unrecognised] == ["这里记的是别的事"]
    reopened = Session(book)
    reopened.waive(next(iter(reopened.findings)), "合同约定")
    again = write_layout(book, layout, decisions=reopened.decisions)
    assert sheets(again)[-2:] == [WAIVED, f"{WAIVED}(2)"]
    assert openpyxl.load_workbook(io.BytesIO(again.data))[WAIVED]["A1"].value == "这里记的是别的事"


def test_decisions_go_from_a_workbook_into_text_and_back(session: Session, tmp_path: Path) -> None:
    save(session.book, tmp_path / "一.xlsx", decisions=session.decisions)
    for source, target in (("一.xlsx", "二.txt"), ("二.txt", "三.json"), ("三.json", "四.xlsx")):
        book, layout = load(tmp_path / source)
        save(book, tmp_path / target, layout, decisions=read_decisions(tmp_path / source, layout))
    _, layout = load(tmp_path / "四.xlsx")
    assert read_decisions(tmp_path / "四.xlsx", layout) == session.decisions
