"""What is counted of an index's rows, once, when it is built: how rare each key is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from bot.search.rows import Numbers, Places, Reals, Rows

SATURATION, LEAST_LENGTH = 1.0, 0.3
"""How soon a repeated word stops counting, and the share of the mean length below which an entry is not
taken to be shorter: BM25's k1 and b; the result is flat from half to double."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Counts over all entries.

    `rarity` is a key's inverse document frequency; `rarest` that of a key in a single entry.
    The entries that have a key, ascending, are `entry[first[key]:first[key + 1]]`. `hold` has three rows
    over these places, each from 0 to 1: the worth of the entry's best row with the key, how much the entry says
    it (saturating), and that worth times how far the key is the entry's own (1 where no other entry has it).
    `weight` is what each token counts in its row, and `total` the sum of a row.
    """

    rarity: Reals
    rarest: float
    first: Numbers
    entry: Places
    hold: Reals
    weight: Reals
    total: Reals

    @classmethod
    def build(cls, rows: Rows) -> Tables:
        """Count the tokens of all rows."""
        entries, row = rows.entries, rows.row_of_token()
        owner, row_weight = rows.owners()[row], rows.weight[row]
        lengths = np.bincount(owner, row_weight * (rows.kind > 0), entries)
        order = np.lexsort((owner, rows.token))
        key, entry = rows.token[order], owner[order]
        starts = np.flatnonzero(np.r_[True, (key[1:] != key[:-1]) | (entry[1:] != entry[:-1])][: len(key)])
        key, entry = key[starts], entry[starts]
        worth = _per_place(np.maximum, row_weight[order], starts)
        said = _per_place(np.add, row_weight[order], starts)
        times = _per_place(np.add, np.ones(len(order), np.float32), starts)
        plain = np.bincount(owner, rows.kind > 0, entries)
        long = plain / max(plain.mean(), 1e-9)
        rarity = _rarity(np.bincount(key, worth, len(rows.keys)), entries)
        relative = np.maximum(lengths / max(lengths.mean(), 1e-9) if entries else lengths, LEAST_LENGTH)
        density = said / lengths[entry]
        own = _own(density / np.bincount(key, density, len(rows.keys))[key], entries)
        weight = rows.kind * rarity[rows.token]
        return cls(
            rarity=rarity.astype(np.float32),
            rarest=float(_rarity(np.ones(1), max(entries, 2))[0]),
            first=np.searchsorted(key, np.arange(len(rows.keys) + 1)),
            entry=entry.astype(np.int32),
            hold=np.stack((worth, said / (said + SATURATION * relative[entry]), own * worth, times / (times + 1.5 * (0.25 + 0.75 * long[entry])))).astype(np.float32),
            weight=weight.astype(np.float32),
            total=np.bincount(row, weight, len(rows.texts)).astype(np.float32),
        )


def _per_place(reduce: np.ufunc, values: Reals, starts: Numbers) -> Reals:
    result: Reals = reduce.reduceat(values, starts) if starts.size else np.empty(0, np.float32)
    return result


def _own(share: npt.NDArray[np.float64], entries: int) -> npt.NDArray[np.float64]:
    """An entry's share of all that is said of a key, on a logarithmic scale: 0 for none of it, 1 for all."""
    return np.log1p(share * entries) / log(1 + max(entries, 1))


def _rarity(frequency: npt.NDArray[np.float64], entries: int) -> npt.NDArray[np.float64]:
    """BM25's inverse document frequency, always above zero."""
    return np.log1p(np.maximum(entries - frequency + 0.5, 0.1) / (frequency + 0.5))
