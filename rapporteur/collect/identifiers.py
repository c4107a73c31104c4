"""Files that would have the identifier of another: twelve digits of its hash name a submission.

Who makes both files finds two with the same digits within minutes. Landing files, decisions and
letters go by the digits, so they are those of the file that was registered first, for good, and of
no other.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rapporteur.collect.receipts import COLUMNS, Received
from rapporteur.collect.unfit_files import Unfit
from rapporteur.kernel import append_only_csv

if TYPE_CHECKING:
    from rapporteur.design.cycle import Cycle

_DIGITS = 12


def clashing(cycle: "Cycle") -> Mapping[str, Unfit]:
    """The registered files, by their SHA-256, whose twelve digits are those of an earlier one.

    Whether they are still there does not matter. Raises `UserError` if the register cannot be
    read, or has lost a line.
    """
    first: dict[str, tuple[str, str]] = {}
    clashes = {}
    register = cycle.inputs / "receipts.csv"
    for sha256, file in append_only_csv.read(register, COLUMNS, _named):
        owner, its_file = first.setdefault(sha256[:_DIGITS], (sha256, file))
        if owner != sha256:
            clashes[sha256] = Unfit(
                cycle.inputs / file,
                f"its SHA-256 begins with the same digits, {sha256[:_DIGITS]}, as that of "
                f"{its_file}, which was received before and is another file",
                "That hardly happens by chance: ask who sent them. A file that was saved anew has "
                "other digits.",
            )
    return clashes


def _named(_: int, cells: Mapping[str, str]) -> tuple[str, str]:
    return cells["sha256"].strip().lower(), cells["file"]


def told_apart(
    cycle: "Cycle", files: Sequence[Received]
) -> tuple[Sequence[Received], Sequence[Unfit]]:
    """The files with an identifier of their own, and the others that are there."""
    clashes = clashing(cycle)
    if not clashes:
        return files, ()
    own = [file for file in files if file.sha256 not in clashes]
    there = dict.fromkeys(file.sha256 for file in files if file.sha256 in clashes)
    return own, [clashes[sha256] for sha256 in there]
