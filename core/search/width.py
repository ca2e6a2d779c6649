"""Full-width and half-width spellings of a character: `％` and `%`, `Ａ` and `A`, the ideographic and the plain blank."""

import re

_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HALF |= {"\u3000": " ", "￠": "¢", "￡": "£", "￥": "¥"}
_FULL = {half: full for full, half in _HALF.items()}
_FULL_WIDTH = re.compile(f"[{''.join(map(re.escape, _HALF))}]")


def half_width(text: str) -> str:
    """The text in half-width characters. Each character becomes exactly one, so places in it stay the same."""
    return _FULL_WIDTH.sub(lambda found: _HALF[found[0]], text)


def spellings(character: str) -> str:
    """The character in half and, where it has one, in full width."""
    half = _HALF.get(character, character)
    return half + _FULL.get(half, "")
