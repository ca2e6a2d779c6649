"""Why a file is not opened as a workbook, in the user's words."""

SAVE_AS = "请用 Excel 或 WPS 打开后“另存为”Excel 工作簿（.xlsx）"


class NotAWorkbook(Exception):
    """The file is no workbook that can be read safely.

    `reason` says what it is and what to do about it: a clause for the user.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def damaged() -> NotAWorkbook:
    return NotAWorkbook(f"文件已损坏或不完整，请重新取得这个文件；如果 Excel 或 WPS 能够修复，{SAVE_AS}")


def unsafe(what: str) -> NotAWorkbook:
    return NotAWorkbook(f"文件{what}，为安全起见没有打开；如果来源可靠，{SAVE_AS}")
