"""Fit the search's weights and confidence: `python -m tests.benchmarks.fit [SETS] [--json FILE]`.

SETS is a folder of public retrieval sets (stackfaq, stackfaq_oos, clinc150_10, ct22, ct22_oos); those that
are not there are left out and named. The newsroom's own questions in tests/data are always used, but for
`questions-held-out.jsonl`, on which nothing is fitted.

It prints the constants of bot/search/ranking.py and bot/search/confidence.py; for every set the figures
with weights fitted on all sets, and with weights fitted on all sets but that one; what each threshold
would give on the newsroom's questions; and how far confidence is to be believed. The last two are
cross-validated: each half of the newsroom's questions is judged by a fit on the other half.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.load import parse, read_files
from bot.search import Index, fact_index
from bot.search.confidence import Grounds, confidence
from bot.search.features import FEATURES, Evidence
from bot.search.question import Question
from bot.search.ranking import measures, ranked
from tests.benchmarks import metrics, sets
from tests.benchmarks.fitting import Reals, listwise, logistic
from tests.benchmarks.sets import Query

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
NEWSROOM, UNCHARTED = "newsroom", "newsroom without gaps"
SEED = 3
MOST_LINES = 60
"""Candidates of one question that are learned from, the likeliest and the right ones."""
RIDGE_ORDER, RIDGE_CONFIDENCE = 3e-3, 1e-4
UNANSWERABLE, NEWSROOM_COUNTS = 0.3, 2.0
"""The share that unanswerable questions are given in each set, and how often the newsroom counts, as it is
what the thresholds are for. Of its real questions fewer are unanswerable: that errs on the careful side."""
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A question put to an index: what was compared (None where nothing could be), and ids that are right."""

    index: Index
    relevant: frozenset[str]
    compared: tuple[Question, Evidence] | None

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Which candidates are right."""
        assert self.compared is not None
        return np.array([self.index.rows.ids[entry] in self.relevant for entry in self.compared[1].entry])


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Questions of one kind of a set; `order` and `sure` say whether they teach the order, the confidence."""

    set: str
    name: str
    cases: tuple[Case, ...]
    order: bool
    sure: bool


def put(index: Index, queries: Sequence[Query]) -> tuple[Case, ...]:
    """Ask an index."""
    return tuple(Case(index, frozenset(query.relevant), index.compared(query.text)) for query in queries)


def public_parts(folder: Path) -> Iterator[Part]:
    """The parts of the public sets that are there."""
    for name, step, extra in (
        ("stackfaq", 1, None),
        ("clinc150_10", 3, None),
        ("ct22", 1, "queries.train.jsonl"),
    ):
        if not (folder / name).is_dir():
            print(f"{name}: not in {folder}, left out", file=sys.stderr)
            continue
        index = Index.build(sets.documents(folder / name))
        for path in sets.query_files(folder / name):
            sure = name == "clinc150_10"
            kept = [q for n, q in enumerate(sets.queries(path)) if n % step == 0 or not q.relevant]
            yield Part(name, path.name, put(index, kept), order=True, sure=sure)
        if extra:
            training = sets.queries(folder / name / extra)
            yield Part(name, extra, put(index, training[::3]), order=True, sure=False)
            yield Part(
                name,
                "training, half of the entries removed",
                put(*halved(folder / name, training)),
                order=False,
                sure=True,
            )
    for name in ("stackfaq_oos", "ct22_oos"):
        if (folder / name).is_dir():
            index = Index.build(sets.documents(folder / name))
            for path in sets.query_files(folder / name):
                yield Part(
                    name.removesuffix("_oos"),
                    f"{name} {path.name}",
                    put(index, sets.queries(path)),
                    order=False,
                    sure=True,
                )


def halved(folder: Path, queries: Sequence[Query]) -> tuple[Index, list[Query]]:
    """An index without half of the entries that are asked for, and a third of the queries."""
    wanted = sorted({entry for query in queries for entry in query.relevant})
    random.Random(SEED).shuffle(wanted)  # noqa: S311 - the same half in every run
    gone = set(wanted[: len(wanted) // 2])
    index = Index.build(document for document in sets.documents(folder) if document.id not in gone)
    return index, [Query(q.text, tuple(e for e in q.relevant if e not in gone)) for q in queries[1::3]]


def newsroom_parts() -> Iterator[Part]:
    """The newsroom's own questions, put to its fact file, and to the same without its list of gaps."""
    file = parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file
    paths = (
        DATA / "questions.jsonl",
        DATA / "unanswerable.jsonl",
        ROOT.parent / "shared" / "questions-dev.jsonl",
    )
    for name, index in ((NEWSROOM, fact_index(file)), (UNCHARTED, fact_index(replace(file, gaps=())))):
        for path in paths:
            if path.exists():
                read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
                queries = [Query(line["text"], tuple(line["answers"])) for line in read]
                yield Part(name, path.name, put(index, queries), order=True, sure=True)


def fit_order(parts: Sequence[Part]) -> Reals:
    """The weights of `measures`; every set counts the same, and every part of it."""
    lists, shares = [], []
    for part in parts:
        able = [case for case in part.cases if part.order and case.compared and case.right.any()]
        siblings = sum(other.order and other.set == part.set for other in parts)
        for case in able:
            assert case.compared is not None
            lines, right = measures(case.compared[1]).astype(np.float64), case.right
            kept = np.union1d(
                np.argsort(-lines[:, : len(FEATURES)].sum(axis=1))[:MOST_LINES], np.flatnonzero(right)
            )
            lists.append((lines[kept], right[kept]))
            shares.append(1 / (len(able) * siblings))
    return listwise(lists, np.array(shares), RIDGE_ORDER)


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The first match of a case: its grounds (None without a match), right or not, answerable or not."""

    grounds: Grounds | None
    right: bool
    answerable: bool
    ids: tuple[str, ...]


def firsts(part: Part, weights: Reals) -> list[First]:
    """Rank a part's cases."""
    return [_first(case, weights) for case in part.cases]


def _first(case: Case, weights: Reals) -> First:
    if case.compared is None:
        return First(None, right=False, answerable=bool(case.relevant), ids=())
    ranking = ranked(*case.compared, weights.astype(np.float32))
    lines = case.index.matching(ranking)
    ids = tuple(case.index.rows.ids[ranking.evidence.entry[line]] for line in lines)
    first = case.index.grounds(lines[0], ranking) if lines else None
    return First(first, bool(ids) and ids[0] in case.relevant, bool(case.relevant), ids)


def fit_confidence(ranked_parts: Sequence[tuple[Part, list[First]]]) -> Reals:
    """The coefficients of `confidence`: every set counts alike, unanswerable questions a fixed share."""
    terms, right, shares = [], [], []
    for name in dict.fromkeys(part.set for part, _ in ranked_parts):
        found = [
            first
            for part, each in ranked_parts
            if part.set == name and part.sure
            for first in each
            if first.grounds
        ]
        able = sum(first.answerable for first in found)
        for first in found:
            share = (
                (1 - UNANSWERABLE) / max(able, 1)
                if first.answerable
                else UNANSWERABLE / max(len(found) - able, 1)
            )
            assert first.grounds is not None
            terms.append(first.grounds.terms())
            right.append(first.right)
            shares.append(share * (NEWSROOM_COUNTS if name == NEWSROOM else 1))
    return logistic(np.array(terms), np.array(right), np.array(shares), RIDGE_CONFIDENCE)


def sureness(first: First, coefficients: Reals) -> float:
    """The confidence in a first match, 0 where there is none."""
    return confidence(first.grounds, coefficients.tolist()) if first.grounds else 0.0


def figures(part: Part, found: list[First], coefficients: Reals) -> dict[str, Any]:
    """P@1 of a part, and where it has unanswerable questions what refusing 95 % of them leaves."""
    able = [(f, sureness(f, coefficients)) for f in found if f.answerable]
    out = [sureness(f, coefficients) for f in found if not f.answerable]
    result: dict[str, Any] = {"set": part.set, "part": part.name, "queries": len(found)}
    if able:
        result["p_at_1"] = float(np.mean([f.right for f, _ in able]))
    if able and out:
        limit = metrics.refusing_threshold(out)
        result["in_scope_accuracy_refusing_95"] = float(np.mean([f.right and s > limit for f, s in able]))
    return result


def fitted(parts: Sequence[Part]) -> tuple[Reals, Reals]:
    """Weights and coefficients."""
    weights = fit_order(parts)
    return weights, fit_confidence([(part, firsts(part, weights)) for part in parts if part.sure])


def half(parts: Sequence[Part], rest: int) -> list[Part]:
    """The parts; of the newsroom's questions those whose number leaves this rest when divided by two."""
    return [
        replace(part, cases=part.cases[rest::2]) if part.set in (NEWSROOM, UNCHARTED) else part
        for part in parts
    ]


def crossed(parts: Sequence[Part]) -> list[tuple[First, float]]:
    """The newsroom's questions, each half judged by a fit without it."""
    judged: list[tuple[First, float]] = []
    for rest in (0, 1):
        weights, coefficients = fitted(half(parts, 1 - rest))
        for part in half(parts, rest):
            if part.set == NEWSROOM:
                judged.extend((first, sureness(first, coefficients)) for first in firsts(part, weights))
    return judged


def curve(judged: Sequence[tuple[First, float]]) -> list[dict[str, float]]:
    """What each threshold would give: shares of the answerable and of the unanswerable questions."""
    able = [(f, s) for f, s in judged if f.answerable]
    out = [s for f, s in judged if not f.answerable]
    return [
        {
            "threshold": limit,
            "found_and_right": float(np.mean([f.right and s >= limit for f, s in able])),
            "found_and_wrong": float(np.mean([not f.right and s >= limit for f, s in able])),
            "unanswerable_found": float(np.mean([s >= limit for s in out])),
        }
        for limit in THRESHOLDS
    ]


def reliability(judged: Sequence[tuple[First, float]], bins: int = 10) -> list[dict[str, float]]:
    """Confidence against the share that is right, unanswerable questions given their fixed share."""
    able = sum(first.answerable for first, _ in judged)
    share = {True: (1 - UNANSWERABLE) / able, False: UNANSWERABLE / (len(judged) - able)}
    found = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [(f, s) for f, s in judged if low <= s < high or (s == high == 1)]
        if inside:
            weigh = np.array([share[f.answerable] for f, _ in inside])
            right = float(weigh @ [f.right for f, _ in inside] / weigh.sum())
            mean = float(weigh @ [s for _, s in inside] / weigh.sum())
            found.append({"confidence": mean, "right": right, "questions": len(inside)})
    return found


def report(parts: Sequence[Part]) -> dict[str, Any]:
    """Everything that is fitted and measured."""
    weights, coefficients = fitted(parts)
    rows = []
    for name in dict.fromkeys(part.set for part in parts):
        others = fitted([part for part in parts if part.set.split()[0] != name.split()[0]])
        for part in parts:
            if part.set == name:
                row = figures(part, firsts(part, weights), coefficients)
                without = figures(part, firsts(part, others[0]), others[1])
                row["left_out"] = {key: value for key, value in without.items() if isinstance(value, float)}
                rows.append(row)
    judged = crossed(parts)
    values, relative = weights[: len(FEATURES)], weights[len(FEATURES) :]
    return {
        "weights": {
            f: (round(float(v), 2), round(float(r), 2))
            for f, v, r in zip(FEATURES, values, relative, strict=True)
        },
        "coefficients": [round(float(c), 2) for c in coefficients],
        "sets": rows,
        "curve": curve(judged),
        "reliability": reliability(judged),
    }


def show(result: dict[str, Any]) -> Iterator[str]:
    """The report for a person."""
    yield f"WEIGHTS = {result['weights']}"
    yield f"COEFFICIENTS = {result['coefficients']}"
    for row in result["sets"]:
        told = [f"{row['set']:12} {row['part'][:40]:40} {row['queries']:5}"]
        for key, name in (("p_at_1", "P@1"), ("in_scope_accuracy_refusing_95", "at 95 % refused")):
            if key in row:
                told.append(f"{name} {row[key]:.3f} (set left out {row['left_out'][key]:.3f})")
        yield "  ".join(told)
    for point in result["curve"]:
        yield "  ".join(f"{key} {value:.3f}" for key, value in point.items())
    for point in result["reliability"]:
        yield "  ".join(f"{key} {value:.2f}" for key, value in point.items())


def main(arguments: list[str]) -> None:
    """Fit, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.fit", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("sets", type=Path, nargs="?", help="folder of the public retrieval sets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON as well")
    options = parser.parse_args(arguments)
    parts = [*newsroom_parts(), *(public_parts(options.sets) if options.sets else ())]
    result = report(parts)
    print("\n".join(show(result)))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
