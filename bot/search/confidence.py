"""How sure the search may be: grounds in, a number from 0 to 1 out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

Status = Literal["found", "unsure", "none"]

FOUND, UNSURE = 0.75, 0.1
"""From FOUND on, the first entry is shown as the answer; below UNSURE nothing is on file.

Chosen on the curve that `python -m tests.benchmarks.fit` prints and docs/search.md shows.
"""
COEFFICIENTS = (
    -3.9,
    5.29,
    0.98,
    -0.27,
    2.87,
    -1.78,
    1.94,
    -1.97,
    -2.94,
    -0.88,
    1.73,
    3.53,
    -3.05,
    2.99,
    1.15,
)
"""A logistic regression on `Grounds.terms`, fitted by `python -m tests.benchmarks.fit`."""
BRIEF, LONG = 3.0, 20
"""Words by which brevity falls to a third, and from which on a question grows no longer."""
TIE = 0.02
"""A lead below which two entries count as alike."""
UNKNOWN, JUST_UNSURE = 0.5, FOUND - 0.01
"""The share of unknown words from which on nothing is asserted, and the most that an entry can get then."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for one entry; every value but `words` is from 0 to 1, the leads from -1.

    share: its share of the odds of all candidates.
    lead: that less the highest share of another, from -1.
    match: how far one of its rows has the question's words, times how far the question has a row's.
    second: the likeness of its second best row.
    amount: how much it says the question's words.
    rival: how far the best row of another entry has the question's words.
    pairs_lead: how many more of the question's pairs of neighbours it has than any other entry.
    gap: how far a phrase that is known not to be on file is covered by the question.
    missed: share of the question's content words, a name counting once, that it does not say in its own rows.
    other_name: 1 where the question names a person, a body or a place that its own rows do not.
    unknown: share of the question's content words, a name counting once, that stand nowhere in the index.
    charted: 1 where the index knows of gaps at all, so that being far from all of them says something.
    words: how many of the question's words are more than grammar.
    """

    share: float
    lead: float
    match: float
    second: float
    amount: float
    rival: float
    pairs_lead: float
    gap: float
    missed: float
    other_name: float
    unknown: float
    charted: float
    words: int

    def terms(self) -> tuple[float, ...]:
        """What the coefficients stand for: a constant, the grounds, and four that depend on the length."""
        brevity = exp((1 - max(self.words, 1)) / BRIEF)
        return (
            1.0,
            self.share,
            self.match,
            self.second,
            self.amount,
            self.rival,
            self.pairs_lead,
            self.gap,
            self.missed,
            self.other_name,
            self.charted,
            min(self.words, LONG) / LONG,
            brevity * self.share,
            brevity * self.match,
            brevity * self.missed,
        )


def confidence(grounds: Grounds, coefficients: Sequence[float] = COEFFICIENTS) -> float:
    """The probability that the entry answers the question.

    Two doubts nothing else may outweigh: of two that are alike neither is likelier than not, and a question
    of which half stands nowhere in the file is not found there.
    """
    total = sum(c * value for c, value in zip(coefficients, grounds.terms(), strict=True))
    tied = 1 - min(max(grounds.lead, 0) / TIE, 1)
    likely = (1 - 0.5 * tied) / (1 + exp(-total))
    return min(likely, JUST_UNSURE) if grounds.unknown >= UNKNOWN else likely


def status(score: float) -> Status:
    """Whether to show the entry (found), to offer it (unsure), or to say that nothing is on file (none)."""
    return "found" if score >= FOUND else "unsure" if score >= UNSURE else "none"
