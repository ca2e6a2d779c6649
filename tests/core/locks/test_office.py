"""What other programs leave beside a file that they have open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from core.locks import HeldByOther, office_holder
from core.locks.processes import host_name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "某局 2026年.xlsx"


def owner_file(name: str) -> bytes:
    """As Excel writes it: the name in the system's encoding, then in UTF-16, 165 bytes in all."""
    narrow = name.encode("gbk")
    head = bytes([len(narrow)]) + narrow.ljust(54, b" ")
    return (head + len(name).to_bytes(2, "little") + name.encode("utf-16-le")).ljust(165, b" ")


def test_a_file_that_nobody_has_open(path: Path) -> None:
    assert office_holder(path) is None


def test_excel_says_who(path: Path) -> None:
    path.with_name("~$某局 2026年.xlsx").write_bytes(owner_file("张三"))
    assert office_holder(path) == HeldByOther("张三", program="Excel 或 WPS", lock="~$某局 2026年.xlsx")


@pytest.mark.parametrize("data", [b"", b"\x05", b"\xff" * 165, bytes(165)])
def test_an_owner_file_that_says_nothing_is_a_sign_all_the_same(path: Path, data: bytes) -> None:
    path.with_name(".~某局 2026年.xlsx").write_bytes(data)
    assert office_holder(path) == HeldByOther(program="WPS", lock=".~某局 2026年.xlsx")


def test_libreoffice_says_who_where_and_since_when(path: Path) -> None:
    said = "李\\, 四,lisi,caizheng-07,21.11.2026 09:05,file:///home/lisi/.config/libreoffice/4;"
    path.with_name(".~lock.某局 2026年.xlsx#").write_text(said, "utf-8")
    since = datetime(2026, 11, 21, 9, 5).astimezone()
    lock = ".~lock.某局 2026年.xlsx#"
    assert office_holder(path) == HeldByOther("李, 四", "caizheng-07", since, False, "LibreOffice", lock)


@pytest.mark.parametrize("said", ["", ",,,", ",lisi,,99.99.2026 9:5;", "\\"])
def test_a_libreoffice_file_that_says_little(path: Path, said: str) -> None:
    path.with_name(".~lock.某局 2026年.xlsx#").write_text(said, "utf-8")
    holder = office_holder(path)
    assert holder is not None
    assert (holder.who, holder.since) == ("lisi" if "lisi" in said else "", None)


def test_libreoffice_on_this_computer_is_known_as_here(path: Path) -> None:
    path.with_name(".~lock.某局 2026年.xlsx#").write_text(f"李四,lisi,{host_name().upper()},,;", "utf-8")
    holder = office_holder(path)
    assert holder is not None
    assert holder.is_here


def test_the_longest_name_is_looked_for_without_harm(tmp_path: Path) -> None:
    assert office_holder(tmp_path / ("长" * 83 + ".xlsx")) is None
