"""From a question's word to the words of the index: form, stem, slip of the keys, beginning, compound, group.

A key is what is compared: a word's term (see `words`), or a group's key (`=3`) for words that mean the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.search.english import (
    CONTENT,
    FUNCTION,
    FUNCTION_WORDS,
    LIGHT,
    LISTED,
    QUESTION_WORDS,
    is_common,
    kind,
)
from bot.search.groups import SPELLING, Groups, spans
from bot.search.slips import Slips
from bot.search.words import Word, stem

SAME_STEM, SKELETON, BEGINNING = 0.97, 0.75, 0.7
"""How good each way to a word is, where the exact form is 1; the result is flat around these."""
PER_SLIP, PER_SURE_SLIP = 1.2, 0.4
"""What a slip costs, as a share of the word's length: one in six letters leaves 0.8, and 0.93 where only one
word is near enough to have been meant."""
MOST_RESOLVED = 24
"""Words of one question that are resolved where they are not known: each takes up to a millisecond."""
_SHORTEST_BEGINNING, _SHORTEST_COMPOUND, _SHORTEST_SKELETON = 4, 5, 3
"""Letters; shorter words begin, make up or lose vowels to anything."""
_MOST_PARTS = 3
"""Words that one compound may be made of: kimjongun."""
_LONGEST_ENDING = 6
"""Letters that a word may lack of the one that it begins."""
_FORMS_TRIED, _RELATED_TRIED = 4, 40
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a question: the weight of its kind, and the keys that it reaches, each with its quality.

    `direct` are the keys that stand for the word itself, as typed or as meant by a slip; the others are
    what it begins and its groups. `name`: part of the name of a person, a body or a place.
    """

    surface: str
    factor: float
    keys: Mapping[str, float]
    direct: frozenset[str]
    name: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of an index. `forms` maps a written form to its terms: two for a hyphenated word."""

    forms: Mapping[str, tuple[str, ...]]
    terms: frozenset[str]
    in_order: tuple[str, ...]
    slips: Slips
    stems: Slips
    skeletons: Mapping[str, tuple[str, ...]]
    groups: Groups

    @classmethod
    def build(cls, forms: Mapping[str, tuple[str, ...]], terms: frozenset[str], groups: Groups) -> Lexicon:
        """From the written forms and the terms of all rows; words of the groups reach rows through them."""
        both = {**groups.forms, **forms}
        skeletons: dict[str, list[str]] = {}
        for form in both:
            bare = _skeleton(form)
            if len(bare) >= _SHORTEST_SKELETON and bare != form:
                skeletons.setdefault(bare, []).append(form)
        return cls(
            forms=both,
            terms=terms,
            in_order=tuple(sorted(term for term in terms if not term.startswith("#"))),
            slips=Slips.build(both),
            stems=Slips.build(term for term in terms if not term.startswith("#")),
            skeletons={bare: tuple(found) for bare, found in skeletons.items()},
            groups=groups,
        )

    def units(self, found: tuple[Word, ...]) -> list[Unit]:
        """The units of a question's words: compounds taken apart, slips resolved, groups recognised."""
        units: list[Unit] = []
        left = MOST_RESOLVED
        for word in self._joined(found):
            units.extend(self._known_units(word) or (self._resolved(word) if left > 0 else [_plain(word)]))
            left -= not self._is_known(word)
        return self._with_groups(units)

    def _joined(self, found: tuple[Word, ...]) -> Iterator[Word]:
        """The words, two of them as one where the file writes them so and knows not both alone."""
        at = 0
        while at < len(found):
            pair = found[at : at + 2]
            surface = "".join(word.surface for word in pair)
            one = len(pair) > 1 and surface in self.forms and not all(self._is_known(word) for word in pair)
            yield Word(surface, stem(surface)) if one else found[at]
            at += 2 if one else 1

    def _is_known(self, word: Word) -> bool:
        return word.term in self.terms or word.surface in self.forms or kind(word.surface) != CONTENT

    def _known_units(self, word: Word) -> list[Unit]:
        """The units of a word that the file or the lists of English have; [] where neither has."""
        factor = kind(word.surface)
        if word.term in self.terms or word.term.startswith("#"):
            exact = self.forms.get(word.surface) == (word.term,) or word.term.startswith("#")
            related = self._related(word.term) if factor == CONTENT else {}
            keys = {word.term: 1.0 if exact else SAME_STEM}
            if not exact and factor == CONTENT and not is_common(word.surface):
                # "statenents" has the stem of Staten, and is a slip of "statements" all the same.
                keys = {**self._meant(word.surface, self._slips(word.surface)), **keys}
            return [_unit(word.surface, factor, keys, related)]
        if factor != CONTENT:
            return [_unit(word.surface, FUNCTION, {word.term: 1.0})]
        if word.surface in self.forms:
            terms = self.forms[word.surface]
            return [_unit(word.surface, CONTENT, {term: 1.0}, self._related(term)) for term in terms]
        return [_plain(word)] if is_common(word.surface) else []

    def _resolved(self, word: Word) -> list[Unit]:
        """A word that is nowhere: a slip, several words in one, a skeleton, a beginning; or unknown."""
        slips = self._slips(word.surface)
        if slips:
            slipped = self._slipped(word.surface, slips)
            if slipped.factor != CONTENT or not slipped.direct.isdisjoint(self.terms):
                return [slipped]
        # "subitling" is nearest to nothing where the file has "subtitles", but its stem is.
        stems = [(term, distance) for term, distance in self.stems.near(word.term) if distance == 1]
        if stems:
            quality = SAME_STEM * _worth(word.surface, 1, len(stems))
            return [_unit(word.surface, CONTENT, dict.fromkeys((term for term, _ in stems), quality))]
        parts = self._split(word.surface)
        if parts:
            return [
                unit
                for part in parts
                for unit in self._known_units(Word(part, stem(part))) or [_plain(Word(part, stem(part)))]
            ]
        shortened = self.skeletons.get(word.surface, ())[:_FORMS_TRIED]
        keys = {term: SKELETON for form in shortened for term in self.forms[form]}
        return [_unit(word.surface, CONTENT, keys or {word.term: 1.0}, self._related(word.term))]

    def _slips(self, surface: str) -> list[tuple[str, int]]:
        """The nearest words of the file and of common English that a word may be a slip of, and how near."""
        found = dict((*_common_slips().near(surface), *self.slips.near(surface)))
        nearest = min(found.values(), default=0)
        return [(form, distance) for form, distance in found.items() if distance == nearest]

    def _slipped(self, surface: str, slips: list[tuple[str, int]]) -> Unit:
        kinds = {kind(form) for form, _ in slips}
        # Between a word of grammar and one of substance the slip stays undecided, and weighs less.
        factor = LIGHT if CONTENT in kinds and len(kinds) > 1 else min(kinds)
        return _unit(surface, factor, self._meant(surface, slips) or {stem(surface): 1.0})

    def _meant(self, surface: str, slips: list[tuple[str, int]]) -> dict[str, float]:
        keys: dict[str, float] = {}
        for form, distance in slips:
            quality = _worth(surface, distance, len(slips))
            for term in self.forms.get(form, (stem(form),)):
                if term in self.terms or term in self.groups.by_first or form in FUNCTION_WORDS:
                    keys[term] = max(quality, keys.get(term, 0))
        return keys

    def _split(self, surface: str) -> tuple[str, ...]:
        """The fewest known words that a compound is made of, each of two letters or more; () where none."""
        return self._parts(surface, _MOST_PARTS) if len(surface) >= _SHORTEST_COMPOUND else ()

    def _parts(self, surface: str, most: int) -> tuple[str, ...]:
        if most < _MOST_PARTS and self._is_part(surface):
            return (surface,)
        best: tuple[str, ...] = ()
        for cut in range(2, len(surface) - 1) if most > 1 else ():
            if self._is_part(surface[:cut]):
                rest = self._parts(surface[cut:], most - 1)
                if rest and (not best or len(rest) + 1 < len(best)):
                    best = (surface[:cut], *rest)
        return best

    def _is_part(self, surface: str) -> bool:
        in_file = len(self.forms.get(surface, ())) == 1
        return in_file or surface in FUNCTION_WORDS or surface in QUESTION_WORDS

    def _related(self, term: str) -> dict[str, float]:
        """Other spellings of a term, and the terms that it begins."""
        related = dict.fromkeys(self.groups.variants.get(term, ()), SPELLING)
        # A word of English that the file lacks is itself: "test" is not the beginning of "testimony".
        alone = term in self.groups.terms and term not in self.terms
        if alone or len(term) < _SHORTEST_BEGINNING or term.startswith("#"):
            return related
        start = bisect_left(self.in_order, term)
        for other in self.in_order[start : start + _RELATED_TRIED]:
            if not other.startswith(term):
                break
            if len(other) - len(term) <= _LONGEST_ENDING and other != term:
                related[other] = max(BEGINNING, related.get(other, 0))
        return related

    def _with_groups(self, units: list[Unit]) -> list[Unit]:
        keys = [dict(unit.keys) for unit in units]
        factors = [unit.factor for unit in units]
        named = [False] * len(units)
        for start, end, group in spans([unit.direct for unit in units], self.groups):
            for at in range(start, end):
                unit = units[at]
                reach = max((unit.keys[term] for term in unit.direct), default=1.0)
                named[at] = named[at] or group.name
                keys[at][group.key] = max(group.quality * reach, keys[at].get(group.key, 0))
                if unit.factor != FUNCTION:
                    # A name of three words is one thing asked, not three.
                    factors[at] = min(factors[at], unit.factor / (end - start) ** 0.5)
        return [
            Unit(unit.surface, factor, mine, unit.direct, name)
            for unit, factor, mine, name in zip(units, factors, keys, named, strict=True)
        ]


def _unit(
    surface: str, factor: float, keys: dict[str, float], related: Mapping[str, float] | None = None
) -> Unit:
    return Unit(surface, factor, {**(related or {}), **keys}, frozenset(keys))


def _worth(surface: str, slips: int, ways: int) -> float:
    """What a word with slips is worth for one that may have been meant, one of so many."""
    return 1 - (PER_SLIP if ways > 1 else PER_SURE_SLIP) * slips / len(surface)


def _plain(word: Word) -> Unit:
    return _unit(word.surface, CONTENT, {word.term: 1.0})


def _skeleton(surface: str) -> str:
    """A word without its vowels, as notebooks have it: sth, frm, mtg."""
    return "".join(letter for letter in surface if letter not in _VOWELS)


@lru_cache(maxsize=1)
def _common_slips() -> Slips:
    return Slips.build(LISTED)
