"""Projects of a book whose indicators were copied from one another."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Indicator, Place, Project
from core.edit import SetField
from core.rules import Context, Finding, Findings, Severity
from core.scheme import schemes
from core.session import Session
from tests.core.tables import row, sound_rows, table


def found(*projects: Project) -> list[Finding]:
    findings = Findings(Book(projects), Context(schemes()["2015"]))
    return [finding for finding in findings if finding.rule == "copied-indicator-set"]


def project(number: int, *rows: Indicator) -> Project:
    return table(number=number, name=f"示例市专项{number}", indicators=rows or sound_rows())


def test_a_set_of_indicators_in_two_projects_is_a_warning_at_the_later_one() -> None:
    first, other, copy = project(1), project(2, *sound_rows()[1:]), project(3)
    (finding,) = found(first, other, copy)
    assert (finding.severity, finding.place) == (Severity.WARNING, Place(copy.id))
    assert finding.message == ("全部 6 个指标与第 1 项“示例市专项1”完全相同，请按本项目的内容和金额设置")


def test_three_of_a_kind_are_two_findings_that_tell_how_many() -> None:
    messages = [finding.message for finding in found(project(1), project(2), project(3))]
    assert [message[-11:] for message in messages] == ["（共 3 个项目相同）"] * 2


@given(st.permutations(range(6)))
def test_neither_order_nor_blanks_make_another_set(order: list[int]) -> None:
    rows = sound_rows()
    shuffled = [rows[index]._replace(value=f" {rows[index].value}") for index in order]
    assert len(found(project(1), project(2, *shuffled))) == 1


def test_one_cell_makes_another_set() -> None:
    for field in ("level2", "level3", "description", "value"):
        rows = list(sound_rows())
        rows[0] = rows[0]._replace(**{field: f"另{getattr(rows[0], field)}"})
        assert found(project(1), project(2, *rows)) == []


def test_a_set_that_everybody_has_is_not_pointed_out_without_end() -> None:
    findings = found(*(project(n) for n in range(150)))
    assert len(findings) == 100
    assert "共 150 个项目相同" in findings[0].message


def test_few_rows_are_common() -> None:
    assert found(project(1, *sound_rows()[:4]), project(2, *sound_rows()[:4])) == []


def test_the_same_row_over_and_over_is_no_set() -> None:
    rows = [row("数量指标", "培训人数", "≥300人次", description="人数")] * 6
    assert found(project(1, *rows), project(2, *rows)) == []


def test_rows_that_fit_any_project_are_a_template() -> None:
    rows = [row("质量指标", f"第{n}类人员工资足额保障率", "100%") for n in range(6)]
    assert found(project(1, *rows), project(2, *rows)) == []


def test_a_copy_ceases_to_be_one_when_either_project_is_changed() -> None:
    session = Session(Book([project(1), project(2)]))
    first, _ = session.book.projects

    def copies() -> list[str]:
        return [one.message for one in session.findings if one.rule == "copied-indicator-set"]

    assert len(copies()) == 1
    session.apply(SetField(Place(first.id, None, "name"), "示例市新专项"), "改名")
    assert "示例市新专项" in copies()[0]
    session.apply(SetField(Place(first.id, first.indicators[0].id, "value"), "≥500人次"), "修改")
    assert copies() == []


def test_copies_are_found_across_thousands_of_projects() -> None:
    rows = sound_rows()
    projects = [
        project(n, *(one._replace(description=f"{one.description}{n}") for one in rows)) for n in range(2000)
    ]
    projects[1777] = replace(projects[1777], indicators=projects[23].indicators)
    (finding,) = found(*projects)
    assert finding.place == Place(projects[1777].id)
