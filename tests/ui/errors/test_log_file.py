"""The log: what goes into it, what must not, and how large it may become."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from ui.errors.log_file import LOG_NAME, data_folder, log_folder, start_log

Start = Callable[[Path], logging.Handler | None]


@pytest.fixture
def start() -> Iterator[Start]:
    """`start_log`, undone afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), logging.getLogger("jimu").level
    handler_of_qt = qInstallMessageHandler(None)
    yield start_log
    qInstallMessageHandler(handler_of_qt)
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("jimu").setLevel(level)


def _text(folder: Path) -> str:
    return (folder / LOG_NAME).read_text(encoding="utf-8")


def test_the_programs_messages_are_written_with_time_and_level(start: Start, tmp_path: Path) -> None:
    start(tmp_path / "log")
    logging.getLogger("jimu").info("started")
    assert "INFO jimu: started" in _text(tmp_path / "log")


def test_messages_of_qt_are_written_too(start: Start, tmp_path: Path) -> None:
    start(tmp_path)
    qWarning("something about a widget")
    assert "WARNING qt: something about a widget" in _text(tmp_path)


def test_an_error_is_logged_without_what_the_book_says(start: Start, tmp_path: Path) -> None:
    start(tmp_path)
    try:
        try:
            {}["示例项目名称"]
        except KeyError as error:
            raise ValueError("示例指标值") from error
    except ValueError:
        logging.getLogger("jimu").exception("unexpected error")
    text = _text(tmp_path)
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_log_file.py" in text
    assert "示例" not in text.replace('{}["示例项目名称"]', "").replace('ValueError("示例指标值")', "")


def test_an_error_of_the_program_itself_keeps_its_message(start: Start, tmp_path: Path) -> None:
    start(tmp_path)
    try:
        None.missing  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError:
        logging.getLogger("jimu").exception("unexpected error")
    assert "AttributeError: 'NoneType' object has no attribute 'missing'" in _text(tmp_path)


def test_another_log_keeps_the_whole_error(
    start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    start(tmp_path)
    try:
        raise ValueError("示例")
    except ValueError:
        logging.getLogger("jimu").exception("unexpected error")
    assert "ValueError: 示例" in caplog.text


def test_the_log_never_takes_more_than_three_files_of_a_megabyte(start: Start, tmp_path: Path) -> None:
    start(tmp_path)
    for _ in range(4500):
        logging.getLogger("jimu").warning("x" * 900)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == [LOG_NAME, f"{LOG_NAME}.1", f"{LOG_NAME}.2"]
    assert max(sizes.values()) <= 1_000_000


def test_the_file_is_free_between_two_messages(start: Start, tmp_path: Path) -> None:
    start(tmp_path)
    logging.getLogger("jimu").info("one")
    (tmp_path / LOG_NAME).rename(tmp_path / "taken away")
    logging.getLogger("jimu").info("two")
    assert "two" in _text(tmp_path)


def test_without_a_writable_folder_the_program_goes_on_without_a_log(start: Start, tmp_path: Path) -> None:
    in_the_way = tmp_path / "log"
    in_the_way.write_text("a file where the folder should be")
    assert start(in_the_way) is None
    logging.getLogger("jimu").error("goes nowhere")


def test_a_disk_that_fails_later_disturbs_nobody(
    start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "log"
    start(folder)
    (folder / LOG_NAME).unlink()
    folder.rmdir()
    logging.getLogger("jimu").error("goes nowhere")
    assert capsys.readouterr().err == ""


def test_the_log_lies_in_the_users_data_folder(qapp: object) -> None:
    assert log_folder().parent == data_folder()
    assert data_folder().name == "jimu"
