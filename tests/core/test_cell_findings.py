"""Findings by the cell that they are about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.book import ItemId, Place
from core.cell_findings import CellFindings
from core.rules import Finding, Severity

SECTION, ROW, OTHER = ItemId(1), ItemId(2), ItemId(3)


def finding(message: str, row: ItemId | None = None, field: str | None = None) -> Finding:
    return Finding("any", Severity.ERROR, Place(SECTION, row, field), message)


def messages(found: object) -> list[str]:
    return [one.message for one in found]  # type: ignore[attr-defined]


def test_a_cell_has_its_own_findings_and_the_name_those_on_the_row() -> None:
    said = [finding("值不对", ROW, "value"), finding("整行重复", ROW), finding("名称为空", ROW, "level3")]
    findings = CellFindings(lambda section: said)
    assert messages(findings.of_cell(SECTION, ROW, "value")) == ["值不对"]
    assert messages(findings.of_cell(SECTION, ROW, "level3")) == ["名称为空", "整行重复"]
    assert messages(findings.of_cell(SECTION, OTHER, "level3")) == []


def test_a_header_has_what_is_said_beside_the_rows() -> None:
    said = [finding("缺少指标"), finding("值不对", ROW, "value"), finding("预算数为零", None, "budget")]
    assert messages(CellFindings(lambda section: said).of_header(SECTION)) == ["缺少指标", "预算数为零"]


_PLACES = st.tuples(st.sampled_from([None, ROW, OTHER]), st.sampled_from([None, "level3", "value"]))


@given(st.lists(st.tuples(st.sampled_from(Severity), _PLACES)), st.sets(st.sampled_from(Severity)))
def test_the_rows_at_a_field_are_those_whose_cell_has_such_a_finding(
    said: list[tuple[Severity, tuple[ItemId | None, str | None]]], severities: set[Severity]
) -> None:
    found = [Finding("any", severity, Place(SECTION, *place), "不对") for severity, place in said]
    findings = CellFindings(lambda section: found)
    for field in ("level3", "value", "basis"):
        assert findings.rows_at(SECTION, field, severities) == {
            row
            for row in (ROW, OTHER)
            if any(one.severity in severities for one in findings.of_cell(SECTION, row, field))
        }


def test_a_section_is_looked_up_once_until_it_is_forgotten() -> None:
    asked: list[ItemId] = []

    def findings_of(section: ItemId) -> list[Finding]:
        asked.append(section)
        return [finding("不对", ROW, "value")] * len(asked)

    findings = CellFindings(findings_of)
    assert len(findings.of_cell(SECTION, ROW, "value")) == 1
    assert len(findings.of_cell(SECTION, ROW, "value")) == 1
    findings.forget([SECTION, OTHER])
    assert len(findings.of_cell(SECTION, ROW, "value")) == 2


def test_looking_again_tells_the_rows_of_which_something_else_is_said() -> None:
    said = [finding("不对", ROW, "value")]
    findings = CellFindings(lambda section: said)
    findings.of_header(SECTION)
    assert findings.look_again([SECTION]) == {SECTION: set()}
    said = [finding("也不对", ROW, "value")]
    assert findings.look_again([SECTION, OTHER]) == {SECTION: {ROW}}  # nobody has asked about the other one
    said = [finding("预算数为零", None, "budget")]
    assert findings.look_again([SECTION]) == {SECTION: None}
    assert messages(findings.of_header(SECTION)) == ["预算数为零"]
