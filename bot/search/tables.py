"""What is counted of an index's rows, once, when it is built: how rare each key is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from bot.search.rows import Numbers, Places, Reals, Rows

SATURATION, LEAST_LENGTH = 1.0, 0.3
"""How soon a word that an entry's rows repeat stops counting, and the share of the mean length below which an
entry is not taken to be shorter; the result is flat from half to double."""
K1, B = 1.5, 0.75
"""BM25's parameters, as usual."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Counts over all entries.

    `rarity` is a key's inverse document frequency; `rarest` that of a key in a single entry.
    The entries that have a key, ascending, are `entry[first[key]:first[key + 1]]`. `hold` has four lines over
    these places, each from 0 to 1: the worth of the entry's best row with the key; how much the entry's rows
    say it, by their worth; the worth times how far the key is the entry's own (1 where no other entry has
    it); and BM25's term frequency. `total` is the weight of a row: its words by kind and rarity.
    """

    rarity: Reals
    rarest: float
    first: Numbers
    entry: Places
    hold: Reals
    total: Reals

    @classmethod
    def build(cls, rows: Rows) -> Tables:
        """Count the tokens of all rows."""
        row = rows.row_of_token()
        owner = rows.owners()[row]
        order = np.lexsort((owner, rows.token)).astype(np.int32)
        starts = _starts(rows.token[order], owner[order])
        key, entry = rows.token[order][starts], owner[order][starts]
        worth = rows.weight[row[order]]
        hold = np.empty((4, len(starts)), np.float32)
        hold[0] = _per_place(np.maximum, worth, starts)
        said = _per_place(np.add, worth, starts)
        times = np.diff(np.r_[starts, len(order)]).astype(np.float32)
        lengths = np.bincount(owner, rows.weight[row] * (rows.surface >= 0), rows.entries).astype(np.float32)
        hold[1] = said / (said + SATURATION * np.maximum(_relative(lengths), LEAST_LENGTH)[entry])
        hold[2] = hold[0] * _own(said / lengths[entry], key, rows)
        plain = np.bincount(owner, rows.surface >= 0, rows.entries).astype(np.float32)
        hold[3] = times / (times + K1 * (1 - B + B * _relative(plain))[entry])
        rarity = _rarity(np.bincount(key, hold[0], len(rows.keys)).astype(np.float64), rows.entries).astype(
            np.float32
        )
        return cls(
            rarity=rarity,
            rarest=float(_rarity(np.ones(1), max(rows.entries, 2))[0]),
            first=np.searchsorted(key, np.arange(len(rows.keys) + 1)),
            entry=entry,
            hold=hold,
            total=np.bincount(row, rows.kind[rows.surface] * rarity[rows.token], len(rows.texts)).astype(
                np.float32
            ),
        )


def _starts(key: Places, entry: Places) -> Numbers:
    """Where the places begin, among tokens in order of key and entry."""
    changes = (key[1:] != key[:-1]) | (entry[1:] != entry[:-1])
    return np.flatnonzero(np.r_[True, changes][: len(key)])


def _per_place(reduce: np.ufunc, values: Reals, starts: Numbers) -> Reals:
    result: Reals = reduce.reduceat(values, starts) if starts.size else np.empty(0, np.float32)
    return result


def _relative(lengths: Reals) -> Reals:
    return lengths / max(float(lengths.mean()), 1e-9) if lengths.size else lengths


def _own(density: Reals, key: Places, rows: Rows) -> Reals:
    """An entry's share of all that is said of a key, on a logarithmic scale: 0 for none of it, 1 for all."""
    every = np.bincount(key, density, len(rows.keys)).astype(np.float32)
    share: Reals = np.log1p(density / every[key] * np.float32(rows.entries))
    return share / np.float32(log(1 + max(rows.entries, 1)))


def _rarity(frequency: npt.NDArray[np.float64], entries: int) -> npt.NDArray[np.float64]:
    """BM25's inverse document frequency, always above zero."""
    return np.log1p(np.maximum(entries - frequency + 0.5, 0.1) / (frequency + 0.5))
