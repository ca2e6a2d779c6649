"""Figures of the bench: ratios, verdicts, tables and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.figures import BYTES, COUNT, Figure, cells, markdown, read_json, table, write_json

BESIDE_PEER = Figure("read", 400.0, "json.loads", 100.0, 4.0)
TOO_SLOW = Figure("write", 300.0, "a copy", 100.0, 2.0)
LIMITED = Figure("a frame, p99", 17.0, "limit", None, 16.0)
WITHOUT_TARGET = Figure("all there", 250.0)
NOT_MEASURED = Figure("saved, as LibreOffice does", None, remark="LibreOffice is not installed")
ALL = [BESIDE_PEER, TOO_SLOW, LIMITED, WITHOUT_TARGET, NOT_MEASURED]


@pytest.mark.parametrize(
    ("figure", "ratio", "is_met"),
    [
        (BESIDE_PEER, 4.0, True),
        (TOO_SLOW, 3.0, False),
        (LIMITED, None, False),
        (Figure("memory", 1536.0, "limit", None, 1536.0, BYTES), None, True),
        (Figure("stalls", 0, "limit", None, 0, COUNT), None, True),
        (Figure("stalls", 1, "limit", None, 0, COUNT), None, False),
        (WITHOUT_TARGET, None, None),
        (NOT_MEASURED, None, None),
    ],
)
def test_a_target_is_met_by_the_ratio_or_without_a_peer_by_the_figure(
    figure: Figure, ratio: float | None, is_met: bool | None
) -> None:
    assert (figure.ratio, figure.is_met) == (ratio, is_met)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (BESIDE_PEER, ("read", "400 ms", "json.loads", "100 ms", "×4.00", "≤ ×4", "met")),
        (LIMITED, ("a frame, p99", "17.0 ms", "limit", "", "", "≤ 16 ms", "MISSED")),
        (NOT_MEASURED, ("saved, as LibreOffice does", "–", "", "", "", "", "not measured")),
        (Figure("stalls", 3, "limit", None, 0, COUNT), ("stalls", "3", "limit", "", "", "≤ 0", "MISSED")),
    ],
)
def test_a_line_says_what_was_measured_and_what_was_wished(figure: Figure, words: tuple[str, ...]) -> None:
    assert cells(figure) == words


def test_a_table_has_a_line_for_each_figure_and_remarks_below() -> None:
    lines = table(ALL).splitlines()
    assert [line.split()[0] for line in lines[1:6]] == ["read", "write", "a", "all", "saved,"]
    assert lines[6:] == ["saved, as LibreOffice does: LibreOffice is not installed"]


def test_columns_stand_below_each_other_though_chinese_is_wider() -> None:
    plain, chinese = Figure("ab", 1.0, "peer"), Figure("文", 1.0, "peer")
    _, first, second = table([plain, chinese]).splitlines()
    assert first.index("1.00") == second.index("1.00") + 1


def test_runs_stand_beside_each_other_and_misses_are_bold() -> None:
    later = [Figure("read", 500.0, "json.loads", 100.0, 4.0), TOO_SLOW]
    lines = markdown([ALL, later]).splitlines()
    assert lines[0] == "| job | beside | target | run 1 | run 2 |"
    assert lines[2] == (
        "| read | json.loads | ≤ ×4 | 400 ms / 100 ms = ×4.00 | **500 ms / 100 ms = ×5.00** |"
    )
    assert lines[4] == "| a frame, p99 | limit | ≤ 16 ms | **17.0 ms** |  |"
    assert lines[7:] == ["", "- saved, as LibreOffice does, run 1: LibreOffice is not installed"]


def test_json_gives_the_same_figures_back(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    write_json(ALL, path)
    assert read_json(path) == ALL
