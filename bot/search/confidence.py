"""How sure the search may be: grounds in, a number from 0 to 1 out."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

Status = Literal["found", "unsure", "none"]

FOUND, UNSURE = 0.5, 0.15
COEFFICIENTS = (0.0,) * 12


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for one entry; every value from 0 to 1.

    share: its share of the odds of all candidates.
    match: how far one of its rows has the question's words, times how far the question has a row's.
    second: the likeness of its second best row.
    amount: how much it says the question's words.
    rival: how far the best row of another entry has the question's words.
    gap: how far a phrase that is known not to be on file is covered by the question.
    missed: share of the question's content words, a name counting once, that it does not say in its own rows.
    nowhere: the same, of all its rows.
    other_name: 1 where the question names a person, a body or a place that its own rows do not.
    brevity: 1 for a question of one word, falling with each more.
    """

    share: float
    match: float
    second: float
    amount: float
    rival: float
    gap: float
    missed: float
    nowhere: float
    other_name: float
    brevity: float

    def terms(self) -> tuple[float, ...]:
        """What the coefficients stand for: a constant, the grounds, and two that depend on the length."""
        return (
            1.0,
            self.share,
            self.match,
            self.second,
            self.amount,
            self.rival,
            self.gap,
            self.missed,
            self.nowhere,
            self.other_name,
            self.brevity * self.missed,
            self.brevity * self.share,
        )


def confidence(grounds: Grounds) -> float:
    """The probability that the entry answers the question."""
    total = sum(c * value for c, value in zip(COEFFICIENTS, grounds.terms(), strict=True))
    return 1 / (1 + exp(-total))


def status(score: float) -> Status:
    """Whether to show the entry (found), to offer it (unsure), or to say that nothing is on file (none)."""
    return "found" if score >= FOUND else "unsure" if score >= UNSURE else "none"
