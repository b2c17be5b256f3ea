"""What speaks for each candidate: ten figures from 0 to 1, from the whole entry and from its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from bot.search.candidates import Candidates
from bot.search.hits import Hits, ranges
from bot.search.question import Question
from bot.search.rows import Numbers, Reals, Rows
from bot.search.tables import Tables

FEATURES = ("cover", "amount", "own", "frequency", "row", "row_cover", "second", "pairs", "letters", "exact")
"""For an entry, the share of the question's rarity
- cover: that it has,
- amount: that it has, by how much it says it,
- own: that it has, by how far the words are its own,
- frequency: that it has, as BM25 counts it,
- row: that its best row has;
- row_cover: the share of a row's weight that the question has, at best;
- second: the likeness of the second best row, as more than one phrase near the question says more;
- pairs: the share of the question's pairs of neighbours that stand together in it, rare pairs counting more;
- letters: the likeness in letters of its best row (rapidfuzz's token_set_ratio);
- exact: 1 where a row is the question itself.
"""
ASKED, COVERED = 0.65, 0.35
"""Likeness of a row: the exponents of the question's share that the row has, and of the row's that the
question has. The question's counts for more, as a row may well say more."""
WHOLE = 0.93
"""A share from which on all is there: each word, or its stem, another spelling of the name, a sure slip."""
SUPPORTING = 0.75
"""Rows of this weight or less support an entry; those above say what it is about."""
LETTERS = 300
"""Characters of a row that are compared in letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The features of candidates, a line each; and `own`, for each candidate and unit, how well the unit is
    found in a row that says what the entry is about: passages also speak of other things."""

    entry: Numbers
    features: Reals
    own: Reals


def evidence(question: Question, candidates: Candidates, rows: Rows, tables: Tables) -> Evidence:
    """Compare the rows of the candidates with the question."""
    count = len(candidates.entry)
    first, end = rows.first_row[candidates.entry], rows.first_row[candidates.entry + 1]
    row, owner = ranges(first, end), np.repeat(np.arange(count), end - first)
    hits = Hits.of(question, row, rows, tables)
    hit, of = row[hits.rows], owner[hits.rows]
    quality, worth = hits.quality_by_row(), rows.weight[hit]
    asked, covered = (
        _share(quality, question.weight),
        hits.weight_by_row() / np.maximum(tables.total[hit], 1e-9),
    )
    covered = np.minimum(covered, 1)
    best, second = _two_best(worth * asked**ASKED * covered**COVERED, of, count)
    values = {
        **dict(zip(("cover", "amount", "own", "frequency"), candidates.sums, strict=True)),
        "row": _highest(_share(quality, question.rarity) * worth, of, count),
        "row_cover": _highest(covered * worth, of, count),
        "second": second,
        "pairs": hits.pairs(owner, count),
        "letters": np.array([_letters(question, rows.texts[hit[n]]) if n >= 0 else 0.0 for n in best]),
        "exact": _highest((asked > WHOLE) & (covered > WHOLE), of, count),
    }
    about = worth > SUPPORTING
    own = np.zeros((count, len(question.units)), np.float32)
    np.maximum.at(own, of[about], quality[about])
    features = np.stack([values[name] for name in FEATURES], axis=1).astype(np.float32)
    return Evidence(candidates.entry, features, own)


def _share(quality: Reals, weights: Reals) -> Reals:
    """The share of the weights that each line of qualities has."""
    # All values are finite; a BLAS kernel may still set the flag in lanes of a register that it doesn't use.
    with np.errstate(invalid="ignore"):
        return quality @ weights / max(float(weights.sum()), 1e-9)


def _highest(values: npt.ArrayLike, of: Numbers, count: int) -> Reals:
    """For each entry the highest value among its rows, `of` telling whose a row is; 0 without a row."""
    highest = np.zeros(count, np.float32)
    np.maximum.at(highest, of, np.asarray(values, np.float32))
    return highest


def _two_best(likeness: npt.NDArray[np.floating], of: Numbers, count: int) -> tuple[Numbers, Reals]:
    """For each entry the number of its likeliest row, -1 without one, and the likeness of its second best."""
    best, second = np.full(count, -1), np.zeros(count, np.float32)
    order = np.lexsort((likeness, of))  # the last of an entry's run is its best
    last = np.flatnonzero(np.r_[of[order][1:] != of[order][:-1], True][: len(order)])
    best[of[order[last]]] = order[last]
    two = last[last > np.r_[0, last[:-1] + 1]]
    second[of[order[two]]] = likeness[order[two - 1]]
    return best, second


def _letters(question: Question, text: str) -> float:
    return fuzz.token_set_ratio(question.text, text[:LETTERS].casefold()) / 100
