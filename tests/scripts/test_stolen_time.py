"""What a machine lends to others, as Linux tells it."""

import os
from pathlib import Path

from scripts.stolen_time import stolen_times


def test_it_is_told_in_seconds_for_each_processor(tmp_path: Path) -> None:
    second = os.sysconf("SC_CLK_TCK")
    statistics = tmp_path / "stat"
    statistics.write_text(
        f"cpu  9 9 9 9 9 9 9 {3 * second} 0 0\n"
        f"cpu0 1 2 3 4 5 6 7 {2 * second} 0 0\n"
        f"cpu1 1 2 3 4 5 6 7 {second} 0 0\n"
        "intr 12 0 0\n"
    )
    assert stolen_times(statistics) == [2, 1]


def test_a_system_that_does_not_tell_has_lent_nothing(tmp_path: Path) -> None:
    assert stolen_times(tmp_path / "stat") == []
