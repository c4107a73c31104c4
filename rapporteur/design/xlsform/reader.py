"""Read an XLSForm with pyxform into the model of `form.py`."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from rapporteur.design.form import (
    Calculation,
    Form,
    Item,
    Passage,
    Question,
    Repeat,
    Section,
    Source,
)
from rapporteur.design.tailoring import PRESETS
from rapporteur.design.xlsform.choices import OTHER, both, other_question, said, select_of
from rapporteur.design.xlsform.defaults import default_of
from rapporteur.design.xlsform.languages import UNNAMED, Languages
from rapporteur.design.xlsform.lists import Lists
from rapporteur.design.xlsform.names import names_of, with_names
from rapporteur.design.xlsform.nodes import Node, in_order, nodes_of
from rapporteur.design.xlsform.notes import Notes
from rapporteur.design.xlsform.plain_texts import without_marks, without_references
from rapporteur.design.xlsform.sheets import Sheet, Sheets, read_sheets
from rapporteur.design.xlsform.unused import unused
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import languages, message
from rapporteur.language.texts import Text, shown_in, unmarked

_TEXTS = ("label", "hint", "guidance_hint", "required_message", "constraint_message", "title")
"""The columns that people read."""

_BINDS = {"required_message": "jr:requiredMsg", "constraint_message": "jr:constraintMsg"}

_FILE = re.compile(rb"select[_ ](?:one|multiple)[_ ]from[_ ]file[ \t]+([^\s|,;\"]+)")

_MOST_ROWS = 1000
"""The largest `repeat_count` that becomes rows of a table."""


def read_form(path: Path) -> Form:
    """Read an XLSForm (.md, .xlsx, .xls, .csv), and the files of choices beside it.

    Raises `UserError` if it is unusable.
    """
    return parse_form(_bytes(path), path.suffix, path.name, path.parent)


def choice_files(path: Path) -> Sequence[Path]:
    """The files beside the form at `path` from which it takes choices, whether or not they exist.

    Raises `UserError` if the form cannot be read.
    """
    content = _bytes(path)
    if path.suffix in (".md", ".csv"):
        names = {match.decode(errors="replace") for match in _FILE.findall(content)}
    else:
        survey = _opened(content, path.suffix, path.name)[1].survey
        selects = (select_of(survey.text(row, "type")) for row in survey.rows)
        names = {select.list_name for select in selects if select and select.from_file}
    return [path.parent / name for name in sorted(names)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The questionnaire {path} cannot be read: {error.strerror}.",
            "Check the name under `form` in cycle.toml.",
        ) from error


def parse_form(
    content: bytes | str,
    file_type: str = ".md",
    name: str = "the form",
    folder: Path | None = None,
) -> Form:
    """Read an XLSForm from memory. Raises `UserError` if it is unusable.

    `name` is used in messages; files of choices are looked for in `folder`.
    """
    data = content.encode() if isinstance(content, str) else content
    tree, sheets = _opened(data, file_type, name)
    return _Reader(tree, sheets, name, folder).form(data)


def _opened(data: bytes, file_type: str, name: str) -> tuple[dict[str, Any], Sheets]:
    """What pyxform makes of a form, and its sheets as they are written."""
    # The import takes a second, which commands that need no form should not spend.
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

    if not data.strip():
        raise UserError(f"{name} is empty.", "Write the form there, or restore it.")
    try:
        content = data.decode("utf-8-sig") if file_type == ".md" else data
        workbook = get_xlsform(xlsform=content, file_type=file_type)
        tree = workbook_to_json(workbook, fallback_form_name=workbook.fallback_form_name)
        create_survey_element_from_dict(tree).validate()
        sheets = read_sheets(content, file_type)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{name} is not a valid XLSForm: line {line} is not Unicode.",
            "Save it as text in UTF-8.",
        ) from error
    except PyXFormError as error:
        raise UserError(
            f"{name} is not a valid XLSForm: {error}",
            "Correct the form there; docs/forms.md says what it may say.",
        ) from error
    except Exception as error:  # what pyxform and the readers of damaged files raise has no class
        raise UserError(
            f"{name} is not a valid XLSForm: it cannot be read ({error}).",
            "Look for rows that are wider than the headings and for cells without a heading; save "
            "a damaged file anew as .xlsx.",
        ) from error
    return tree, sheets


class _Reader:
    """Makes the model of a form from pyxform's tree and from the sheets as they are written."""

    def __init__(
        self, tree: Mapping[str, Any], sheets: Sheets, name: str, folder: Path | None
    ) -> None:
        self.tree = tree
        self.sheets = sheets
        self.name = name
        self.notes = Notes(name)
        self.lists = Lists(name, folder, self.notes)
        self.former: dict[str, tuple[str, ...]] = {}
        self.calculations: dict[str, Calculation] = {}
        self.languages, self.codes = _languages(tree, sheets, name, self.notes)
        self.nodes = nodes_of(tree["children"], sheets.survey)
        self.by_name: dict[str, Node] = {}
        self._name()
        rows = {node.name: node.number for node in in_order(self.nodes) if node.name}
        self.source = Source(name, {key: row for key, row in rows.items() if row})

    def form(self, data: bytes) -> Form:
        """The form; `data` are the bytes of its file."""
        # Imported here, since a process that only reads files needs no DuckDB.
        from rapporteur.design.cascades import parents
        from rapporteur.design.expressions.compiler import filter_columns

        filters = map(self._filter, in_order(self.nodes))
        columns = frozenset[str]().union(*(filter_columns(one) for one in filters if one))
        self.lists.read(
            self.sheets.choices, self.tree.get("choices", {}), self.languages, self.codes,
            lambda text, row: self._shown(text, row, "choices"), columns,
        )  # fmt: skip
        sections = self._sections()
        digest = hashlib.sha256(data)
        for content in self.lists.contents.values():
            digest.update(content)
        form = Form(
            id=self.tree["id_string"],
            version=str(self.tree.get("version", "")),
            title=self.tree["title"],
            languages=self.codes,
            sections=sections,
            choices=self.lists.choices,
            calculations=self.calculations,
            fingerprint=digest.hexdigest()[:12],
            source=self.source,
            former=self.former,
            former_choices=self.lists.former,
        )
        nodes = {node.number: node for node in in_order(self.nodes) if node.number}
        for question in form.questions.values():
            if question.choice_filter and not parents(form, question):
                self.notes.add(
                    "the drop-down offers all choices; the choice_filter is checked when a reply "
                    "has come.",
                    "Write it as column = ${question}, with a select_one of the same table or "
                    "outside tables.", self.source.rows.get(question.name),
                )  # fmt: skip
        notes = (
            *unused(self.sheets, self.name, nodes, columns),
            *self.notes,
            *self.lists.notes_on(form),
        )
        return replace(form, notes=notes)

    def _name(self) -> None:
        """Give every node the name of its table or column; note those that are not as written."""
        nodes = [*in_order(self.nodes)]
        wanted = [written for node in nodes for written in node.named()]
        # With the category it is the code of the roster; elsewhere the name of a person, say.
        code, category = PRESETS
        outside = {written.name for written in wanted if not written.in_repeat}
        kept = frozenset() if category in outside else frozenset({code})
        names = iter(names_of(wanted, kept))
        for node in nodes:
            node.take(names)
            self.by_name.setdefault(node.written, node)
        changed = [
            node
            for node in nodes
            if node.name not in ("", node.written)
            and (node.type == "repeat" or (node.kind and node.kind.role != "note"))
        ]
        pairs = [f"{node.written} → {node.name}" for node in changed[:_NAMES_SHOWN]]
        for node in changed:
            more = len(changed) - len(pairs)
            self.notes.add(
                "names that SQL or the program cannot use have another name in tables, decisions "
                f"and prefilled answers: {', '.join(pairs)}{f' and {more} more' if more else ''}.",
                "To have the same name everywhere, use lower-case letters, digits and _.",
                node.number,
            )

    def _sections(self) -> tuple[Section, ...]:
        """A section for each group at the top, and for the rows between groups."""
        sections: list[Section] = []
        loose: list[Node] = []
        for node in (*self.nodes, None):
            if node is not None and node.type != "group":
                loose.append(node)
                continue
            if loose:
                sections += self._loose(loose, sections)
                loose = []
            if node is not None:
                label = self._label(node, "a group")
                hint, relevant = self._hint(node), self._expression(node, "relevant")
                items = tuple(self._items(node.children, node.name))
                sections.append(Section(node.name, label, hint, relevant, items))
        sections = _with_questions(sections)
        if not sections:
            raise UserError(f"{self.name} asks for nothing.", "Add a question to it.")
        return tuple(sections)

    def _loose(self, nodes: Sequence[Node], before: Sequence[Section]) -> Iterator[Section]:
        """The section of rows that are in no group, if they come to something."""
        taken = {*self.source.rows, *(section.name for section in before)}
        number = 1
        while (name := _GENERAL if number == 1 else f"{_GENERAL}_{number}") in taken:
            number += 1
        items = tuple(self._items(nodes, name))
        if not items:
            return
        earlier = sum(section.name.startswith(_GENERAL) for section in before)
        label = {
            code: f"{text} ({earlier + 1})" if earlier else text
            for code, text in said("questionnaire-general", self.codes).items()
        }
        yield Section(name, label, {}, None, items)

    def _items(
        self, nodes: Sequence[Node], section: str, condition: str | None = None
    ) -> Iterator[Item]:
        """The questions, texts and repeats of nodes, all of which apply under a condition."""
        for node in nodes:
            relevant = both(condition, self._expression(node, "relevant"))
            if node.type == "group":
                inside = [*self._items(node.children, section, relevant)]
                heading = self._passage(node, relevant, inside) if inside else None
                if heading:
                    yield heading
                yield from inside
                if heading and node is not nodes[-1]:
                    yield Passage(node.name, {}, {}, relevant)
            elif node.type == "repeat":
                yield from self._repeat(node, section, relevant)
            else:
                yield from self._row(node, section, relevant)

    def _row(self, node: Node, section: str, relevant: str | None) -> Iterator[Item]:
        kind = node.kind
        if kind is None or (node.row is None and node.written.endswith(f"_{OTHER}")):
            return  # what pyxform adds for `or_other`, which is made with its question
        if kind.note:
            self.notes.add(f"{kind.note}.", _REMEDIES[kind.role], node.number)
        if kind.role == "calculation":
            expression = node.entry.get("bind", {}).get("calculate") or "today()"
            repeat = node.repeat.name if node.repeat else None
            compiled = self._in_columns(str(expression))
            self.calculations[node.name] = Calculation(node.name, repeat, compiled)
        elif kind.role == "note" or (kind.role == "question" and self._is_text(node)):
            if passage := self._passage(node, relevant):
                yield passage
        elif kind.role == "question":
            yield from self._questions(node, section, relevant)

    def _is_text(self, node: Node) -> bool:
        """Whether a row is read only and holds nothing: a text, which is noted."""
        if node.bind("readonly") != "true()" or str(node.entry.get("default", "")).strip():
            return False
        self.notes.add(
            "read-only without a default or calculation: it is a text, not a question.",
            "Give it a default, or the type note.", node.number,
        )  # fmt: skip
        return True

    def _passage(
        self, node: Node, relevant: str | None, inside: Sequence[Item] = ()
    ) -> Passage | None:
        """The text of a note, or the heading of a group with what is `inside`."""
        label, hint = self._text(node, "label"), self._hint(node)
        if not label:
            return None
        columns = tuple(item.name for item in inside if isinstance(item, Question))
        return Passage(node.name, label, hint, relevant, node.type == "group", columns)

    def _repeat(self, node: Node, section: str, relevant: str | None) -> Iterator[Repeat]:
        """The table of a repeat, then those of the repeats in it."""
        items = [*self._items(node.children, section)]
        questions = [item for item in items if isinstance(item, Question)]
        passages = tuple(item for item in items if isinstance(item, Passage) and item.label)
        label, hint = self._label(node, "a repeat"), self._hint(node)
        nested = [item for item in items if isinstance(item, Repeat)]
        outer = node.repeat.name if node.repeat else None
        if outer and questions:
            questions.insert(0, self._link(node, section))
        if questions:
            yield Repeat(
                node.name, section, label, hint, relevant, tuple(questions), passages,
                self._row_count(node), outer,
            )  # fmt: skip
        for inner in nested:
            yield replace(inner, relevant=both(relevant, inner.relevant))

    def _link(self, node: Node, section: str) -> Question:
        """The column of a nested table that says to which row of the outer table a row belongs."""
        assert node.repeat
        outer = self._text(node.repeat, "label") or {self.codes[0]: node.repeat.written}
        label = {
            code: message(code, "questionnaire-row-of", table=shown_in(outer, code))
            for code in said("questionnaire-row-of", self.codes)
        }
        return Question(
            name=node.link, type="integer", section=section, repeat=node.name, label=label, hint={},
            required="true()", required_message={}, relevant=None, constraint=". >= 1",
            constraint_message={}, list_name=None,
        )  # fmt: skip

    def _row_count(self, node: Node) -> int | None:
        """The number of rows that the form states for a repeat; None if it states none."""
        if not node.count:
            return None
        if node.count.isascii() and node.count.isdecimal() and 0 < int(node.count) <= _MOST_ROWS:
            return int(node.count)
        self.notes.add(
            f"the repeat_count “{node.count}” is not computed: the table has the usual number of "
            "rows.", "Say in the hint how many rows to fill in.", node.number,
        )  # fmt: skip
        return None

    def _questions(self, node: Node, section: str, relevant: str | None) -> Iterator[Question]:
        """The question of a node, and the text question of `or_other`."""
        question = self._question(node, section, relevant)
        yield question
        if node.select and node.select.or_other and question.list_name:
            choices = self.lists.choices[question.list_name]
            other = next(choice for choice in choices if choice.code == OTHER)
            added = self.by_name[f"{node.written}_{OTHER}"]
            yield other_question(added.name, question, other, self.codes)

    def _question(self, node: Node, section: str, relevant: str | None) -> Question:
        entry, kind = node.entry, node.kind
        assert kind is not None
        label, hint = self._text(node, "label"), self._hint(node)
        if not label:
            label, hint = hint or self._name_as_label(node, "a question"), {}
        question = Question(
            name=node.name,
            type=kind.type,
            section=section,
            repeat=node.repeat.name if node.repeat else None,
            label=label,
            hint=hint,
            required=self._expression(node, "required"),
            required_message=self._text(node, "required_message"),
            relevant=relevant,
            constraint=self._expression(node, "constraint"),
            constraint_message=self._text(node, "constraint_message"),
            list_name=None,
            is_year="year" in str((entry.get("control") or {}).get("appearance", "")).split(),
            unit=self.sheets.survey.text(node.row, "unit") if node.row else "",
        )
        question = self._typed(node, question)
        choices = self.lists.choices[question.list_name] if question.list_name else ()
        default, problem, remedy = default_of(entry, question, choices)
        if problem:
            self.notes.add(problem, remedy, node.number)
        return replace(question, default=default)

    def _typed(self, node: Node, question: Question) -> Question:
        """A question with what its type in the form adds to it."""
        match question.type:
            case "range":
                return _range(question, node.entry.get("parameters") or {})
            case "acknowledge":
                return replace(question, type="select_one", list_name=self.lists.acknowledged())
            case "select_one" | "select_multiple" | "rank":
                place = self.source.place(node.name)
                name = self.lists.name_of(node.entry, node.select, place, node.number)
                if name is None:
                    return replace(question, type="text")
                wanted = self._filter(node)
                if wanted and question.type != "select_one":
                    self.notes.add(
                        "the choice_filter has no effect where several may be chosen: all choices "
                        "are offered.", "Say in the hint which choices fit.", node.number,
                    )  # fmt: skip
                elif wanted:
                    question = replace(question, choice_filter=wanted)
                ranked = question.type == "rank"
                kind = "select_multiple" if ranked else question.type
                return replace(question, type=kind, list_name=name, is_ranked=ranked)
        return question

    def _filter(self, node: Node) -> str | None:
        value = str(node.entry.get("choice_filter") or "").strip()
        return self._in_columns(value) if value else None

    def _columns(self) -> Mapping[str, str]:
        """The names of tables and columns by the names in the form."""
        return {written: node.name for written, node in self.by_name.items() if node.name}

    def _expression(self, node: Node, key: str) -> str | None:
        value = node.bind(key)
        return self._in_columns(value) if value else None

    def _in_columns(self, expression: str) -> str:
        """An expression with the names of columns and the codes of choices."""
        for name, code in self.lists.respelled.items():
            for quote in "'\"":
                expression = expression.replace(f"{quote}{name}{quote}", f"{quote}{code}{quote}")
        return with_names(expression, self._columns())

    def _label(self, node: Node, what: str) -> Text:
        return self._text(node, "label") or self._name_as_label(node, what)

    def _name_as_label(self, node: Node, what: str) -> Text:
        self.notes.add(f"{what} has no label; its name is shown.", "Write a label.", node.number)
        return dict.fromkeys(self.codes, node.written)

    def _hint(self, node: Node) -> Text:
        """The hint, with the guidance below it."""
        hint, guidance = self._text(node, "hint"), self._text(node, "guidance_hint")
        both_of = {
            code: "\n".join(filter(None, (hint.get(code), guidance.get(code))))
            for code in (*hint, *guidance)
        }
        return both_of if guidance else hint

    def _text(self, node: Node, column: str) -> Text:
        """A text of an item in all languages, as it is written in the sheet."""
        entry = node.entry
        value = entry.get("bind", {}).get(_BINDS[column]) if column in _BINDS else entry.get(column)
        text = self.languages.text_of(value)
        written = text
        if node.row:
            written = self.languages.as_written(text, self.sheets.survey.texts(node.row, column))
        changed = {key: words for key, words in text.items() if words != written[key]}
        if changed:
            before = self.former.get(node.name, ())
            self.former[node.name] = (*before, *self._shown(changed, node.number).values())
        return self._shown(written, node.number)

    def _shown(self, text: Text, row: int | None, sheet: str = "survey") -> Text:
        """A text as a cell shows it: without Markdown, with words for its references."""
        if any("${" in words for words in text.values()):
            self.notes.add(
                "a text refers to an answer, which a workbook cannot put into it; it shows the "
                "default of the question, or its label in brackets.",
                "Say it in words, if that is not clear.", row, sheet,
            )  # fmt: skip
        return {
            language: without_marks(without_references(words, partial(self._mention, language)))
            for language, words in text.items()
        }

    def _mention(self, language: str, name: str) -> str:
        """What stands in a text for a reference: the default of the question, or its label."""
        node = self.by_name.get(name)
        if node is None:
            return f"[{name}]"
        default = str(node.entry.get("default", "")).strip()
        if default and not node.entry.get("_dynamic_default"):
            labels = {
                choice.code: choice.label
                for choice in self.lists.choices.get(str(node.entry.get("list_name", "")), ())
            }
            return unmarked(shown_in(labels.get(default, {}), language)) or default
        label = self.languages.text_of(node.entry.get("label"))
        words = without_references(unmarked(shown_in(label, language)) or name, str)
        return f"[{without_marks(words)}]"


_GENERAL = "general"
"""The name of a section of questions that are in no group."""

_NAMES_SHOWN = 10

_REMEDIES = {
    "question": "Say in the hint how the answer should be written, or ask in another way.",
    "note": "",
    "calculation": "It is in the tables like every calculation.",
    "left out": "Keep the row for servers of ODK, or delete it.",
}


def _with_questions(sections: Sequence[Section]) -> list[Section]:
    """The sections that ask for something; the texts of others go to the one after or before."""
    kept: list[Section] = []
    waiting: list[Passage] = []
    for section in sections:
        if section.questions:
            kept.append(replace(section, items=(*waiting, *section.items)))
            waiting = []
        else:
            heading = Passage(section.name, section.label, section.hint, None, is_heading=True)
            texts = section.passages if section.name.startswith(_GENERAL) else (
                heading, *section.passages
            )  # fmt: skip
            waiting += [
                replace(passage, relevant=both(section.relevant, passage.relevant))
                for passage in texts
            ]
    if kept and waiting:
        kept[-1] = replace(kept[-1], items=(*kept[-1].items, *waiting))
    return kept


def _range(question: Question, parameters: Mapping[str, str]) -> Question:
    """A number between the ends of a range, which its hint states."""
    start, end = parameters.get("start", "1"), parameters.get("end", "10")
    step = parameters.get("step", "1")
    whole = all("." not in part for part in (start, end, step))
    low, high = sorted((start, end), key=float)
    codes = [*question.label]
    hint = {
        code: "\n".join(filter(None, (question.hint.get(code, ""), f"{low}–{high}")))
        for code in codes
    }
    bounds = f". >= {low} and . <= {high}"
    if whole and step not in ("0", "1"):
        bounds += f" and (. - {start}) mod {step} = 0"
    return replace(
        question,
        type="integer" if whole else "decimal",
        hint=hint,
        constraint=both(question.constraint, bounds),
    )


def _languages(
    tree: Mapping[str, Any], sheets: Sheets, name: str, notes: Notes
) -> tuple[Languages, tuple[str, ...]]:
    """The languages of a form, and their codes, the form's default first.

    Raises `UserError` for a language that is not known, and for two columns in the same.
    """
    stated = str(tree.get("default_language", ""))
    default = Languages().code(stated)
    if default is None:
        raise UserError(
            f"{name}, settings sheet: the default_language “{stated}” is not known.",
            "Write it like the language of a column, such as Français (fr).",
        )
    found: dict[str, str] = {}
    everything = Languages(default)
    for sheet in (sheets.survey, sheets.choices, sheets.settings):
        for column_name in _TEXTS:
            columns = [column for column in sheet.columns if column.name == column_name]
            headings = {column.language: column.heading for column in columns}
            everything.check(headings, f"{name}, {sheet.name} sheet")
            of_default = [h for n, h in headings.items() if everything.code(n) == default]
            if len(of_default) > 1:
                notes.add(
                    f"the columns {' and '.join(f'“{heading}”' for heading in of_default)} of the "
                    f"{sheet.name} sheet are both in “{default}”: where both have a text, the one "
                    "that names its language counts.",
                    "Give each language one column, or name the language of the other one too.",
                )
        if sheet is not sheets.settings:
            found |= _labels(sheet, everything)
    codes = [code for code in (default, *found) if code in found]
    codes = list(dict.fromkeys(codes)) or [default]
    spoken = [code for code in codes if code in languages()]
    for code in codes if spoken else ():
        if code not in spoken:
            notes.add(
                f"the texts in “{found[code] or code}” are not used, since the program has none "
                "in that language.",
                f"It has texts in {', '.join(languages())}; CONTRIBUTING.md says how to add a "
                "language.",
            )
    used = tuple(spoken or codes)
    return Languages(default, used), used


def _labels(sheet: Sheet, everything: Languages) -> Mapping[str, str]:
    """The languages in which a sheet has labels: code and name, in the order of its columns."""
    return {
        code: "" if column.language.strip() in UNNAMED else column.language
        for column in sheet.columns
        if column.name == "label" and any(column.heading in row.texts for row in sheet.rows)
        and (code := everything.code(column.language))
    }  # fmt: skip
