"""What was measured, read back from its JSON files, and what its sets, queries and searches are called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import metrics
from tests.benchmarks.engines import PRODUCT
from tests.benchmarks.fit import NEWSROOM

Figures = dict[str, Any]

SETS = ("stackfaq", "stackfaq_oos", "clinc150_10", "ct22", "ct22_oos")
"""The public sets, in the order of the tables."""
KINDS = {
    "queries.dev.jsonl": "as written",
    "queries.dev.noisy.jsonl": "noisy",
    "queries.dev.kw.jsonl": "kw",
    "queries.dev.kwtypo.jsonl": "kwtypo",
}
"""What a file of queries holds."""
LEFT_OUT = "set left out"
"""The search as fitted on all sets but the one measured."""
PEERS = {
    "bm25s": "bm25s",
    "FTS5 porter": "FTS5 porter",
    "FTS5 trigram": "FTS5 trigram",
    "tantivy": "tantivy",
    "tantivy fuzzy": "tantivy fuzzy",
    "rapidfuzz WRatio": "WRatio",
    "rapidfuzz token_set": "token_set",
}
"""The other searches as a table calls them."""
COMMAND = "python -m tests.benchmarks.report"


class ReportError(Exception):
    """What keeps a report from being made; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Measurements:
    """The figures of every step, as its JSON has them; those of retrieval by set.

    `scaling` ends with a million entries, which only the product is measured on.
    """

    newsroom: Figures
    fit: Figures
    scaling: list[Figures]
    hostile: list[Figures]
    retrieval: dict[str, Figures]


@dataclass(frozen=True, slots=True)
class Line:
    """One file of queries of a set, and the figures of each search that was asked it."""

    set: str
    kind: str
    queries: int
    engines: dict[str, Figures]

    @property
    def ours(self) -> Figures:
        """The product's figures."""
        return self.engines[PRODUCT]

    @property
    def best_peer(self) -> str:
        """The other search that has the most queries right; the first of equals."""
        return max(PEERS, key=lambda engine: self.engines[engine]["p_at_1"])


def path_of(step: str, folder: Path) -> Path:
    """Where the figures of a step are kept."""
    return folder / f"{step}.json"


def retrieval_step(name: str) -> str:
    """The step that measures a public set."""
    return f"retrieval-{name}"


def measurements(folder: Path) -> Measurements:
    """Everything that was measured; ReportError names what is missing and how to measure it."""
    return Measurements(
        newsroom=_read("newsroom", folder),
        fit=_read("fit", folder),
        scaling=[*_read("scaling", folder)["scaling"], *_read("archive", folder)["scaling"]],
        hostile=_read("hostile", folder)["hostile"],
        retrieval={name: _read(retrieval_step(name), folder) for name in SETS},
    )


def _read(step: str, folder: Path) -> Figures:
    path = path_of(step, folder)
    measure = f"measure it with: {COMMAND} --only {step}"
    if not path.is_file():
        raise ReportError(f"{path} is missing; {measure}")
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ReportError(f"{path} is not JSON ({error}); {measure}") from error
    if not isinstance(read, dict):
        raise ReportError(f"{path} holds no figures; {measure}")
    return read


def lines(found: Measurements) -> Iterator[Line]:
    """Every file of queries, in the order of `SETS`; `LEFT_OUT` is among its engines."""
    for name, result in found.retrieval.items():
        for file, queries in result["queries"].items():
            engines = {engine: values["files"][file] for engine, values in result["engines"].items()}
            engines[LEFT_OUT] = _left_out(found.fit, name, file, engines[PRODUCT])
            yield Line(name, KINDS[file], queries, engines)


def _left_out(fit: Figures, name: str, file: str, ours: Figures) -> Figures:
    """The fit's figures for a file of queries; of the answerable ones it may have asked some only."""
    whole = name.removesuffix("_oos")
    part = file if whole == name else f"{name} {file}"
    row = next((row for row in fit["sets"] if (row["set"], row["part"]) == (whole, part)), None)
    if row is None:
        raise ReportError(f"fit.json lacks {part} of {whole}; measure it with: {COMMAND} --only fit")
    first = row["left_out"]["p_at_1"]
    return {
        "queries": row["queries"],
        "p_at_1": first,
        "p_at_1_se": metrics.standard_error(first, row["queries"] - ours["unanswerable"]),
        "in_scope_accuracy_refusing_95": row["left_out"].get("in_scope_accuracy_refusing_95"),
    }


def judged(found: Measurements) -> tuple[int, int]:
    """How many answerable and unanswerable questions the fit's thresholds and reliability were taken from."""
    parts = {row["part"] for row in found.fit["sets"] if row["set"] == NEWSROOM}
    files = [values for name, values in found.newsroom["files"].items() if name in parts]
    return sum(values["answerable"] for values in files), sum(values["unanswerable"] for values in files)
