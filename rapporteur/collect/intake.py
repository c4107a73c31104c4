"""Intake: files that come by a channel of their own, put where received files are, once.

A file is taken when it is complete. It is written beside, its receipt is entered, and it is made
durable and renamed, so that whoever brought it may let go of it as soon as `take` has returned.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rapporteur.collect.receipts import Received, complete, enter, passed_over, registered
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.files import replacing

_LONGEST = 150  # bytes of a name: most file systems allow 255, and a submission's digits follow
_LONGEST_SUFFIX = 20
# Separators, what other systems refuse, and what stands for bytes that are no text.
_NOT_IN_A_NAME = re.compile('[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\ud800-\udfff]+')


def take(cycle: Cycle, name: str, content: bytes, channel: str, when: datetime) -> Received | None:
    """Put a file among the submissions of a cycle and enter its receipt; None if it is there.

    The same bytes are taken once, by whichever channel they come. A name that is in use by other
    bytes gets the digits of the submission.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    for digest, file in registered(cycle):
        if digest == sha256 and (cycle.inputs / file).exists():
            return None
    folder = cycle.inputs / "submissions" / channel.partition(":")[0]
    path = _free(folder, plain(name), sha256)
    file = path.relative_to(cycle.inputs).as_posix()
    received = Received(path, file, sha256, "reply", when, channel)
    with replacing(path) as beside:
        beside.write_bytes(content)
        # Before it can be seen: whoever sees a file without a receipt enters it as of the folder.
        enter(cycle, [received])
    return received


def plain(name: str) -> str:
    """A name that any file system takes and that counts, from one that a stranger chose."""
    kept = _NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name))
    kept = kept.lstrip("~$. ").rstrip(" .") or "file"
    stem, suffix = os.path.splitext(kept)
    if len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = kept, ""
    while len(f"{stem}{suffix}".encode()) > _LONGEST:
        stem = stem[:-1]
    kept = f"{stem.rstrip(' .')}{suffix}"
    return f"{kept}_" if passed_over(Path(kept)) else kept


def drop_folder(drop: Path, cycle: Cycle) -> Iterator[Path]:
    """The files in the cycle's part of a drop folder, by name."""
    for path in sorted((drop / cycle.id).rglob("*")):
        if path.is_file() and not passed_over(path.relative_to(drop)):
            yield path


def take_dropped(drop: Path, cycle: Cycle, when: datetime) -> list[Received]:
    """Move the complete files of the cycle's drop folder among its submissions.

    A file leaves the drop folder when it lies among the submissions, and not before.
    """
    taken = []
    for path in drop_folder(drop, cycle):
        content = _whole(path)
        if content is None:
            continue
        received = take(cycle, path.name, content, "drop", when)
        path.unlink(missing_ok=True)
        if received:
            taken.append(received)
    return taken


def _whole(path: Path) -> bytes | None:
    """What a file holds when nobody writes to it; None of one that is gone, too."""
    try:
        return path.read_bytes() if complete(path) else None
    except FileNotFoundError:
        return None


def _free(folder: Path, name: str, sha256: str) -> Path:
    path = folder / name
    if not path.exists():
        return path
    return path.with_name(f"{path.stem}-{sha256[:12]}{path.suffix}")
