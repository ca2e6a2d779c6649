"""未识别的内容: what a reader did not understand, and kept."""

from __future__ import annotations

from typing import NamedTuple


class Unrecognised(NamedTuple):
    """`place` says where it stands, for the user: `第 12 行`, `工作表“甲”第 12 行`; `text` is what stands there."""

    place: str
    text: str
