"""How the rules stand to the acceptance lists: counts per rule for each published table, what is missed or resented.

Usage: python scripts/acceptance.py
Reads the tables beside the project (../shared/data); says so where they are not there.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.formats import load
from core.rules import Severity
from core.session import Session
from tests.core.rules.acceptance import expected_findings, expected_silent, located, matching
from tests.real_tables import BOOKS, FOLDER, text_file


def main() -> int:
    if not FOLDER.is_dir():
        print(f"没有 {FOLDER}，无法对照")
        return 0
    missed = resented = 0
    for name in BOOKS:
        book = load(text_file(name)).book
        found = located(book, list(Session(book).findings))
        expected = [line for line in expected_findings() if line.book == name]
        silent = [line for line in expected_silent() if line.book == name]
        misses = [line for line in expected if not list(matching(line, found))]
        resents = [line for line in silent if list(matching(line, found))]
        missed, resented = missed + len(misses), resented + len(resents)
        print(
            f"\n{name}：{len(book.project_ids)} 个项目；应报 {len(expected)} 条，报了 {len(expected) - len(misses)} 条；"
            f"不应报 {len(silent)} 条，误报 {len(resents)} 条"
        )
        _print_counts(Counter((finding.rule, finding.severity) for _, _, finding in found))
        for line in (*misses, *resents):
            print(f"  ✗ {line}")
    return 1 if missed or resented else 0


def _print_counts(counts: Counter[tuple[str, Severity]]) -> None:
    """`rule  错误 警告 提示`, a line for each rule that reported something."""
    for rule in sorted({rule for rule, _ in counts}):
        figures = "  ".join(f"{severity.title} {counts[rule, severity]:3}" for severity in Severity)
        print(f"  {rule:26} {figures}")


if __name__ == "__main__":
    sys.exit(main())
