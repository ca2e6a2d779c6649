"""What of the lock file goes into the frozen Windows program."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging/windows"))

from windows_requirements import for_windows, read_pins  # noqa: E402

LOCK = """\
colours==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:aa
    # via freezer-of-tests
freezer-of-tests==4.0 \\
    --hash=sha256:bb
    # via jimu (pyproject.toml:dev)
frames==2.0 \\
    --hash=sha256:cc \\
    --hash=sha256:dd
    # via
    #   jimu (pyproject.toml)
    #   freezer-of-tests
letters==3.0 ; sys_platform == 'linux' \\
    --hash=sha256:ee
    # via frames
panes==5.1 ; platform_system == 'Windows' \\
    --hash=sha256:ff
    # via frames
pyinstaller==6.0 \\
    --hash=sha256:00
    # via jimu (pyproject.toml:dev)
resources==7.0 \\
    --hash=sha256:11
    # via pyinstaller
"""


def test_the_program_and_the_freezer_come_with_what_they_need_on_windows() -> None:
    names = [pin.name for pin in for_windows(read_pins(LOCK))]
    assert names == ["frames", "panes", "pyinstaller", "resources"]


def test_a_requirement_has_all_hashes_and_no_marker() -> None:
    frames, panes, *_ = for_windows(read_pins(LOCK))
    assert frames.requirement == "frames==2.0 \\\n    --hash=sha256:cc \\\n    --hash=sha256:dd"
    assert panes.requirement == "panes==5.1 \\\n    --hash=sha256:ff"


def test_a_package_without_a_hash_is_an_error() -> None:
    with pytest.raises(ValueError, match="8 packages are pinned, but 7 were understood"):
        read_pins(LOCK + "unsure==1.0\n    # via frames\n")


def test_the_lock_file_gives_the_program_and_no_tools_of_developers() -> None:
    pins = for_windows(read_pins((ROOT / "requirements.lock").read_text("utf-8")))
    names = {pin.name for pin in pins}
    run = {pin.name for pin in read_pins((ROOT / "requirements-run.lock").read_text("utf-8"))}
    assert run <= names
    assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis"}


def test_other_packages_come_with_what_they_need() -> None:
    pins = read_pins((ROOT / "requirements.lock").read_text("utf-8"))
    names = {pin.name for pin in for_windows(pins, ["pytest"])}
    assert {"pytest", "pluggy", "colorama"} <= names
    assert not names & {"pyinstaller", "lxml"}
