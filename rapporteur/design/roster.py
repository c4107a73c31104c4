"""The roster: the respondents of a cycle, their categories, languages and official names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.kernel.csv_files import CsvFile, Line, read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import languages
from rapporteur.language.texts import Text, language_of

REQUIRED = ("code", "category", "language")
"""The columns that a roster must have, besides `name` or a column such as `name_en`."""

COLUMNS = (
    "code", "category", "language", "membership", "m49", "region", "subregion", "ldc", "lldc",
    "sids", "name_en", "name_fr", "name_es", "name_ru", "name_zh", "name_ar",
)  # fmt: skip
"""The columns of a roster of States.

UN M49 codes are text of three digits; the columns of groups hold `yes` or nothing.
"""

GROUPS = ("ldc", "lldc", "sids")
"""The groups of States: least developed, landlocked developing, small island developing."""

_M49 = ("m49", "region", "subregion")
_NAME = re.compile(r"name_([a-z]{2})")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")
# RFC 5321, without quoted and internationalized names, which some mail servers reject.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9-]{2,}"
)


@dataclass(frozen=True, slots=True)
class Respondent:
    """One of those who are asked. `code` is the roster's; that of a State is ISO 3166-1 alpha-3.

    `membership`, `m49`, `region`, `subregion` and `groups` (the members of `GROUPS` to which it
    belongs) are facts about a State, empty for others.
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


def read_roster(path: Path, categories: tuple[str, ...] = ()) -> Roster:
    """Read a roster. Raises `UserError` that names the line of the first unusable entry.

    Every category must be one of `categories`, if there are any.
    """
    respondents: dict[str, Respondent] = {}
    for entry in _entries(path, categories):
        if isinstance(entry, UserError):
            raise entry
        respondents[entry.code] = entry
    return Roster(path, respondents)


def roster_problems(path: Path, categories: tuple[str, ...] = ()) -> Sequence[UserError]:
    """What `read_roster` would raise, of every line; empty for a usable roster."""
    try:
        return [entry for entry in _entries(path, categories) if isinstance(entry, UserError)]
    except UserError as error:
        return [error]


def _entries(path: Path, categories: tuple[str, ...]) -> Iterator[Respondent | UserError]:
    """The respondent of each line, or what is wrong with the line."""
    codes: set[str] = set()
    for line in roster_file(path).lines:
        where, entry = f"{path}, line {line.number}", line.cells
        code = entry["code"]
        addresses = tuple(filter(None, map(str.strip, entry.get("email", "").split(";"))))
        wrong = next((text for text in addresses if not is_address(text)), None)
        if not _CODE.fullmatch(code) or code in codes:
            yield UserError(
                f"{where}: the code “{code}” is empty, malformed or used twice.",
                "A code has capital letters, digits and hyphens, and one line.",
            )
        elif categories and entry["category"] not in categories:
            yield UserError(
                f"{where}: {code} is of the unknown category “{entry['category']}”.",
                f"The categories in cycle.toml are {', '.join(categories)}.",
            )
        elif not entry["category"]:
            yield UserError(
                f"{where}: {code} is of no category.", "Give all the same one if they are alike."
            )
        elif wrong is not None:
            yield UserError(
                f"{where}: “{wrong}” is not an e-mail address.",
                "Write it like name@example.org; separate several with semicolons.",
            )
        else:
            yield Respondent(
                code=code,
                category=entry["category"],
                language=entry["language"],
                membership=entry.get("membership", ""),
                m49=entry.get("m49", ""),
                region=entry.get("region", ""),
                name=_name(entry),
                email=addresses,
                subregion=entry.get("subregion", ""),
                groups=frozenset(group for group in GROUPS if entry.get(group) == "yes"),
            )
        codes.add(code)


def _name(entry: Mapping[str, str]) -> Text:
    """The name by language. What stands in the column `name` is the name in every language."""
    own = {
        match[1]: text
        for column, text in entry.items()
        if (match := _NAME.fullmatch(column)) and text
    }
    everywhere = dict.fromkeys(languages(), name) if (name := entry.get("name", "")) else {}
    return {**everywhere, **own}


def roster_file(path: Path) -> CsvFile:
    """The lines of a roster as they are, with the zeros of M49 codes that Excel drops.

    Raises `UserError` for a file that cannot be read.
    """
    try:
        file = read_csv(path, REQUIRED)
    except OSError as error:
        raise UserError(f"The roster {path} cannot be read: {error.strerror}.") from error
    if not any(column == "name" or _NAME.fullmatch(column) for column in file.header):
        raise UserError(
            f"{path} has no column of names.",
            "Add `name`, or a column for each language such as `name_en` and `name_fr`.",
        )
    coded = [name for name in _M49 if name in file.header]
    lines = [
        Line(line.number, {**line.cells, **{name: _m49(line.cells[name]) for name in coded}})
        for line in file.lines
    ]
    return replace(file, lines=lines)


def _m49(code: str) -> str:
    return code.zfill(3) if code.isdecimal() else code
