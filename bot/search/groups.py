"""Groups of words that mean the same: synonyms, forms of one word, and the spellings of one name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.search.thesaurus import FORMS, PLACES, SYNONYMS
from bot.search.words import Word, words

SPELLING, FORM, SYNONYM, PLACE, GENERAL = 0.95, 0.9, 0.85, 0.8, 0.65
"""What one member is worth for another: of a name's spellings, of a word's forms, of the file's synonyms,
of a country's words, of everyday synonyms. `python -m tests.benchmarks.fit` gives the same figures within
a point with GENERAL at 0.5 or 0.8."""
_ROMANISATION = 0.5
"""The share of letters that tells a romanisation (gim, kim) from a description of as many words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Ways to say one thing, each a tuple of terms; `quality` is what one is worth for another.

    `name`: of a person, a body or a place, so that another name is another thing.
    """

    key: str
    members: tuple[tuple[str, ...], ...]
    quality: float
    name: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, found by a member's first term; and single words that spell one another (gim, kim)."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Group], ...]]
    variants: Mapping[str, frozenset[str]]
    forms: Mapping[str, tuple[str, ...]]
    terms: frozenset[str]


def groups_of(synonyms: Iterable[Iterable[str]], names: Iterable[Iterable[str]]) -> Groups:
    """Groups of synonyms, and of a name's spellings with the house's first; everyday English is added."""
    own = [(SYNONYM, False, tuple(members)) for members in synonyms]
    spelt = [(SPELLING, True, tuple(members)) for members in names]
    read = _read((*own, *spelt), "=")
    by_first: dict[str, list[tuple[tuple[str, ...], Group]]] = {}
    for group in (*(group for group, _ in read), *(group for group, _ in _everyday())):
        for phrase in group.members:
            by_first.setdefault(phrase[0], []).append((phrase, group))
    members = [member for _, found in (*read, *_everyday()) for member in found]
    forms = {word.surface: (word.term,) for member in members for word in member}
    variants: dict[str, set[str]] = {}
    for group, found in read:
        if group.name and found:
            _pair_variants(found[0], found[1:], variants)
    return Groups(
        {first: tuple(found) for first, found in by_first.items()},
        {term: frozenset(others) for term, others in variants.items()},
        forms,
        frozenset(term for terms in forms.values() for term in terms),
    )


_Read = tuple[Group, tuple[tuple[Word, ...], ...]]


@lru_cache(maxsize=1)
def _everyday() -> tuple[_Read, ...]:
    kinds = [
        *((FORM, False, members) for members in FORMS),
        *((PLACE, True, members) for members in PLACES),
        *((GENERAL, False, members) for members in SYNONYMS),
    ]
    # Numbered apart from a file's own groups, which come first.
    return _read(kinds, "~")


def _read(kinds: Iterable[tuple[float, bool, Sequence[str]]], prefix: str) -> tuple[_Read, ...]:
    """Groups of quality, name or not, and members; those whose members are all one word need no group."""
    groups = []
    for number, (quality, name, members) in enumerate(kinds):
        read = tuple(found for member in members if (found := words(member)))
        phrases = tuple(dict.fromkeys(tuple(word.term for word in member) for member in read))
        if len(phrases) > 1 or name:
            groups.append((Group(f"{prefix}{number}", phrases, quality, name), read))
    return tuple(groups)


def _pair_variants(
    house: tuple[Word, ...], others: Iterable[tuple[Word, ...]], variants: dict[str, set[str]]
) -> None:
    for other in others:
        if len(other) != len(house):
            continue
        for mine, theirs in zip(house, other, strict=True):
            alike = OSA.normalized_similarity(mine.surface, theirs.surface) >= _ROMANISATION
            if mine.term != theirs.term and alike:
                variants.setdefault(theirs.term, set()).add(mine.term)
                variants.setdefault(mine.term, set()).add(theirs.term)


def spans(sequence: Sequence[Iterable[str]], groups: Groups) -> list[tuple[int, int, Group]]:
    """Where a member of a group stands in a sequence of words, each with its terms: (start, end, group)."""
    found = []
    for start, here in enumerate(sequence):
        for term in here:
            for phrase, group in groups.by_first.get(term, ()):
                end = start + len(phrase)
                rest = phrase[1:]
                if not rest or _follow(rest, sequence[start + 1 : end]):
                    found.append((start, end, group))
    return found


def _follow(phrase: tuple[str, ...], words_after: Sequence[Iterable[str]]) -> bool:
    return len(words_after) == len(phrase) and all(
        wanted in at for wanted, at in zip(phrase, words_after, strict=True)
    )
