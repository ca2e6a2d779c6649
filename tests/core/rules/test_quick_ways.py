"""What turns rows and texts away at a glance turns nothing away in which a rule finds something."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Project
from core.rules import Context, Finding, completeness, goals, headings, sameness, valued_rows
from core.rules.names import is_name_repeated
from core.rules.registry import project_rules
from core.rules.texts import is_empty
from core.scheme import schemes
from tests.core.tables import row, table

_LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("成本指标", "社会成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("效益指标", "满意度"),
    ("", "—"),
]
_NAMES = """
    — 设备故障率 验收合格率 路灯完成率 种植数量 培训人数 维修人次 响应时间 养护工期 每盏灯养护费 养护总成本 节约成本 居民满意度
    居民投诉次数 是否验收 综合得分 运行时间 照明能耗 灯具使用年限 苗木规格 平均班次 增长率 逾期率 1 ＜合格 <p>优</p>
"""
_VALUES = """
    — 【待填】 =SUM(A1:A2) ≥≥95% 247*24 ≥98百分比 0.95百分比 95%个 优 按时完成 是 12月 ≤12月 全年 2023年12月底前 T+1
    ≥10场，每场不少于50人 甲；乙 <p>≥95%</p> &nbsp;12月 20万元 ≤600元/盏 1.完成；2.验收 3~5天 0.5%-90% 5‰ -5%
    ≥95% 100% 1% 0.95 0 ≥300 ≥855% 0.1套 0.5套-2套 0.5万套 300人/次 ≤2时 ≤13月 1.45万 ≥5万元 ≥5天 ≥8个 7小时 90分
"""
_TEXTS = st.text("合格率≥９9.，。、 -—/<p>&[]Ａa\u3000", max_size=12)


_WITH_MERE_SHORT_CUTS = (
    *("wrong-category", "unit-malformed", "count-not-integer"),
    *("percent-spelling", "compound-target", "deadline-vague"),
)
"""Rules whose doubts only spare them work; of others the doubt is a part of what they look for."""


def _found(project: Project) -> list[Finding]:
    context = Context(schemes()["2015"], fiscal_year=2025)
    rules = [rule for rule in project_rules() if rule.key in _WITH_MERE_SHORT_CUTS]
    return [finding for rule in rules for finding in rule.check(project, context)]


@pytest.mark.parametrize(("level1", "level2"), _LEVELS)
def test_rules_find_the_same_when_they_doubt_every_row(level1: str, level2: str) -> None:
    cells = product(["", *_NAMES.split()], ["", *_VALUES.split()])
    project = table(*(row(level2, name, value, level1) for name, value in cells))
    valued_rows._seen.cache_clear()
    found = _found(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(valued_rows, "_doubts_of", lambda gist: tuple(valued_rows._doubts))
        valued_rows._seen.cache_clear()
        every_row_doubted = _found(project)
    valued_rows._seen.cache_clear()
    assert every_row_doubted == found != []


def test_rows_that_repeat_themselves_are_likely_to() -> None:
    beginnings = ["", "，", "<p>", "&nbsp;", "“", " ", "９", "9", "≥", "≧", "Ａ", "A", "—"]
    cells = [beginning + words for beginning, words in product(beginnings, ["", "合格率", "9.5", "优。"])]
    project = table(*(row("数量指标", name, value) for name, value in product(cells, cells)))
    context = Context(schemes()["2015"])
    repeating = list(filter(is_name_repeated, project.indicators))
    likely = sameness.likely_repetitions(project, context, "value", "level3")
    assert list(filter(is_name_repeated, likely)) == repeating
    assert len(cells) < len(repeating) < len(likely) < len(project.indicators)


@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.sampled_from(_LEVELS)), max_size=4))
def test_rows_with_an_empty_cell_are_looked_at(cells: list[tuple[str, str, tuple[str, str]]]) -> None:
    project = table(*(row(level2, name, value, level1) for name, value, (level1, level2) in cells))
    looked_at = completeness._rows_with_blanks(project, Context(schemes()["2015"]))
    for one in project.indicators:
        assert one in looked_at or not any(map(is_empty, (one.level1, one.level2, one.level3, one.value)))


_PIECES = [
    "优良",
    "率",
    "合格合格合格",
    "[bookmark: 合格合格合格]",
    "<p 优=合格合格>",
    "<",
    "&nbsp;",
    "9.",
    "，",
    " ",
    "Ａ",
    "a_",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join), st.integers(0, 12))
def test_a_goal_is_too_short_by_the_words_it_says(goal: str, shortest: int) -> None:
    assert goals._says_less(goal, shortest) == (len(sameness.said(goal)) < shortest)


@pytest.mark.parametrize("suffix", ["", "绩效目标表", "项目绩效目标表", "表", " 绩效目标表"])
def test_a_heading_of_name_and_suffix_agrees_with_the_name(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = map("".join, product(["", "路", "A", " ", "\n", "（灯）"], repeat=3))
    projects = [replace(table(), title=name + suffix, name=name) for name in names]
    found = [list(headings._against_name(project)) for project in projects]
    monkeypatch.setattr(headings, "_AFTER_NAME", frozenset())
    assert [list(headings._against_name(project)) for project in projects] == found
