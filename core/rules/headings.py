"""Rules about what a table is called: its heading, its 项目名称, its line in the contents list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence

from core.book import ContentsEntry, FrontMatter, Place, Project, Section
from core.edit import SetField
from core.headings import is_general_heading
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, book_rule
from core.rules.texts import at_header
from core.rules.wording import without_stray_white_space
from core.wording import squeezed

_SUFFIXES = (
    "绩效目标表",
    "项目绩效目标表",
    "支出绩效目标表",
    "项目支出绩效目标表",
    "绩效目标申报表",
    "项目支出绩效目标申报表",
)


_AFTER_NAME = frozenset(("", *_SUFFIXES))


def _heading_numbers(section: Section, context: Context) -> Iterable[Hashable]:
    """Tables and contents lines belong together by number; a table without number stands alone."""
    if isinstance(section, Project):
        return [section.id if section.number is None else ("number", section.number)]
    if isinstance(section, FrontMatter):
        return {("number", entry.number) for entry in section.contents if entry.number is not None}
    return ()


@book_rule("title-mismatch", Severity.WARNING, Criterion.COMPLETENESS, keys=_heading_numbers)
def title_mismatch(group: Sequence[Section], context: Context) -> Iterator[Finding]:
    """标题、项目名称、目录里同一个项目的叫法应一致。

    文字不同是警告，只有空格或全角、半角不同是提示。

    简称：项目叫法不一
    错误：标题“道路养护经费绩效目标表”，项目名称“道路养护维修经费”
    正确：标题“道路养护经费绩效目标表”，项目名称“道路养护经费”
    依据：财预〔2015〕88号，完整性审核（填写规范）。
    """
    fronts = [section for section in group if isinstance(section, FrontMatter)]
    for project in group:
        if isinstance(project, Project) and squeezed(project.title):
            yield from _against_name(project)
            for front in fronts:
                yield from _against_contents(project, front)


def _against_name(project: Project) -> Iterator[Finding]:
    title, name = project.title, project.name
    if title.startswith(name) and title[len(name) :] in _AFTER_NAME and name.isalnum():
        return  # as most are
    if not squeezed(project.name) or is_general_heading(project.title):
        return  # required-empty says so; a form that is called after its kind names no project
    heading, name = _tidy(project.title), _tidy(project.name)
    expected = [name, *(name + suffix for suffix in _SUFFIXES)]
    if heading in expected:
        return
    place = at_header(project, "title")
    alike = next((text for text in expected if _folded(text) == _folded(heading)), None)
    if alike is None:
        message = f"标题“{heading}”与项目名称“{name}”不一致"
        yield Finding("title-mismatch", Severity.WARNING, place, message)
    else:
        message = f"标题写作“{_excerpt(heading, alike)}”，项目名称写作“{_excerpt(name, heading)}”"
        yield Finding("title-mismatch", Severity.HINT, place, message, SetField(place, alike))


def _against_contents(project: Project, front: FrontMatter) -> Iterator[Finding]:
    heading = _tidy(project.title)
    entries = _entries(front, project.number)
    lines = [_contents_title(entry) for entry in entries]
    if not entries or heading in lines or _names_it(lines, heading, project):
        return
    place = at_header(project, "title")
    alike = [entry for entry, line in zip(entries, lines, strict=True) if _folded(line) == _folded(heading)]
    if alike:
        line = _contents_title(alike[0])
        excerpts = f"写作“{_excerpt(line, heading)}”，标题写作“{_excerpt(heading, line)}”"
        message = f"目录第 {project.number} 项{excerpts}"
        fix = SetField(Place(front.id, alike[0].id, "title"), heading)
        yield Finding("title-mismatch", Severity.HINT, place, message, fix)
    else:
        message = f"目录第 {project.number} 项“{lines[0]}”与标题“{heading}”不一致"
        yield Finding("title-mismatch", Severity.WARNING, place, message)


def _entries(front: FrontMatter, number: int | None) -> list[ContentsEntry]:
    """The contents lines with this number; looked up first where a list numbered from 1 has it."""
    contents = front.contents
    if number is not None and 1 <= number <= len(contents) and contents[number - 1].number == number:
        return [contents[number - 1]]
    return [entry for entry in contents if entry.number == number]


def _names_it(lines: Sequence[str], heading: str, project: Project) -> bool:
    """Whether the contents list is right by the project's name, so that only the heading is off."""
    names = {_folded(project.name) + suffix for suffix in ("", *_SUFFIXES)}
    return _folded(heading) not in names and any(_folded(line) in names for line in lines)


_LEADER = re.compile(r"[\s.…·\-]*\d*$")


def _contents_title(entry: ContentsEntry) -> str:
    """The line without the dots and the page number that may follow the title."""
    title = _tidy(entry.title)
    head, suffix, tail = title.rpartition(_SUFFIXES[0])
    return head + suffix if suffix and _LEADER.fullmatch(tail) else title


def _tidy(text: str) -> str:
    return without_stray_white_space(text.replace("\n", ""))


def _folded(text: str) -> str:
    """The text as far as its words go: no white space, full-width forms as their plain ones."""
    return unicodedata.normalize("NFKC", squeezed(text))


def _excerpt(text: str, other: str) -> str:
    """The part of a long text around the first character in which it differs from another one."""
    pairs = enumerate(zip(text, other, strict=False))
    same = next((index for index, (one, two) in pairs if one != two), min(len(text), len(other)))
    start, end = max(same - 6, 0), same + 5
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
