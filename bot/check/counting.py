"""What a number of a draft counts, among what a fact's figures count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.check.keys import keys
from bot.check.numbers import Number
from bot.check.parsed import Parsed
from bot.check.reading import Reading
from bot.check.tokens import folded
from bot.model import Fact, Figure
from bot.search.groups import Groups

FEW: Final = 10
"""A number below it that no word of the sentence ties to a figure may count anything."""
_REACH, NEXT, _FAR = 9, 4, 4
"""Words between a number and what it counts; within which a small number's noun must follow; and by which a
noun behind “put at 300” is set back, as what was put there stands before it."""
_BESIDE: Final = 2
"""Words behind a number within which its own noun stands."""
_HARD: Final = re.compile(r"[;:()]")
_ANYBODY: Final = frozenset("koreans people men".split())
"""Words for those whom a fact with one figure counts."""


@dataclass(frozen=True, slots=True)
class Counting:
    """A sentence's words that say what a fact's figures count: `places` has each by the thing and its
    place."""

    parsed: Parsed
    figures: tuple[Figure, ...]
    cues: Mapping[str, frozenset[str]]
    places: tuple[tuple[str, int], ...]

    @classmethod
    def build(cls, parsed: Parsed, fact: Fact, reading: Reading, groups: Groups) -> Counting:
        """Find the words; none are looked for in a sentence without numbers."""
        places = tuple(_places(parsed, reading.cues, groups)) if parsed.numbers else ()
        return cls(parsed, fact.figures, reading.cues, places)

    def of(self, number: Number) -> str | None:
        """What a number counts; None where that can't be told."""
        found = sorted(
            (distance, at, of) for of, at in self.places if (distance := self._distance(number, at))
        )
        if not found:
            return self._by_size(number)
        _, at, of = found[0]
        before = {place: other for other, place in self.places}
        of = before.get(at - 1, of)  # the “death” of a death toll
        if number.high < FEW and all(each.value >= FEW * FEW for each in self.figures if each.of == of):
            return None  # “two programmes” is no count of ten thousand
        return self._neither(at) or of

    def tells(self, number: Number) -> bool:
        """Does a word of the sentence say what the number counts?"""
        return any(self._distance(number, at) for _, at in self.places)

    def _by_size(self, number: Number) -> str | None:
        """Where no word tells: the only thing counted, or the figure that the number is nearest to."""
        if len(self.cues) == 1 and number.high >= FEW:
            return next(iter(self.cues))
        nearest = min(self.figures, key=lambda each: _apart(each.value, number.low), default=None)
        return nearest.of if nearest and number.high >= FEW * FEW else None

    def _distance(self, number: Number, at: int) -> float:
        """Words between number and cue, less where the cue follows; 0 where they don't belong together."""
        follows = at >= number.end
        if number.first <= at < number.end or (number.high < FEW and not follows):
            return 0
        if not follows and any(other.end <= at < other.end + _BESIDE for other in self.parsed.numbers):
            return 0  # it is what the number before counts
        low, high = (number.end - 1, at) if follows else (at, number.first)
        if high - low > (_REACH if number.high >= FEW else NEXT) or self._parted(number, low, high):
            return 0
        set_back = _FAR if follows and high - low > 1 and self._is_put_at(number) else 0
        return high - low + set_back - (0.5 if follows else 0)

    def _parted(self, number: Number, low: int, high: int) -> bool:
        """Does another number, or a hard mark, stand between two words?"""
        crossed = any(low < other.first < high for other in self.parsed.numbers if other is not number)
        return crossed or _HARD.search(folded(self.parsed.between(low, high))) is not None

    def _is_put_at(self, number: Number) -> bool:
        """“the dead at about 300 and the wounded at …”"""
        before = [token.low for token in self.parsed.tokens if token.end <= number.span.start]
        return before[-1:] == ["at"]

    def _neither(self, at: int) -> str | None:
        """“killed or wounded”, “dead and injured”, from its first or second word: what is neither of them."""
        places = {place: of for of, place in self.places}
        for first in (at, at - 2):
            one, other = places.get(first), places.get(first + 2)
            if one and other and one != other and self.parsed.tokens[first + 1].low in ("or", "and"):
                return next((each for each in self.cues if each not in (one, other)), None)
        return None


def _places(parsed: Parsed, cues: Mapping[str, frozenset[str]], groups: Groups) -> Iterator[tuple[str, int]]:
    for at, token in enumerate(parsed.tokens):
        anybody = len(cues) == 1 and token.low in _ANYBODY
        found = keys((token.low,), groups, own=True)
        yield from ((of, at) for of, wanted in cues.items() if anybody or not found.isdisjoint(wanted))


def _apart(value: Decimal, other: Decimal) -> Decimal:
    """How far two numbers lie apart, as a share."""
    low, high = sorted((max(value, Decimal(1)), max(other, Decimal(1))))
    return high / low
