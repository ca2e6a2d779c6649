"""What rules derive from a project is derived once, and kept as long as rules ask about it."""

from dataclasses import replace

from core.book import ItemId, Project
from core.rules import Context
from core.rules.rule import PORTION
from core.scheme import schemes
from tests.core.tables import table


class Derived:
    """Notes of which projects something was derived."""

    def __init__(self) -> None:
        self.projects: list[Project] = []

    def __call__(self, project: Project, context: Context) -> str:
        self.projects.append(project)
        return project.name


def test_it_is_derived_once_from_each_project_of_a_portion() -> None:
    context, derived = Context(schemes()["2015"]), Derived()
    projects = [table(name=f"第{number}个项目") for number in range(PORTION)]
    for _ in range(3):
        assert [context.once(project, derived) for project in projects] == [one.name for one in projects]
    assert derived.projects == projects


def test_it_is_derived_anew_from_a_project_that_was_changed() -> None:
    context, derived = Context(schemes()["2015"]), Derived()
    project = table(name="道路养护")
    changed = replace(project, name="道路养护经费")
    assert [context.once(one, derived) for one in (project, changed, changed)] == [
        "道路养护",
        "道路养护经费",
        "道路养护经费",
    ]
    assert derived.projects == [project, changed]


def test_what_empties_as_nothing_is_kept_as_well() -> None:
    context, asked = Context(schemes()["2015"]), []

    def nothing(project: Project, context: Context) -> tuple[()]:
        asked.append(project.id)
        return ()

    project = table()
    assert context.once(project, nothing) == context.once(project, nothing) == ()
    assert asked == [project.id]


def test_no_more_than_a_portion_is_kept() -> None:
    context, derived = Context(schemes()["2015"]), Derived()
    projects = [table(id=ItemId(number)) for number in range(1, 3 * PORTION)]
    for project in projects:
        context.once(project, derived)
        assert len(context._derived) <= PORTION
    assert derived.projects == projects
