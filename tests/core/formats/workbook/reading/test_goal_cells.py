"""Goals in cells: numbers come off, lines are cut where the next number stands."""

import pytest

from core.formats.workbook.reading.goal_cells import read_goals


@pytest.mark.parametrize(
    ("texts", "goals", "counts", "numbering"),
    [
        (["1.一", "2.二"], ("一", "二"), (1, 1), "{}."),
        (["1.一\n2.二"], ("一", "二"), (2,), "{}."),
        (["1.一\n续\n2.二", "3.三"], ("一\n续", "二", "三"), (2, 1), "{}."),
        (["目标1：一\n目标2：二"], ("一", "二"), (2,), "目标{}："),
        (["1、 一", "2、 二"], ("一", "二"), (1, 1), "{}、 "),
        (["1. 一", "2.二"], (" 一", "二"), (1, 1), "{}."),
        (["（1）一\n（2）二"], ("一", "二"), (2,), "（{}）"),
        (["1.一\n2.小项", "2.二"], ("一\n2.小项", "二"), (1, 1), "{}."),
        (["办成一件事"], ("办成一件事",), (1,), ""),
        (["办成一", "", "办成二"], ("办成一", "办成二"), (1, 0, 1), ""),
        (["1.5万人受益"], ("1.5万人受益",), (1,), ""),
        (["1.5万人受益\n2.增收"], ("5万人受益", "增收"), (2,), "{}."),
        (["1.2026年底完成"], ("2026年底完成",), (1,), "{}."),
        ([""], (), (0,), "{}."),
    ],
)
def test_goals_are_read_from_cells(
    texts: list[str], goals: tuple[str, ...], counts: tuple[int, ...], numbering: str
) -> None:
    assert read_goals(texts) == (goals, counts, numbering)
