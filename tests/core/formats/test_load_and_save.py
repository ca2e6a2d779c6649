"""Files that cannot be read or written: a clear message with file, place and reason, and nothing lost."""

import os
from pathlib import Path

import pytest

from core.book import Place
from core.edit import SetField
from core.formats import LoadError, SaveError, load, save
from core.journal.book_json import ids_of
from tests.core.formats.reading import book_of
from tests.core.formats.tables import CELLS
from tests.samples import SAMPLES

BAD_FILES = {
    "an empty file": (b"", "空文件"),
    "a file of blank lines": (b"\n \n\n", "空文件"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "二进制内容"),
    "a text without tables": ("会议纪要\n一、财务处汇报\n".encode(), "没有找到绩效目标表：全文 3 行"),
    "a name without a table": ("\t项目名称\n\t半截".encode(), "并带有“单位：万元”或“预算数”等栏"),
    "a text in no known encoding": (
        CELLS.encode()[:400] + b"\xff\xfe\xff\n" + CELLS.encode(),
        "无法按 GB18030 编码解读",
    ),
    "a text cut off before its first table": (CELLS[:40].encode(), "没有找到绩效目标表"),
}


@pytest.mark.parametrize("suffix", [".txt", ".json", ".xlsx"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_no_item_that_is_read_has_an_id_that_the_book_gives_to_a_new_one(
    sample: Path, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"book{suffix}"
    save(load(sample)[0], path)
    book, _ = load(path)
    copy = book.copy()
    highest = max(ids_of(book.sections))
    assert book.new_id() > highest
    assert copy.new_id() > highest


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_with_its_name_and_the_reason(kind: str, tmp_path: Path) -> None:
    data, reason = BAD_FILES[kind]
    path = tmp_path / "某局2026年.txt"
    path.write_bytes(data)
    with pytest.raises(LoadError) as refusal:
        load(path)
    assert "“某局2026年.txt”" in refusal.value.message
    assert reason in refusal.value.message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="是一个文件夹"):
        load(tmp_path)


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"“gone.txt”无法打开：文件不存在"):
        load(tmp_path / "gone.txt")


def test_an_excel_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(LoadError, match="另存为"):
        load(path)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.txt"
    path.write_text(CELLS, "utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(LoadError, match="没有权限"):
        load(path)


def test_a_failed_save_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.txt"
    path.write_text(CELLS, "utf-8")
    book, layout = load(path)
    project = book.projects[0]
    SetField(Place(project.id, None, "purpose"), "另一用途").apply(book)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SaveError, match="No space left on device"):
        save(book, path, layout)
    assert path.read_text("utf-8") == CELLS
    assert list(tmp_path.iterdir()) == [path]


def test_a_save_into_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="不存在"):
        save(book_of(CELLS), tmp_path / "gone" / "book.txt")


def test_a_text_that_the_format_cannot_carry_names_project_and_field(tmp_path: Path) -> None:
    book = book_of(CELLS)
    project = book.projects[1]
    SetField(Place(project.id, project.indicators[0].id, "value"), "甲\n\n乙").apply(book)
    with pytest.raises(SaveError) as refusal:
        save(book, tmp_path / "book.txt")
    assert "第 2 个项目“食堂设备更新”的“指标值”" in refusal.value.message


def test_a_saved_file_keeps_permissions_and_links(tmp_path: Path) -> None:
    path, link = tmp_path / "book.txt", tmp_path / "link.txt"
    path.write_text(CELLS, "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    book, layout = load(link)
    SetField(Place(book.projects[0].id, None, "budget"), "121.00").apply(book)
    save(book, link, layout)
    assert link.is_symlink()
    assert path.read_text("utf-8") == CELLS.replace("\t预算数\n\t120.00", "\t预算数\n\t121.00")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("suffix", [".txt", ".json", ".xlsx"])
def test_half_a_character_is_refused_and_the_old_file_stays(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"book{suffix}"
    book, _ = load(SAMPLES[0])
    save(book, path)
    before = path.read_bytes()
    book, layout = load(path)
    SetField(Place(book.projects[0].id, field="purpose"), "印制材料\ud83d，发放到户").apply(book)
    with pytest.raises(SaveError, match=r"没有保存：.*印制材料"):
        save(book, path, layout)
    assert path.read_bytes() == before
