"""A session's changes as a Qt signal, which every panel of one window listens to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.edit import Group
from core.scheme import Scheme
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

    def judge_by(self, scheme: Scheme) -> None:
        """Check the book by another scheme and tell the panels, as every section may have other findings."""
        self.session.scheme = scheme
        sections = frozenset(section.id for section in self.session.book.sections)
        self.changed.emit(Change(Group(()), sections, order=False))

    def close(self) -> None:
        """Stop listening; called when the window turns to another book."""
        self._unsubscribe()


def follow(old: SessionSignals | None, new: SessionSignals | None, slot: Callable[[Change], None]) -> None:
    """Let a panel that listened to one session by `slot` listen to another one."""
    if old is not None:
        old.changed.disconnect(slot)
    if new is not None:
        new.changed.connect(slot)
