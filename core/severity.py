"""How much a finding weighs: for those who only colour or count findings and need no rules."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """How much a finding weighs; sorts with the gravest first."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def key(self) -> str:
        """The word that programs see: error, warning, hint."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """The word that the user sees."""
        return ("错误", "警告", "提示")[self]
