"""Books as JSON, for programs and tests: clean texts, and beside them what differs in the text as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import starmap
from typing import Annotated, Any, NotRequired

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError, with_config
from typing_extensions import TypedDict  # Python 3.11: pydantic does not take that of `typing`

from core.book import (
    Book,
    Checkpoint,
    ContentsEntry,
    DepartmentTargets,
    FrontMatter,
    Indicator,
    ItemId,
    Project,
    SubGoal,
)
from core.formats.encoding import Encoding
from core.formats.size_limits import MOST_INDICATORS, MOST_PROJECTS, check_indicators
from core.progress import Progress, unobserved
from core.wording import squeezed

_TAG = re.compile(r"</?p>")
_LEVELS = ("level1", "level2")
_LARGEST_NUMBER = 999_999_999
"""As of a text's heading."""
_MOST_CHECKPOINTS = 1000
_MOST_OBJECTS = MOST_PROJECTS + MOST_INDICATORS + 200_000
_MOST_ITEMS = 4_000_000
"""A hundred thousand indicators are some 0.1 million objects of 1.6 million items."""


class WrongJson(Exception):
    """The text is no JSON book. `reason` names the field and what was expected there, in the user's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# Lists fail fast: to tell of each of a million mistakes would take for ever.


_Place = Annotated[int, Field(ge=1)]
_EXACT = ConfigDict(strict=True, extra="forbid")


class _Model(BaseModel):
    model_config = _EXACT


# What there is most of is checked as plain mappings, which take a third of a model's memory.


@with_config(_EXACT)
class IndicatorModel(TypedDict):
    level1: str
    level2: str
    level3: str
    description: str
    value: str
    basis: NotRequired[str | None]


@with_config(_EXACT)
class CheckpointModel(TypedDict):
    label: str
    percent: str


class ProjectModel(_Model):
    number: int | None = Field(default=None, ge=-_LARGEST_NUMBER, le=_LARGEST_NUMBER)
    title: str = ""
    unit_code: str = ""
    unit_name: str = ""
    money_unit: str = "万元"
    code: str | None = None
    name: str
    budget: str = ""
    fiscal_funds: str = ""
    other_funds: str = ""
    purpose: str = ""
    spending_plan: dict[str, str] | None = Field(default=None, max_length=_MOST_CHECKPOINTS)
    checkpoints: Annotated[list[CheckpointModel], FailFast()] = Field(
        default_factory=list, max_length=_MOST_CHECKPOINTS
    )
    """The spending plan where two checkpoints have the same label, which an object cannot say."""
    goals: Annotated[list[str], FailFast()] = Field(default_factory=list)
    indicators: Annotated[list[IndicatorModel], FailFast()] = Field(default_factory=list)


class ContentsEntryModel(_Model):
    number: int | None = Field(default=None, ge=-_LARGEST_NUMBER, le=_LARGEST_NUMBER)
    title: str


class FrontModel(_Model):
    text: str = ""
    contents: Annotated[list[ContentsEntryModel], FailFast()] = Field(default_factory=list)


class SubGoalModel(_Model):
    heading: str
    goals: str = ""
    indicators: str = ""


class DepartmentModel(_Model):
    overall: str = ""
    sub_goals: Annotated[list[SubGoalModel], FailFast()] = Field(default_factory=list)
    safeguards: str = ""


@with_config(_EXACT)
class AsWrittenModel(TypedDict):
    """A text of a project that differs from its clean form: leading blanks, mark-up, wrapped lines.

    Projects, indicators, goals and checkpoints (`item`) count from 1.
    """

    project: _Place
    indicator: NotRequired[_Place | None]
    field: str
    item: NotRequired[_Place | None]
    text: str


class BookModel(BaseModel):
    """A whole file. Other keys beside these are free."""

    model_config = ConfigDict(strict=True)

    projects: Annotated[list[ProjectModel], FailFast(), Field(max_length=MOST_PROJECTS)]
    front: FrontModel | None = None
    department: DepartmentModel | None = None
    as_written: Annotated[list[AsWrittenModel], FailFast()] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JsonLayout:
    """JSON has one form only; its source is what is written."""

    source: str
    encoding: Encoding = field(default_factory=Encoding)
    title: str = "JSON"
    unrecognised: tuple[()] = ()

    def of(self, book: Book) -> JsonLayout:
        """The same, for JSON knows no ids."""
        return self

    @property
    def encoding_title(self) -> str:
        return self.encoding.title

    @property
    def data(self) -> bytes:
        """The file."""
        return self.encoding.encode(self.source)


def read_json(source: str, encoding: Encoding, progress: Progress = unobserved) -> tuple[Book, JsonLayout]:
    """Raises WrongJson, TooMuch, and what `progress` raises."""
    _check_amount(source)
    progress(0, 1)
    try:
        model = BookModel.model_validate_json(source)
    except ValidationError as error:
        raise WrongJson(_explained(error, source)) from error
    _check_labels(source)
    return _book_of(model, progress), JsonLayout(source, encoding)


def _check_amount(source: str) -> None:
    """Raises WrongJson, TooMuch for what would take too much memory; the signs are counted, in texts too."""
    for signs, limit in (("{", _MOST_OBJECTS), (",:[", _MOST_ITEMS)):
        count = sum(map(source.count, signs))
        if count > limit:
            raise WrongJson(
                f"有 {count:,} 个“{'”“'.join(signs)}”，超过 {limit:,} 个的上限，请拆分成几个文件再打开"
            )
    check_indicators("全文", sum(1 for _ in _ROW.finditer(source)))


_ROW = re.compile(r'"level3"\s*+:')


def _check_labels(source: str) -> None:
    """Raises WrongJson where two checkpoints of a spending plan have one label: a parser keeps but the last of them."""
    for plan in _PLAN.finditer(source):
        pairs, _ = _PAIRS.raw_decode(source, plan.end())
        seen: set[str] = set()
        for label, _ in pairs:
            if label in seen:
                raise WrongJson(f"spending_plan：“{label}”出现了不止一次，请改写为 checkpoints 列表")
            seen.add(label)


_PLAN = re.compile(r'"spending_plan"\s*+:\s*+(?=\{)')
_PAIRS = json.JSONDecoder(object_pairs_hook=list)


def write_json(book: Book) -> JsonLayout:
    model: dict[str, Any] = {"projects": [_clean_project(project) for project in book.projects]}
    if book.front:
        entries = [{"number": entry.number, "title": entry.title} for entry in book.front.contents]
        model["front"] = {"text": book.front.text, "contents": entries}
    if book.department:
        department = book.department
        sub_goals = [_without_id(sub_goal) for sub_goal in department.sub_goals]
        model["department"] = {
            "overall": department.overall,
            "sub_goals": sub_goals,
            "safeguards": department.safeguards,
        }
    differing = [
        {"project": position, **entry}
        for position, project in enumerate(book.projects, 1)
        for entry in _differing_texts(project)
    ]
    if differing:
        model["as_written"] = differing
    return JsonLayout(json.dumps(model, ensure_ascii=False, indent=1) + "\n")


# -- clean texts and texts as written ------------------------------------------------------------------------


def clean_text(text: str) -> str:
    """A cell's text for programs: wrapped lines joined, blanks at the ends removed."""
    return "".join(text.split("\n")).strip()


def clean_goal(text: str) -> str:
    """A goal's text for programs: as any cell's, without paragraph tags."""
    return clean_text(_TAG.sub("", text))


_OWN_FIELDS = tuple(name for name in ProjectModel.model_fields if name != "checkpoints")
_OF_CHECKPOINTS = {f"spending_plan.{name}": name for name in Checkpoint._fields}
"""What a checkpoint says, as `field` in `as_written`."""


def _clean_project(project: Project) -> dict[str, Any]:
    cleaned: dict[str, Any] = {name: getattr(project, name) for name in _OWN_FIELDS}
    for name, value in cleaned.items():
        if isinstance(value, str):
            cleaned[name] = clean_text(value)
    if project.spending_plan is not None:
        pairs = [(clean_text(label), clean_text(percent)) for label, percent in project.spending_plan]
        cleaned["spending_plan"] = dict(pairs)
        if len(cleaned["spending_plan"]) < len(pairs):
            del cleaned["spending_plan"]
            cleaned["checkpoints"] = [{"label": label, "percent": percent} for label, percent in pairs]
    cleaned["goals"] = [clean_goal(goal) for goal in project.goals]
    cleaned["indicators"] = [_clean_indicator(row) for row in project.indicators]
    return cleaned


def _clean_indicator(row: Indicator) -> dict[str, str | None]:
    texts: dict[str, str | None] = _without_id(row)
    for name, text in texts.items():
        if text is not None:
            texts[name] = squeezed(text) if name in _LEVELS else clean_text(text)
    return texts


def _without_id(row: Indicator | SubGoal) -> dict[str, Any]:
    texts = row._asdict()
    del texts["id"]
    return texts


def _differing_texts(project: Project) -> Iterator[dict[str, Any]]:
    clean = _clean_project(project)
    for name, value in clean.items():
        if isinstance(value, str) and value != getattr(project, name):
            yield {"field": name, "text": getattr(project, name)}
    for item, (goal, clean_one) in enumerate(zip(project.goals, clean["goals"], strict=True), 1):
        if goal != clean_one:
            yield {"field": "goals", "item": item, "text": goal}
    for item, point in enumerate(project.spending_plan or (), 1):
        for path, name in _OF_CHECKPOINTS.items():
            if (text := getattr(point, name)) != clean_text(text):
                yield {"field": path, "item": item, "text": text}
    for item, (row, clean_row) in enumerate(zip(project.indicators, clean["indicators"], strict=True), 1):
        for name, text in clean_row.items():
            if text != getattr(row, name):
                yield {"indicator": item, "field": name, "text": getattr(row, name)}


# -- reading -------------------------------------------------------------------------------------------------


def _book_of(model: BookModel, progress: Progress) -> Book:
    book = Book()
    front = department = None
    if model.front:
        section_id = book.new_id()
        entries = (ContentsEntry(book.new_id(), entry.number, entry.title) for entry in model.front.contents)
        front = FrontMatter(section_id, model.front.text, tuple(entries))
    if model.department:
        section_id = book.new_id()
        sub_goals = (
            SubGoal(book.new_id(), **sub_goal.model_dump()) for sub_goal in model.department.sub_goals
        )
        department = DepartmentTargets(
            section_id, model.department.overall, tuple(sub_goals), model.department.safeguards
        )
    projects: list[Project] = []
    for number, read in enumerate(model.projects):
        progress(number, len(model.projects))
        projects.append(_project_of(read, number, book))
    amended: dict[int, _AmendedProject] = {}
    for index, entry in enumerate(model.as_written):
        if entry["project"] > len(projects):
            raise WrongJson(f"as_written[{index}].project：只有 {len(projects)} 个项目")
        number = entry["project"] - 1
        if number not in amended:
            amended[number] = _AmendedProject(projects[number])
        amended[number].amend(entry, index)
    for number, project in amended.items():
        projects[number] = project.whole()
    return Book(projects, front, department)


def _project_of(model: ProjectModel, index: int, book: Book) -> Project:
    """The file's `index`-th project. Raises WrongJson where its spending plan is said twice."""
    section_id: ItemId = book.new_id()
    texts = model.model_dump(exclude={"spending_plan", "checkpoints", "goals", "indicators"})
    if model.spending_plan is not None and model.checkpoints:
        raise WrongJson(f"projects[{index}].checkpoints：与 spending_plan 只能有一项")
    plan = None if model.spending_plan is None else tuple(starmap(Checkpoint, model.spending_plan.items()))
    if model.checkpoints:
        plan = tuple(Checkpoint(**point) for point in model.checkpoints)
    return Project(
        section_id,
        **texts,
        spending_plan=plan,
        goals=tuple(model.goals),
        indicators=tuple(Indicator(book.new_id(), **row) for row in model.indicators),
    )


class _AmendedProject:
    """A project that is given texts as they were written: all of them at once, for they may be many."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._header = {name: getattr(project, name) for name in _OWN_FIELDS}
        self._fields: dict[str, str] = {}
        self._checkpoints = list(project.spending_plan or ())
        self._goals = list(project.goals)
        self._rows = list(project.indicators)

    def amend(self, entry: AsWrittenModel, index: int) -> None:
        """Take over the text of an entry, the file's `index`-th. Raises WrongJson when it points nowhere."""
        field, text = entry["field"], entry["text"]
        indicator, item = entry.get("indicator"), entry.get("item")
        try:
            if field == "goals" and item is not None:
                self._goals[item - 1] = text
            elif field in _OF_CHECKPOINTS and item is not None:
                point = self._checkpoints[item - 1]
                self._checkpoints[item - 1] = point._replace(**{_OF_CHECKPOINTS[field]: text})
            elif indicator is not None and field in IndicatorModel.__annotations__:
                row = self._rows[indicator - 1]
                self._rows[indicator - 1] = row._replace(**{field: text})  # type: ignore[arg-type]
            elif indicator is None and isinstance(self._header.get(field), str):
                self._fields[field] = text
            else:
                raise TypeError
        except (IndexError, TypeError) as error:
            raise WrongJson(f"as_written[{index}]：所指的项目、指标或字段不存在") from error

    def whole(self) -> Project:
        plan = None if self._project.spending_plan is None else tuple(self._checkpoints)
        return replace(
            self._project,
            **self._fields,  # type: ignore[arg-type]
            spending_plan=plan,
            goals=tuple(self._goals),
            indicators=tuple(self._rows),
        )


_EXPECTATIONS = {
    "missing": "缺少这一项",
    "string_type": "应为文字（加引号）",
    "int_type": "应为整数",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "extra_forbidden": "不认识的项",
    "greater_than_equal": "数值太小",
    "less_than_equal": "数值太大",
    "too_long": "超过 {max_length:,} 个的上限，请拆分成几个文件再打开",
    "int_parsing_size": "数值太大",
}


def _explained(error: ValidationError, source: str) -> str:
    """The first mistake with its path, as `projects[2].indicators[0].value：应为文字`."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        try:
            json.loads(source)
        except json.JSONDecodeError as mistake:
            return f"第 {mistake.lineno} 行第 {mistake.colno} 列不符合 JSON 语法"
        except RecursionError:
            return "括号嵌套得太深"
        except ValueError:  # a number of more digits than Python converts
            return "有一个数字太长"
        return "不符合 JSON 语法"
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    others = f"（另有 {error.error_count() - 1} 处）" if error.error_count() > 1 else ""
    expectation = _EXPECTATIONS.get(first["type"], "内容不符合要求").format_map(first.get("ctx", {}))
    return f"{path or '文件'}：{expectation}{others}"
