"""How sure the search may be: evidence in, a number from 0 to 1 out."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

Status = Literal["found", "unsure", "none"]

FOUND, UNSURE = 0.5, 0.15
"""From FOUND on, the first entry is shown as the answer; below UNSURE nothing is on file.

Chosen on tests/benchmarks/leave_phrase_out.py and tests/data/unanswerable.jsonl: at FOUND one phrase
in a hundred shows a wrong fact, and one hard question on topic in ten that the file can't answer.
"""
_CONSTANT, _ROW, _STRENGTH, _LEAD, _UNKNOWN = -3.07, 3.26, 2.36, 2.92, -1.8
"""A logistic regression. Fitted on: every `asked_as` phrase that was taken out of the index, with and
without slips; the same with its fact taken out; phrases on file with slips; the unanswerable questions
of tests/data eight times over, as a wrong fact costs more than a list to pick from."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one entry; every value from 0 to 1.

    row: how well its best row and the question cover each other.
    strength: share of the question's weight that the entry dwells on.
    lead: how far its score is ahead of the next entry's.
    unknown: share of the question's weight that reaches nothing in the index.
    """

    row: float
    strength: float
    lead: float
    unknown: float


def confidence(evidence: Evidence) -> float:
    """The probability that the entry answers the question."""
    total = (
        _CONSTANT
        + _ROW * evidence.row
        + _STRENGTH * evidence.strength
        + _LEAD * evidence.lead
        + _UNKNOWN * evidence.unknown
    )
    return 1 / (1 + exp(-total))


def status(score: float) -> Status:
    """Whether to show the entry (found), to offer it (unsure), or to say that nothing is on file (none)."""
    return "found" if score >= FOUND else "unsure" if score >= UNSURE else "none"
