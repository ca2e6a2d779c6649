"""Files on disk: a save is all or nothing. What cannot be replaced is written over by `core.store.in_place`."""

from core.store.refusals import FileHeld, Irreplaceable, Overtaken, ReadOnlyFile, TornFile
from core.store.writing import always, on_disk, write_atomically

__all__ = [
    "FileHeld",
    "Irreplaceable",
    "Overtaken",
    "ReadOnlyFile",
    "TornFile",
    "always",
    "on_disk",
    "write_atomically",
]
