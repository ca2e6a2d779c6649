"""How differences are put before the user: their places, both texts, and what there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.book import Book, ItemId, Place, Project, Row, Section, Value
from core.decisions.spot import row_name
from core.differences.difference import Difference, ListChange
from core.differences.matching import content
from core.differences.ordering import moves
from core.differences.taking_over import edit_of
from core.edit import InsertProject, InsertRow, RemoveProject, RemoveRow, SetField
from core.excerpt import excerpt
from core.place_titles import section_title
from core.proposal import Proposal
from core.search.field_text import field_text

_LONGEST_QUOTE = 60

Order = tuple[ItemId, ...]


def changed_field(
    place: Place, base: Section | Row | None, mine: Section | Row, theirs: Section | Row
) -> Difference | None:
    """None where they left the field alone, or where both sides say the same by now."""
    assert place.field is not None, "a place of a field"
    now, new = getattr(mine, place.field), getattr(theirs, place.field)
    before = getattr(base, place.field) if base is not None else None
    if new == now or (base is not None and new == before):
        return None
    is_conflict = base is None or before != now
    remark = ""
    if base is None:
        remark = "双方都新增了这一项，内容不同"
    elif is_conflict:
        said = excerpt(value_text(before), _LONGEST_QUOTE)
        remark = f"双方都改了；打开时是“{said}”" if said else "双方都改了；打开时是空的"
    elif value_text(now) == value_text(new):
        remark = "磁盘上的表格没有这一栏" if new is None else "磁盘上的表格有这一栏"
    edit = SetField(place, new)
    return Difference(Proposal(place, value_text(now), value_text(new), edit), edit, is_conflict, remark)


def new_row(section: Section, order: Order, index: int, row: Row, *, was_known: bool) -> Difference:
    """A row that they have and I have not; `was_known`: because I removed it, and they changed it."""
    proposal = Proposal(
        Place(section.id, field=section.rows_field), "", row_text(row), InsertRow(section.id, index, row)
    )
    remark = "您删除了这一行，而对方改过它" if was_known else "对方新增的一行"
    return Difference(proposal, ListChange(section.id, order, added=row), was_known, remark)


def gone_row(section: Section, order: Order, base: Row, mine: Row) -> Difference:
    is_conflict = base != mine
    proposal = Proposal(Place(section.id, mine.id), row_text(mine), "", RemoveRow(section.id, mine.id))
    remark = "对方删除了这一行，而您改过它" if is_conflict else "对方删除了这一行"
    return Difference(proposal, ListChange(section.id, order, removed=mine.id), is_conflict, remark)


def new_project(order: Order, index: int, project: Project, *, was_known: bool) -> Difference:
    """As `new_row`; its place is one in the book that it would come into."""
    proposal = Proposal(Place(project.id), "", _project_text(project), InsertProject(index, project))
    remark = "您删除了这个项目，而对方改过它" if was_known else "对方新增的项目"
    return Difference(proposal, ListChange(None, order, added=project), was_known, remark)


def gone_project(order: Order, base: Project, mine: Project) -> Difference:
    is_conflict = content(base) != content(mine)
    proposal = Proposal(Place(mine.id), _project_text(mine), "", RemoveProject(mine.id))
    remark = "对方删除了这个项目，而您改过它" if is_conflict else "对方删除了这个项目"
    return Difference(proposal, ListChange(None, order, removed=mine.id), is_conflict, remark)


def other_row_order(book: Book, section: Section, base: Sequence[ItemId], order: Order) -> Difference | None:
    """The rows that all have, in their order; None where that is mine or as it was."""
    orders = _Orders.of(base, [row.id for row in section.rows], order)
    if not orders.differ:
        return None
    names = {row.id: row_name(row) for row in section.rows}
    place = Place(section.id, field=section.rows_field)
    return _other_order(book, place, names, orders, ListChange(section.id, order), "行的顺序")


def other_project_order(book: Book, base: Sequence[ItemId], order: Order) -> Difference | None:
    """As `other_row_order`; its place is the first project that would move."""
    orders = _Orders.of(base, book.project_ids, order)
    if not orders.differ:
        return None
    titles = {project.id: section_title(project) for project in book.projects}
    place = Place(next(moves(orders.mine, orders.theirs)).item)
    return _other_order(book, place, titles, orders, ListChange(None, order), "项目的先后顺序")


# ── Orders ──


class _Orders(NamedTuple):
    """The order of what all three versions have."""

    base: list[ItemId]
    mine: list[ItemId]
    theirs: list[ItemId]

    @classmethod
    def of(cls, base: Sequence[ItemId], mine: Sequence[ItemId], theirs: Sequence[ItemId]) -> _Orders:
        common = {*base} & {*mine} & {*theirs}
        return cls(*([item for item in items if item in common] for items in (base, mine, theirs)))

    @property
    def differ(self) -> bool:
        """Whether they changed the order, and not to mine."""
        return self.theirs not in (self.base, self.mine)


def _other_order(
    book: Book, place: Place, names: dict[ItemId, str], orders: _Orders, change: ListChange, what: str
) -> Difference:
    """Shows the stretch from the first item that stands elsewhere to the last one, a line for each."""
    pairs = [*zip(orders.mine, orders.theirs, strict=True)]
    apart = [index for index, (mine, theirs) in enumerate(pairs) if mine != theirs]
    stretch = pairs[apart[0] : apart[-1] + 1]
    before, after = ("\n".join(names[item] for item in items) for items in zip(*stretch, strict=True))
    edit = edit_of(book, [change])
    assert edit is not None, "another order takes moves"
    is_conflict = orders.base != orders.mine
    remark = f"双方都调整过{what}" if is_conflict else f"对方调整了{what}"
    return Difference(Proposal(place, before, after, edit), change, is_conflict, remark)


# ── Texts ──


def value_text(value: Value) -> str:
    """What lists show of a field."""
    return str(value) if isinstance(value, int) else field_text(value).text


def row_text(row: Row) -> str:
    """`产出指标 | 数量指标 | 培训人数 | ≥300人次`: the cells that are not empty."""
    return " | ".join(str(cell) for cell in row[1:] if cell not in (None, ""))


def _project_text(project: Project) -> str:
    """Its title, and a line for each of its rows."""
    title = f"{section_title(project)}（{len(project.indicators)} 个指标）"
    return "\n".join((title, *map(row_text, project.indicators)))
