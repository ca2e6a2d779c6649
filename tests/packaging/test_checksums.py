"""SHA256SUMS beside what is delivered."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

from checksums import NothingToSum, write_sums  # noqa: E402


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    for name in ("Jimu-1.2.0-setup.exe", "jimu_1.2.0_amd64.deb", "jimu_1.2.0_amd64.cdx.json"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_sums_can_be_checked_by_the_usual_program(delivered: Path) -> None:
    write_sums(delivered, "1.2.0")
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=delivered, check=True, capture_output=True, text=True).stdout == (
        "Jimu-1.2.0-setup.exe: OK\njimu_1.2.0_amd64.cdx.json: OK\njimu_1.2.0_amd64.deb: OK\n"
    )


def test_a_changed_file_does_not_match(delivered: Path) -> None:
    write_sums(delivered, "1.2.0")
    (delivered / "jimu_1.2.0_amd64.deb").write_text("another")
    command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=delivered, check=False, capture_output=True).returncode == 1


def test_older_versions_and_other_files_are_left_out(delivered: Path) -> None:
    for name in ("Jimu-1.1.0-setup.exe", "jimu_11.2.0_amd64.deb", "notes-1.2.0-.txt"):
        (delivered / name).write_text(name)
    (delivered / "jimu").mkdir()
    sums = write_sums(delivered, "1.2.0").read_text().splitlines()
    assert [line[66:] for line in sums] == [
        "Jimu-1.2.0-setup.exe",
        "jimu_1.2.0_amd64.cdx.json",
        "jimu_1.2.0_amd64.deb",
    ]


def test_a_folder_without_the_version_is_said(delivered: Path) -> None:
    with pytest.raises(NothingToSum, match=r"1\.3\.0"):
        write_sums(delivered, "1.3.0")
