"""How a journal begins: which book it is about, what that book was, who writes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.book import Section
from core.decisions import Decisions
from core.journal.book_json import Json, as_text, section_from_json, sections_as_text
from core.journal.decision_json import decisions_from_json, decisions_to_json
from core.journal.errors import WrongJournal
from core.journal.lines import joined_lines
from core.locks.processes import ProcessMark
from core.version import VERSION

FORMAT = 1
"""To be raised when lines are written that this version of the program could not read."""


class Header(NamedTuple):
    """The first line.

    Attributes:
        name: what the user calls the book.
        path: its file; None for a book that no file holds yet.
        digest: SHA-256 of the file's bytes as they were read or saved last; "" where nothing is kept.
        form: what the file's form is called, for people who look into a journal.
        kept: name of the file beside the journal with these bytes; "" for a book in plain form.
        is_unsaved: whether the book held unsaved changes already when the journal began.
        began: when it was begun.
        writer: the process that writes it.
        program: the version of the program that writes it.
    """

    name: str
    path: Path | None
    digest: str
    form: str
    kept: str
    is_unsaved: bool
    began: datetime
    writer: ProcessMark
    program: str = VERSION


class Start(NamedTuple):
    """What the book was when the journal began.

    Attributes:
        laid_out: the sections as the file's bytes say them, by the ids of the book; None where they are those of the
            book, or where no bytes are kept.
    """

    sections: tuple[Section, ...]
    laid_out: tuple[Section, ...] | None
    decisions: Decisions


def opening_lines(header: Header, start: Start) -> bytes:
    """The first lines of a journal's file."""
    said = {
        **header._asdict(),
        "format": FORMAT,
        "path": str(header.path or ""),
        "began": header.began.isoformat(),
        "writer": header.writer._asdict(),
    }
    laid_out = ["null"] if start.laid_out is None else sections_as_text(start.laid_out)
    decisions = as_text(decisions_to_json(start.decisions))
    return joined_lines([[as_text(said)], sections_as_text(start.sections), laid_out, [decisions]])


OPENING_LINES = 4


def read_header(said: Json) -> Header:
    """Raises WrongJournal."""
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise WrongJournal("它是由另一个版本的程序写下的，请用那个版本恢复")
    try:
        writer = ProcessMark(**said["writer"])
        texts = [said[key] for key in ("name", "path", "digest", "form", "kept", "program")]
        texts += [writer.host, writer.started, writer.boot]
        if not all(isinstance(text, str) for text in texts) or type(writer.pid) is not int:
            raise TypeError("a text or number is none")
        if Path(said["kept"]).name != said["kept"]:
            raise ValueError("what is kept lies elsewhere")
        return Header(
            said["name"],
            Path(said["path"]) if said["path"] else None,
            said["digest"],
            said["form"],
            said["kept"],
            bool(said["is_unsaved"]),
            datetime.fromisoformat(said["began"]).replace(tzinfo=None),
            writer,
            said["program"],
        )
    except (LookupError, TypeError, ValueError) as error:
        raise WrongJournal("开头的说明不完整") from error


def read_start(said: list[Json]) -> Start:
    """What the lines after the header say. Raises WrongJournal."""
    match said:
        case [list(sections), laid_out, decisions]:
            return Start(
                _sections(sections),
                None if laid_out is None else _sections(laid_out),
                decisions_from_json(decisions),
            )
    raise WrongJournal("打开时的内容没有写完整")


def _sections(said: Json) -> tuple[Section, ...]:
    if not isinstance(said, list):
        raise WrongJournal("打开时的内容没有写完整")
    return tuple(section_from_json(section) for section in said)


def digest(data: bytes) -> str:
    """By which a file is known again."""
    return hashlib.sha256(data).hexdigest()
