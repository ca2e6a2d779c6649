"""Books that are open in a program which ends without closing them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.journal.crashes import (
    OpenBook,
    opened,
    text_book,
    write_as_another_program,
)


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "journals"


@pytest.fixture
def open_book(tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., OpenBook]:
    """Opens a book in a program that is gone once the test looks for what it left behind."""

    def open_one(make: Callable[[Path], Path] = text_book) -> OpenBook:
        path = make(tmp_path)
        write_as_another_program(monkeypatch)
        return opened(path, journals)

    return open_one
