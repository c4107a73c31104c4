"""Changes as lines that fit a screen."""

from collections.abc import Iterator

from rapporteur.collect.reading.texts import shortened

WIDTH = 100
_PART = 45  # characters of each of two texts in a line
_CONTEXT = 12  # characters before the first difference of two long texts


def change(before: str, after: str) -> str:
    """`before → after`; of long texts, from a little before the place where they differ."""
    if len(before) > _PART or len(after) > _PART:
        pairs = zip(before, after, strict=False)
        same = next((at for at, (old, new) in enumerate(pairs) if old != new), None)
        start = min(len(before), len(after)) if same is None else same
        if start > _CONTEXT:
            before, after = (f"…{text[start - _CONTEXT :]}" for text in (before, after))
    return f"{shortened(before, _PART)} → {shortened(after, _PART)}"


def entry(mark: str, where: str, what: str) -> Iterator[str]:
    """`+ where: what` in one line, in two where it is too long."""
    line = f"{mark} {where}: {what}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{mark} {shortened(where, WIDTH - 4)}:"
    yield f"    {shortened(what, WIDTH - 4)}"
