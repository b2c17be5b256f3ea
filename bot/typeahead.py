"""What a search field suggests while somebody types: facts, names or sources, at most a hundred.

A value's exact id comes first, then ids that begin so, then texts that begin so, then entries in which every
word typed begins a word, in any order and at any place; last, where those are few, what a search makes of it,
which knows slips of the keys. Words are compared as `text.normalise` folds them, and shown as written.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.model import Fact, FactFile, Name, Source
from bot.search import Document, Index
from bot.search.documents import spellings
from bot.text import cut, full_day, normalise

MOST: Final = 100  # options that Slack takes
MAX_TEXT: Final = 75  # of an option's text, and of its description
MAX_VALUE: Final = 150
ENOUGH: Final = 20  # options from which on no search fills up: a person who types on wants fewer, not others

_READ: Final = 1_000  # characters of what is typed; a claim has at most 700
_WORDS: Final = 150  # different words of it
_SEARCHED: Final = 100  # characters of it that a search reads: a long text takes it a tenth of a second
_PLACES: Final = 4  # more than a place is worth
_WHOLE: Final = 4  # what a word typed to its end counts more: more than any place of a word that goes on
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼ`´′＇"))
_LAST: Final = "\U0010ffff"  # sorts behind every letter
_AS_OF: Final = re.compile(r"As of [A-Z][a-z]+\.? [0-9]{1,2}, [0-9]{4}, ")

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `value` is what comes back, `text` is read, and below it `description`."""

    value: str
    text: str
    description: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An option, and the texts by whose words it is found, in rows from the most telling to the least.

    The rows are three: words that name it (the id among them), its own words, others' words for it.
    """

    option: Option
    rows: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Typeahead:
    """Entries and where their words stand. Immutable once built, and safe to share between threads.

    `letters` has all words, sorted, one after the other: that of number n from `ends[n]` to `ends[n + 1]`.
    (As strings of their own they would take a while to be freed.) The entries with that word are
    `entry[first[n]:first[n + 1]]`, each once, with what the word's place in it is worth. `ids` and `begins`
    are sorted pairs of a folded text and the entry that it belongs to.
    """

    options: tuple[Option, ...]
    index: Index
    ids: tuple[tuple[str, int], ...]
    begins: tuple[tuple[str, int], ...]
    letters: str
    ends: array[int]
    first: Numbers
    entry: Numbers
    worth: Numbers
    places: dict[str, int]

    @classmethod
    def build(cls, entries: Iterable[Entry], index: Index) -> Typeahead:
        """From entries; `index` has documents of the same ids, for what no word begins with."""
        given = tuple(entries)
        postings: dict[str, array[int]] = {}
        for number, entry in enumerate(given):
            for word, worth in _words(entry).items():
                postings.setdefault(word, array("q")).append(number * _PLACES + worth)
        flat, first, ends, letters = array("q"), array("q", [0]), array("q", [0]), []
        for words in _in_order(postings):
            for word in words:
                flat.extend(postings.pop(word))  # freed one by one: all at once would hold up other threads
                first.append(len(flat))
                ends.append(ends[-1] + len(word))
            letters.append("".join(words))
        entry_of, worth_of = np.divmod(np.array(flat, np.int64), _PLACES)
        options = tuple(entry.option for entry in given)
        return cls(
            options=options,
            index=index,
            ids=tuple(sorted((_spaced(option.value), number) for number, option in enumerate(options))),
            begins=tuple(
                sorted((_spaced(text), number) for number, each in enumerate(given) for text in each.rows[1])
            ),
            letters="".join(letters),
            ends=ends,
            first=np.array(first, np.int64),
            entry=entry_of,
            worth=worth_of,
            places={option.value: number for number, option in enumerate(options)},
        )

    def suggest(self, typed: str, most: int = MOST) -> tuple[Option, ...]:
        """What may be meant, likeliest first; for nothing typed the first entries. Raises for no text."""
        found = dict.fromkeys(islice(self._found(typed[:_READ]), most)) if most > 0 else {}
        return tuple(self.options[number] for number in found)

    def _found(self, typed: str) -> Iterator[int]:
        """Numbers of entries, best first, each once."""
        text = _spaced(typed)
        if not text:
            yield from range(len(self.options))
            return
        seen: set[int] = set()
        for number in chain(_beginning(self.ids, text), _beginning(self.begins, text), self._by_words(text)):
            if number not in seen:
                seen.add(number)
                yield number
        for number in self._searched(typed) if len(seen) < ENOUGH else ():
            if number not in seen and len(seen) < ENOUGH:
                seen.add(number)
                yield number

    def _by_words(self, text: str) -> Iterator[int]:
        """Entries in which each word of the text begins a word: those with the most whole words first."""
        total = np.zeros(len(self.options), np.int64)
        there = np.ones(len(self.options), bool)
        for word in islice(dict.fromkeys(text.split()), _WORDS):
            start, end = self._place(word), self._place(word + _LAST)
            if start == end:
                return
            one = np.zeros(len(self.options), np.int64)
            places = slice(int(self.first[start]), int(self.first[end]))
            np.maximum.at(one, self.entry[places], self.worth[places])
            if self._word(start) == word:
                whole = slice(int(self.first[start]), int(self.first[start + 1]))
                one[self.entry[whole]] = self.worth[whole] + _WHOLE
            total += one
            there &= one > 0
        found = np.flatnonzero(there)
        yield from found[np.argsort(-total[found], kind="stable")].tolist()

    def _place(self, word: str) -> int:
        """The number of the first word that is not before this one."""
        return bisect_left(range(len(self.ends) - 1), word, key=self._word)

    def _word(self, number: int) -> str:
        return self.letters[self.ends[number] : self.ends[number + 1]]

    def _searched(self, typed: str) -> Iterator[int]:
        """What the search puts first, in its order."""
        ranking = self.index.ranking(typed[:_SEARCHED])
        if ranking is None:
            return
        for entry in ranking.evidence.entry[ranking.order].tolist():
            if entry < self.index.answers:
                yield self.places[self.index.rows.ids[entry]]


def facts(file: FactFile, index: Index) -> Typeahead:
    """Facts by id, claim and how they are asked for; `index` is the file's own."""
    return Typeahead.build((_fact(key, fact) for key, fact in file.facts.items()), index)


def names(file: FactFile) -> Typeahead:
    """People, bodies, places and roles of names.yaml, by every spelling."""
    documents = (Document(key, {"name": spellings(name)}) for key, name in file.names.items())
    return Typeahead.build((_name(key, name) for key, name in file.names.items()), Index.build(documents))


def sources(file: FactFile) -> Typeahead:
    """Source records, by id, outlet and headline."""
    documents = (
        Document(key, {"title": f"{key} {source.outlet}", "headline": source.headline or ""})
        for key, source in file.sources.items()
    )
    return Typeahead.build(
        (_source(key, source) for key, source in file.sources.items()), Index.build(documents)
    )


def _fact(key: str, fact: Fact) -> Entry:
    """The id tells facts apart that begin alike; what all perishable claims begin with is left out."""
    shown = _AS_OF.sub("", fact.claim, count=1) or fact.claim
    return Entry(_option(key, key, shown), ((key,), (fact.claim,), fact.asked_as))


def _name(key: str, name: Name) -> Entry:
    parts = (key, name.title or "", name.affiliation or "")
    own, *others = spellings(name)
    return Entry(
        _option(key, name.name, ", ".join(filter(None, parts))),
        ((key, own), (own, *others), (name.title or "", name.affiliation or "", *name.posts, *name.called)),
    )


def _source(key: str, source: Source) -> Entry:
    headline = source.headline or "headline not on file"
    shown = f"{source.outlet}, {full_day(source.published)}: {headline}"
    by = source.byline or ""
    return Entry(_option(key, key, shown), ((key,), (source.headline or "", source.outlet), (by,)))


def _option(value: str, text: str, description: str) -> Option:
    return Option(value, cut(text, MAX_TEXT), cut(description, MAX_TEXT))


def _words(entry: Entry) -> dict[str, int]:
    """Each word of an entry with what its best place is worth: 3, 2 or 1."""
    found: dict[str, int] = {}
    for worth, row in zip((3, 2, 1), entry.rows, strict=True):
        for word in _spaced(" ".join(row)).split():
            found.setdefault(word, worth)
    return found


def _spaced(text: str) -> str:
    """Folded for comparing: words with one space between them, so that “tower-lean” is “tower lean”."""
    plain = text.translate(_APOSTROPHES)
    # Of ASCII that can be printed nothing but capitals is folded; nearly all text is, and this is quicker.
    folded = plain.lower() if plain.isascii() and plain.isprintable() else normalise(plain)
    return " ".join(_WORD.findall(folded))


def _in_order(words: Iterable[str]) -> Iterator[list[str]]:
    """Sorted, beginning by beginning: one long sort would hold up every other thread, the loop's too."""
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[:2], []).append(word)
    for letters in sorted(begun):
        yield sorted(begun.pop(letters))


def _beginning(pairs: tuple[tuple[str, int], ...], text: str) -> Iterator[int]:
    """Entries of the texts that begin with this one; the same text first, as it sorts first."""
    for at in range(bisect_left(pairs, (text, -1)), len(pairs)):
        if not pairs[at][0].startswith(text):
            return
        yield pairs[at][1]
