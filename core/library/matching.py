"""How texts are compared with what a user types: width, case, white space and pinyin initials."""

from core.pinyin import initials
from core.typography import plain


def folded(text: str) -> str:
    """The form in which texts are compared: plain characters, no white space, small letters."""
    return plain(text).casefold()


def may_be_initials(word: str) -> bool:
    """Whether a folded word is worth looking for as pinyin initials; a single letter fits nearly everything."""
    return len(word) > 1 and word.isascii() and word.isalpha()


def has_initials(text: str, letters: str) -> bool:
    """Whether neighbouring characters of the text have these initials: `hgl` in 培训合格率."""
    spoken = [reading for reading in initials(text) if reading]
    return any(
        all(letter in reading for letter, reading in zip(letters, spoken[start:], strict=False))
        for start in range(len(spoken) - len(letters) + 1)
    )
