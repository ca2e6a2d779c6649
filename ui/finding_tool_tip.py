"""What a tool tip says about findings: what is wrong here, what the rule wants, and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.explanation import rule_tool_tip
from core.rules.finding import Finding
from ui.theme import as_tool_tip


def finding_tool_tip(findings: Sequence[Finding]) -> str:
    """The findings one after the other; empty for none."""
    return as_tool_tip(*(line for finding in findings for line in rule_tool_tip(finding)))
