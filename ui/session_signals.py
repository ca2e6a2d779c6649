"""A session's changes as a Qt signal, which every panel of one window listens to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.session import Change, Session


class SessionSignals(QObject):
    """Wraps one open session for the window's panels.

    Attributes:
        session: the open book with its history and findings; panels read from it and change it by its `apply`.

    Signals:
        changed(Change): the book or its findings have changed; emitted after the fact.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._unsubscribe = session.subscribe(self.changed.emit)

    def close(self) -> None:
        """Stop listening; called when the window turns to another book."""
        self._unsubscribe()


def follow(old: SessionSignals | None, new: SessionSignals | None, slot: Callable[[Change], None]) -> None:
    """Let a panel that listened to one session by `slot` listen to another one."""
    if old is not None:
        old.changed.disconnect(slot)
    if new is not None:
        new.changed.connect(slot)
