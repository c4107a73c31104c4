"""Files that would have the identifier of another: twelve digits of its hash name a submission.

Who makes both files finds two with the same digits within minutes. Landing files, decisions and
letters go by the digits, so they are those of the file that was registered first, for good, and of
no other.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rapporteur.collect.receipts import Received, registered
from rapporteur.collect.unfit_files import Unfit

if TYPE_CHECKING:
    from rapporteur.design.cycle import Cycle

_DIGITS = 12


def clashing(cycle: "Cycle") -> Mapping[str, Unfit]:
    """The registered files, by their SHA-256, whose twelve digits are those of an earlier one.

    Raises `UserError` as `registered` does.
    """
    first: dict[str, tuple[str, str]] = {}
    clashes = {}
    for sha256, file in registered(cycle):
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
