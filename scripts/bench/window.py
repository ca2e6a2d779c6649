"""What must not be waited for in a large book: filtering and sorting the grid, scrolling, undoing a replace-all."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QAbstractItemView

from core.all_indicators.column_filter import ColumnFilter, TextCondition, TextTest
from core.all_indicators.line import Column
from core.all_indicators.line_filter import LineFilter
from core.all_indicators.ordering import Ordering
from core.edit import Edit
from core.formats import Dialect
from core.proposal import accepted
from core.search import Part, Query, Replacement, hits, replacements
from core.severity import Severity
from scripts.bench.clock import Clock
from scripts.bench.figures import Figure
from scripts.bench.grown_books import SEED
from scripts.bench.grown_files import grow_file
from scripts.bench.open_window import OpenWindow
from scripts.bench.sizes import Sizes

_FRAMES = 400
_ROUNDS = 5
_FIRST_RESULT, _FRAME, _UNDO = 100.0, 16.0, 1.2


def figures(sizes: Sizes) -> Iterator[Figure]:
    with TemporaryDirectory() as name:
        path = Path(name, "book.txt")
        grow_file(path, sizes.large, Dialect.CELLS)
        opened = OpenWindow(Path(name))
        opened.open(path)
        title = f"{sizes.large:,} indicators"
        yield _scrolled(f"{title}: project list scrolled", opened, opened.window.workspace.project_list.view)
        opened.window.workspace.show_all_indicators(True)
        opened.settle()
        yield _scrolled(f"{title}: grid scrolled", opened, opened.window.workspace.grid_page.view)
        yield from _arranged(title, opened)
        yield from _replaced(title, opened, sizes.large // 2)
        opened.close()


# -- Scrolling -----------------------------------------------------------------------------------------------


def _scrolled(job: str, opened: OpenWindow, view: QAbstractItemView) -> Figure:
    """Half of the frames are a turn of the wheel away from the one before, half of them anywhere in the book."""
    clock, rng, bar = Clock(), random.Random(SEED), view.verticalScrollBar()
    for frame in range(_FRAMES):
        step = 3 * bar.singleStep()
        target = (bar.value() + step) % bar.maximum() if frame % 2 else rng.randrange(bar.maximum())
        with clock.timing("frame"):
            bar.setValue(target)
            view.viewport().repaint()
        opened.app.processEvents()
    return Figure(f"{job}, a frame, p99", clock.late("frame"), "limit: 60 frames a second", None, _FRAME)


# -- Filtering and sorting -----------------------------------------------------------------------------------


def _arranged(title: str, opened: OpenWindow) -> Iterator[Figure]:
    rates = ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "率"))
    few = ColumnFilter(condition=TextCondition(TextTest.CONTAINS, "一本道"))
    errors = ColumnFilter(severities=frozenset({Severity.ERROR}))
    everything = LineFilter()
    jobs: dict[str, tuple[LineFilter, Ordering | None]] = {
        "filtered by a word": (LineFilter({Column.LEVEL3: rates}), None),
        "filtered by a word that is nowhere": (LineFilter({Column.DESCRIPTION: few}), None),
        "filtered by errors": (LineFilter({Column.VALUE: errors}), None),
        "sorted by name": (everything, Ordering(Column.LEVEL3)),
        "sorted by value": (everything, Ordering(Column.VALUE, descending=True)),
        "filtered and sorted": (LineFilter({Column.LEVEL3: rates}), Ordering(Column.PROJECT)),
    }
    for job, (line_filter, ordering) in jobs.items():
        clock = Clock()
        for _ in range(_ROUNDS):
            _arrange(clock, opened, line_filter, ordering)
            _arrange(Clock(), opened, everything, None)
        name = f"{title}: grid {job}"
        yield Figure(f"{name}, first result, worst", clock.worst("first"), "limit", None, _FIRST_RESULT)
        yield Figure(f"{name}, all there, median", clock.median("all"))


def _arrange(clock: Clock, opened: OpenWindow, line_filter: LineFilter, ordering: Ordering | None) -> None:
    """Until the first lines of the new arrangement are painted, and until all of them are there.

    Who sorts begins with the first line, as the page lets them.
    """
    page = opened.window.workspace.grid_page
    model = page.model
    seen = 0

    def see() -> None:
        nonlocal seen
        seen += 1

    model.modelReset.connect(see)
    start = time.perf_counter()
    if ordering != model.ordering:
        page.view.start_at_top()
    model.arrange(line_filter, ordering)
    opened.wait_until(lambda: seen > 0)
    page.view.viewport().repaint()  # as the next event does; rounds of events would go on with the lines that follow
    clock.note("first", (time.perf_counter() - start) * 1000)
    opened.wait_until(lambda: not model.is_arranging)
    clock.note("all", (time.perf_counter() - start) * 1000)
    model.modelReset.disconnect(see)
    opened.settle()


# -- Replacing everywhere ------------------------------------------------------------------------------------


def _replaced(title: str, opened: OpenWindow, cells: int) -> Iterator[Figure]:
    """A word of two is written otherwise in so many cells; the window shows the project, as the find bar does."""
    opened.window.workspace.show_all_indicators(False)
    edit = replace_all(opened, cells)
    clock = Clock()
    for _ in range(2):
        for job, do in (
            ("done", lambda: opened.session.apply(edit, "全部替换")),
            ("undone", opened.session.undo),
        ):
            _settled(clock, opened, job, do)
    job = f"{title}: replace-all of {cells:,} cells"
    yield Figure(f"{job}, undone", clock.median("undone"), "the replace-all", clock.median("done"), _UNDO)


def replace_all(opened: OpenWindow, cells: int) -> Edit:
    """What the find bar would do in so many cells of the book."""
    book, query = opened.session.book, Query("指标", parts=frozenset({Part.LEVELS}))
    found = list(islice(hits(book, query), cells))
    edit = accepted(replacements(book, found, Replacement(query, "指 标")))
    assert edit is not None
    assert len(edit.edits) == cells
    return edit


def _settled(clock: Clock, opened: OpenWindow, job: str, do: Callable[[], None]) -> None:
    with clock.timing(job):
        do()
        opened.painted()
    opened.settle()
