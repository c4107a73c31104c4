"""Registers: CSV files under inputs/ to which lines are added and in which no line is changed.

A lock keeps two processes from writing to the same register at once. After a crash or on a full
disk, a register ends with a whole line. What it held is known from a running hash of its lines,
kept beside it in `.<name>.chain`: a lost or changed line stops whoever reads the register until a
person has confirmed it (docs/decisions/0021-registers-have-a-running-hash.md).
"""

import csv
import hashlib
import io
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from rapporteur.kernel.csv_files import CsvFile, Line, is_blank, parse_csv
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest, replacing, sweep

_HEX = re.compile(r"[0-9A-Fa-f]{12,}")
_LINK = re.compile(r"([0-9a-f]{64}) (.*)")
_CELLS, _LONGEST = 4, 40  # of a line, in the words by which its loss is told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Link:
    """A line as the chain knows it: the running hash up to it, and its first cells in words."""

    hash: str
    about: str


@contextmanager
def locked(register: Path, outputs: Path, *, wait: bool = True) -> Iterator[Path]:
    """Lock a register against other processes and yield its path.

    The lock is a file in the folder `outputs`, which is created if it does not exist. Raises
    `filelock.Timeout` if another process holds it, unless this one is to `wait`.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / f".{register.stem}.lock", timeout=-1 if wait else 0):
        yield register


def chain_of(register: Path) -> Path:
    """The file with the running hash of a register's lines."""
    return register.with_name(f".{register.stem}.chain")


def registers_in(folder: Path) -> list[Path]:
    """The CSV files of a folder by name, with those that are gone though their chain is there."""
    gone = [path.with_name(f"{path.stem[1:]}.csv") for path in folder.glob(".[!.]*.chain")]
    return sorted({*(path for path in folder.glob("[!.]*.csv")), *gone})


def state(register: Path) -> str:
    """A mark of what is in a register and its chain: another one when either is written to."""
    files = (register, chain_of(register))
    return " ".join(digest(path) if path.exists() else "-" for path in files)


def read(
    register: Path, columns: Sequence[str], parse: Callable[[int, Mapping[str, str]], T]
) -> list[T]:
    """What `parse` makes of the number and the cells of each line; nothing without a register.

    Raises `UserError` for a register that cannot be read, what `parse` raises, and then
    `UserError` if a line is lost or changed.
    """
    known = _known(register)  # first: a line that another process adds meanwhile is no loss
    file = _file(register, columns)
    lines = file.lines if file else ()
    parsed = [parse(line.number, line.cells) for line in lines]
    _check(register, known, lines)
    return parsed


def append(register: Path, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Add lines in one write and flush them to the disk.

    A new register appears with its first lines or not at all. A register that another program has
    saved keeps its way of writing. Raises `OSError`, and the register is then as long as before;
    `UserError` if a line of it is lost or changed.
    """
    new = [Line(0, dict(zip(columns, map(storable, line), strict=True))) for line in lines]
    known = _known(register)
    file = _file(register)
    lines_before = file.lines if file else ()
    _check(register, known, lines_before)
    if file and not set(columns) <= set(file.header):
        _begin(register, file, columns, ())
        file = _file(register, columns)
    before = register.stat().st_size if file else None
    if file:
        text = _written(file, file.header, new)
        if not _ends_with_line(register):
            text = file.newline + text  # an editor may have left out the last line's end
        _extend(register, text.encode(file.encoding))
    else:
        _begin(register, None, columns, new)
    try:
        _link(register, known, [*lines_before, *new])
    except OSError:
        if before is None:
            register.unlink(missing_ok=True)
        elif register.stat().st_size > before:
            os.truncate(register, before)
        raise


def adopt(register: Path) -> None:
    """Take the lines that the chain does not know, such as those added by hand, into the chain.

    Raises `UserError` if a line that it knows is lost or changed.
    """
    known = _known(register)
    file = _file(register)
    lines = file.lines if file else ()
    _check(register, known, lines)
    _link(register, known, lines)


def confirm(register: Path) -> str:
    """Let a register stand as it is now.

    Returns what had become of its lines: the first that differs, and how many there were and are;
    empty if nothing. Raises `UserError` if the register cannot be read.
    """
    try:
        adopt(register)
    except RegisterChangedError as changed:
        known, file = _known(register), _file(register)
        lines = file.lines if file else ()
        chain_of(register).unlink()
        _link(register, (), lines)
        return f"{changed.difference} {_compared(known, lines)}"
    return ""


class RegisterChangedError(UserError):
    """A line of a register is lost or changed."""

    def __init__(self, register: Path, difference: str) -> None:
        inputs = next((p for p in register.parents if (p / "cycle.toml").exists()), register.parent)
        super().__init__(
            f"{register}{difference}",
            "Put the register back as it was, from a backup. If somebody changed it on purpose: "
            f"`rapporteur registers confirm {inputs.name} {register.relative_to(inputs)} "
            "--reason …`.",
        )
        self.difference = difference


def _file(register: Path, columns: Sequence[str] = ()) -> CsvFile | None:
    """The register as it is; None if it was not begun."""
    if is_blank(register):
        return None
    return parse_csv(register.read_bytes(), str(register), columns, whole_lines=True)


def _known(register: Path) -> list[_Link]:
    """What the chain knows, without a last line that was cut off.

    Nothing without a chain; one without a line was emptied, since it begins with its first lines.
    """
    chain = chain_of(register)
    try:
        content = chain.read_bytes()
    except FileNotFoundError:
        return []
    links = []
    for text in content[: content.rfind(b"\n") + 1].decode("utf-8", errors="replace").split("\n"):
        if match := _LINK.fullmatch(text):
            links.append(_Link(match[1], match[2]))
        elif text:
            raise _damaged(register, f", line {len(links) + 1} is damaged")
    if not links:
        raise _damaged(register, " is damaged: it has no whole line")
    return links


def _damaged(register: Path, what: str) -> UserError:
    chain = chain_of(register)
    return UserError(
        f"{chain}{what}.",
        f"Compare {register.name} with a backup; if it is whole, remove {chain.name}.",
    )


def _link(register: Path, known: Sequence[_Link], lines: Sequence[Line]) -> None:
    """Take the lines that the chain does not know into it."""
    if len(lines) == len(known):
        return
    chain = chain_of(register)
    if not known:
        with replacing(chain) as beside:
            beside.write_text(_links("", lines), "utf-8")
        return
    # A process may have been killed while it wrote.
    os.truncate(chain, chain.read_bytes().rfind(b"\n") + 1)
    _extend(chain, _links(known[-1].hash, lines[len(known) :]).encode())


def _links(former: str, lines: Iterable[Line]) -> str:
    """Lines as the chain has them, after the running hash `former`."""
    text = ""
    for line in lines:
        former = _hash(former, line)
        text += f"{former} {_about(line)}\n"
    return text


def _hash(former: str, line: Line) -> str:
    """The running hash up to a line. It is of what the cells say, however they are written."""
    cells = {name: text for name, cell in line.cells.items() if (text := _plain(cell))}
    content = json.dumps(cells, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{former}\n{content}".encode()).hexdigest()


def _plain(cell: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    return text.lower() if _HEX.fullmatch(text) else text


def _about(line: Line) -> str:
    texts = [" ".join(cell.split()) for cell in line.cells.values() if cell.strip()][:_CELLS]
    return ", ".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in texts)


def _check(register: Path, known: Sequence[_Link], lines: Sequence[Line]) -> None:
    """Raise `RegisterChangedError` that names the first line that is not as the chain knows it."""
    former = ""
    for at, link in enumerate(known):
        if at >= len(lines) or _hash(former, lines[at]) != link.hash:
            raise RegisterChangedError(register, _difference(known, lines, at))
        former = link.hash


def _difference(known: Sequence[_Link], lines: Sequence[Line], at: int) -> str:
    """What became of the line at the index `at`, to be read after the path of the register."""
    link = known[at]
    if at >= len(lines):
        return f": {_count(len(known) - at)} at the end, from “{link.about}” on."
    line = lines[at]
    former = known[at - 1].hash if at else ""
    for later in range(at + 1, len(known)):
        if _hash(known[later - 1].hash, line) == known[later].hash:
            return f", before line {line.number}: {_count(later - at)}, “{link.about}”."
    if any(_hash(former, later) == link.hash for later in lines[at + 1 :]):
        return f", line {line.number}: “{_about(line)}” is new, and new lines belong at the end."
    now = f"now “{_about(line)}”" if _about(line) != link.about else "changed in another cell"
    return f", line {line.number}: “{link.about}” is {now}."


def _compared(known: Sequence[_Link], lines: Sequence[Line]) -> str:
    """How many lines there were and are, and if it is the same number, how many are the same."""
    if len(known) != len(lines):
        return f"There were {len(known)} lines and are {len(lines)}."
    former = ["", *(link.hash for link in known)]
    same = sum(
        _hash(before, line) == link.hash
        for before, link, line in zip(former, known, lines, strict=False)
    )
    return f"Of {len(lines)} lines {len(lines) - same} differ."


def _count(lines: int) -> str:
    return "a line is gone" if lines == 1 else f"{lines} lines are gone"


def storable(cell: str) -> str:
    """A cell that reads back as it is: a CR is read as a line break, and NUL is refused."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _written(file: CsvFile, header: Sequence[str], lines: Iterable[Line]) -> str:
    """Lines as a file writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=file.delimiter, lineterminator=file.newline)
    writer.writerows([line.cells.get(name, "") for name in header] for line in lines)
    return text.getvalue()


def _begin(
    register: Path, file: CsvFile | None, columns: Sequence[str], new: Sequence[Line]
) -> None:
    """Write a register with its first lines, or one that gets columns that it did not have."""
    now = file or CsvFile((), (), ",", "utf-8", b"", "\n")
    header = [*now.header, *(name for name in columns if name not in now.header)]
    lines = [Line(1, dict(zip(header, header, strict=True))), *now.lines, *new]
    sweep(register.parent, below=False)
    with replacing(register) as beside:
        beside.write_bytes(now.mark + _written(now, header, lines).encode(now.encoding))


def _ends_with_line(register: Path) -> bool:
    end = register.read_bytes()[-2:].replace(b"\0", b"")  # of UTF-16, one letter
    return end[-1:] in (b"\n", b"\r")


def _extend(path: Path, content: bytes) -> None:
    """Add to a file, which is as long as before if that fails."""
    before = path.stat().st_size if path.exists() else 0
    try:
        with path.open("ab") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        if path.exists():
            os.truncate(path, before)
        raise
