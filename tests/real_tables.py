"""Where the published tables lie that the tests read; they are no part of the project."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
BOOKS = ("tianjin-finance-2025", "binhai-finance-2025", "fengrun-finance-2023", "tianjin-bigdata-2024")

needs_real_tables = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the published tables are not here: no folder ../shared/data beside the project",
)


def text_file(book: str) -> Path:
    return FOLDER / f"{book}.txt"


def golden_file(book: str) -> Path:
    return FOLDER / f"{book}.golden.json"
