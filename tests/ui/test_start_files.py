"""What the program is called with, and a second start beside a running one."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.samples import SAMPLES
from ui.recent_files import RecentFiles
from ui.start_files import start_files

ROOT = Path(__file__).parents[2]
START_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from ui import application
app = application.create_application()
def close():
    if any(getattr(window, "document", None) for window in app.topLevelWidgets()):
        app.closeAllWindows()
    else:
        QTimer.singleShot(20, close)
QTimer.singleShot(0, close)
sys.exit(application.run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("/表 格/某局.txt", "/表 格/某局.txt"),
        ("/表/100%.txt", "/表/100%.txt"),
        ("file:///%E8%A1%A8%20%E6%A0%BC/%E6%9F%90%E5%B1%80.txt", "/表 格/某局.txt"),
        ("file:///表/a%23b%25.txt", "/表/a#b%.txt"),
        ("file://localhost/a.txt", "/a.txt"),
        ("file:/a.txt", "/a.txt"),
        ("FILE:///a.txt", "/a.txt"),
        ("file://server/share/a.txt", "//server/share/a.txt"),
    ],
)
def test_a_path_or_a_url_names_a_file(argument: str, path: str) -> None:
    assert start_files([argument]) == [Path(path)]


def test_a_relative_path_begins_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start_files(["某局 2026年.txt", "", "下级/乙.txt"]) == [
        tmp_path / "某局 2026年.txt",
        tmp_path / "下级" / "乙.txt",
    ]


def started_beside(config: Path, files: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    """A program of its own that opens these files and is closed by its user."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(config),
        "XDG_DATA_HOME": str(config / "data"),
        "PYTHONPATH": str(ROOT),
    }
    call = [sys.executable, "-c", START_AND_CLOSE, *map(str, files)]
    return subprocess.run(call, env=environment, capture_output=True, text=True, cwd=config, check=False)


def test_a_second_start_is_a_program_of_its_own_and_shares_the_recent_files(tmp_path: Path) -> None:
    config = tmp_path / "设置"
    config.mkdir()
    settings = QSettings(str(config / "Jimu" / "jimu.ini"), QSettings.Format.IniFormat)
    here = RecentFiles(settings)
    first, second, third = (tmp_path / f"第 {number} 份.txt" for number in "一二三")
    here.add(first)
    second.write_bytes(SAMPLES[0].read_bytes())
    other = started_beside(config, [second])
    assert (other.returncode, other.stderr) == (0, "")
    here.add(third)
    assert here.paths == [third, second, first]
    settings.sync()
    assert settings.contains("window/geometry")
