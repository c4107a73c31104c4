"""The machine: room on its disks and in its memory, and the limits that it sets."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rapporteur.kernel.settings import Settings
from rapporteur.operate.doctor.result import Result, failed, ok, size, warning

MIB, GIB = 2**20, 2**30
_INOTIFY = Path("/proc/sys/fs/inotify")
_FILES = 1024  # that a server and its runs may have open
_NETWORK = 4  # from which version of its interface Landlock knows of the network
_INSTANCES = 16  # a watcher needs one; other programs of the same account have some


def disk(settings: Settings) -> Iterator[Result]:
    """Whether there is room for what is received, and for outputs/ to be made anew."""
    outputs = settings.home / "outputs"
    taken = _size(outputs) if outputs.is_dir() else 0
    seen = set()
    for folder in (outputs, settings.home / "inputs", settings.home):
        if folder.is_dir() and (device := folder.stat().st_dev) not in seen:
            seen.add(device)
            yield room(folder, shutil.disk_usage(folder).free, taken)


def room(folder: Path, free: int, taken: int) -> Result:
    """What to think of so many free bytes where outputs/ takes so many."""
    name, free_text = f"disk of {folder.name or 'home'}", f"{size(free)} are free"
    remedy = f"Make room on the disk of {folder.resolve()}, or give it a larger one."
    if free < 200 * MIB:
        return failed(name, f"Only {free_text}.", remedy)
    if free < 2 * GIB:
        return warning(name, f"Only {free_text}.", remedy)
    if free < 5 * taken:
        return warning(name, f"{free_text}: less than five times outputs/ ({size(taken)}).", remedy)
    return ok(name, free_text)


def memory() -> Iterator[Result]:
    """Whether there is memory for a run beside what else runs."""
    available = None
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                available = int(line.split()[1]) * 1024
    if available is None:
        return
    if available < GIB:
        yield warning(
            "memory",
            f"Only {size(available)} are available.",
            "Stop what else runs on the machine, or give it more: a run takes up to 1 GiB.",
        )
    else:
        yield ok("memory", f"{size(available)} are available")


def readers(version: int) -> Result:
    """What to think of this version of Landlock's interface, 0 where there is none."""
    name = "readers"
    if version >= _NETWORK:
        return ok(name, f"confined by Landlock, version {version} of its interface")
    rights = "rights over the network" if version else "rights"
    return warning(
        name,
        f"The processes that read received files give up no {rights}; their time and memory are "
        "limited all the same.",
        "Use Linux from 6.7 on with Landlock: /sys/kernel/security/lsm names it where it is on, "
        "the boot parameter lsm= switches it on.",
    )


def limits(settings: Settings) -> Iterator[Result]:
    """Whether enough files may be open, and enough folders watched."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if files != resource.RLIM_INFINITY and files < _FILES:
        yield warning(
            "open files",
            f"A process may have {files} files open.",
            f"Allow {_FILES}: LimitNOFILE= in the unit of systemd, or `ulimit -n {_FILES}`.",
        )
    else:
        yield ok("open files", "no limit" if files == resource.RLIM_INFINITY else str(files))
    watches, instances = _limit("max_user_watches"), _limit("max_user_instances")
    if watches is None or instances is None:
        return
    folders = sum(
        1 + sum(len(names) for _, names, _ in os.walk(top))
        for top in (settings.home / "inputs", settings.drop)
        if top and top.is_dir()
    )
    yield watching(folders, watches, instances)


def watching(folders: int, watches: int, instances: int) -> Result:
    """What to think of inotify's limits where so many folders are to be watched."""
    name = "inotify"
    if watches < 2 * folders:
        return (failed if watches < folders else warning)(
            name,
            f"{folders} folders are to be watched; the account may watch {watches}.",
            f"`sysctl fs.inotify.max_user_watches={max(8192, 4 * folders)}`, and the same "
            "line in /etc/sysctl.d/.",
        )
    if instances < _INSTANCES:
        return warning(
            name,
            f"The account may have {instances} watchers, those of other programs among them.",
            "`sysctl fs.inotify.max_user_instances=128`, and the same line in /etc/sysctl.d/.",
        )
    return ok(name, f"{folders} folders to watch, {watches} allowed")


def _limit(name: str) -> int | None:
    try:
        return int((_INOTIFY / name).read_text(encoding="ascii"))
    except OSError:
        return None


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # a run renames and removes
            total += path.stat().st_size
    return total
