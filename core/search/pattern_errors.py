"""What is wrong with a regular expression, in a sentence for the user who wrote it."""

from __future__ import annotations

import re
from typing import NamedTuple


class BadPattern(Exception):
    """A text is no usable regular expression. `message` is a whole sentence or two for the user.

    `position` is the character that is wrong, from 0; None where it is the expression as a whole.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def explained(error: Exception, pattern: str) -> BadPattern:
    """What the package `regex` said about a pattern, in plain words, with an example."""
    if isinstance(error, RecursionError):
        return BadPattern("这个表达式的括号套得太深。请把它写得简单一些。")
    said = getattr(error, "msg", "")
    meaning = next((one for one in _MEANINGS if said.startswith(one.said)), _UNKNOWN)
    reached: int | None = getattr(error, "pos", None)
    # In half width a pattern may have become longer: places in it mean nothing to the user.
    if reached is None or getattr(error, "pattern", None) != pattern:
        return BadPattern(f"正则表达式有误：{meaning.text}。")
    position = _beginning(meaning.signs, pattern, reached)
    return BadPattern(f"正则表达式第 {position + 1} 个字符有误：{meaning.text}。", position)


class _Meaning(NamedTuple):
    text: str
    said: tuple[str, ...]
    """What the messages of `regex` begin with that mean this."""
    signs: tuple[str, ...] = ()
    """With one of these begins what is wrong; `regex` says where it ends."""


_OPEN_GROUP, _OPEN_SET = ("(",), ("[",)

_MEANINGS = (
    _Meaning("左括号“(”没有对应的右括号。例如“(一|二)季度”；要找括号本身，请写“\\(”", ("missing )",), _OPEN_GROUP),
    _Meaning("右括号“)”多了一个。要找括号本身，请写“\\)”", ("unbalanced parenthesis",)),
    _Meaning(
        "左方括号“[”没有对应的“]”。例如“[0-9]”；要找方括号本身，请写“\\[”",
        ("unterminated character set",),
        _OPEN_SET,
    ),
    _Meaning("方括号里的范围写反了。例如写“[0-9]”，不要写“[9-0]”", ("bad character range",), ("-",)),
    _Meaning(
        "“*”“+”“?”前面没有可以重复的内容。例如“\\d+”表示一个或多个数字；要找“*”本身，请写“\\*”",
        ("nothing to repeat",),
    ),
    _Meaning("两个重复符号连在了一起。例如写“\\d+”，不要写“\\d+*”", ("multiple repeat",)),
    _Meaning(
        "重复次数写反了。例如写“\\d{2,4}”，不要写“\\d{4,2}”", ("min repeat greater than max repeat",)
    ),
    _Meaning("重复次数太大。例如“\\d{2,4}”表示二到四个数字", ("repeat count too big",)),
    _Meaning(
        "花括号里的写法不认识。例如“\\d{2,4}”表示二到四个数字；要找花括号本身，请写“\\{”",
        (
            "nothing for fuzzy constraint", "expected }", "expected character set", "bad fuzzy cost limit",
            "more than one cost equation", "repeated fuzzy cost",
        ),
        ("{",),
    ),
    _Meaning(
        "最后的“\\”后面缺少字符。要找“\\”本身，请写“\\\\”", ("bad escape (end of pattern)",), ("\\",)
    ),
    _Meaning(
        "“\\”后面的字母没有意义。例如“\\d”是数字，“\\s”是空白",
        ("bad escape", "undefined named list", "missing <"),
        ("\\",),
    ),
    _Meaning(
        "“\\”后面的字符编号不完整或者不存在。例如“\\u4e00”是“一”",
        ("incomplete escape", "bad hex escape", "undefined character name"),
        ("\\",),
    ),
    _Meaning("字符类别的名字不认识。例如“\\p{Han}”是一个汉字", ("unknown property",), ("\\", "[:")),
    _Meaning(
        "这个编号或名字没有对应的括号。例如“(.)\\1”表示两个相同的字",
        ("invalid group reference", "unknown group"),
        ("\\", "(?"),
    ),
    _Meaning(
        "这个编号写在了它自己的括号里。例如“(.)\\1”表示两个相同的字",
        ("cannot refer to an open group",),
        ("\\", "(?"),
    ),
    _Meaning(
        "括号的名字没有写对。例如“(?P<年份>\\d{4})年”",
        ("missing group name", "bad character in group name", "missing >"),
        ("\\", "(?"),
    ),
    _Meaning(
        "“(?”后面的写法不认识。例如“(?:一|二)季度”",
        (
            "unknown extension", "expected lookaround conditional", "bad inline flags",
            "missing relative group number", "invalid relative group number",
        ),
        ("(?",),
    ),
    _Meaning("“(*”后面的写法不认识。要找括号和“*”本身，请写“\\(\\*”", ("unknown verb",), ("(*",)),
)  # fmt: skip
_UNKNOWN = _Meaning("写法不符合正则表达式的规则。只想查找文字时，请关闭“正则表达式”", ())

_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(\[)]", re.DOTALL)
"""What is quoted, a set of characters, or a bracket."""


def _beginning(signs: tuple[str, ...], pattern: str, reached: int) -> int:
    """Where what is wrong begins, when it was noticed at the character `reached`."""
    if signs in (_OPEN_GROUP, _OPEN_SET):
        place = _last_unclosed(signs[0], pattern)
    else:
        place = max((pattern.rfind(sign, 0, reached) for sign in signs), default=-1)
    return place if place >= 0 else min(reached, len(pattern))


def _last_unclosed(bracket: str, pattern: str) -> int:
    """Where the last `(` or `[` stands that nothing closes; -1 where there is none."""
    opened: list[int] = []
    for found in _BRACKETS.finditer(pattern):
        if found[0] == bracket:
            opened.append(found.start())
        elif found[0] == ")" and opened:
            opened.pop()
        if found[0] == "[":
            break  # all that follows is in the set
    return opened[-1] if opened else -1
