"""What was checked and what came of it, written down at once, so that it survives a crash."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from core.formats import FileError

_log = logging.getLogger("jimu")


class SelfCheckFailed(Exception):
    """A step did not do what it should; the message is a sentence for the user."""


class Outcome:
    """Of one check.

    Attributes:
        said: what the check found, for the protocol; must not differ from computer to computer.
    """

    def __init__(self) -> None:
        self.said = ""


class Protocol:
    """Writes two files: what is the same on every computer, and what is of this one.

    Attributes:
        done, failed: how many checks there were, and how many of them failed.
    """

    def __init__(self, common: Path, machine: Path) -> None:
        """Raises OSError where the files cannot be written."""
        self._common = common.open("w", encoding="utf-8", newline="\n")
        self._machine = machine.open("w", encoding="utf-8", newline="\n", errors="backslashreplace")
        self._unexpected: list[str] = []
        self.done = self.failed = 0

    def close(self) -> None:
        self._common.close()
        self._machine.close()

    def say(self, line: str) -> None:
        """A line of the common protocol."""
        self._write(f"{line}\n")

    def note(self, line: str) -> None:
        """A line about this computer."""
        self._machine.write(f"{line}\n")
        self._machine.flush()

    @contextmanager
    def check(self, name: str) -> Iterator[Outcome]:
        """Write down what comes of what is done within; an error of any kind ends this check and no more."""
        outcome = Outcome()
        self.done += 1
        self._write(f"{name} … ")
        begun = time.monotonic()
        try:
            yield outcome
            failure = ""
        except (SelfCheckFailed, FileError, OSError) as error:
            failure = str(error)
        except Exception as error:  # the next checks are worth knowing, too
            self.note(traceback.format_exc())
            failure = f"意外错误 {type(error).__name__}"
        self.note(f"{name}: {time.monotonic() - begun:.2f} s")
        self._finish(failure or self._unexpected_by_now(), outcome.said)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`: an error that came out of a signal or an event fails the check it came in."""
        self._unexpected.append(kind.__name__)
        self.note("".join(traceback.format_exception(kind, error, trace)))

    def _unexpected_by_now(self) -> str:
        names, self._unexpected = self._unexpected, []
        return f"窗口里的意外错误 {'、'.join(names)}" if names else ""

    def _finish(self, failure: str, said: str) -> None:
        if failure:
            self.failed += 1
            _log.error("self-check failed: %s", failure)
            self.say(f"失败：{failure}")
        else:
            self.say(f"通过（{said}）" if said else "通过")

    def _write(self, text: str) -> None:
        self._common.write(text)
        self._common.flush()
        print(text, end="", flush=True)


def expect(holds: bool, otherwise: str) -> None:
    """Raises SelfCheckFailed with the sentence `otherwise`."""
    if not holds:
        raise SelfCheckFailed(otherwise)
