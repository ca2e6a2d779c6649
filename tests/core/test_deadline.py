"""Deadlines: as target values and as mentions in running text."""

import pytest

from core.deadline import Deadline, deadline_at, mentioned_deadlines


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2025年12月31日", Deadline(2025, 12, 31)),
        ("2025年8月底前", Deadline(2025, 8, end_of=True)),
        ("2025年5月前完成", Deadline(2025, 5)),
        ("25年6月中旬", Deadline(2025, 6)),
        ("2025.12.31前完成", Deadline(2025, 12, 31)),
        ("2025-06-30", Deadline(2025, 6, 30)),
        ("2025/6/30", Deadline(2025, 6, 30)),
        ("2023.09月前完工", Deadline(2023, 9)),
        ("2024.12", Deadline(2024, 12)),
        ("2023年底完成", Deadline(2023, end_of=True)),
        ("2022年年底完成", Deadline(2022, end_of=True)),
        ("2024年全年", Deadline(2024, end_of=True)),
        ("2025年上半年", Deadline(2025, 6, end_of=True)),
        ("2025年第三季度末", Deadline(2025, 9, end_of=True)),
        ("2025年", Deadline(2025)),
        ("12月", Deadline(month=12)),
        ("12月底", Deadline(month=12, end_of=True)),
        ("当年12月31日前", Deadline(month=12, day=31)),
        ("年底完成", Deadline(end_of=True)),
        ("本年底前", Deadline(end_of=True)),
    ],
)
def test_a_deadline_is_understood_as_a_whole(text: str, deadline: Deadline) -> None:
    assert deadline_at(text, 0) == (deadline, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "2025年1月1日至2025年12月31日",
        "2025.1.1-2025.12.31",
        "2025年3月-12月31日",
        "2024-2025年12月31日",
        "2025年1-12月31日",
    ],
)
def test_a_period_is_due_at_its_end(text: str) -> None:
    assert deadline_at(text, 0) == (Deadline(2025, 12, 31), len(text))


@pytest.mark.parametrize(
    "text",
    [
        "20774平方米",
        "2000万次",
        "2023.09万元",
        "2000-5000元",
        "2000.10-5.25%",
        "2000.10-2001.05元",
        "2024年债券利息",
        "2024年度成本",
        "2024年内部审计",
        "年末余额",
        "8个月",
        "8月以内",
        "13月",
    ],
)
def test_numbers_and_phrases_that_look_like_dates_are_no_deadlines(text: str) -> None:
    assert deadline_at(text, 0) is None


def test_a_period_may_be_of_months_written_as_numbers() -> None:
    assert deadline_at("2025.1-2025.12", 0) == (Deadline(2025, 12), 14)


def test_a_deadline_without_a_year_is_vague() -> None:
    assert Deadline(month=12).is_vague
    assert not Deadline(2025).is_vague


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("跨年度项目，2023 年底前完成全部工作", Deadline(2023, end_of=True)),
        ("于2025.10.31前完成示例模块", Deadline(2025, 10, 31)),
        ("服务期2024年1月1日至2024年12月31日。", Deadline(2024, 12, 31)),
        ("工期至2024年9月底", Deadline(2024, 9, end_of=True)),
    ],
)
def test_a_text_mentions_a_deadline(text: str, deadline: Deadline) -> None:
    assert mentioned_deadlines(text) == (deadline,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "示例平台建设项目-2024一般债",
        "示例平台建设项目-2023年一般债券",
        "2023 年度成本",
        "按2019年12月印发的办法执行",
        "截至2022年12月底，全市共有示例站点",
        "2023年以前年度结转",
        "执行HJ 1238-2021标准",
        "GB/T2010-12前版",
        "20774平方米",
        "10月底前支付",
    ],
)
def test_a_year_that_nothing_is_due_in_is_no_mention(text: str) -> None:
    assert mentioned_deadlines(text) == ()


def test_all_mentions_are_found_in_their_order() -> None:
    months = [deadline.month for deadline in mentioned_deadlines("2025年8月底完成设计；2025年10月底前上线")]
    assert months == [8, 10]
