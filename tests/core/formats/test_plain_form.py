"""A book made from nothing is written in the dialect's plain form and reads back equal."""

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Checkpoint, DepartmentTargets, FrontMatter, Indicator, ItemId, Project, SubGoal
from core.book import ContentsEntry as Entry
from core.formats.text.layout import write_text
from core.formats.text.table import Dialect
from tests.core.formats.reading import book_of, projects_json

words = st.text("甲乙丙丁率≥≤0123456789.%（）()《》“”、，；-+<>=~ab年月", min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
names = st.text("甲乙丙丁戊（）“”2026年-", min_size=1, max_size=12).filter(lambda text: not text[0].isdigit())
cells = st.just("") | words
wrapped = cells | st.tuples(words, words).map("\n".join)
levels = st.sampled_from(
    [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("自拟指标", "自拟")]
)
goals = st.text("甲乙丙丁，。", min_size=1, max_size=12)
amounts = st.sampled_from(["", "0.00", "3197.94", "20,000"])


@st.composite
def projects(draw: st.DrawFn) -> Project:
    has_basis = draw(st.booleans())
    title = draw(st.just("") | names.map(lambda name: f"{name}绩效目标表"))
    percents = draw(st.none() | st.lists(st.sampled_from(["", "25%", "100%"]), min_size=4, max_size=4))
    checkpoints = ("3月底", "6月底", "10月底", "12月底")
    rows = [
        Indicator(
            ItemId(0),
            *category,
            *draw(st.tuples(cells, wrapped, cells)),
            basis=draw(cells) if has_basis else None,
        )
        for category in draw(st.lists(levels, max_size=6))
    ]
    return Project(
        ItemId(0),
        number=draw(st.none() | st.integers(1, 99)) if title else None,
        title=title,
        unit_code=draw(st.sampled_from(["410001", "520001", ""] if title else ["410001"])),
        unit_name=draw(names | st.just("")),
        money_unit=draw(st.sampled_from(["元", "万元"])),
        code=draw(st.none() | st.just("41000126P00010000001A")),
        name=draw(names),
        budget=draw(amounts),
        fiscal_funds=draw(amounts),
        other_funds=draw(amounts),
        purpose=draw(wrapped),
        spending_plan=percents and tuple(map(Checkpoint, checkpoints, percents)),
        goals=tuple(draw(st.lists(goals, max_size=4))),
        indicators=tuple(row._replace(id=ItemId(number)) for number, row in enumerate(rows, 1000)),
    )


def numbered(made: list[Project]) -> list[Project]:
    """The projects with ids of their own."""
    return [
        project.with_rows(
            row._replace(id=ItemId(100 * n + i)) for i, row in enumerate(project.indicators, 1)
        ).with_field("id", 100 * n)
        for n, project in enumerate(made, 1)
    ]


@given(st.lists(projects(), min_size=1, max_size=3), st.sampled_from(Dialect))
def test_any_book_reads_back_equal(made: list[Project], dialect: Dialect) -> None:
    book = Book(numbered(made))
    assert projects_json(book_of(write_text(book, None, dialect).source)) == projects_json(book)


def test_front_matter_and_department_targets_read_back_equal() -> None:
    front = FrontMatter(ItemId(1), "示例市图书馆\n（2026年）", (Entry(ItemId(2), 1, "采购绩效目标表"),))
    goal = SubGoal(ItemId(4), "（一）采购", "按期采购。", "采购完成率，完成情况≥95%。")
    department = DepartmentTargets(ItemId(3), "办好图书馆。", (goal,), "（一）加强领导。\n（二）加强监督。")
    row = Indicator(ItemId(6), "产出指标", "数量指标", "册数", "采购", "1册")
    project = Project(
        ItemId(5), 1, "采购绩效目标表", "520001", "示例市图书馆", name="采购", indicators=(row,)
    )
    for dialect in Dialect:
        again = book_of(write_text(Book([project], front, department), None, dialect).source)
        assert again.front is not None
        assert again.department is not None
        assert (again.front.text, [entry[1:] for entry in again.front.contents]) == (
            front.text,
            [(1, "采购绩效目标表")],
        )
        assert (again.department.overall, again.department.safeguards) == (
            department.overall,
            department.safeguards,
        )
        assert [found[1:] for found in again.department.sub_goals] == [goal[1:]]
