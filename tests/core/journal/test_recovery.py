"""After a crash the book is given back as it was, and nothing is done to a file that has changed."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from core.book import Book, Indicator, Place, Project
from core.cost import CostChoice, Instead
from core.decisions import Decisions
from core.edit import Group, InsertProject, InsertRow, RemoveProject, RemoveRow, SetField
from core.formats import Dialect, LoadError, save
from core.journal import State, recoveries
from core.session import Session
from core.store import write_atomically
from tests.core.journal.crashes import (
    OpenBook,
    new_book,
    only_recovery,
    opened,
    same,
    text_book,
    workbook,
    write_as_another_program,
)
from tests.core.random_edits import a_book
from tests.core.tables import row, table


def a_project(book: Book, name: str = "示例新项目") -> Project:
    rows = (Indicator(book.new_id(), "产出指标", "数量指标", "培训人数", "培训的人数", "≥30人"),)
    return Project(
        book.new_id(), None, f"{name}绩效目标表", "990101", "示例市人力资源中心", name=name, budget="4.00",
        fiscal_funds="4.00", purpose="用于培训", goals=("按期完成",), indicators=rows,
    )  # fmt: skip


# -- the book as it was --------------------------------------------------------------------------------------


def test_the_book_comes_back_with_its_history(open_book: Callable[..., OpenBook], journals: Path) -> None:
    book = open_book()
    original = book.session.book.projects
    book.name("甲")
    book.session.apply(RemoveProject(book.first), "删除项目")
    book.session.undo()
    recovery = only_recovery(journals)
    assert recovery.state is State.FITS
    assert recovery.labels == ["撤销“删除项目”", "删除项目", "改名称"]
    assert recovery.explanation == "“某局2026年.txt”打开或上次保存以来有 3 步操作没有保存，可以全部恢复。"
    restored = recovery.restore()
    assert same(restored, book)
    assert restored.path == book.path
    session = Session(restored.book, decisions=restored.decisions, history=restored.history)
    assert (session.undo_label, session.redo_label) == ("改名称", "删除项目")
    assert session.modified
    session.undo()
    assert session.book.projects == original
    assert not session.modified


def test_typing_in_one_place_is_one_step_again(open_book: Callable[..., OpenBook], journals: Path) -> None:
    book = open_book()
    place = Place(book.first, None, "purpose")
    for end in (1, 2, 3):
        book.session.apply(SetField(place, "用于甲"[:end]), "输入", continues=True)
    recovery = only_recovery(journals)
    assert recovery.labels == ["输入"]
    restored = recovery.restore()
    session = Session(restored.book, history=restored.history)
    session.undo()
    assert session.undo_label is None


@pytest.mark.parametrize("make", [text_book, workbook])
def test_what_a_recovered_book_saves_is_what_the_lost_one_would_have_saved(
    open_book: Callable[..., OpenBook], journals: Path, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    """Also after a save, when the ids of the book are not those that its file gives when it is read anew."""
    book = open_book(make)
    new = a_project(book.session.book)
    book.session.apply(InsertProject(0, new), "新建项目")
    book.session.apply(RemoveProject(book.session.book.project_ids[2]), "删除项目")
    book.save()
    book.begin_anew()
    book.name("甲", book.session.book.project_ids[1])
    book.session.apply(SetField(Place(new.id, new.indicators[0].id, "value"), "≥40人"), "改指标值")
    another = Indicator(book.session.book.new_id(), "产出指标", "数量指标", "期数", "培训的期数", "3期")
    book.session.apply(InsertRow(new.id, 1, another), "插入指标")
    restored = only_recovery(journals).restore()
    assert same(restored, book)
    assert restored.layout is not None
    assert restored.path == book.path
    lost, found = (tmp_path / f"{name}{book.path.suffix}" for name in ("lost", "found") if book.path)
    save(book.session.book, lost, book.layout, decisions=book.session.decisions)
    save(restored.book, found, restored.layout, decisions=restored.decisions)
    assert found.read_bytes() == lost.read_bytes()


def test_ids_that_the_book_ever_had_are_not_given_again(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    new = a_project(book.session.book)
    book.session.apply(InsertProject(0, new), "新建项目")
    late = Indicator(book.session.book.new_id(), "产出指标", "数量指标", "期数")
    book.session.apply(InsertRow(new.id, 0, late), "插入指标")
    book.session.apply(Group((RemoveRow(new.id, late.id), RemoveProject(new.id))), "删除")
    assert only_recovery(journals).restore().book.new_id() > late.id


def test_undoing_what_was_done_before_saving_is_a_step_of_its_own(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    book.name("乙")
    book.save()
    book.begin_anew()
    book.session.undo()
    book.session.undo()
    book.session.redo()
    restored = only_recovery(journals).restore()
    assert same(restored, book)
    session = Session(restored.book, history=restored.history)
    undone = []
    while session.undo_label:
        undone.append(session.undo_label)
        session.undo()
    assert undone == ["重做“改名称”", "撤销“改名称”", "撤销“改名称”"]
    assert session.book.project(book.first).name == "乙"


def test_a_book_without_a_file_comes_back_with_its_ids(
    journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_as_another_program(monkeypatch)
    book = new_book(journals, a_book())
    book.name("半个\ud83d和 <p>")
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert recovery.state is State.NEW
    assert recovery.explanation.startswith("“新文件”新建以来有 1 步操作没有保存")
    assert same(restored, book)
    assert (restored.path, restored.layout) == (None, None)


def test_a_book_that_is_like_another_file_keeps_its_form(
    tmp_path: Path, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As next year's copy of an open book is: of no file yet, and other than its layout from the beginning."""
    original = opened(text_book(tmp_path), tmp_path / "others")
    write_as_another_program(monkeypatch)
    copied = OpenBook(journals, Session(original.session.book.copy()), None, original.layout)
    copied.journal.end()
    copied.name("甲")
    copied = OpenBook(journals, copied.session, None, original.layout)
    recovery = only_recovery(journals)
    assert recovery.changes == ()
    restored = recovery.restore()
    assert same(restored, copied)
    assert Session(restored.book, history=restored.history).modified
    found, lost = tmp_path / "found.txt", tmp_path / "lost.txt"
    save(restored.book, found, restored.layout)
    save(copied.session.book, lost, copied.layout)
    assert found.read_bytes() == lost.read_bytes()


def test_a_recovered_book_survives_the_next_crash(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book()
    book.name("甲")
    first = only_recovery(journals)
    restored = first.restore()
    session = Session(restored.book, decisions=restored.decisions, history=restored.history)
    write_as_another_program(monkeypatch)
    second = OpenBook(journals, session, restored.path, restored.layout)
    book.die()
    first.discard()
    assert same(only_recovery(journals).restore(), book)
    second.session.undo()
    second.name("乙")
    recovery = only_recovery(journals)
    assert recovery.state is State.FITS
    assert same(recovery.restore(), second)


# -- decisions -----------------------------------------------------------------------------------------------


def test_decisions_follow_what_is_renamed_after_them(journals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_as_another_program(monkeypatch)
    book = new_book(journals, Book([table(row("质量指标", "抽检合格率", "优"), number=1)]))
    finding = next(one for one in book.session.findings if one.place.row)
    book.session.waive(finding, "合同约定", "经办人", "2026-03-31")
    cost = next(one for one in book.session.book.projects[0].indicators if one.level2 == "成本指标")
    book.session.choose_cost(CostChoice(book.first, cost.id, Instead.LEAVE_OUT))
    assert finding.place.row is not None
    book.session.apply(SetField(Place(book.first, finding.place.row, "level3"), "验收合格率"), "改名")
    book.session.apply(SetField(Place(book.first, cost.id, "level3"), "教材费"), "改名")
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert restored.decisions.waivers[0].spot.row == "验收合格率"
    assert restored.decisions.costs[0].spot.row == "教材费"
    assert same(restored, book)


def test_a_decision_comes_back_with_the_row_whose_removal_is_undone(
    journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = row("质量指标", "抽检合格率", "优"), row("质量指标", "返工率", "良")
    write_as_another_program(monkeypatch)
    book = new_book(journals, Book([table(*rows, number=1)]))
    here, there = (next(one for one in book.session.findings if one.place.row == each.id) for each in rows)
    book.session.waive(here, "合同约定")
    book.session.apply(RemoveRow(book.first, rows[0].id), "删除指标")
    book.session.waive(there, "上级要求")
    book.session.undo()
    restored = only_recovery(journals).restore()
    assert {waiver.reason for waiver in restored.decisions.waivers} == {"合同约定", "上级要求"}
    assert same(restored, book)


def test_a_decision_comes_back_with_a_project_that_was_saved_without(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    finding = next(one for one in book.session.findings if book.session.book.is_project(one.place.section))
    book.session.waive(finding, "合同约定")
    book.session.apply(RemoveProject(finding.place.section), "删除项目")
    book.save()
    book.begin_anew()
    book.session.undo()
    restored = only_recovery(journals).restore()
    assert [waiver.reason for waiver in restored.decisions.waivers] == ["合同约定"]
    assert same(restored, book)


def test_a_decision_alone_is_worth_recovering(open_book: Callable[..., OpenBook], journals: Path) -> None:
    book = open_book()
    book.session.waive(next(iter(book.session.findings)), "合同约定")
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert recovery.labels == ["核实问题或约定成本的算法"]
    assert same(restored, book)
    assert Session(restored.book, decisions=restored.decisions, history=restored.history).modified


# -- the file, and whether it fits ---------------------------------------------------------------------------


def test_a_journal_is_not_applied_to_a_file_that_has_changed(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    assert book.path
    book.path.write_bytes(book.path.read_bytes() + "\n另有人加了一行\n".encode())
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert recovery.state is State.CHANGED
    assert "不会覆盖它" in recovery.explanation
    assert same(restored, book)
    assert restored.path is None
    assert restored.layout is not None
    session = Session(restored.book, history=restored.history)
    session.undo()
    assert session.modified


def test_a_book_whose_file_is_gone_comes_back_from_the_bytes_that_were_kept(
    open_book: Callable[..., OpenBook], journals: Path, tmp_path: Path
) -> None:
    book = open_book()
    before = book.path.read_bytes() if book.path else b""
    book.name("甲")
    assert book.path
    book.path.unlink()
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert recovery.state is State.GONE
    assert "作为新文件打开" in recovery.explanation
    assert same(restored, book)
    assert restored.path is None
    session = Session(restored.book, history=restored.history)
    session.undo()
    save(session.book, tmp_path / "again.txt", restored.layout)
    assert (tmp_path / "again.txt").read_bytes() == before


@pytest.mark.parametrize("make", [text_book, workbook])
def test_a_journal_whose_changes_have_just_been_saved_is_not_offered(
    open_book: Callable[..., OpenBook], journals: Path, make: Callable[[Path], Path]
) -> None:
    """The program ended between saving and beginning the journal anew."""
    book = open_book(make)
    book.name("甲")
    book.session.waive(next(iter(book.session.findings)), "合同约定")
    book.save()
    book.die()
    assert recoveries(journals) == []
    assert list(journals.iterdir()) == []


def test_a_file_that_was_saved_with_other_decisions_is_not_what_the_journal_says(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    book.session.waive(next(iter(book.session.findings)), "合同约定")
    assert book.path
    save(book.session.book, book.path, book.layout, decisions=Decisions())
    assert only_recovery(journals).state is State.CHANGED


def test_of_two_beginnings_the_later_one_counts(open_book: Callable[..., OpenBook], journals: Path) -> None:
    """The program ended before it had removed the older file."""
    book = open_book()
    book.name("甲")
    older = {path.name: path.read_bytes() for path in book.journal.folder.iterdir()}
    book.save()
    book.begin_anew()
    book.name("乙")
    for name, data in older.items():
        (book.journal.folder / name).write_bytes(data)
    recovery = only_recovery(journals)
    assert recovery.labels == ["改名称"]
    assert same(recovery.restore(), book)


def test_a_beginning_that_was_not_finished_leaves_the_older_one(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    (book.journal.folder / "2.txt").write_bytes("新的内容".encode())
    assert same(only_recovery(journals).restore(), book)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", range(5))
def test_beginning_anew_may_end_anywhere(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Two files are written and the two older ones removed; whatever of that was done, nothing is lost or made up."""
    book = open_book()
    book.name("甲")
    book.save()
    done: list[str] = []

    def up_to_here(name: str, carry_out: Callable[..., None]) -> Callable[..., None]:
        def carry_out_or_end(*arguments: Any) -> None:
            if len(done) == step:
                raise Killed
            done.append(name)
            carry_out(*arguments)

        return carry_out_or_end

    with monkeypatch.context() as patch:
        patch.setattr("core.journal.journal.write_atomically", up_to_here("write", write_atomically))
        patch.setattr(Path, "unlink", up_to_here("unlink", lambda path: os.unlink(path)))  # noqa: PTH108
        with pytest.raises(Killed) if step < 4 else nullcontext():
            book.begin_anew()
    if step == 4:
        assert done == ["write", "write", "unlink", "unlink"]
        book.name("乙")
        assert same(only_recovery(journals).restore(), book)
    else:
        assert recoveries(journals) == []


def test_a_form_that_cannot_be_read_any_more_is_said(
    open_book: Callable[..., OpenBook], journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book()
    book.name("甲")

    def refuse(path: Path) -> None:
        raise LoadError(path, "没有找到绩效目标表。")

    monkeypatch.setattr("core.journal.laid_out.load", refuse)
    recovery = only_recovery(journals)
    restored = recovery.restore()
    assert recovery.reads_differently
    assert "版式不能还原" in recovery.explanation
    assert same(restored, book)
    assert (restored.path, restored.layout) == (None, None)


def test_kept_bytes_that_are_spoilt_do_not_spoil_the_book(
    open_book: Callable[..., OpenBook], journals: Path
) -> None:
    book = open_book()
    book.name("甲")
    kept = book.journal.folder / "1.txt"
    kept.write_bytes(kept.read_bytes()[:-10])
    recovery = only_recovery(journals)
    assert recovery.reads_differently
    assert same(recovery.restore(), book)


def test_a_file_that_reads_as_other_projects_gives_no_form(
    open_book: Callable[..., OpenBook], journals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another version of the program may read it."""
    book = open_book()
    book.name("甲")
    other = tmp_path / "other.txt"
    save(Book(a_book().projects), other, form=Dialect.CELLS)
    from core.formats import load

    monkeypatch.setattr("core.journal.laid_out.load", lambda _: load(other))
    recovery = only_recovery(journals)
    assert recovery.reads_differently
    assert same(recovery.restore(), book)


# -- a program that is really killed -------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the script forks, which this system cannot")
def test_killed_programs_lose_no_acknowledged_change() -> None:
    script = Path(__file__).parents[3] / "scripts" / "crash_test.py"
    run = subprocess.run(
        [sys.executable, script, "--count", "20"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "killed 20 times" in run.stdout
    assert run.stdout.rstrip().endswith("lost 0")
