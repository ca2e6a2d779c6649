"""The indicator library: common indicators by kind of project, to search, to pick from and to complete from."""

from core.library.inserting import BLANK, as_indicators, category_in, has_indicator, value_for, year_of
from core.library.library import Library, builtin_library, load_library, read_ahead
from core.library.reading import Entry, Kind, LibraryError

__all__ = [
    "BLANK",
    "Entry",
    "Kind",
    "Library",
    "LibraryError",
    "as_indicators",
    "builtin_library",
    "category_in",
    "has_indicator",
    "load_library",
    "read_ahead",
    "value_for",
    "year_of",
]
