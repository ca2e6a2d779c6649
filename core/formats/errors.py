"""What can go wrong with a file, said so that its user can do something about it."""

from pathlib import Path


class FileError(Exception):
    """Base of all errors about a file. `message` is one or two whole sentences for the user."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


class LoadError(FileError):
    """The file cannot be read as a book."""


class SaveError(FileError):
    """The book cannot be written; the file on disk is as it was."""


class ChangedOnDisk(SaveError):
    """Somebody else has written the file while it was being saved; what that holds nobody here has seen."""


class LossyError(SaveError):
    """Writing the book would break something else in the file. Saving goes on when that is accepted."""
