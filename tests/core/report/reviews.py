"""Books with known findings, reviewed; reports made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from core.book import Book, Place
from core.report import Checked, Report, ReviewedFile, compose, review_book
from core.rules import Finding, Severity
from tests.core.tables import row, table

DATE = dt.date(2026, 1, 5)


def finding(
    book: Book, project: int, message: str, *, field: str = "budget", severity: Severity = Severity.ERROR
) -> Finding:
    """A finding on a header field of one of the book's projects; its rule looks at completeness."""
    return Finding("required-empty", severity, Place(book.projects[project].id, None, field), message)


def two_units() -> Book:
    """Two projects of 20 万元 of one unit, one of 50000 元 of another."""
    shared = {"unit_code": "990101", "unit_name": "示例市公路中心"}
    yuan = {"budget": "50000", "fiscal_funds": "50000", "money_unit": "元"}
    return Book(
        [
            table(number=1, name="示例路面养护", **shared),
            table(row("数量指标", "桥梁数量", "≥3座"), number=2, name="示例桥梁检测", **shared),
            table(number=3, name="示例疫苗冷链", unit_code="990102", unit_name="示例市卫生中心", **yuan),
        ]
    )


def reviewed(message: str = "预算数有误，请核对", name: str = "示例市2026年.xlsx") -> ReviewedFile:
    """Two units' book with an error, a hint, and a waived warning."""
    book = two_units()
    hint = finding(book, 2, "用途可以写得更具体", field="purpose", severity=Severity.HINT)
    waived = finding(book, 1, "名称与标题不同", field="title", severity=Severity.WARNING)
    return review_book(name, book, Checked([finding(book, 0, message), hint], [(waived, "已与单位核实")]))


def report(*files: ReviewedFile, with_hints: bool = True) -> Report:
    return compose(files or (reviewed(),), DATE, with_hints=with_hints)


def with_text(text: str) -> ReviewedFile:
    """A file in which everything that comes from outside is `text`."""
    book = Book([replace(table(), name=text, budget=text, unit_name=text, unit_code=text)])
    found = finding(book, 0, text)
    return review_book(text, book, Checked([found], [(found, text)]))
