"""What Windows refuses as a name, and how a long path has to be written there."""

import pytest

from core.windows_files import long_path, name_problem


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("某局:2026.txt", "文件名里不能有 :"),
        ("甲/乙?丙?.xlsx", "文件名里不能有 /、?"),
        ("甲\t乙.txt", "看不见的控制字符"),
        ("目标表.", "不能以点或空格结尾"),
        ("目标表.txt ", "不能以点或空格结尾"),
        ("con", "“con”是 Windows 保留的设备名"),
        ("Aux.目标表.txt", "“Aux”是 Windows 保留的设备名"),
        ("NUL .txt", "保留的设备名"),
        ("com1.xlsx", "保留的设备名"),
        ("LPT².xlsx", "保留的设备名"),
        ("目" * 252 + ".txt", "文件名超过 255 个字"),
        ("𠮷" * 126 + ".txt", "文件名超过 255 个字"),
    ],
)
def test_windows_cannot_have_this_name(name: str, problem: str) -> None:
    assert problem in (name_problem(name) or "")


@pytest.mark.parametrize(
    "name",
    [
        "某局2026年（含部门整体目标）.txt",
        ".hidden",
        "con2026.txt",
        "control.txt",
        "com10.txt",
        "com0.txt",
        "a  b.xlsx",
        "目" * 251 + ".txt",
    ],
)
def test_windows_can_have_this_name(name: str) -> None:
    assert name_problem(name) is None


FOLDERS = "\\".join(["预算绩效目标资料汇编" * 5] * 6)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("C:\\表\\a.txt", "C:\\表\\a.txt"),
        ("\\\\server\\share\\a.txt", "\\\\server\\share\\a.txt"),
        (f"C:\\{FOLDERS}\\a.txt", f"\\\\?\\C:\\{FOLDERS}\\a.txt"),
        (f"\\\\server\\共享\\{FOLDERS}\\a.txt", f"\\\\?\\UNC\\server\\共享\\{FOLDERS}\\a.txt"),
        (f"\\\\?\\C:\\{FOLDERS}\\a.txt", f"\\\\?\\C:\\{FOLDERS}\\a.txt"),
    ],
)
def test_only_a_long_path_is_written_in_the_long_form(path: str, written: str) -> None:
    assert long_path(path) == written
