"""What Windows and the installer say of the program."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging/frozen"))

from check_version import missing  # noqa: E402
from windows_details import four_numbers, texts  # noqa: E402

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("12.3", (12, 3, 0, 0)),
        ("1.2.3.4", (1, 2, 3, 4)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
    ],
)
def test_windows_counts_versions_by_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert four_numbers(version) == numbers


def test_the_program_has_its_chinese_name_and_its_version() -> None:
    said = texts()
    assert said["ProductName"] == said["FileDescription"] == "绩目"
    assert said["FileVersion"] == said["ProductVersion"] == VERSION
    assert "Jimu" in said["CompanyName"]


def test_the_installer_says_everything_in_both_languages() -> None:
    said = dict(
        re.findall(
            r'^\$\{Text\} (\w+) ("[^"]+" "[^"]+")$',
            (ROOT / "packaging/windows/texts.nsh").read_text("utf-8"),
            re.M,
        )
    )
    used = set(re.findall(r"\$\((\w+)\)", (ROOT / "packaging/windows/setup.nsi").read_text("utf-8")))
    assert used == set(said)
    for texts_of_both in said.values():
        chinese, english = re.findall(r'"([^"]+)"', texts_of_both)
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert english.replace("“", "").replace("”", "").isascii()


def test_a_program_that_lacks_a_text_is_found() -> None:
    whole = "".join(f"{name}\0{text}\0" for name, text in texts().items()).encode("utf-16-le")
    assert missing(whole) == []
    assert missing(whole.replace("FileVersion".encode("utf-16-le"), b"")) == ["FileVersion"]
    assert missing(whole.replace("绩目".encode("utf-16-le"), b"")) == ["FileDescription", "ProductName"]
