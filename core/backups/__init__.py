"""Backups: what a file held before each of its latest saves, in the user's own folder."""

from core.backups.backups import Backups
from core.backups.version import Version

__all__ = ["Backups", "Version"]
