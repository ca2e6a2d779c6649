"""The file beside a text table that keeps its waivers: `NAME.已核实.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.store import write_atomically
from core.waivers.record import Spot, WaiverRecord

_ABOUT = "绩目记下的已核实的问题；与同名的表格放在一起，不要改名。"
_PLACE = "place"


class WaiversError(Exception):
    """The file beside a table cannot be used; the message is a whole sentence for the user."""


def side_file(path: Path) -> Path:
    """Where the waivers of a text table lie."""
    return path.with_name(f"{path.name}.已核实.json")


def read_side_file(path: Path) -> list[WaiverRecord]:
    """The waivers in the file beside the table `path`; none where there is no such file.

    Raises WaiversError for one that cannot be read; then it must not be overwritten unasked.
    """
    file = side_file(path)
    try:
        data = json.loads(file.read_text("utf-8-sig"))
        return [_record(entry) for entry in data["waivers"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WaiversError(f"“{file.name}”打不开，已核实的问题没有读入。请检查它是否被占用。") from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise WaiversError(
            f"“{file.name}”不是绩目写的样子，已核实的问题没有读入。请换回备份，或删去它重新核实。"
        ) from error


def write_side_file(path: Path, records: Sequence[WaiverRecord]) -> None:
    """Write the file beside the table `path`; without waivers there is none. Raises OSError."""
    file = side_file(path)
    if not records:
        file.unlink(missing_ok=True)
        return
    data = {"about": _ABOUT, "waivers": [_entry(record) for record in records]}
    write_atomically(file, f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode())


def _entry(record: WaiverRecord) -> dict[str, Any]:
    spot, *said = record
    place = {key: text for key, text in spot._asdict().items() if text}
    return {_PLACE: place, **dict(zip(WaiverRecord._fields[1:], said, strict=True))}


def _record(entry: dict[str, Any]) -> WaiverRecord:
    """Parts that another version of the program may have written are read over."""
    place = {key: text for key, text in entry[_PLACE].items() if key in Spot._fields}
    said = {key: text for key, text in entry.items() if key in WaiverRecord._fields[1:]}
    if not all(isinstance(text, str) for text in (*place.values(), *said.values())):
        raise TypeError("all parts of a waiver are texts")
    return WaiverRecord(Spot(**place), **said)
