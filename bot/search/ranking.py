"""Candidates in the order in which a question may mean them, and the grounds for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.search.confidence import Grounds
from bot.search.english import CONTENT, kind
from bot.search.features import FEATURES, Evidence
from bot.search.question import Question
from bot.search.rows import Numbers, Reals

WEIGHTS = {
    "cover": (1.03, 1.31),
    "amount": (0.63, 1.49),
    "own": (-0.0, 1.66),
    "frequency": (0.81, 1.68),
    "row": (0.55, 0.87),
    "row_cover": (1.43, 1.3),
    "second": (0.46, 0.87),
    "pairs": (0.6, 1.18),
    "letters": (0.72, 0.63),
    "exact": (0.59, 0.59),
}
"""What each feature counts, as it is and as a share of the highest among the candidates; fitted by
`python -m tests.benchmarks.fit`, whose result docs/search.md shows."""
ITSELF = 5.0
"""What a row that is the question itself adds to a score: more than anything else in practice, as what an
editor has written down as a question to this entry is one."""
NAMED = 0.5
"""The quality from which on an entry has a name."""
NEAREST_GAPS = 12
"""Candidates among which phrases known not to be on file are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The candidates' lines in the evidence, best first, and each line's share of the odds."""

    question: Question
    evidence: Evidence
    order: Numbers
    share: Reals


def measures(evidence: Evidence) -> Reals:
    """Each feature as it is, and as a share of the highest among the candidates: a line a candidate."""
    features = evidence.features
    highest = np.maximum(features.max(axis=0, initial=0), 1e-6)
    return np.hstack((features, features / highest))


def weights() -> Reals:
    """`WEIGHTS` in the order of `measures`."""
    return np.array([WEIGHTS[name] for name in FEATURES], np.float32).T.ravel()


def ranked(question: Question, evidence: Evidence, weigh: Reals) -> Ranking:
    """Order the candidates by weights such as `weights()`; alike ones stay in the order of the documents."""
    score = measures(evidence) @ weigh + ITSELF * evidence.features[:, FEATURES.index("exact")]
    odds = np.exp(score - score.max(initial=0))
    return Ranking(question, evidence, np.argsort(-score, kind="stable"), odds / max(odds.sum(), 1e-9))


def grounds(line: int, ranking: Ranking, answers: int, entries: int) -> Grounds:
    """What speaks for one candidate, by its line; of all entries those from number `answers` on are gaps."""
    question, evidence = ranking.question, ranking.evidence
    mine = dict(zip(FEATURES, evidence.features[line].tolist(), strict=True))
    others = np.delete(evidence.features, line, axis=0)
    nearest = ranking.order[:NEAREST_GAPS]
    gaps = nearest[(evidence.entry[nearest] >= answers) & (nearest != line)]
    # A word of a name of n words has a factor of one by the root of n, so that the name counts once.
    counts = np.array([u.factor**2 if kind(u.surface) == CONTENT else 0.0 for u in question.units])
    every = max(float(counts.sum()), 1e-9)
    named = np.array([unit.name for unit in question.units])
    return Grounds(
        share=float(ranking.share[line]),
        lead=float(ranking.share[line] - np.delete(ranking.share, line).max(initial=0)),
        match=mine["row"] * mine["row_cover"],
        second=mine["second"],
        amount=mine["amount"],
        rival=_highest(others, "row"),
        pairs_lead=mine["pairs"] - _highest(others, "pairs"),
        gap=_highest(evidence.features[gaps], "row_cover"),
        missed=float(counts @ (1 - evidence.own[line])) / every,
        other_name=float((named & (evidence.own[line] < NAMED)).any()),
        unknown=float(counts @ ~question.reached) / every,
        charted=float(answers < entries),
        words=question.length,
    )


def _highest(lines: Reals, feature: str) -> float:
    return float(lines[:, FEATURES.index(feature)].max(initial=0))
