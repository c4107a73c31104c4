"""The door to Great Expectations: run hand-written suites over frames, get the failing rows.

A suite is a JSON file, `expectations/<frame>.json`, over the frame of that name. Every
expectation names in its `meta` the code of the finding that its failing rows become.
"""

import errno
import importlib
import json
import logging
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing_folder

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import (
        EphemeralDataContext,
    )

KEY = "key"
"""The column of a frame that identifies its rows."""

_SELDOM_USED = {"altair", "jsonschema", "scipy.stats"}
"""What Great Expectations imports for a few expectations and their pictures."""

_DISPENSABLE = {"sqlalchemy"}
"""What it can do without: frames need no database."""

_NEVER_USED = {
    f"great_expectations.datasource.fluent.{name}_datasource"
    for name in (
        "spark", "spark_file_path", "spark_filesystem", "spark_dbfs", "spark_s3",
        "spark_google_cloud_storage", "spark_azure_blob_storage",
        "pandas_file_path", "pandas_filesystem", "pandas_dbfs", "pandas_s3",
        "pandas_google_cloud_storage", "pandas_azure_blob_storage",
    )
}  # fmt: skip
"""Its own modules for Spark and for files, whose hundreds of classes take long to make."""


class _LoadedWhenUsed(ModuleType):
    """Stands for a module that is imported when something of it is first used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


class _LeftOut(ModuleType):
    """Stands for a module of which nothing is used but the names of its classes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def load() -> ModuleType:
    """Import Great Expectations and return it.

    It takes seconds, most of them for what is seldom or never used here: that is left until
    something uses it, or left out. What another has imported already is taken as it is. Nothing is
    sent to its maker.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    stand_ins: dict[str, ModuleType | None] = {
        **{name: _LoadedWhenUsed(name) for name in _SELDOM_USED},
        **dict.fromkeys(_DISPENSABLE),
        **{name: _LeftOut(name) for name in _NEVER_USED},
    }
    left = stand_ins.keys() - sys.modules.keys()
    # As typed, modules alone; None is documented to stand for one that is not installed.
    sys.modules.update({name: stand_ins[name] for name in left})  # type: ignore[misc]
    try:
        return importlib.import_module("great_expectations")
    finally:
        for name in left:
            del sys.modules[name]  # whoever else imports it gets the module itself


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that fails an expectation."""

    code: str
    key: int


@dataclass(frozen=True)
class Judged:
    """What the suites came to: the failing rows, each with the name of its frame."""

    failures: Sequence[tuple[str, Failure]]
    _context: "EphemeralDataContext"
    _results: "Sequence[ExpectationSuiteValidationResult]"

    def write_docs(self, folder: Path, run: str) -> None:
        """Write the Data Docs of the run of that name beside the old ones, in their place.

        Raises `OSError` when they cannot be written.
        """
        _write_docs(self._context, self._results, folder, run)


_SHOWN = ("unexpected_list", "unexpected_index_list", "partial_unexpected_index_list")
"""What a page leaves out of a result: examples are enough, and the findings name every row."""


_PARTS = {"type": str, "kwargs": dict}
"""What each expectation of a suite has."""


def suites(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read a cycle's suites by name.

    Raises `UserError` when there is none, or one is no suite or has an expectation without a code.
    """
    by_name = {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}
    if not by_name:
        raise UserError(
            f"{folder} holds no suite: nothing would be checked.",
            "Put the suites there, or name their folder under `expectations` in cycle.toml.",
        )
    return by_name


def _read(path: Path) -> Mapping[str, Any]:
    try:
        suite = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not Unicode.", "Save it as text in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{path} is not valid JSON: {error}.", "Correct it there.") from error
    expectations = suite.get("expectations") if isinstance(suite, dict) else None
    if not isinstance(expectations, list):
        raise UserError(
            f"{path} is no suite of Great Expectations: it has no list “expectations”.",
            "expectations/submissions.json shows what a suite looks like.",
        )
    for number, expectation in enumerate(expectations, start=1):
        whole = isinstance(expectation, dict) and all(
            isinstance(expectation.get(key), kind) for key, kind in _PARTS.items()
        )
        if not whole:
            raise UserError(
                f"{path}, expectation {number} lacks one of {', '.join(_PARTS)}.",
                "expectations/submissions.json shows what an expectation looks like.",
            )
        if "code" not in expectation.get("meta", {}):
            raise UserError(
                f"{path}: {expectation['type']} lacks `meta.code`.",
                "Name the finding that its failing rows become.",
            )
    return cast(Mapping[str, Any], suite)


def columns_named(suite: Mapping[str, Any]) -> set[str]:
    """The words in the arguments of a suite: all columns that it looks at are among them."""
    arguments = [expectation["kwargs"] for expectation in suite["expectations"]]
    return set(re.findall(r"\w+", json.dumps(arguments, ensure_ascii=False)))


def judge(
    folder: Path, frames: Mapping[str, pd.DataFrame], notes: Mapping[str, str] | None = None
) -> Judged:
    """Judge `frames` by the suites of the same names in `folder`.

    Every frame has the column `key`. `notes` say in the Data Docs what each code stands for.
    Raises `UserError` when a suite has no frame, or an expectation cannot be evaluated.
    """
    gx = load()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("warehouse")
    results: list[ExpectationSuiteValidationResult] = []
    failures: list[tuple[str, Failure]] = []
    for name, suite in suites(folder).items():
        if name not in frames:
            raise UserError(
                f"{folder / name}.json is a suite over no known frame.",
                f"Name it after one of {', '.join(frames)}.",
            )
        judged = _suite(name, suite, notes or {})
        context.suites.add(judged)
        if frames[name].empty:
            continue
        definition = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
        result = definition.get_batch({"dataframe": frames[name]}).validate(
            judged,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [KEY],
                "return_unexpected_index_query": False,
            },
        )
        for outcome in result.results:
            config = outcome.expectation_config
            code = config.meta["code"] if config and config.meta else ""
            if error := _error(outcome.exception_info):
                raise UserError(
                    f"{folder / name}.json: the expectation of “{code}” cannot be evaluated: "
                    f"{error}"
                )
            rows = outcome.result.get("unexpected_index_list") or ()
            failures.extend((name, Failure(code, int(row[KEY]))) for row in rows)
        results.append(result)
    return Judged(failures, context, results)


def _suite(name: str, suite: Mapping[str, Any], notes: Mapping[str, str]) -> "ExpectationSuite":
    """A suite as Great Expectations has it, each expectation with the note of its code."""
    from great_expectations import ExpectationSuite

    expectations = [
        {**expectation, "notes": f"`{code}`: {notes[code]}"} if code in notes else expectation
        for expectation in suite["expectations"]
        for code in (expectation["meta"]["code"],)
    ]
    meta = suite.get("meta", {})
    return ExpectationSuite(
        name=name, expectations=expectations, meta=meta, notes=meta.get("notes")
    )


def _write_docs(
    context: "EphemeralDataContext",
    results: "Sequence[ExpectationSuiteValidationResult]",
    folder: Path,
    name_of_run: str,
) -> None:
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    run = RunIdentifier(run_name=name_of_run, run_time=datetime.now(UTC).replace(microsecond=0))
    for result in results:
        name = str(result.suite_name)
        for outcome in result.results:
            for key in _SHOWN:
                outcome.result.pop(key, None)
        # The rest says how the frame was held in memory, by numbers that are new in each run.
        result.meta = {
            "great_expectations_version": result.meta["great_expectations_version"],
            "run_id": run,
            "active_batch_definition": {"data_asset_name": name},
        }
        place = ValidationResultIdentifier(ExpectationSuiteIdentifier(name), run, name)
        context.validation_results_store.set(place, result)
    with replacing_folder(folder) as beside:
        for known in list(context.variables.data_docs_sites or {}):
            context.delete_data_docs_site(known)
        context.add_data_docs_site(
            name_of_run,
            {
                "class_name": "SiteBuilder",
                "store_backend": {
                    "class_name": "TupleFilesystemStoreBackend",
                    "base_directory": str(beside.resolve()),
                },
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            },
        )
        # Of a page that it cannot write it logs a traceback, and goes on without it.
        logging.getLogger("great_expectations.render").setLevel(logging.CRITICAL)
        context.build_data_docs()
        if len(list((beside / "validations").rglob("*.html"))) < len(results):
            raise OSError(errno.EIO, "some of its pages cannot be written", str(folder))


def _error(info: Mapping[str, Any]) -> str:
    """What an expectation raised: its own entry, or an entry for each metric that it needs."""
    entries = [info, *(entry for entry in info.values() if isinstance(entry, Mapping))]
    raised = [str(e["exception_message"]) for e in entries if e.get("raised_exception")]
    return "; ".join(dict.fromkeys(raised))
