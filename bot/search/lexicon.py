"""From a question's word to the words of the index: exact form, stem, slip of the keys, family, compound, synonym.

A key is what is compared: a word's term (see `words`), or a group's key (`=3`) for words that mean the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.english import COMMON_WORDS, FUNCTION_WORDS, LIGHT_WORDS, QUESTION_WORDS, SYNONYMS
from bot.search.words import Word, stem, words

SAME_STEM, SKELETON, BEGINNING, FAMILY = 0.97, 0.75, 0.7, 0.6
"""How good each way to a word is, where the exact form is 1; the result is flat around these."""
PER_SLIP = 1.2
"""A slip costs this share of a word's length: one slip in six letters leaves 0.8."""
FUNCTION, QUESTION, LIGHT, CONTENT = 0.2, 0.6, 0.6, 1.0
"""What a word of each kind weighs before its rarity; chosen by tests/benchmarks/leave_phrase_out.py."""
LEAST_QUALITY = 0.3
"""What the worst slip is still worth."""
FIRST_LETTER_KEPT, SHORTEST_BEGINNING, SHORTEST_COMPOUND, SHORTEST_SKELETON = 3, 4, 5, 3
"""Letters: a word so short keeps its first letter in a slip; shorter ones begin, split or lose vowels anyhow."""
MOST_PARTS = 3
"""Words that one compound may be made of: kimjongun."""
FAMILY_STEM, FAMILY_SHARE, LONGEST_ENDING = 5, 0.7, 6
"""Letters that a family shares at least (defect, defector), as a share of the longer, and beyond a beginning."""
FORMS_TRIED, RELATED_TRIED, SLIPS_TRIED = 4, 40, 24
_LISTED = tuple(sorted(FUNCTION_WORDS | QUESTION_WORDS | LIGHT_WORDS | COMMON_WORDS))
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a question: its kind's weight, and the keys that it reaches, each with its quality (0 to 1)."""

    surface: str
    factor: float
    keys: Mapping[str, float]
    direct: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of an index. `forms` maps a written form to its terms (two for a hyphenated word)."""

    forms: Mapping[str, tuple[str, ...]]
    terms: frozenset[str]
    in_order: tuple[str, ...]
    candidates: tuple[str, ...]
    skeletons: Mapping[str, tuple[str, ...]]
    groups: Groups

    @classmethod
    def build(cls, rows: Iterable[tuple[Word, ...]], groups: Groups) -> Lexicon:
        """Collect the words of all rows, and those of the groups, which reach rows through their group."""
        forms: dict[str, tuple[str, ...]] = {}
        terms: set[str] = set()
        for row in rows:
            for n, word in enumerate(row):
                forms.setdefault(word.surface, (word.term,))
                terms.add(word.term)
                if word.tied and n:
                    before = row[n - 1]
                    forms.setdefault(before.surface + word.surface, (before.term, word.term))
        for word in groups.words:
            forms.setdefault(word.surface, (word.term,))
        skeletons: dict[str, list[str]] = {}
        for form in forms:
            bare = skeleton(form)
            if len(bare) >= 3 and bare != form:  # noqa: PLR2004 - two consonants fit too many words
                skeletons.setdefault(bare, []).append(form)
        return cls(
            forms,
            frozenset(terms),
            tuple(sorted(term for term in terms if not term.startswith("#"))),
            tuple(form for form in forms if not form[0].isdigit()) + _LISTED,
            {bare: tuple(found) for bare, found in skeletons.items()},
            groups,
        )

    def units(self, found: Iterable[Word]) -> list[Unit]:
        """The units of a question's words: compounds taken apart, slips resolved, groups recognised."""
        units: list[Unit] = []
        for word in self._with_compounds(tuple(found)):
            units.extend(self._units(word))
        return self._with_groups(units)

    def _with_compounds(self, found: tuple[Word, ...]) -> Iterable[Word]:
        at = 0
        while at < len(found):
            pair = found[at : at + 2]
            joined = "".join(word.surface for word in pair)
            if len(pair) == 2 and joined in self.forms and not all(self._known(word) for word in pair):  # noqa: PLR2004
                yield Word(joined, self.forms[joined][0] if len(self.forms[joined]) == 1 else stem(joined))
                at += 2
            else:
                yield found[at]
                at += 1

    def _known(self, word: Word) -> bool:
        return word.term in self.terms or word.surface in self.forms or kind(word.surface) != CONTENT

    def _units(self, word: Word) -> list[Unit]:
        if word.term.startswith("#"):
            return [_unit(word.surface, CONTENT, {word.term: 1.0})]
        if word.term in self.terms:
            factor = kind(word.surface)
            keys = {word.term: 1.0 if self.forms.get(word.surface) == (word.term,) else SAME_STEM}
            return [_unit(word.surface, factor, keys, self._related(word.term) if factor == CONTENT else {})]
        if word.surface in self.forms:
            return [
                _unit(word.surface, CONTENT, {t: 1.0}, self._related(t)) for t in self.forms[word.surface]
            ]
        if kind(word.surface) != CONTENT:
            return [_unit(word.surface, FUNCTION, {word.term: 1.0})]
        if is_common(word.surface):
            related = {term: FAMILY for term, q in self._related(word.term).items() if q == FAMILY}
            return [_unit(word.surface, CONTENT, {word.term: 1.0}, related)]
        return self._resolved(word)

    def _resolved(self, word: Word) -> list[Unit]:
        """A word that is nowhere: a slip, an abbreviation, several words in one, a beginning; or unknown."""
        slips = self._slips(word.surface)
        if slips:
            slipped = self._slipped(word, slips)
            if slipped.factor != CONTENT or not slipped.direct.isdisjoint(self.terms):
                return [slipped]
        parts = self._split(word.surface)
        if parts:
            return [unit for part in parts for unit in self._units(Word(part, stem(part)))]
        short = self.skeletons.get(word.surface, ())
        keys = {term: SKELETON for form in short[:4] for term in self.forms[form]}
        return [_unit(word.surface, CONTENT, keys or {word.term: 1.0}, self._related(word.term))]

    def _slips(self, surface: str) -> list[tuple[str, int]]:
        limit = _slips_allowed(len(surface))
        if not limit:
            return []
        found = [
            (form, int(distance))
            for form, distance, _ in process.extract(
                surface, self.candidates, scorer=OSA.distance, score_cutoff=limit, limit=24
            )
            if distance <= _slips_allowed(len(form))
            if distance < 2 or form[0] == surface[0]  # noqa: PLR2004 - two slips leave the first letter alone
            if len(surface) > 3 or form[0] == surface[0]  # noqa: PLR2004 - so does one in three letters
        ]
        nearest = min((distance for _, distance in found), default=0)
        return [(form, distance) for form, distance in found if distance == nearest]

    def _slipped(self, word: Word, slips: list[tuple[str, int]]) -> Unit:
        keys: dict[str, float] = {}
        kinds = {kind(form) for form, _ in slips}
        # Between a word of grammar and one of substance the slip stays undecided, and weighs half.
        factor = LIGHT if CONTENT in kinds and len(kinds) > 1 else min(kinds)
        for form, distance in slips:
            quality = max(0.3, 1 - PER_SLIP * distance / len(word.surface))
            for term in self.forms.get(form, (stem(form),)):
                if term in self.terms or term in self.groups.by_first or form in FUNCTION_WORDS:
                    keys[term] = max(quality, keys.get(term, 0))
        return _unit(word.surface, factor, keys or {word.term: 1.0})

    def _split(self, surface: str, pieces: int = 3) -> tuple[str, ...]:
        """The fewest known words that the surface is made of, each of two letters or more; () where none."""
        if len(surface) < 5:  # noqa: PLR2004 - shorter ones split into anything
            return ()
        return self._parts(surface, pieces)

    def _parts(self, surface: str, pieces: int) -> tuple[str, ...]:
        if pieces < 3 and self._is_word(surface):  # noqa: PLR2004
            return (surface,)
        if pieces < 2:  # noqa: PLR2004
            return ()
        best: tuple[str, ...] = ()
        for cut in range(2, len(surface) - 1):
            if self._is_word(surface[:cut]):
                rest = self._parts(surface[cut:], pieces - 1)
                if rest and (not best or len(rest) + 1 < len(best)):
                    best = (surface[:cut], *rest)
        return best

    def _is_word(self, surface: str) -> bool:
        if len(surface) < 3:  # noqa: PLR2004 - "un", "of": of two letters, only what the file or grammar has
            return len(self.forms.get(surface, ())) == 1 or surface in FUNCTION_WORDS
        return len(self.forms.get(surface, ())) == 1 or surface in FUNCTION_WORDS or surface in QUESTION_WORDS

    def _related(self, term: str) -> dict[str, float]:
        """Terms of the same family (defect, defector), those that the term begins, and other spellings."""
        related = dict.fromkeys(self.groups.variants.get(term, ()), SPELLING)
        if len(term) < 4:  # noqa: PLR2004
            return related
        stump = term[: max(4, len(term) - 3)]
        start = bisect_left(self.in_order, stump)
        for other in self.in_order[start : start + 40]:
            if not other.startswith(stump):
                break
            if other != term:
                quality = _family(term, other)
                if quality:
                    related[other] = max(quality, related.get(other, 0))
        return related

    def _with_groups(self, units: list[Unit]) -> list[Unit]:
        keys = [dict(unit.keys) for unit in units]
        factors = [unit.factor for unit in units]
        for start, end, group in spans([unit.direct for unit in units], self.groups):
            for at in range(start, end):
                unit = units[at]
                reach = max((unit.keys[term] for term in unit.direct), default=1.0)
                keys[at][group.key] = max(group.quality * reach, keys[at].get(group.key, 0))
                if unit.factor != FUNCTION:
                    # A name of three words is one thing asked, not three.
                    factors[at] = min(factors[at], unit.factor / (end - start) ** 0.5)
        return [
            Unit(unit.surface, factor, mine, unit.direct)
            for unit, factor, mine in zip(units, factors, keys, strict=True)
        ]


def kind(surface: str) -> float:
    """What a word weighs by its kind: FUNCTION, QUESTION, LIGHT or CONTENT."""
    if surface in QUESTION_WORDS:
        return QUESTION
    if surface in FUNCTION_WORDS:
        return FUNCTION
    return LIGHT if surface in LIGHT_WORDS else CONTENT


def is_common(surface: str) -> bool:
    """Whether a word, or the word that it is a plain form of, is common English."""
    return any(
        surface.removesuffix(ending) + letter in COMMON_WORDS
        for ending in ("", "s", "es", "ed", "d", "ing", "er", "ly")
        if surface.endswith(ending)
        for letter in ("", "e")
    )


def skeleton(surface: str) -> str:
    """A word without its vowels, as notebooks have it: sth, frm, mtg."""
    return "".join(letter for letter in surface if letter not in _VOWELS)


def _unit(surface: str, factor: float, keys: dict[str, float], related: Mapping[str, float] = {}) -> Unit:
    return Unit(surface, factor, {**related, **keys}, frozenset(keys))


def _slips_allowed(length: int) -> int:
    """Swapped, missing, extra or wrong letters that are forgiven in a word of this length."""
    if length < 3:  # noqa: PLR2004
        return 0
    return 1 if length < 6 else 2 if length < 12 else 3  # noqa: PLR2004


def _family(term: str, other: str) -> float:
    shared = next(
        (n for n, (a, b) in enumerate(zip(term, other, strict=False)) if a != b), min(len(term), len(other))
    )
    longer = max(len(term), len(other))
    if shared == len(term) and shared >= 4:  # noqa: PLR2004
        return BEGINNING if longer - shared <= 6 else 0.0  # noqa: PLR2004
    return FAMILY if shared >= 5 and shared >= 0.7 * longer else 0.0  # noqa: PLR2004
