"""The rule about projects whose indicators were copied from one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import itemgetter

from core.book import Indicator, Project, Section
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, book_rule
from core.rules.sameness import shortened
from core.rules.texts import at_header
from core.target import Target, TargetKind, parse
from core.unit import UnitKind
from core.wording import squeezed


def _set_of_indicators(section: Section, context: Context) -> Iterable[Hashable]:
    """A hash of all rows, whatever their order; none for a set that may well stand in several projects.

    That two sets of one book have the same by chance is as good as impossible.
    """
    if not isinstance(section, Project) or len(section.indicators) < _FEWEST_ROWS:
        return ()
    contents = _contents(section.indicators)
    if len(contents) < _FEWEST_ROWS or not any(_is_specific(parse(row.value)) for row in section.indicators):
        return ()
    return [hash(contents)]


@book_rule("copied-indicator-set", Severity.WARNING, Criterion.RELEVANCE, keys=_set_of_indicators, fewest=2)
def copied_indicator_set(group: Sequence[Section], context: Context) -> Iterator[Finding]:
    """绩效指标按本项目的内容设置，不把另一个项目的整套指标照搬过来。

    同一文件里两个项目的全部指标（类别、名称、描述和指标值）完全相同才会指出，行的先后不论。
    不足 5 行的，或只有比率和文字、没有数量或金额的，可能是统一的模板，不指出。

    简称：整套指标照搬
    错误：“物资储备”和“物资储备（追加）”都是 购买数量 ≥10000个、物资合格率 ≥98%……
    正确：“物资储备（追加）”的数量、成本指标按追加的资金另行测算
    依据：财预〔2015〕88号，相关性审核（指标科学性）。
    """
    original, *copies = (section for section in group if isinstance(section, Project))
    for copy in copies[:_MOST_REPORTED]:
        yield Finding(
            "copied-indicator-set",
            Severity.WARNING,
            at_header(copy),
            f"全部 {len(copy.indicators)} 个指标与{_called(original)}完全相同，请按本项目的内容和金额设置"
            + (f"（共 {len(group)} 个项目相同）" if len(group) > 2 else ""),
        )


_FEWEST_ROWS = 5
_MOST_REPORTED = 100
"""How many copies of one set are pointed out; each names their number, and still more would only slow an edit down."""

_FIGURES = (
    UnitKind.COUNT,
    UnitKind.MONEY,
    UnitKind.MONEY_PER,
    UnitKind.AREA,
    UnitKind.MEASURE,
    UnitKind.UNKNOWN,
)


def _contents(rows: Sequence[Indicator]) -> frozenset[str]:
    """What each row says from level 1 to the target value, without white space."""
    return frozenset(squeezed(_END.join(map("\0".join, map(_CELLS, rows)))).split(_END))


_CELLS = itemgetter(slice(1, 6))
_END = "\1"


def _is_specific(target: Target) -> bool:
    """Whether the target is a figure that fits one project: a number of things, an amount; no rate, no text."""
    return target.kind in (TargetKind.NUMBER, TargetKind.RANGE) and (
        target.unit is None or target.unit.kind in _FIGURES
    )


def _called(project: Project) -> str:
    number = f"第 {project.number} 项" if project.number is not None else "项目"
    return f"{number}“{shortened(project.name or project.title, 30)}”"
