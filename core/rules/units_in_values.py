"""Rules about what a number counts: a unit that is there, well spelt and fits the name; whole numbers of things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from core.book import Project
from core.edit import SetField
from core.indicator_name import Direction, Measure
from core.money import EXACT
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.texts import at_cell, rows_text
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows
from core.target import Operator, Target, TargetKind, UnitKind
from core.target_parts import composed, parts_of
from core.typography import plain
from core.unit import parse_unit


@rule("unit-malformed", Severity.ERROR, Criterion.COMPLETENESS)
def unit_malformed(project: Project, context: Context) -> Iterator[Finding]:
    """指标值的数字后面要有正确的计量单位。

    没有单位、单位写了两个、写成算式的，都无法考核；“1.45万”“人/次”“≤8月”等容易误解，应写全。
    得分、指数、排名等本身没有单位，不在此列。

    简称：计量单位有误
    错误：培训人数 ≥300；设备购置费 ≤1.45万；驻场服务 247*24
    正确：培训人数 ≥300人；设备购置费 ≤1.45万元；驻场服务 ≥5928小时
    依据：财预〔2021〕101号，指标值与度量单位的填写要求。
    """
    for row in doubtful_rows("unit-malformed", project, context):
        for check in _checks(row.target):
            if finding := check(row):
                yield finding
                break


@rule("count-not-integer", Severity.ERROR, Criterion.COMPLETENESS)
def count_not_integer(project: Project, context: Context) -> Iterator[Finding]:
    """个、套、人次等计数的指标值是整数，不写小数，也不写百分数。

    平均数（人均、年均等）可以是小数。

    简称：计数不是整数
    错误：建设系统数量 0.1套；支持项目数量 100%
    正确：建设系统数量 1套；支持项目完成率 100%
    依据：财预〔2021〕101号，数量指标的设置。
    """
    for row in doubtful_rows("count-not-integer", project, context):
        unit, name = row.target.unit, row.name
        if unit is None:
            continue
        if _is_broken(row.target) and not _AVERAGE.search(name.text):
            message = (
                f"“{row.written}”不是整数，“{unit.numerator}”要按整数计；只完成一部分的，可改设完成进度（%）"
            )
            yield row.finding("count-not-integer", Severity.ERROR, message)
        elif _is_share_of_count(row.gist) and not _CHANGE.search(name.text):
            message = f"“{row.title}”是数量，指标值却写成百分数“{row.written}”；请写明多少（个、项等），或把名称改为…率"
            yield row.finding("count-not-integer", Severity.ERROR, message)


@rule("percent-spelling", Severity.HINT, Criterion.COMPLETENESS)
def percent_spelling(project: Project, context: Context) -> Iterator[Finding]:
    """指标值里的百分数写作 %。

    数字或单位本身可疑的（0.95百分比），另行指出。

    简称：百分号写法
    错误：≥98百分比
    正确：≥98%
    依据：财预〔2021〕101号，指标值与度量单位的填写要求。
    """
    if "百分比" not in rows_text(project, context):
        return
    rows = doubtful_rows("unit-malformed", project, context)
    doubtful = {row.place for row in rows if row.has_number and (_two_units(row) or _tiny_share(row))}
    for indicator in project.indicators:
        match = _SPELT_PERCENT.search(indicator.value)
        place = at_cell(project, indicator, "value")
        if not match or place in doubtful:
            continue  # unit-malformed says so
        written, number = match[0].strip(), match["number"]
        # 0.95百分比 most likely means 95 %, so only its author can mend it.
        sure = float(number) >= 1 or float(number) == 0
        fix = SetField(place, _SPELT_PERCENT.sub(r"\g<number>%", indicator.value)) if sure else None
        message = f"“{written}”建议写作“{number}%”" if sure else f"“{written}”是否应为“{float(number):.0%}”？"
        yield Finding("percent-spelling", Severity.HINT, place, message, fix)


_PERCENT = ("%", "百分比")
_SPELT_PERCENT = re.compile(r"(?<![0-9])(?P<number>[0-9]++(?:\.[0-9]++)?+)\s*+百分比")
_SHARES = (*_PERCENT, "‰")
_AVERAGE = re.compile("均|每|倍|比例")
_CHANGE = re.compile("增|减|提高|提升|下降|降低|升幅|变化")


@doubt("count-not-integer")
def _may_be_no_integer(gist: Gist) -> bool:
    return gist.has_number and (_is_broken(gist.target) or _is_share_of_count(gist))


def _is_broken(target: Target) -> bool:
    """0.1套; not 0.5万套."""
    unit = target.unit
    if unit is None or not unit.integer:
        return False
    ends = (target.number, target.upper)
    counted = (EXACT.multiply(end, unit.multiplier) for end in ends if end is not None)
    return not all(number == number.to_integral_value() for number in counted)


def _is_share_of_count(gist: Gist) -> bool:
    unit = gist.target.unit
    return unit is not None and unit.text in _SHARES and gist.measure is Measure.COUNT


# -- what can be wrong with a unit, most certain first -----------------------------------------------------

_KEY = "unit-malformed"


def _doubled_operator(row: ValuedRow) -> Finding | None:
    """≥≥95%, ≥>5个: one operator too many, so that no number is understood."""
    if not _OPERATORS.match(plain(row.indicator.value)):
        return None
    return row.finding(_KEY, Severity.ERROR, f"“{row.written}”的计算符号写了不止一个，请只留一个")


def _calculation(row: ValuedRow) -> Finding | None:
    """247*24, 1+1套; not 7*24小时, which everybody knows, and not 2*3米, a size."""
    words = plain(row.indicator.value)
    found = _CALCULATION.match(words)
    is_size = _SIZE.match(words) or _SIZED.search(row.name.text)
    if not found or is_size or _ROUND_THE_CLOCK.match(words):
        return None
    message = f"“{row.written}”写成了算式，无法考核；请算出结果，并写明单位"
    return row.finding(_KEY, Severity.ERROR if found["sign"] != "+" else Severity.WARNING, message)


def _two_units(row: ValuedRow) -> Finding | None:
    """95%百分比, ≥95%个; not 5个村, which counts once."""
    target = row.target
    second = parse_unit(target.rest) if target.rest else None
    if not second or not target.unit or second.kind is UnitKind.UNKNOWN:
        return None
    if not _EXCLUSIVE.intersection((second.kind, target.unit.kind)):
        return None
    same = second.percent is not None and second.percent == target.unit.percent
    message = f"“{row.written}”写了两个单位（{target.unit.text}、{second.text}），请只留一个"
    return row.finding(_KEY, Severity.ERROR, message, _without_rest(row) if same else None)


def _no_unit(row: ValuedRow) -> Finding | None:
    """≥300 of 培训人数, ≥95 and 0.95 of 合格率. Zero is zero in any unit, and a score has none."""
    target, name = row.target, row.name
    if (
        not row.has_number
        or target.rest
        or target.number == 0
        or name.measure in (Measure.PLAIN_NUMBER, Measure.QUESTION)
    ):
        return None
    if row.gist.is_share:
        return _no_percent(row)
    if name.unit:
        message = f"“{row.written}”没有写单位，建议写作“{row.written}{name.unit}”"
        return row.finding(_KEY, Severity.WARNING, message, _with_unit(row, name.unit))
    if row.is_cost:
        message = f"“{row.written}”没有写金额单位；本表以{row.project.money_unit}为单位，是否应为“{row.written}{row.project.money_unit}”？"
    else:
        message = f"“{row.title}”的指标值“{row.written}”没有写计量单位，请补上"
    return row.finding(_KEY, Severity.ERROR, message)


def _no_percent(row: ValuedRow) -> Finding | None:
    target = row.target
    highest = target.upper or target.number or Decimal(0)
    if highest > 100 and row.may_exceed is not True:
        return None  # percent-out-of-range says so
    meant = _hundredfold(row) if _is_to_succeed(row) else None
    suggestion = meant or _with_unit(row, "%")
    message = f"“{row.title}”的指标值“{row.written}”没有写单位"
    message += f"，是否应为“{suggestion.strip()}”？" if suggestion else "，请补上 %"
    is_sure = meant is not None or (highest > 1 and row.may_exceed is False)
    return row.finding(_KEY, Severity.ERROR, message, suggestion if is_sure else None)


def _tiny_share(row: ValuedRow) -> Finding | None:
    """0.95百分比, 1百分比: 95 % and 100 % are meant. Written 0.95% it is at least doubtful, 1% may well be meant."""
    target = row.target
    if not target.unit or target.unit.text not in _PERCENT or target.rest or row.is_cost:
        return None
    if not _may_be_a_fraction(target):
        return None
    is_spelt = target.unit.text == "百分比"
    is_sure = _is_to_succeed(row)
    meant = _hundredfold(row) if is_spelt or (is_sure and target.number != 1) else None
    if not meant or row.name.direction is Direction.LESS:
        return None
    message = f"“{row.title}”的指标值“{row.written}”按字面只有 {target.number}%，是否应为“{meant.strip()}”？"
    severity = Severity.ERROR if is_spelt else Severity.WARNING
    return row.finding(_KEY, severity, message, meant if is_spelt and is_sure else None)


def _multiplier_alone(row: ValuedRow) -> Finding | None:
    """1.45万, 3亿: of what?"""
    unit = row.target.unit
    if not unit or unit.kind is not UnitKind.MULTIPLIER:
        return None
    is_money = row.is_cost or row.name.measure is Measure.COST
    counted = "元" if is_money else row.name.unit
    word = re.match("[^/·每]+", unit.text)
    whole = unit.text.replace(word[0], word[0] + counted, 1) if word and counted else ""
    question = f"，是否应为“{whole}”？" if whole else "，请写明是什么（万元、万人次等）"
    message = f"“{row.written}”的单位只写了“{unit.text}”{question}"
    return row.finding(_KEY, Severity.WARNING, message, _with_unit(row, whole) if whole else None)


def _badly_spelt(row: ValuedRow) -> Finding | None:
    """300人/次, ≤2时. What percent-spelling reports is left to it, and so is a month, see `_month`."""
    unit = row.target.unit
    if not unit or not unit.preferred or unit.kind is UnitKind.RATIO or unit.text == "月":
        return None
    if not row.has_number:
        return None
    severity = Severity.WARNING if "/" in unit.text else Severity.HINT
    message = f"“{row.written}”的单位“{unit.text}”应写作“{unit.preferred}”"
    return row.finding(_KEY, severity, message, _with_unit(row, unit.preferred))


def _month(row: ValuedRow) -> Finding | None:
    """≤13月 can only be 个月; ≤12月 of 完工时间 may also be December."""
    target = row.target
    if not row.has_number or not target.unit or target.unit.text != "月" or target.rest:
        return None
    months = f"{target.number}个月"
    is_sure = (
        not target.ambiguous_month
        or _DURATION.search(row.name.text)
        or months in plain(row.indicator.description)
    )
    if is_sure:
        mended = _with_unit(row, "个月") or months
        return row.finding(
            _KEY, Severity.HINT, f"“{row.written}”指时间长短，应写作“{mended.strip()}”", mended
        )
    message = f"“{row.written}”可以读作“{months}”，也可以读作“{target.number}月份”；请写明是哪一种"
    return row.finding(_KEY, Severity.WARNING, message)


def _unit_of_something_else(row: ValuedRow) -> Finding | None:
    """覆盖率 ≥16个, 完成时间 100%, 培训人数 ≥5万元."""
    unit, wanted = row.target.unit, _wanted_instead(row.gist)
    if not unit or not wanted or unit.text == row.name.unit:
        return None
    if wanted == _A_TIME and _UPTIME.search(row.name.text):
        return None
    message = (
        f"“{row.title}”应填{wanted}，指标值“{row.written}”的单位“{unit.text}”与名称不符；请改正单位或名称"
    )
    return row.finding(_KEY, Severity.WARNING, message)


_Check = Callable[[ValuedRow], Finding | None]
_OF_WORDS: Sequence[_Check] = (_doubled_operator, _calculation)
_WITHOUT_UNIT: Sequence[_Check] = (_calculation, _no_unit)
_OF_PLAIN_UNIT: Sequence[_Check] = (_unit_of_something_else,)
_OF_UNIT: Sequence[_Check] = (_tiny_share, _multiplier_alone, _badly_spelt, _month, _unit_of_something_else)
_OF_UNIT_AND_REST: Sequence[_Check] = (_calculation, _two_units, *_OF_UNIT)


@doubt("unit-malformed")
def _may_be_malformed(gist: Gist) -> bool:
    target = gist.target
    if target.unit is None and not gist.has_number:  # a text or a date, which may only begin like a sum
        words = plain(target.text)
        return _OPERATORS.match(words) is not None or _CALCULATION.match(words) is not None
    return _checks(target) is not _OF_PLAIN_UNIT or _wanted_instead(gist) != ""


def _checks(target: Target) -> Sequence[_Check]:
    """Those that can find something in such a value."""
    unit = target.unit
    if unit is None:
        return _OF_WORDS if target.kind is TargetKind.TEXT else _WITHOUT_UNIT
    if target.rest:
        return _OF_UNIT_AND_REST
    is_odd = unit.preferred is not None or unit.kind is _MULTIPLIER
    return _OF_UNIT if is_odd or (unit.text == "%" and (target.number or 0) <= 1) else _OF_PLAIN_UNIT


_MULTIPLIER = UnitKind.MULTIPLIER


_EXCLUSIVE = {UnitKind.RATIO, UnitKind.MONEY}
_OPERATORS = re.compile(r"[≥≤=><]{2,}[0-9.]")
_CALCULATION = re.compile(r"[≥≤=><]*[0-9.]+[^\W\d_]{0,3}(?P<sign>[*xX+÷])[0-9]")
_ROUND_THE_CLOCK = re.compile(r"[≥≤=><]*[5-7][天日]?[*xX](?:8|12|24)(?![0-9.])")
_SIZE = re.compile(r"[≥≤=><]*[0-9.]+[^\W\d_]{0,2}[*xX][0-9.]+(?:厘|毫|分)?[米mM寸]")
_SIZED = re.compile("分辨率|像素|尺寸|规格|大小")
_DURATION = re.compile("工期|周期|时长|期限|时限$")
_LEAST_FRACTION = Decimal("0.5")
_A_TIME = "时间"
_UPTIME = re.compile("运行|可用|在线|服务|开放")
_RATIO, _OF_NO_COUNT = UnitKind.RATIO, (UnitKind.MONEY, UnitKind.DURATION)
_SHARE, _TIME, _COUNT = Measure.SHARE, Measure.TIME, Measure.COUNT
_THINGS = (UnitKind.COUNT, UnitKind.MONEY, UnitKind.DURATION, UnitKind.AREA, UnitKind.MEASURE, UnitKind.SCORE)


def _wanted_instead(gist: Gist) -> str:
    """What the name asks for, where the unit is of another kind; empty where it may be what is asked for."""
    unit, measure = gist.target.unit, gist.measure
    if unit is None or unit.denominators or not gist.has_number or gist.is_satisfaction:
        return ""
    if unit.kind is _RATIO:
        return _A_TIME if measure is _TIME else ""
    if measure is _SHARE:
        return "百分数" if unit.kind in _THINGS else ""
    return "数量" if measure is _COUNT and unit.kind in _OF_NO_COUNT and not gist.is_cost else ""


def _is_to_succeed(row: ValuedRow) -> bool:
    """Whether nearly everything is meant to succeed, so that 0.95 can only be 95 %."""
    return row.name.is_achievement or row.is_satisfaction


def _hundredfold(row: ValuedRow) -> str | None:
    """The value ×100 with %, for 0.95 and 1; None for a number that can be meant as it is."""
    target = row.target
    parts = parts_of(row.indicator.value) if _may_be_a_fraction(target) else None
    if not parts or target.number is None:
        return None
    return composed(parts._replace(number=f"{(target.number * 100).normalize():f}", unit="%"))


def _may_be_a_fraction(target: Target) -> bool:
    if target.kind is not TargetKind.NUMBER or target.number is None:
        return False
    is_ceiling = target.effective_operator in (Operator.AT_MOST, Operator.BELOW)
    return not is_ceiling and _LEAST_FRACTION <= target.number <= 1


def _with_unit(row: ValuedRow, unit: str) -> str | None:
    parts = parts_of(row.indicator.value)
    return composed(parts._replace(unit=unit)) if parts else None


def _without_rest(row: ValuedRow) -> str | None:
    parts = parts_of(row.indicator.value)
    return composed(parts._replace(rest="")) if parts else None
