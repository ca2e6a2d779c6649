"""Row plans as they come, and what they mean, row by row: the slow way, to compare with."""

from hypothesis import strategies as st

from core.spreadsheet.patching.row_plan import KeptRows, NewRow, RowPlan

DEPTH = 14
"""Plans speak of the rows down to this one."""


@st.composite
def row_plans(draw: st.DrawFn) -> RowPlan:
    """Rows kept, left out, moved and made new."""
    kept = draw(st.lists(st.integers(1, DEPTH), unique=True))
    if draw(st.booleans()):
        kept.sort()
    steps: list[KeptRows | NewRow] = []
    for row in kept:
        last = steps[-1] if steps else None
        if isinstance(last, KeptRows) and last.last == row - 1 and draw(st.booleans()):
            steps[-1] = KeptRows(last.first, row)
        else:
            steps.append(KeptRows(row, row))
    for place in draw(st.lists(st.integers(0, DEPTH), max_size=4)):
        steps.insert(min(place, len(steps)), NewRow(draw(st.integers(1, DEPTH))))
    return tuple(steps)


def order_after(plan: RowPlan, depth: int) -> list[tuple[int, bool]]:
    """The old row that each row is or looks like, and whether it is new, as far as old rows down to `depth` go."""
    rows: list[tuple[int, bool]] = []
    for step in plan:
        if isinstance(step, NewRow):
            rows.append((step.like, True))
        else:
            rows += [(row, False) for row in range(step.first, step.last + 1)]
    highest = max((row for row, is_new in rows if not is_new), default=0)
    return rows + [(row, False) for row in range(highest + 1, depth + 1)]
