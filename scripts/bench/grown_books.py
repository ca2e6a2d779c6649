"""Books of any size, grown from the bundled samples: their projects over and over, with words and figures of their own.

As in published books, level names and units repeat, so do some names and values; two descriptions in five say no more
than the name, and every tenth row has something that a reviewer would find.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import count, product

from core.book import Book, Indicator, ItemId, Place, Project
from core.edit import SetField
from core.formats import load
from core.resources import RESOURCES

SEED = 2026
_FEWEST_ROWS, _MOST_ROWS = 6, 10
_PROJECTS_PER_UNIT = 40
_PLACES = tuple(
    "".join(parts) for parts in product("东西南北新安平永长清", "河山桥门湖岭田塘原港", ("街道", "镇", "乡"))
)
_OFFICES = ("财政所", "公共服务中心", "城市管理办公室", "社会事务办公室", "经济发展办公室", "卫生院")
_FACTORS = tuple(Decimal(quarters) / 4 for quarters in range(2, 60))
_PERCENTAGES = ("85", "90", "90", "92", "95", "95", "95", "97", "98", "98.5", "99", "100", "100")
_CLAUSES = (
    "，按季度统计",
    "，以验收报告为准",
    "（含上年结转部分）",
    "，由项目单位组织抽查并留存记录，年末汇总后报主管部门备案",
    "，数据来自业务系统台账",
    "，不含临时增加的任务",
)
_ODD_VALUES = ("100百分比", "较好", "显著提升", "1.45万", "95", "2025年底", "长期有效")
_YEAR = re.compile(r"20\d\d")
_MONTH = re.compile(r"\d+(?=月)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def grown_book(indicators: int, seed: int = SEED) -> Book:
    """A book of exactly so many indicators, about eight to a project; the same whenever the seed is."""
    return Book(list(_projects(indicators, random.Random(seed))))


def edit_one_word(book: Book) -> None:
    """A clerk's change of one word in the middle of the book."""
    project = book.projects[len(book.project_ids) // 2]
    SetField(Place(project.id, project.indicators[0].id, "description"), "改过的说明").apply(book)


def _projects(indicators: int, rng: random.Random) -> Iterator[Project]:
    ids = count(1)
    for index in count():
        if indicators <= 0:
            return
        sample = rng.choice(_samples())
        project = _Variation(sample, rng, ids).project(index, indicators)
        indicators -= len(project.indicators)
        yield project


@cache
def _samples() -> tuple[Project, ...]:
    paths = sorted((RESOURCES / "samples").glob("*.txt"))
    projects = (project for path in paths for project in load(path).book.projects)
    return tuple(project for project in projects if project.title)


class _Variation:
    """One project that is like a sample: of another place, of another size."""

    def __init__(self, sample: Project, rng: random.Random, ids: Iterator[int]) -> None:
        self._sample = sample
        self._rng = rng
        self._ids = ids
        self._place = rng.choice(_PLACES)
        self._factor = rng.choice(_FACTORS)

    def project(self, index: int, most_rows: int) -> Project:
        """The project at this index of its book, with at most so many rows."""
        sample, unit = self._sample, index // _PROJECTS_PER_UNIT
        place, office = _PLACES[unit % len(_PLACES)], _OFFICES[unit % len(_OFFICES)]
        name = f"{self._place}{sample.name}"
        return replace(
            sample,
            id=self._new_id(),
            number=index + 1,
            title=sample.title.replace(sample.name, name),
            unit_code=f"{601001 + unit}",
            unit_name=f"示例市{place}{office}",
            name=name,
            budget=self._amount(sample.budget),
            fiscal_funds=self._amount(sample.fiscal_funds),
            other_funds=self._amount(sample.other_funds),
            purpose=sample.purpose.replace("用于", f"用于{self._place}", 1),
            goals=tuple(self._sometimes(0.5, f"{goal}覆盖{self._place}。", goal) for goal in sample.goals),
            indicators=tuple(self._rows()[:most_rows]),
        )

    def _rows(self) -> list[Indicator]:
        """Those of the sample but for some that it can spare: no costs, and none that is alone in its category."""
        rows = list(self._sample.indicators)
        wanted = self._rng.randint(_FEWEST_ROWS, _MOST_ROWS)
        first = {row.category: row.id for row in reversed(rows)}
        spare = [row for row in rows if "成本" not in row.level2 and first[row.category] != row.id]
        for row in self._rng.sample(spare, min(len(spare), max(len(rows) - wanted, 0))):
            rows.remove(row)
        return [self._row(row) for row in rows]

    def _row(self, row: Indicator) -> Indicator:
        name = self._sometimes(0.4, f"{self._place}{row.level3}", row.level3)
        clauses = self._rng.sample(_CLAUSES, self._rng.choice((0, 0, 0, 1, 1, 2, 4)))
        description = self._sometimes(0.4, name, row.description + "".join(clauses))
        value = self._sometimes(0.1, self._rng.choice(_ODD_VALUES), self._value(row.value))
        if len(name) > 4:
            name = self._sometimes(0.04, f"{name[:3]} {name[3:]}", name)
        return row._replace(id=self._new_id(), level3=name, description=description, value=value)

    def _value(self, text: str) -> str:
        """As in the sample, with other figures; costs grow as the budget does, and what one unit costs stays."""
        if _YEAR.search(text):
            return _MONTH.sub(str(self._rng.randint(3, 12)), text)
        if "/" in text:
            return text
        if "%" in text or "百分比" in text:
            return _FIGURE.sub(self._rng.choice(_PERCENTAGES), text, count=1)
        return _FIGURE.sub(lambda figure: self._scaled(figure[0]), text)

    def _scaled(self, figure: str) -> str:
        scaled = Decimal(figure) * self._factor
        if "." not in figure:
            scaled = scaled.quantize(Decimal(1), ROUND_HALF_UP)
        return f"{scaled:f}"

    def _amount(self, text: str) -> str:
        return f"{Decimal(text) * self._factor:.2f}" if _FIGURE.fullmatch(text) else text

    def _sometimes(self, share: float, then: str, otherwise: str) -> str:
        return then if self._rng.random() < share else otherwise

    def _new_id(self) -> ItemId:
        return ItemId(next(self._ids))
