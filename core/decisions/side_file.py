"""The file beside a text table that keeps the decisions about it: `NAME.已核实.json`."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any, TypeVar

from core.decisions.records import NO_DECISIONS, CostRecord, Decisions, WaiverRecord
from core.decisions.spot import Spot
from core.store import write_atomically

_Record = TypeVar("_Record", bound=WaiverRecord | CostRecord)

_ABOUT = "绩目记下的已核实的问题和成本计算的约定；与同名的表格放在一起，不要改名。"
_PLACE = "place"


class SideFileError(Exception):
    """The file beside a table cannot be used; the message is a whole sentence for the user."""


class UnreadableSideFile(SideFileError):
    """It cannot be read now, which says nothing of what is in it."""


def side_file(path: Path) -> Path:
    """Where the decisions about a text table lie."""
    return path.with_name(f"{path.name}.已核实.json")


def read_side_file(path: Path) -> Decisions:
    """The decisions in the file beside the table `path`; none where there is no such file.

    Raises SideFileError for one that cannot be read; then it must not be overwritten unasked.
    """
    file = side_file(path)
    try:
        data = json.loads(file.read_text("utf-8-sig"))
        return Decisions(
            tuple(_record(WaiverRecord, entry) for entry in data["waivers"]),
            tuple(_record(CostRecord, entry) for entry in data.get("costs", ())),
        )
    except FileNotFoundError:
        return NO_DECISIONS
    except OSError as error:
        raise UnreadableSideFile(
            f"“{file.name}”打不开，已核实的问题没有读入。请检查它是否被占用。"
        ) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise SideFileError(
            f"“{file.name}”不是绩目写的样子，已核实的问题没有读入。请换回备份，或删去它重新核实。"
        ) from error


def write_side_file(path: Path, decisions: Decisions) -> None:
    """Write the file beside the table `path`; without decisions there is none.

    A file of this name that cannot be read as one of ours is kept: it goes aside, as `….bak`. Raises OSError.
    """
    file = side_file(path)
    if not decisions:
        if _is_ours(path):
            file.unlink(missing_ok=True)
        return
    if not _is_ours(path):
        file.replace(file.with_name(f"{file.name}.bak"))
    lists = {kind: [_entry(record) for record in records] for kind, records in decisions._asdict().items()}
    text = json.dumps({"about": _ABOUT, **lists}, ensure_ascii=False, indent=1)
    data = f"{text}\n".encode()
    # A folder that takes no new files lets a book be saved all the same, as long as nothing else was decided.
    if not file.is_file() or file.read_bytes() != data:
        write_atomically(file, data)


def _is_ours(path: Path) -> bool:
    """Whether there is no file beside the table, or one of ours. Raises OSError where that cannot be told now."""
    try:
        read_side_file(path)
    except UnreadableSideFile as error:
        raise OSError(errno.EIO, "现在读不出来", str(side_file(path))) from error
    except SideFileError:
        return False
    return True


def _entry(record: WaiverRecord | CostRecord) -> dict[str, Any]:
    said: dict[str, Any] = record._asdict()
    spot: Spot = said.pop("spot")
    return {_PLACE: {key: text for key, text in spot._asdict().items() if text}, **said}


def _record(kind: type[_Record], entry: dict[str, Any]) -> _Record:
    """Parts that another version of the program may have written are read over."""
    place: dict[str, str] = {key: text for key, text in entry[_PLACE].items() if key in Spot._fields}
    said: dict[str, str] = {key: text for key, text in entry.items() if key in kind._fields[1:]}
    if not all(isinstance(text, str) for text in (*place.values(), *said.values())):
        raise TypeError("all parts of a decision are texts")
    return kind(Spot(**place), **said)
