"""Pinyin initials: `zwdt` finds 政务大厅.

The readings come from pypinyin. Of it only the table of characters is loaded (75 ms, 13 MB): its table of phrases would
tell polyphones apart, but costs four times as much, and here every reading of a character shall be found.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import normalize

_FIRST_CODE = 0xE000
"""Where Unicode's private use begins: no text of a table means anything by these characters."""
_SILENT = "\0"


def initials(text: str) -> tuple[str, ...]:
    """For each character the letters that its readings begin with: `（重庆2年` gives `("", "ctz", "q", "2", "n")`.

    Letters and digits stand for themselves in lower case; what has no reading gives an empty text.
    """
    return tuple(map(_initials_of, text))


class SpelledTexts:
    """Texts as their initials, which regular expressions can search quickly again and again.

    Attributes:
        spelled: by each text its initials, one character for each of its characters; those of polyphones are in code.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._codes = _Codes()
        self.spelled = {text: "".join(map(self._codes.__getitem__, text)) for text in texts}

    def neighbours(self, letters: str) -> re.Pattern[str]:
        """Finds these initials one after another in the spelled texts.

        Characters without a reading, as brackets and blanks, may stand between.
        """
        return re.compile(f"{_SILENT}*+".join(f"[{self._codes.any_of(letter)}]" for letter in letters))

    def apart(self, letters: str) -> re.Pattern[str]:
        """Matches spelled texts in which these initials follow one another at any distance; a group for each."""
        codes = map(self._codes.any_of, letters)
        return re.compile("".join(f"[^{code}]*+([{code}])" for code in codes))


class _Codes(dict[str, str]):
    """For each character that has been spelled the character that stands for its initials."""

    def __init__(self) -> None:
        self._polyphones: dict[str, str] = {}

    def __missing__(self, character: str) -> str:
        letters = _initials_of(character)
        if len(letters) < 2:
            code = letters or _SILENT
        else:
            code = self._polyphones.setdefault(letters, chr(_FIRST_CODE + len(self._polyphones)))
        self[character] = code
        return code

    def any_of(self, letter: str) -> str:
        """The codes of all initials with this letter, as they stand between the brackets of a pattern."""
        codes = (code for letters, code in self._polyphones.items() if letter in letters)
        return re.escape(letter) + "".join(codes)


@cache
def _initials_of(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    readings = load_readings().get(ord(character), "")
    letters = {normalize("NFD", reading)[0] for reading in readings.split(",") if reading}
    return "".join(sorted(letters))


@cache
def load_readings() -> Mapping[int, str]:
    """The readings of each character by its code, as `zhòng,chóng`; loaded when they are first asked for."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict
