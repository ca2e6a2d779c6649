"""What the user calls places."""

from core.book import Book, DepartmentTargets, FrontMatter, ItemId, Place, SubGoal
from core.place_titles import place_title, section_title
from tests.core.tables import row, table


def test_a_cell_is_called_by_its_row_and_column() -> None:
    indicator = row("数量指标", "培训 人数", "≥3人")
    project = table(indicator)
    assert place_title(Book([project]), Place(project.id, indicator.id, "value")) == "培训人数 · 指标值"


def test_a_row_without_a_name_is_called_by_its_position() -> None:
    nameless = row("数量指标", "", "≥3人")
    project = table(nameless)
    title = place_title(Book([project]), Place(project.id, nameless.id, "level3"))
    assert title == f"第 {len(project.indicators)} 行 · 三级指标"


def test_a_field_of_the_header_and_a_whole_project() -> None:
    project = table()
    book = Book([project])
    assert place_title(book, Place(project.id, field="budget")) == "预算数"
    assert place_title(book, Place(project.id)) == "整个项目"


def test_a_sub_goal_is_called_by_its_heading() -> None:
    targets = DepartmentTargets(ItemId(1), sub_goals=(SubGoal(ItemId(2), "（一）示例分项"),))
    book = Book([], department=targets)
    assert place_title(book, Place(ItemId(1), ItemId(2), "indicators")) == "（一）示例分项 · 绩效指标"


def test_sections_are_called_by_number_and_name() -> None:
    assert section_title(table(number=3, name="示例\n项目")) == "3 示例 项目"
    assert section_title(table(number=None, name="")) == "（未命名项目）"
    assert section_title(FrontMatter(ItemId(1))) == "封面与目录"
