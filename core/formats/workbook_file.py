"""Excel files (.xlsx, .xlsm): between bytes and workbooks, and what to tell the user when that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.book import Book, Project
from core.decisions import Decisions
from core.field_titles import field_title
from core.formats.carrying import NotCarried
from core.formats.errors import LoadError, LossyError, SaveError
from core.formats.file_kinds import NEW_WORKBOOK, WORKBOOKS
from core.formats.size_limits import TooMuch
from core.formats.workbook.layout import LossesAhead, NoProjects, WorkbookLayout, read_layout, write_layout
from core.formats.workbook.patching.placement import NoExample
from core.formats.workbook.reading.reader import NoTables
from core.formats.workbook.titles import WorkbookKind
from core.formats.workbook.writing.new_workbook import TextTooLong
from core.progress import Progress
from core.spreadsheet.loss import Loss
from core.spreadsheet.opening.package import NotAWorkbook

_MOST_LOSSES = 8


def load_workbook(
    path: Path, data: bytes, progress: Progress, first: Callable[[Project], None]
) -> tuple[Book, WorkbookLayout]:
    """Raises LoadError, and what `progress` raises."""
    try:
        suffix = path.suffix.lower()
        return read_layout(data, suffix if suffix in WORKBOOKS else NEW_WORKBOOK, progress, first)
    except NotAWorkbook as error:
        raise LoadError(path, f"“{path.name}”无法打开：{error.reason}。") from error
    except TooMuch as error:
        raise LoadError(path, f"“{path.name}”没有打开：{error.reason}再打开。") from error
    except NoTables as error:
        message = (
            f"“{path.name}”里没有找到绩效目标表：各工作表中都没有一行同时写有“一级指标”“二级指标”“三级指标”"
            "“指标值”中的至少两个栏名。请确认选对了文件，或补上栏名后再打开。"
        )
        raise LoadError(path, message) from error


def lay_out_workbook(
    book: Book,
    path: Path,
    layout: WorkbookLayout | None,
    kind: WorkbookKind | None,
    decisions: Decisions,
    *,
    accepts_losses: bool,
    progress: Progress,
) -> WorkbookLayout:
    """The book as it is to stand in the file. Raises SaveError, LossyError, and what `progress` raises."""
    if kind not in (None, layout and layout.kind):
        layout = None
    suffix = layout.suffix if layout else NEW_WORKBOOK
    if path.suffix.lower() != suffix:
        kept = "为了保留其中的宏和模板设置，" if layout and suffix != NEW_WORKBOOK else ""
        raise SaveError(path, f"“{path.name}”没有保存：{kept}这个工作簿的文件名要以“{suffix}”结尾。")
    try:
        return write_layout(
            book, layout, kind, decisions=decisions, accepts_losses=accepts_losses, progress=progress
        )
    except LossesAhead as error:
        raise LossyError(path, f"“{path.name}”没有保存：{_listed(error.losses)}") from error
    except NotCarried as error:
        message = (
            f"“{path.name}”没有保存：{error.described(book)}在这个工作簿里没有可写的位置，或者写入后读出来不一样。"
            "请核对这一项，或者“另存为”一个新的工作簿。"
        )
        raise SaveError(path, message) from error
    except TextTooLong as error:
        message = (
            f"“{path.name}”没有保存：“{field_title(error.field)}”有一段文字超过 32767 个字，"
            "Excel 的一个单元格放不下。请缩短它，或者存为文本。"
        )
        raise SaveError(path, message) from error
    except TooMuch as error:
        raise SaveError(path, f"“{path.name}”没有保存：{error.reason}保存。") from error
    except NotAWorkbook as error:
        raise SaveError(
            path, f"“{path.name}”没有保存：原来的{error.reason}。请“另存为”一个新的工作簿。"
        ) from error
    except NoProjects as error:
        raise SaveError(path, f"“{path.name}”没有保存：里面一个项目也没有。请先新建项目。") from error
    except NoExample as error:
        message = f"“{path.name}”没有保存：这个工作簿里原有的目标表已全部删除，新项目无处可写。请“另存为”一个新的工作簿。"
        raise SaveError(path, message) from error


def _listed(losses: tuple[Loss, ...]) -> str:
    lines = [f"· {loss.place}：{loss.what}" for loss in losses[:_MOST_LOSSES]]
    if len(losses) > _MOST_LOSSES:
        lines.append(f"· 另有 {len(losses) - _MOST_LOSSES} 处")
    return "\n".join(["增删或移动行之后，工作簿里的下列内容不能保证仍然正确：", *lines])
