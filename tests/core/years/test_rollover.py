"""Next year's book: which years of a text move on, which stay, and which are for the user to decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, ContentsEntry, DepartmentTargets, FrontMatter, ItemId, Place, SubGoal
from core.edit import SetField
from core.progress import Cancelled
from core.proposal import accepted
from core.years.rollover import moved_on, rollover
from tests.core.tables import row, table


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        # deadlines and dates
        ("2026年12月底前", "2027年12月底前"),
        ("2026年", "2027年"),
        ("2026 年 10 月底前", "2027 年 10 月底前"),
        ("2026-06-30", "2027-06-30"),
        ("2026/6/30前", "2027/6/30前"),
        ("2026.12.31前完成", "2027.12.31前完成"),
        ("2026.09月前完工", "2027.09月前完工"),
        ("26年6月底", "27年6月底"),
        ("≤2026年12月31日", "≤2027年12月31日"),
        ("至2026年底全部建成", "至2027年底全部建成"),
        ("2026年第三季度", "2027年第三季度"),
        ("2026年11月签收单据", "2027年11月签收单据"),
        # names, titles, purposes, goals
        ("2026年示例专项经费绩效目标表", "2027年示例专项经费绩效目标表"),
        ("示例运维类项目（2026年度）", "示例运维类项目（2027年度）"),
        ("（2）2026年政府一般债券付息资金", "（2）2027年政府一般债券付息资金"),
        ("示例市债券利息-2026年债券利息", "示例市债券利息-2027年债券利息"),
        ("用于偿还一般债券 2026 年应付利息。", "用于偿还一般债券 2027 年应付利息。"),
        ("用于2026年设备购置及2026年运维", "用于2027年设备购置及2027年运维"),
        ("2026年债务管理工作", "2027年债务管理工作"),
        ("2026年起草制度三项", "2027年起草制度三项"),
        ("二〇二六年部门预算", "二〇二七年部门预算"),
        ("２０２６年度", "２０２７年度"),
        ("2026届毕业生补贴", "2027届毕业生补贴"),
        ("支付2026年费用20774平方米", "支付2027年费用20774平方米"),
        ("按财预〔2021〕101号，2026年完成", "按财预〔2021〕101号，2027年完成"),
        ("补助2000年以前建成的小区，2026年完工", "补助2000年以前建成的小区，2027年完工"),
        # periods, both ends
        ("2026年1月1日至2026年12月31日", "2027年1月1日至2027年12月31日"),
        ("2026.1-2026.12", "2027.1-2027.12"),
        ("2026年1-12月", "2027年1-12月"),
        ("2026年10月至2027年3月", "2027年10月至2028年3月"),
        ("2025年11月—2026年3月供暖", "2026年11月—2027年3月供暖"),
        ("2025—2026学年", "2026—2027学年"),
        ("2026-2027学年", "2027-2028学年"),
        ("2025-26学年", "2026-27学年"),
        ("25/26供暖季", "26/27供暖季"),
        ("自2026年1月至2026年12月", "自2027年1月至2027年12月"),
        ("2026-2028年中期目标", "2027-2029年中期目标"),
        # the year before, in a comparison with the fiscal year
        ("2026年比2025年增长5%", "2027年比2026年增长5%"),
        ("2025年结转资金在2026年支出", "2026年结转资金在2027年支出"),
        ("2026年支出不高于2025年水平", "2027年支出不高于2026年水平"),
        ("2025年发现的问题在2026年整改", "2025年发现的问题在2027年整改"),
    ],
)
def test_the_fiscal_year_moves_on(text: str, moved: str) -> None:
    assert moved_on(text, 2026, 2027) == (moved, True, "")


@pytest.mark.parametrize(
    "text",
    [
        "上年结转，本年支出，当年12月底前",
        "12月底前",
        "≥95%",
        "20774平方米",
        "≥2026万次",
        "2026人",
        "2026.5万元",
        "2026-3000元",
        "HJ 1238-2026",
        "财预〔2026〕101号",
        "示例政发（2026）3号",
        "2026年第15号公告",
        "第2026号",
        "99010826P00041210001K",
        "2025年一般债券",
        "示例平台建设项目-2024一般债",
        "2021年以来",
        "2025年12月底前",
        "2027年6月底前",
        "2025-2027年",
        "2021—2025年规划",
        "较2025年增长",
        "服务满26年",
    ],
)
def test_other_years_and_what_is_no_year_stay(text: str) -> None:
    assert moved_on(text, 2026, 2027) is None


@pytest.mark.parametrize(
    ("text", "moved", "remark"),
    [
        ("示例平台-2026一般债", "示例平台-2027一般债", "没有“年”字，可能是数量或编号"),
        ("2026部门预算", "2027部门预算", "没有“年”字，可能是数量或编号"),
        ("2026.6", "2027.6", "可能是小数，不是日期"),
        ("示例平台-2026年一般债券", "示例平台-2027年一般债券", "可能是债券的发行年份"),
        ("2026年新增政府专项债券资金", "2027年新增政府专项债券资金", "可能是债券的发行年份"),
        ("2026年3月发行的债券", "2027年3月发行的债券", "可能是债券的发行年份"),
        ("按《2026年示例工作要点》执行", "按《2027年示例工作要点》执行", "在书名号里，可能是文件的年份"),
        ("按照示例办法（2026年修订）", "按照示例办法（2027年修订）", "可能是文件或标准的年份"),
        ("2026年4月印发的方案", "2027年4月印发的方案", "可能是文件或标准的年份"),
        ("2026年以来", "2027年以来", "可能是固定的起始时间"),
        ("从2026年起每年一次", "从2027年起每年一次", "可能是固定的起始时间"),
        ("2026年5月开工", "2027年5月开工", "可能是一次性的事情，时间不变"),
        (
            "2024-2026年三年行动",
            "2025-2027年三年行动",
            "跨多年的起止时间，可能是固定的规划期、建设期或合同期",
        ),
        (
            "2026—2028年行动计划",
            "2027—2029年行动计划",
            "跨多年的起止时间，可能是固定的规划期、建设期或合同期",
        ),
        (
            "2026年完成一半，2027年全部完成",
            "2027年完成一半，2028年全部完成",
            "文中还有更晚的年份，已一并顺延，请核对",
        ),
        ("2026年10月至2027年3月发行的债券", "2027年10月至2028年3月发行的债券", "可能是债券的发行年份"),
        ("2026年10月-2027", "2027年10月-2028", "没有“年”字，可能是数量或编号"),
    ],
)
def test_what_may_be_another_year_is_for_the_user_to_decide(text: str, moved: str, remark: str) -> None:
    assert moved_on(text, 2026, 2027) == (moved, False, remark)


def test_a_leap_day_needs_a_look() -> None:
    moved = moved_on("2028年2月29日前", 2028, 2029)
    assert moved is not None
    assert not moved.is_certain


def test_a_doubtful_year_stays_where_another_one_moves_for_certain() -> None:
    moved = moved_on("2026年按示例办法（2026年修订）执行", 2026, 2027)
    assert moved == (
        "2027年按示例办法（2026年修订）执行",
        True,
        "“2026年修订”没有改：可能是文件或标准的年份",
    )


# ── Books ──


def _book() -> Book:
    project = table(
        row("时效指标", "2026年完工时间", "2026年12月底前")._replace(basis="2026年合同约定"),
        row("数量指标", "展厅面积", "2026平方米"),
        name="2026年示例维护经费",
        title="2026年示例维护经费绩效目标表",
        code="99010826P00041210001K",
        budget="2026.00",
        purpose="用于2026年维护",
        goals=("2026年完成维护", "长期目标", "2026年6月验收"),
    )
    front = FrontMatter(
        ItemId(1), "示例单位\n（2026年）", (ContentsEntry(ItemId(2), 1, "2026年示例维护经费"),)
    )
    department = DepartmentTargets(
        ItemId(3),
        overall="2026年，统筹资金。",
        sub_goals=(SubGoal(ItemId(4), "（一）2026年工作", "2026年完成", "完成率，2026年完成比例≥95%"),),
        safeguards="2026年加强监督",
    )
    return Book([project], front, department)


def test_a_whole_book_moves_on_field_by_field_and_amounts_and_codes_stay() -> None:
    book = _book()
    found = rollover(book, 2026, 2027)
    assert [one.proposal.place.field for one in found] == [
        "text", "title", "overall", "heading", "goals", "indicators", "safeguards",
        "title", "name", "purpose", "goals", "level3", "description", "value", "basis",
    ]  # fmt: skip
    assert all(one.is_certain for one in found)
    edit = accepted([one.proposal for one in found])
    assert edit is not None
    edit.apply(book)
    (project,) = book.projects
    assert project.goals == ("2027年完成维护", "长期目标", "2027年6月验收")
    assert (project.code, project.budget) == ("99010826P00041210001K", "2026.00")
    assert project.indicators[-2].value == "2027年12月底前"
    assert project.indicators[-1].value == "2026平方米"
    assert book.front is not None
    assert book.front.contents[0].title == "2027年示例维护经费"


def test_proposals_can_be_accepted_one_by_one() -> None:
    book = _book()
    found = rollover(book, 2026, 2027)
    for one in found:
        copy = Book(book.projects, book.front, book.department)
        one.proposal.edit.apply(copy)
        assert rollover(copy, 2026, 2027) == [other for other in found if other is not one]


def test_rolling_a_book_forward_and_back_restores_it() -> None:
    book = _book()
    copy = Book(book.projects, book.front, book.department)
    for years in ((2026, 2027), (2027, 2026)):
        edit = accepted([one.proposal for one in rollover(copy, *years)])
        assert edit is not None
        edit.apply(copy)
    assert list(copy.sections) == list(book.sections)


def test_a_goal_of_several_lines_keeps_them() -> None:
    project = table(goals=("2026年完成\n其余不变", "", "2026年验收"))
    (found,) = rollover(Book([project]), 2026, 2027)
    place = Place(project.id, field="goals")
    assert found.proposal.edit == SetField(place, ("2027年完成\n其余不变", "", "2027年验收"))


def test_a_long_rollover_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        rollover(_book(), 2026, 2027, stop)


# ── Laws ──

_WORDS = st.sampled_from(
    [
        "用于",
        "完成",
        "验收，",
        "≥95%",
        "20774平方米",
        "12月底前",
        "财预〔2021〕101号",
        "《示例办法》",
        "\n",
        " ",
        "、至",
        "一般债",
    ]
)
_YEARS = st.sampled_from(
    ["{0}年", "{0}年度", "{0}年12月底前", "（{0}年）", "{0}-06-30，", "{0}.12.31前", "{0}年1月至{0}年6月"]
)
_TEXTS = st.lists(_WORDS | _YEARS, max_size=8).map("，".join)


@given(_TEXTS)
def test_a_text_that_names_another_year_does_not_move(text: str) -> None:
    assert moved_on(text.format(2023), 2026, 2027) is None


@given(_TEXTS, st.integers(2019, 2031), st.integers(2019, 2031))
def test_moving_on_and_back_restores_a_text(text: str, from_year: int, to_year: int) -> None:
    written = text.format(from_year)
    there = moved_on(written, from_year, to_year)
    if there is None:
        assert from_year == to_year or "{" not in text
        return
    back = moved_on(there.text, to_year, from_year)
    assert back is not None
    assert back.text == written


@given(st.text("2026年度5月底前.-至比〇二六（）《》债 第号", max_size=30))
def test_a_text_keeps_its_length(text: str) -> None:
    moved = moved_on(text, 2026, 2027)
    assert moved is None or len(moved.text) == len(text)
