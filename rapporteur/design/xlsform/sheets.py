"""The sheets of an XLSForm as they are written: rows with their numbers, columns by what they are.

pyxform gives the form as a tree, in which what it does not know has no place. The sheets tell what
was written, and in which row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

_NAMES = {
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "jr:requiredMsg"): "required_message",
    ("bind", "constraint"): "constraint",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("bind", "calculate"): "calculation",
    ("control", "jr:count"): "repeat_count",
    ("list name",): "list_name",
}
"""The columns of the standard by what pyxform makes of their headings."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading as written, the name that the standard has for it, its language.

    `language` is as the heading has it, `Français (fr)`; empty without one.
    """

    heading: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number (that of the headings is 1), and the texts that are not blank."""

    number: int
    texts: Mapping[str, str]  # by heading


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of the form."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]

    def text(self, row: Row, name: str) -> str:
        """What a row has in the column `name` of the standard; empty if there is nothing."""
        headings = (column.heading for column in self.columns if column.name == name)
        return next((row.texts[heading] for heading in headings if heading in row.texts), "")

    def filled(self, row: Row) -> Sequence[Column]:
        """The columns in which a row has a text."""
        return [column for column in self.columns if column.heading in row.texts]

    def texts(self, row: Row, name: str) -> Mapping[str, str]:
        """What a row has in the columns `name`, by the languages of their headings."""
        columns = [column for column in self.filled(row) if column.name == name]
        return {column.language: row.texts[column.heading] for column in columns}


@dataclass(frozen=True, eq=False)
class Sheets:
    """The sheets of a form that are read, and the names of those that are not."""

    survey: Sheet
    choices: Sheet
    settings: Sheet
    unread: Sequence[str]


def read_sheets(content: bytes | str, file_type: str) -> Sheets:
    """The sheets of an XLSForm. Raises pyxform's `PyXFormError` if there are none."""
    from pyxform.xls2json_backends import get_xlsform

    book = get_xlsform(content, file_type=file_type)
    sheets = {
        name: _sheet(name, getattr(book, f"{name}_header"), getattr(book, name) or ())
        for name in (SURVEY, CHOICES, SETTINGS)
    }
    # By a convention of XLSForm, sheets whose name begins with _ are the author's own.
    unread = [
        name
        for name in book.sheet_names or ()
        if name.lower() not in sheets and not name.startswith("_")
    ]
    return Sheets(**sheets, unread=unread if len(book.sheet_names or ()) > 1 else ())


def _sheet(
    name: str,
    header: Sequence[Mapping[str, object]] | None,
    rows: Sequence[Mapping[str, str]],
) -> Sheet:
    headings = [str(heading) for heading in (header or [{}])[0]]
    columns = [_column(name, heading, headings) for heading in headings]
    filled = [
        Row(number, {str(heading): text for heading, text in row.items() if str(text).strip()})
        for number, row in enumerate(rows, start=2)
    ]
    return Sheet(name, columns, filled)


def _column(sheet: str, heading: str, headings: Sequence[str]) -> Column:
    """What pyxform takes a column for, so that no alias of the standard is reported as unknown."""
    from pyxform import aliases
    from pyxform.parsing.sheet_headers import process_header

    known = {
        SURVEY: aliases.survey_header,
        CHOICES: aliases.list_header,
        SETTINGS: aliases.settings_header,
    }
    _, tokens = process_header(
        header=heading,
        use_double_colon=any("::" in other for other in headings),
        header_aliases=known[sheet],
        header_columns={
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "default",
            "list name",
            "title",
        },
    )
    for length in (2, 1):
        if name := _NAMES.get(tokens[:length]):
            return Column(heading, name, "::".join(tokens[length:]))
    name = tokens[0] if len(tokens) > 1 else "_".join(tokens[0].split()).lower()
    return Column(heading, name, "::".join(tokens[1:]))
