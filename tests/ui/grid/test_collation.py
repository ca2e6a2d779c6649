"""The order of texts in the grid."""

from __future__ import annotations

import pytest

from ui.grid.collation import collation_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["啊", "波", "次", "的", "饿", "夏", "重", "州"],
        ["北京", "成都", "天津"],
        ["第10项", "第2项", "第一项"],
        ["-", "3", "a", "保洁", "滦河治理", "鑫源小区"],
        ["保洁", "保洁员", "保障"],
        ["中", "丂", "镕"],
    ],
)
def test_signs_digits_and_letters_come_before_characters_by_their_reading(ordered: list[str]) -> None:
    texts = sorted(ordered)
    texts.sort(key=collation_key)
    assert texts == ordered
