"""How well and how fast the search finds entries of a retrieval set.

`python -m tests.benchmarks.retrieval SET_DIR [--peers] [--json] [--queries FILE ...] [--sample N]`.

The product's own index is built over the documents of SET_DIR (the format is told in `sets`) and asked
every query of `queries.dev*.jsonl` there, or of the files named. `--peers` measures other searches on the
same queries in the same run, each in a process of its own; RapidFuzz, which is slow on large sets, on a
sample of them. Data on stdout, progress on stderr; exit code 2 for wrong use.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import metrics
from tests.benchmarks.engines import PEERS, PRODUCT, RAPIDFUZZ, Ranking, UnavailableError
from tests.benchmarks.measuring import Measured, Timed, measure
from tests.benchmarks.sets import BadSetError, Query, documents, queries, query_files

SEED = 20
LARGE, SAMPLE = 5_000, 100
"""Entries above which RapidFuzz is asked a sample only, and how many queries that is."""

Figures = dict[str, Any]


def figures(asked: Sequence[Query], answers: Sequence[Timed]) -> Figures:
    """Every figure of one file of queries; None where a figure has no case to be taken from."""
    pairs = [(query.relevant, answer.ranking) for query, answer in zip(asked, answers, strict=True)]
    inside = [(relevant, ranking) for relevant, ranking in pairs if relevant]
    outside = [ranking.score for relevant, ranking in pairs if not relevant]
    counts = {"queries": len(pairs), "answerable": len(inside), "unanswerable": len(outside)}
    found: Figures = {**counts, **_ranked(inside), **_refused(inside, outside), **_statuses(pairs)}
    taken = [answer.milliseconds for answer in answers]
    found["latency_ms"] = {f"p{p}": round(metrics.percentile(taken, p / 100), 3) for p in (50, 95, 99)}
    return found


def _ranked(inside: Sequence[tuple[tuple[str, ...], Ranking]]) -> Figures:
    first = metrics.mean([metrics.right_first(ranking.ids, relevant) for relevant, ranking in inside])
    return {
        "p_at_1": first,
        "p_at_1_se": None if first is None else metrics.standard_error(first, len(inside)),
        "mrr_at_5": metrics.mean([metrics.reciprocal_rank(r.ids, relevant) for relevant, r in inside]),
        "map_at_5": metrics.mean([metrics.average_precision(r.ids, relevant) for relevant, r in inside]),
        "hit_at_3": metrics.mean([metrics.hit(r.ids, relevant, 3) for relevant, r in inside]),
    }


def _refused(inside: Sequence[tuple[tuple[str, ...], Ranking]], outside: Sequence[float]) -> Figures:
    if not inside or not outside:
        return {"auroc": None, "in_scope_accuracy_refusing_95": None}
    scores = [ranking.score for _, ranking in inside]
    right = [metrics.right_first(ranking.ids, relevant) for relevant, ranking in inside]
    threshold = metrics.refusing_threshold(outside)
    return {
        "auroc": metrics.auroc(scores, outside),
        "in_scope_accuracy_refusing_95": metrics.accuracy_above(scores, right, threshold),
    }


def _statuses(pairs: Sequence[tuple[tuple[str, ...], Ranking]]) -> Figures:
    """Shares of statuses, of all and of the unanswerable; found is precise where the first is right."""
    if any(ranking.status is None for _, ranking in pairs):
        return {"status": None, "status_unanswerable": None, "found_precision": None}
    shown = [(relevant, ranking) for relevant, ranking in pairs if ranking.status == "found"]
    outside = [ranking for relevant, ranking in pairs if not relevant]
    return {
        "status": _shares([ranking for _, ranking in pairs]),
        "status_unanswerable": _shares(outside) if outside else None,
        "found_precision": metrics.mean([metrics.right_first(r.ids, relevant) for relevant, r in shown]),
    }


def _shares(rankings: Sequence[Ranking]) -> Figures:
    return {
        status: metrics.mean([ranking.status == status for ranking in rankings])
        for status in ("found", "unsure", "none")
    }


def sampled(asked: Sequence[Query], count: int | None) -> tuple[Query, ...]:
    """All queries, or `count` of them, the same in every run."""
    if count is None or count >= len(asked):
        return tuple(asked)
    return tuple(random.Random(SEED).sample(asked, count))  # noqa: S311 - to be the same in every run


def measured(folder: Path, engine: str, files: Mapping[str, Sequence[Query]]) -> Figures:
    """The figures of one engine, a file of queries each."""
    texts = [[query.text for query in asked] for asked in files.values()]
    done: Measured = measure(engine, partial(documents, folder), texts)
    return {
        "build_seconds": round(done.build_seconds, 3),
        "memory_mb": done.memory_mb,
        "peak_mb": done.peak_mb,
        "files": {
            name: figures(asked, answers)
            for (name, asked), answers in zip(files.items(), done.answers, strict=True)
        },
    }


def run(folder: Path, paths: Sequence[Path], engines: Sequence[str], sample: int | None) -> Figures:
    """Measure each engine on each file; BadSetError and UnavailableError say what to do."""
    ids = {document.id for document in documents(folder)}
    if not ids:
        raise BadSetError(f"{folder}: no documents; write one a line into docs.jsonl")
    if not paths:
        raise BadSetError(f"{folder}: no queries.dev*.jsonl; write one, or name files with --queries")
    files = {path.name if path.parent == folder else str(path): queries(path) for path in paths}
    for name, asked in files.items():
        strange = {entry for query in asked for entry in query.relevant} - ids
        if strange:
            print(f"{name}: {len(strange)} relevant entries are in no document; misses", file=sys.stderr)
    few = SAMPLE if sample is None and len(ids) > LARGE else sample
    results: Figures = {}
    for engine in engines:
        count = few if engine in RAPIDFUZZ else None
        chosen = {name: sampled(asked, count) for name, asked in files.items()}
        total = sum(map(len, chosen.values()))
        print(f"{engine}: {total} queries on {len(ids)} entries", file=sys.stderr, flush=True)
        results[engine] = measured(folder, engine, chosen)
    totals = {name: len(asked) for name, asked in files.items()}
    return {"set": folder.resolve().name, "entries": len(ids), "queries": totals, "engines": results}


def table(result: Figures) -> Iterator[str]:
    """The result for people."""
    yield f"{result['set']}: {result['entries']} entries"
    yield f"\n{'':20}{'build s':>10}{'memory MB':>11}{'peak MB':>10}"
    for engine, values in result["engines"].items():
        memory, peak = (_number(values[key], 1) for key in ("memory_mb", "peak_mb"))
        yield f"{engine:20}{values['build_seconds']:10.2f}{memory:>11}{peak:>10}"
    for name, total in result["queries"].items():
        product = result["engines"][PRODUCT]["files"][name]
        yield f"\n{name}: {total} queries, {product['unanswerable']} of them unanswerable"
        yield (
            f"{'':20}{'queries':>8}{'P@1':>7}{'+-':>6}{'MRR@5':>7}{'MAP@5':>7}{'hit@3':>7}"
            f"{'AUROC':>7}{'acc@95':>8}{'p50 ms':>9}{'p95':>9}{'p99':>9}"
        )
        for engine, values in result["engines"].items():
            yield _row(engine, values["files"][name])
        yield from _status_lines(product)


def _row(engine: str, values: Figures) -> str:
    parts = [f"{engine:20}{values['queries']:8}"]
    shown = ("p_at_1", "p_at_1_se", "mrr_at_5", "map_at_5", "hit_at_3", "auroc")
    parts.extend(f"{_number(values[key]):>{6 if key == 'p_at_1_se' else 7}}" for key in shown)
    parts.append(f"{_number(values['in_scope_accuracy_refusing_95']):>8}")
    parts.extend(f"{value:9.2f}" for value in values["latency_ms"].values())
    return "".join(parts)


def _status_lines(values: Figures) -> Iterator[str]:
    shares = "  ".join(f"{status} {_number(share)}" for status, share in values["status"].items())
    yield f"{PRODUCT}'s statuses: {shares}; found is right in {_number(values['found_precision'])}"
    if values["status_unanswerable"]:
        outside = values["status_unanswerable"].items()
        yield f"  of the unanswerable: {'  '.join(f'{status} {_number(share)}' for status, share in outside)}"


def _number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line; argparse exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.retrieval", allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="SET_DIR", help="folder with docs.jsonl")
    parser.add_argument("--peers", action="store_true", help="measure other searches too")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument(
        "--queries", type=Path, nargs="+", metavar="FILE", help="default: SET_DIR/queries.dev*.jsonl"
    )
    parser.add_argument(
        "--sample",
        type=int,
        metavar="N",
        help=f"queries of each file put to RapidFuzz (default: {SAMPLE} above {LARGE} entries, else all)",
    )
    options = parser.parse_args(given)
    if options.sample is not None and options.sample < 1:
        parser.error("--sample takes a number of queries from 1")
    return options


def main(given: Sequence[str]) -> int:
    """Measure and print; the exit code."""
    options = arguments(given)
    engines = (PRODUCT, *PEERS) if options.peers else (PRODUCT,)
    try:
        paths = options.queries or query_files(options.folder)
        result = run(options.folder, paths, engines, options.sample)
    except (BadSetError, UnavailableError) as error:
        print(f"retrieval: {error}", file=sys.stderr)
        return 2
    print(json.dumps(result) if options.json else "\n".join(table(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
