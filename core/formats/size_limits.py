"""How large a book is read, whatever its format: enough for the collected book of any city, and soon read.

A city's book has some ten thousand projects with a hundred thousand indicators.
"""

from __future__ import annotations

MOST_PROJECTS = 50_000
MOST_INDICATORS = 250_000

_ADVICE = "请确认选对了文件；如果确实是绩效目标表，请拆分成几个文件"


class TooMuch(Exception):
    """A file holds more than is read. `reason` says what is too much, how much, and what to do: a clause for the user."""

    def __init__(self, what: str, amount: int, limit: int, measure: str) -> None:
        super().__init__(what)
        self.reason = f"{what}有 {amount:,} {measure}，超过 {limit:,} {measure}的上限。{_ADVICE}"


def check_at_most(what: str, amount: int, limit: int, measure: str) -> None:
    """Raises TooMuch."""
    if amount > limit:
        raise TooMuch(what, amount, limit, measure)


def check_projects(where: str, count: int) -> None:
    """Raises TooMuch for more projects in a part of a file, `工作表“甲”`, than a book is read with."""
    check_at_most(where, count, MOST_PROJECTS, "个项目")


def check_indicators(where: str, count: int) -> None:
    """The same for indicators."""
    check_at_most(where, count, MOST_INDICATORS, "条指标")
