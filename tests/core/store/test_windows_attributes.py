"""What Windows knows of a file goes over to the file that takes its place."""

import ctypes
import stat
from pathlib import Path

import pytest

from core.store import attributes, windows_attributes, write_atomically, writing
from core.windows_files import IS_WINDOWS, hide

pytestmark = pytest.mark.skipif(not IS_WINDOWS, reason="other systems know other things")

OLD, NEW = "旧的".encode(), "新的".encode()
ALL_TO_EVERYBODY = "D:P(A;;FA;;;WD)"
"""An access list in Microsoft's notation, with nothing from the folder."""
ACCESS_LIST = 4
IN_2020 = 1_577_880_000 * 10**9


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "某局 2026年.txt"
    path.write_bytes(OLD)
    return path


def is_hidden(path: Path) -> bool:
    return bool(path.stat().st_file_attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def allow(path: Path, said: str) -> None:
    """Give the file an access list."""
    security, wanted = ctypes.WinDLL("advapi32"), ctypes.c_void_p()
    convert = security.ConvertStringSecurityDescriptorToSecurityDescriptorW
    assert convert(said, 1, ctypes.byref(wanted), None)
    assert security.SetFileSecurityW(str(path), ACCESS_LIST, wanted)


def test_the_access_list_stays(path: Path) -> None:
    of_the_folder = windows_attributes.access_list(str(path))
    allow(path, ALL_TO_EVERYBODY)
    wanted = windows_attributes.access_list(str(path))
    assert wanted != of_the_folder
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert windows_attributes.access_list(str(path)) == wanted


def test_the_time_of_creation_stays(path: Path) -> None:
    windows_attributes.give_creation(str(path), IN_2020)
    if path.stat().st_ctime_ns != IN_2020:
        pytest.skip("this disk keeps no time of creation, as under Wine")
    write_atomically(path, NEW)
    assert path.stat().st_ctime_ns == IN_2020


def test_a_hidden_file_stays_hidden(path: Path) -> None:
    hide(str(path))
    assert is_hidden(path)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert is_hidden(path)


@pytest.mark.parametrize("is_new", [True, False])
def test_the_temporary_file_is_hidden_and_what_becomes_of_it_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    seen: list[bool] = []

    def look(old: Path, new: Path) -> None:
        seen.append(is_hidden(new))
        attributes.take_over(old, new)

    monkeypatch.setattr(writing, "take_over", look)
    monkeypatch.setattr(writing, "PREFIX", "jimu-")  # Wine takes a dot in front for the attribute
    if is_new:
        path.unlink()
    write_atomically(path, NEW)
    assert seen == [True]
    assert not is_hidden(path)
