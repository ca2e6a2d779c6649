"""Files as a reviewer sees them."""

import logging
from decimal import Decimal
from pathlib import Path

import pytest

from core.book import Book, Place
from core.formats import Layout, save
from core.progress import Cancelled
from core.report import Checked, review_book, review_file, review_files, tables_below
from core.report.places import place_text, place_title
from core.report.printable import printable, shortened
from core.report.review import distinct_names
from core.rules import Criterion, Finding, Severity
from core.session import Session
from tests.core.report.reviews import reviewed, two_units
from tests.core.tables import table


def test_units_have_their_projects_indicators_and_budget_in_wan() -> None:
    roads, clinics = reviewed().units
    assert (roads.title, roads.projects, roads.indicators) == ("990101 示例市公路中心", 2, 13)
    assert roads.budget == Decimal(40)
    assert clinics.budget == Decimal(5)


def test_a_budget_that_is_no_number_is_counted_apart() -> None:
    (unit,) = review_book(
        "a", Book([table(budget="约20"), table(), table(money_unit="美元")]), Checked([])
    ).units
    assert (unit.budget, unit.without_budget) == (Decimal(20), 2)


def test_a_remark_says_where_it_is_and_what_stands_there() -> None:
    remark = reviewed("预算数有误").remarks[0]
    assert (remark.criterion, remark.severity) == (Criterion.COMPLETENESS, Severity.ERROR)
    assert (remark.project, remark.place, remark.text) == ("1 示例路面养护", "预算数", "20.00")
    assert remark.message == "预算数有误"


def test_what_is_waived_does_not_count() -> None:
    file = reviewed()
    assert [file.count(severity) for severity in Severity] == [1, 0, 1]
    assert file.count_waived() == file.count_waived("990101 示例市公路中心") == 1
    assert file.remarks[-1].waived == "已与单位核实"


def test_waivers_of_an_open_book_are_told_with_who_gave_them() -> None:
    session = Session(Book([table(budget="0.00")]))
    (finding,) = (one for one in session.findings if one.rule == "budget-zero")
    session.findings.waive(finding, "按批复执行", "王主任", "2026-03-31")
    file = review_book("a", session.book, Checked.of(session.findings))
    assert [remark.waived for remark in file.remarks if remark.waived] == ["按批复执行（王主任，2026-03-31）"]
    assert file.count(Severity.ERROR) == session.findings.count(Severity.ERROR)


def test_a_finding_about_several_rows_says_how_many() -> None:
    book = Book([table()])
    first, *others = (
        Place(book.projects[0].id, row.id, "description") for row in book.projects[0].indicators
    )
    found = Finding("required-empty", Severity.HINT, first, "与名称相同", others=tuple(others))
    assert review_book("a", book, Checked([found])).remarks[0].place == "培训人数 · 绩效指标描述，共 6 处"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("purpose", " 培训 ", " 培训 "),
        ("purpose", "  ", "（空）"),
        ("code", None, "（空）"),
        ("goals", ("只有一条",), "只有一条"),
        ("goals", ("第一", "第二"), "1. 第一\n2. 第二"),
        ("number", 3, "3"),
    ],
)
def test_a_field_is_shown_as_it_stands(field: str, value: str, shown: str) -> None:
    project = table(**{field: value})
    assert place_text(project, Place(project.id, None, field)) == shown


def test_rows_are_named_by_their_level_3_and_shown_with_their_value() -> None:
    project = table()
    place = Place(project.id, project.indicators[0].id)
    assert place_title(project, place._replace(field="value")) == "培训人数 · 指标值"
    assert place_text(project, place) == "培训人数　≥300人次"
    assert place_title(project, Place(project.id)) == "整个项目"


def test_an_unreadable_file_is_told_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    good, empty, gone = tmp_path / "好.xlsx", tmp_path / "空.txt", tmp_path / "无.txt"
    save(two_units(), good)
    empty.write_bytes(b"")
    files = list(review_files([gone, empty, good]))
    assert [file.name for file in files] == ["无.txt", "空.txt", "好.xlsx"]
    assert "不存在" in (files[0].failure or "")
    assert "空文件" in (files[1].failure or "")
    assert files[2].failure is None
    assert sum(unit.projects for unit in files[2].units) == 3


def test_an_unexpected_error_costs_one_file_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def fails(path: Path, book: Book, layout: Layout) -> Checked:
        raise ZeroDivisionError

    save(two_units(), tmp_path / "好.xlsx")
    with caplog.at_level(logging.CRITICAL):
        file = review_file(tmp_path / "好.xlsx", "好.xlsx", fails)
    assert "ZeroDivisionError" in (file.failure or "")


def test_the_progress_grows_over_all_files_and_can_stop_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in "甲乙"]
    for path in paths:
        save(two_units(), path)
    told: list[float] = []
    assert len(list(review_files(paths, progress=lambda done, total: told.append(done / total)))) == 2
    begin_of_second = next(index for index, share in enumerate(told) if share > 0.5)
    assert min(told[begin_of_second:]) >= 0.5, "each file has a half of the whole"
    assert (min(told), told[-1]) == (0, 1)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(review_files(paths, progress=stop))


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/x.txt", "a/y.txt"], ["x.txt", "y.txt"]),
        (["a/x.txt", "b/x.txt", "b/y.txt"], ["a/x.txt", "b/x.txt", "y.txt"]),
        (["a/c/x.txt", "b/c/x.txt"], ["a/c/x.txt", "b/c/x.txt"]),
        (["x.txt", "x.txt"], ["x.txt", "x.txt"]),
        ([], []),
    ],
)
def test_files_of_one_name_are_told_apart_by_their_folders(paths: list[str], names: list[str]) -> None:
    assert distinct_names([Path(path) for path in paths]) == names


def test_a_folder_is_searched_for_tables_but_not_for_what_programs_leave_there(tmp_path: Path) -> None:
    inner = tmp_path / "乙单位"
    inner.mkdir()
    for path in ("甲.txt", "~$甲.xlsx", ".甲.txt", "甲.已核实.json", "甲.docx", "乙单位/乙.XLSX"):
        (tmp_path / path).touch()
    assert tables_below(tmp_path) == [inner / "乙.XLSX", tmp_path / "甲.txt"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("甲\x00\x1b乙", "甲乙"),
        ("甲\r\n乙\x0b丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("甲\t乙\u3000丙", "甲 乙\u3000丙"),
        ("甲\u202e乙\ufeff", "甲乙"),
        ("甲\ud800", "甲\ufffd"),
        ("<b>&=1+1", "<b>&=1+1"),
    ],
)
def test_what_no_document_can_hold_is_taken_out(text: str, clean: str) -> None:
    assert printable(text) == clean


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("一二三", "一二三"),
        ("一二三四", "一二三……（共 4 字）"),
        ("一\n\n二", "一\n二"),
        ("\n" * 50, ""),
    ],
)
def test_long_texts_are_cut(text: str, short: str) -> None:
    assert shortened(text, 3) == short


def test_many_lines_are_cut() -> None:
    assert shortened("一\n" * 500, 1000).count("\n") < 12
