"""What a form says and the program does not use, or uses otherwise than servers of ODK do."""

from collections.abc import Iterator, Sequence

from rapporteur.design.form import FormNote

_ROWS_SHOWN = 10


def in_rows(name: str, rows: Sequence[int], sheet: str = "survey") -> str:
    """Where something stands in the form `name`: `form.md, rows 3, 4 of the survey sheet`."""
    if not rows:
        return name
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN]))
    more = f" and {len(rows) - _ROWS_SHOWN} more" if len(rows) > _ROWS_SHOWN else ""
    word = "row" if len(rows) == 1 else "rows"
    return f"{name}, {word} {shown}{more} of the {sheet} sheet"


class Notes:
    """The notes on the form `name` while it is being read: those that say the same are one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: dict[tuple[str, str, str], list[int]] = {}

    def add(self, message: str, remedy: str, row: int | None = None, sheet: str = "survey") -> None:
        """Note what is the case in a row of a sheet, and what to do about it."""
        rows = self._rows.setdefault((message, remedy, sheet), [])
        if row is not None and row not in rows:
            rows.append(row)

    def __iter__(self) -> Iterator[FormNote]:
        for (message, remedy, sheet), rows in self._rows.items():
            yield FormNote(f"{in_rows(self._name, rows, sheet)}: {message}", remedy)
