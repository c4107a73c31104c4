"""The home: whether it is all there, can be read and written, locked, and tells the same time."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock

from rapporteur.collect.identifiers import clashing
from rapporteur.collect.receipts import FOLDERS, being_written, passed_over, unfit_files
from rapporteur.collect.unfit_files import shown
from rapporteur.design.cycle import load_cycle
from rapporteur.kernel.access import open_to_others
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.installation_secrets import FOLDER as SECRETS
from rapporteur.kernel.settings import FILE, Settings
from rapporteur.operate.doctor.result import Result, attempt, failed, ok, warning

SKEW = 2.0  # seconds by which clocks may differ

_TAKE = "import sys, filelock; filelock.FileLock(sys.argv[1]).acquire(timeout=0)"


@dataclass(frozen=True, slots=True)
class Probe:
    """What was seen of a folder while a file was written, renamed and removed in it."""

    skew: float  # seconds by which its clock is ahead of ours
    leases: bool


def probe(folder: Path) -> Probe:
    """Write a hidden file in a folder, rename it and remove it. Raises `OSError`."""
    path = folder / f".doctor-{os.getpid()}"
    renamed = path.with_name(f"{path.name}-renamed")
    try:
        before = time.time()
        path.write_bytes(b"?")
        after = time.time()
        path.rename(renamed)
        # A file system may round its times down to two seconds, and we know ours between two.
        stamp = renamed.stat().st_mtime
        skew = min(stamp - before, 0.0) if stamp < before else max(stamp - after, 0.0)
        return Probe(skew, being_written(renamed) is not None)
    finally:
        for left in (path, renamed):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def home(settings: Settings) -> Iterator[Result]:
    """Whether the home has what a run needs, and the drop folder can be emptied."""
    where = settings.home.resolve()
    if not (where / "inputs").is_dir():
        yield failed(
            "home",
            f"{where} has no inputs/.",
            "Start in the folder that holds inputs/, or name it in RAPPORTEUR_HOME.",
        )
        return
    yield ok("home", str(where))
    outputs = where / "outputs"
    if not outputs.exists():
        yield from attempt("outputs", partial(_creatable, outputs))
    else:
        yield from attempt("outputs", partial(_writable, "outputs", outputs))
        yield from attempt("locks", partial(_locks, outputs))
        yield from attempt("links", partial(_links, outputs))
    if settings.drop:
        yield from attempt("drop folder", partial(_writable, "drop folder", settings.drop))


def access(settings: Settings) -> Iterator[Result]:
    """Whether others than the account and its group can read the home's files, or its secrets."""
    home = settings.home.resolve()
    exposed = [path for name in ("inputs", "outputs", FILE) for path in open_to_others(home / name)]
    if exposed:
        named = ", ".join(str(path.relative_to(home)) for path in exposed[:5])
        tops = {(home / path.relative_to(home).parts[0]).resolve() for path in exposed}
        where: list[Path] = []
        # `chmod -R` passes over what a link within a folder leads to.
        for path in (*sorted(tops), *sorted({path.resolve() for path in exposed})):
            if not any(path.is_relative_to(named) for named in where):
                where.append(path)
        yield warning(
            "access",
            f"Every account of this machine can read or change {len(exposed)} files or folders, "
            f"of which replies may be confidential: {named}.",
            f"chmod -R o-rwx {shlex.join(map(str, where))}",
        )
    else:
        yield ok("access", "inputs/ and outputs/ are for the account and its group alone")
    folder = home / SECRETS
    if not folder.exists():
        return
    loose = [path for path in (folder, *sorted(folder.iterdir())) if path.stat().st_mode & 0o077]
    if loose:
        named = ", ".join(str(path.relative_to(home)) for path in loose)
        yield failed(
            "secrets",
            f"Others than the account can read or change {named}.",
            f"chmod -R go-rwx {shlex.quote(str(folder))}. If they may have been read, delete "
            "them and restart: new ones are made, and what the old ones have signed is then not "
            "recognized.",
        )
    else:
        yield ok("secrets", f"{SECRETS} is for the account alone")


def unfit(settings: Settings, cycle_id: str) -> Iterator[Result]:
    """Whether something lies among the received files of a cycle that is not taken."""
    with suppress(UserError):  # a cycle that cannot be used is reported by another check
        cycle = load_cycle(settings.home, cycle_id)
        clashes = (clash for clash in clashing(cycle).values() if clash.path.exists())
        for found in (*unfit_files(cycle), *clashes):
            name = f"{cycle_id}: {found.path.relative_to(settings.home / 'inputs' / cycle_id)}"
            yield warning(shown(Path(name)), f"It is not taken: {found.why}.", found.remedy)


def inputs(settings: Settings, cycle_id: str) -> Iterator[Result]:
    """Whether what was given to a cycle can be read, and more can be taken."""
    folder = settings.home / "inputs" / cycle_id
    if not folder.is_dir():
        return  # a missing cycle is reported by another check
    name = f"{cycle_id}: inputs"
    paths = list(folder.rglob("*"))
    unreadable = [path for path in paths if not os.access(path, os.R_OK)]
    if unreadable:
        named = ", ".join(str(path.relative_to(folder)) for path in unreadable[:5])
        yield failed(
            name,
            f"{len(unreadable)} files or folders cannot be read: {named}.",
            "Give the account that runs rapporteur the right to read them.",
        )
    else:
        yield ok(name, f"{sum(path.is_file() for path in paths)} files can be read")
    for part in FOLDERS:
        if (folder / part).exists():
            within = folder / part
            label = f"{cycle_id}: {part}"
            yield from attempt(label, partial(_writable, label, within))
            yield from attempt(label, partial(_leases, label, within))
    if not (folder / "submissions").exists():
        yield warning(
            f"{cycle_id}: submissions",
            "There is no folder for what is received.",
            f"Make {folder / 'submissions'}.",
        )


def _creatable(outputs: Path) -> Iterator[Result]:
    probe(outputs.parent)
    yield ok("outputs", "There is none yet; it can be made.")


def _writable(name: str, folder: Path) -> Iterator[Result]:
    probed = probe(folder)
    yield ok(name, f"{folder} can be written to")
    if abs(probed.skew) >= SKEW:
        yield warning(
            f"{name}, clock",
            f"The clock of {folder} differs from this machine's by {probed.skew:+.0f} seconds.",
            "Let both take the time from the same server (NTP).",
        )


def _leases(name: str, folder: Path) -> Iterator[Result]:
    """Whether the system says of the files that are there, and of a new one, who is writing."""
    there = (
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not passed_over(path.relative_to(folder))
    )
    unknown = sum(being_written(path) is None for path in there)
    if not unknown and probe(folder).leases:
        return
    whose = f"{unknown} files" if unknown else "any file"
    yield warning(
        f"{name}, leases",
        f"The system cannot say of {whose} in {folder} whether it is being written: it is taken "
        "some seconds after its last change.",
        "To have files taken at once: a local disk, and one account that owns the files and runs "
        "rapporteur, or the capability CAP_LEASE for it.",
    )


def _links(outputs: Path) -> Iterator[Result]:
    """Make a link to a folder, which is how a publication is opened to its readers."""
    path = outputs / f".doctor-{os.getpid()}.link"
    try:
        path.symlink_to(outputs.name)
        yield ok("links", "a folder can be reached by a symbolic link")
    except OSError as error:
        yield failed(
            "links",
            f"{outputs} is on a drive that has no symbolic links: {error.strerror}.",
            "Keep outputs/ on a local disk, or on NFS: tables are published by such links.",
        )
    finally:
        path.unlink(missing_ok=True)


def _locks(outputs: Path) -> Iterator[Result]:
    """Take a lock and see that another process is refused it."""
    path = outputs / f".doctor-{os.getpid()}.lock"
    try:
        with FileLock(path):
            other = subprocess.run(
                [sys.executable, "-c", _TAKE, str(path)], capture_output=True, check=False
            )
    except NotImplementedError:
        other = None
    finally:
        path.unlink(missing_ok=True)
    if other is not None and other.returncode and b"Timeout" in other.stderr:
        yield ok("locks", "a lock that is held is refused to others")
    else:
        yield failed(
            "locks",
            f"{outputs} has no locks: two runs at once could meet.",
            "Keep outputs/ on a local disk, or on NFS from version 4 on.",
        )
