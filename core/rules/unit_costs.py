"""Rules about single cost rows: unit costs that only their name gives away, and rows without an amount."""

from __future__ import annotations

from collections.abc import Iterator

from core.book import Project
from core.cost import CostRole, CostRow
from core.cost.names import RATE_NAME
from core.edit import SetField
from core.indicator_name import Measure
from core.rules.categories import misfit_of
from core.rules.finding import Criterion, Finding, Severity
from core.rules.names import is_name_repeated
from core.rules.rule import Context, rule
from core.rules.texts import at_cell
from core.rules.valued_rows import ValuedRow, valued_rows
from core.target import UnitKind, parse
from core.typography import plain


@rule("unit-cost-by-name", Severity.WARNING, Criterion.COMPLETENESS)
def unit_cost_by_name(project: Project, context: Context) -> Iterator[Finding]:
    """单位成本的指标值要写明“/…”，说清是每个什么的费用。

    名称里的“每…”“人均”“单价”等表示单位成本，单位却写成总额，自评时会被当作总成本。

    简称：单位成本写成总额
    错误：每辆车每月租赁费 ≤600元
    正确：每辆车每月租赁费 ≤600元/辆/月
    依据：财预〔2021〕101号，指标值与度量单位的填写要求。
    """
    for row in context.cost(project).rows:
        if row.unit_cost is None or not row.by_name:
            continue
        fix = _with_counters(project, row)
        wanted = f"“{fix.value}”" if fix else "“元/个”“元/人”这样的单位"
        message = (
            f"按名称里的“{row.unit_cost.named}”，“{row.indicator.name}”是单位成本，"
            f"指标值“{row.indicator.value.strip()}”却没有写明“/…”，请写成{wanted}"
        )
        yield Finding(
            "unit-cost-by-name", Severity.WARNING, at_cell(project, row.indicator, "value"), message, fix
        )


@rule("cost-without-amount", Severity.ERROR, Criterion.SUITABILITY)
def cost_without_amount(project: Project, context: Context) -> Iterator[Finding]:
    """成本指标要写出金额。

    百分比写在金额的位置上是错误；名称本身就是比率（…增长率）、或只写了文字的，是警告。
    社会成本和生态环境成本可以不是金额，不在此列。

    简称：成本没有金额
    错误：系统建设成本 ≤100%
    正确：系统建设成本 ≤85.6万元
    依据：财预〔2021〕101号，成本指标。
    """
    without = {row.indicator.id for row in context.cost(project).rows if row.role is CostRole.NO_AMOUNT}
    if not without:
        return
    for row in valued_rows(project, context):
        if row.indicator.id not in without or misfit_of(row, context) or is_name_repeated(row.indicator):
            continue
        if found := _about_missing_amount(row):
            severity, message = found
            yield row.finding("cost-without-amount", severity, message)


def _with_counters(project: Project, row: CostRow) -> SetField | None:
    """The edit that writes what the name counts by behind the unit: ≤600元 becomes ≤600元/辆/月."""
    indicator, unit_cost = row.indicator, row.unit_cost
    target = parse(indicator.value)
    counters = unit_cost.per if unit_cost else ()
    if not counters and len(row.quantities) == 1:
        counters = (row.quantities[0].counter,)
    if not counters or target.unit is None or not plain(indicator.value).endswith(target.unit.text):
        return None
    value = "/".join([indicator.value.rstrip(), *counters])
    written = parse(value).unit
    is_read = written is not None and written.denominators == (*target.unit.denominators, *counters)
    return SetField(at_cell(project, indicator, "value"), value) if is_read else None


def _about_missing_amount(row: ValuedRow) -> tuple[Severity, str] | None:
    """What to say of a cost row without an amount; None where another rule says it: what is no cost belongs to
    another category, a number without any unit is malformed."""
    unit = row.target.unit
    if row.is_satisfaction or row.name.measure is Measure.COUNT:
        return None
    told = f"成本指标“{row.title}”的指标值“{row.written}”"
    if not row.has_number:
        return Severity.WARNING, f"{told}没有金额，请写出金额；不是成本的，移到合适的指标下"
    if unit is None:
        return None
    if unit.kind is not UnitKind.RATIO:
        return Severity.WARNING, f"{told}以“{unit.text}”为单位，不是金额，请写出金额（元、万元）"
    if RATE_NAME.search(row.name.text):
        return (
            Severity.WARNING,
            f"成本指标“{row.title}”是比率，没有金额，无法与预算数比较，请另写一行成本的金额",
        )
    return Severity.ERROR, f"{told}是百分比，不是金额，请写出金额（元、万元）"
