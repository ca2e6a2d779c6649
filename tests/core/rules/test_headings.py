"""What a table is called: heading, 项目名称, contents list."""

import pytest

from core.book import Book, ContentsEntry, FrontMatter, ItemId, Place, Project
from core.rules import Context, Finding, Findings, Severity
from core.scheme import schemes
from tests.core.tables import after, findings, only_finding, table

NAME = "示例市道路养护经费（2026年）"


@pytest.mark.parametrize(
    "title", [NAME, f"{NAME}绩效目标表", f"{NAME}项目支出绩效目标表", f"{NAME}绩效\n目标表", ""]
)
def test_a_heading_is_the_name_with_or_without_a_suffix(title: str) -> None:
    assert findings(table(name=NAME, title=title), "title-mismatch") == []


def test_a_heading_in_other_words_is_a_warning() -> None:
    finding = only_finding(table(name="道路养护经费", title="道路维修经费绩效目标表"), "title-mismatch")
    assert finding.severity is Severity.WARNING
    assert finding.message == "标题“道路维修经费绩效目标表”与项目名称“道路养护经费”不一致"


@pytest.mark.parametrize("title", ["项目支出绩效目标申报表（2026年度）", "2026年度项目绩效目标表"])
def test_a_form_called_after_its_kind_contradicts_no_name(title: str) -> None:
    assert findings(table(name=NAME, title=title), "title-mismatch") == []


@pytest.mark.parametrize(
    "title", ["示例市道路养护经费(2026年)绩效目标表", "示例市道路养护经费（2026 年）绩效目标表"]
)
def test_a_heading_that_differs_in_blanks_or_width_is_a_hint_with_a_fix(title: str) -> None:
    project = table(name=NAME, title=title)
    finding = only_finding(project, "title-mismatch")
    assert finding.severity is Severity.HINT
    assert after(finding.fix, project).title == f"{NAME}绩效目标表"


def test_a_blank_that_another_rule_reports_is_not_reported_again() -> None:
    project = table(name="道路养护经费", title="道路养护 经费绩效目标表")
    assert findings(project, "title-mismatch") == []
    assert len(findings(project, "stray-whitespace")) == 1


def test_an_empty_name_is_left_to_another_rule() -> None:
    assert findings(table(name=""), "title-mismatch") == []


def in_a_book(
    contents: str, *, number: int = 1, entry_number: int = 1, **header: str
) -> tuple[Book, list[Finding]]:
    """A book of one table and one contents line, and what the rule says about it."""
    front = FrontMatter(ItemId(1), "示例市", (ContentsEntry(ItemId(2), entry_number, contents),))
    project: Project = table(number=number, **header)
    book = Book([project], front)
    found = [
        finding for finding in Findings(book, Context(schemes()["2015"])) if finding.rule == "title-mismatch"
    ]
    return book, found


@pytest.mark.parametrize(
    "line", ["道路养护经费绩效目标表", "道路养护经费绩效目标表…………12", "道路养护经费绩效目标表 3"]
)
def test_a_contents_line_that_agrees_is_silent(line: str) -> None:
    assert in_a_book(line, name="道路养护经费", title="道路养护经费绩效目标表")[1] == []


def test_a_contents_line_in_other_words_is_a_warning_at_the_heading() -> None:
    book, (finding,) = in_a_book(
        "桥梁养护经费绩效目标表", name="道路养护经费", title="道路养护经费绩效目标表"
    )
    assert finding.severity is Severity.WARNING
    assert finding.place == Place(book.project_ids[0], None, "title")
    assert finding.message == "目录第 1 项“桥梁养护经费绩效目标表”与标题“道路养护经费绩效目标表”不一致"


def test_a_contents_line_that_differs_in_blanks_is_a_hint_and_is_mended() -> None:
    book, (finding,) = in_a_book(
        "2026年养护经费绩效目标表", name="2026 年养护经费", title="2026 年养护经费绩效目标表"
    )
    assert finding.severity is Severity.HINT
    assert finding.message == "目录第 1 项写作“2026年养护经费…”，标题写作“2026 年养护经…”"
    assert finding.fix is not None
    finding.fix.apply(book)
    assert book.front is not None
    assert book.front.contents[0].title == "2026 年养护经费绩效目标表"


def test_a_wrong_heading_is_not_blamed_on_the_contents_as_well() -> None:
    _, found = in_a_book("道路养护经费绩效目标表", name="道路养护经费", title="道路维修经费绩效目标表")
    assert [finding.message for finding in found] == [
        "标题“道路维修经费绩效目标表”与项目名称“道路养护经费”不一致"
    ]


def test_lines_of_other_numbers_do_not_matter() -> None:
    assert in_a_book("桥梁养护经费绩效目标表", entry_number=2)[1] == []
