"""Files that are no workbooks, told by their first bytes whatever their name says."""

from __future__ import annotations

import re

from core.spreadsheet.refusal import SAVE_AS, NotAWorkbook

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and encrypted ones of later versions."""
_RICH_TEXT = b"{\\rtf"
_PDF = b"%PDF"
_HEAD = 4096

_STREAMS = {
    "EncryptedPackage": "文件设有打开密码，请用 Excel 或 WPS 打开，去掉密码后再保存",
    "WordDocument": "这是旧版 Word 文档，不是 Excel 工作簿，请把其中的表格复制到 Excel 或 WPS 工作簿里再打开",
    "Workbook": f"这是旧版 Excel 格式（.xls）的文件，{SAVE_AS}",
    "Book": f"这是旧版 Excel 格式（.xls）的文件，{SAVE_AS}",
}
"""What a stream in such a file tells of it."""


def refuse_other_formats(data: bytes) -> None:
    """Raises NotAWorkbook unless the file is a zip archive."""
    if data.startswith(_ZIP):
        return
    if not data:
        raise NotAWorkbook("文件是空的，请重新取得这个文件")
    if data.startswith(_OLE):
        reasons = [reason for name, reason in _STREAMS.items() if f"{name}\0".encode("utf-16-le") in data]
        raise NotAWorkbook(reasons[0] if reasons else _unknown())
    if data.startswith(_PDF):
        raise NotAWorkbook("这是 PDF 文件，不是 Excel 工作簿，请向提供文件的单位索取 Excel 文件")
    if data.startswith(_RICH_TEXT):
        raise NotAWorkbook(_STREAMS["WordDocument"])
    if re.search(rb"<(!doctype html|html|table|meta|body|style)\b", data[:_HEAD], re.IGNORECASE):
        raise NotAWorkbook(f"这其实是一个网页文件，只是用了 Excel 的文件名，{SAVE_AS}")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:_HEAD]:
        raise NotAWorkbook(f"这是“XML 电子表格 2003”，{SAVE_AS}")
    if b"\0" not in data:
        raise NotAWorkbook(
            f"这其实是一个文本文件，只是用了 Excel 的文件名，{SAVE_AS}，或者把文件名改为以“.txt”结尾再打开"
        )
    raise NotAWorkbook(_unknown())


def _unknown() -> str:
    return f"文件不是 Excel 工作簿，或者已经损坏，请确认选对了文件；如果是工作簿，{SAVE_AS}"
