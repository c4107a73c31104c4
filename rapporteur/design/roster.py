"""The roster: the respondents of a cycle, their categories, languages and official names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.kernel.csv_files import CsvFile, Line, read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, language_of

COLUMNS = (
    "code", "category", "language", "membership", "m49", "region", "subregion", "ldc", "lldc",
    "sids", "name_en", "name_fr", "name_es", "name_ru", "name_zh", "name_ar",
)  # fmt: skip
"""The required columns of roster.csv; a column `email` is optional.

UN M49 codes are text of three digits; the columns of groups hold `yes` or nothing.
"""

GROUPS = ("ldc", "lldc", "sids")
"""The groups of States: least developed, landlocked developing, small island developing."""

_M49 = ("m49", "region", "subregion")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")
# RFC 5321, without quoted and internationalized names, which some mail servers reject.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9-]{2,}"
)


@dataclass(frozen=True, slots=True)
class Respondent:
    """A State or organization. `code` is ISO 3166-1 alpha-3 or the organization's acronym.

    `groups` are the members of `GROUPS` to which a State belongs.
    """

    code: str
    category: str
    language: str
    membership: str
    m49: str
    region: str
    name: Text
    email: tuple[str, ...] = ()
    subregion: str = ""
    groups: frozenset[str] = frozenset()

    def has_address(self, address: str) -> bool:
        """Whether an e-mail address is one of the respondent's, in any case of letters."""
        return address.casefold() in {own.casefold() for own in self.email}

    def addressed(self, language: str) -> str:
        """The respondent's name for the heading of what is sent to it; empty if it has no name.

        A name in another language is not marked: for an organization without an official name in
        `language`, nothing is missing.
        """
        return self.name.get(language_of(self.name, language), "")


@dataclass(frozen=True)
class Roster:
    """The respondents by code, in the order of the file."""

    path: Path
    respondents: Mapping[str, Respondent]

    def __iter__(self) -> Iterator[Respondent]:
        return iter(self.respondents.values())

    def __len__(self) -> int:
        return len(self.respondents)

    def with_address(self, address: str) -> Respondent | None:
        """The respondent with that e-mail address, in any case of letters; None for a stranger."""
        return next((one for one in self if one.has_address(address)), None)

    def get(self, code: str) -> Respondent | None:
        """The respondent with that code, in any case of letters; None if not on the roster."""
        return self.respondents.get(code.strip().upper())


def is_address(text: str) -> bool:
    """Whether a text is a plain e-mail address, such as `name@example.org`."""
    return bool(_ADDRESS.fullmatch(text))


def read_roster(path: Path, categories: tuple[str, ...]) -> Roster:
    """Read a roster. Raises `UserError` that names the line of the first unusable entry."""
    respondents: dict[str, Respondent] = {}
    for line in roster_file(path).lines:
        where, entry = f"{path}, line {line.number}", line.cells
        code = entry["code"]
        if not _CODE.fullmatch(code) or code in respondents:
            raise UserError(
                f"{where}: the code “{code}” is empty, malformed or used twice.",
                "A code has capital letters, digits and hyphens, and one line.",
            )
        if entry["category"] not in categories:
            raise UserError(
                f"{where}: {code} is of the unknown category “{entry['category']}”.",
                f"The categories in cycle.toml are {', '.join(categories)}.",
            )
        addresses = tuple(filter(None, map(str.strip, entry.get("email", "").split(";"))))
        if wrong := next((text for text in addresses if not is_address(text)), None):
            raise UserError(
                f"{where}: “{wrong}” is not an e-mail address.",
                "Write it like name@example.org; separate several with semicolons.",
            )
        respondents[code] = Respondent(
            code=code,
            category=entry["category"],
            language=entry["language"],
            membership=entry["membership"],
            m49=entry["m49"],
            region=entry["region"],
            name={c[5:]: entry[c] for c in COLUMNS if c.startswith("name_") and entry[c]},
            email=addresses,
            subregion=entry["subregion"],
            groups=frozenset(group for group in GROUPS if entry[group] == "yes"),
        )
    return Roster(path, respondents)


def roster_file(path: Path) -> CsvFile:
    """The lines of a roster as they are, with the zeros of M49 codes that Excel drops.

    Raises `UserError` for a file that cannot be read.
    """
    try:
        file = read_csv(path, COLUMNS)
    except OSError as error:
        raise UserError(f"The roster {path} cannot be read: {error.strerror}.") from error
    lines = [
        Line(line.number, {**line.cells, **{name: _m49(line.cells[name]) for name in _M49}})
        for line in file.lines
    ]
    return replace(file, lines=lines)


def _m49(code: str) -> str:
    return code.zfill(3) if code.isdecimal() else code
