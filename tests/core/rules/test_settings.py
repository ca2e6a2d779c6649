"""How an office's settings change what is found: severities, rules that are off, mandatory categories."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, Project
from core.rules import Context, Findings, Severity, all_rules
from core.rules.settings import DEFAULTS, RuleSettings
from core.scheme import Requirement, schemes
from tests.core.random_edits import a_book, edits
from tests.core.tables import row, table

SCHEME = schemes()["2015"]
KEYS = [rule.key for rule in all_rules()]
SEVERITIES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([*Severity, None]))


def faulty() -> Project:
    """A percentage that is spelt out, a cost over the budget."""
    return table(row("质量指标", "抽检合格率", "≥95百分比"), row("成本指标", "设备费", "≤90万元"))


def found(settings: RuleSettings, *projects: Project) -> dict[str, Severity]:
    findings = Findings(Book(projects), Context(SCHEME, settings))
    return {finding.rule: finding.severity for finding in findings}


def test_an_office_can_make_a_rule_weigh_more_or_less() -> None:
    settings = replace(
        DEFAULTS, severities={"percent-spelling": Severity.ERROR, "cost-over-budget": Severity.HINT}
    )
    assert found(settings, faulty()) == {
        "percent-spelling": Severity.ERROR,
        "cost-over-budget": Severity.HINT,
    }


def test_a_rule_that_is_off_finds_nothing() -> None:
    settings = replace(DEFAULTS, severities={"percent-spelling": None})
    assert "percent-spelling" in found(DEFAULTS, faulty())
    assert "percent-spelling" not in found(settings, faulty())


def test_a_rule_about_the_whole_book_can_be_off_too() -> None:
    other_name = table(name="示例市绿化经费")
    assert "title-mismatch" in found(DEFAULTS, other_name)
    assert "title-mismatch" not in found(replace(DEFAULTS, severities={"title-mismatch": None}), other_name)


def test_what_is_mandatory_is_what_the_scheme_says_unless_the_office_says_otherwise() -> None:
    only_benefit = (Requirement("效益指标", None),)
    assert Context(SCHEME).mandatory == SCHEME.mandatory
    assert Context(SCHEME, replace(DEFAULTS, mandatory={"2015": only_benefit})).mandatory == only_benefit
    assert Context(SCHEME, replace(DEFAULTS, mandatory={"2021": only_benefit})).mandatory == SCHEME.mandatory


def test_a_context_with_another_scheme_counts_the_costs_anew() -> None:
    context, project = Context(SCHEME), faulty()
    counted = context.cost(project)
    assert context.cost(project) is counted
    assert replace(context, scheme=schemes()["2021"]).cost(project) is not counted


def test_a_spending_plan_names_the_months_of_the_office() -> None:
    assert DEFAULTS.checkpoint_labels == ("3月底", "6月底", "9月底", "12月底")
    assert replace(DEFAULTS, checkpoints=(6, 10)).checkpoint_labels == ("6月底", "10月底")


@given(st.data())
def test_counts_and_edits_follow_the_settings(data: st.DataObject) -> None:
    book, settings = a_book(), replace(DEFAULTS, severities=data.draw(SEVERITIES))
    findings = Findings(book, Context(SCHEME, settings))
    for _ in range(data.draw(st.integers(0, 3))):
        edit = data.draw(edits(book))
        before = set(book.project_ids)
        edit.apply(book)
        findings.recheck({section.id for section in book.sections} | before)
    listed = list(findings)
    assert listed == list(Findings(book, Context(SCHEME, settings)))
    assert [findings.count(one) for one in Severity] == [
        sum(finding.severity is one for finding in listed) for one in Severity
    ]
    assert all(
        settings.severities.get(finding.rule, finding.severity) is finding.severity for finding in listed
    )


def test_a_category_that_the_office_demands_is_missed() -> None:
    ecological = (Requirement("效益指标", "生态效益指标"),)
    assert found(DEFAULTS, table()) == {}
    settings = replace(DEFAULTS, mandatory={"2015": ecological})
    assert found(settings, table()) == {"missing-category": Severity.ERROR}
