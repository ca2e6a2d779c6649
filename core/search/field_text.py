"""What a field says as one text, and the pieces of it that are searched and replaced one by one.

Most fields are one piece. Each goal is one, and each percentage of a spending plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.book import Checkpoint, SpendingPlan, Value
from core.search.span import Span


class FieldText(NamedTuple):
    """`text` as lists show the field; `pieces` say where in it the pieces stand."""

    text: str
    pieces: tuple[Span, ...]


def field_text(value: Value) -> FieldText:
    """`3月底 25，6月底 50` for a spending plan, a line per goal; no piece for a field that is not there."""
    text = ""
    pieces: list[Span] = []
    for lead_in, piece in _pieces_after_lead_ins(value):
        text += lead_in
        pieces.append(Span(len(text), len(text) + len(piece)))
        text += piece
    return FieldText(text, tuple(pieces))


def with_pieces(value: Value, pieces: Sequence[str]) -> Value:
    """The value with other texts in place of its pieces; a goal that became empty goes."""
    if not isinstance(value, tuple):
        return pieces[0]
    if plan := _as_plan(value):
        return tuple(
            checkpoint._replace(percent=percent) for checkpoint, percent in zip(plan, pieces, strict=True)
        )
    return tuple(piece for piece in pieces if piece)


def _pieces_after_lead_ins(value: Value) -> list[tuple[str, str]]:
    """Each piece, and before it what stands between it and the one before."""
    if not isinstance(value, tuple):
        return [("", value)] if isinstance(value, str) else []
    if plan := _as_plan(value):
        return [("，" * (n > 0) + label + " ", percent) for n, (label, percent) in enumerate(plan)]
    return [("\n" * (n > 0), str(goal)) for n, goal in enumerate(value)]


def _as_plan(value: Value) -> SpendingPlan:
    """The value as a spending plan; empty where it is none."""
    checkpoints = value if isinstance(value, tuple) else ()
    return tuple(one for one in checkpoints if isinstance(one, Checkpoint))
