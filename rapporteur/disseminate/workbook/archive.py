"""A zip archive without times, of members that are compressed before they are added.

zlib-ng needs some half of zlib's time for nearly the same size.
"""

import struct
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from zlib_ng import zlib_ng

from rapporteur.kernel.errors import UserError

_LEVEL = 5
_MOST = 2**32 - 1  # bytes: what the format can say
_FACTS = struct.Struct("<5H3L2H")
"""Version, flags, method, time, date, checksum, sizes, length of the name and of what follows."""
_VERSION, _METHOD = 20, 8  # Deflate
_DATE = 0x21  # 1 January 1980, the first day of the format's calendar


class Member(NamedTuple):
    """A part of an archive, compressed, and the checksum and size of what was compressed."""

    name: str
    data: bytes
    checksum: int
    size: int


def compressed(name: str, pieces: Iterable[bytes], thread: Executor) -> Member:
    """A part of these pieces, each compressed in the thread while the next is made."""
    deflate = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, -zlib_ng.MAX_WBITS)
    checksum = size = 0
    data: list[bytes] = []
    running: Future[bytes] | None = None
    for piece in pieces:
        checksum, size = zlib_ng.crc32(piece, checksum), size + len(piece)
        if running:
            data.append(running.result())
        running = thread.submit(deflate.compress, piece)
    if running:
        data.append(running.result())
    return Member(name, b"".join([*data, deflate.flush()]), checksum, size)


class Archive:
    """A zip archive to be written. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")
        self._directory: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stream:
            if error is None:
                self._end()

    def add(self, member: Member) -> None:
        """Write a member. Raises `UserError` when the archive would be too large."""
        name, place = member.name.encode("ascii"), self._stream.tell()
        if max(member.size, place + len(member.data)) > _MOST:
            raise UserError(f"{member.name} is larger than a workbook can hold.")
        facts = _FACTS.pack(
            _VERSION, 0, _METHOD, 0, _DATE,
            member.checksum, len(member.data), member.size, len(name), 0,
        )  # fmt: skip
        self._stream.write(b"".join([b"PK\3\4", facts, name, member.data]))
        entry = struct.pack("<H", _VERSION), facts, struct.pack("<3H2L", 0, 0, 0, 0, place), name
        self._directory.append(b"PK\1\2" + b"".join(entry))

    def _end(self) -> None:
        place, entries = self._stream.tell(), len(self._directory)
        directory = b"".join(self._directory)
        self._stream.write(directory)
        self._stream.write(
            b"PK\5\6" + struct.pack("<4H2LH", 0, 0, entries, entries, len(directory), place, 0)
        )
