"""What the program is made of: the components, their versions and licences."""

from __future__ import annotations

import importlib.metadata
import platform
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QSysInfo, qVersion


class Component(NamedTuple):
    """`distribution` is its name among Python's packages; None where it is none."""

    name: str
    distribution: str | None
    licence: str


COMPONENTS = (
    Component("Qt", None, "LGPL-3.0"),
    Component("PySide6", "PySide6-Essentials", "LGPL-3.0"),
    Component("Python", None, "PSF-2.0"),
    Component("lxml", "lxml", "BSD-3-Clause"),
    Component("openpyxl", "openpyxl", "MIT"),
    Component("pydantic", "pydantic", "MIT"),
    Component("python-docx", "python-docx", "MIT"),
    Component("pypinyin", "pypinyin", "MIT"),
    Component("regex", "regex", "Apache-2.0, CNRI-Python"),
)


def version(component: Component) -> str:
    """ "" where it cannot be found out, as in a frozen program without the packages' metadata."""
    if component.distribution is None:
        return qVersion() if component.name == "Qt" else platform.python_version()
    try:
        return importlib.metadata.version(component.distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


def version_lines() -> list[str]:
    """The program, the system and the components, a line each; for reports."""
    return [
        f"绩目 {QCoreApplication.applicationVersion()}".rstrip(),
        f"{QSysInfo.prettyProductName()} ({QSysInfo.currentCpuArchitecture()})",
        *(f"{component.name} {version(component)}".rstrip() for component in COMPONENTS),
    ]
