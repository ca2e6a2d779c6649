"""The file of rule settings: TOML with an explanation of every line, for an office to read, change and hand round.

resources/rule-settings.toml shows the form and holds the shipped values; a file says what differs from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from core.money import MoneyUnit
from core.resources import RESOURCES
from core.rules.explanation import explanations
from core.rules.finding import Severity
from core.rules.settings import DEFAULTS, RuleSettings
from core.scheme import Requirement, Scheme, schemes
from core.store import write_atomically
from core.wording import squeezed

EARLIEST_YEAR, LATEST_YEAR = 1990, 2099
LONGEST_GOAL = 200
"""What the least length of a goal can be set to at most."""

_TEMPLATE = RESOURCES / "rule-settings.toml"


class ReadSettings(NamedTuple):
    """What a file says. `problems` are whole sentences for the user; in each of them the shipped value serves."""

    settings: RuleSettings
    problems: tuple[str, ...] = ()


def read_settings(path: Path) -> ReadSettings:
    """The settings in a file; the shipped ones where there is no file, or none that can be read."""
    try:
        return parse_settings(path.read_text("utf-8-sig"), path.name)
    except FileNotFoundError:
        return ReadSettings(DEFAULTS)
    except OSError:
        reason = "打不开，请检查它是否被占用"
    except UnicodeDecodeError:
        reason = "不是 UTF-8 编码，请用记事本另存为 UTF-8"
    return ReadSettings(DEFAULTS, (f"规则设置“{path.name}”{reason}。现在按默认设置检查。",))


def parse_settings(text: str, name: str) -> ReadSettings:
    """The settings in a text; `name` is what problems call it."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))  # Python 3.11: the line is in the message alone
        where = f"第 {line[1]} 行" if line else "末尾"
        reason = "写得不合 TOML 格式，请检查引号、方括号和等号，一项不要写两次。现在按默认设置检查。"
        return ReadSettings(DEFAULTS, (f"规则设置“{name}”{where}{reason}",))
    return _Reading(_line_numbers(text), name).result(data)


def write_settings(path: Path, settings: RuleSettings) -> None:
    """Write a file that says everything, with its explanations. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, settings_text(settings).encode())


def settings_text(settings: RuleSettings) -> str:
    """What `write_settings` writes: the shipped file with these values, then every rule with its severity."""
    template = _with_places(_TEMPLATE.read_text("utf-8"))
    lines = ((place and _written(place, settings)) or line for line, place in template)
    return "\n".join((*lines, *_severity_lines(settings), ""))


# ── What the lines of the file say ────────────────────────────────────────────────────────────────────────────────


class _Place(NamedTuple):
    section: str
    key: str


class _Wrong(Exception):
    """What is wrong with one line, in the user's words."""


class _Line(NamedTuple):
    """One line: the field that it sets, how its value is read (raises _Wrong), how it is written."""

    field: str
    read: Callable[[Any], Any]
    written: Callable[[Any], str] = str


def _whole(lowest: int, highest: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise _Wrong(f"应是 {lowest} 到 {highest} 的整数")
        return value

    return read


def _share(value: Any) -> Decimal:
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite() or not 0 <= value <= 100:
        raise _Wrong("应是 0 到 100 的数")
    return Decimal(value) / 100


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"


def _year(value: Any) -> int | None:
    if type(value) is not int or (value != 0 and not EARLIEST_YEAR <= value <= LATEST_YEAR):
        raise _Wrong(f"应是 0，或 {EARLIEST_YEAR} 到 {LATEST_YEAR} 的年份")
    return value or None


def _months(value: Any) -> tuple[int, ...]:
    months = value if isinstance(value, list) else []
    each_fits = all(type(one) is int and 1 <= one <= 12 for one in months)
    if not months or not each_fits or sorted(set(months)) != months:
        raise _Wrong("应是方括号里从小到大的几个月份，如 [3, 6, 9, 12]")
    return tuple(months)


def _money_unit(value: Any) -> MoneyUnit:
    if value not in list(MoneyUnit):
        raise _Wrong(f"应是{'、'.join(map(_quoted, MoneyUnit))}之一，带引号")
    return MoneyUnit(value)


_LINES = {
    _Place("thresholds", "slight_cost_percent"): _Line("slight_cost_share", _share, _percent),
    _Place("thresholds", "unit_cost_percent"): _Line("unit_cost_share", _share, _percent),
    _Place("thresholds", "satisfaction_floor"): _Line("satisfaction_floor", _whole(0, 100)),
    _Place("thresholds", "satisfaction_usual"): _Line("satisfaction_usual", _whole(0, 100)),
    _Place("thresholds", "shortest_goal"): _Line("shortest_goal", _whole(0, LONGEST_GOAL)),
    _Place("books", "fiscal_year"): _Line("fiscal_year", _year, lambda year: str(year or 0)),
    _Place("books", "checkpoints"): _Line("checkpoints", _months, lambda months: str(list(months))),
    _Place("books", "money_unit"): _Line("money_unit", _money_unit, lambda unit: _quoted(unit)),
}
_SEVERITIES = {severity.key: severity for severity in Severity} | {"off": None}


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


_SECTIONS = {"severities", "mandatory", *(place.section for place in _LINES)}


class _Reading:
    """Takes from the data of a file what fits, and says what does not."""

    def __init__(self, lines: Mapping[_Place, int], name: str) -> None:
        self._lines = lines
        self._name = name
        self._fields: dict[str, Any] = {}
        self._severities: dict[str, Severity | None] = {}
        self._mandatory: dict[str, tuple[Requirement, ...]] = {}
        self._problems: list[str] = []

    def result(self, data: Mapping[str, Any]) -> ReadSettings:
        for section, table in data.items():
            for key, value in table.items() if isinstance(table, dict) and table else [("", table)]:
                place = _Place(section, key)
                if value == {} and section in _SECTIONS:
                    continue
                try:
                    self._take(place, value)
                except _Wrong as error:
                    self._tell(place, f"{key or section} {error}")
        settings = RuleSettings(
            severities=MappingProxyType(self._severities),
            mandatory=MappingProxyType(self._mandatory),
            **self._fields,
        )
        return ReadSettings(self._graded(settings), tuple(self._problems))

    def _take(self, place: _Place, value: Any) -> None:
        match place.section:
            case "severities":
                self._severities[_known(place.key, _rule_keys())] = _severity(value)
            case "mandatory":
                scheme = schemes()[_known(place.key, schemes())]
                needs = _requirements(value, scheme)
                if set(needs) != set(scheme.mandatory):
                    self._mandatory[scheme.key] = needs
            case section:
                line = _LINES.get(place)
                if line is None:
                    raise _Wrong(
                        _unknown(place.key, [known.key for known in _LINES if known.section == section])
                    )
                self._fields[line.field] = line.read(value)

    def _graded(self, settings: RuleSettings) -> RuleSettings:
        """A target that scores nothing cannot be usual."""
        if settings.satisfaction_floor <= settings.satisfaction_usual:
            return settings
        self._tell(
            _Place("thresholds", "satisfaction_floor"), "satisfaction_floor 不能大于 satisfaction_usual"
        )
        return replace(
            settings,
            satisfaction_floor=DEFAULTS.satisfaction_floor,
            satisfaction_usual=DEFAULTS.satisfaction_usual,
        )

    def _tell(self, place: _Place, wrong: str) -> None:
        line = self._lines.get(place) or self._lines.get(place._replace(key=""))
        where = f"第 {line} 行" if line else ""
        self._problems.append(f"规则设置“{self._name}”{where}：{wrong}。请改正；现在这一项按默认。")


def _severity(value: Any) -> Severity | None:
    if value not in list(_SEVERITIES):
        raise _Wrong(f"应是{'、'.join(map(_quoted, _SEVERITIES))}之一，带引号")
    return _SEVERITIES[value]


def _requirements(value: Any, scheme: Scheme) -> tuple[Requirement, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _Wrong('应是方括号里的几个类别，如 ["产出指标 / 数量指标", "效益指标"]')
    return tuple(_requirement(one, scheme) for one in value)


def _requirement(text: str, scheme: Scheme) -> Requirement:
    level1, slash, level2 = squeezed(text).partition("/")
    need = Requirement(level1, level2 if slash else None)
    if not (scheme.knows((level1, level2)) if slash else scheme.knows_level1(level1)):
        raise _Wrong(f"里的“{text}”不在{scheme.title}的指标体系里")
    return need


def _known(key: str, keys: Iterable[str]) -> str:
    known = list(keys)
    if key not in known:
        raise _Wrong(_unknown(key, known))
    return key


def _unknown(key: str, known: Sequence[str]) -> str:
    likely = get_close_matches(key, known, n=1)
    return f"不认识（是否应为 {likely[0]}？）" if likely else "不认识（可能来自绩目的另一个版本）"


def _rule_keys() -> list[str]:
    return [rule.key for rule in explanations()]


# ── The text of a file ────────────────────────────────────────────────────────────────────────────────────────────

_SECTION = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_KEY = re.compile(r"""\s*(["']?)([\w-]+)\1\s*=""")


def _with_places(text: str) -> Iterator[tuple[str, _Place | None]]:
    """Each line, with what it sets; a heading sets its section."""
    section = ""
    for line in text.splitlines():
        if heading := _SECTION.match(line):
            section = heading[1]
            yield line, _Place(section, "")
        else:
            match = _KEY.match(line)
            yield line, _Place(section, match[2]) if match else None


def _line_numbers(text: str) -> dict[_Place, int]:
    return {place: number for number, (_, place) in enumerate(_with_places(text), 1) if place}


def _written(place: _Place, settings: RuleSettings) -> str | None:
    """The line that says this of the settings; None where the template's line stays."""
    if line := _LINES.get(place):
        return f"{place.key} = {line.written(getattr(settings, line.field))}"
    if place.section == "mandatory" and place.key:
        needs = settings.mandatory_in(schemes()[place.key])
        names = (" / ".join(filter(None, need)) for need in needs)
        return f"{place.key} = [{', '.join(map(_quoted, names))}]"
    return None


def _severity_lines(settings: RuleSettings) -> Iterator[str]:
    """A line for every rule, with what it wants behind it; one that keeps its own severity is a comment."""
    words = {severity: key for key, severity in _SEVERITIES.items()}
    for rule in explanations():
        is_set = rule.key in settings.severities
        word = words[settings.severities[rule.key] if is_set else rule.severity]
        yield f"{'' if is_set else '# '}{rule.key} = {_quoted(word)}  # {rule.title}"


def _quoted(text: str) -> str:
    return f'"{text}"'
