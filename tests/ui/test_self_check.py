"""The self-check does the whole job and leaves what it made."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.samples import SAMPLES
from ui import self_check


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_passes(
    qapp: QApplication, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert self_check.run(tmp_path, sample) == 0
    assert (tmp_path / "window.png").stat().st_size > 10_000
    assert (tmp_path / sample.name).read_bytes() == sample.read_bytes()
    assert str(tmp_path / "window.png") in capsys.readouterr().out


def test_a_file_that_is_no_book_fails_with_a_sentence(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "不是表.txt"
    path.write_text("没有表", encoding="utf-8")
    assert self_check.run(tmp_path / "out", path) == 1
    assert "自检失败" in capsys.readouterr().err
