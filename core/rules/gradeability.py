"""Rules about whether a target value can be graded: a number where the name asks for one, a standard, one target."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from core.book import Project
from core.indicator_name import Direction, Measure
from core.resources import RESOURCES
from core.rules.finding import Criterion, Finding, Severity
from core.rules.rule import Context, rule
from core.rules.valued_rows import Gist, ValuedRow, doubt, doubtful_rows, worded_rows
from core.target import Target, TargetKind
from core.typography import plain
from core.wording import squeezed


@rule("rate-without-number", Severity.WARNING, Criterion.RELEVANCE)
def rate_without_number(project: Project, context: Context) -> Iterator[Finding]:
    """…率、…占比的指标值是百分数，“是否…”最好也换成可以计算的比率。

    只答“是”“通过”的，能够直接赋分，作为提示。

    简称：比率不是百分数
    错误：利息支付准时率 按时支付
    正确：利息支付准时率 100%
    依据：财预〔2015〕88号，细化量化的要求。
    """
    for row in worded_rows("rate-without-number", project, context):
        name = row.name
        if _DIGITS.search(plain(row.indicator.value)):
            continue
        if name.measure is Measure.SHARE:
            example = _EXAMPLES[name.direction]
            message = f"“{row.title}”是比率，指标值“{row.written}”没有数字，不能计算；请写成百分数{example}"
            yield row.finding("rate-without-number", Severity.WARNING, message)
        elif name.measure is Measure.QUESTION:
            answered = _YES_OR_NO.fullmatch(plain(row.indicator.value)) is not None
            message = (
                f"“{row.title}”只能答是或否，指标值“{row.written}”不便计分；建议改为可以计算的…率或…次数"
            )
            yield row.finding("rate-without-number", Severity.HINT if answered else Severity.WARNING, message)


@rule("ungradeable-value", Severity.WARNING, Criterion.RELEVANCE)
def ungradeable_value(project: Project, context: Context) -> Iterator[Finding]:
    """定性的指标值要能分档评定，说清做到什么程度算达成。

    “较好满足”“得到提高”这类说法没有标准，人人评得不同；“优”“良”要在描述里写明评定标准。
    效益指标难以量化的较多，作为提示；产出指标作为警告。“通过验收”“达到3A标准”有据可查，不在此列。

    简称：定性值难以评定
    错误：系统性能 较好满足
    正确：系统性能 满足合同约定的全部性能指标
    依据：财预〔2015〕88号，不能以量化形式表述的，可以采用定性的分级分档形式表述。
    """
    for row in worded_rows("ungradeable-value", project, context):
        if squeezed(row.indicator.value) == squeezed(row.indicator.description):
            continue  # what repeats the description has a rule of its own
        words = plain(row.indicator.value).rstrip("。.;,")
        if _GRADE.fullmatch(words):
            if _has_grading(row):
                continue
            message = f"“{row.written}”没有评定标准；请在绩效指标描述里写明什么情况算“{words}”，或换成可以计量的指标值"
            yield row.finding("ungradeable-value", _severity(row), message)
        elif _is_vague(words) or _lacks_its_number(row, words):
            message = f"“{row.written}”没有可以衡量的标准；请写明做到什么程度（数量、比率、等级或检验办法）"
            yield row.finding("ungradeable-value", _severity(row), message)


@rule("compound-target", Severity.WARNING, Criterion.COMPLETENESS)
def compound_target(project: Project, context: Context) -> Iterator[Finding]:
    """一个指标只有一个指标值，其余的目标另设一行，说明写进绩效指标描述。

    括号里的补充说明不算。

    简称：一格多个目标
    错误：≥10场，每场不少于50人
    正确：宣传活动场次 ≥10场；每场参加人数 ≥50人
    依据：财预〔2021〕101号，指标值的设置要求。
    """
    for row in doubtful_rows("compound-target", project, context):
        if second := _second_target(row.target):
            message = f"指标值里有不止一个目标，“{_cut(second)}”应另设一行指标，或写进绩效指标描述"
            yield row.finding("compound-target", Severity.WARNING, message)


_WORDS: dict[str, list[str]] = tomllib.loads((RESOURCES / "value-words.toml").read_text("utf-8"))


def _any(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_WORDS[key]))


_EXAMPLES = {Direction.MORE: "，如“≥95%”", Direction.LESS: "，如“≤5%”", None: ""}
_YES_OR_NO = _any("yes_or_no")
_GRADE = _any("grades")
_NAMED_STANDARD = _any("standards")
_GRADING = _any("gradings")
_DEGREE = _any("degrees")
_FACT = _any("facts")
_NUMBERS = (Measure.COUNT, Measure.AMOUNT, Measure.LIFE)
_DIGITS = re.compile("[0-9]|百分之|[一二三四五六七八九十百千万][分成倍次个家项]")


@doubt("rate-without-number")
def _may_be_no_rate(gist: Gist) -> bool:
    is_asked_for = gist.measure in (Measure.SHARE, Measure.QUESTION)
    return gist.is_worded and is_asked_for and not gist.is_cost and not gist.is_satisfaction


@doubt("ungradeable-value")
def _may_be_ungradeable(gist: Gist) -> bool:
    """Whether a text has to be graded as it stands. Costs, times, satisfaction, rates have rules of their own."""
    if not gist.is_worded or gist.is_cost or gist.is_satisfaction:
        return False
    has_own_rule = gist.category[1] == "时效指标" or gist.measure in _WITH_OWN_RULE
    return not has_own_rule and not _is_compound(gist)


@doubt("compound-target")
def _is_compound(gist: Gist) -> bool:
    return _second_target(gist.target) != ""


_WITH_OWN_RULE = (Measure.SHARE, Measure.QUESTION, Measure.TIME)


def _is_vague(words: str) -> bool:
    """Whether a text names neither a number nor a standard nor a fact that either is or is not."""
    if _DIGITS.search(words) or _NAMED_STANDARD.search(words) or _FACT.fullmatch(words):
        return False
    return bool(_DEGREE.search(words))


def _lacks_its_number(row: ValuedRow, words: str) -> bool:
    """培训人数 as many as possible: a number is asked for and not given."""
    return row.name.measure in _NUMBERS and not _DIGITS.search(words) and not _FACT.fullmatch(words)


def _severity(row: ValuedRow) -> Severity:
    return Severity.WARNING if row.category[0] == "产出指标" else Severity.HINT


def _has_grading(row: ValuedRow) -> bool:
    """Whether description or basis say what earns the grade."""
    return any(
        _GRADING.search(plain(text or "")) for text in (row.indicator.description, row.indicator.basis)
    )


_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_STOPS = "。．，,；;、：:"
_SIGNS = ("*", "x", "X", "×", "+", "÷", "＋", "＊")
# 6月、12月底前 behind a first date is the rest of one plan.
_MORE_DATES = re.compile(r"[0-9\s年月日号底末初上中下旬季度前及和、，,-]*")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[;；。,，、\s]))[(（]?[1-9１-９①-⑨][)）.、．](?![0-9])")
_ANOTHER_NUMBER = re.compile(r"[0-9]")


def _second_target(target: Target) -> str:
    """What of a value is a target beside the first one, as written; empty when there is only one."""
    if not target.rest and target.kind is not TargetKind.TEXT:
        return ""
    if _LIST_NUMBER.match(target.text):
        items = [item.strip() for item in _LIST_NUMBER.split(target.text)]
        return items[2].rstrip("；;。") if len(items) > 2 else ""
    if target.kind is TargetKind.TEXT:
        return _second_clause(target.text)
    rest = _IN_BRACKETS.sub("", target.rest).strip()
    if (
        len(plain(rest)) < 4
        or _MORE_DATES.fullmatch(rest)
        or (target.unit is None and rest.startswith(_SIGNS))
    ):
        return ""
    before = target.text[: target.text.rfind(target.rest)].rstrip()
    is_sentence = before.endswith(tuple(_STOPS))
    return rest if is_sentence or _ANOTHER_NUMBER.search(plain(rest)) else ""


def _second_clause(text: str) -> str:
    """What follows a semicolon."""
    clauses = [clause.strip() for clause in re.split("[;；]", text) if clause.strip()]
    return clauses[1].rstrip("。") if len(clauses) > 1 else ""


def _cut(text: str) -> str:
    text = squeezed(text)
    return text if len(text) <= 20 else f"{text[:20]}…"
