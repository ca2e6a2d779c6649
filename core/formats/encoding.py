"""How a text file spells its characters and line ends: found out on reading, kept on writing."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TITLES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}


class NotText(Exception):
    """The bytes are no text in any known encoding. `reason` says why, in the user's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, the byte order mark in front, and the line end that a file uses."""

    codec: str = "utf-8"
    mark: bytes = b""
    newline: str = "\n"

    @property
    def title(self) -> str:
        """For the status bar: `UTF-8 BOM CRLF`."""
        parts = [_TITLES[self.codec], "BOM" if self.mark else "", "CRLF" if self.newline == "\r\n" else ""]
        return " ".join(part for part in parts if part)

    def encode(self, text: str) -> bytes:
        """Bytes of `text`, whose lines end in LF, as the file spells them."""
        spelled = text if self.newline == "\n" else text.replace("\n", self.newline)
        return self.mark + spelled.encode(self.codec)


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text, its lines ending in LF, and what is needed to get the same bytes back.

    Line ends of mixed kinds stay as they are in the text. Raises NotText.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, codec, mark)
    if b"\0" in data:
        raise NotText("文件含有二进制内容，不是文本文件")
    try:
        return _decode_as(data, "utf-8", b"")
    except NotText:
        return _decode_as(data, "gb18030", b"")


def _decode_as(data: bytes, codec: str, mark: bytes) -> tuple[str, Encoding]:
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotText(f"第 {line} 行（第 {error.start + 1} 字节）无法按 {_TITLES[codec]} 编码解读") from error
    newline = _only_newline(text)
    encoding = Encoding(codec, mark, newline)
    text = text if newline == "\n" else text.replace(newline, "\n")
    if codec == "gb18030" and encoding.encode(text) != data:
        raise NotText("文件的汉字编码不规范，保存后会与原文件不同；请用记事本另存为 UTF-8 后再打开")
    return text, encoding


def _only_newline(text: str) -> str:
    """The line end if all lines share one other than LF; LF otherwise."""
    returns = text.count("\r")
    if not returns:
        return "\n"
    feeds = text.count("\n")
    if returns == feeds == text.count("\r\n"):
        return "\r\n"
    return "\n" if feeds else "\r"
