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
from core.target import Operator
from core.years.rollover import rollover
from ui import theme
from ui.application import create_application, open_settings
from ui.clipboard.paste_dialog import PasteDialog
from ui.detail.detail_pane import DetailPane
from ui.grid.grid_page import GridPage
from ui.help.manual import PICTURES
from ui.indicators.indicator_tree import IndicatorTree
from ui.library.library_dialog import LibraryDialog
from ui.main_window import MainWindow
from ui.proposals.proposals_dialog import ProposalsDialog
from ui.session_signals import SessionSignals
from ui.sheet.suggestion_list import SuggestionList
from ui.sheet.value_editor import ValueEditor
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

_WIDTH = 760
"""Of a window in pixels whose pictures the help window shows without making them smaller."""

_MOMENT = 150
"""Milliseconds in which a window finds its heights."""


# ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────────


def welcome() -> QPixmap:
    return _grabbed(_window(900, 600))


def window() -> QPixmap:
    shown = _sample_window(1040, 700)
    shown.workspace.findings_panel.next_action.trigger()
    QTest.qWait(_MOMENT)
    tree = shown.workspace.tree
    tree.scrollTo(tree.currentIndex())
    return _grabbed(shown)


def tree() -> QPixmap:
    shown = _sample_window(_WIDTH, 900)
    _show_only(shown)
    table = shown.workspace.tree
    place = table.current_place()
    assert place is not None
    table.go_to(place._replace(field="level3"))
    table.extend_to(table.currentIndex().siblingAtColumn(1))
    return _grabbed(table, QRect(0, 0, table.width(), _bottom_of_line_below(table, 5)))


def totals() -> QPixmap:
    shown = _sample_window(_WIDTH, 740)
    _show_only(shown)
    bar = shown.workspace.section_page.project_page.totals_bar
    bar.findChild(QToolButton).setChecked(True)
    return _grabbed(bar)


def findings() -> QPixmap:
    shown = _sample_window(900, 740)
    shown.commands.show_details.setChecked(False)
    return _grabbed(shown.workspace.findings_panel)


def dashboard() -> QPixmap:
    shown = _sample_window(980, 760)
    _show_only(shown)
    shown.workspace.show_dashboard(True)
    QTest.qWait(_MOMENT)
    return _grabbed(shown.workspace.dashboard_page)


def paste() -> QPixmap:
    session = Session(_sample())
    project = session.book.projects[0]
    first = project.indicators[0]
    target = PasteTarget([], (1, 1), project.id, (first.level1, first.level2), first.id)
    plan = plan_paste(session.book, target, parse_tab_text(PASTED), session.scheme)
    return _grabbed(_shown(PasteDialog(plan), 860, 290))


def grid() -> QPixmap:
    page = _grid_page()
    only_satisfaction = ColumnFilter(values=frozenset({"服务对象满意度指标"}))
    page.model.set_filter(LineFilter().with_column(Column.LEVEL2, only_satisfaction))
    _wait_until(lambda: page.model.shown_count < page.model.line_count)
    page.view.setCurrentIndex(page.model.index(0, page.model.columns.index(Column.VALUE)))
    return _grabbed(page, QRect(0, 0, page.width(), 300))


def column_filter() -> QPixmap:
    page = _grid_page()
    popup = page.open_filter(page.model.columns.index(Column.VALUE))
    popup.operator_boxes[Operator.AT_MOST].setChecked(True)
    return _grabbed(_shown(popup, popup.width(), popup.height()))


def find() -> QPixmap:
    shown = _sample_window(_WIDTH, 1000)
    _show_only(shown)
    panel = shown.workspace.find_panel
    panel.open_to_replace("群众")
    panel.replacement_box.setText("公众")
    _wait_until(lambda: panel.hits.rowCount() > 0)
    for _ in range(3):
        panel.next_action.trigger()
        QTest.qWait(_MOMENT)
    tree, page = shown.workspace.tree, panel.parentWidget()
    top = tree.mapTo(page, tree.visualRect(tree.currentIndex()).topLeft()).y() - 100
    return _grabbed(page, QRect(0, top, page.width(), page.height() - top))


def library() -> QPixmap:
    session = Session(_sample())
    training = next(project for project in session.book.projects if "培训" in project.name)
    dialog = _shown(LibraryDialog(session, training.id), 900, 460)
    dialog.table.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.table, key)
    return _grabbed(dialog)


def completion() -> QPixmap:
    shown = _sample_window(_WIDTH, 900)
    _show_only(shown)
    table = shown.workspace.tree
    table.setCurrentIndex(table.first_cell())
    QTest.keyClicks(table, "s")
    QTest.keyClicks(table.indexWidget(table.currentIndex()), "l")
    _wait_until(lambda: any(one.isVisible() for one in shown.findChildren(SuggestionList)))
    QTest.qWait(_MOMENT)
    return _grabbed(shown, _around(shown, table, shown.findChild(SuggestionList)))


def value_editor() -> QPixmap:
    shown = _sample_window(_WIDTH, 900)
    _show_only(shown)
    shown.commands.edit_value.trigger()
    QApplication.processEvents()
    return _grabbed(shown, _around(shown, shown.workspace.tree, shown.findChild(ValueEditor)))


def rollover_preview() -> QPixmap:
    session = Session(_sample("示例市数据资源中心2026年.txt"))
    project = session.book.projects[0]
    row = project.indicators[0]
    cited = f"按2026年印发的工作方案，{row.description}"
    session.apply(SetField(Place(project.id, row.id, "description"), cited), "")
    found = list(rollover(session.book, 2026, 2027))
    doubtful = {number for number, one in enumerate(found) if not one.is_certain}
    remarks = {number: one.remark for number, one in enumerate(found) if one.remark}
    proposals = [one.proposal for one in found]
    dialog = ProposalsDialog("年度结转：2026 → 2027", session, proposals, unchecked=doubtful, remarks=remarks)
    dialog.table.selectRow(min(doubtful))
    return _grabbed(_shown(dialog, 900, 400))


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
    "dashboard": dashboard,
    "paste": paste,
    "grid": grid,
    "filter": column_filter,
    "find": find,
    "library": library,
    "completion": completion,
    "value": value_editor,
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


def _window(width: int, height: int) -> MainWindow:
    return _shown(MainWindow(open_settings()), width, height)


def _sample_window(width: int, height: int) -> MainWindow:
    """A window on the sample, in which a value has just been spelt in words."""
    shown = _window(width, height)
    shown.open_path(SAMPLE)
    project = shown.document.session.book.projects[0]
    row = _misspelt(project)
    place = Place(project.id, row.id, "value")
    shown.document.session.apply(SetField(place, row.value.replace("%", "百分比")), "")
    QTest.qWait(_MOMENT)
    shown.workspace.go_to(place)
    return shown


def _show_only(shown: MainWindow) -> None:
    """Leave the window to the page."""
    commands = shown.commands
    for action in (commands.show_projects, commands.show_findings, commands.show_details):
        action.setChecked(False)
    QTest.qWait(_MOMENT)


def _grid_page() -> GridPage:
    """The grid of all indicators of a window."""
    shown = _sample_window(980, 740)
    _show_only(shown)
    shown.commands.show_all_indicators.trigger()
    page = shown.workspace.grid_page
    _wait_until(lambda: page.model.line_count > 0)
    for column in (Column.UNIT, Column.LEVEL1):
        page.view.columns.show_column(column, False)
    return page


def _bottom_of_line_below(table: IndicatorTree, lines: int) -> int:
    """Where, from the top of the table, the line so many below the current one ends."""
    line = table.currentIndex()
    for _ in range(lines):
        line = table.line_below(line)
    return table.viewport().mapTo(table, table.visualRect(line).bottomLeft()).y() + 1


def _around(shown: MainWindow, table: IndicatorTree, panel: QWidget) -> QRect:
    """What floats over the table with the lines about it, in the window's coordinates."""
    cell = table.visualRect(table.currentIndex())
    corner = table.viewport().mapTo(shown, cell.topLeft())
    whole = QRect(corner, cell.size()).united(panel.geometry())
    left, line = table.mapTo(shown, table.rect().topLeft()).x(), cell.height()
    return QRect(left, whole.top() - 2 * line, table.width(), whole.height() + 3 * line)


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


def _grabbed(widget: QWidget, part: QRect | None = None) -> QPixmap:
    """The widget, or a part of it."""
    QApplication.processEvents()
    return widget.grab(part or widget.rect())


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
