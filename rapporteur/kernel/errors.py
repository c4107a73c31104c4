"""`UserError`: shown to the user as a sentence, never as a traceback."""

import errno

_REMEDIES = {
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room within the quota",
    errno.EROFS: "Mount the disk so that it can be written to",
    errno.EACCES: "Give the account that runs rapporteur the right to it",
    errno.EPERM: "Give the account that runs rapporteur the right to it",
}


class UserError(Exception):
    """An error that the user can correct.

    `message` says what is wrong and where, `remedy` what to do about it.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


def refuse(error: UserError) -> None:
    """Raise an error: what is done with one unless a caller wants to know of all."""
    raise error


def unreachable(error: OSError) -> UserError:
    """The `UserError` for a file that cannot be read or written."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "Check that the file can be reached")
    return UserError(
        f"{where}{error.strerror or error}.",
        f"{remedy}, then run again: received files and earlier publications are intact.",
    )
