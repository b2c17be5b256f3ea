"""How sure the search may be: evidence in, a number from 0 to 1 out."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

Status = Literal["found", "unsure", "none"]

FOUND, UNSURE = 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one entry; every value from 0 to 1.

    explained: share of the question's weight that the entry explains.
    row: how well its best row and the question cover each other.
    margin: how far it leads the best other entry.
    unknown: share of the question's weight that reaches nothing in the index.
    """

    explained: float
    row: float
    margin: float
    unknown: float
    asked: float
    covered: float
    strong: float
    gap: float
    score: float
    diff: float
    miss: float
    loose: float


def confidence(evidence: Evidence) -> float:
    """The probability that the entry answers the question."""
    total = (
        -4.0 + 4.0 * evidence.explained + 3.0 * evidence.row + 3.0 * evidence.margin - 3.0 * evidence.unknown
    )
    return 1 / (1 + exp(-total))


def status(score: float) -> Status:
    """found, unsure or none."""
    return "found" if score >= FOUND else "unsure" if score >= UNSURE else "none"
