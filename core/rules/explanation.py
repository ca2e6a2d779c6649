"""What a rule wants, with examples and its source: read from the rule's docstring, its page in the manual."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from core.rules.finding import Criterion, Finding, Severity
from core.rules.registry import all_rules

_NAME, _WRONG, _RIGHT, _SOURCE = "简称：", "错误：", "正确：", "依据："


class Explanation(NamedTuple):
    """A rule in the user's words.

    Attributes:
        severity: the gravest that the rule reports.
        title: what the rule wants, in one sentence.
        text: what there is to know beside it, a line per sentence; often empty.
        name: what is wrong, in a few characters: for a chart, where there is no room for the title.
        wrong, right: an example and how it should read.
        source: the official text, or the custom, that the rule comes from.
    """

    key: str
    severity: Severity
    criterion: Criterion
    title: str
    text: str
    name: str
    wrong: str
    right: str
    source: str


def explanation(rule_key: str) -> Explanation:
    """The explanation of one rule. Raises LookupError when there is no rule of this key."""
    return _explanations()[rule_key]


def explanations() -> Sequence[Explanation]:
    """All rules in the order of the review report's headings; under each heading the gravest first."""
    headings = list(Criterion)
    return sorted(_explanations().values(), key=lambda one: (headings.index(one.criterion), one.severity))


def rule_tool_tip(finding: Finding) -> list[str]:
    """Lines for a tool tip: what is wrong here, what the rule wants in general, where that comes from."""
    rule = explanation(finding.rule)
    return [finding.message, f"要求：{rule.title}", f"{_SOURCE}{rule.source}"]


@cache
def _explanations() -> dict[str, Explanation]:
    return {rule.key: _read(rule.key, rule.severity, rule.criterion, rule.manual) for rule in all_rules()}


def _read(key: str, severity: Severity, criterion: Criterion, manual: str) -> Explanation:
    title, _, rest = inspect.cleandoc(manual).partition("\n")
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    labelled = {
        label: next((line.removeprefix(label) for line in lines if line.startswith(label)), "")
        for label in (_NAME, _WRONG, _RIGHT, _SOURCE)
    }
    text = "\n".join(line for line in lines if not line.startswith(tuple(labelled)))
    return Explanation(key, severity, criterion, title.strip(), text, *labelled.values())
