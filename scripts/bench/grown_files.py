"""Grown books as files; made once for all parts of a run, for that takes longer than some of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from core.formats import PlainForm, save
from scripts.bench.grown_books import grown_book

SHARED = "JIMU_BENCH_FILES"
"""The variable of the environment that names the folder in which the files of a run are kept."""


def grow_file(path: Path, indicators: int, form: PlainForm) -> None:
    """Let the path hold a grown book in this form; whoever asked may write into it."""
    shared = os.environ.get(SHARED)
    if shared is None:
        save(grown_book(indicators), path, form=form)
        return
    kept = Path(shared, f"{form.value}-{indicators}{form.suffix}")
    if not kept.exists():
        save(grown_book(indicators), kept, form=form)
    shutil.copyfile(kept, path)
