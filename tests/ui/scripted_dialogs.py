"""Answers the file menu's questions in the user's place and remembers what was said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.differences import Difference, Differences
from core.formats import PlainForm
from core.journal import Recovery
from core.locks import HeldByOther
from core.progress import Progress, unobserved
from core.session import Session
from ui.dialogs import CloseChoice, RecoveryChoice, Target
from ui.sharing.sharing_dialogs import OpenChoice, SaveChoice

Result = TypeVar("Result")


class ScriptedDialogs:
    """Set the attributes to what the user would choose; None is 取消.

    Attributes:
        questions: titles of the documents that the question about unsaved changes was asked for.
        errors: messages that were shown.
        losses: what saving would have broken, when it was asked whether to go on.
        suggestion: what the dialog 另存为 proposed last.
        sharing: the answers about files that somebody else has open or has changed.
        recoveries: what was offered to be restored.
    """

    def __init__(self) -> None:
        self.file: Path | None = None
        self.target: Path | None = None
        self.form: PlainForm | None = None
        self.goes_on_with_losses = False
        self.close_choice = CloseChoice.DISCARD
        self.questions: list[str] = []
        self.errors: list[str] = []
        self.losses: list[str] = []
        self.suggestion: Target | None = None
        self.sharing = ScriptedSharing()
        self.recovery_choice = RecoveryChoice.LATER
        self.recoveries: list[Recovery] = []
        self.restores = True

    def file_to_open(self, folder: Path) -> Path | None:
        return self.file

    def target_to_save(self, suggestion: Target) -> Target | None:
        self.suggestion = suggestion
        return Target(self.target, self.form or suggestion.form) if self.target else None

    def unsaved_changes(self, title: str) -> CloseChoice:
        self.questions.append(title)
        return self.close_choice

    def recovery(self, found: Recovery) -> RecoveryChoice:
        self.recoveries.append(found)
        return self.recovery_choice

    def restores_half_written(self, name: str) -> bool:
        return self.restores

    def accepts_losses(self, message: str) -> bool:
        self.losses.append(message)
        return self.goes_on_with_losses

    def working(self, label: str, job: Callable[[Progress], Result]) -> Result:
        return job(unobserved)

    def error(self, summary: str, message: str) -> None:
        self.errors.append(f"{summary}：{message}")


class ScriptedSharing:
    """Set the attributes to what the user would choose.

    Attributes:
        takes: whether a difference is taken over; None cancels the list of all.
        holders: who had the files open that were asked about.
        found: the differences that were shown last.
    """

    def __init__(self) -> None:
        self.open_choice = OpenChoice.CANCEL
        self.save_choice = SaveChoice.CANCEL
        self.takes: Callable[[Difference], bool] | None = lambda difference: not difference.is_conflict
        self.holders: list[HeldByOther] = []
        self.found: Differences | None = None

    def open_elsewhere(self, name: str, holder: HeldByOther) -> OpenChoice:
        self.holders.append(holder)
        return self.open_choice

    def changed_on_disk(self, name: str, found: Differences | None) -> SaveChoice:
        self.found = found
        return self.save_choice

    def differences(self, name: str, session: Session, found: Differences) -> list[Difference] | None:
        return [one for one in found.offers if self.takes(one)] if self.takes else None
