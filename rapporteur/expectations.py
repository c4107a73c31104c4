"""The door to Great Expectations: run hand-written suites over frames, get the failing rows.

A suite is a JSON file, `expectations/<frame>.json`, over the frame of that name. Every
expectation names in its `meta` the code of the finding that its failing rows become.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from rapporteur.errors import UserError

KEY = "key"
"""The column of a frame that identifies its rows."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that fails an expectation."""

    code: str
    key: int


def suites(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """The suites of a cycle by name. Raises `UserError` when one is no JSON or lacks a code."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            suite = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise UserError(f"{path} is not valid JSON: {error}.") from error
        for expectation in suite["expectations"]:
            if "code" not in expectation.get("meta", {}):
                raise UserError(
                    f"{path}: {expectation['type']} lacks `meta.code`.",
                    "Name the finding that its failing rows become.",
                )
        found[path.stem] = suite
    return found


def columns_named(suite: Mapping[str, Any]) -> set[str]:
    """The words in the arguments of a suite: all columns that it looks at are among them."""
    arguments = [one["kwargs"] for one in suite["expectations"]]
    return set(re.findall(r"\w+", json.dumps(arguments, ensure_ascii=False)))


def failures(folder: Path, frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, Failure]]:
    """The rows of `frames` that fail the suites of the same names in `folder`, with the name.

    Every frame has the column `key`. Raises `UserError` when a suite has no frame, or an
    expectation cannot be evaluated.
    """
    # Imported here because it takes seconds; nothing is to be sent to its maker.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("warehouse")
    for name, suite in suites(folder).items():
        if name not in frames:
            raise UserError(
                f"{folder / name}.json is a suite over no known frame.",
                f"Name it after one of {', '.join(frames)}.",
            )
        if frames[name].empty:
            continue
        definition = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
        result = definition.get_batch({"dataframe": frames[name]}).validate(
            gx.ExpectationSuite(name=name, expectations=list(suite["expectations"])),
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [KEY],
                "return_unexpected_index_query": False,
            },
        )
        for one in result.results:
            config = one.expectation_config
            code = config.meta["code"] if config and config.meta else ""
            if error := _error(one.exception_info):
                raise UserError(
                    f"{folder / name}.json: the expectation of “{code}” cannot be evaluated: "
                    f"{error}"
                )
            for row in one.result.get("unexpected_index_list") or ():
                yield name, Failure(code, int(row[KEY]))


def _error(info: Mapping[str, Any]) -> str:
    """What an expectation raised: its own entry, or one for each of the metrics that it needs."""
    entries = [info, *(entry for entry in info.values() if isinstance(entry, Mapping))]
    raised = [str(e["exception_message"]) for e in entries if e.get("raised_exception")]
    return "; ".join(dict.fromkeys(raised))
