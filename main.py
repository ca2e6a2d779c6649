"""Jimu 绩目: starts the window, or one of the commands check, convert, self-check."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.progress import Progress
    from core.report import Report

COMMANDS = ("check", "convert", "self-check")


def main(arguments: Sequence[str]) -> int:
    """Run the program. Returns its exit code; 2 when the call is wrong."""
    if arguments and arguments[0] in COMMANDS:
        for stream in (sys.stdout, sys.stderr):
            _write_utf8(stream)
        return _run_command(_parser().parse_args(arguments))
    return _open_window(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jimu", description="绩效目标表编辑器")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="检查文件，列出问题")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    output = check.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="以 JSON 输出")
    output.add_argument(
        "-o",
        dest="report",
        type=Path,
        metavar="REPORT",
        help="把审核意见写成一个文件，后缀 .docx、.xlsx、.html 或 .pdf",
    )
    convert = commands.add_parser("convert", help="转换格式（由文件后缀决定）")
    convert.add_argument("source", type=Path, metavar="SOURCE")
    convert.add_argument("target", type=Path, metavar="TARGET")
    convert.add_argument(
        "--as",
        dest="layout",
        choices=("cells", "rows", "form", "list"),
        help="版式：文本 cells 或 rows，Excel 目标表 form 或清单 list；默认与原文件相同，否则 cells、form",
    )
    self_check = commands.add_parser("self-check", help="不用人操作，把主要功能走一遍")
    self_check.add_argument("out_dir", nargs="?", type=Path, default=Path("self-check"), metavar="OUT_DIR")
    return parser


def _run_command(call: argparse.Namespace) -> int:
    # Each command imports only what it needs: check and convert run where there is no Qt.
    if call.command == "check" and call.report is not None:
        from commands.report import report

        return report(call.files, call.report, {".pdf": _write_pdf})
    if call.command == "check":
        from commands.check import check

        return check(call.files, as_json=call.json)
    if call.command == "convert":
        from commands.convert import convert
        from core.formats import plain_form

        return convert(call.source, call.target, plain_form(call.layout) if call.layout else None)
    from ui.self_check import run

    return run(call.out_dir)


def _write_pdf(report: Report, progress: Progress) -> bytes:
    from ui.report.pdf import pdf_report_without_window

    return pdf_report_without_window(report, progress)


def _write_utf8(stream: object) -> None:
    """Let pipes and files have UTF-8 on every computer; Windows would write them in its own code page.

    A windowed program on Windows has no streams at all: they are None there, which `print` takes as it is.
    """
    if isinstance(stream, io.TextIOWrapper):
        # File names on Linux may hold bytes that are no text.
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _open_window(arguments: Sequence[str]) -> int:
    from ui.application import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
