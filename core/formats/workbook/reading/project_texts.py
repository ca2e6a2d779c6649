"""A project put together from what the cells of a list say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.book import Checkpoint, Goals, Indicator, ItemId, Project, SpendingPlan
from core.formats.workbook.reading.field_cells import AMOUNTS
from core.formats.workbook.titles import OPTIONAL_PARTS, PARTS_SEPARATOR

_TEXTS = ("title", "unit_code", "unit_name", "money_unit", "name", *AMOUNTS, "purpose")
_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
_PARTS = re.compile(
    rf"(?P<code>{OPTIONAL_PARTS['code']})?{PARTS_SEPARATOR}?"
    rf"(?P<spending_plan>{OPTIONAL_PARTS['spending_plan']}(?:（(?P<labels>.*)）)?)?{PARTS_SEPARATOR}?"
    rf"(?P<basis>{OPTIONAL_PARTS['basis']})?",
    re.DOTALL,
)


@dataclass(slots=True)
class ProjectTexts:
    """What the cells say, by field; `percents` are those of the spending plan's checkpoints.

    The text of `parts`, if there is one, says which optional parts the project's table has.
    """

    said: dict[str, str] = field(default_factory=dict)
    goals: Goals = ()
    percents: Mapping[str, str] = field(default_factory=dict)

    def project(
        self,
        new_id: Callable[[], ItemId],
        indicators: Callable[[bool], tuple[Indicator, ...]],
        *,
        has_basis: bool,
    ) -> Project:
        """`indicators` makes its rows, with or without a basis; `has_basis` where their column holds any."""
        parts = _PARTS.fullmatch(self.said["parts"]) if "parts" in self.said else None
        number = self.said.get("number", "")
        section_id = new_id()
        return Project(
            id=section_id,
            number=int(number) if _NUMBER.fullmatch(number) else None,
            code=self._code(parts),
            spending_plan=self._plan(parts),
            goals=self.goals,
            indicators=indicators(has_basis or bool(parts and parts["basis"])),
            **{name: self.said[name] for name in _TEXTS if name in self.said},
        )

    def _code(self, parts: re.Match[str] | None) -> str | None:
        code = self.said.get("code")
        return None if parts and not parts["code"] and not code else code

    def _plan(self, parts: re.Match[str] | None) -> SpendingPlan | None:
        labels: list[str] = [*self.percents]
        if parts and not parts["spending_plan"] and not any(self.percents.values()):
            return None
        if parts and parts["labels"] is not None:
            labels = parts["labels"].split(PARTS_SEPARATOR) if parts["labels"] else []
        elif not labels and not (parts and parts["spending_plan"]):
            return None
        return tuple(Checkpoint(label, self.percents.get(label, "")) for label in labels)
