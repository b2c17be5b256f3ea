"""Groups of words that mean the same: synonyms, and the spellings of one name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.search.english import SYNONYMS
from bot.search.words import Word, words

SPELLING, SYNONYM, GENERAL = 0.95, 0.85, 0.65
"""What one member is worth for another: of a name's spellings, of the file's synonyms, of news English's.

Chosen by tests/benchmarks/leave_phrase_out.py; without GENERAL three phrases in a hundred fewer come first.
"""
_ROMANISATION = 0.5
"""The share of letters that tells a romanisation (gim, kim) from a description of as many words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Ways to say one thing, each a tuple of terms; `quality` is what one is worth for another."""

    key: str
    members: tuple[tuple[str, ...], ...]
    quality: float


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, found by a member's first term; and single words that spell one another (gim, kim)."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Group], ...]]
    variants: Mapping[str, frozenset[str]]
    words: tuple[Word, ...]


def groups_of(synonyms: Iterable[Iterable[str]], names: Iterable[Iterable[str]]) -> Groups:
    """Read groups of synonyms, and of a name's spellings with the house's first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Group]]] = {}
    variants: dict[str, set[str]] = {}
    all_words: dict[Word, None] = {}
    kinds = [
        *((SYNONYM, members) for members in synonyms),
        *((SPELLING, members) for members in names),
        *((GENERAL, members) for members in SYNONYMS),
    ]
    for number, (quality, members) in enumerate(kinds):
        read = [words(member) for member in members]
        phrases = tuple(dict.fromkeys(tuple(word.term for word in member) for member in read if member))
        group = Group(f"={number}", phrases, quality)
        for phrase in phrases:
            by_first.setdefault(phrase[0], []).append((phrase, group))
        all_words.update(dict.fromkeys(word for member in read for word in member))
        if quality == SPELLING and read:
            _pair_variants(read[0], read[1:], variants)
    return Groups(
        {first: tuple(found) for first, found in by_first.items()},
        {term: frozenset(others) for term, others in variants.items()},
        tuple(all_words),
    )


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


def spans(sequence: list[frozenset[str]], groups: Groups) -> list[tuple[int, int, Group]]:
    """Where a member of a group stands in a sequence: (start, end, group)."""
    found = []
    for start, here in enumerate(sequence):
        for term in here:
            for phrase, group in groups.by_first.get(term, ()):
                end = start + len(phrase)
                if end <= len(sequence) and all(
                    wanted in at for wanted, at in zip(phrase, sequence[start:end], strict=True)
                ):
                    found.append((start, end, group))
    return found
