"""How long texts may be for 预算管理一体化 systems, said where a text comes near its limit."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.book import Indicator, Project, Row, Section

_LIMITS: dict[type, dict[str, int]] = {
    Project: {"name": 180, "goals": 2000},
    Indicator: {"level1": 1000, "level2": 1000, "level3": 1000, "description": 2000, "value": 1000},
}
"""Most bytes per field. Source: the field lengths of 财办〔2020〕13号 and 财办〔2023〕12号."""

_NEAR = 0.8


class LengthNote(NamedTuple):
    """What to say about a text's length, and whether it is too long."""

    text: str
    is_over: bool


def length_note(holder: Section | Row, field: str, text: str) -> LengthNote | None:
    """A note on the text of this field when it uses more than 80 % of its room; else None.

    Counted in UTF-8, where a Chinese character takes 3 bytes: what fits then fits everywhere.
    """
    limit = _LIMITS.get(type(holder), {}).get(field)
    size = len(text.encode())
    if limit is None or size <= limit * _NEAR:
        return None
    said = _tr("{0} 字，{1} 字节，一体化系统限 {2} 字节").format(len(text), size, limit)
    if size > limit:
        said += _tr("，超出 {0} 字节").format(size - limit)
    return LengthNote(said, size > limit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TextLimits", text)
