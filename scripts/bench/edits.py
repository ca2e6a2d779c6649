"""One edit in a window, from the edit to the paint, beside the same in a small book: apply, journal, re-check, repaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.authoring import new_indicator
from core.book import Place, Project
from core.edit import Edit, SetField
from core.formats import Dialect
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_files import grow_file
from scripts.bench.open_window import OpenWindow
from scripts.bench.sizes import Sizes

_SECONDS = 12.0
"""For each kind of edit."""
_FEWEST, _MOST = 100, 500
_EDITS_PER_PROJECT = 10
_RATIO, _LATE = 1.3, 8.0

_Job = Callable[[OpenWindow, int], Edit]


def figures(sizes: Sizes) -> Iterator[Figure]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large = (_opened(folder, size) for size in (sizes.small, sizes.large))
        for title, job in _ON_PAGE.items():
            yield from _edited(f"{sizes.large:,} indicators, {title}", small, large, job, sizes)
        yield _repainted(small, large, sizes)
        for one in (small, large):
            _show_grid(one)
        yield from _edited(
            f"{sizes.large:,} indicators, value in the filtered, sorted grid",
            small,
            large,
            _grid_value,
            sizes,
        )
        for one in (small, large):
            one.close()


def _opened(folder: Path, size: int) -> OpenWindow:
    path = folder / f"{size}.txt"
    grow_file(path, size, Dialect.CELLS)
    opened = OpenWindow(folder)
    opened.open(path)
    return opened


# -- What is edited ------------------------------------------------------------------------------------------


def _shown(opened: OpenWindow, number: int) -> Project:
    """The project that is worked on: after a few edits the next one."""
    return opened.project(number // _EDITS_PER_PROJECT)


def _value(opened: OpenWindow, number: int) -> Edit:
    project = _shown(opened, number)
    row = project.indicators[number % len(project.indicators)]
    return SetField(Place(project.id, row.id, "value"), f"≥{number + 1}个")


def _budget(opened: OpenWindow, number: int) -> Edit:
    return SetField(Place(_shown(opened, number).id, None, "budget"), f"{number + 1}.50")


def _name(opened: OpenWindow, number: int) -> Edit:
    return SetField(Place(_shown(opened, number).id, None, "name"), f"示例市绿化经费{number + 1}")


def _new_row(opened: OpenWindow, number: int) -> Edit:
    project = _shown(opened, number)
    return new_indicator(opened.session.book, project.id, project.indicators[0].id)


def _grid_value(opened: OpenWindow, number: int) -> Edit:
    model = opened.window.workspace.grid_page.model
    place = model.row_place(model.index(number % min(model.rowCount(), _MOST), 0))
    return SetField(place._replace(field="value"), f"≥{number + 1}%")


_ON_PAGE: dict[str, _Job] = {"value": _value, "budget": _budget, "project's name": _name, "new row": _new_row}


def _show_grid(opened: OpenWindow) -> None:
    workspace = opened.window.workspace
    workspace.show_all_indicators(True)
    rates = ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "率"))
    workspace.grid_page.model.arrange(LineFilter({Column.LEVEL3: rates}), Ordering(Column.VALUE))
    opened.settle()


# -- What it takes -------------------------------------------------------------------------------------------


def _edited(title: str, small: OpenWindow, large: OpenWindow, job: _Job, sizes: Sizes) -> Iterator[Figure]:
    clock = Clock()
    for number in clock.rounds(_SECONDS, _FEWEST, _MOST):
        for name, opened in (("small", small), ("large", large)):
            if number % _EDITS_PER_PROJECT == 0 and not opened.window.workspace.shows_all_indicators:
                opened.show(_shown(opened, number).id)
                opened.settle()  # turning the page is no part of the edit
            edit = job(opened, number)
            with clock.timing(name):
                opened.session.apply(edit, "输入")
                opened.painted()
            with clock.timing(f"{name} undone"):
                opened.session.undo()
                opened.painted()
    beside = f"{sizes.small:,} indicators"
    yield Figure(f"{title}: edited and painted", clock.median("large"), beside, clock.median("small"), _RATIO)
    yield Figure(f"{title}: edited and painted, p99", clock.late("large"), "limit", None, _LATE)
    undone = clock.median("large undone"), clock.median("small undone")
    yield Figure(f"{title}: undone and painted", undone[0], beside, undone[1], _RATIO)


def _repainted(small: OpenWindow, large: OpenWindow, sizes: Sizes) -> Figure:
    clock = Clock()
    for _ in clock.rounds(_SECONDS / 3, most=_MOST):
        for name, opened in (("small", small), ("large", large)):
            with clock.timing(name):
                opened.window.repaint()
    title, beside = f"{sizes.large:,} indicators: whole window repainted", f"{sizes.small:,} indicators"
    return Figure(title, clock.median("large"), beside, clock.median("small"), _RATIO)
