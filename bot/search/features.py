"""What speaks for each candidate: ten figures from 0 to 1, from the whole entry and from its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from bot.search.candidates import Candidates
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
WHOLE = 0.97
"""A share from which on all is there; a stem in place of the word is worth so much."""
LETTERS = 300
"""Characters of a row that are compared in letters."""
TOGETHER = 0.4
"""The quality from which on a pair of words counts as found in an entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The features of candidates, a line each; and `own`, for each candidate and unit, how well the unit is
    found in a row that says what the entry is about: passages also speak of other things."""

    entry: Numbers
    features: Reals
    own: Reals


SUPPORTING = 0.75
"""Rows of this weight or less support an entry; those above say what it is about."""


def evidence(question: Question, candidates: Candidates, rows: Rows, tables: Tables) -> Evidence:
    """Compare the rows of the candidates with the question."""
    count, units = len(candidates.entry), len(question.units)
    a, b = rows.first_row[candidates.entry], rows.first_row[candidates.entry + 1]
    row, owner = _ranges(a, b), np.repeat(np.arange(count), b - a)
    places = _Places.of(question, row, rows, tables)
    hit = places.rows_hit
    quality, worth, of = places.quality_by_row(), rows.weight[row[hit]], owner[hit]
    asked = quality @ question.weight / max(float(question.weight.sum()), 1e-9)
    plain = quality @ question.rarity / max(float(question.rarity.sum()), 1e-9)
    share = np.minimum(places.weight_by_row() / np.maximum(tables.total[row[hit]], 1e-9), 1)
    likeness = worth * asked**ASKED * share**COVERED
    features = np.zeros((count, len(FEATURES)), np.float32)
    features[:, :4] = candidates.sums.T
    np.maximum.at(features[:, 4], of, plain * worth)
    np.maximum.at(features[:, 5], of, share * worth)
    np.maximum.at(features[:, 9], of, ((asked > WHOLE) & (share > WHOLE)).astype(np.float32))
    features[:, 7] = places.pairs(owner, count)
    own = np.zeros((count, units), np.float32)
    about = worth > SUPPORTING
    np.maximum.at(own, of[about], quality[about])
    # Each entry's rows by likeness: the last of its run is its best.
    order = np.lexsort((likeness, of))
    last = np.flatnonzero(np.r_[of[order][1:] != of[order][:-1], True][: len(order)])
    first = np.r_[0, last[:-1] + 1]
    two = last[last > first]
    features[of[order[two]], 6] = likeness[order[two - 1]]
    for at in order[last]:
        letters = fuzz.token_set_ratio(question.text, rows.texts[row[hit[at]]][:LETTERS].casefold())
        features[of[at], 8] = letters / 100
    return Evidence(candidates.entry, features, own)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where a question's units stand in rows: `quality` has a line a place and a column a unit. `row` counts
    the rows looked at, `place` the words of a row, `weight` is that of the word there."""

    quality: Reals
    row: Numbers
    place: Numbers
    weight: Reals
    first: Numbers
    rows_hit: Numbers

    @classmethod
    def of(cls, question: Question, row: Numbers, rows: Rows, tables: Tables) -> _Places:
        start, end = rows.first_token[row], rows.first_token[row + 1]
        token = _ranges(start, end)
        keys, line = np.unique(question.key, return_inverse=True)
        slot = np.zeros(len(rows.keys), np.int32)
        slot[keys] = np.arange(1, len(keys) + 1)
        slots = slot[rows.token[token]]
        hit = np.flatnonzero(slots)
        token, of = token[hit], np.repeat(np.arange(len(row)), end - start)[hit]
        reach = np.zeros((len(keys), len(question.units)), np.float32)
        np.maximum.at(reach, (line, question.unit), question.quality)
        at = rows.place[token].astype(np.int64)
        firsts = _firsts((of[1:] != of[:-1]) | (at[1:] != at[:-1]), len(token))
        quality = np.maximum.reduceat(reach[slots[hit] - 1], firsts) if len(firsts) else reach[:0]
        of, at, token = of[firsts], at[firsts], token[firsts]
        first = _firsts(of[1:] != of[:-1], len(of))
        term = _terms(token, rows)
        weight = rows.kind[rows.surface[term]] * tables.rarity[rows.token[term]]
        return cls(quality, of, at, weight, first, of[first])

    def quality_by_row(self) -> Reals:
        """For each row hit and unit, the best quality."""
        if not len(self.first):
            return self.quality
        result: Reals = np.maximum.reduceat(self.quality, self.first)
        return result

    def weight_by_row(self) -> Reals:
        """For each row hit, the weight of its words that the question has."""
        covered = self.quality.max(axis=1, initial=0) * self.weight
        result: Reals = np.add.reduceat(covered, self.first) if len(self.first) else covered
        return result

    def pairs(self, owner: Numbers, count: int) -> npt.NDArray[np.float64]:
        """For each entry the share of the question's pairs of neighbours that it has side by side."""
        units = self.quality.shape[1]
        if units < 2:  # noqa: PLR2004 - one word has no neighbour
            return np.zeros(count)
        beside = np.flatnonzero((self.row[1:] == self.row[:-1]) & (self.place[1:] == self.place[:-1] + 1))
        both = np.minimum(self.quality[beside, :-1], self.quality[beside + 1, 1:])
        found = np.zeros((count, units - 1), np.float32)
        np.maximum.at(found, owner[self.row[beside]], both)
        rarity = np.log((count + 1) / ((found > TOGETHER).sum(axis=0) + 0.5))
        shares: npt.NDArray[np.float64] = found @ rarity / rarity.sum()
        return shares


def _terms(token: Numbers, rows: Rows) -> Numbers:
    """The tokens of the terms at the same places: a place's first token, before those of its groups."""
    at = token.copy()
    while (behind := rows.surface[at] < 0).any():
        at[behind] -= 1
    return at


def _firsts(changes: npt.NDArray[np.bool_], length: int) -> Numbers:
    """Where runs begin, given where one value differs from the one before."""
    return np.flatnonzero(np.r_[True, changes][:length])


def _ranges(start: Numbers, end: Numbers) -> Numbers:
    """All numbers from each start up to its end, one range after the other."""
    sizes = end - start
    numbers: Numbers = np.arange(int(sizes.sum())) + np.repeat(start - np.cumsum(sizes) + sizes, sizes)
    return numbers
