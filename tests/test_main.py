"""The program as a script or a desktop calls it, on any computer: streams, code pages, several files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main as program
from main import main
from tests.core.formats.tables import CELLS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_text(CELLS, "utf-8")
    return path


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_a_pipe_gets_utf_8_whatever_the_code_page(path: Path, option: list[str]) -> None:
    call = [sys.executable, str(ROOT / "main.py"), "check", str(path), *option]
    done = subprocess.run(
        call, env=os.environ | {"PYTHONIOENCODING": "cp936"}, capture_output=True, check=False
    )
    printed = done.stdout.decode("utf-8")
    assert str(path) in (json.loads(printed)["files"][0]["path"] if option else printed)
    assert done.stderr == b""


def test_a_refusal_in_a_pipe_is_utf_8_too(tmp_path: Path) -> None:
    call = [sys.executable, str(ROOT / "main.py"), "convert", str(tmp_path / "没有.txt"), "甲.json"]
    done = subprocess.run(
        call, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "“没有.txt”无法打开" in done.stderr.decode("utf-8")


def test_a_name_that_is_no_text_is_printed_all_the_same(path: Path) -> None:
    odd = os.fsencode(path.parent) + b"/\xff.txt"
    Path(os.fsdecode(odd)).write_bytes(path.read_bytes())
    call = [sys.executable.encode(), os.fsencode(ROOT / "main.py"), b"check", odd]
    done = subprocess.run(call, capture_output=True, check=False)
    assert done.returncode in (0, 1)
    assert rb"\udcff.txt" in done.stdout


@pytest.mark.parametrize("command", [["check"], ["check", "--json"], ["convert"]])
def test_a_program_without_streams_does_its_work(
    path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """As a windowed program on Windows, which has nothing to print to."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    target = path.with_suffix(".json")
    files = [str(path), str(target)] if command == ["convert"] else [str(path)]
    assert main([*command, *files]) in (0, 1)
    assert main(["check", str(path.with_name("没有.txt"))]) == 2
    with pytest.raises(SystemExit) as wrong_call:
        main(["convert"])
    assert wrong_call.value.code == 2
    assert target.exists() == (command == ["convert"])


def test_what_is_no_command_is_a_file_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []
    monkeypatch.setattr(program, "_open_window", lambda arguments: opened.append(list(arguments)) or 0)
    assert main(["甲.txt", "file:///乙.txt"]) == 0
    assert main([]) == 0
    assert opened == [["甲.txt", "file:///乙.txt"], []]
