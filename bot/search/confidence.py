"""How sure the search may be: evidence in, a number from 0 to 1 out."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

Status = Literal["found", "unsure", "none"]

FOUND, UNSURE = 0.47, 0.15
"""From FOUND on, the first entry is shown as the answer; below UNSURE nothing is on file.

Chosen by tests/benchmarks/leave_phrase_out.py and questions.py, where a wrong fact counts five times: at
0.47 two phrases in a hundred show a wrong fact, and 16 in a hundred of tests/data/unanswerable.jsonl show
one; at UNSURE nine answerable questions in ten at least offer their fact.
"""
_CONSTANT, _ROW, _LEAD, _UNKNOWN = -2.78, 2.24, 4.08, -0.46
_MISSED, _SUBSTANCE = -1.97, 1.99
"""A logistic regression, fitted by `python -m tests.benchmarks.leave_phrase_out --fit`."""
TIE = 0.02
"""A lead below which two entries count as alike: of two that are alike neither is more likely than not."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one entry; every value from 0 to 1.

    row: how well its best row and the question cover each other.
    lead: how far its score is ahead of the next entry's.
    unknown: share of the question's weight that reaches nothing in the index.
    missed: share of the question's content words, a name counting once, that the entry does not speak of in
        its own words: a name outweighs the words around it, and it is those that ask for what isn't on file.
    substance: the rarities of the words that the entry has, added up: 1 for three words that stand in one
        entry only. "korea" fits many entries, so that it matches one of them says little.
    """

    row: float
    lead: float
    unknown: float
    missed: float
    substance: float


def confidence(evidence: Evidence) -> float:
    """The probability that the entry answers the question."""
    total = (
        _CONSTANT
        + _ROW * evidence.row
        + _LEAD * evidence.lead
        + _UNKNOWN * evidence.unknown
        + _MISSED * evidence.missed
        + _SUBSTANCE * evidence.substance
    )
    return (0.5 + 0.5 * min(evidence.lead / TIE, 1)) / (1 + exp(-total))


def status(score: float) -> Status:
    """Whether to show the entry (found), to offer it (unsure), or to say that nothing is on file (none)."""
    return "found" if score >= FOUND else "unsure" if score >= UNSURE else "none"
