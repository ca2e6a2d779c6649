"""How often a window with a large book in it answers nobody for a tenth of a second: a clerk's story, watched."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.book import Place
from core.edit import SetField
from core.formats import Dialect, WorkbookKind
from scripts.bench.figures import COUNT, Figure
from scripts.bench.grown_books import SEED
from scripts.bench.grown_files import grow_file
from scripts.bench.open_window import OpenWindow
from scripts.bench.sizes import Sizes
from scripts.bench.window import replace_all
from scripts.stall_watch import StallWatch
from ui.sheet.sheet import Sheet

_LIMIT = 100.0
"""Milliseconds."""
_FRAMES = 50
_TYPED = ("98", "120", "2026")


def figures(sizes: Sizes) -> Iterator[Figure]:
    with TemporaryDirectory() as name:
        text, workbook = Path(name, "book.txt"), Path(name, "book.xlsx")
        grow_file(text, sizes.large, Dialect.CELLS)
        grow_file(workbook, sizes.large, WorkbookKind.LIST)
        opened = OpenWindow(Path(name))
        found: dict[str, StallWatch] = {}
        for job, do in _story(opened, text, workbook, sizes.large // 2):
            with StallWatch(opened.app) as found[job]:
                do()
                opened.settle()
        opened.close()
    total = sum(len(watch.over(_LIMIT)) for watch in found.values())
    remarks = [
        f"{job} {len(over)}, the longest {watch.longest_ms:.0f} ms"
        for job, watch in found.items()
        if (over := watch.over(_LIMIT))
    ]
    title = f"stalls over {_LIMIT:.0f} ms, {sizes.large:,} indicators, {len(found)} jobs in a window"
    yield Figure(title, total, "limit", None, 0, COUNT, "; ".join(remarks))
    title = f"the same without what the machine lent to others, {sizes.large:,} indicators"
    unlent = sum(len(watch.over_without_lending(_LIMIT)) for watch in found.values())
    yield Figure(title, unlent, "limit", None, 0, COUNT)
    longest = max(watch.longest_ms for watch in found.values())
    yield Figure(f"longest stall, {sizes.large:,} indicators", longest, "limit", None, _LIMIT)
    job, watch = max(found.items(), key=lambda one: one[1].busiest_ms)
    title = f"longest work of the interface's own thread, {sizes.large:,} indicators"
    yield Figure(title, watch.busiest_ms, "limit", None, _LIMIT, remark=job)


def _story(
    opened: OpenWindow, text: Path, workbook: Path, cells: int
) -> Iterator[tuple[str, Callable[[], object]]]:
    window, workspace = opened.window, opened.window.workspace
    grid, model = workspace.grid_page.view, workspace.grid_page.model
    rates = LineFilter({Column.LEVEL3: ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "率"))})
    yield "text opened", partial(window.open_path, text)
    yield "projects leafed through", partial(_leaf, opened)
    yield "project list scrolled", partial(_scroll, opened, workspace.project_list.view)
    yield "project list filtered", partial(_filter_projects, opened)
    yield "values typed in the tree", partial(_type, opened, workspace.tree)
    yield "grid shown", partial(workspace.show_all_indicators, True)
    yield "grid scrolled", partial(_scroll, opened, grid)
    yield "grid filtered", partial(model.arrange, rates, None)
    yield "grid sorted", partial(model.arrange, LineFilter(), Ordering(Column.VALUE))
    yield "values typed in the grid", partial(_type, opened, grid)
    yield "everything copied", partial(_copy_all, opened)
    edit = replace_all(opened, cells)
    yield "replace-all", partial(opened.session.apply, edit, "全部替换")
    yield "replace-all undone", opened.session.undo
    yield "searched", partial(_search, opened)
    yield "figures shown", partial(workspace.show_dashboard, True)
    yield "project removed", partial(_remove_project, opened)
    yield "removal undone", opened.session.undo
    yield "saved", window.save
    yield "closed", window.close_document
    yield "workbook opened", partial(window.open_path, workbook)
    yield "workbook saved after one edit", partial(_edit_and_save, opened)
    yield "workbook closed", window.close_document


def _leaf(opened: OpenWindow) -> None:
    for position in range(
        0, len(opened.session.book.project_ids), len(opened.session.book.project_ids) // 10
    ):
        opened.show(opened.project(position).id)


def _scroll(opened: OpenWindow, view: QAbstractItemView) -> None:
    rng, bar = random.Random(SEED), view.verticalScrollBar()
    for _ in range(_FRAMES):
        bar.setValue(rng.randrange(bar.maximum()))
        opened.painted()


def _filter_projects(opened: OpenWindow) -> None:
    box = opened.window.workspace.project_list.filter_box
    for text in ("路", "道路", "", "601005", ""):
        box.setText(text)
        opened.painted()


def _type(opened: OpenWindow, sheet: Sheet) -> None:
    """Values into the first rows, by keys."""
    project = opened.project(0)
    for row, text in zip(project.indicators, _TYPED, strict=False):
        sheet.go_to(Place(project.id, row.id, "value"))
        QTest.keyClick(sheet, text[0])
        QTest.keyClicks(sheet.focusWidget() or sheet, text[1:])
        QTest.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_Return)
        opened.painted()


def _copy_all(opened: OpenWindow) -> None:
    grid = opened.window.workspace.grid_page.view
    grid.selectAll()
    opened.painted()
    grid.copy()


def _search(opened: OpenWindow) -> None:
    panel = opened.window.workspace.find_panel
    panel.open_to_find("满意度")
    opened.settle()
    panel.next_action.trigger()
    opened.painted()
    panel.close()


def _remove_project(opened: OpenWindow) -> None:
    opened.show(opened.project(0).id)
    opened.window.workspace.project_list.delete_action.trigger()


def _edit_and_save(opened: OpenWindow) -> None:
    project = opened.project(0)
    opened.session.apply(SetField(Place(project.id, None, "purpose"), "改过的用途"), "修改")
    opened.window.save()
