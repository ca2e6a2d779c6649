"""What stands before the first table: title page and contents list, or the narrative 部门整体绩效目标."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from core.book import ContentsEntry, DepartmentTargets, FrontMatter, ItemId, SubGoal
from core.formats.text.slots import NOWHERE, Slot, cell_text
from core.formats.text.table import TableRow
from core.wording import squeezed

_CHAPTER = re.compile(r"[一二三四五六七八九十]+、(.*)")
_SUB_GOAL = re.compile(r"[（(][一二三四五六七八九十百\d]+[）)]")
_PART = re.compile(r"第[一二三四]部分|部门整体(支出)?绩效目标|(预算)?项目(支出)?绩效目标")
_BEFORE_TEXT = r"(?:\[bookmark:[^\[\]\n]*\]|[ \u3000\t])*"
_ENTRY = re.compile(_BEFORE_TEXT + r"(\d{1,9}) *[.．、][ \u3000]*(?=\S)")
_LABELS = {
    "goals": re.compile(_BEFORE_TEXT + r"绩效目标[:：]"),
    "indicators": re.compile(_BEFORE_TEXT + r"绩效指标[:：]"),
}


@dataclass(slots=True)
class SectionMap:
    """Where the fields and rows of a section stand in the source."""

    fields: dict[str, Slot] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    rows_area: Slot = NOWHERE


@dataclass(slots=True)
class Preface:
    """The preface as it stands in a source; a map is None where the part is missing."""

    front: SectionMap | None = None
    department: SectionMap | None = None
    unknown: list[Slot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def squeezed(self) -> str:
        return squeezed(self.text)


def read_preface(source: str, end: int) -> Preface:
    """Map `source[:end]`, which holds no table."""
    lines = [line for line in _lines(source, end) if line.text]
    preface = Preface()
    chapters = [index for index, line in enumerate(lines) if _chapter_kind(line)]
    narrative = range(chapters[0], _narrative_end(lines, chapters[-1])) if chapters else range(0)
    if chapters:
        preface.department = _map_department(source, lines, chapters, narrative.stop, preface)
    others = [
        line
        for index, line in enumerate(lines)
        if index not in narrative and not _PART.fullmatch(line.squeezed)
    ]
    if others:
        preface.front = _map_front(source, others, preface)
    return preface


def front_of(source: str, preface: Preface, new_id: Callable[[], ItemId]) -> FrontMatter | None:
    mapped = preface.front
    if mapped is None:
        return None
    section_id = new_id()
    entries = (
        ContentsEntry(new_id(), int(row.cells["number"].raw(source)), row.cells["title"].text(source))
        for row in mapped.rows
    )
    return FrontMatter(section_id, mapped.fields["text"].text(source), tuple(entries))


def department_of(source: str, preface: Preface, new_id: Callable[[], ItemId]) -> DepartmentTargets | None:
    mapped = preface.department
    if mapped is None:
        return None
    section_id = new_id()
    sub_goals = (
        SubGoal(new_id(), **{name: slot.text(source) for name, slot in row.cells.items()})
        for row in mapped.rows
    )
    return DepartmentTargets(
        section_id,
        mapped.fields["overall"].text(source),
        tuple(sub_goals),
        mapped.fields["safeguards"].text(source),
    )


def write_front(front: FrontMatter) -> str:
    """Title page and contents list in plain form."""
    entries = "".join(write_contents_entry(entry) for entry in front.contents)
    title_page = f"{front.text}\n\n" if front.text else ""
    return f"{title_page}目 录\n\n{entries}\n\n" if entries else f"{title_page}\n"


def write_contents_entry(entry: ContentsEntry) -> str:
    return f"{entry.number}. {entry.title}\n"


def write_department(department: DepartmentTargets) -> str:
    """The narrative in plain form."""
    sub_goals = "".join(write_sub_goal(sub_goal) for sub_goal in department.sub_goals)
    return (
        "第一部分\n部门整体绩效目标\n \n"
        f"一、总体绩效目标\n{department.overall}\n\n"
        f"二、分项绩效目标\n{sub_goals}\n"
        f"三、工作保障措施\n{department.safeguards}\n \n"
        "第二部分\n \n预算项目绩效目标\n \n"
    )


def write_sub_goal(sub_goal: SubGoal) -> str:
    return f"{sub_goal.heading}\n绩效目标：{sub_goal.goals}\n绩效指标：{sub_goal.indicators}\n"


def _lines(source: str, end: int) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    while start < end:
        stop = source.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append(_Line(start, stop, cell_text(source[start:stop]).strip()))
        start = stop + 1
    return lines


def _chapter_kind(line: _Line) -> str | None:
    """Which chapter of the narrative the line opens."""
    match = _CHAPTER.match(line.squeezed)
    if match is None or len(line.text) > 24:
        return None
    for word, kind in (("总体", "overall"), ("分项", "sub_goals"), ("保障", "safeguards")):
        if word in match.group(1):
            return kind
    return None


def _narrative_end(lines: list[_Line], last_chapter: int) -> int:
    """Index of the first line after the last chapter: the second part's title or the end."""
    after = range(last_chapter + 1, len(lines))
    return next((index for index in after if _PART.fullmatch(lines[index].squeezed)), len(lines))


def _map_department(
    source: str, lines: list[_Line], chapters: list[int], stop: int, preface: Preface
) -> SectionMap:
    """Lines of 分项绩效目标 before its first sub-goal are unknown."""
    mapped = SectionMap()
    end_of_narrative = lines[stop - 1].end
    for index, next_index in zip(chapters, [*chapters[1:], stop], strict=True):
        body = lines[index + 1 : next_index]
        kind = _chapter_kind(lines[index])
        title_end = lines[index].end
        if kind == "sub_goals":
            mapped.rows = _map_sub_goals(source, body, preface)
            opening = Slot(min(title_end + 1, end_of_narrative), min(title_end + 1, end_of_narrative))
            mapped.rows_area = Slot(mapped.rows[0].start, mapped.rows[-1].end) if mapped.rows else opening
        elif kind is not None:
            empty = Slot(title_end, title_end, lead="\n")
            mapped.fields[kind] = Slot(body[0].start, body[-1].end) if body else empty
    for kind in ("overall", "safeguards"):
        mapped.fields.setdefault(kind, Slot(end_of_narrative, end_of_narrative, lead="\n"))
    return mapped


def _map_sub_goals(source: str, body: list[_Line], preface: Preface) -> list[TableRow]:
    heads = [index for index, line in enumerate(body) if _SUB_GOAL.match(line.text)]
    ends = [*heads, len(body)]
    preface.unknown += [Slot(line.start, line.end) for line in body[: ends[0]]]
    return [_map_sub_goal(source, body[index:next_index]) for index, next_index in pairwise(ends)]


def _map_sub_goal(source: str, lines: list[_Line]) -> TableRow:
    """The lines of one sub-goal: its heading, then 绩效目标：… and 绩效指标：…, each over one or more lines."""
    head, end = lines[0], lines[-1].end
    cells = {"heading": Slot(head.start, head.end)}
    current = "heading"
    for line in lines[1:]:
        for name, label in _LABELS.items():
            if name not in cells and (found := label.match(source, line.start, line.end)):
                current, cells[name] = name, Slot(found.end(), line.end)
                break
        else:
            cells[current] = Slot(cells[current].start, line.end)
    cells.setdefault("goals", Slot(cells["heading"].end, cells["heading"].end, lead="\n绩效目标："))
    cells.setdefault("indicators", Slot(end, end, lead="\n绩效指标："))
    return TableRow(head.start, end + 1, cells)


def _map_front(source: str, lines: list[_Line], preface: Preface) -> SectionMap:
    """Lines before 目录 are the title page; numbered lines after it are its entries, others are unknown."""
    at = next((index for index, line in enumerate(lines) if line.squeezed in ("目录", "目次")), len(lines))
    title_page = lines[:at]
    mapped = SectionMap()
    mapped.fields["text"] = (
        Slot(title_page[0].start, title_page[-1].end) if title_page else Slot(0, 0, trail="\n")
    )
    for line in lines[at + 1 :]:
        if entry := _ENTRY.match(source, line.start, line.end):
            cells = {"number": Slot(*entry.span(1)), "title": Slot(entry.end(), line.end)}
            mapped.rows.append(TableRow(line.start, line.end + 1, cells))
        else:
            preface.unknown.append(Slot(line.start, line.end))
    if mapped.rows:
        mapped.rows_area = Slot(mapped.rows[0].start, mapped.rows[-1].end)
    return mapped
