"""A small invented book with all kinds of sections, for searching."""

from __future__ import annotations

from core.book import (
    Book,
    Checkpoint,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Project,
    SubGoal,
)

FRONT, DEPARTMENT, ROADS, CLINICS = map(ItemId, (1, 2, 3, 4))


def book() -> Book:
    front = FrontMatter(FRONT, "示例市预算绩效目标", (ContentsEntry(ItemId(11), 1, "道路养护绩效目标表"),))
    sub_goal = SubGoal(ItemId(21), "（一）道路", "养护里程达标", "绩效指标：养护里程≥300公里")
    department = DepartmentTargets(DEPARTMENT, "养护与卫生并重", (sub_goal,), "保障养护经费")
    roads = Project(
        ROADS,
        number=1,
        title="道路养护绩效目标表",
        unit_code="990101",
        name="道路养护",
        code="99010126P00000000001X",
        budget="300.00",
        purpose="用于养护道路",
        spending_plan=(Checkpoint("3月底", "30"), Checkpoint("6月底", "60"), Checkpoint("12月底", "100")),
        goals=("养护里程300公里", "道路完好", "养护质量合格"),
        indicators=(
            Indicator(
                ItemId(31), "产出指标", "数量指标", "养护里程", "年度养护的里程", "≥300公里", "历史标准"
            ),
            Indicator(ItemId(32), "产出指标", "质量指标", "合格率", "养护合格比例", "≥95%", ""),
        ),
    )
    clinics = Project(
        CLINICS,
        number=2,
        name="疫苗冷链",
        indicators=(Indicator(ItemId(41), level3="冷链设备", value="3套"),),
    )
    return Book([roads, clinics], front, department)
