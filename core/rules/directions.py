"""The rule about 计算符号: the operator has to demand what is better, not what is worse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.book import Project
from core.indicator_name import Direction, Measure
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows
from core.target import Operator, TargetKind, UnitKind
from core.target_parts import composed, parts_of, with_operator


@rule("direction", Severity.ERROR, Criterion.RELEVANCE)
def direction(project: Project, context: Context) -> Iterator[Finding]:
    """计算符号要与指标的方向一致：越高越好的用“≥”或“=”，越低越好的用“≤”。

    正向指标按“实际值÷指标值”计分，反向指标按“指标值÷实际值”计分；符号写反，做得越好得分越低。
    合格率、覆盖率、完成量、使用年限等是正向指标；故障率、违约率、投诉次数、响应时间、成本等是反向指标。

    简称：符号与方向不符
    错误：设备故障率 ≥5%
    正确：设备故障率 ≤5%
    依据：财预〔2021〕101号，指标值的设置；财预〔2020〕10号，计分方法。
    """
    for row in doubtful_rows("direction", project, context):
        wanted = _wanted(row)
        if wanted is Direction.MORE:
            yield from _of_more(row)
        elif wanted is Direction.LESS:
            yield from _of_less(row)


_KEY = "direction"
# From here on, resp. up to here, the number fits the turned operator, so that only the operator can be wrong.
_HIGH, _LOW = Decimal(80), Decimal(20)

_COST = Measure.COST
_NO_LESS = (Operator.AT_LEAST, Operator.ABOVE)
_NO_MORE = (Operator.AT_MOST, Operator.BELOW)
_ALL = Decimal(100)
_BETTER = {
    Measure.SHARE: ("越高", "越低"),
    Measure.COUNT: ("越多", "越少"),
    Measure.AMOUNT: ("越多", "越少"),
    Measure.CONSUMPTION: ("越多", "越少"),
    Measure.TIME: ("越长", "越短"),
    Measure.LIFE: ("越长", "越短"),
    Measure.COST: ("越高", "越低"),
    Measure.OTHER: ("越高", "越少"),
}

_MONEY = (UnitKind.MONEY, UnitKind.MONEY_PER, UnitKind.MULTIPLIER)
_NUMBERS = (None, UnitKind.COUNT, UnitKind.RATE, UnitKind.RATIO, UnitKind.UNKNOWN, UnitKind.MULTIPLIER)
_UNITS: dict[Measure, tuple[UnitKind | None, ...]] = {
    Measure.SHARE: (UnitKind.RATIO, None),
    Measure.COUNT: _NUMBERS,
    Measure.AMOUNT: (UnitKind.COUNT, UnitKind.RATIO),
    Measure.CONSUMPTION: tuple(kind for kind in UnitKind if kind is not UnitKind.RATIO),
    Measure.TIME: (UnitKind.DURATION,),
    Measure.LIFE: (UnitKind.DURATION,),
    Measure.COST: _MONEY,
    Measure.OTHER: (UnitKind.RATIO, UnitKind.COUNT),
}


@doubt("direction")
def _may_be_turned(gist: Gist) -> bool:
    """Whether such an operator may be wrong, which needs a closer look at few names: no other is for a cost, no less
    is wanted of most others."""
    if not gist.has_number or not _is_measured_as_named(gist):
        return False
    if gist.target.operator in _NO_MORE:
        return gist.measure is not _COST
    return gist.may_want_less or (gist.unit_kind is UnitKind.RATIO and not gist.target.number)


def _is_measured_as_named(gist: Gist) -> bool:
    """Whether the unit is one that the name lets expect; else the name says nothing about the number."""
    if gist.measure is Measure.COST and not gist.is_cost:
        return False
    return gist.unit_kind in _UNITS.get(gist.measure, ())


def _wanted(row: ValuedRow) -> Direction | None:
    """What the name says; a number of outputs has to be reached, unless it is one to be kept low."""
    name = row.name
    if name.measure not in (Measure.COUNT, Measure.AMOUNT) or name.direction is Direction.LESS:
        return name.direction
    if name.is_limited:
        return None
    is_output = name.measure is Measure.COUNT and row.category[1] == "数量指标"
    return Direction.MORE if is_output else name.direction


def _of_more(row: ValuedRow) -> Iterator[Finding]:
    """通过率 <100%, 完成量 ≤30%, 合格率 0%."""
    target = row.target
    is_achievement = row.unit_kind is UnitKind.RATIO and row.name.is_achievement
    if is_achievement and target.operator is Operator.AT_MOST and target.percent == _ALL:
        yield row.finding(_KEY, Severity.WARNING, _demands_nothing(row), _turned(row, Operator.AT_LEAST))
    elif target.effective_operator in _NO_MORE:
        demands_failure = is_achievement and target.effective_operator is Operator.BELOW
        yield row.finding(
            _KEY,
            Severity.ERROR if demands_failure else Severity.WARNING,
            f"{_better(row, Direction.MORE)}，指标值“{row.written}”却只设上限"
            + ("，全部做到反而算没有完成" if demands_failure else "，超过了反而算没有完成")
            + "；请改用“≥”，或核对名称和数字",
            _turned(row, Operator.AT_LEAST) if is_achievement and (target.percent or 0) >= _HIGH else None,
        )
    elif is_achievement and target.kind is TargetKind.NUMBER and _is_exactly(row, Decimal(0)):
        message = f"{_better(row, Direction.MORE)}，指标值“{row.written}”却要求一个也做不到；请核对数字"
        yield row.finding(_KEY, Severity.ERROR, message)


def _of_less(row: ValuedRow) -> Iterator[Finding]:
    """违约率 100%, 故障率 ≥5%, 响应时间 ≥2小时, 响应时间 30分钟."""
    target, measure = row.target, row.name.measure
    is_share = measure is Measure.SHARE
    if target.effective_operator in _NO_LESS:
        certain = measure in (Measure.TIME, Measure.COST) or (is_share and (target.percent or _ALL) <= _LOW)
        yield row.finding(
            _KEY,
            Severity.ERROR if is_share else Severity.WARNING,
            f"{_better(row, Direction.LESS)}，指标值“{row.written}”却只设下限，做得越差越算完成；"
            "请改用“≤”，或核对名称和数字",
            _turned(row, Operator.AT_MOST) if certain else None,
        )
    elif is_share and _is_exactly(row, _ALL):
        message = f"{_better(row, Direction.LESS)}，指标值“{row.written}”却要求全部出问题；请核对数字，或改用正向的名称"
        yield row.finding(_KEY, Severity.ERROR, message)
    elif is_share and target.percent == _ALL and target.kind is TargetKind.NUMBER:
        yield row.finding(_KEY, Severity.WARNING, _demands_nothing(row))
    elif measure in (Measure.SHARE, Measure.TIME) and _is_bare(row):
        message = f"{_better(row, Direction.LESS)}，“{row.written}”没有写计算符号，按“=”考核要求正好相等；建议写作“≤”"
        yield row.finding(_KEY, Severity.HINT, message, _turned(row, Operator.AT_MOST))


def _better(row: ValuedRow, wanted: Direction) -> str:
    """“设备故障率”越低越好."""
    more, less = _BETTER[row.name.measure]
    return f"“{row.title}”{more if wanted is Direction.MORE else less}越好"


def _demands_nothing(row: ValuedRow) -> str:
    return f"“{row.title}”的指标值“{row.written}”对任何结果都成立，等于没有要求；请核对计算符号和数字"


def _is_exactly(row: ValuedRow, percent: Decimal) -> bool:
    target = row.target
    return target.percent == percent and target.effective_operator is Operator.EQUAL


def _is_bare(row: ValuedRow) -> bool:
    target = row.target
    return target.kind is TargetKind.NUMBER and target.operator is None and bool(target.number)


def _turned(row: ValuedRow, operator: Operator) -> str | None:
    """The value with another operator, as far as it can be taken apart. At least 100 % is 100 %."""
    parts = parts_of(row.indicator.value)
    if parts is None:
        return None
    turned = with_operator(parts, operator)
    if operator is Operator.AT_LEAST and row.target.percent == _ALL:
        turned = turned._replace(operator="")
    return composed(turned)
