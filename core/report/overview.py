"""The figures of a review report: per unit, per file, altogether."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from core.money import EXACT, format_amount
from core.report.report import Block, Column, Paragraph, Row, RowKind, Table
from core.report.reviewed import WHOLE_FILE, ReviewedFile, ReviewedUnit
from core.rules import Severity

WAIVED = "已核实"
"""The column of what does not count."""


def figures(files: Sequence[ReviewedFile], failed: int) -> str:
    """The overview in one sentence; `failed` counts the files that could not be read beside these."""
    units = [unit for file in files for unit in file.units]
    beside = f"（另有 {failed} 个未能读取）" if failed else ""
    projects, indicators = sum(unit.projects for unit in units), sum(unit.indicators for unit in units)
    counts = {severity.title: sum(file.count(severity) for file in files) for severity in Severity}
    found = "、".join(f"{title} {count} 处" for title, count in counts.items() if count)
    waived = sum(file.count_waived() for file in files)
    return (
        f"本次共审核 {len(files)} 个文件{beside}、{projects} 个项目、{indicators} 条绩效指标，"
        + (f"发现{found}" if found else "未发现问题")
        + (f"（另有 {waived} 处已核实，不计入）。" if waived else "。")
    )


def overview(files: Sequence[ReviewedFile]) -> Iterator[Block]:
    """A table with a row for each unit, a sum for each file that has several, and one of all files."""
    has_waived = any(file.count_waived() for file in files)
    rows = [row for file in files for row in _rows_of(file, has_waived, with_name=len(files) > 1)]
    if len(files) > 1:
        units = [unit for file in files for unit in file.units]
        counts = _counts([(file, None) for file in files], has_waived)
        rows.append(_row("合计", f"{len(files)} 个文件", units, counts, RowKind.SUM))
    if not rows:
        return
    columns = [Column("文件", 24), *_columns(has_waived)] if len(files) > 1 else _columns(has_waived)
    shown = rows if len(files) > 1 else [Row(row.cells[1:], row.kind) for row in rows]
    yield Table(tuple(columns), tuple(shown))
    without = sum(unit.without_budget for file in files for unit in file.units)
    if without:
        yield Paragraph(f"注：{without} 个项目的预算数不是数字，或金额单位不明，没有计入预算合计。")


def _columns(has_waived: bool) -> list[Column]:
    counts = ["项目", "指标", *(severity.title for severity in Severity)]
    counts += [WAIVED] if has_waived else []
    return [
        Column("单位", 30),
        *(Column(title, 8 if title == WAIVED else 7, "right") for title in counts),
        Column("预算合计（万元）", 20, "right"),
    ]


def _rows_of(file: ReviewedFile, has_waived: bool, *, with_name: bool) -> Iterator[Row]:
    """The units of one file, the parts that are of no unit, and their sum where there are several."""
    lines = [(unit.title, [unit]) for unit in file.units]
    if any(remark.unit == WHOLE_FILE for remark in file.remarks):
        lines.append((WHOLE_FILE, []))
    for title, units in lines:
        yield _row(file.name, title, units, _counts([(file, title)], has_waived))
    if len(lines) != 1:
        counts = _counts([(file, None)], has_waived)
        title = f"{len(file.units)} 个单位" if file.units else "没有项目"
        yield _row(file.name, f"{'小计' if with_name else '合计'}：{title}", file.units, counts, RowKind.SUM)


def _counts(parts: Iterable[tuple[ReviewedFile, str | None]], has_waived: bool) -> list[int]:
    """Findings by severity, and the waived ones, of files or of one unit of them."""
    parts = list(parts)
    counts = [sum(file.count(severity, unit) for file, unit in parts) for severity in Severity]
    return [*counts, sum(file.count_waived(unit) for file, unit in parts)] if has_waived else counts


def _row(
    name: str,
    title: str,
    units: Sequence[ReviewedUnit],
    counts: Sequence[int],
    kind: RowKind = RowKind.PLAIN,
) -> Row:
    numbers = [sum(unit.projects for unit in units), sum(unit.indicators for unit in units), *counts]
    budget = Decimal(0)
    for unit in units:
        budget = EXACT.add(budget, unit.budget)
    amount = format_amount(budget) if any(unit.projects > unit.without_budget for unit in units) else "—"
    return Row((name, title, *map(str, numbers), amount), kind)
