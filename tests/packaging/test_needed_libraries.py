"""Which of the collected libraries a frozen program keeps."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging/frozen"))

from needed_libraries import Entry, needed_libraries

ASKS_FOR = {
    "python311.dll": ["vcruntime140.dll", "kernel32.dll"],
    "QtGui.pyd": ["Qt6Gui.dll", "python3.dll"],
    "Qt6Gui.dll": ["qt6core.DLL", "d3d11.dll"],
    "qwindows.dll": ["Qt6Gui.dll"],
    "qtuiotouch.dll": ["Qt6Network.dll"],
}


def binary(name: str) -> Entry:
    return (name, f"C:/python/{name}", "BINARY")


def imports(file: str) -> list[str]:
    return ASKS_FOR.get(file.replace("\\", "/").rpartition("/")[2], [])


def kept(*entries: Entry) -> list[str]:
    return [
        name for name, _, _ in needed_libraries(entries, ["platforms/qwindows", "platforms/qxcb"], imports)
    ]


def test_what_modules_of_python_ask_for_stays_whatever_the_letters() -> None:
    names = ["PySide6\\Qt6Core.dll", "PySide6\\Qt6Gui.dll", "opengl32sw.dll"]
    module = ("PySide6\\QtGui.pyd", "C:/python/PySide6/QtGui.pyd", "EXTENSION")
    assert kept(module, *map(binary, names)) == ["PySide6\\QtGui.pyd", *names[:2]]


def test_python_itself_stays_with_its_runtime() -> None:
    assert kept(*map(binary, ["python3.dll", "python311.dll", "VCRUNTIME140.dll"])) == [
        "python3.dll",
        "python311.dll",
        "VCRUNTIME140.dll",
    ]


def test_a_plugin_nobody_named_goes_with_what_it_alone_asks_for() -> None:
    windows = "PySide6/plugins/platforms/qwindows.dll"
    touch = "PySide6/plugins/generic/qtuiotouch.dll"
    assert kept(*map(binary, [windows, touch, "PySide6/Qt6Gui.dll", "PySide6/Qt6Network.dll"])) == [
        windows,
        "PySide6/Qt6Gui.dll",
    ]


def test_on_linux_a_plugin_is_named_without_lib() -> None:
    assert kept(binary("PySide6/Qt/plugins/platforms/libqxcb.so"))


def test_two_libraries_of_one_name_both_stay() -> None:
    module = ("a.pyd", "C:/python/QtGui.pyd", "EXTENSION")
    assert kept(module, binary("PySide6/Qt6Gui.dll"), binary("other/Qt6Gui.dll")) == [
        "a.pyd",
        "PySide6/Qt6Gui.dll",
        "other/Qt6Gui.dll",
    ]


def test_a_link_goes_with_what_it_leads_to() -> None:
    module = ("QtGui.pyd", "C:/python/QtGui.pyd", "EXTENSION")
    links = [
        ("Qt6Gui.dll", "PySide6/Qt6Gui.dll", "SYMLINK"),
        ("Qt6Network.dll", "PySide6/Qt6Network.dll", "SYMLINK"),
    ]
    libraries = map(binary, ["PySide6/Qt6Gui.dll", "PySide6/Qt6Network.dll"])
    assert kept(module, *links, *libraries) == ["QtGui.pyd", "Qt6Gui.dll", "PySide6/Qt6Gui.dll"]
