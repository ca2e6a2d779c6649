"""What the menu 编辑 calls the change of a cell, wherever it was made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_LABELS = {
    "level1": "修改一级指标",
    "level2": "修改二级指标",
    "level3": "修改三级指标",
    "description": "修改指标描述",
    "value": "修改指标值",
    "basis": "修改依据",
}


def edit_label(field: str) -> str:
    """What giving this field of a row another text is called. Raises KeyError for any other field."""
    return QCoreApplication.translate("edits", _LABELS[field])
