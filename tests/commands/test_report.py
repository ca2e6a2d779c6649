"""`check … -o` as a script calls it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from main import main
from tests.core.formats.tables import CELLS


def written(tmp_path: Path, source: str, name: str = "book.txt") -> Path:
    path = tmp_path / name
    path.write_text(source, "utf-8")
    return path


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_check_writes_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    target = tmp_path / f"意见{suffix}"
    source = written(tmp_path, CELLS.replace("≤120万元", "≤121万元"))
    assert main(["check", str(source), "-o", str(target)]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("1/1  book.txt  错误 ")
    assert str(target) in printed
    assert target.stat().st_size > 1000


def test_the_pdf_is_written_without_a_screen(tmp_path: Path) -> None:
    target = tmp_path / "意见.pdf"
    source = written(tmp_path, CELLS)
    call = [sys.executable, "main.py", "check", str(source), "-o", str(target)]
    done = subprocess.run(
        call, capture_output=True, cwd=Path(__file__).parents[2], env=_no_screen(), check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert target.read_bytes().startswith(b"%PDF-")


def _no_screen() -> dict[str, str]:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {key: value for key, value in os.environ.items() if key not in without}


def test_a_batch_survives_files_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "意见.docx"
    paths = [tmp_path / "无.txt", written(tmp_path, CELLS), written(tmp_path, "随便写写", "坏.txt")]
    assert main(["check", *map(str, paths), "-o", str(target)]) == 2
    printed = capsys.readouterr()
    assert "2/3  book.txt" in printed.out
    assert "无.txt" in printed.err
    assert "坏.txt" in printed.err
    cells = [cell.text for table in Document(str(target)).tables for row in table.rows for cell in row.cells]
    assert {"无.txt", "坏.txt"} <= set(cells)


@pytest.mark.parametrize(
    ("name", "said"),
    [("意见.doc", ".docx、.xlsx、.html、.pdf"), ("无/意见.docx", "不存在"), ("book.txt", ".docx")],
)
def test_a_target_that_cannot_be_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    source = written(tmp_path, CELLS)
    before = source.read_bytes()
    assert main(["check", str(source), "-o", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["book.txt"]
    assert source.read_bytes() == before


def test_json_and_a_report_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as exit_call:
        main(["check", "a.txt", "--json", "-o", "意见.docx"])
    assert exit_call.value.code == 2
