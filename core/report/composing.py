"""From reviewed files to the report that is sent back. Source of the four headings: 财预〔2015〕88号, 审核表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from core.report.overview import figures, overview
from core.report.report import Block, Column, Heading, Paragraph, Report, Row, RowKind, Table
from core.report.reviewed import WHOLE_FILE, Remark, ReviewedFile
from core.rules import Criterion, Severity

TITLE = "绩效目标审核意见"


def compose(files: Sequence[ReviewedFile], date: dt.date, *, with_hints: bool = True) -> Report:
    """The report about all the files. Without hints these are counted, but not listed."""
    readable = [file for file in files if file.failure is None]
    failed = [file for file in files if file.failure is not None]
    listed = [_Listed(file, _shown(file.remarks, with_hints)) for file in readable]
    return Report(
        TITLE,
        tuple(_opening(files, readable, failed, date, with_hints)),
        tuple(_findings(listed)),
        tuple(_closing(date)),
        _register(listed),
    )


class _Listed:
    """A file with those of its remarks that are listed: what counts, and what is waived."""

    def __init__(self, file: ReviewedFile, remarks: Sequence[Remark]) -> None:
        self.file = file
        self.counted = [remark for remark in remarks if remark.waived is None]
        self.waived = [remark for remark in remarks if remark.waived is not None]

    @property
    def has_units(self) -> bool:
        return len(self.file.units) > 1

    @property
    def is_empty(self) -> bool:
        return not (self.counted or self.waived or self.file.unrecognised)


def _shown(remarks: Iterable[Remark], with_hints: bool) -> list[Remark]:
    return [remark for remark in remarks if with_hints or remark.severity is not Severity.HINT]


# ── What stands before and behind ─────────────────────────────────────────────────────────────────────────────

_MOST_NAMES = 5


def _opening(
    files: Sequence[ReviewedFile],
    readable: Sequence[ReviewedFile],
    failed: Sequence[ReviewedFile],
    date: dt.date,
    with_hints: bool,
) -> Iterator[Block]:
    yield Paragraph(f"审核日期：{_written(date)}")
    yield Paragraph(f"审核文件：{_names(files)}")
    yield Paragraph(f"{figures(readable, len(failed))}{_request(readable, with_hints)}")
    yield Heading("一、审核概况", 1)
    yield from overview(readable)
    if failed:
        yield Heading(f"未能读取的文件（{len(failed)} 个）", 2)
        columns = Column("文件", 30), Column("原因", 70)
        yield Table(columns, tuple(Row((file.name, file.failure or "")) for file in failed))


def _names(files: Sequence[ReviewedFile]) -> str:
    names = "、".join(f"“{file.name}”" for file in files[:_MOST_NAMES])
    return names if len(files) <= _MOST_NAMES else f"{names}等 {len(files)} 个文件"


def _request(files: Sequence[ReviewedFile], with_hints: bool) -> str:
    """What the receiver is asked to do about what was found."""
    found = {severity: sum(file.count(severity) for file in files) for severity in Severity}
    asks = {
        Severity.ERROR: "“错误”请修改后重新报送",
        Severity.WARNING: "“警告”请核实，确需保留的请说明理由",
        Severity.HINT: "“提示”供完善时参考" + ("" if with_hints else "（本意见未逐条列出）"),
    }
    wanted = [text for severity, text in asks.items() if found[severity]]
    return f"现将审核意见反馈如下，请逐条核对：{'；'.join(wanted)}。" if wanted else ""


def _closing(date: dt.date) -> Iterator[Block]:
    yield Paragraph("以上意见，请结合实际情况研究办理；如有疑问，请及时与我们联系。感谢支持与配合！")
    yield Paragraph("审核单位（盖章）：　　　　　　　　　　", to_right=True)
    yield Paragraph(f"{_written(date)}　　", to_right=True)


def _written(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


# ── What was found ────────────────────────────────────────────────────────────────────────────────────────────

_SEVERITY = Column("级别", 7, "center", marks_severity=True)
_PLACE, _TEXT, _MESSAGE = Column("位置", 20), Column("原文", 26), Column("问题与建议", 42)
_COLUMNS = (_SEVERITY, _PLACE, _TEXT, _MESSAGE)
_WAIVED_COLUMNS = (_SEVERITY, _PLACE, Column("原文", 21), Column("问题与建议", 29), Column("核实说明", 18))
_MOST_UNRECOGNISED = 20


def _findings(listed: Sequence[_Listed]) -> Iterator[Block]:
    yield Heading("二、问题清单", 1)
    for number, one in enumerate(listed, 1):
        if not one.is_empty:
            if len(listed) > 1:
                yield Heading(f"{number}. {one.file.name}", 2)
            yield from _about(one, 3 if len(listed) > 1 else 2)
    clean = [one.file for one in listed if one.is_empty]
    if clean:
        names = "、".join(f"“{file.name}”" for file in clean)
        yield Paragraph(f"没有需要列出的问题：{names}。" if len(listed) > 1 else "没有需要列出的问题。")


def _about(one: _Listed, level: int) -> Iterator[Block]:
    for criterion in Criterion:
        remarks = [remark for remark in one.counted if remark.criterion is criterion]
        if remarks:
            yield Heading(f"{criterion.value}（{len(remarks)} 处）", level)
            yield Table(_COLUMNS, tuple(_by_project(remarks, one.has_units)))
    if one.waived:
        yield Heading(f"已核实，不计入问题（{len(one.waived)} 处）", level)
        yield Table(_WAIVED_COLUMNS, tuple(_by_project(one.waived, one.has_units)))
    if parts := one.file.unrecognised:
        yield Heading(f"未识别的内容（{len(parts)} 处）", level)
        yield Paragraph("文件里的以下内容不属于目标表的已知格式，没有审核，请人工核对。")
        columns = Column("位置", 24), Column("内容", 76)
        yield Table(columns, tuple(Row(tuple(part)) for part in parts[:_MOST_UNRECOGNISED]))
        if len(parts) > _MOST_UNRECOGNISED:
            yield Paragraph(f"另有 {len(parts) - _MOST_UNRECOGNISED} 处，不再逐一列出。")


def _by_project(remarks: Sequence[Remark], has_units: bool) -> Iterator[Row]:
    """A banner for each project, with its unit where there are several; below it its remarks, gravest first."""
    for (project, unit), group in groupby(remarks, key=lambda remark: (remark.project, remark.unit)):
        is_told = has_units and unit != WHOLE_FILE
        yield Row((f"{project}（{unit}）" if is_told else project,), RowKind.BANNER)
        for remark in sorted(group, key=lambda remark: remark.severity):
            cells = remark.severity.title, remark.place, remark.text, remark.message
            yield Row(cells if remark.waived is None else (*cells, remark.waived))


def _register(listed: Sequence[_Listed]) -> Table:
    """Every remark in a row of its own that says all about it."""
    columns = [
        *(Column("文件", 18), Column("单位", 18), Column("项目", 22)),
        *(Column("审核内容", 10, "center"), Column("级别", 8, "center", marks_severity=True)),
        *(Column("位置", 20), Column("原文", 26), Column("问题与建议", 44)),
    ]
    has_waived = any(one.waived for one in listed)
    if has_waived:
        columns.append(Column("核实说明", 20))
    rows = []
    for one in listed:
        for remark in (*one.counted, *one.waived):
            cells = (
                *(one.file.name, remark.unit, remark.project, remark.criterion.value),
                *(remark.severity.title, remark.place, remark.text, remark.message),
            )
            rows.append(Row((*cells, remark.waived or "") if has_waived else cells))
    return Table(tuple(columns), tuple(rows))
