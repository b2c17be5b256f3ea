"""A question as the index sees it: units, what each weighs, and the keys that each reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
import numpy.typing as npt

from bot.search.english import CONTENT, FUNCTION, kind
from bot.search.lexicon import Lexicon, Unit
from bot.search.rows import Numbers, Reals
from bot.search.tables import Tables
from bot.search.words import folded, words

LONGEST_QUESTION = 4_000
"""Characters of a question that are read; Slack's surface allows 300."""
MOST_UNITS = 40
"""Words of a question that are compared, the rarest first: a long text is worked on by these."""
MOST_LOOKED_UP = 200
"""Different words of a long question that are looked up at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """`rarity` is each unit's own, `weight` that times the weight of its kind; a word that stands there n
    times counts an nth each time. Three arrays side by side say which key each unit reaches, and how well.
    """

    text: str
    units: tuple[Unit, ...]
    rarity: Reals
    weight: Reals
    key: Numbers
    unit: Numbers
    quality: Reals

    @classmethod
    def read(cls, text: str, lexicon: Lexicon, numbers: Mapping[str, int], tables: Tables) -> Question:
        """Read any text. `numbers` has the keys that stand somewhere in the index."""
        found = words(text[:LONGEST_QUESTION])
        if len(found) > MOST_UNITS:
            found = tuple({word.term: word for word in found}.values())[:MOST_LOOKED_UP]
        units = lexicon.units(found)
        rarities = [_rarity(unit, numbers, tables) for unit in units]
        if len(units) > MOST_UNITS:
            kept = nlargest(MOST_UNITS, range(len(units)), key=lambda n: (rarities[n] * units[n].factor, -n))
            units, rarities = [units[n] for n in sorted(kept)], [rarities[n] for n in sorted(kept)]
        times = Counter(unit.surface for unit in units)
        rarity = np.array([rarities[n] / times[unit.surface] for n, unit in enumerate(units)], np.float32)
        reached = [
            (numbers[key], n, quality)
            for n, unit in enumerate(units)
            for key, quality in unit.keys.items()
            if key in numbers
        ]
        return cls(
            text=folded(text[:LONGEST_QUESTION]),
            units=tuple(units),
            rarity=rarity,
            weight=rarity * np.array([unit.factor for unit in units], np.float32),
            key=np.array([key for key, _, _ in reached], np.int64),
            unit=np.array([unit for _, unit, _ in reached], np.int64),
            quality=np.array([quality for _, _, quality in reached], np.float32),
        )

    @property
    def empty(self) -> bool:
        """Whether nothing is asked but with words of grammar, or nothing is reached."""
        return not self.key.size or all(unit.factor == FUNCTION for unit in self.units)

    @property
    def reached(self) -> npt.NDArray[np.bool_]:
        """For each unit, whether it reaches any key of the index."""
        reached = np.zeros(len(self.units), bool)
        reached[self.unit] = True
        return reached

    @property
    def length(self) -> int:
        """Words that are more than grammar."""
        return sum(unit.factor > FUNCTION for unit in self.units)


def _rarity(unit: Unit, numbers: Mapping[str, int], tables: Tables) -> float:
    """That of the unit's best key; where it reaches nothing, a content word's is the rarest there is."""
    best = max(
        ((quality, tables.rarity[numbers[key]]) for key, quality in unit.keys.items() if key in numbers),
        default=None,
    )
    if best is not None:
        return float(best[1])
    return tables.rarest * (FUNCTION if kind(unit.surface) < CONTENT else 1.0)
