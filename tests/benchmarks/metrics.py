"""Figures of a ranked search: pure functions of rankings, scores and milliseconds.

A ranking is the ids of entries, best first. A query with no relevant entry is unanswerable; the figures
of ranking are means over the answerable queries only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from math import ceil, sqrt

CUT = 5
"""Places of a ranking that count: the search shows at most five."""
REFUSED = 0.95
"""Share of unanswerable queries to be refused where in-scope accuracy is read off."""


def right_first(ranking: Sequence[str], relevant: Collection[str]) -> bool:
    """Whether the first entry is a relevant one."""
    return bool(ranking) and ranking[0] in relevant


def hit(ranking: Sequence[str], relevant: Collection[str], places: int) -> bool:
    """Whether a relevant entry stands in the first `places`."""
    return any(entry in relevant for entry in ranking[:places])


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """One divided by the place of the first relevant entry; 0 where none is in the cut."""
    return next((1 / place for place, entry in enumerate(ranking[:CUT], 1) if entry in relevant), 0.0)


def average_precision(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Average precision in the cut, divided by the number of relevant entries that fit into the cut.

    An entry that a ranking has twice counts once.
    """
    wanted = set(relevant)
    most = min(len(wanted), CUT)
    total = 0.0
    found = 0
    for place, entry in enumerate(ranking[:CUT], 1):
        if entry in wanted:
            wanted.remove(entry)
            found += 1
            total += found / place
    return total / most if most else 0.0


def mean(values: Collection[float]) -> float | None:
    """The mean, None of nothing."""
    return sum(values) / len(values) if values else None


def standard_error(share: float, count: int) -> float:
    """The standard error of a share of `count` independent cases (binomial)."""
    return sqrt(share * (1 - share) / count)


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The chance that an answerable query scores above an unanswerable one; a tie counts half.

    Equals the area under the receiver operating characteristic (Mann and Whitney's U over its maximum).
    """
    ordered = sorted(unanswerable)
    below_twice = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in answerable)
    return below_twice / 2 / (len(answerable) * len(unanswerable))


def refusing_threshold(unanswerable: Sequence[float], share: float = REFUSED) -> float:
    """The lowest score that must be exceeded so that at least `share` of these scores are refused."""
    ordered = sorted(unanswerable)
    return ordered[_nearest_rank(share, len(ordered))]


def accuracy_above(scores: Sequence[float], right: Sequence[bool], threshold: float) -> float:
    """The share of answerable queries that are right first and score above the threshold."""
    kept = sum(is_right and score > threshold for score, is_right in zip(scores, right, strict=True))
    return kept / len(scores)


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least `share` of the values do not exceed (nearest rank)."""
    return sorted(values)[_nearest_rank(share, len(values))]


def _nearest_rank(share: float, count: int) -> int:
    """A place counted from 0."""
    return max(0, ceil(share * count) - 1)
