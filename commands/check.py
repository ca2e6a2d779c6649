"""`check FILE… [--json]`: the findings of books, for people or for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.book import Book, Indicator, Project
from core.decisions.side_file import SideFileError
from core.formats import FileError, Unrecognised, load, read_decisions
from core.rules import Finding, Severity
from core.session import Session


def check(paths: Sequence[Path], *, as_json: bool) -> int:
    """Print the findings of each file. Returns 0: no errors, 1: errors found, 2: a file could not be read."""
    reports = [_report(path) for path in paths]
    if as_json:
        print(json.dumps({"files": [report.as_json() for report in reports]}, ensure_ascii=False, indent=1))
    else:
        for report in reports:
            report.print()
    if any(report.failure for report in reports):
        return 2
    return 1 if any(report.count(Severity.ERROR) for report in reports) else 0


@dataclass(frozen=True, slots=True)
class _Report:
    """One file's findings, or why it could not be read."""

    path: Path
    book: Book
    findings: Sequence[Finding] = ()
    waived: Sequence[tuple[Finding, str]] = ()
    unrecognised: Sequence[Unrecognised] = ()
    failure: str | None = None

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        projects = self.book.projects
        report: dict[str, Any] = {
            "path": str(self.path),
            "projects": len(projects),
            "indicators": sum(len(project.indicators) for project in projects),
            **{f"{severity.key}s": self.count(severity) for severity in Severity},
            "findings": [self._entry(finding) for finding in self.findings],
            "waived": [{**self._entry(finding), "reason": reason} for finding, reason in self.waived],
            "unrecognised": [part._asdict() for part in self.unrecognised],
        }
        if self.failure:
            report["error"] = self.failure
        return report

    def print(self) -> None:
        if self.failure:
            print(self.failure, file=sys.stderr)
            return
        print(self.path)
        for finding in self.findings:
            print(f"  {finding.severity.title}  {self._line(finding)}")
        for finding, reason in self.waived:
            print(f"  已核实（{reason}）  {self._line(finding)}")
        for part in self.unrecognised:
            print(f"  未识别的内容（原样保留）  {part.place}：{part.text}")
        counts = "，".join(f"{severity.title} {self.count(severity)}" for severity in Severity)
        print(f"  {counts}" if self.findings else "  没有发现问题")

    def _line(self, finding: Finding) -> str:
        entry = self._entry(finding)
        return f"第 {entry['project']} 项 {entry['where']}：{finding.message}  [{finding.rule}]"

    def _entry(self, finding: Finding) -> dict[str, Any]:
        section = self.book.section(finding.place.section)
        is_project = isinstance(section, Project)
        return {
            "rule": finding.rule,
            "severity": finding.severity.key,
            "project": self.book.position(section.id) + 1 if is_project else None,
            "name": section.name if isinstance(section, Project) else None,
            "where": _where(self.book, finding),
            "field": finding.place.field,
            "message": finding.message,
            "fixable": finding.fix is not None,
        }


def _where(book: Book, finding: Finding) -> str:
    """The level-3 name for a finding on a row, the field for one on the header, `*` for one on the whole."""
    section_id, row_id, field = finding.place
    section = book.section(section_id)
    if row_id is None:
        return field or "*"
    index = section.row_index(row_id)
    row = section.rows[index]
    return (row.name if isinstance(row, Indicator) else "") or f"第 {index + 1} 行"


def _report(path: Path) -> _Report:
    try:
        book, layout = load(path)
        findings = Session(book, decisions=read_decisions(path, layout)).findings
    except (FileError, SideFileError) as error:
        return _Report(path, Book(), failure=str(error))
    waived = [(finding, waiver.reason) for finding, waiver in findings.waived]
    return _Report(path, book, list(findings), waived, layout.unrecognised)
