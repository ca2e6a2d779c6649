"""What counts as the same when two systems have written the same books."""

import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging/windows"))

from compare_outputs import differences, main


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (tmp_path / name / "book").mkdir(parents=True)
    return tmp_path / "one", tmp_path / "other"


def write_archive(path: Path, *parts: tuple[str, str], level: int = 6) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, text in parts:
            archive.writestr(name, text)


def test_the_same_files_do_not_differ(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    for folder in folders:
        (folder / "book/form.txt").write_bytes("指标\n".encode())
    assert list(differences(*folders)) == []
    assert main(*folders) == 0
    assert capsys.readouterr().out == "1 files compared, 0 different\n"


def test_nothing_to_compare_is_no_success(folders: tuple[Path, Path]) -> None:
    assert main(*folders) == 1


def test_a_text_differs_by_one_line(folders: tuple[Path, Path]) -> None:
    for folder, ending in zip(folders, (b"\n", b"\r\n"), strict=True):
        (folder / "book/form.txt").write_bytes(b"a\nb" + ending)
    (folders[0] / "book/list.txt").write_bytes(b"a\nb\n")
    (folders[1] / "book/list.txt").write_bytes(b"a\nc\n")
    assert list(differences(*folders)) == [
        "book/form.txt: 4 and 5 bytes",
        "book/list.txt: from line 2 on",
    ]
    assert main(*folders) == 1


def test_a_file_that_is_missing_is_told(folders: tuple[Path, Path]) -> None:
    (folders[1] / "book/list.txt").write_bytes(b"")
    assert list(differences(*folders)) == [f"book/list.txt: only in {folders[1]}"]


def test_archives_are_compared_by_their_parts(folders: tuple[Path, Path]) -> None:
    for folder, level in zip(folders, (1, 9), strict=True):
        write_archive(folder / "a.xlsx", ("sheet.xml", "<a/>" * 100), level=level)
        write_archive(folder / "b.xlsx", ("sheet.xml", f"<a>{level}</a>"), ("core.xml", ""))
    assert list(differences(*folders)) == ["b.xlsx: parts sheet.xml"]


def test_the_moment_of_writing_is_compared_in_excel_files_alone(folders: tuple[Path, Path]) -> None:
    for folder, time in zip(folders, "12", strict=True):
        write_archive(folder / "a.docx", ("docProps/core.xml", time))
        write_archive(folder / "a.xlsx", ("docProps/core.xml", time))
    assert list(differences(*folders)) == ["a.xlsx: parts docProps/core.xml"]


def test_a_pdf_is_compared_by_its_pages(folders: tuple[Path, Path]) -> None:
    for folder, pages in zip(folders, (2, 3), strict=True):
        (folder / "same.pdf").write_bytes(b"%PDF /Type /Pages " + str(folder).encode() + b" /Type /Page\n")
        (folder / "book.pdf").write_bytes(b"%PDF /Type /Pages " + b"/Type /Page\n" * pages)
    assert list(differences(*folders)) == ["book.pdf: 2 and 3"]


def test_a_pdf_without_pages_is_an_error(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        (folder / "book.pdf").write_bytes(b"%PDF")
    with pytest.raises(ValueError, match="no pages"):
        list(differences(*folders))


def test_a_picture_is_compared_by_its_size(folders: tuple[Path, Path]) -> None:
    for folder, shade in zip(folders, (0, 255), strict=True):
        picture = QImage(3, 2, QImage.Format.Format_RGB32)
        picture.fill(shade)
        assert picture.save(str(folder / "window.png"))
        assert picture.scaled(3 + shade, 2).save(str(folder / "wide.png"))
    assert list(differences(*folders)) == ["wide.png: (3, 2) and (258, 2)"]


def test_what_tells_of_the_computer_is_not_compared(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        (folder / "machine.log").write_text(str(folder), "utf-8")
    assert list(differences(*folders)) == []
