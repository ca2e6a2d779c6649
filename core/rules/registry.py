"""All rules there are. Their families are imported when rules are asked for: the first window needs none."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.rule import BookRule, Rule, registered_about_groups, registered_about_projects


def project_rules() -> Sequence[Rule]:
    """The rules about one project, in the order of the families."""
    _register()
    return registered_about_projects


def book_rules() -> Sequence[BookRule]:
    """The rules about sections that belong together."""
    _register()
    return registered_about_groups


def all_rules() -> Sequence[Rule | BookRule]:
    return [*project_rules(), *book_rules()]


def _register() -> None:
    import core.rules.families  # noqa: F401
