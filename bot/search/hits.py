"""Where the words of a question stand in rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.search.question import Question
from bot.search.rows import Numbers, Reals, Rows
from bot.search.tables import Tables

TOGETHER = 0.4
"""The quality from which on a pair of words counts as found in an entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Places of rows where a question's units stand: `quality` has a line a place and a column a unit.

    `row` counts the rows that were looked at, `place` the words of a row, `weight` is that of the word there.
    `rows` are the rows with a hit, and `first` where the places of each of them begin.
    """

    quality: Reals
    row: Numbers
    place: Numbers
    weight: Reals
    first: Numbers
    rows: Numbers

    @classmethod
    def of(cls, question: Question, row: Numbers, rows: Rows, tables: Tables) -> Hits:
        """Look for a question's units in rows, given by their numbers."""
        start, end = rows.first_token[row], rows.first_token[row + 1]
        token = ranges(start, end)
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
        term = terms(token, rows)
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


def terms(token: Numbers, rows: Rows) -> Numbers:
    """The tokens of the terms at the same places: a place's first token, before those of its groups."""
    at = token.copy()
    while (behind := rows.surface[at] < 0).any():
        at[behind] -= 1
    return at


def _firsts(changes: npt.NDArray[np.bool_], length: int) -> Numbers:
    """Where runs begin, given where one value differs from the one before."""
    return np.flatnonzero(np.r_[True, changes][:length])


def ranges(start: Numbers, end: Numbers) -> Numbers:
    """All numbers from each start up to its end, one range after the other."""
    sizes = end - start
    numbers: Numbers = np.arange(int(sizes.sum())) + np.repeat(start - np.cumsum(sizes) + sizes, sizes)
    return numbers
