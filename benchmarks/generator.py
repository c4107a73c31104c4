"""Make a cycle of synthetic replies: the questionnaire of a79-sse, a roster of nobody, N files."""

import csv
import json
import multiprocessing
import os
import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import CYCLE, layout_path
from benchmarks.content import Fill, answers
from benchmarks.template import Template, make_template
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.form import Form
from rapporteur.design.roster import COLUMNS, Respondent

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = "a79-sse"
SHARES = {
    "government": 60,
    "un_entity": 12,
    "intergovernmental_organization": 8,
    "ngo": 15,
    "development_bank": 5,
}
REGIONS = {"002": "014", "009": "053", "019": "005", "142": "030", "150": "155"}
"""Regions and, of each, one subregion: M49."""


def roster(size: int, seed: int) -> list[dict[str, str]]:
    """The roster's lines for `size` respondents that do not exist; a longer one begins the same."""
    random = Random(f"{seed} roster")
    lines = []
    for number in range(1, size + 1):
        category = random.choices(list(SHARES), list(SHARES.values()))[0]
        region = random.choice(list(REGIONS)) if category == "government" else ""
        lines.append(
            {
                **dict.fromkeys(COLUMNS, ""),
                "code": f"SYN{number:05}",
                "category": category,
                # A fifth write in Chinese, the other language of the questionnaire.
                "language": "zh" if random.random() < 0.2 else "en",
                "m49": f"{number % 1000:03}" if region else "",
                "region": region,
                "subregion": REGIONS.get(region, ""),
                "name_en": f"Synthetic respondent {number:05}",
                "name_zh": f"合成答复方{number:05}",
            }
        )
    return lines


def make_home(folder: Path, size: int, fill: Fill, share: Path | None = None) -> Cycle:
    """Make a home in `folder` with the cycle of `size` files.

    `share` is a home with at least as many files of the same fill: they are linked, not made.
    """
    inputs = folder / "inputs" / CYCLE
    source = PROJECT / "inputs" / SOURCE
    shutil.copytree(source / "reference", inputs / "reference")
    shutil.copy(source / "questionnaire.md", inputs)
    definition = (source / "cycle.toml").read_text(encoding="utf-8")
    for key, value in {
        "id": CYCLE,
        "expectations": str(PROJECT / "expectations"),
        "public_key": "",  # that of the sample, of which these files are not
    }.items():
        before = re.compile(rf"^{key} = .*$", re.MULTILINE).findall(definition)[0]
        definition = definition.replace(before, f"{key} = {json.dumps(value)}", 1)
    definition = f"sql = {json.dumps(str(PROJECT / 'sql' / SOURCE))}\n{definition}"
    (inputs / "cycle.toml").write_text(definition, encoding="utf-8")
    with (inputs / "roster.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(roster(size, fill.seed))
    cycle = load_cycle(folder, CYCLE)
    submissions = inputs / "submissions"
    submissions.mkdir()
    if share:
        for respondent in cycle.roster:
            os.link(
                share / "inputs" / CYCLE / "submissions" / f"{respondent.code}.xlsx",
                submissions / f"{respondent.code}.xlsx",
            )
    else:
        _write_all(cycle, fill, submissions)
        _write_layout(cycle)
    return cycle


def _write_all(cycle: Cycle, fill: Fill, folder: Path) -> None:
    respondents = list(cycle.roster)
    workers = os.cpu_count() or 1
    parts = [respondents[start::workers] for start in range(workers)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        list(pool.map(_write_part, repeat(cycle), parts, repeat(fill), repeat(folder)))


def _write_part(cycle: Cycle, respondents: Sequence[Respondent], fill: Fill, folder: Path) -> None:
    template = cache(lambda category, language: make_template(cycle, category, language))
    for respondent in respondents:
        given_answers = answers(cycle.form, respondent, respondent.language, fill)
        content = template(respondent.category, respondent.language).filled(
            respondent, given_answers
        )
        (folder / f"{respondent.code}.xlsx").write_bytes(content)


def _write_layout(cycle: Cycle) -> None:
    """Write down what the script that goes by places must know: it has no form to read."""
    form = cycle.form
    questions = form.questions.values()
    layout = {
        "blocks": {name: _blocks(make_template(cycle, name, "en"), form) for name in SHARES},
        "types": {question.name: question.type for question in questions},
        "labels": {
            question.name: {
                label: choice.code
                for choice in form.choices_of(question)
                for label in choice.label.values()
            }
            for question in questions
            if question.list_name
        },
        "codes": sorted({choice.code for choices in form.choices.values() for choice in choices}),
    }
    layout_path(cycle.home).write_text(json.dumps(layout), encoding="utf-8")


def _blocks(template: Template, form: Form) -> dict[str, dict[str, Any]]:
    """The cells of `main`, and for each repeat its sheet, its rows and the column of each field."""
    blocks: dict[str, dict[str, Any]] = {"main": {"sheet": 0, "cells": {}}}
    for (name, row), slot in template.slots.items():
        if row is None:
            blocks["main"]["cells"][name] = (slot.sheet, slot.row, slot.column)
        elif name in form.questions:
            repeat = form.questions[name].repeat or ""
            block = blocks.setdefault(repeat, {"sheet": slot.sheet, "first": slot.row})
            block.setdefault("columns", {})[name] = slot.column
            block["last"] = slot.row
    return blocks
