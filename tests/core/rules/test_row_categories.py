"""The categories of a project's rows."""

from core.rules import Context
from core.rules.row_categories import row_categories
from core.scheme import schemes
from tests.core.tables import row, table


def test_every_row_has_its_category_however_it_is_spelt() -> None:
    rows = (
        row("质量指标", "设备合格率", "≥95%"),
        row("质量 指标", "设备完好率", "≥95%"),
        row("时效", "按期交付率", "≥95%"),
        row("质量指标", "设备可用率", "≥95%", "效果指标"),
        row("质量指标", "路面合格率", "≥95%"),
    )
    project = table(indicators=rows)
    assert list(row_categories(project, Context(schemes()["2015"]))) == [
        ("产出指标", "质量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "质量指标"),
        ("产出指标", "质量指标"),
    ]
