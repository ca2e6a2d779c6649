"""Edits as JSON and back, ids kept."""

from __future__ import annotations

from core.book import ItemId, Place, Project
from core.edit import (
    Edit,
    Group,
    InsertProject,
    InsertRow,
    MoveProject,
    MoveRow,
    RemoveProject,
    RemoveRow,
    SetField,
)
from core.journal.book_json import (
    ROW_FIELDS,
    SECTION_FIELDS,
    Json,
    as_text,
    item_id,
    number,
    row_from_json,
    row_to_json,
    section_from_json,
    section_to_json,
    value_from_json,
)
from core.journal.errors import WrongJournal


def edit_to_json(edit: Edit) -> Json:
    match edit:
        case SetField(Place(section, row, field), value):
            return {"edit": "set", "section": section, "row": row, "field": field, "value": value}
        case InsertRow(section, index, row_inserted):
            return {
                "edit": "insert row",
                "section": section,
                "index": index,
                "row": row_to_json(row_inserted),
            }
        case RemoveRow(section, row):
            return {"edit": "remove row", "section": section, "row": row}
        case MoveRow(section, row, index):
            return {"edit": "move row", "section": section, "row": row, "index": index}
        case InsertProject(index, project):
            return {"edit": "insert project", "index": index, "project": section_to_json(project)}
        case RemoveProject(project_id):
            return {"edit": "remove project", "project": project_id}
        case MoveProject(project_id, index):
            return {"edit": "move project", "project": project_id, "index": index}
        case Group(edits):
            return {"edit": "group", "edits": [edit_to_json(part) for part in edits]}


def edit_as_text(edit: Edit) -> str:
    """The same on one line; part by part, so that other threads get their turn meanwhile."""
    if isinstance(edit, Group):
        return f'{{"edit":"group","edits":[{",".join(map(edit_as_text, edit.edits))}]}}'
    return as_text(edit_to_json(edit))


def edit_from_json(said: Json) -> Edit:
    """Raises WrongJournal for anything that is no edit of this version of the program."""
    match said:
        case {"edit": "set", "section": section, "row": row, "field": str(field), "value": value, **more} if (
            not more
        ):
            return SetField(_place(section, row, field), value_from_json(value))
        case {"edit": "insert row", "section": section, "index": index, "row": row, **more} if not more:
            return InsertRow(item_id(section), number(index), row_from_json(row))
        case {"edit": "remove row", "section": section, "row": row, **more} if not more:
            return RemoveRow(item_id(section), item_id(row))
        case {"edit": "move row", "section": section, "row": row, "index": index, **more} if not more:
            return MoveRow(item_id(section), item_id(row), number(index))
        case {"edit": "insert project", "index": index, "project": project, **more} if not more:
            return InsertProject(number(index), _project(project))
        case {"edit": "remove project", "project": project, **more} if not more:
            return RemoveProject(item_id(project))
        case {"edit": "move project", "project": project, "index": index, **more} if not more:
            return MoveProject(item_id(project), number(index))
        case {"edit": "group", "edits": list(edits), **more} if not more:
            return Group(tuple(edit_from_json(part) for part in edits))
    raise WrongJournal("有一处修改的写法不认识")


def _place(section: Json, row: Json, field: str) -> Place:
    row_id: ItemId | None = None if row is None else item_id(row)
    if field not in (SECTION_FIELDS if row_id is None else ROW_FIELDS):
        raise WrongJournal(f"有一处修改要改不认识的栏目“{field}”")
    return Place(item_id(section), row_id, field)


def _project(said: Json) -> Project:
    project = section_from_json(said)
    if not isinstance(project, Project):
        raise WrongJournal("插入的不是项目")
    return project
