"""What a target value means, in one line: `至少 95 %`, `截止 2026年12月31日`."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from core.deadline import Deadline, mentioned_deadlines
from core.target import Operator, Target, TargetKind, parse
from core.typography import plain, written_after
from core.unit import Unit, UnitKind


def reading(value: str) -> str:
    """How the program understands a target value; empty for an empty one."""
    target = parse(value)
    match target.kind:
        case TargetKind.EMPTY:
            return ""
        case TargetKind.NUMBER:
            said = _number(target)
        case TargetKind.RANGE:
            said = _range(target)
        case TargetKind.DEADLINE:
            said = _deadline(target)
        case TargetKind.RELATIVE:
            said = _relative(target)
        case TargetKind.TEXT:
            return _text(target)
    return said + _tr("；另有说明：{0}").format(_one_line(target.rest)) if target.rest else said


def _number(target: Target) -> str:
    """至少 95 %; 等于 3 个（没有写符号）."""
    said = f"{_word(target.effective_operator)} {_quantity(target.number, target.unit)}"
    notes = [] if target.operator else [_tr("没有写符号")]
    notes += _unit_notes(target)
    return said + _noted(notes)


def _unit_notes(target: Target) -> list[str]:
    unit = target.unit
    if unit is None:
        return [_tr("没有写单位")]
    if target.ambiguous_month:
        return [_tr("也可以读作{0}月，请写明“个月”或“月底前”").format(_digits(target.number))]
    if unit.kind is UnitKind.MULTIPLIER:
        return [_tr("“{0}”后面没有单位").format(unit.text)]
    if unit.multiplier != 1 and target.quantity is not None:
        return [_tr("即 {0:,f} {1}").format(_whole(target.quantity), _base_name(unit))]
    return []


def _range(target: Target) -> str:
    """从 90 到 95 %; an operator before a range contradicts it, but for 控制在 and 不超过."""
    low, high = sorted(number for number in (target.number, target.upper) if number is not None)
    said = _tr("从 {0} 到 {1}").format(_digits(low), _quantity(high, target.unit))
    contradicts = target.operator in (Operator.AT_LEAST, Operator.ABOVE, Operator.BELOW)
    notes = [_tr("同时写了“{0}”，请核对").format(target.operator)] if contradicts else []
    if target.unit is None:
        notes.append(_tr("没有写单位"))
    return said + _noted(notes)


def _relative(target: Target) -> str:
    """事项发生后 1 个工作日内, for T+1个工作日."""
    unit = target.unit.text if target.unit else _tr("天")
    is_lower = target.operator in (Operator.AT_LEAST, Operator.ABOVE)
    after = _tr("事项发生 {0} {1}以后") if is_lower else _tr("事项发生后 {0} {1}以内")
    return after.format(_digits(target.number), unit)


def _text(target: Target) -> str:
    if target.operator:
        said = _tr("{0}“{1}”（文字，没有数量）").format(_word(target.operator), _behind_symbols(target.text))
    else:
        said = _tr("文字描述，没有可以计算的数量")
    dates = "、".join(_date(deadline) for deadline in mentioned_deadlines(target.text))
    return said + _tr("；提到的期限：{0}").format(dates) if dates else said


# ── Deadlines ──


def _deadline(target: Target) -> str:
    """截止 2026年12月31日; 2026年8月以前."""
    deadline = target.deadline or Deadline()
    date = _date(deadline)
    match target.operator:
        case Operator.AT_LEAST | Operator.ABOVE:
            said = _tr("不早于 {0}").format(date)
        case Operator.BELOW:
            said = _tr("早于 {0}").format(date)
        case _ if _is_before_a_period(target):
            said = _tr("{0}开始以前").format(date)
        case _:
            said = _tr("截止 {0}").format(date)
    notes = [_tr("没有写年份")] if deadline.is_vague else []
    if not _exists(deadline):
        notes.append(_tr("没有这一天"))
    if target.ambiguous_month:
        notes.append(_tr("也可以读作 {0} 个月").format(_digits(target.number)))
    return said + _noted(notes)


def _date(deadline: Deadline) -> str:
    """As exact as it is written, an end with its last day: 8月底 of a known year is 8月31日."""
    year = f"{deadline.year}年" if deadline.year is not None else ""
    month, day = deadline.month, deadline.day
    if deadline.end_of and day is None:
        if deadline.year is None:
            return f"{month}月底" if month else _tr("年底")
        month = month or 12
        day = monthrange(deadline.year, month)[1]
    parts = year, f"{month}月" if month else "", f"{day}日" if day else ""
    return "".join(parts) or _tr("年内")


def _is_before_a_period(target: Target) -> bool:
    """2026年8月前 ends before the month begins, unlike 2026年8月底前 and 2026年8月31日前."""
    deadline = target.deadline
    if deadline is None or deadline.end_of or deadline.day is not None:
        return False
    words = plain(target.text).removesuffix(plain(target.rest)) if target.rest else plain(target.text)
    return any(f"{period}{before}" in words for period in "年月份度" for before in ("前", "之前", "以前"))


def _exists(deadline: Deadline) -> bool:
    """Whether there is such a day; 29 February without a year counts."""
    if deadline.month is None or deadline.day is None:
        return True
    return deadline.day <= monthrange(deadline.year or 2000, deadline.month)[1]


# ── Words and figures ──


def _word(operator: Operator) -> str:
    words = {
        Operator.AT_LEAST: "至少",
        Operator.AT_MOST: "不超过",
        Operator.EQUAL: "等于",
        Operator.ABOVE: "大于",
        Operator.BELOW: "小于",
    }
    return _tr(words[operator])


def _quantity(number: Decimal | None, unit: Unit | None) -> str:
    if unit is None:
        return _digits(number)
    return (
        f"{_digits(number)} {unit.text if unit.kind is UnitKind.MULTIPLIER else unit.preferred or unit.text}"
    )


def _digits(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _base_name(unit: Unit) -> str:
    """次/日 for 万次/日."""
    return "/".join((unit.numerator, *unit.denominators))


def _behind_symbols(text: str) -> str:
    words = plain(text)
    return _one_line(written_after(text, len(words) - len(words.lstrip("≥≤=><"))))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _noted(notes: list[str]) -> str:
    return _tr("（{0}）").format("；".join(notes)) if notes else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TargetReading", text)
