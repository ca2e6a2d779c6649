"""Files on disk: a save is all or nothing. What cannot be replaced is written over by `core.store.in_place`."""

from core.store.refusals import FileHeld, Irreplaceable, ReadOnlyFile, TornFile
from core.store.writing import on_disk, write_atomically

__all__ = ["FileHeld", "Irreplaceable", "ReadOnlyFile", "TornFile", "on_disk", "write_atomically"]
