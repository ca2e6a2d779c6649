"""While a book is read no garbage is looked for; afterwards it is again, when the last pause has ended."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.formats import LoadError, load
from core.garbage import uncollected
from core.progress import Cancelled
from tests.samples import SAMPLES


@pytest.fixture(autouse=True)
def _collections_are_on() -> Iterator[None]:
    """A window that was opened before has turned them off."""
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    if not was_enabled:
        gc.disable()


def test_collecting_goes_on_after_reading_however_that_ends(tmp_path: Path) -> None:
    during: list[bool] = []

    def watch(done: int, total: int) -> None:
        during.append(gc.isenabled())
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        load(SAMPLES[0], watch)
    assert during
    assert not any(during)
    assert gc.isenabled()
    with pytest.raises(LoadError):
        load(tmp_path / "没有.txt")
    assert gc.isenabled()


def test_collections_go_on_when_the_last_pause_has_ended() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_job_that_fails_ends_its_pause() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_collections_that_were_off_stay_off() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
