"""A workbook's file as a set of named parts, opened safely; a changed one keeps every other part as it is."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from core.spreadsheet import xml
from core.spreadsheet.opening.archive import Entry, new_entry, read_archive, write_archive
from core.spreadsheet.opening.other_formats import refuse_other_formats
from core.spreadsheet.refusal import SAVE_AS, NotAWorkbook, damaged, unsafe

__all__ = ["CONTENT_TYPES", "NotAWorkbook", "Package", "Relationship", "relationships_name"]

CONTENT_TYPES = "[Content_Types].xml"
"""The part that says what kind of part each one is."""

_OFFICE_DOCUMENT = "officeDocument"
_BINARY_WORKBOOK = ".bin"
_KINDS = {"word": "Word 文档", "ppt": "演示文稿"}
"""What else the folder of the main part may say a package is."""


class Relationship(NamedTuple):
    """What a part refers to: `target` names a part of the package, or is the address of something outside."""

    id: str
    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of the type: `worksheet`, `drawing`, `sharedStrings`."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True)
class Package:
    """The parts of a workbook's file. Part names are compared without regard to case, as Excel does."""

    _entries: Mapping[str, Entry]
    _data: bytes | None

    @classmethod
    def open(cls, data: bytes) -> Package:
        """Raises NotAWorkbook, in bounded memory and time, for what is no workbook or no safe one."""
        refuse_other_formats(data)
        entries = read_archive(data)
        package = cls({_key(entry.name): entry for entry in entries}, data)
        if len(package._entries) < len(entries):
            raise unsafe("的压缩包里有同名的部件")
        if any(_leads_outside(entry.name) for entry in entries):
            raise unsafe("的压缩包里有指向别处的文件名")
        _refuse_other_packages(package)
        return package

    @property
    def names(self) -> Sequence[str]:
        """The names of the parts, in the order of the file."""
        return [_clean(entry.name) for entry in self._entries.values() if not entry.name.endswith("/")]

    @property
    def workbook(self) -> str:
        """The name of the part that lists the sheets. Raises NotAWorkbook."""
        main = self.linked("", _OFFICE_DOCUMENT)
        if not main:
            raise NotAWorkbook(f"这个压缩包不是 Excel 工作簿，请先解压；如果是工作簿，{SAVE_AS}")
        return main

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._entries

    def part(self, name: str) -> bytes:
        """Raises KeyError, and NotAWorkbook where the part is damaged."""
        return self.entry(name).content()

    def entry(self, name: str) -> Entry:
        """The part as the file has it: compressed. Raises KeyError."""
        return self._entries[_key(name)]

    def tree(self, name: str) -> etree._Element:
        """The root of the part's XML, a fresh tree each time. Raises KeyError, NotAWorkbook."""
        return xml.parse(self.part(name))

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """What a part refers to, in the file's order; "" is the package itself. Raises NotAWorkbook."""
        if relationships_name(name) not in self:
            return ()
        links = self.tree(relationships_name(name)).iter(f"{{{xml.PACKAGE_RELATIONSHIPS}}}Relationship")
        return tuple(_relationship(link, name) for link in links)

    def linked(self, name: str, kind: str) -> str:
        """The first part that a part refers to as this kind; "" where there is none. Raises NotAWorkbook."""
        targets = (link.target for link in self.relationships(name) if link.kind == kind)
        return next((target for target in targets if target in self), "")

    def with_parts(self, changed: Mapping[str, bytes | None]) -> Package:
        """A package with other bytes in these parts; None removes a part, new names come last."""
        entries = dict(self._entries)
        for name, content in changed.items():
            key = _key(name)
            if content is None:
                entries.pop(key, None)
            elif key in entries:
                entries[key] = entries[key].with_content(content)
            else:
                entries[key] = new_entry(name, content)
        return Package(entries, None)

    def to_bytes(self) -> bytes:
        """The file. An unchanged package's is the one that was opened."""
        return write_archive(self._entries.values()) if self._data is None else self._data


def relationships_name(name: str) -> str:
    """The part that says what a part refers to: `xl/_rels/workbook.xml.rels`."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relationship(link: etree._Element, source: str) -> Relationship:
    target, is_external = link.get("Target", ""), link.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))[1:]
    return Relationship(link.get("Id", ""), link.get("Type", ""), target, is_external)


def _clean(name: str) -> str:
    return name.replace("\\", "/")


def _key(name: str) -> str:
    return _clean(name).lower()


def _leads_outside(name: str) -> bool:
    name = _clean(name)
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _refuse_other_packages(package: Package) -> None:
    """Raises NotAWorkbook unless the main part is a workbook's in XML."""
    if "mimetype" in package and b"opendocument" in package.part("mimetype"):
        raise NotAWorkbook(f"这是 OpenDocument 格式（.ods）的文件，{SAVE_AS}")
    main = package.workbook
    if main.endswith(_BINARY_WORKBOOK):
        raise NotAWorkbook(f"这是 Excel 二进制工作簿（.xlsb），{SAVE_AS}")
    folder = main.partition("/")[0]
    if folder in _KINDS:
        raise NotAWorkbook(
            f"这是{_KINDS[folder]}，不是 Excel 工作簿，请把其中的表格复制到 Excel 或 WPS 工作簿里再打开"
        )
    tag = package.tree(main).tag
    if tag == f"{{{xml.STRICT_MAIN}}}workbook":
        raise NotAWorkbook(f"这是“Strict Open XML 电子表格”，{SAVE_AS}")
    if tag != f"{{{xml.MAIN}}}workbook" or CONTENT_TYPES not in package:
        raise damaged()
