"""One plain spelling for characters that look alike: `≥９５ ％` and `≧95%` read the same.

Only for reading: what a cell says stays as it was typed.
"""

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""`０` to `0`, `％` to `%`, `，` to `,`, and so on for all of ASCII."""

_LOOK_ALIKES = str.maketrans(
    {
        "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "﹦": "=",
        "﹪": "%", "–": "-", "—": "-", "―": "-", "−": "-", "﹣": "-", "〜": "~", "∼": "~",
        "∕": "/", "⁄": "/", "•": "·", "‧": "·", "∙": "·", "・": "·", "×": "*",
    }
)  # fmt: skip

_PLAIN = _LOOK_ALIKES | _FULL_WIDTH
_NOT_PLAIN = re.compile(rf"[\s{''.join(map(chr, _PLAIN))}]")


def plain(text: str) -> str:
    """The text without white space and with each look-alike in its plain (ASCII or mathematical) spelling.

    Every other character becomes exactly one character, so places can be found again with `written_after`.
    """
    if not _NOT_PLAIN.search(text):
        return text  # as most are
    return "".join(text.split()).translate(_PLAIN)


def written_after(text: str, count: int) -> str:
    """What `text` says, as written, after its first `count` characters that are not white space."""
    for index, character in enumerate(text):
        if character.isspace():
            continue
        if count == 0:
            return text[index:]
        count -= 1
    return ""
