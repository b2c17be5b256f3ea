"""The blocks of docs/search.md: tables and their captions, from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill

from bot.search.confidence import FOUND, UNSURE
from tests.benchmarks import metrics
from tests.benchmarks.engines import PRODUCT
from tests.benchmarks.fit import UNANSWERABLE
from tests.benchmarks.hostile import LENGTH
from tests.benchmarks.measurements import LEFT_OUT, PEERS, SETS, Figures, Line, Measurements, judged, lines
from tests.benchmarks.scaling import HOSTILE_ROUNDS

WIDTH = 120
NOTHING = "–"
PUBLIC = (
    "Development queries of public sets that are not part of this repository. Factdesk is fitted on them too:"
    f" “{LEFT_OUT}” is its figure with weights fitted without that set"
)
ONE_THREAD = "Each search in a process of its own with one thread"


def newsroom(found: Measurements) -> str:
    """How the newsroom's own questions fare."""
    head = (
        "file",
        "in the fit",
        "answerable",
        "right first",
        "found and right",
        "found and wrong, of all",
        "unanswerable",
        "of them found",
    )
    files: dict[str, Figures] = found.newsroom["files"]
    rows = [
        (
            f"`{name}`",
            "yes" if values["in_fit"] else "no",
            _count(values["answerable"]),
            _share(values["right_first"], values["answerable"]),
            _share(values["found_and_right"], values["answerable"]),
            _share(values["found_and_wrong"], values["answerable"] + values["unanswerable"]),
            _count(values["unanswerable"]),
            _share(values["unanswerable_found"], values["unanswerable"]),
        )
        for name, values in files.items()
    ]
    total = sum(values["answerable"] + values["unanswerable"] for values in files.values())
    return _block(
        _table(head, rows, words=2),
        f"{total:,} questions put to this repository's fact file, ± the standard error. Found and wrong: a"
        " fact is shown that does not answer the question, whether or not another one would."
        " `questions-dev.jsonl` is not part of the repository.",
    )


def thresholds(found: Measurements) -> str:
    """What each threshold would give."""
    able, out = judged(found)
    head = ("fact shown from", "found and right", "found and wrong", "unanswerable found")
    rows = [
        (
            _bold(f"{point['threshold']:.2f}", if_=point["threshold"] == FOUND),
            _share(point["found_and_right"], able),
            _share(point["found_and_wrong"], able),
            _share(point["unanswerable_found"], out),
        )
        for point in found.fit["curve"]
    ]
    return _block(
        f"Factdesk shows one fact where its confidence is at least **{FOUND:.2f}** (found), and offers up to"
        f" three where it is at least **{UNSURE:.2f}** (unsure).",
        _table(head, rows, words=0),
        _picture("thresholds", "Shares found and right, found and wrong, and found with nothing on file"),
        f"The newsroom's questions: shares of {able:,} answerable ones and, in the last column, of {out:,}"
        " unanswerable ones, ± the standard error. Cross-validated: each half is judged by a fit on the other"
        " half and the public sets.",
    )


def reliability(found: Measurements) -> str:
    """How far confidence is to be believed."""
    able, out = judged(found)
    return _block(
        _picture("reliability", "Confidence against the share of questions that are right, by tenths"),
        "Confidence in the first match by tenths, against the share that is right:"
        f" {able + out:,} of the newsroom's questions, their number above each tenth. {out:,} of them are"
        f" unanswerable, which count as {UNANSWERABLE * 100:.0f} % of all. Cross-validated as above.",
    )


def order(found: Measurements) -> str:
    """How often the right entry stands first, and how the first five are ordered."""
    every = list(lines(found))
    head = ("set", "queries", "number")
    entries = ", ".join(f"{name} {found.retrieval[name]['entries']:,}" for name in SETS)
    engines = (PRODUCT, LEFT_OUT, *PEERS)
    first = [(*_named(line), *(_first(line, engine) for engine in engines)) for line in every]
    means = [
        (*_named(line), *(_figure(line, engine, "map_at_5") for engine in _without_fit())) for line in every
    ]
    return _block(
        "The right entry first (P@1):",
        _table((*head, *_heads(engines)), first, words=2),
        "Mean average precision of the first five (MAP@5):",
        _table((*head, *_heads(_without_fit())), means, words=2),
        _picture(
            "retrieval", "Share of queries with a right entry first: Factdesk, the best other search, bm25s"
        ),
        "Means over the answerable queries, ± the standard error; “of” says how many queries were asked where"
        f" not all were. {PUBLIC}. Entries: {entries}. WRatio and token_set are RapidFuzz's, FTS5 is"
        f" SQLite's. {ONE_THREAD}.",
    )


def refusing(found: Measurements) -> str:
    """How well answerable queries are told from unanswerable ones."""
    both = [line for line in lines(found) if line.ours["auroc"] is not None]
    head = ("set", "queries", "answerable", "unanswerable")
    kept = "in_scope_accuracy_refusing_95"
    named = [(line, (line.set, line.kind, *_counts(line))) for line in both]
    engines = (PRODUCT, LEFT_OUT, *PEERS)
    areas = [
        (*names, *(_figure(line, engine, "auroc") for engine in _without_fit())) for line, names in named
    ]
    shares = [(*names, *(_figure(line, engine, kept) for engine in engines)) for line, names in named]
    shown = [(*names, *_outcomes(line.ours)) for line, names in named]
    return _block(
        "The chance that an answerable query scores above an unanswerable one (AUROC):",
        _table((*head, *_heads(_without_fit())), areas, words=2),
        "The share of answerable queries that are right first and score above"
        f" {metrics.REFUSED * 100:.0f} % of the unanswerable ones:",
        _table((*head, *_heads(engines)), shares, words=2),
        "What Factdesk makes of them with its thresholds:",
        _table(
            (*head, "found, of all", "found is right", "unanswerable found", "unanswerable none"),
            shown,
            words=2,
        ),
        f"{PUBLIC}. “Of” says how many queries were asked where not all were. {ONE_THREAD}.",
    )


def scaling(found: Measurements) -> str:
    """What an index costs, by the number of its entries."""
    by_size: dict[int, dict[str, Figures]] = {}
    for values in found.scaling:
        by_size.setdefault(values["entries"], {})[values["engine"]] = values
    peers = [engine for engine in PEERS if any(engine in size for size in by_size.values())]
    head = ("entries", "build, s", "memory, MB", "right first", "p50, ms", "p95, ms", "p99, ms")
    rows = []
    for entries, size in by_size.items():
        ours = size[PRODUCT]
        memory = NOTHING if ours["memory_mb"] is None else f"{ours['memory_mb']:,.0f}"
        latency = [_milliseconds(ours["latency_ms"][key]) for key in ("p50", "p95", "p99")]
        first = f"{ours['p_at_1']:.3f} ± {ours['p_at_1_se']:.3f}"
        late = [_late(size.get(engine), ours["queries"]) for engine in peers]
        rows.append((f"{entries:,}", f"{ours['build_seconds']:.1f}", memory, first, *latency, *late))
    asked = max(size[PRODUCT]["queries"] for size in by_size.values())
    return _block(
        _table((*head, *(f"{PEERS[engine]}: p95, ms" for engine in peers)), rows, words=0),
        _picture("scaling", "95th percentile of a search's time against the number of entries"),
        f"Made-up entries and {asked:,} made-up questions; “of” says how many were asked where not all were."
        f" The memory is what the index takes. {ONE_THREAD}.",
    )


def hostile(found: Measurements) -> str:
    """The longest search of each hostile text."""
    results = found.hostile
    head = ("text", *(f"{values['entries']:,} entries" for values in results))
    rows = [
        (name, *(_milliseconds(values["texts_ms"][name]) for values in results))
        for name in results[0]["texts_ms"]
    ]
    rows.append(
        ("**the longest**", *(_bold(_milliseconds(values["longest_ms"]), if_=True) for values in results))
    )
    return _block(
        _table(head, rows, words=1),
        f"The longest of {HOSTILE_ROUNDS} searches in milliseconds: texts of up to {LENGTH:,} characters, put"
        " to an index of made-up entries. A process of its own with one thread.",
    )


BLOCKS: dict[str, Callable[[Measurements], str]] = {
    function.__name__: function
    for function in (newsroom, thresholds, reliability, order, refusing, scaling, hostile)
}
"""What makes the text between `<!-- begin NAME -->` and `<!-- end NAME -->`."""


def _without_fit() -> tuple[str, ...]:
    """The searches of which the fit tells nothing more."""
    return (PRODUCT, *PEERS)


def _heads(engines: Sequence[str]) -> list[str]:
    names = {PRODUCT: "Factdesk", LEFT_OUT: LEFT_OUT, **PEERS}
    return [names[engine] for engine in engines]


def _named(line: Line) -> tuple[str, str, str]:
    return line.set, line.kind, _count(line.queries)


def _counts(line: Line) -> tuple[str, str]:
    return _count(line.ours["answerable"]), _count(line.ours["unanswerable"])


def _outcomes(ours: Figures) -> tuple[str, ...]:
    silent = ours["status_unanswerable"]
    shares = (ours["status"]["found"], ours["found_precision"], silent["found"], silent["none"])
    found = round(shares[0] * ours["queries"])
    counts = (ours["queries"], found, ours["unanswerable"], ours["unanswerable"])
    return tuple(_share(share, count) for share, count in zip(shares, counts, strict=True))


def _first(line: Line, engine: str) -> str:
    values = line.engines[engine]
    return f"{values['p_at_1']:.3f} ± {values['p_at_1_se']:.3f}{_of(values, line.queries)}"


def _figure(line: Line, engine: str, key: str) -> str:
    values = line.engines[engine]
    return NOTHING if values[key] is None else f"{values[key]:.3f}{_of(values, line.queries)}"


def _late(values: Figures | None, queries: int) -> str:
    return NOTHING if values is None else _milliseconds(values["latency_ms"]["p95"]) + _of(values, queries)


def _milliseconds(value: float) -> str:
    """With as many decimals as say something."""
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def _of(values: Figures, queries: int) -> str:
    """How many were asked, where that is not all."""
    return "" if values["queries"] == queries else f" (of {values['queries']:,})"


def _share(value: float | None, count: int) -> str:
    """A share of so many cases; there is none of no case."""
    return NOTHING if value is None else f"{value:.3f} ± {metrics.standard_error(value, count):.3f}"


def _count(number: int) -> str:
    return f"{number:,}" if number else NOTHING


def _bold(text: str, *, if_: bool) -> str:
    return f"**{text}**" if if_ else text


def _picture(name: str, told: str) -> str:
    return f"![{told}](pictures/{name}.svg)"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> str:
    """A table whose first `words` columns are words; the others are numbers, set to the right."""
    rule = ["---" if column < words else "---:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _block(*parts: str) -> str:
    """Paragraphs, tables and pictures with empty lines between; paragraphs in lines of at most `WIDTH`."""
    return "\n\n".join(
        part
        if part.startswith(("|", "!"))
        else fill(part, WIDTH, break_long_words=False, break_on_hyphens=False)
        for part in parts
    )
