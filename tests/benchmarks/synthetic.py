"""Made-up entries and questions of any number, the same in every run.

An entry has a title of four to nine words and three aliases of three to eight. Words are drawn by Zipf's
law from a vocabulary of pronounceable ones that grows with the entries by Heaps' law; among them stand
English function words, numbers and names of two parts. Entry n is the same whatever was made before it, so
that entries can be streamed and questions derived from any of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

from bot.search import Document
from tests.benchmarks.sets import Query

SEED = 7
WORDS_AN_ENTRY = 23
HEAPS, HEAPS_EXPONENT = 30, 0.5
"""Vocabulary of n words of running text: 30 * n ** 0.5, where 30 is the low end of what is usual (Manning,
Raghavan and Schuetze, Introduction to Information Retrieval, 5.1.1)."""
ZIPF_SHIFT = 2.7
"""Mandelbrot's shift of the rank, which keeps the first few words from filling every entry."""
FUNCTION, NUMBER, NAME = 0.25, 0.04, 0.05
"""Shares of an entry's words that are function words, numbers, and names."""
FUNCTION_WORDS = tuple("the of in to a and is for on with by at from how what who when where are was".split())
QUESTION_WORDS = tuple("what about the is there how many did do we have on any of tell me".split())
DROPPED, SWAPPED, SLIPPED, ADDED, UNRELATED = 0.3, 0.2, 1 / 6, 0.3, 0.1
ONSETS = "b br d dr f fl g gr h j k kl l m n p pr r s st t tr v z".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = ["", "", "n", "r", "l", "s", "m", "t"]
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST_SLIPPED = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words from the most to the least common, with running sums of their weights, and names' parts."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


@cache
def vocabulary(entries: int) -> Vocabulary:
    """The vocabulary of so many entries; kept, so that its memory is nobody's."""
    choose = _chooser("vocabulary", entries)
    size = int(HEAPS * (entries * WORDS_AN_ENTRY) ** HEAPS_EXPONENT)
    names = max(50, size // 20)
    syllables = ["".join(parts) for parts in product(ONSETS, VOWELS, CODAS)]
    made: dict[str, None] = {}
    while len(made) < size + 2 * names:
        made["".join(choose.choices(syllables, k=choose.choice((1, 2, 2, 3))))] = None
    words = list(made)
    weights = accumulate(1 / (rank + ZIPF_SHIFT) for rank in range(size))
    people = [word.capitalize() for word in words[size:]]
    return Vocabulary(tuple(words[:size]), tuple(weights), tuple(people[:names]), tuple(people[names:]))


def documents(entries: int) -> Iterator[Document]:
    """All entries, one at a time."""
    known = vocabulary(entries)  # made before the first entry is asked for
    return (entry(known, number) for number in range(entries))


def entry(known: Vocabulary, number: int) -> Document:
    """The entry of this number."""
    choose = _chooser("entry", number)
    title = _phrase(known, choose, choose.randint(4, 9))
    aliases = tuple(_phrase(known, choose, choose.randint(3, 8)) for _ in range(3))
    return Document(f"e{number}", {"title": title, "aliases": aliases})


def questions(entries: int, count: int) -> tuple[Query, ...]:
    """Questions derived from random entries; one of ten is not, and has nothing on file."""
    known, choose = vocabulary(entries), _chooser("questions", entries)
    return tuple(_question(known, choose, entries) for _ in range(count))


def names(entries: int, count: int) -> tuple[str, ...]:
    """Names as they stand in entries."""
    known, choose = vocabulary(entries), _chooser("names", entries)
    return tuple(_name(known, choose) for _ in range(count))


def slipped(word: str, choose: random.Random) -> str:
    """The word with a slip of the keys past its first letter: swapped, left out, doubled, or a key beside."""
    at = choose.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return choose.choice(
        (
            before + after[0] + letter + after[1:],
            before + after,
            before + letter + letter + after,
            before + _beside(letter, choose) + after,
        )
    )


def _question(known: Vocabulary, choose: random.Random, entries: int) -> Query:
    if choose.random() < UNRELATED:
        return Query(_phrase(known, choose, choose.randint(3, 8)), ())
    number = choose.randrange(entries)
    document = entry(known, number)
    row = choose.choice([document.fields["title"], *document.fields["aliases"]])
    assert isinstance(row, str)
    return Query(_loosened(row.split(), choose), (document.id,))


def _loosened(words: list[str], choose: random.Random) -> str:
    """The words of a row as someone types them who knows roughly what it says."""
    kept = [word for word in words if choose.random() >= DROPPED]
    if sum(word not in FUNCTION_WORDS for word in kept) < 2:
        kept = words
    if len(kept) > 1 and choose.random() < SWAPPED:
        at = choose.randrange(len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    typed: list[str] = []
    for word in kept:
        if choose.random() < ADDED:
            typed.append(choose.choice(QUESTION_WORDS))
        slips = len(word) >= SHORTEST_SLIPPED and word.isalpha() and choose.random() < SLIPPED
        typed.append(slipped(word, choose) if slips else word)
    return " ".join(typed).lower()


def _phrase(known: Vocabulary, choose: random.Random, length: int) -> str:
    content = choose.choices(known.words, cum_weights=known.weights, k=length)
    return " ".join(_or_other(word, known, choose) for word in content)


def _or_other(word: str, known: Vocabulary, choose: random.Random) -> str:
    """The word, or something else that stands in running text as often as its share says."""
    kind = choose.random()
    if kind < FUNCTION:
        return choose.choice(FUNCTION_WORDS)
    if kind < FUNCTION + NUMBER:
        return str(choose.choice((choose.randint(2, 99), choose.randint(1_000, 50_000), 2024, 2025)))
    if kind < FUNCTION + NUMBER + NAME:
        return _name(known, choose)
    return word


def _name(known: Vocabulary, choose: random.Random) -> str:
    return f"{choose.choice(known.given)} {choose.choice(known.family)}"


def _beside(letter: str, choose: random.Random) -> str:
    row = next((row for row in KEYS if letter in row), letter)
    at = row.index(letter)
    return choose.choice([row[n] for n in (at - 1, at + 1) if 0 <= n < len(row)] or [letter])


def _chooser(what: str, number: int) -> random.Random:
    return random.Random(f"{SEED} {what} {number}")  # noqa: S311 - to be the same in every run
