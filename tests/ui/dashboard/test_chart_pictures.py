"""A chart as a picture: on the clipboard, in files, on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from core.paper.paper import Paper
from ui.dashboard.chart import Bar, Chart, Tone
from ui.dashboard.chart_card import ChartCard
from ui.dashboard.chart_pictures import SVG_TYPE, as_image, as_mime, as_pdf, as_svg, write_picture
from ui.dashboard.picture_questions import PictureQuestions
from ui.print.page_layout import page_layout

pytestmark = pytest.mark.usefixtures("qapp")

CHART = Chart(
    "projects",
    "各项目的预算（万元）",
    "3 个项目",
    (
        Bar("示例<b>路面</b>养护 & 绿化", 100, "100.00"),
        Bar("示例疫苗冷链", 50, "50.00", tone=Tone.ERROR),
        Bar("其余 9 个项目", 0, "7.00"),
    ),
)


class Answers(PictureQuestions):
    """Answers in the user's place."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.errors: list[str] = []

    def file(self, title: str) -> Path | None:
        return self.folder / self.name

    def printer(self, paper: Paper, title: str) -> QPrinter | None:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / self.name))
        printer.setPageLayout(page_layout(paper))
        return printer

    def error(self, summary: str, message: str) -> None:
        self.errors.append(f"{summary}：{message}")


@pytest.fixture
def card(qtbot: QtBot) -> ChartCard:
    card = ChartCard()
    qtbot.addWidget(card)
    card.show_chart(CHART)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


def test_a_picture_is_white_with_bars_as_long_as_their_amounts() -> None:
    image = as_image(CHART)
    assert image.pixelColor(1, 1) == QColor("white")
    lengths = [_coloured(image, y) for y in range(image.height())]
    bars = [length for length in lengths if length > 60]
    assert max(bars) == pytest.approx(2 * min(bars), rel=0.1)


def _coloured(image: QImage, y: int) -> int:
    """Pixels on this line that are neither white, grey nor black."""
    return sum(image.pixelColor(x, y).hsvSaturation() > 90 for x in range(image.width()))


def test_an_svg_shows_the_same_and_is_well_formed() -> None:
    svg = as_svg(CHART)
    texts = "".join("".join(ElementTree.fromstring(svg).itertext()).split())
    assert "示例<b>路面</b>养护&绿化100.00" in texts
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    size, pixels = renderer.defaultSize(), as_image(CHART).size()
    assert size.width() / size.height() == pytest.approx(pixels.width() / pixels.height(), rel=0.02)


def test_the_clipboard_gets_pixels_svg_and_figures() -> None:
    mime = as_mime(CHART)
    assert mime.hasImage()
    assert bytes(mime.data(SVG_TYPE).data()).startswith(b"<?xml")
    assert mime.text().splitlines()[:2] == ["各项目的预算（万元）", "示例<b>路面</b>养护 & 绿化\t100.00"]


@pytest.mark.parametrize(
    ("suffix", "start", "make"),
    [(".png", b"\x89PNG", None), (".SVG", b"<?xml", as_svg), (".pdf", b"%PDF", as_pdf)],
)
def test_the_suffix_says_which_kind_of_picture_is_written(
    tmp_path: Path, suffix: str, start: bytes, make: Callable[[Chart], bytes] | None
) -> None:
    path = tmp_path / f"图{suffix}"
    write_picture(CHART, path)
    assert path.read_bytes().startswith(start)
    if make is not None:
        assert len(path.read_bytes()) == pytest.approx(len(make(CHART)), rel=0.02)


def test_a_chart_without_bars_is_a_picture_too() -> None:
    assert not as_image(Chart("units", "标题", "", (), "文件里还没有项目。")).isNull()


def test_ctrl_c_copies_the_picture(qtbot: QtBot, card: ChartCard) -> None:
    QGuiApplication.clipboard().clear()
    card.bars.setFocus()
    qtbot.keyClick(card.bars, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasImage()


def test_the_picture_is_saved_where_the_user_says(card: ChartCard, tmp_path: Path) -> None:
    card.questions = Answers(tmp_path, "图.png")
    card.save_action.trigger()
    assert QImage(str(tmp_path / "图.png")).size() == as_image(CHART).size()


def test_a_place_that_cannot_be_written_is_told(card: ChartCard, tmp_path: Path) -> None:
    answers = Answers(tmp_path / "gone", "图.png")
    card.questions = answers
    card.save_action.trigger()
    (message,) = answers.errors
    assert str(tmp_path / "gone" / "图.png") in message


def test_the_picture_is_printed(card: ChartCard, tmp_path: Path) -> None:
    card.questions = Answers(tmp_path, "图.pdf")
    card.print_action.trigger()
    assert (tmp_path / "图.pdf").read_bytes().startswith(b"%PDF")
