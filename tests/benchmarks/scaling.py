"""How the search holds up as entries grow, under hostile questions, and when one entry changes.

`python -m tests.benchmarks.scaling [--entries N ...] [--archive] [--peers] [--json]`: build time, memory,
latency and P@1 on synthetic entries (see `synthetic`), for each number of entries. `--archive` adds a
million entries, in the same index: it needs no other one.

`python -m tests.benchmarks.scaling --hostile [--json]`: the longest search of each hostile text.

`python -m tests.benchmarks.scaling --rebuild [--json]`: seconds to build afresh, and after a changed entry.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from bot.search import Document, Index
from tests.benchmarks import hostile, synthetic
from tests.benchmarks.engines import PRODUCT, RAPIDFUZZ, UnavailableError
from tests.benchmarks.measuring import measure
from tests.benchmarks.retrieval import figures, sampled

QUESTIONS = 300
ENTRIES = (1_000, 10_000, 100_000)
ARCHIVE = 1_000_000
HOSTILE_ENTRIES = (1_000, 10_000)
HOSTILE_ROUNDS = 3
PEERS = ("rapidfuzz WRatio", "bm25s", "FTS5 porter", "tantivy")
SAMPLES = ((5_000, None), (50_000, 100))
"""Entries up to which RapidFuzz is asked so many questions; of more it is asked `SMALLEST_SAMPLE`."""
SMALLEST_SAMPLE = 20

Figures = dict[str, Any]


def sample(engine: str, entries: int) -> int | None:
    """How many questions an engine is asked, None for all: RapidFuzz takes seconds each on a large index."""
    if engine not in RAPIDFUZZ:
        return None
    return next((count for most, count in SAMPLES if entries <= most), SMALLEST_SAMPLE)


def scaled(engine: str, entries: int) -> Figures:
    """The figures of one engine on so many entries."""
    asked = sampled(synthetic.questions(entries, QUESTIONS), sample(engine, entries))
    print(f"{engine}: {len(asked)} questions on {entries} entries", file=sys.stderr, flush=True)
    done = measure(engine, partial(synthetic.documents, entries), [[query.text for query in asked]])
    found = figures(asked, done.answers[0])
    kept = ("queries", "p_at_1", "p_at_1_se", "auroc", "status", "status_unanswerable", "latency_ms")
    return {
        "engine": engine,
        "entries": done.entries,
        "build_seconds": round(done.build_seconds, 3),
        "memory_mb": done.memory_mb,
        "peak_mb": done.peak_mb,
        **{key: found[key] for key in kept},
    }


def rebuilt(entries: int) -> Figures:
    """Seconds to build an index, and to build it again when one entry of it has changed."""
    print(f"{PRODUCT}: one of {entries} entries changed", file=sys.stderr, flush=True)
    documents = list(synthetic.documents(entries))
    begun = time.perf_counter()
    index = Index.build(documents)
    built = time.perf_counter()
    changed = documents[entries // 2]
    documents[entries // 2] = Document(changed.id, {**changed.fields, "title": "another title altogether"})
    again = time.perf_counter()
    index.rebuilt(documents)
    done = time.perf_counter()
    return {"entries": entries, "build_seconds": built - begun, "rebuild_seconds": done - again}


def longest(engine: str, entries: int) -> Figures:
    """The longest search of each hostile text, in milliseconds, of a few rounds."""
    print(f"{engine}: hostile questions on {entries} entries", file=sys.stderr, flush=True)
    texts = hostile.texts(entries)
    rounds = [[text] * HOSTILE_ROUNDS for text in texts.values()]
    warm = [query.text for query in synthetic.questions(entries, 20)]
    done = measure(engine, partial(synthetic.documents, entries), rounds, warm)
    taken = [max(answer.milliseconds for answer in answers) for answers in done.answers]
    by_text = {name: round(most, 3) for name, most in zip(texts, taken, strict=True)}
    return {"engine": engine, "entries": entries, "longest_ms": max(by_text.values()), "texts_ms": by_text}


def scaling_table(results: Sequence[Figures]) -> Iterator[str]:
    """The figures of scaling for people."""
    yield (
        f"{'':18}{'entries':>9}{'build s':>9}{'memory MB':>11}{'queries':>9}{'P@1':>7}{'+-':>6}"
        f"{'p50 ms':>9}{'p95':>9}{'p99':>9}"
    )
    for values in results:
        memory = "-" if values["memory_mb"] is None else f"{values['memory_mb']:.1f}"
        latency = "".join(f"{value:9.2f}" for value in values["latency_ms"].values())
        yield (
            f"{values['engine']:18}{values['entries']:9}{values['build_seconds']:9.2f}{memory:>11}"
            f"{values['queries']:9}{values['p_at_1']:7.3f}{values['p_at_1_se']:6.3f}{latency}"
        )


def rebuild_table(results: Sequence[Figures]) -> Iterator[str]:
    """Seconds to build and to rebuild, for people."""
    yield f"{'entries':>9}{'build s':>9}{'one changed s':>15}"
    for values in results:
        yield f"{values['entries']:9}{values['build_seconds']:9.2f}{values['rebuild_seconds']:15.2f}"


def hostile_table(results: Sequence[Figures]) -> Iterator[str]:
    """The longest searches for people: a line a text, a column a number of entries."""
    yield f"{'longest search, ms':24}" + "".join(f"{values['entries']:>10}" for values in results)
    for name in results[0]["texts_ms"]:
        yield f"{name:24}" + "".join(f"{values['texts_ms'][name]:10.2f}" for values in results)
    yield f"{'of all':24}" + "".join(f"{values['longest_ms']:10.2f}" for values in results)


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line; argparse exits with 2 where it is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scaling", allow_abbrev=False)
    parser.add_argument("--entries", type=int, nargs="+", metavar="N", help="numbers of entries")
    parser.add_argument("--archive", action="store_true", help="measure a million entries as well")
    parser.add_argument("--peers", action="store_true", help="measure other searches too")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--hostile", action="store_true", help="measure hostile questions instead")
    kind.add_argument("--rebuild", action="store_true", help="measure what a changed entry costs instead")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args(given)
    options.entries = options.entries or (HOSTILE_ENTRIES if options.hostile else ENTRIES)
    if min(options.entries) < 1:
        parser.error("--entries takes numbers from 1")
    if (options.hostile or options.rebuild) and options.peers:
        parser.error("--peers is for the plain run only")
    if options.archive:
        options.entries = (*options.entries, ARCHIVE)
    return options


def main(given: Sequence[str]) -> int:
    """Measure and print; the exit code."""
    options = arguments(given)
    name, table = "scaling", scaling_table
    try:
        if options.hostile:
            name, table = "hostile", hostile_table
            results = [longest(PRODUCT, entries) for entries in options.entries]
        elif options.rebuild:
            name, table = "rebuild", rebuild_table
            results = [rebuilt(entries) for entries in options.entries]
        else:
            engines = (PRODUCT, *(PEERS if options.peers else ()))
            results = [scaled(engine, entries) for entries in options.entries for engine in engines]
    except UnavailableError as error:
        print(f"scaling: {error}", file=sys.stderr)
        return 2
    print(json.dumps({name: results}) if options.json else "\n".join(table(results)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
