"""Answers the file menu's questions in the user's place and remembers what was said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.formats import PlainForm
from core.progress import Progress, unobserved
from ui.dialogs import CloseChoice, Target

Result = TypeVar("Result")


class ScriptedDialogs:
    """Set the attributes to what the user would choose; None is 取消.

    Attributes:
        questions: titles of the documents that the question about unsaved changes was asked for.
        errors: messages that were shown.
        losses: what saving would have broken, when it was asked whether to go on.
        suggestion: what the dialog 另存为 proposed last.
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

    def file_to_open(self, folder: Path) -> Path | None:
        return self.file

    def target_to_save(self, suggestion: Target) -> Target | None:
        self.suggestion = suggestion
        return Target(self.target, self.form or suggestion.form) if self.target else None

    def unsaved_changes(self, title: str) -> CloseChoice:
        self.questions.append(title)
        return self.close_choice

    def accepts_losses(self, message: str) -> bool:
        self.losses.append(message)
        return self.goes_on_with_losses

    def working(self, label: str, job: Callable[[Progress], Result]) -> Result:
        return job(unobserved)

    def error(self, summary: str, message: str) -> None:
        self.errors.append(f"{summary}：{message}")
