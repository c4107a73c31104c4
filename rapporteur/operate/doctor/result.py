"""What a check of an installation came to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from rapporteur.kernel.errors import UserError, unreachable


class Outcome(StrEnum):
    """How it is, the best first."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """One check: what was looked at, how it is, what was seen and how to mend it."""

    name: str
    outcome: Outcome
    seen: str
    remedy: str = ""

    def to_dict(self) -> Mapping[str, str]:
        """For a program to read."""
        return asdict(self)

    def without(self, secrets: Sequence[str]) -> "Result":
        """The same, without any of the secrets: a server may have repeated one."""
        seen, remedy = self.seen, self.remedy
        for secret in secrets:
            seen, remedy = seen.replace(secret, "…"), remedy.replace(secret, "…")
        return Result(self.name, self.outcome, seen, remedy)


def ok(name: str, seen: str) -> Result:
    """All is well."""
    return Result(name, Outcome.OK, seen)


def warning(name: str, seen: str, remedy: str) -> Result:
    """It works, but not as well as it could, or not for long."""
    return Result(name, Outcome.WARNING, seen, remedy)


def failed(name: str, seen: str, remedy: str) -> Result:
    """It does not work."""
    return Result(name, Outcome.FAILED, seen, remedy)


def attempt(name: str, check: Callable[[], Iterator[Result]]) -> Iterator[Result]:
    """The results of a check; a mistake or a file that cannot be reached is one that failed."""
    try:
        yield from check()
    except UserError as error:
        yield failed(name, error.message, error.remedy or "Mend the file that is named.")
    except OSError as error:
        reason = unreachable(error)
        yield failed(name, reason.message, reason.remedy.partition(",")[0] + ".")


def size(count: float) -> str:
    """A number of bytes as people say it."""
    units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    while count >= 1024 and len(units) > 1:
        count /= 1024
        del units[0]
    return f"{count:.1f} {units[0]}" if 0 < count < 10 else f"{count:.0f} {units[0]}"
