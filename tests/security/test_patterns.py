"""No pattern takes for ever on a cell that is as long as Excel allows and made for that."""

from __future__ import annotations

import importlib
import inspect
import re
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing there stops a pattern in its midst")

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 24_000
LONGEST = 0.3
"""Seconds of the processor's time for one search; one in linear time takes about a thousandth of a second."""
SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
CALL = r"\.(search|finditer|findall|sub|subn|split|match|fullmatch)\b"
USUAL = (" ", "\n", "1", "a", "甲", ",")
MOST_PIECES = 14
NEVER_LONG = {
    "core.search.pattern_errors._BRACKETS",  # looks at a pattern that the user has typed
    "core.locks.office._FIELD",  # of a lock file no more than 4 KB are read
    "core.spreadsheet.date_format._TOKEN",  # of formats no more than 255 characters are read
    "core.spreadsheet.number_format._TOKEN",
    "core.spreadsheet.making.draft._SHEET_DATA",  # looks at XML of the program's own
}


class Used(NamedTuple):
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def patterns() -> Iterator[tuple[str, Used]]:
    """Every pattern of a module in `core`, alone or in a table, with the ways in which the module uses it."""
    for path in sorted(ROOT.joinpath("core").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
        for name, value in list(vars(module).items()):
            for number, pattern in enumerate(within(value)):
                full_name = f"{module.__name__}.{name}"
                if full_name not in NEVER_LONG and defined_in(module, name):
                    yield f"{full_name}-{number}", Used(pattern, methods_of(module, name))


def within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from (pattern for one in value.values() for pattern in within(one))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (pattern for one in value for pattern in within(one))


def defined_in(module: ModuleType, name: str) -> bool:
    return re.search(rf"^{name}\b[^=\n]*=", inspect.getsource(module), re.MULTILINE) is not None


def methods_of(module: ModuleType, name: str) -> frozenset[str]:
    """As the name is used, else as any pattern is that goes by a local name."""
    source = inspect.getsource(module)
    if name.startswith("_") and (called := re.findall(rf"\b{name}(?:\[[\w.]+\])?{CALL}", source)):
        return frozenset(called)
    return frozenset(re.findall(rf"\b(?!re\b)[a-z]\w*{CALL}", source)) or frozenset({"search", "fullmatch"})


PATTERNS = dict(patterns())


def hostile_texts(pattern: str) -> Iterator[str]:
    """What the pattern is made of, over and over, behind another piece of it and before what it cannot match."""
    pieces = dict.fromkeys(re.findall(r"[\u4e00-\u9fff]+|[A-Za-z]{3,}:?|[^\w\s]|\w", pattern))
    telling = [piece for piece in pieces if piece not in USUAL][: MOST_PIECES - len(USUAL)]
    repeated = [*USUAL, *telling]
    for piece in repeated:
        for before in ("", *telling[:3]):
            yield before + piece * (LENGTH // len(piece)) + "\0"
    for one, other in zip(telling, [*telling[1:], *telling[:1]], strict=True):
        yield (one + other) * (LENGTH // len(one + other)) + "\0"


def apply(used: Used, text: str) -> None:
    pattern, methods = used
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    if methods & SEARCHING:
        for _ in pattern.finditer(subject):
            pass
    if "match" in methods:
        pattern.match(subject)
    if "fullmatch" in methods:
        pattern.fullmatch(subject)


class TookTooLong(Exception):
    pass


@pytest.fixture
def alarm() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, ring)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def slowest(used: Used) -> str:
    """The beginning of a text on which the pattern takes too long; empty where there is none."""
    source = used.pattern.pattern
    for text in hostile_texts(source.decode() if isinstance(source, bytes) else source):
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            apply(used, text)
        except TookTooLong:
            return text[:20]
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_no_longer_than_the_text_is_long(name: str) -> None:
    assert slowest(PATTERNS[name]) == ""


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("pattern", [r"\s+x", r"\s*,*\s*x", r"(?:a+)+b", r"甲[甲乙]*乙丙"])
def test_a_pattern_that_takes_too_long_is_found(pattern: str) -> None:
    assert slowest(Used(re.compile(pattern), frozenset({"search"})))
