"""The commands as a script calls them: what they print, and their exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commands.user_backups import data_folder, user_backups
from core.formats import load, save
from core.session import Session
from main import main
from tests.core.formats.tables import CELLS, ROWS
from tests.real_tables import BOOKS, needs_real_tables, text_file
from tests.samples import SAMPLES


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves backups with the user."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


def written(tmp_path: Path, source: str, name: str = "book.txt") -> Path:
    path = tmp_path / name
    path.write_text(source, "utf-8")
    return path


def checked(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[dict[str, Any]]]:
    code = main(["check", *map(str, paths), "--json"])
    files: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["files"]
    return code, files


def test_check_reports_where_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (report,) = checked(capsys, written(tmp_path, CELLS.replace("≤120万元", "≤121万元")))
    assert code == 1
    assert (report["projects"], report["indicators"]) == (2, 6)
    finding = next(finding for finding in report["findings"] if finding["rule"] == "cost-over-budget")
    assert (finding["severity"], finding["project"], finding["name"]) == ("error", 1, "社区食堂补贴")
    assert (finding["where"], finding["field"]) == ("补贴总成本", "value")
    assert "121.00" in finding["message"]
    assert report["errors"] == sum(finding["severity"] == "error" for finding in report["findings"])


def test_check_names_the_header_field_of_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (report,) = checked(capsys, written(tmp_path, CELLS.replace("\t50000.00\n", "\t0.00\n")))
    assert ("budget-zero", "budget") in [
        (finding["rule"], finding["where"]) for finding in report["findings"]
    ]


def test_check_prints_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(written(tmp_path, CELLS.replace("≤120万元", "≤121万元")))]) == 1
    printed = capsys.readouterr().out
    assert "错误  第 1 项 补贴总成本：" in printed
    assert "错误 " in printed.splitlines()[-1]


def test_check_goes_on_after_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, reports = checked(capsys, tmp_path / "gone.txt", written(tmp_path, ROWS))
    assert code == 2
    assert "不存在" in reports[0]["error"]
    assert reports[1]["projects"] == 2


def test_check_tells_what_was_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, CELLS + "注：由财政局汇总。\n")
    _, (report,) = checked(capsys, path)
    assert report["unrecognised"] == [
        {"place": f"第 {CELLS.count(chr(10)) + 1} 行", "text": "注：由财政局汇总。"}
    ]
    main(["check", str(path)])
    assert "未识别的内容（原样保留）" in capsys.readouterr().out


def test_convert_changes_the_dialect_and_back(tmp_path: Path) -> None:
    source, rows, cells = written(tmp_path, CELLS), tmp_path / "rows.txt", tmp_path / "cells.txt"
    assert main(["convert", str(source), str(rows), "--as", "rows"]) == 0
    assert main(["convert", str(rows), str(cells), "--as", "cells"]) == 0
    assert rows.read_text("utf-8") != source.read_text("utf-8")
    for target in ("one.json", "two.json"):
        assert main(["convert", str(source if target == "one.json" else cells), str(tmp_path / target)]) == 0
    assert (tmp_path / "one.json").read_text("utf-8") == (tmp_path / "two.json").read_text("utf-8")


@pytest.mark.parametrize("layout", ["form", "list"])
def test_convert_goes_through_a_workbook_and_back(tmp_path: Path, layout: str) -> None:
    source, book, back = written(tmp_path, CELLS), tmp_path / "book.xlsx", tmp_path / "back.txt"
    assert main(["convert", str(source), str(book), "--as", layout]) == 0
    assert main(["convert", str(book), str(back)]) == 0
    for text in (source, back):
        assert main(["convert", str(text), f"{text}.json"]) == 0
    assert Path(f"{source}.json").read_text("utf-8") == Path(f"{back}.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "layout"), [("new.xlsx", "cells"), ("new.txt", "list"), ("new.json", "form")]
)
def test_convert_refuses_a_layout_that_the_format_does_not_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, layout: str
) -> None:
    assert main(["convert", str(written(tmp_path, CELLS)), str(tmp_path / name), "--as", layout]) == 2
    assert name in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_convert_keeps_what_it_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.user_backups.data_folder", lambda: tmp_path / "data")
    target = written(tmp_path, ROWS, "target.txt")
    before = target.read_bytes()
    kept = user_backups(target)
    kept.keep = 12
    for number in range(12):  # as many as the user has set in the window
        kept.keep_version(target, f"{number}".encode())
    assert main(["convert", str(written(tmp_path, CELLS)), str(target)]) == 0
    versions = kept.versions(target)
    assert [kept.read(version) for version in versions[:2]] == [before, b"11"]
    assert len(versions) == 13


@pytest.mark.skipif(sys.platform != "linux", reason="set by a variable of Linux")
def test_convert_keeps_it_where_the_window_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "from PySide6.QtCore import QCoreApplication as A, QStandardPaths as P\n"
    told += "A.setOrganizationName('Jimu'); A.setApplicationName('jimu')\n"
    told += "print(P.writableLocation(P.StandardLocation.AppLocalDataLocation))"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    done = subprocess.run((sys.executable, "-c", told), capture_output=True, text=True, check=True)
    assert str(data_folder()) == done.stdout.strip()


def test_convert_refuses_an_unknown_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(written(tmp_path, CELLS)), str(tmp_path / "book.ods")]) == 2
    assert "不支持“.ods”格式" in capsys.readouterr().err
    assert not (tmp_path / "book.ods").exists()


def test_a_wrong_call_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_call:
        main(["check"])
    assert exit_call.value.code == 2
    assert "usage" in capsys.readouterr().err


@needs_real_tables
@pytest.mark.parametrize("book", BOOKS)
def test_check_reads_every_real_book(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, (report,) = checked(capsys, text_file(book))
    assert code in (0, 1)
    assert report["indicators"] > 50


def test_check_and_convert_know_what_was_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.txt"
    path.write_bytes(SAMPLES[0].read_bytes())
    book, layout = load(path)
    session = Session(book)
    accepted = next(iter(session.findings))
    session.waive(accepted, "按批复执行")
    save(book, path, layout, decisions=session.decisions)
    main(["convert", str(path), str(tmp_path / "book.xlsx")])
    capsys.readouterr()
    for source in (path, tmp_path / "book.xlsx"):
        _, (report,) = checked(capsys, source)
        (waived,) = report["waived"]
        assert (waived["message"], waived["reason"]) == (accepted.message, "按批复执行")
        assert accepted.message not in [finding["message"] for finding in report["findings"]]
    main(["check", str(path)])
    assert "已核实（按批复执行）  第 2 项 spending_plan：" in capsys.readouterr().out
