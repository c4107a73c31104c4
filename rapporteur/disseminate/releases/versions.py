"""The versions of a cycle's publications: numbered folders, each a whole publication.

    outputs/<cycle>/versions/0007/    version.json  tables/  annex/  charts/
    outputs/<cycle>/tables         →  versions/0007/tables, and annex and charts likewise

Readers open the links. A link is replaced by a rename, which is atomic on every POSIX file
system, and a reader who has the former folder open goes on reading it. There is no portable way
to exchange two folders, and every reader would have to follow a file that names the current one.
A drive without symbolic links, such as SMB without its POSIX extensions, cannot hold outputs/;
a Samba server shows its clients the links on its own disk as folders.

A folder becomes a version when it is opened to readers: `version.json` is written after that, and
a folder without it was left by a killed run. Numbers are not used twice.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest, replacing

TABLES = "tables"
PARTS = (TABLES, "annex", "charts")
"""The folders of a version. The tables are opened first, the others when they are ready."""

RECORD = "version.json"
_FORMAT = 1
_NUMBER = re.compile(r"[0-9]{4,}")
_TAG = re.compile(r"(?=.*[^0-9-])[^\W_][\w.-]{0,39}")


class Version(BaseModel):
    """What version.json holds, and its folder.

    `basis` is the fingerprint (`rapporteur.warehouse.basis`) of what the tables rest on, empty
    for tables of an older program; `manifests` has the SHA-256 of the manifest of each part;
    `again` is the number of the earlier version that this one published again. `published_at` is
    the moment before the tables were opened, in UTC.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = _FORMAT
    number: int = 0
    published_at: datetime
    tag: str = ""
    again: int | None = None
    replies: int | None = None
    basis: str = ""
    manifests: Mapping[str, str] = {}
    folder: Path = Path()

    def part(self, name: str) -> Path:
        """The folder of a part, which may be missing."""
        return self.folder / name

    def text(self) -> str:
        """The content of version.json."""
        return self.model_dump_json(exclude={"folder"}, indent=1) + "\n"


def home(cycle: Cycle) -> Path:
    """The folder of a cycle's versions."""
    return cycle.outputs / "versions"


def folder_of(cycle: Cycle, number: int) -> Path:
    """The folder of a version: at least four digits, so that names sort as numbers."""
    return home(cycle) / f"{number:04}"


def numbered(cycle: Cycle) -> Iterator[tuple[int, Path]]:
    """The numbered folders, including those that are not opened yet."""
    folders = [path for path in home(cycle).glob("*") if _NUMBER.fullmatch(path.name)]
    yield from sorted((int(path.name), path) for path in folders)


def next_number(cycle: Cycle) -> int:
    """A number that no version has had, even if the folder of the current version was lost."""
    seen = cycle.outputs / TABLES
    opened = int(seen.readlink().parent.name) if seen.is_symlink() else 0
    return max([opened, *(number for number, _ in numbered(cycle))]) + 1


def versions(cycle: Cycle) -> list[Version]:
    """The published versions that are kept, the oldest first."""
    return [read(path) for _, path in numbered(cycle) if (path / RECORD).exists()]


def current(cycle: Cycle) -> Version | None:
    """The version that readers of the tables see; None before the first.

    Where a copy of the home has a folder in the place of the link, it is the version with the
    same manifest.
    """
    seen = cycle.outputs / TABLES
    if seen.is_symlink():
        here = cycle.outputs / seen.readlink().parent
        return read(here) if (here / RECORD).exists() else None
    sealed = seen / "manifest.json"
    if not sealed.exists():  # an older program published it
        return None
    same = [
        version for version in versions(cycle) if version.manifests.get(TABLES) == digest(sealed)
    ]
    return same[-1] if same else None


def read(folder: Path) -> Version:
    """Read the record of the version in a folder. Raises `UserError` if it is unusable."""
    try:
        text = (folder / RECORD).read_text("utf-8")
        return Version.model_validate_json(text).model_copy(update={"folder": folder})
    except (ValidationError, UnicodeDecodeError) as error:
        raise UserError(
            f"{folder / RECORD} cannot be understood.",
            "It was changed by hand: take the file from a backup, or remove its folder.",
        ) from error


def keep(version: Version) -> None:
    """Write the version's record."""
    with replacing(version.folder / RECORD) as beside:
        beside.write_text(version.text(), "utf-8")


def find(cycle: Cycle, name: str) -> Version:
    """The version with a tag or a number, or the last one published until the end of a day.

    The day is in the cycle's time zone. Raises `UserError` when there is no such version.
    """
    there = versions(cycle)
    if name.isdecimal():
        matching = [version for version in there if version.number == int(name)]
    elif day := _day(name):
        zone = ZoneInfo(cycle.definition.time_zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        matching = [version for version in there if version.published_at < end]
    else:
        matching = [version for version in there if version.tag and version.tag == name]
    if not matching:
        named = ", ".join(
            f"{version.number}{f' ({version.tag})' if version.tag else ''}" for version in there
        )
        raise UserError(
            f"There is no version “{name}” of the cycle “{cycle.id}”.",
            f"Give a number, a tag, or a day like 2024-05-31. The versions are: {named or 'none'}.",
        )
    return matching[-1]


def tag(cycle: Cycle, name: str, number: int | None = None, *, move: bool = False) -> Version:
    """Give a version a tag, by default the current version, and return it.

    A tag names a single version, since documents quote it. Unless it is to `move`, raises
    `UserError` when another version has the tag or the version has another tag; and always for a
    tag that could be taken for a number or a day.
    """
    if not _TAG.fullmatch(name) or _day(name):
        raise UserError(
            f"“{name}” cannot be a tag.",
            "Use at most 40 letters, digits, hyphens, dots and _, such as draft-1.",
        )
    chosen = current(cycle) if number is None else find(cycle, str(number))
    if chosen is None:
        raise UserError(
            f"There are no tables of the cycle “{cycle.id}” yet.",
            f"Run `rapporteur run {cycle.id}` first.",
        )
    holders = [
        version
        for version in versions(cycle)
        if version.tag == name and version.number != chosen.number
    ]
    if not move and holders:
        raise UserError(
            f"The tag “{name}” is that of version {holders[0].number}.",
            "Take another one; or, if no document quotes it, move it with --force.",
        )
    if not move and chosen.tag not in ("", name):
        raise UserError(
            f"Version {chosen.number} has the tag “{chosen.tag}”.",
            "Replace it with --force, if no document quotes it.",
        )
    for version in holders:
        keep(version.model_copy(update={"tag": ""}))
    tagged = chosen.model_copy(update={"tag": name})
    keep(tagged)
    return tagged


def now() -> datetime:
    """The present second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
