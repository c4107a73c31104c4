"""A zip archive without times, compressed beside the work that makes its parts."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WAITING = 4  # chunks: more would only take memory


class Archive:
    """A zip archive to be written. Use it as a context manager.

    zlib lets other threads run while it compresses, so that each archive has one of its own.
    """

    def __init__(self, path: Path) -> None:
        self._archive = ZipFile(path, "w")
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[object]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(cancel_futures=error is not None)
        self._archive.close()

    def member(self, name: str, data: bytes) -> None:
        """Write a part that is whole."""
        with self.part(name) as write:
            write(data)

    @contextmanager
    def part(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Open a part; yields the function that writes a chunk of it."""
        entry = ZipInfo(name)  # without the time of writing
        entry.compress_type = ZIP_DEFLATED
        with self._archive.open(entry, "w", force_zip64=False) as stream:

            def write(data: bytes) -> None:
                self._waiting.append(self._thread.submit(stream.write, data))
                self._settle(_WAITING)

            try:
                yield write
            finally:
                self._settle(0)

    def _settle(self, most: int) -> None:
        while len(self._waiting) > most:
            self._waiting.popleft().result()
