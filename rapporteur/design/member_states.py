"""The States that a General Assembly resolution addresses, as the start of a roster.

Names (the short names of UNTERM), codes and regions are OCHA's taxonomy of countries and
territories; the groups of vulnerable States are those of the Statistics Division's M49. The
package django-countries-hdx ships both in one file, which is read without importing it, since
it would load Django. Version 3.0.3, whose file is of August 2026, has 45 least developed
countries (Bhutan no longer, Sao Tome and Principe still among them), 32 landlocked developing
countries, and as small island developing States 37 Members and, not on this list, the Cook
Islands and Niue.
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
"""The six official languages of the United Nations, and what the data calls them."""

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
    """The 193 Member States and the two observer States, by code.

    Raises `UserError` when the package that has the data is not installed.
    """
    with _data_file().open(encoding="utf-8-sig", newline="") as stream:
        found = [_state(entry) for entry in csv.DictReader(stream) if _membership(entry)]
    return sorted(found, key=lambda state: state.code)


def roster_csv(states: Iterable[State]) -> str:
    """These States as the text of a roster, in the category `government`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_entry(state) for state in states)
    return text.getvalue()


def language_of(territory: str) -> str:
    """The language in which to write first to a State: a starting point, for a person to edit.

    `territory` is ISO 3166-1 alpha-2. Of the six official languages, that which is official in
    the State according to CLDR (in fact, where none is in law), the one most spoken where there
    are several; else English. A permanent mission may prefer another.
    """
    from babel.languages import get_territory_language_info

    known = get_territory_language_info(territory)
    in_law = any(about["official_status"] == "official" for about in known.values())
    wanted = "official" if in_law else "de_facto_official"
    speakers: dict[str, float] = {}
    for tag, about in known.items():
        language = tag.split("_")[0]
        if language in OFFICIAL_LANGUAGES and about["official_status"] == wanted:
            share = float(about["population_percent"] or 0)
            speakers[language] = max(speakers.get(language, 0.0), share)
    return max(speakers, key=lambda language: (speakers[language], language), default="en")


def _data_file() -> Path:
    package = find_spec("django_countries_hdx")
    if package is None or package.origin is None:
        raise UserError(
            "The list of States needs the package django-countries-hdx, which is not installed.",
            "Install rapporteur with its extra: rapporteur[roster].",
        )
    return Path(package.origin).with_name("hdx_plus_m49.csv")


def _membership(entry: dict[str, str]) -> str:
    """What the State is to the General Assembly; empty for a territory."""
    if entry["Appears in DGACM list"] == "Y":
        return "member_state"
    return "observer_state" if entry["ISO 3166-1 Alpha 3-Codes"] in OBSERVERS else ""


def _state(entry: dict[str, str]) -> State:
    return State(
        code=entry["ISO 3166-1 Alpha 3-Codes"],
        language=language_of(entry["ISO 3166-1 Alpha 2-Codes"]),
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
