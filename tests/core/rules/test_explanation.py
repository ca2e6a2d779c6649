"""What a tool tip and the manual say about a rule."""

import pytest

from core.book import Book, Place
from core.edit import SetField
from core.rules import Criterion, Severity, all_rules
from core.rules.explanation import explanation, explanations, rule_tool_tip
from core.session import Session
from tests.core.tables import table


def test_an_explanation_tells_what_the_rule_wants_with_an_example_and_its_source() -> None:
    rule = explanation("cost-over-budget")
    assert rule.title == "成本合计不得超过预算数。"
    assert rule.name == "成本超预算"
    assert rule.text.startswith("金额先换算成同一单位")
    assert "≤100万元" in rule.wrong
    assert "≤99.94万元" in rule.right
    assert rule.source.startswith("财预〔2015〕88号")
    assert (rule.severity, rule.criterion) == (Severity.ERROR, Criterion.SUITABILITY)


def test_lines_of_the_text_stay_lines() -> None:
    assert [line[:6] for line in explanation("missing-category").text.splitlines()] == ["2015 版", "2021 版"]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.key)
def test_every_rule_can_be_explained_to_a_clerk(rule) -> None:
    told = explanation(rule.key)
    assert all((told.title, told.wrong, told.right, told.source))
    assert told.wrong != told.right


def test_every_rule_has_a_short_name_of_its_own_that_fits_beside_a_bar() -> None:
    names = [told.name for told in explanations()]
    assert all(0 < len(name) <= 8 for name in names)
    assert len(set(names)) == len(names)


def test_the_rules_stand_in_the_order_of_the_review_report() -> None:
    order = [(list(Criterion).index(one.criterion), one.severity) for one in explanations()]
    assert order == sorted(order)
    assert len(order) == len(all_rules())


def test_an_unknown_rule_has_no_explanation() -> None:
    with pytest.raises(LookupError):
        explanation("no-such-rule")


def test_a_tool_tip_says_what_is_wrong_what_is_wanted_and_why() -> None:
    session = Session(Book([table()]))
    project = session.book.projects[0]
    session.apply(SetField(Place(project.id, None, "budget"), "0"), "test")
    finding = next(one for one in session.findings if one.rule == "budget-zero")
    assert rule_tool_tip(finding) == [
        finding.message,
        "要求：预算数应是大于零的数字。",
        "依据：财预〔2015〕88号，适当性审核（资金匹配性）。",
    ]
