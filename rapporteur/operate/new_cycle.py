"""Begin a cycle: make its folder under inputs/, complete and ready to be used."""

import csv
import io
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from rapporteur.collect.name_list import ListedName, read_name_list
from rapporteur.design.cycle import FORMAT, MARK, TEXTS, Cycle, Definition, load_cycle
from rapporteur.design.form import Form
from rapporteur.design.roster import is_address
from rapporteur.design.table_plan import FILE as TABLE_PLAN
from rapporteur.design.tailoring import PRESETS
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing_folder
from rapporteur.kernel.toml_files import toml_value
from rapporteur.language.cldr import language_named
from rapporteur.language.folding import fold
from rapporteur.language.messages import FALLBACK, check_spoken, languages
from rapporteur.language.texts import Text

TO_REPLY, TO_CUT_OFF = timedelta(weeks=6), timedelta(weeks=2)
"""From the day on which a cycle opens to its deadline, and from that to its cut-off."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_COLUMNS = ("code", "name", "category", "language", "email")
_CATEGORY = "respondent"
_LONGEST = 20  # characters of a code that is made from a name
_STUB = {
    "code": "EXAMPLE",
    "name": f"{MARK}: an invented example, put those who are asked in its place",
}
_ASSUMED = {
    "code": "codes made from names",
    "name": "codes in the place of names",
    "category": "category assumed",
    "language": "language assumed",
}
_HEAD = f"""\
# A reporting cycle. docs/cycle.md explains every key; what is not stated is not printed.
# Look at each line that is marked {MARK}, correct it, and delete the mark.
"""

Roster = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Begun:
    """A cycle that was begun, and what a person should know of it."""

    cycle_id: str
    folder: Path
    marks: int
    respondents: int
    remarks: Sequence[str]

    def lines(self) -> list[str]:
        """What to do next, in five lines."""
        about = f": {'; '.join(self.remarks)}" if self.remarks else ""
        return [
            f"Look at {self.folder / 'cycle.toml'}: {self.marks} places are marked {MARK}.",
            f"Look at {self.folder / 'roster.csv'}, {self.respondents} respondents{about}.",
            f"See what is wrong, all at once:     rapporteur check-cycle {self.cycle_id}",
            f"Make the workbooks to send out:     rapporteur questionnaire build {self.cycle_id}",
            f"Put replies into {self.folder / 'submissions'}, then: rapporteur run {self.cycle_id}",
        ]


def new_cycle(
    home: Path,
    cycle_id: str,
    form: Path,
    today: date,
    *,
    names: Path | None = None,
    in_languages: Sequence[str] = (),
    mandate: str = "",
) -> Begun:
    """Begin a cycle with a form, and a list of those who are asked if there is one.

    The cycle opens `today`. Its languages are by default those of the form that the program
    speaks. Raises `UserError` when the cycle exists, or a file or language cannot be used.
    """
    # The import takes longer than what needs no form.
    from rapporteur.design.xlsform import choice_files, parse_form

    folder = _free_folder(home, cycle_id)
    if not form.is_file():
        raise UserError(f"There is no file {form}.", "Name an XLSForm: .xlsx, .xls, .md or .csv.")
    name = f"questionnaire{form.suffix.lower()}"
    read = parse_form(form.read_bytes(), Path(name).suffix, form.name, form.parent)
    for language in in_languages:
        check_spoken(language)
    spoken = [language for language in read.languages if language in languages()]
    chosen = [*dict.fromkeys(in_languages or spoken or [FALLBACK])]
    listed = read_name_list(names) if names else ()
    roster, remarks = _roster(listed, read, chosen[0])
    title = read.title if read.title not in ("", read.id, form.stem) else ""
    titled = next((one for one in read.languages[:1] if one in chosen), chosen[0])
    toml = _toml(
        {
            "id": cycle_id,
            "languages": chosen,
            "opens_on": today,
            "deadline": today + TO_REPLY,
            "cut_off": today + TO_REPLY + TO_CUT_OFF,
            "form": name,
            "roster": "roster.csv",
            "title": {titled: title or cycle_id},
            "mandate": {chosen[0]: mandate} if mandate else {},
        },
        {
            "opens_on": "today",
            "deadline": "six weeks later; the covers name it",
            "cut_off": "two weeks later; what comes after it is not in the tables",
            **({} if title else {"title": "the form has no form_title"}),
            **({} if titled in read.languages else {"title": "is this the language of the title?"}),
        },
    )
    with replacing_folder(folder) as beside:
        _write(beside, {"cycle.toml": toml, "roster.csv": _csv(roster)})
        shutil.copyfile(form, beside / name)
        for path in choice_files(beside / name):
            shutil.copyfile(form.parent / path.name, path)
    return Begun(cycle_id, folder, toml.count(f"{MARK}:"), len(roster), remarks)


def next_cycle(home: Path, cycle_id: str, old_id: str, today: date) -> Begun:
    """Begin the next period of the cycle `old_id`, with its form, roster, lists and models.

    The models are those of the old cycle, referred to and not copied, so that tables of both
    periods can be compared. Its dates are moved by whole years, at least one, until the deadline
    is not past. What was true of the old period alone (document symbol, reconstruction) is left
    out. Raises `UserError` when the cycle exists or the old one cannot be loaded.
    """
    folder = _free_folder(home, cycle_id)
    old = load_cycle(home, old_id)
    facts = _facts_of_next(old, cycle_id, folder, today)
    years = facts["deadline"].year - old.definition.deadline.year
    moved = f"that of {old_id}, {'a year' if years == 1 else f'{years} years'} later"
    toml = _toml(
        facts,
        {
            **dict.fromkeys(("opens_on", "deadline", "cut_off"), moved),
            **dict.fromkeys(("session", "agenda_item", "title", "report"), f"as {old_id} has it"),
        },
    )
    registers = append_only_csv.registers_in(old.inputs / "translations")
    reviews = [path for path in registers if re.fullmatch("[a-z]{2}", path.stem)]
    with replacing_folder(folder) as beside:
        _write(beside, {"cycle.toml": toml})
        copied = [
            *(old.inputs / name for name in (old.definition.form, old.definition.roster)),
            *old.choice_files,
            *(old.inputs / "reference").glob("*.csv"),
            *old.inputs.glob(TABLE_PLAN),
            *(path for one in reviews for path in (one, append_only_csv.chain_of(one))),
        ]
        for path in copied:
            to = beside / os.path.relpath(path, old.inputs)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    return Begun(cycle_id, folder, toml.count(f"{MARK}:"), len(old.roster), [f"as in {old_id}"])


def _facts_of_next(old: Cycle, cycle_id: str, folder: Path, today: date) -> dict[str, Any]:
    """What cycle.toml of the next period states."""
    stated = old.definition.model_dump(exclude_defaults=True)
    for key in ("format", "symbol", "reconstruction"):
        stated.pop(key, None)
    if submissions := stated.pop("submissions", {}):
        submissions.pop("public_key", None)
    years = next(n for n in count(1) if _moved(old.definition.deadline, n) >= today)
    dates = {
        key: _moved(getattr(old.definition, key), years)
        for key in ("opens_on", "deadline", "cut_off")
    }
    models = old.sql if old.sql.is_dir() else None
    return {
        **stated,
        **dates,
        **({"submissions": submissions} if submissions else {}),
        "id": cycle_id,
        "previous": old.id,
        "form": old.definition.form,
        "roster": old.definition.roster,
        "sql": Path(os.path.relpath(models, folder)).as_posix() if models else "",
    }


def _moved(day: date, years: int) -> date:
    """The same day of a later year; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _free_folder(home: Path, cycle_id: str) -> Path:
    """The folder of a cycle that does not exist yet. Raises `UserError` when it does."""
    if not _ID.fullmatch(cycle_id):
        raise UserError(
            f"“{cycle_id}” cannot be the name of a cycle.",
            "It is the name of folders and files: use lower-case letters, digits, hyphens, dots.",
        )
    folder = home / "inputs" / cycle_id
    if folder.exists():
        raise UserError(
            f"{folder} exists, and nothing in it is overwritten.",
            "Choose another name, or move that folder away.",
        )
    return folder


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    (folder / "submissions").mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _stub(form: Form, language: str) -> Mapping[str, str]:
    return {**_STUB, "category": _default_category(form), "language": language}


def _roster(
    listed: Sequence[ListedName], form: Form, language: str
) -> tuple[Roster, Sequence[str]]:
    """The lines of a roster from a list of names, and what was assumed for them.

    Raises `UserError` that names the row of a code that is there twice, of a language that is not
    known, or of an address that is none.
    """
    if not listed:
        return [_stub(form, language)], ["an invented example"]
    codes: dict[str, str] = {}
    entries: list[dict[str, str]] = []
    made: dict[str, int] = {}
    labels = _categories(form)
    for number, one in enumerate(listed, start=1):
        stated = _as_code(one.cells.get("code", ""))
        if stated in codes:
            raise UserError(
                f"{one.place}: the code “{stated}” is also that of {codes[stated]}.",
                "Give each its own code.",
            )
        known = {
            "code": stated or _made_code(one.cells.get("name", ""), number, codes),
            "name": one.cells.get("name") or one.cells.get("code", ""),
            "category": labels.get(fold(one.cells.get("category", "")))
            or one.cells.get("category")
            or _default_category(form),
            "language": _language(one) or language,
        }
        for column in known:
            if not (stated if column == "code" else one.cells.get(column)):
                made[column] = made.get(column, 0) + 1
        codes[known["code"]] = one.place
        further = {name: text for name, text in one.cells.items() if name not in known}
        if "email" in further:
            further["email"] = _addresses(one)
        entries.append({**known, **further})
    remarks = [f"{_ASSUMED[column]} ({times})" for column, times in made.items()]
    return entries, remarks


def _categories(form: Form) -> Mapping[str, str]:
    """The codes of the categories that the form names, by code and by label in any language."""
    question = form.questions.get(PRESETS[1])
    choices = form.choices_of(question) if question else ()
    return {
        fold(text): choice.code
        for choice in choices
        for text in (choice.code, *choice.label.values())
    }


def _default_category(form: Form) -> str:
    """The first category that the form names; a general one if it names none."""
    return next(iter(_categories(form).values()), _CATEGORY)


def _as_code(text: str) -> str:
    """A text in capital letters, digits and hyphens; empty if it has none of them."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub("[^A-Z0-9]+", "-", letters.upper()).strip("-")


def _made_code(name: str, number: int, taken: Iterable[str]) -> str:
    code = _as_code(name)[:_LONGEST].strip("-") or f"R{number}"
    tries = (code, *(f"{code}-{again}" for again in range(2, number + 2)))
    return next(one for one in tries if one not in taken)


def _language(one: ListedName) -> str:
    """The code of the language of correspondence; empty if none is stated."""
    text = one.cells.get("language", "")
    if text and not (code := language_named(text)):
        raise UserError(
            f"{one.place}: “{text}” is not known as a language.",
            "Write its code of ISO 639-1, such as en or fr.",
        )
    return code if text else ""


def _addresses(one: ListedName) -> str:
    addresses = [text for text in re.split(r"[;,\s]+", one.cells["email"]) if text]
    if wrong := next((text for text in addresses if not is_address(text)), None):
        raise UserError(
            f"{one.place}: “{wrong}” is not an e-mail address.",
            "Write it like name@example.org; separate several with semicolons.",
        )
    return ";".join(addresses)


def _csv(roster: Roster) -> str:
    columns = [
        column
        for column in dict.fromkeys((*_COLUMNS, *(name for entry in roster for name in entry)))
        if any(column in entry for entry in roster)
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(roster)
    return text.getvalue()


_REMARKS = {
    "languages": "of the published tables; the first orders their rows",
    "previous": "whose replies the present ones are compared with",
    "sql": "the models, tables and checks; to change them for this period alone, copy the folder",
}
_NO_ADDRESS = f'# return_to = "name@example.org"  # {MARK}: where replies go; the covers name it'


def _toml(facts: Mapping[str, Any], marked: Mapping[str, str]) -> str:
    """The text of a cycle.toml. `marked` says of a key why a person has to look at it."""
    lines = [_HEAD, f"format = {FORMAT}"]
    tables: list[str] = []
    order = [*Definition.model_fields]
    for key in sorted(facts, key=order.index):
        value = facts[key]
        if value in ("", {}, (), None):
            continue
        remark = f"{MARK}: {marked[key]}" if key in marked else _REMARKS.get(key, "")
        if key in TEXTS:
            tables += ["", f"[{key}]{_remark(remark)}", *_texts(value, facts["languages"])]
        else:
            lines.append(f"{key} = {toml_value(value)}{_remark(remark)}")
    if not facts.get("return_to"):
        lines.append(_NO_ADDRESS)
    return "\n".join([*lines, *tables, ""])


def _texts(text: Text, wanted: Iterable[str]) -> Iterator[str]:
    """The lines of a text by language; a language that it lacks is marked."""
    yield from (f"{language} = {toml_value(words)}" for language, words in text.items())
    yield from (f'# {code} = "…"  # {MARK}: not translated' for code in wanted if code not in text)


def _remark(text: str) -> str:
    return f"  # {text}" if text else ""
