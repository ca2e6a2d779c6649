"""What can be wrong with a journal."""


class WrongJournal(Exception):
    """A journal, or a line of one, says nothing that this version of the program understands.

    `reason` says what, in the user's words and without a full stop.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
