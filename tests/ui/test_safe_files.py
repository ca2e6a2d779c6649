"""Files that somebody else has open or changes, books that outlive a crash, and earlier versions: the flows as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.backups import Backups, Version
from core.book import Book, Place
from core.edit import SetField
from core.formats import load, save
from core.journal import recoveries
from core.locks import Held, take
from tests.samples import SAMPLES
from tests.ui.scripted_dialogs import ScriptedDialogs
from ui.backups import backups_dialog
from ui.backups.backups_dialog import Choice, Use
from ui.dialogs import RecoveryChoice
from ui.document import Document
from ui.documents import Documents
from ui.keeping import Keeping
from ui.main_window import MainWindow
from ui.recent_files import RecentFiles
from ui.sharing.sharing_dialogs import OpenChoice, SaveChoice

MINE, THEIRS = "我改的用途", "对方改的用途"


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(tmp_path / "data" / "recovery", Backups(tmp_path / "data" / "backups"))


@pytest.fixture
def documents(
    qapp: QApplication, dialogs: ScriptedDialogs, settings: QSettings, keeping: Keeping
) -> Documents:
    return Documents(dialogs, RecentFiles(settings), keeping)


@pytest.fixture(params=[".txt", ".xlsx"])
def book_file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "books" / f"示例{request.param}"
    path.parent.mkdir()
    book, layout = load(SAMPLES[0])
    save(book, path, layout)
    return path


@pytest.fixture
def colleague(book_file: Path) -> Iterator[Held]:
    """Somebody else who has the file open."""
    held = take(book_file)
    assert isinstance(held, Held)
    yield held
    held.release()


def opened(documents: Documents, path: Path) -> Document:
    document = documents.open(path)
    assert document is not None
    return document


def change(document: Document, text: str = MINE, position: int = 0) -> None:
    project = document.session.book.projects[position]
    document.session.apply(SetField(Place(project.id, field="purpose"), text), "修改资金用途")


def change_on_disk(path: Path, position: int, text: str = THEIRS) -> None:
    """What another program does to the file meanwhile."""
    book, layout = load(path)
    project = book.projects[position]
    SetField(Place(project.id, field="purpose"), text).apply(book)
    save(book, path, layout)


def purposes(path: Path) -> list[str]:
    return [project.purpose for project in load(path).book.projects]


def in_folder(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


# ── Two people, one file ──


def test_an_open_file_is_held_until_it_is_closed(documents: Documents, book_file: Path) -> None:
    document = opened(documents, book_file)
    assert not isinstance(take(book_file), Held)
    document.let_go()
    assert in_folder(book_file) == [book_file.name]


def test_a_file_that_somebody_has_open_can_be_left_alone(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, colleague: Held
) -> None:
    assert documents.open(book_file) is None
    (holder,) = dialogs.sharing.holders
    assert holder.is_here


def test_read_only_means_that_it_is_saved_elsewhere(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, colleague: Held
) -> None:
    dialogs.sharing.open_choice = OpenChoice.READ_ONLY
    document = opened(documents, book_file)
    assert document.title == f"{book_file.name}（只读）"
    before = book_file.read_bytes()
    change(document)
    dialogs.target = book_file.with_stem("另存")
    assert documents.save(document)
    assert (book_file.read_bytes(), purposes(dialogs.target)[0]) == (before, MINE)
    assert document.title == dialogs.target.name
    change(document, "又改了")
    dialogs.target = None
    assert documents.save(document)
    document.let_go()


def test_a_copy_is_a_book_of_no_file_yet(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path, colleague: Held
) -> None:
    dialogs.sharing.open_choice = OpenChoice.COPY
    document = opened(documents, book_file)
    assert (document.path, document.name) == (None, book_file.stem)
    document.let_go()
    assert len(in_folder(book_file)) == 2, "the colleague's lock is still there"


def test_a_file_that_this_program_has_open_is_shown_and_not_opened_again(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    shown: list[Path] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    documents.show_open = show
    assert documents.open(book_file) is None
    assert (shown, dialogs.sharing.holders) == ([book_file], [])


# ── Changed on disk ──


def test_what_somebody_else_saved_is_not_overwritten_unasked(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    document = opened(documents, book_file)
    change(document)
    change_on_disk(book_file, 1)
    theirs = book_file.read_bytes()
    assert not documents.save(document)
    assert dialogs.sharing.found is not None
    assert [one.proposal.after for one in dialogs.sharing.found.offers] == [THEIRS]
    assert book_file.read_bytes() == theirs
    assert document.session.modified
    document.let_go()


@pytest.mark.parametrize("position", [0, 1])
def test_what_somebody_else_saves_at_the_last_moment_is_asked_about_too(
    documents: Documents,
    dialogs: ScriptedDialogs,
    book_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    position: int,
) -> None:
    """After the look at the file, while the new one is being prepared."""
    keep, comes = Backups.keep_version, iter([position])

    def keep_while_a_colleague_saves(backups: Backups, path: Path, data: bytes) -> Version:
        for late in comes:
            change_on_disk(path, late)
        return keep(backups, path, data)

    monkeypatch.setattr(Backups, "keep_version", keep_while_a_colleague_saves)
    document = opened(documents, book_file)
    change(document)
    assert not documents.save(document)
    assert dialogs.sharing.found is not None
    assert purposes(book_file)[position] == THEIRS
    assert document.session.modified
    document.let_go()


def test_their_changes_can_be_taken_over(
    documents: Documents, dialogs: ScriptedDialogs, book_file: Path
) -> None:
    document = opened(documents, book_file)
    change(document)
    change_on_disk(book_file, 1)
    dialogs.sharing.save_choice = SaveChoice.TAKE_OVER
    assert documents.save(document)
    assert purposes(book_file)[:2] == [MINE, THEIRS]
    assert document.session.undo_label == "取用磁盘上的修改"
    change(document, "接着改", 2)
    assert documents.save(document), "the layout fits the file as it is now"
    assert purposes(book_file)[:3] == [MINE, THEIRS, "接着改"]
    document.let_go()


def test_their_changes_can_be_overwritten_and_stay_in_the_backups(
    documents: Documents, dialogs: ScriptedDialogs, keeping: Keeping, book_file: Path
) -> None:
    document = opened(documents, book_file)
    change(document)
    change_on_disk(book_file, 0)
    theirs = book_file.read_bytes()
    dialogs.sharing.save_choice = SaveChoice.OVERWRITE
    assert documents.save(document)
    assert purposes(book_file)[0] == MINE
    version = keeping.backups.versions(book_file)[0]
    assert keeping.backups.read(version) == theirs
    document.let_go()


def test_both_versions_can_be_kept(documents: Documents, dialogs: ScriptedDialogs, book_file: Path) -> None:
    document = opened(documents, book_file)
    change(document)
    change_on_disk(book_file, 0)
    dialogs.sharing.save_choice = SaveChoice.ELSEWHERE
    dialogs.target = book_file.with_stem("另存")
    assert documents.save(document)
    assert (purposes(book_file)[0], purposes(dialogs.target)[0]) == (THEIRS, MINE)
    document.let_go()


def test_our_own_saving_is_no_change_of_somebody_else(documents: Documents, book_file: Path) -> None:
    document = opened(documents, book_file)
    for text in ("一", "二", "三"):
        change(document, text)
        assert documents.save(document)
    document.let_go()


# ── After a crash ──


CRASHING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from core.backups import Backups
from tests.ui.scripted_dialogs import ScriptedDialogs
from tests.ui.test_safe_files import MINE, change
from ui.application import create_application
from ui.documents import Documents
from ui.keeping import Keeping
from ui.main_window import MainWindow
from ui.recent_files import RecentFiles

app = create_application()
file, data = map(Path, sys.argv[1:])
keeping = Keeping(data / "recovery", Backups(data / "backups"))
documents = Documents(ScriptedDialogs(), RecentFiles(QSettings(str(data / "x.ini"), QSettings.Format.IniFormat)), keeping)
document = documents.open(file)
change(document)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def crashed(book_file: Path, tmp_path: Path) -> Path:
    """A program was killed right after a change to the book in this file."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CRASHING, str(book_file), str(tmp_path / "data")]
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=120)
    assert ended.returncode == -9, ended.stderr.decode()
    return book_file


def test_what_was_done_before_a_crash_comes_back(
    documents: Documents, dialogs: ScriptedDialogs, keeping: Keeping, crashed: Path
) -> None:
    dialogs.recovery_choice = RecoveryChoice.RESTORE
    (document,) = documents.recovered()
    assert dialogs.recoveries[0].labels == ["修改资金用途"]
    assert document.session.book.projects[0].purpose == MINE
    assert document.path == crashed
    assert document.session.modified
    assert document.session.undo_label == "修改资金用途"
    assert documents.save(document)
    assert purposes(crashed)[0] == MINE
    document.let_go()
    assert recoveries(keeping.journals) == []


def test_what_is_not_wanted_now_is_offered_again_and_what_is_not_wanted_at_all_is_not(
    documents: Documents, dialogs: ScriptedDialogs, keeping: Keeping, crashed: Path
) -> None:
    assert documents.recovered() == []
    assert list(keeping.journals.glob("*/.*")) == [], "another program may offer it"
    dialogs.recovery_choice = RecoveryChoice.DISCARD
    assert documents.recovered() == []
    assert len(dialogs.recoveries) == 2
    assert documents.recovered() == []
    assert len(dialogs.recoveries) == 2
    assert purposes(crashed)[0] != MINE


def test_a_file_that_was_changed_since_is_not_overwritten_by_recovery(
    documents: Documents, dialogs: ScriptedDialogs, crashed: Path
) -> None:
    change_on_disk(crashed, 0)
    dialogs.recovery_choice = RecoveryChoice.RESTORE
    (document,) = documents.recovered()
    assert "这个文件后来又被改过" in dialogs.recoveries[0].explanation
    assert (document.path, document.session.book.projects[0].purpose) == (None, MINE)
    assert purposes(crashed)[0] == THEIRS
    document.let_go()


def test_closing_leaves_nothing_to_recover(documents: Documents, keeping: Keeping, book_file: Path) -> None:
    document = opened(documents, book_file)
    change(document)
    document.let_go()
    assert list(keeping.journals.iterdir()) == []


def test_a_journal_that_cannot_be_written_is_told_once_and_editing_goes_on(
    qtbot: QtBot, documents: Documents, dialogs: ScriptedDialogs, keeping: Keeping, book_file: Path
) -> None:
    keeping.journals.parent.mkdir()
    keeping.journals.write_text(json.dumps("a file where a folder should be"), "utf-8")
    document = opened(documents, book_file)
    change(document)
    change(document, "又改了")
    qtbot.waitUntil(lambda: len(dialogs.errors) == 1)
    assert dialogs.errors[0].startswith("恢复记录写不进去")
    assert documents.save(document)
    document.let_go()


# ── Earlier versions ──


@pytest.mark.parametrize("restores", [True, False])
def test_a_half_written_file_gets_its_old_content_back_if_the_user_likes(
    documents: Documents, dialogs: ScriptedDialogs, keeping: Keeping, book_file: Path, restores: bool
) -> None:
    whole = book_file.read_bytes()
    version = keeping.backups.keep_version(book_file, whole)
    keeping.backups.begin_writing_over(book_file, version, b"what was to be written")
    change_on_disk(book_file, 0)
    dialogs.restores = restores
    document = opened(documents, book_file)
    assert (book_file.read_bytes() == whole) is restores
    assert keeping.backups.interrupted(book_file) is None
    document.let_go()


def test_the_window_brings_an_earlier_version_back(
    window: MainWindow, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_path(book_file)
    document = window.document
    assert document is not None
    before = purposes(book_file)[0]
    change(document)
    assert window.save()

    def oldest(parent: object, backups: Backups, path: Path, book: Book) -> Choice:
        return Choice(Use.RESTORE, backups.versions(path)[-1])

    monkeypatch.setattr(backups_dialog, "choose_version", oldest)
    window.commands.backups.trigger()
    assert window.document is not None
    assert window.document is not document
    assert window.document.session.book.projects[0].purpose == purposes(book_file)[0] == before
    assert not window.document.session.modified
