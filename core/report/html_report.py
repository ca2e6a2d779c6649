"""The report as one HTML file that needs nothing else: no script, no picture, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from core.progress import Progress, unobserved
from core.report.report import SEVERITY_INK, Block, Column, Heading, Paragraph, Report, Row, RowKind, Table


def html_report(report: Report, progress: Progress = unobserved) -> bytes:
    """The file in UTF-8. Raises what `progress` raises."""
    parts = [_HEAD.format(title=escape(report.title), style=_STYLE + _inks())]
    parts.append(f"<h1>{escape(report.title)}</h1>\n")
    for done, block in enumerate(report.blocks):
        progress(done, len(report.blocks))
        parts.append(_block(block))
    parts.append("</main>\n</body>\n</html>\n")
    # A lone surrogate cannot be written; the report has none, a name of a file from elsewhere may.
    return "".join(parts).encode("utf-8", "replace")


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{_text(text)}</h{level + 1}>\n"
        case Paragraph(text, to_right):
            return f"<p{' class=sign-off' if to_right else ''}>{_text(text)}</p>\n"
        case Table(columns, rows):
            return "".join(_table(columns, rows))


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    whole = sum(column.width for column in columns)
    yield "<table>\n<colgroup>"
    yield from (f'<col style="width: {column.width * 100 / whole:.1f}%">' for column in columns)
    yield "</colgroup>\n<thead><tr>"
    yield from (f"<th scope=col>{_text(column.title)}</th>" for column in columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        if row.kind is RowKind.BANNER:
            yield f"<tr class=banner><th scope=rowgroup colspan={len(columns)}>{_text(row.cells[0])}</th></tr>\n"
        else:
            cells = "".join(map(_cell, columns, row.cells))
            yield f"<tr{' class=sum' if row.kind is RowKind.SUM else ''}>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"


def _cell(column: Column, text: str) -> str:
    kind: str = column.across
    if column.marks_severity and text in SEVERITY_INK:
        kind += f" ink-{SEVERITY_INK[text]}"
    return f'<td class="{kind}">{_text(text)}</td>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _inks() -> str:
    return "".join(f".ink-{ink} {{ color: #{ink}; font-weight: bold; }}\n" for ink in SEVERITY_INK.values())


_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0; background: #f3f3f3; color: #1b1b1b;
       font: 15px/1.7 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
main { max-width: 62em; margin: 2em auto; padding: 2.5em 3em; background: #fff; box-shadow: 0 1px 4px #0003; }
h1 { margin: 0 0 1em; text-align: center; font-size: 1.7em; }
h2 { margin: 1.6em 0 .6em; font-size: 1.25em; }
h3, h4 { margin: 1.4em 0 .5em; font-size: 1.05em; }
p { margin: .4em 0; text-indent: 2em; overflow-wrap: anywhere; }
p.sign-off { text-align: right; margin-top: 1.2em; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .92em; line-height: 1.5; }
th, td { border: 1px solid #999; padding: .35em .5em; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #ddebf7; text-align: center; }
td.center { text-align: center; }
td.right { text-align: right; font-variant-numeric: tabular-nums; }
tr.banner th { background: #f2f2f2; text-align: left; }
tr.sum td { background: #f2f2f2; font-weight: bold; }
@page { size: A4; margin: 18mm 15mm; @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; } }
@media print {
  body { background: none; font-size: 10.5pt; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  thead { display: table-header-group; }
  tr, h2, h3, h4 { break-inside: avoid; }
  h2, h3, h4, tr.banner { break-after: avoid; }
  thead th, tr.banner th, tr.sum td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
