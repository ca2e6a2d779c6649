"""What a target value means, in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.target import TargetKind, parse
from ui.detail.target_reading import reading

READINGS = {
    "": "",
    "≥95%": "至少 95 %",
    "≧ 95 ％": "至少 95 %",
    "≤162.8万元/年": "不超过 162.8 万元/年",
    ">0.5小时": "大于 0.5 小时",
    "<3次": "小于 3 次",
    "95%以上": "至少 95 %",
    "=100百分比": "等于 100 %",
    "3个": "等于 3 个（没有写符号）",
    "≥855": "至少 855（没有写单位）",
    "1.45万": "等于 1.45 万（没有写符号；“万”后面没有单位）",
    "≥2000 万次": "至少 2000 万次（即 20,000,000 次）",
    "≤0.5万次/日": "不超过 0.5 万次/日（即 5,000 次/日）",
    "≤12月": "不超过 12 个月（也可以读作12月，请写明“个月”或“月底前”）",
    "≤8个月。合同签订后完成": "不超过 8 个月；另有说明：合同签订后完成",
    "90%-95%": "从 90 到 95 %",
    "95%～90%": "从 90 到 95 %",
    "3~5天": "从 3 到 5 天",
    "控制在3~5天": "从 3 到 5 天",
    "≥3~5天": "从 3 到 5 天（同时写了“≥”，请核对）",
    "10-20": "从 10 到 20（没有写单位）",
    "2026年12月31日前": "截止 2026年12月31日",
    "2026年12月底前完成": "截止 2026年12月31日",
    "2024年2月底": "截止 2024年2月29日",
    "2026年底前": "截止 2026年12月31日",
    "2026年上半年": "截止 2026年6月30日",
    "2026年6月": "截止 2026年6月",
    "2026年6月前": "2026年6月开始以前",
    "2026年6月份之前完成": "2026年6月开始以前",
    "2026年前": "2026年开始以前",
    "2026年2月30日": "截止 2026年2月30日（没有这一天）",
    "≤12月底": "截止 12月底（没有写年份）",
    "2月29日": "截止 2月29日（没有写年份）",
    "年底前": "截止 年底（没有写年份）",
    "12月": "截止 12月（没有写年份；也可以读作 12 个月）",
    "不早于2026年6月": "文字描述，没有可以计算的数量",
    "早于2026年6月": "早于 2026年6月",
    "2026年11月30日前基本完成示例模块": "截止 2026年11月30日；另有说明：基本完成示例模块",
    "T+1": "事项发生后 1 天以内",
    "≤T+3个工作日": "事项发生后 3 个工作日以内",
    "≥T+3": "事项发生 3 天以后",
    "有效保障": "文字描述，没有可以计算的数量",
    "≥ 良好": "至少“良好”（文字，没有数量）",
    "按合同约定，2026年10月31日前验收": "文字描述，没有可以计算的数量；提到的期限：2026年10月31日",
}


@pytest.mark.parametrize(("value", "meaning"), READINGS.items())
def test_a_value_is_read_out(value: str, meaning: str) -> None:
    assert reading(value) == meaning


def test_every_form_of_a_value_has_an_example_here() -> None:
    assert {parse(value).kind for value in READINGS} == set(TargetKind)


@given(st.text(alphabet="≥≤=><0123456789.%个万元月年日天底前T+-至 次/良好\n", max_size=24))
def test_any_value_is_read_out_in_one_line(value: str) -> None:
    meaning = reading(value)
    assert "\n" not in meaning
    assert (meaning == "") == (value.split() == [])
