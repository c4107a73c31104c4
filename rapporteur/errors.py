"""The one kind of error that is shown to a user as a sentence, never as a traceback."""


class UserError(Exception):
    """Something that the user can mend.

    `message` says what is wrong and where; `remedy` says what to do about it.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()
