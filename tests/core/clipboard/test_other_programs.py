"""LibreOffice takes over what is copied here as texts, and gives back the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.clipboard.block import Block, Span
from core.clipboard.html_table import as_html_table, parse_html_table

SOFFICE = shutil.which("soffice")
BLOCK = Block(
    (("产出指标", "=1+1", "2025-1"), ("", "甲\n乙", "3,197.940"), ("效益指标", "", "001")),
    (Span(0, 0, 2, 1),),
)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_texts_line_breaks_and_merged_cells(tmp_path: Path) -> None:
    """Through a spreadsheet: as HTML the text would only pass through."""
    copied = tmp_path / "copied.html"
    copied.write_text(as_html_table(BLOCK), "utf-8")
    _convert(copied, "ods", "--infilter=HTML (StarCalc)")
    copied.unlink()
    _convert(tmp_path / "copied.ods", "html")
    assert parse_html_table(copied.read_text("utf-8")) == BLOCK


def _convert(source: Path, suffix: str, *options: str) -> None:
    assert SOFFICE
    profile = (source.parent / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", *options, "--convert-to", suffix]
    command += ["--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
