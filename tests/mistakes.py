"""Mistakes in the files of a cycle: how each is made in the cycle `tiny`; what is said of it."""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support import ROOT

Edit = Callable[[Path], None]

LATIN = "é".encode("latin-1")


@dataclass(frozen=True)
class Mistake:
    """A mistake: how it is made in a cycle's folder, and what is said of it there."""

    make: Edit
    where: str  # the file, and the line or key
    remedy: str


def instead(file: str, old: str, new: str) -> Edit:
    def make(inputs: Path) -> None:
        path = inputs / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return make


def written(file: str, content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        (inputs / file).write_bytes(content)

    return make


def before(file: str, content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        path = inputs / file
        path.write_bytes(content + path.read_bytes())

    return make


def removed(file: str) -> Edit:
    return lambda inputs: (inputs / file).unlink()


def suite(content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        shutil.copytree(ROOT / "expectations", inputs / "suites")
        (inputs / "suites" / "answers.json").write_bytes(content)
        path = inputs / "cycle.toml"
        text = re.sub(r'(?m)^expectations = ".*"', 'expectations = "suites"', path.read_text())
        path.write_text(text, "utf-8")

    return make


MISTAKES: Mapping[str, Mistake] = {
    "toml": Mistake(
        instead("cycle.toml", "session = 79", "session = "),
        "cycle.toml is not valid TOML: Invalid value (at line 6, column 11)", "Correct it there",
    ),
    "key": Mistake(
        instead("cycle.toml", "session = 79", "colour = 79"),
        "cycle.toml cannot be used: line 6, colour: Extra inputs",
        "Correct what is named",
    ),
    "time-zone": Mistake(
        before("cycle.toml", b'time_zone = "Mars/Base"\n'),
        "cycle.toml cannot be used: line 1, time_zone: Value error, the time zone “Mars/Base”",
        "write it as Europe/Vienna is written",
    ),
    "encoding": Mistake(
        before("cycle.toml", b"# " + LATIN + b"\n"),
        "cycle.toml is not valid TOML: line 1 is not Unicode", "Save it as text in UTF-8",
    ),
    "form": Mistake(
        instead("questionnaire.md", "select_one timing", "select_one timming"),
        "questionnaire.md is not a valid XLSForm: [row : 11]", "docs/forms.md",
    ),
    "form-language": Mistake(
        instead("questionnaire.md", "constraint_message::Chinese (zh)", "constraint_message::Zh-n"),
        "questionnaire.md, survey sheet, column “constraint_message::Zh-n”: “Zh-n” is no language",
        "Write its name in English",
    ),
    "no-form": Mistake(
        removed("questionnaire.md"), "questionnaire.md cannot be read", "`form` in cycle.toml"
    ),
    "receipts": Mistake(
        written("receipts.csv", b"sha256,file,received_at,channel\n0,a.xlsx,yesterday,mail\n"),
        "receipts.csv, line 2: “0” is no SHA-256", "It has 64 hexadecimal digits",
    ),
    "roster": Mistake(
        instead("roster.csv", "XAA,government", "XAA,martian"),
        "roster.csv, line 2: XAA is of the unknown category “martian”", "The categories in",
    ),
    "no-roster": Mistake(removed("roster.csv"), "roster.csv: No such file", "Check that"),
    "sql": Mistake(
        instead("sql/staging/laws.sql", "laws.law_year", "laws.law_yeer"),
        "laws.sql cannot be run: Binder Error", "law_year",
    ),
    "check": Mistake(
        instead("sql/checks/law_without_year.toml", "{ $title }", "{ $title"),
        "law_without_year.toml: message.en is no pattern", "{ $name }",
    ),
    "sidecar": Mistake(
        before("sql/marts/laws.toml", b"colour = 1\n"), "laws.toml cannot be used: colour", "",
    ),
    "no-sidecar": Mistake(
        removed("sql/marts/laws.toml"), "laws.sql has no laws.toml", "A table needs both"
    ),
    "list": Mistake(
        written("reference/basis.csv", b"code,label_en,label_zh\nreply," + LATIN + b",x\n"),
        "basis.csv, line 2: this is not Unicode", "Save it as CSV in UTF-8",
    ),
    "suite": Mistake(suite(b"[]"), "answers.json is no suite", "shows what a suite looks like"),
    "decisions": Mistake(
        written("decisions.csv", b"when,who\n"),
        "decisions.csv lacks the columns submission", "The first line must be",
    ),
    "list-without-column": Mistake(
        instead("reference/basis.csv", "code,", "kode,"), "basis.csv lacks the column", "",
    ),
    "check-parameters": Mistake(
        written(
            "sql/checks/law_without_year.sql",
            b"select submission, 'law_year' as question, 'laws' as repeat, row, '{' as params\n"
            b"from form.laws\n",
        ),
        "law_without_year.sql: “{” is not the parameters of a message", "json_object",
    ),
    "check-key": Mistake(
        instead("sql/checks/law_without_year.toml", "severity", "gravity"),
        "law_without_year.toml cannot be used: it lacks the key 'severity'", "docs/rules.md",
    ),
    "no-suites": Mistake(
        instead("cycle.toml", 'expectations = "', 'expectations = "/nowhere'),
        "holds no suite: nothing would be checked", "`expectations` in cycle.toml",
    ),
    "suite-encoding": Mistake(suite(b'"' + LATIN + b'"'), "answers.json is not Unicode", "UTF-8"),
    "suite-part": Mistake(
        suite(b'{"expectations": [{"type": "expect_nothing"}]}'),
        "answers.json, expectation 1 lacks one of type, kwargs", "shows what an expectation",
    ),
    "empty-form": Mistake(written("questionnaire.md", b""), "questionnaire.md is empty", "Write"),
    "sidecar-encoding": Mistake(
        before("sql/marts/laws.toml", b"# " + LATIN + b"\n"),
        "laws.toml is not valid TOML: line 1 is not Unicode", "Save it as text in UTF-8",
    ),
}  # fmt: skip
"""By name."""


def of(name: str, text: str) -> bool:
    """Whether a text says what is to be said of a mistake."""
    mistake = MISTAKES[name]
    return mistake.where in text and mistake.remedy in text
