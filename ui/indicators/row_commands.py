"""What can be done with the rows of the shown project; every command is one edit through the session."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QObject

from core.arrangement import Direction
from core.authoring import (
    delete_rows,
    duplicate_rows,
    insert_rows_beside,
    move_rows,
    move_rows_beside,
    move_rows_to,
    new_indicator,
    new_indicator_in,
)
from core.book import ItemId, Place
from core.clipboard.copying import rows_block
from core.clipboard.projects import BrokenItems
from core.clipboard.row_pasting import takes_basis
from core.outline import level2_groups
from core.scheme import Category, Scheme
from ui.clipboard.mime import INDICATORS_TYPE, indicators_in, mime_of_block
from ui.indicators.indicator_model import FIELDS
from ui.indicators.tree_sheet import TreeSheet


class RowCommands(QObject):
    """Acts on the selected rows of one tree."""

    def __init__(self, tree: TreeSheet) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = tree.indicators

    # ── What is selected ──

    @property
    def project_id(self) -> ItemId | None:
        project = self._model.project
        return project.id if project else None

    @property
    def selected_rows(self) -> list[ItemId]:
        """The rows of all selected cells; those of a group where it is the group that is selected."""
        indexes = self._tree.selectedIndexes() or [self._tree.currentIndex()]
        valid = [index for index in indexes if index.isValid()]
        return list(dict.fromkeys(row.id for index in valid for row in self._model.rows_below(index)))

    @property
    def current_category(self) -> Category | None:
        """The category of the current row or group."""
        current = self._tree.currentIndex()
        return self._model.category_of(current) if current.isValid() else None

    @property
    def categories(self) -> list[Category]:
        """The categories that the project has rows in, as the tree shows them."""
        project, scheme = self._model.project, self.scheme
        return (
            [group.key for group in level2_groups(project.indicators, scheme)] if project and scheme else []
        )

    @property
    def scheme(self) -> Scheme | None:
        return self._model.session.scheme if self._model.session else None

    # ── Commands ──

    def insert(self) -> None:
        """A new row below the current one; at the end of the current group; the first of an empty table."""
        session, project_id = self._model.session, self.project_id
        if session is None or project_id is None:
            return
        row = self._model.row_of(self._tree.currentIndex())
        if row is not None:
            edit = new_indicator(session.book, project_id, row.id)
        else:
            category = self.current_category or session.scheme.empty_rows[0]
            edit = new_indicator_in(session.book, project_id, category, session.scheme)
        session.apply(edit, self.tr("插入指标"))
        self._turn_to(edit.row.id, "level3")

    def duplicate(self) -> None:
        """A copy of the selected rows below them."""
        session, project_id = self._model.session, self.project_id
        if session is not None and project_id is not None:
            edit = duplicate_rows(session.book, project_id, self.selected_rows, session.scheme)
            self._tree.apply(edit, self.tr("复制指标"))

    def delete(self) -> None:
        """Take out the selected rows; the row that stands where they were becomes the current one."""
        session, project_id = self._model.session, self.project_id
        if session is None or project_id is None:
            return
        rows, column = self.selected_rows, self._tree.currentIndex().column()
        heir = self._heir_of(set(rows))
        self._tree.apply(delete_rows(session.book, project_id, rows), self.tr("删除指标"))
        if heir is not None:
            self._turn_to(heir, FIELDS[max(column, 0)])

    def move(self, direction: Direction) -> None:
        """Move the selected rows one place up or down, from category to category."""
        session, project_id = self._model.session, self.project_id
        if session is not None and project_id is not None:
            edit = move_rows(session.book, project_id, self.selected_rows, direction, session.scheme)
            is_up = direction is Direction.UP
            self._tree.apply(edit, self.tr("上移指标") if is_up else self.tr("下移指标"))
            self._tree.scrollTo(self._tree.currentIndex())

    def move_to(self, category: Category) -> None:
        """Move the selected rows into a category."""
        session, project_id = self._model.session, self.project_id
        if session is not None and project_id is not None:
            edit = move_rows_to(session.book, project_id, self.selected_rows, category, session.scheme)
            self._tree.apply(edit, self.tr("归入{0}").format(category[1]))
            self._tree.scrollTo(self._tree.currentIndex())

    def move_beside(self, anchor: ItemId, *, below: bool) -> None:
        """Move the selected rows directly above or below a row, into its category."""
        session, project_id = self._model.session, self.project_id
        if session is not None and project_id is not None:
            edit = move_rows_beside(
                session.book, project_id, self.selected_rows, anchor, session.scheme, below=below
            )
            self._tree.apply(edit, self.tr("移动指标"))
            self._tree.scrollTo(self._tree.currentIndex())

    # ── To other places and windows ──

    def carried(self) -> QMimeData:
        """The selected rows as the clipboard and a drag take them."""
        project, chosen = self._model.project, set(self.selected_rows)
        rows = [row for row in self._model.rows_below(QModelIndex()) if row.id in chosen] if project else []
        return mime_of_block(rows_block(rows), rows)

    def can_take(self, mime: QMimeData) -> bool:
        """Whether these are rows that were carried here."""
        return mime.hasFormat(INDICATORS_TYPE) and self.project_id is not None

    def insert_beside(self, mime: QMimeData, anchor: ItemId, *, below: bool) -> None:
        """Insert rows that were carried here directly above or below a row, in its category."""
        session, project_id = self._model.session, self.project_id
        if session is None or project_id is None:
            return
        try:
            rows = indicators_in(mime, session.book) or []
        except BrokenItems as error:
            self._tree.paste_questions.refuse(error.reason)
            return
        if any(row.basis for row in rows) and not takes_basis(session.book.project(project_id)):
            self._tree.paste_from(mime)  # which asks about what would be lost
            return
        edit = insert_rows_beside(session.book, project_id, rows, anchor, session.scheme, below=below)
        self._tree.apply(edit, self.tr("复制指标"))
        if rows:
            self._turn_to(rows[0].id, "level3")

    # ── Helpers ──

    def _turn_to(self, row: ItemId, field: str) -> None:
        """Make a row's cell the current one."""
        if self.project_id is not None:
            index = self._model.index_of(Place(self.project_id, row, field))
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
            self._tree.setFocus()

    def _heir_of(self, rows: set[ItemId]) -> ItemId | None:
        """The row that comes to stand where these were: the next one, else the last before them."""
        order = [row.id for row in self._model.rows_below(QModelIndex())]
        chosen = [position for position, row_id in enumerate(order) if row_id in rows]
        if not chosen:
            return None
        below = [row_id for row_id in order[chosen[-1] :] if row_id not in rows]
        above = [row_id for row_id in order[: chosen[-1]] if row_id not in rows]
        return below[0] if below else above[-1] if above else None
