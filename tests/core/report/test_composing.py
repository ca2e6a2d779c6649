"""What stands in a report, and in which order."""

from dataclasses import replace

from core.formats import Unrecognised
from core.report import Report, ReviewedFile, review_book
from core.report.report import Heading, Paragraph, RowKind, Table
from core.report.review import WHOLE_FILE, Checked
from core.rules import Severity
from tests.core.report.reviews import finding, report, reviewed, two_units


def headings(made: Report) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def paragraphs(made: Report) -> str:
    return "\n".join(block.text for block in made.blocks if isinstance(block, Paragraph))


def tables(made: Report) -> list[Table]:
    return [block for block in made.blocks if isinstance(block, Table)]


def test_a_single_file_is_told_by_the_four_criteria() -> None:
    assert headings(report()) == [
        "一、审核概况",
        "二、问题清单",
        "完整性（2 处）",
        "已核实，不计入问题（1 处）",
    ]


def test_several_files_have_a_heading_each() -> None:
    clean = review_book("乙.txt", two_units(), Checked([]))
    made = report(reviewed(name="甲.txt"), clean)
    assert headings(made)[1:4] == ["二、问题清单", "1. 甲.txt", "完整性（2 处）"]
    assert "没有需要列出的问题：“乙.txt”。" in paragraphs(made)


def test_the_opening_gives_the_figures_and_asks_politely() -> None:
    said = paragraphs(report(reviewed(), ReviewedFile("坏.xlsx", failure="“坏.xlsx”已损坏。")))
    assert "审核日期：2026年1月5日" in said
    assert "共审核 1 个文件（另有 1 个未能读取）、3 个项目、19 条绩效指标，发现错误 1 处、提示 1 处" in said
    assert "（另有 1 处已核实，不计入）" in said
    assert "“错误”请修改后重新报送" in said
    assert "“警告”" not in said
    assert "感谢支持与配合" in said


def test_a_report_without_findings_asks_for_nothing() -> None:
    said = paragraphs(report(review_book("乙.txt", two_units(), Checked([]))))
    assert "未发现问题。" in said
    assert "请逐条核对" not in said
    assert "没有需要列出的问题。" in said


def test_the_overview_has_a_row_for_each_unit_and_their_sum() -> None:
    overview = tables(report())[0]
    assert [column.title for column in overview.columns] == [
        *("单位", "项目", "指标", "错误", "警告", "提示", "已核实", "预算合计（万元）"),
    ]
    assert [row.cells for row in overview.rows] == [
        ("990101 示例市公路中心", "2", "13", "1", "0", "0", "1", "40.00"),
        ("990102 示例市卫生中心", "1", "6", "0", "0", "1", "0", "5.00"),
        ("合计：2 个单位", "3", "19", "1", "0", "1", "1", "45.00"),
    ]
    assert overview.rows[-1].kind is RowKind.SUM


def test_the_overview_of_several_files_sums_up_each_and_all() -> None:
    rows = tables(report(reviewed(name="甲.txt"), reviewed(name="乙.txt")))[0].rows
    assert [row.cells[:3] for row in rows if row.kind is RowKind.SUM] == [
        ("甲.txt", "小计：2 个单位", "3"),
        ("乙.txt", "小计：2 个单位", "3"),
        ("合计", "2 个文件", "6"),
    ]


def test_findings_about_no_project_are_in_a_row_of_their_own() -> None:
    file = reviewed()
    on_contents = replace(file.remarks[0], unit=WHOLE_FILE, project="封面与目录")
    made = report(replace(file, remarks=(*file.remarks, on_contents)))
    rows = tables(made)[0].rows
    assert rows[-2].cells == (WHOLE_FILE, "0", "0", "1", "0", "0", "0", "—")
    assert rows[-1].cells[3] == "2"
    banners = [row.cells[0] for row in tables(made)[1].rows if row.kind is RowKind.BANNER]
    assert banners[-1] == "封面与目录"


def test_remarks_stand_below_their_project_gravest_first() -> None:
    book = two_units()
    found = [
        finding(book, 0, "一个提示", severity=Severity.HINT),
        finding(book, 0, "一个错误"),
        finding(book, 2, "另一个错误"),
    ]
    rows = tables(report(review_book("甲.txt", book, Checked(found))))[1].rows
    assert [row.cells[0] for row in rows if row.kind is RowKind.BANNER] == [
        "1 示例路面养护（990101 示例市公路中心）",
        "3 示例疫苗冷链（990102 示例市卫生中心）",
    ]
    assert [row.cells[-1] for row in rows if row.kind is RowKind.PLAIN] == [
        "一个错误",
        "一个提示",
        "另一个错误",
    ]


def test_the_reason_of_a_waived_finding_is_told() -> None:
    waived = tables(report())[-1]
    assert waived.columns[-1].title == "核实说明"
    assert waived.rows[1].cells == (
        *("警告", "标题", "示例市职业技能培训经费绩效目标表"),
        *("名称与标题不同", "已与单位核实"),
    )


def test_hints_can_be_left_out_of_the_list_but_are_counted() -> None:
    made = report(with_hints=False)
    assert "完整性（1 处）" in headings(made)
    assert "提示 1 处" in paragraphs(made)
    assert "本意见未逐条列出" in paragraphs(made)
    assert "提示" not in {row.cells[4] for row in made.register.rows}


def test_the_register_has_all_remarks_of_all_files() -> None:
    made = report(reviewed(name="甲.txt"), reviewed(name="乙.txt"))
    assert len(made.register.rows) == 6
    assert {row.cells[0] for row in made.register.rows} == {"甲.txt", "乙.txt"}
    assert all(len(row.cells) == len(made.register.columns) for row in made.register.rows)


def test_what_was_not_recognised_is_left_to_the_reader() -> None:
    parts = [Unrecognised(f"第 {line} 行", "注：由财政局汇总。") for line in range(30)]
    made = report(review_book("甲.txt", two_units(), Checked([]), parts))
    assert "未识别的内容（30 处）" in headings(made)
    assert len(tables(made)[-1].rows) == 20
    assert "另有 10 处" in paragraphs(made)


def test_unreadable_files_are_listed_with_their_reasons() -> None:
    made = report(ReviewedFile("坏.xlsx", failure="“坏.xlsx”已损坏。"))
    assert "未能读取的文件（1 个）" in headings(made)
    assert tables(made)[0].rows[0].cells == ("坏.xlsx", "“坏.xlsx”已损坏。")
