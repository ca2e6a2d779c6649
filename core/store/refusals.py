"""What keeps a file from being written, where that is more than what the system says."""


class ReadOnlyFile(PermissionError):
    """The old file is marked as read-only."""


class FileHeld(PermissionError):
    """Another program holds the old file, so that nothing can take its place."""


class Irreplaceable(PermissionError):
    """Nothing can take the place of the old file, which itself may be written.

    So it is in a folder of another user, on some network shares, and where the file is mounted by itself.
    """


class Overtaken(OSError):
    """Somebody else has written the old file in the meantime, whose contents nobody here has seen."""


class TornFile(OSError):
    """Writing over the old file failed half way, and so did putting back what it held."""
