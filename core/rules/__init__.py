"""What can be wrong in a book. A rule is a small pure function; what it reports is a `Finding`.

A module per family of rules (`families` names them all); they are imported when rules are asked for the first time.
"""

from core.rules.checking import Findings
from core.rules.finding import Criterion, Finding, Severity
from core.rules.registry import all_rules
from core.rules.rule import Context

__all__ = ["Context", "Criterion", "Finding", "Findings", "Severity", "all_rules"]
