"""The self-check does the whole job, leaves what it made, and finds what is broken."""

import hashlib
import sys
from pathlib import Path

import pytest

from core.book import Book
from main import main
from tests.samples import SAMPLES
from ui import self_check
from ui.indicators.indicator_model import IndicatorModel
from ui.indicators.row_commands import RowCommands
from ui.self_check import PROTOCOL, book_check
from ui.workspace import Workspace

pytestmark = pytest.mark.usefixtures("qapp")
MADE = {
    *("unchanged.txt", "edited.txt", "cells.txt", "rows.txt", "form.xlsx", "list.xlsx", "book.json"),
    *("report.docx", "report.xlsx", "report.html", "report.pdf", "print.pdf"),
}


def protocol_in(folder: Path) -> str:
    return (folder / PROTOCOL).read_text("utf-8")


def failures(folder: Path) -> list[str]:
    return [line for line in protocol_in(folder).splitlines() if "失败：" in line]


def sums_in(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_every_sample_passes(tmp_path: Path) -> None:
    assert main(["self-check", str(tmp_path)]) == 0
    assert failures(tmp_path) == []
    assert "失败 0 项" in protocol_in(tmp_path).splitlines()[-1]
    assert (tmp_path / "window.png").stat().st_size > 10_000
    for sample in SAMPLES:
        folder = tmp_path / sample.stem
        assert {path.name for path in folder.iterdir()} == MADE
        assert (folder / "unchanged.txt").read_bytes() == sample.read_bytes()
        assert (folder / "edited.txt").read_bytes() != sample.read_bytes()


def test_two_runs_leave_the_same_files(tmp_path: Path) -> None:
    one, other = tmp_path / "甲 一", tmp_path / "乙"
    for folder in (one, other):
        assert self_check.run(folder, SAMPLES[:1]) == 0
    assert protocol_in(one) == protocol_in(other)
    sums = sums_in(one)
    assert sums == sums_in(other)
    assert {Path(name).name for name in sums} == {
        name for name in MADE if not name.endswith((".pdf", ".docx"))
    }
    for name, digest in sums.items():
        assert hashlib.sha256((one / name).read_bytes()).hexdigest() == digest


def test_a_file_that_is_no_book_fails_and_the_next_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "不是表.txt"
    path.write_text("没有表", encoding="utf-8")
    out = tmp_path / "out"
    assert self_check.run(out, [path, SAMPLES[0]]) == 1
    (failure,) = failures(out)
    assert failure.startswith("打开并检查 … 失败：无法打开文件")
    assert (out / SAMPLES[0].stem / "print.pdf").exists()


def test_a_program_without_streams_leaves_its_protocol(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert self_check.run(tmp_path / "out", SAMPLES[:1]) == 0
    assert "自检通过" in protocol_in(tmp_path / "out")
    (tmp_path / "a file").write_bytes(b"")
    assert self_check.run(tmp_path / "a file", SAMPLES[:1]) == 1


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "文件"
    path.write_bytes(b"")
    assert self_check.run(path, SAMPLES[:1]) == 1
    assert "文件”里不能写文件" in capsys.readouterr().err


def test_the_hook_for_errors_is_given_back(tmp_path: Path) -> None:
    before = sys.excepthook
    self_check.run(tmp_path, [])
    assert sys.excepthook is before


# ── A broken program ──────────────────────────────────────────────────────────────────────────────────────────


def checked(tmp_path: Path) -> list[str]:
    """The checks that fail."""
    assert self_check.run(tmp_path, SAMPLES[:1]) == 1
    return [line.partition(" … ")[0] for line in failures(tmp_path)]


def test_a_cell_that_does_not_take_the_text_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IndicatorModel, "setData", lambda *_: False)
    assert checked(tmp_path) == ["键入指标值", "插入指标并填写"]


def test_a_command_that_does_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowCommands, "insert", lambda _: None)
    assert checked(tmp_path) == ["插入指标并填写"]


def test_a_writer_that_loses_a_project_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save = book_check.save

    def lossy(book: Book, path: Path, *args: object) -> object:
        return save(Book(book.projects[1:]) if path.suffix == ".xlsx" else book, path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(book_check, "save", lossy)
    assert checked(tmp_path) == ["保存为Excel（目标表）并读回", "保存为Excel（清单）并读回"]


def test_an_error_in_the_window_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Workspace, "_on_changed", fail)
    assert self_check.run(tmp_path, SAMPLES[:1]) == 1
    assert failures(tmp_path)[0] == "键入指标值 … 失败：窗口里的意外错误 ZeroDivisionError"
    assert "Traceback" in (tmp_path / "machine.log").read_text("utf-8")
