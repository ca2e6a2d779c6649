"""What a cell of a workbook says, put together from the book by the cell's template."""

from __future__ import annotations

from typing import NamedTuple

from core.book import Goals, Project, Row, Section, SpendingPlan
from core.formats.workbook.mapping import Aspect, FieldText, Template
from core.formats.workbook.titles import OPTIONAL_PARTS, PARTS_SEPARATOR
from core.target import Operator, TargetKind, parse
from core.typography import plain

QUALITATIVE = "定性"
"""What the column of operators says beside a value that is no number."""

_SYMBOLS = (">=", "<=", "=>", "=<", "==", *Operator, "≧", "≦", "⩾", "⩽", "＞", "＜", "＝", "﹥", "﹤", "﹦")


class ValueParts(NamedTuple):
    """A target value cut in three: joined again they are the value."""

    operator: str
    number: str
    unit: str


def composed(template: Template, section: Section, row: Row | None, position: int) -> str:
    """The text of a cell of the section, or of its row; `position` is the project's place in the book, from 1."""
    return "".join(
        piece if isinstance(piece, str) else _said(piece, section, row, position) for piece in template
    )


def split_value(text: str) -> ValueParts:
    """A target value for three columns: `≥`, `95`, `%`. What is no number goes whole into the middle one."""
    start = next((len(symbol) for symbol in _SYMBOLS if text.startswith(symbol)), 0)
    target = parse(text)
    unit = target.unit.text if target.unit and not target.rest else ""
    end = len(text) - len(unit)
    if not unit or end <= start or plain(text[end:]) != unit:
        end = len(text)
    return ValueParts(text[:start], text[start:end], text[end:])


def _said(piece: FieldText, section: Section, row: Row | None, position: int) -> str:
    if row is not None and piece.field in row._fields:
        said = getattr(row, piece.field)
        return _value_text(said, piece) if piece.field == "value" else _plain_text(said)
    if piece.field == "position":
        return str(position)
    if piece.field == "parts":
        return parts_text(section, piece.aspect or "") if isinstance(section, Project) else ""
    said = getattr(section, piece.field)
    match piece.field:
        case "number":
            return "" if said is None else f"{said}{piece.aspect or ''}"
        case "goals":
            return _goals_text(said, piece)
        case "spending_plan":
            return _checkpoint_text(said, piece)
        case _:
            return _plain_text(said)


def _plain_text(said: str | int | None) -> str:
    return "" if said is None else str(said)


def _goals_text(goals: Goals, piece: FieldText) -> str:
    """All goals, a line each; `aspect` is how their numbers are written."""
    numbering = piece.aspect or ""
    return "\n".join(numbering.format(number) + goal for number, goal in enumerate(goals, 1))


def _checkpoint_text(plan: SpendingPlan | None, piece: FieldText) -> str:
    """The label or the percentage of the checkpoint; empty for one that the plan has not."""
    for index, checkpoint in enumerate(plan or ()):
        if piece.item in (index, checkpoint.label):
            return checkpoint.label if piece.aspect == Aspect.LABEL else checkpoint.percent
    return ""


def parts_text(project: Project, all_labels: str) -> str:
    """Which optional parts a project's table has; the plan's labels only where it has not `all_labels`."""
    parts: list[str] = []
    if project.code is not None:
        parts.append(OPTIONAL_PARTS["code"])
    if project.spending_plan is not None:
        labels = PARTS_SEPARATOR.join(checkpoint.label for checkpoint in project.spending_plan)
        suffix = "" if labels == all_labels else f"（{labels}）"
        parts.append(OPTIONAL_PARTS["spending_plan"] + suffix)
    if project.has_basis:
        parts.append(OPTIONAL_PARTS["basis"])
    return PARTS_SEPARATOR.join(parts)


def _value_text(value: str, piece: FieldText) -> str:
    nothing = str(piece.item or "")
    match piece.aspect:
        case None:
            return value
        case Aspect.OPERATOR:
            return split_value(value).operator or (nothing if parse(value).kind is TargetKind.TEXT else "")
        case Aspect.NUMBER:
            return split_value(value).number
        case Aspect.UNIT:
            return split_value(value).unit or (nothing if value else "")
        case _:
            return _stated(value, piece.aspect)


def _stated(value: str, aspect: str) -> str:
    """What is said beside the whole value: its operator, and of a plain number the number and the unit."""
    target = parse(value)
    if aspect == Aspect.STATED_OPERATOR:
        if target.kind is TargetKind.NUMBER or target.operator:
            return str(target.effective_operator)
        return QUALITATIVE if target.kind is TargetKind.TEXT else ""
    if target.kind is not TargetKind.NUMBER or target.number is None:
        return ""
    if aspect == Aspect.STATED_NUMBER:
        return f"{target.number:f}"
    return target.unit.text if target.unit else ""
