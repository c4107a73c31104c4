"""The roster: who is asked, in which category and language, and their official names."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, language_of

COLUMNS = (
    "code", "category", "language", "membership", "m49", "region", "subregion", "ldc", "lldc",
    "sids", "name_en", "name_fr", "name_es", "name_ru", "name_zh", "name_ar",
)  # fmt: skip
"""The columns of roster.csv: UN M49 codes are three-digit text, groups `yes` or empty.

A column `email` may stand beside them.
"""

GROUPS = ("ldc", "lldc", "sids")
"""Of States: least developed, landlocked developing, and small island developing."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]*")
# What every mail server takes (RFC 5321, without quoted and internationalized names).
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9-]{2,}"
)


@dataclass(frozen=True, slots=True)
class Respondent:
    """One State or organization. `code` is ISO 3166-1 alpha-3 or the organization's acronym.

    `groups` are those of `GROUPS` that it belongs to.
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

    def addressed(self, language: str) -> str:
        """Its name at the head of what is sent to it; empty if it has none.

        A secretariat writes to an organization by a name that it bears, with no remark on it: one
        that has no official name in `language` is no missing translation to its bearer.
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

    def get(self, code: str) -> Respondent | None:
        """The respondent of that code, whatever its case; None if not on the roster."""
        return self.respondents.get(code.strip().upper())


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address as `name@example.org`, and nothing else."""
    return bool(_ADDRESS.fullmatch(text))


def read_roster(path: Path, categories: tuple[str, ...]) -> Roster:
    """Read a roster. Raises `UserError` that names the line of the first unusable entry."""
    found: dict[str, Respondent] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UserError(f"{path} lacks the columns {', '.join(missing)}.")
            for entry in reader:
                where = f"{path}, line {reader.line_num}"
                code = entry["code"]
                if not _CODE.fullmatch(code) or code in found:
                    raise UserError(
                        f"{where}: the code “{code}” is empty, malformed or given twice.",
                        "Codes are capital letters, digits and hyphens, one line each.",
                    )
                if entry["category"] not in categories:
                    raise UserError(
                        f"{where}: {code} is of the unknown category “{entry['category']}”.",
                        f"cycle.toml knows {', '.join(categories)}.",
                    )
                addresses = tuple(
                    filter(None, map(str.strip, (entry.get("email") or "").split(";")))
                )
                if wrong := next((one for one in addresses if not is_address(one)), None):
                    raise UserError(
                        f"{where}: “{wrong}” is no e-mail address.",
                        "Write it like name@example.org; between several put a semicolon.",
                    )
                found[code] = Respondent(
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
    except OSError as error:
        raise UserError(f"The roster {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"The roster {path} is not in UTF-8.", "Save it as CSV UTF-8.") from error
    return Roster(path, found)
