"""While a book is read no garbage is looked for; afterwards it is again."""

import gc
from pathlib import Path

import pytest

from core.formats import LoadError, load
from core.progress import Cancelled
from tests.samples import SAMPLES


def test_collecting_goes_on_after_reading_however_that_ends(tmp_path: Path) -> None:
    during: list[bool] = []

    def watch(done: int, total: int) -> None:
        during.append(gc.isenabled())
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        load(SAMPLES[0], watch)
    assert during == [False, False]
    assert gc.isenabled()
    with pytest.raises(LoadError):
        load(tmp_path / "没有.txt")
    assert gc.isenabled()
