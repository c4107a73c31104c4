"""The registers of a cycle: whether they have lost lines, and what a person confirmed of that.

A cycle is named by its folders here: it cannot be loaded while its translations have lost a line.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from rapporteur.kernel import append_only_csv
from rapporteur.kernel.append_only_csv import chain_of
from rapporteur.kernel.errors import UserError

CONFIRMATIONS = "confirmations.csv"
COLUMNS = ("who", "when", "register", "difference", "reason")
"""The columns of the register of confirmations. `when` is an ISO 8601 time."""

_NAMES = (
    "receipts.csv", "verified.csv", "decisions.csv", "correspondence.csv", CONFIRMATIONS,
)  # fmt: skip
_TRANSLATIONS = "translations"


def registers(inputs: Path) -> list[Path]:
    """The registers that there are, and those that are gone though lines of them are known."""
    top = [inputs / name for name in _NAMES]
    return [
        *(path for path in top if path.exists() or chain_of(path).exists()),
        *append_only_csv.registers_in(inputs / _TRANSLATIONS),
    ]


def adopt(inputs: Path, outputs: Path) -> None:
    """Take the lines that people have added by hand into the running hashes.

    A register that has lost a line is passed over: whoever reads it is told. So is one that
    another process holds, which may be sending letters for minutes.
    """
    for register in registers(inputs):
        with suppress(UserError, Timeout), _locked(register, outputs, wait=False):
            append_only_csv.adopt(register)


def troubles(inputs: Path) -> Iterator[UserError]:
    """What is wrong with the registers."""
    for register in registers(inputs):
        try:
            append_only_csv.read(register, (), lambda number, _: number)
        except UserError as error:
            yield error


def confirm(inputs: Path, outputs: Path, name: str, who: str, reason: str) -> str:
    """Let a register stand as it is now, and note in the register of confirmations who did so.

    Returns what had become of its lines. Raises `UserError` if nothing has.
    """
    known = {path.relative_to(inputs).as_posix(): path for path in registers(inputs)}
    if name not in known:
        raise UserError(
            f"{inputs} has no register {name}.", f"It has {', '.join(known) or 'none yet'}."
        )
    if not reason.strip():
        raise UserError("A confirmation needs a reason.")
    register, confirmations = known[name], inputs / CONFIRMATIONS
    with _locked(register, outputs):
        difference = append_only_csv.confirm(register).lstrip(",: ")
    if not difference:
        raise UserError(f"{register} has lost no line, and none is changed.")
    when = datetime.now(UTC).replace(microsecond=0).isoformat()
    line = (who, when, name, difference, " ".join(reason.split()))
    with _locked(confirmations, outputs):
        append_only_csv.append(confirmations, COLUMNS, [line])
    return difference


def _locked(register: Path, outputs: Path, *, wait: bool = True) -> AbstractContextManager[Path]:
    """The lock under which a register is written; those of translations have one together."""
    together = register.parent.name == _TRANSLATIONS
    return append_only_csv.locked(register.parent if together else register, outputs, wait=wait)
