"""Freeing very many small things takes long, too: it is done bit by bit, and the window answers in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject

from core.garbage import uncollected
from ui.slices import Slices

_AT_ONCE = 200
"""Things freed between two looks at the keys; each may hold a dozen smaller ones."""


def free_bit_by_bit(parent: QObject, things: list[Any]) -> None:
    """Empty a list that nobody else uses any more while the window goes on; what others hold stays.

    Whoever lets go of something large hands over a list of its parts first. What is left when `parent` is destroyed
    goes at once.
    """
    if len(things) <= _AT_ONCE:
        things.clear()
        return
    slices, bits = Slices[None](parent), _emptied(things)
    next(bits)  # from now on nothing is collected
    slices.destroyed.connect(bits.close)
    slices.run(bits, lambda _: slices.deleteLater(), is_long=True)


def _emptied(things: list[Any]) -> Generator[None, None, None]:
    with uncollected():  # a collection would look once more at what is just going
        while things:
            del things[-_AT_ONCE:]
            yield
