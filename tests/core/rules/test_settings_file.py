"""The file of rule settings: what it says, that it comes back the same, and how mistakes in it are told."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import MoneyUnit
from core.resources import RESOURCES
from core.rules import Severity, all_rules
from core.rules.settings import DEFAULTS, RuleSettings
from core.rules.settings_file import parse_settings, read_settings, settings_text, write_settings
from core.scheme import Requirement, Scheme, schemes

MONTHS = st.sets(st.integers(1, 12), min_size=1).map(lambda months: tuple(sorted(months)))


def needs_of(scheme: Scheme) -> st.SearchStrategy[tuple[Requirement, ...]]:
    """What an office may make mandatory instead of what the scheme says."""
    all_needs = [Requirement(level1, None) for level1 in scheme.level1_names]
    all_needs += [
        Requirement(level1, level2) for level1 in scheme.levels for level2 in scheme.level2_names(level1)
    ]
    lists = st.lists(st.sampled_from(all_needs), unique=True).map(tuple)
    return lists.filter(lambda needs: set(needs) != set(scheme.mandatory))


@st.composite
def any_settings(draw: st.DrawFn) -> RuleSettings:
    floor = draw(st.integers(0, 100))
    keys = st.sampled_from([rule.key for rule in all_rules()])
    return RuleSettings(
        severities=draw(st.dictionaries(keys, st.sampled_from([*Severity, None]))),
        slight_cost_share=draw(st.decimals(0, 1, places=4)),
        unit_cost_share=draw(st.decimals(0, 1, places=4)),
        satisfaction_floor=floor,
        satisfaction_usual=draw(st.integers(floor, 100)),
        shortest_goal=draw(st.integers(0, 200)),
        fiscal_year=draw(st.none() | st.integers(1990, 2099)),
        mandatory={key: draw(needs_of(scheme)) for key, scheme in schemes().items() if draw(st.booleans())},
        checkpoints=draw(MONTHS),
        money_unit=draw(st.sampled_from(MoneyUnit)),
    )


def test_the_shipped_file_says_what_the_program_does_anyway() -> None:
    assert read_settings(RESOURCES / "rule-settings.toml") == (DEFAULTS, ())


@given(any_settings())
def test_settings_come_back_as_they_were_written(settings: RuleSettings) -> None:
    assert parse_settings(settings_text(settings), "规则.toml") == (settings, ())


def test_a_written_file_explains_itself() -> None:
    text = settings_text(replace(DEFAULTS, severities={"budget-zero": None}))
    assert "# 满意度低于百分之几，评价时不得分。\nsatisfaction_floor = 60\n" in text
    assert 'budget-zero = "off"  # 预算数应是大于零的数字。' in text
    assert '# cost-over-budget = "error"  # 成本合计不得超过预算数。' in text
    assert all(rule.key in text for rule in all_rules())


def test_what_a_file_does_not_say_is_as_shipped() -> None:
    settings, problems = parse_settings("[thresholds]\nslight_cost_percent = 2.5\n", "规则.toml")
    assert settings == replace(DEFAULTS, slight_cost_share=Decimal("0.025"))
    assert not problems


def test_a_file_can_name_the_shipped_mandatory_categories_in_any_order() -> None:
    needs = [" / ".join(filter(None, need)) for need in reversed(schemes()["2021"].mandatory)]
    text = f"[mandatory]\n2021 = {needs!r}".replace("'", '"')
    assert parse_settings(text, "规则.toml") == (DEFAULTS, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('slight_cost_percent = "1%"', "第 2 行：slight_cost_percent 应是 0 到 100 的数"),
        ("slight_cost_percent = nan", "第 2 行：slight_cost_percent 应是 0 到 100 的数"),
        ("satisfaction_floor = 600", "第 2 行：satisfaction_floor 应是 0 到 100 的整数"),
        ("satisfaction_floor = true", "第 2 行：satisfaction_floor 应是 0 到 100 的整数"),
        ("satisfaction_floor = 90", "第 2 行：satisfaction_floor 不能大于 satisfaction_usual"),
        ("satisfaction_flor = 60", "第 2 行：satisfaction_flor 不认识（是否应为 satisfaction_floor？）"),
        ("[goals]\nlength = 8", "第 3 行：length 不认识（可能来自绩目的另一个版本）"),
        ("[books]\nfiscal_year = 26", "第 3 行：fiscal_year 应是 0，或 1990 到 2099 的年份"),
        ("[books]\ncheckpoints = [9, 6]", "第 3 行：checkpoints 应是方括号里从小到大的几个月份"),
        ("[books]\ncheckpoints = []", "第 3 行：checkpoints 应是方括号里从小到大的几个月份"),
        ('[books]\nmoney_unit = "千元"', '第 3 行：money_unit 应是"元"、"万元"、"亿元"之一'),
        ('[severities]\nbudget-zero = "bad"', '第 3 行：budget-zero 应是"error"、"warning"、"hint"、"off"之一'),
        ('[severities]\nbudget-zreo = "off"', "第 3 行：budget-zreo 不认识（是否应为 budget-zero？）"),
        ("[severities]\nbudget-zero = []", "第 3 行：budget-zero 应是"),
        ('[mandatory]\n2015 = ["产出指标 / 经济效益指标"]', "第 3 行：2015 里的“产出指标 / 经济效益指标”不在"),
        ('[mandatory]\n2015 = "产出指标"', "第 3 行：2015 应是方括号里的几个类别"),
        ("[mandatory]\n2020 = []", "第 3 行：2020 不认识"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_and_the_shipped_value_serves(line: str, told: str) -> None:
    settings, (problem,) = parse_settings(f"[thresholds]\n{line}\n", "规则.toml")
    assert problem.startswith(f"规则设置“规则.toml”{told}")
    assert problem.endswith("请改正；现在这一项按默认。")
    assert settings == DEFAULTS


def test_one_wrong_line_does_not_spoil_the_others() -> None:
    text = '[thresholds]\nshortest_goal = "八"\nsatisfaction_floor = 50\n'
    settings, problems = parse_settings(text, "规则.toml")
    assert settings == replace(DEFAULTS, satisfaction_floor=50)
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[thresholds]\nshortest_goal = = 8", "第 2 行"),
        ("[thresholds", "末尾"),
        ("[books]\n[books]", "第 2 行"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(text: str, where: str) -> None:
    settings, (problem,) = parse_settings(text, "规则.toml")
    assert problem.startswith(f"规则设置“规则.toml”{where}写得不合 TOML 格式")
    assert settings == DEFAULTS


@given(st.text() | st.sampled_from(["thresholds", "books", "severities", "mandatory"]).map("{} = 3".format))
def test_no_text_is_too_odd_to_be_told_about(text: str) -> None:
    settings, problems = parse_settings(text, "规则.toml")
    assert settings == DEFAULTS
    assert problems or not tomllib.loads(text)


def test_without_a_file_the_shipped_settings_serve(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == (DEFAULTS, ())


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "规则.toml"
    file.write_bytes("# 规则".encode("gb18030"))
    assert read_settings(file) == (
        DEFAULTS,
        ("规则设置“规则.toml”不是 UTF-8 编码，请用记事本另存为 UTF-8。现在按默认设置检查。",),
    )


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    settings, (problem,) = read_settings(tmp_path)
    assert "打不开" in problem
    assert settings == DEFAULTS


def test_writing_makes_the_folder(tmp_path: Path) -> None:
    file, settings = tmp_path / "Jimu" / "规则.toml", replace(DEFAULTS, shortest_goal=12)
    write_settings(file, settings)
    assert read_settings(file) == (settings, ())
