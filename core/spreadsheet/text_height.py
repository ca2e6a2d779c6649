"""How high a row has to be for a wrapped text."""

from __future__ import annotations

import math

_LINE, _PADDING = 1.4, 6
"""Height of a line in font sizes, and what is left free above and below, in points."""
_LEAST, _MOST = 21.0, 409.0
"""Heights of rows in points: of one that is easy to read, and the highest that Excel allows."""
_USUAL_SIZE = 10.5
"""The font whose Latin characters are as wide as what column widths are counted in."""
_RAGGED = 2
"""So much of a line stays free on the average, for a word or a punctuation mark may not be parted."""


def row_height(text: str, width: float, size: float, rows: int = 1) -> float:
    """Points, for a text in a font of `size` points across cells of `width`, that so many merged rows share."""
    width = max(width * _USUAL_SIZE / size, 2 * _RAGGED)
    lines = 1
    if 2 * len(text) > width or "\n" in text:
        lines = sum(_lines(text_width(line), width) for line in text.split("\n"))
    return min(max((lines * size * _LINE + _PADDING) / rows, _LEAST), _MOST)


def _lines(needed: int, width: float) -> int:
    return 1 if needed <= width else math.ceil(needed / (width - _RAGGED))


def text_width(text: str) -> int:
    """Two for a Chinese character, one for a Latin one."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
