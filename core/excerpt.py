"""The beginning of a text, where a message, a menu or a heading has room for no more."""

from __future__ import annotations


def excerpt(text: str, most: int) -> str:
    """The text on one line; of one with more than `most` characters so many and an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
