"""The figures of a book at a glance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.book import Book, ItemId, Place, Project
from core.edit import InsertProject, MoveProject, RemoveProject, SetField
from core.overview import Overview
from core.rules import Severity
from core.rules.settings import DEFAULTS
from core.scheme import Requirement, schemes
from core.session import Session
from tests.core.tables import row, table

HEALTH = {"unit_code": "990102", "unit_name": "示例市卫生中心"}


def looked_at(*projects: Project) -> tuple[Session, Overview]:
    session = Session(Book(projects))
    overview = Overview(session)
    overview.refresh(section.id for section in session.book.sections)
    return session, overview


def test_an_empty_book_has_no_figures() -> None:
    _, overview = looked_at()
    assert overview.totals == (0, 0, Decimal(0), 0, 0)
    assert overview.units() == overview.largest_projects(20) == overview.finding_kinds() == []
    assert overview.missing_categories() == overview.due_months() == []


def test_budgets_of_different_money_units_are_added_up_in_wan() -> None:
    _, overview = looked_at(
        table(budget="20.00"),
        table(budget="300000", money_unit="元"),
        table(budget="0.5", money_unit="亿元"),
        table(budget="面议"),
        table(budget="7", money_unit="美元"),
    )
    totals = overview.totals
    assert (totals.projects, totals.indicators) == (5, 30)
    assert (totals.budget, totals.without_budget) == (Decimal(5050), 2)


def test_units_are_told_apart_by_code_and_name_the_largest_first() -> None:
    small, large = table(budget="20"), table(budget="50", **HEALTH)
    namesake = table(budget="9", unit_code="990102", unit_name="示例市数据中心")
    more = table(budget="3", unit_code=" 990 102", unit_name="示例市卫生中心 ")
    _, overview = looked_at(small, large, namesake, more)
    assert overview.units() == [
        ("990102", "示例市卫生中心", Decimal(53), 2, large.id),
        ("990101", "示例市人力资源中心", Decimal(20), 1, small.id),
        ("990102", "示例市数据中心", Decimal(9), 1, namesake.id),
    ]


def test_the_largest_projects_come_first_and_those_without_a_number_last() -> None:
    projects = [table(budget=budget) for budget in ("5", "", "80", "0")]
    _, overview = looked_at(*projects)
    order = [one.project for one in overview.largest_projects(20)]
    assert order == [projects[index].id for index in (2, 0, 3, 1)]
    assert [one.project for one in overview.largest_projects(2)] == order[:2]


def test_findings_are_counted_by_kind_with_their_first_place() -> None:
    sound, broken = table(name="甲"), table(row("数量指标", "教材套数", ""), name="乙", goals=())
    session, overview = looked_at(sound, broken, table(name="丙", goals=()))
    kinds = {(kind.rule, kind.severity): kind for kind in overview.finding_kinds()}
    required = kinds["required-empty", Severity.ERROR]
    assert (required.times, required.first) == (3, Place(broken.id, None, "goals"))
    for severity in Severity:
        counted = sum(kind.times for kind in kinds.values() if kind.severity is severity)
        assert counted == session.findings.count(severity)
    assert overview.totals.without_errors == 1


def test_missing_categories_are_counted_by_projects_in_the_schemes_order() -> None:
    first, second = table(without="时效指标"), table(without="数量指标")
    _, overview = looked_at(table(), first, second, replace(first, id=ItemId(9)))
    assert [(one.requirement.title, one.projects, one.first) for one in overview.missing_categories()] == [
        ("数量指标", 1, second.id),
        ("时效指标", 2, first.id),
    ]


def test_a_row_in_a_wrong_place_is_no_missing_one() -> None:
    project = table(row("时效指标", "完工时间", "2026年6月底前", "效益指标"), without="时效指标")
    _, overview = looked_at(project)
    assert overview.missing_categories() == []


def test_what_the_office_makes_mandatory_is_missed() -> None:
    project = table(without="时效指标")
    session, overview = looked_at(project)
    wanted = (Requirement("产出指标", "时效指标"), Requirement("成本指标", "经济成本指标"))
    session.settings = replace(DEFAULTS, mandatory={"2015": wanted})
    overview.refresh([project.id])
    assert [one.requirement for one in overview.missing_categories()] == list(wanted)
    session.settings = replace(DEFAULTS, mandatory={"2015": ()})
    overview.refresh([project.id])
    assert overview.missing_categories() == []


def test_deadlines_are_counted_by_month() -> None:
    dates = ("2026年6月底前", "2026年6月", "2026年底", "2025年12月31日前", "3月底前")
    project = table(
        *(row("时效指标", f"第{n}批完成时间", date) for n, date in enumerate(dates)), name="2026年培训"
    )
    _, overview = looked_at(project)
    rows = project.indicators[-5:]
    assert overview.due_months() == [
        (2025, 12, 1, Place(project.id, rows[3].id, "value")),
        (2026, 3, 1, Place(project.id, rows[4].id, "value")),
        (2026, 6, 2, Place(project.id, rows[0].id, "value")),
        (2026, 12, 1, Place(project.id, rows[2].id, "value")),
    ]


def test_another_scheme_gives_other_figures() -> None:
    project = table(without="时效指标")
    session, overview = looked_at(project)
    assert len(overview.missing_categories()) == 1
    session.scheme = schemes()["2021"]
    overview.refresh([project.id])
    assert overview.missing_categories() == []


_steps = st.lists(
    st.tuples(st.sampled_from(["budget", "goals", "value", "new", "gone", "move"]), st.integers(0, 99))
)


@settings(max_examples=60)
@given(_steps)
def test_after_any_edits_the_figures_are_those_of_a_fresh_look(steps: list[tuple[str, int]]) -> None:
    session, overview = looked_at(*(table(name=f"项目{n}") for n in range(3)))
    session.subscribe(lambda change: overview.refresh(change.sections))
    for kind, number in steps:
        _edit(session, kind, number)
    fresh = Overview(session)
    fresh.refresh(section.id for section in session.book.sections)
    for figures in ("units", "finding_kinds", "missing_categories", "due_months"):
        assert getattr(overview, figures)() == getattr(fresh, figures)()
    assert overview.totals == fresh.totals
    with_errors = {
        finding.place.section for finding in session.findings if finding.severity is Severity.ERROR
    }
    assert overview.totals.without_errors == len(set(session.book.project_ids) - with_errors)
    assert overview.largest_projects(2) == fresh.largest_projects(2)


def _edit(session: Session, kind: str, number: int) -> None:
    book = session.book
    if kind == "new" or not book.project_ids:
        new = replace(table(), id=book.new_id(), budget=str(number), indicators=())
        session.apply(InsertProject(number % (len(book.project_ids) + 1), new), "")
        return
    project = book.project(book.project_ids[number % len(book.project_ids)])
    if kind == "gone":
        session.apply(RemoveProject(project.id), "")
    elif kind == "move":
        session.apply(MoveProject(project.id, number % len(book.project_ids)), "")
    elif kind == "value" and project.indicators:
        place = Place(project.id, project.indicators[0].id, "value")
        session.apply(SetField(place, f"2026年{number % 12 + 1}月底前"), "")
    else:
        session.apply(SetField(Place(project.id, None, "budget"), str(number)), "")
