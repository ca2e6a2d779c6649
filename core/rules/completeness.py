"""Rules about what a target table must have: filled cells, mandatory categories, categories that the scheme knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from core.book import Indicator, Place, Project
from core.edit import Edit, Group, SetField
from core.field_titles import field_title
from core.mandatory import proper_categories, unmet
from core.rules.finding import Criterion, Finding, Severity
from core.rules.row_categories import distinct_categories, row_categories
from core.rules.rule import Context, rule
from core.rules.sameness import first_characters
from core.rules.texts import at_cell, at_header, is_empty
from core.scheme import Category, Requirement, Scheme

_REQUIRED_OF_PROJECT = ("name", "budget")
_REQUIRED_OF_INDICATOR = ("level3", "value", "level1", "level2")


@rule("required-empty", Severity.ERROR, Criterion.COMPLETENESS)
def required_empty(project: Project, context: Context) -> Iterator[Finding]:
    """项目名称、预算数、绩效目标和每个指标的一级、二级、三级指标、指标值都要填写。

    只填“—”或“/”等于没有填写。

    简称：必填内容空缺
    错误：三级指标 培训人数，指标值为空
    正确：三级指标 培训人数，指标值 ≥300人次
    依据：财预〔2015〕88号，完整性审核。
    """
    for field in _REQUIRED_OF_PROJECT:
        if is_empty(getattr(project, field)):
            yield _error("required-empty", at_header(project, field), f"{field_title(field)}没有填写")
    yield from _empty_goals(project)
    if not project.indicators:
        yield _error("required-empty", at_header(project), "这个项目还没有绩效指标，请至少按指标体系各填一行")
    for indicator in _rows_with_blanks(project, context):
        if missing := [field for field in _REQUIRED_OF_INDICATOR if is_empty(getattr(indicator, field))]:
            yield _about_empty(project, indicator, missing, context.scheme)


@rule("missing-category", Severity.ERROR, Criterion.COMPLETENESS)
def missing_category(project: Project, context: Context) -> Iterator[Finding]:
    """指标体系规定必填的类别，每一类至少要有一个指标。

    2015 版：数量、质量、时效、成本指标各至少一个，效益指标、满意度指标各至少一个；
    2021 版：数量、质量、效益指标各至少一个，成本、时效、满意度指标按需要设置。

    简称：缺必填类别
    错误：产出指标下没有质量指标
    正确：产出指标下有质量指标“验收合格率 ≥98%”
    依据：财预〔2015〕88号、财预〔2021〕101号；必填的范围按各地通行做法。
    """
    if not project.indicators:
        return  # required-empty says so
    categories = distinct_categories(project, context)
    missing = _missing(categories, context.scheme, context.mandatory)
    if not missing:
        return
    present = proper_categories(categories, context.scheme)
    for level1 in dict.fromkeys(need.level1 for need in missing):
        needs = [need for need in missing if need.level1 == level1]
        if any(category[0] == level1 for category in present):
            message = f"“{level1}”下缺少{_titles(needs)}，请至少各补一个指标"
        elif needs == [Requirement(level1, None)]:
            message = f"缺少{level1}，请至少补一个指标"
        else:
            message = f"缺少{level1}（{_titles(needs)}），请至少各补一个指标"
        yield _error("missing-category", at_header(project), message)


@rule("unknown-category", Severity.WARNING, Criterion.COMPLETENESS)
def unknown_category(project: Project, context: Context) -> Iterator[Finding]:
    """一级、二级指标要用所选指标体系里的名称，二级指标要放在它所属的一级指标下。

    常见的简称和旧称（时效、环境效益指标、效果指标等）照常认可。

    简称：类别不在体系内
    错误：效益指标 / 质量指标
    正确：产出指标 / 质量指标
    依据：财预〔2015〕88号、财预〔2021〕101号的指标分类。
    """
    scheme = context.scheme
    if _knows_all(distinct_categories(project, context), scheme):
        return
    unknown: dict[Category, list[Indicator]] = {}
    for indicator, category in zip(project.indicators, row_categories(project, context), strict=True):
        if all(category) and not scheme.knows(category):
            unknown.setdefault(category, []).append(indicator)
    for category, rows in unknown.items():
        field = "level2" if scheme.knows_level1(category[0]) else "level1"
        fix = _move(project, rows, scheme)
        yield Finding(
            "unknown-category",
            Severity.WARNING,
            at_cell(project, rows[0], field),
            _about_unknown(category, len(rows), scheme),
            fix,
        )


def _rows_with_blanks(project: Project, context: Context) -> Sequence[Indicator]:
    """The rows in which a required cell may be empty."""
    if _has_blank(distinct_categories(project, context)):
        return project.indicators
    firsts = first_characters(project, context)
    values, names = firsts["value"], firsts["level3"]
    if all(values) and all(names):
        return ()  # as in most projects
    rows = zip(project.indicators, values, names, strict=True)
    return [row for row, value, name in rows if not value or not name]


# Most projects of a book have rows in the same categories.


@lru_cache(maxsize=1024)
def _missing(
    categories: frozenset[Category], scheme: Scheme, mandatory: Sequence[Requirement]
) -> Sequence[Requirement]:
    return unmet(mandatory, proper_categories(categories, scheme))


@lru_cache(maxsize=1024)
def _knows_all(categories: frozenset[Category], scheme: Scheme) -> bool:
    return all(map(scheme.knows, categories))


@lru_cache(maxsize=1024)
def _has_blank(categories: frozenset[Category]) -> bool:
    """Whether one of them lacks a name of level 1 or 2."""
    return any(map(is_empty, chain.from_iterable(categories)))


def _empty_goals(project: Project) -> Iterator[Finding]:
    place = at_header(project, "goals")
    filled = tuple([goal for goal in project.goals if not is_empty(goal)])
    if not filled:
        yield _error("required-empty", place, "绩效目标没有填写")
    elif len(filled) < len(project.goals):
        number = next(number for number, goal in enumerate(project.goals, 1) if is_empty(goal))
        yield _error("required-empty", place, f"第 {number} 条绩效目标是空的", SetField(place, filled))


def _about_empty(project: Project, indicator: Indicator, missing: Sequence[str], scheme: Scheme) -> Finding:
    titles = "、".join(field_title(field) for field in missing)
    message = f"{titles}没有填写"
    if indicator.name and "level3" not in missing:
        message = f"“{indicator.name}”的{message}"
    only_levels = set(missing) <= {"level1", "level2"}
    fix = _move(project, [indicator], scheme) if only_levels else None
    return _error("required-empty", at_cell(project, indicator, missing[0]), message, fix)


def _move(project: Project, rows: list[Indicator], scheme: Scheme) -> Edit | None:
    """The edit that gives rows of one category the names of the category they belong to; None if unknown."""
    category = scheme.canonical(rows[0].level1, rows[0].level2)
    proper = scheme.proper_category(category)
    if proper is None:
        return None
    changed = [
        (field, new)
        for field, old, new in zip(("level1", "level2"), category, proper, strict=True)
        if old != new
    ]
    return Group(tuple(SetField(at_cell(project, row, field), new) for row in rows for field, new in changed))


def _about_unknown(category: Category, count: int, scheme: Scheme) -> str:
    level1, level2 = category
    rows = f"（{count} 行）" if count > 1 else ""
    if proper := scheme.proper_category(category):
        return f"“{level1} / {level2}”{rows}不在{scheme.title}的指标体系里，应归入“{proper[0]} / {proper[1]}”"
    if scheme.knows_level1(level1):
        names = "、".join(scheme.level2_names(level1))
        return f"二级指标“{level2}”{rows}不在{scheme.title}的指标体系里；“{level1}”下可用：{names}"
    return f"一级指标“{level1}”{rows}不在{scheme.title}的指标体系里；可用：{'、'.join(scheme.level1_names)}"


def _titles(needs: list[Requirement]) -> str:
    return "、".join(need.title for need in needs)


def _error(rule_key: str, place: Place, message: str, fix: Edit | None = None) -> Finding:
    return Finding(rule_key, Severity.ERROR, place, message, fix)
