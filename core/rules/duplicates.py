"""Rules about indicators that stand in a project more than once."""

from __future__ import annotations

from collections.abc import Iterator

from core.book import Indicator, Place, Project
from core.edit import Edit, RemoveRow
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_cell, row_names
from core.scheme import Scheme
from core.wording import squeezed


@rule("duplicate-indicator", Severity.ERROR, Criterion.RELEVANCE)
def duplicate_indicator(project: Project, context: Context) -> Iterator[Finding]:
    """同一项目里三级指标不重名。

    整行相同是错误；同名而类别不同是警告；同类同名、描述或指标值不同是提示，建议改名区分。

    简称：指标重名
    错误：质量指标 苗木验收合规率 100%，时效指标 苗木验收合规率 100%
    正确：质量指标 苗木验收合规率 100%，时效指标 苗木按期到场率 100%
    依据：财预〔2021〕101号，指标内涵清晰、不重复。
    """
    names = row_names(project, context)
    if len(set(names)) == len(names):
        return
    seen: dict[str, list[Indicator]] = {}
    for indicator, name in zip(project.indicators, names, strict=True):
        if not name:
            continue
        earlier = seen.setdefault(name, [])
        if earlier:
            yield _about_duplicate(project, indicator, earlier, context.scheme)
        earlier.append(indicator)


def _about_duplicate(
    project: Project, indicator: Indicator, earlier: list[Indicator], scheme: Scheme
) -> Finding:
    place = at_cell(project, indicator, "level3")
    category = scheme.canonical(indicator.level1, indicator.level2)
    categories = {scheme.canonical(other.level1, other.level2): other for other in earlier}
    if any(_same_row(indicator, other, scheme) for other in earlier):
        message = f"“{indicator.name}”整行重复，可以删去一行"
        return _finding(Severity.ERROR, place, message, RemoveRow(project.id, indicator.id))
    if category not in categories:
        other = next(iter(categories))
        message = f"“{indicator.name}”在“{other[1]}”和“{category[1]}”里各有一个，请确认归类或改名"
        return _finding(Severity.WARNING, place, message)
    message = f"“{category[1]}”里有两个“{indicator.name}”，建议改名区分"
    return _finding(Severity.HINT, place, message)


def _same_row(one: Indicator, other: Indicator, scheme: Scheme) -> bool:
    return _content(one, scheme) == _content(other, scheme)


def _content(indicator: Indicator, scheme: Scheme) -> tuple[str, ...]:
    category = scheme.canonical(indicator.level1, indicator.level2)
    return (*category, indicator.name, squeezed(indicator.description), squeezed(indicator.value))


def _finding(severity: Severity, place: Place, message: str, fix: Edit | None = None) -> Finding:
    return Finding("duplicate-indicator", severity, place, message, fix)
