"""The pictures of the manual: the real window and its parts on the bundled samples, without a screen.

Usage: python scripts/manual_pictures.py [NAME …]      (all of them without a name; needs a Chinese font)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1.5"  # so that texts are crisp on most screens
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from core.all_indicators.column_filter import ColumnFilter
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.book import Book, Indicator, Place, Project
from core.clipboard.pasting import PasteTarget, plan_paste
from core.clipboard.tab_text import parse_tab_text
from core.edit import SetField
from core.formats import load
from core.session import Session
from core.years.rollover import rollover
from ui import theme
from ui.application import create_application, open_settings
from ui.clipboard.paste_dialog import PasteDialog
from ui.detail.detail_pane import DetailPane
from ui.find.find_panel import FindPanel
from ui.grid.grid_page import GridPage
from ui.help.manual import PICTURES
from ui.library.library_dialog import LibraryDialog
from ui.main_window import MainWindow
from ui.proposals.proposals_dialog import ProposalsDialog, choose_proposals
from ui.session_signals import SessionSignals
from ui.theme import Appearance
from ui.welcome_page import SAMPLES

SAMPLE = SAMPLES / "示例市政务服务中心2026年.txt"
PASTED = "\n".join(
    (
        "一级指标\t二级指标\t指标名称\t指标说明\t指标值\t责任科室",
        "产出指标\t数量指标\t窗口培训场次\t全年组织窗口人员业务培训的场次\t≥6场\t综合科",
        "产出指标\t质量指标\t培训考核合格率\t考核合格人数/参训人数×100%\t≥95%\t综合科",
        "满意度指标\t服务对象满意度指标\t参训人员满意度\t问卷中满意和比较满意的人数/答卷人数×100%\t≥90%\t综合科",
    )
)
_DOTS_PER_METRE = round(3780 * float(os.environ["QT_SCALE_FACTOR"]))
"""3780 are those of a screen at 100 %; the help window shows a picture with more of them in proportion smaller."""

_GROUNDS, _STEP = 12, 36
"""How many colours of a picture stay as they are, and how far apart the others are put in each channel."""

_Widget = TypeVar("_Widget", bound=QWidget)

_PATIENCE = 5.0
"""Seconds for a part to do what it does in slices or in the background."""


# ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────────


def welcome() -> QPixmap:
    return _grabbed(_window(900, 600))


def window() -> QPixmap:
    shown = _sample_window()
    shown.workspace.findings_panel.next_action.trigger()
    return _grabbed(shown)


def tree() -> QPixmap:
    shown = _sample_window(height=900)
    table = shown.workspace.section_page.project_page.tree
    project = shown.document.session.book.projects[0]
    table.go_to(Place(project.id, _misspelt(project).id, "value"))
    return _grabbed(table, height=table.visualRect(table.currentIndex()).bottom() + 130)


def totals() -> QPixmap:
    bar = _sample_window().workspace.section_page.project_page.totals_bar
    bar.findChild(QToolButton).setChecked(True)
    return _grabbed(bar)


def findings() -> QPixmap:
    return _grabbed(_sample_window().workspace.findings_panel)


def paste() -> QPixmap:
    session = Session(_sample())
    project = session.book.projects[0]
    first = project.indicators[0]
    target = PasteTarget([], (1, 1), project.id, (first.level1, first.level2), first.id)
    plan = plan_paste(session.book, target, parse_tab_text(PASTED), session.scheme)
    return _grabbed(_shown(PasteDialog(plan), 880, 300))


def grid() -> QPixmap:
    page = GridPage()
    page.set_session(SessionSignals(Session(_sample())))
    _shown(page, 1100, 330)
    page.view.setColumnHidden(0, True)
    only_satisfaction = ColumnFilter(values=frozenset({"服务对象满意度指标"}))
    page.model.set_filter(LineFilter().with_column(Column.LEVEL2, only_satisfaction))
    _wait_until(lambda: page.model.shown_count < page.model.line_count)
    page.view.setCurrentIndex(page.model.index(0, len(page.model.columns) - 1))
    return _grabbed(page)


def find() -> QPixmap:
    panel = FindPanel(choose_proposals)
    signals = SessionSignals(Session(_sample()))
    panel.set_session(signals)
    _shown(panel, 900, 260)
    panel.open_to_replace("满意度")
    panel.replacement_box.setText("满意率")
    _wait_until(lambda: bool(panel.spans_at(_first_place(signals.session.book, "满意度"))))
    panel.next_action.trigger()
    return _grabbed(panel)


def library() -> QPixmap:
    session = Session(_sample())
    dialog = _shown(LibraryDialog(session, session.book.projects[0].id), 920, 480)
    dialog.table.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.table, key)
    return _grabbed(dialog)


def rollover_preview() -> QPixmap:
    session = Session(_sample("示例市数据资源中心2026年.txt"))
    found = list(rollover(session.book, 2026, 2027))
    doubtful = {number for number, one in enumerate(found) if not one.is_certain}
    remarks = {number: one.remark for number, one in enumerate(found) if one.remark}
    proposals = [one.proposal for one in found]
    dialog = ProposalsDialog("年度结转：2026 → 2027", session, proposals, unchecked=doubtful, remarks=remarks)
    return _grabbed(_shown(dialog, 900, 420))


def detail() -> QPixmap:
    session = Session(_sample())
    project = session.book.projects[0]
    pane = DetailPane()
    pane.set_session(SessionSignals(session))
    place = Place(project.id, _misspelt(project).id, "value")
    session.apply(SetField(place, "≥98百分比"), "")
    pane.show_place(place)
    return _grabbed(_shown(pane, 640, 130))


PAINTERS: dict[str, Callable[[], QPixmap]] = {
    "welcome": welcome,
    "window": window,
    "tree": tree,
    "totals": totals,
    "findings": findings,
    "paste": paste,
    "grid": grid,
    "find": find,
    "library": library,
    "rollover": rollover_preview,
    "detail": detail,
}


def main(names: list[str]) -> None:
    app = create_application()
    theme.apply_appearance(app, Appearance.LIGHT)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # The settings of nobody, so that no picture shows what somebody has opened.
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        for name in names or PAINTERS:
            path = PICTURES / f"{name}.png"
            _save(PAINTERS[name](), path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
            for widget in app.topLevelWidgets():
                widget.hide()


# ── Setting the scene ─────────────────────────────────────────────────────────────────────────────────────────


def _sample(name: str = SAMPLE.name) -> Book:
    return load(SAMPLES / name).book


def _misspelt(project: Project) -> Indicator:
    """The row whose value is shown with a finding."""
    return next(row for row in project.indicators if row.value.endswith(("%", "百分比")))


def _first_place(book: Book, text: str) -> Place:
    """The first name of a row that holds the text."""
    rows = ((project, row) for project in book.projects for row in project.indicators)
    return next(Place(project.id, row.id, "level3") for project, row in rows if text in row.level3)


def _window(width: int, height: int) -> MainWindow:
    return _shown(MainWindow(open_settings()), width, height)


def _sample_window(height: int = 680) -> MainWindow:
    """A window on the sample, in which a value has just been spelt in words."""
    shown = _window(1060, height)
    shown.open_path(SAMPLE)
    project = shown.document.session.book.projects[0]
    row = _misspelt(project)
    value = row.value.replace("%", "百分比")
    shown.document.session.apply(SetField(Place(project.id, row.id, "value"), value), "")
    return shown


def _shown(widget: _Widget, width: int, height: int) -> _Widget:
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    return widget


def _wait_until(is_done: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError("a part of the picture did not become ready")
        QApplication.processEvents()


def _grabbed(widget: QWidget, height: int | None = None) -> QPixmap:
    """The widget, or its upper part of this height in pixels."""
    QApplication.processEvents()
    return widget.grab(QRect(0, 0, widget.width(), height or widget.height()))


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _save(pixmap: QPixmap, path: Path) -> None:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    table = _colour_table(Counter(image.constBits().cast("I")))
    image = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)
    image.setDotsPerMeterX(_DOTS_PER_METRE)
    image.setDotsPerMeterY(_DOTS_PER_METRE)
    image.save(str(path), "PNG", 0)


def _colour_table(counts: Counter[int]) -> list[int]:
    """The grounds as they are, and of the many shades at the edges of letters only a few."""
    exact = [colour for colour, _ in counts.most_common(_GROUNDS)]
    shades: Counter[int] = Counter()
    for colour, count in counts.items():
        channels = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
        red, green, blue = (min(255, round(channel / _STEP) * _STEP) for channel in channels)
        shades[0xFF000000 | red << 16 | green << 8 | blue] += count
    return exact + [colour for colour, _ in shades.most_common(256 - _GROUNDS)]


if __name__ == "__main__":
    main(sys.argv[1:])
