"""The page for the IT department says what the program and the installer do."""

import re
from pathlib import Path

from ui.application import open_settings
from ui.book_dialogs import LIBRARY_FOLDER
from ui.errors.log_file import log_folder
from ui.rule_settings.office_settings import FILE_NAME

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/it-department.md").read_text("utf-8")
SETUP = (ROOT / "packaging/windows/setup.nsi").read_text("utf-8")


def places(of: str) -> list[str]:
    """What the table of places says: on Windows, on Linux."""
    row = re.search(rf"^\| {of} \| `(.+)` \| `(.+)` \|$", PAGE, re.MULTILINE)
    assert row is not None
    return [row[1], row[2]]


def test_it_names_the_files_that_the_program_keeps() -> None:
    windows, linux = places("规则设置")
    assert (windows.split("\\")[-1], Path(linux).name) == (FILE_NAME, FILE_NAME)
    windows, linux = places("单位自己的指标库")
    assert (windows.split("\\")[-2], Path(linux).parent.name) == (LIBRARY_FOLDER, LIBRARY_FOLDER)
    windows, linux = places("运行日志")
    assert (windows.split("\\")[-1], Path(linux).name) == (log_folder().name, log_folder().name)


def test_it_names_the_settings_file() -> None:
    windows, linux = places("界面设置、最近打开的文件")
    settings = Path(open_settings().fileName())
    assert windows.split("\\")[-2:] == [settings.parent.name, settings.name]
    assert Path(linux).parts[-2:] == (settings.parent.name, settings.name)


def test_it_tells_all_exit_codes_of_the_installer() -> None:
    codes = set(re.findall(r"^!define \w+ (\d)(?: ;|$)", SETUP, re.MULTILINE))
    said = re.search(r"^返回码：(.+)$", PAGE, re.MULTILINE)
    assert said is not None
    assert set(re.findall(r"(?:^|；)(\d) ", said[1])) == codes | {"0", "1", "2"}


def test_it_tells_all_switches_of_the_installer() -> None:
    assert set(re.findall(r'"(/[A-Z]+=)"', SETUP)) <= set(re.findall(r"/[A-Z]+=", PAGE))


def test_it_names_where_the_installer_installs() -> None:
    folder = re.search(r'^InstallDir "\$LOCALAPPDATA\\(.+)"$', SETUP, re.MULTILINE)
    assert folder is not None
    assert f"%LOCALAPPDATA%\\{folder[1]}" in PAGE
