"""The index: documents read, searched word by word. Immutable once built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from bot.model import Name
from bot.search.confidence import Evidence, Status, confidence, status
from bot.search.documents import Document, spellings
from bot.search.english import CONTENT, FUNCTION, kind
from bot.search.groups import Groups, groups_of
from bot.search.lexicon import SAME_STEM, Lexicon, Unit
from bot.search.ranking import Candidate, Question, Tables, evidence, ranked
from bot.search.rows import Entry, Row, read
from bot.search.words import words

LONGEST_QUESTION = 4_000
"""Characters of a question that are read; Slack's surface allows 300."""
MOST_WORDS = 40
"""Words of a question that are compared, the weightiest first."""
MOST_LOOKED_UP = 200
"""Words of a question that are looked up at all: a slip costs about a tenth of a millisecond to resolve."""
MOST_MATCHES = 5
VERBATIM = 0.9
"""Likeness from which a row is the question itself."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that the search thought of: its confidence from 0 to 1, and which words made it."""

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """found: show the first match. unsure: let the reporter pick. none: nothing on file.

    `matches` are best first and at most five, for none too, so that near misses can be studied.
    """

    status: Status
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Entries, their words, and what is counted of them. Safe to share between threads.

    `shown` has for each entry the word that stands for a key where a match is explained.
    """

    entries: tuple[Entry, ...]
    groups: Groups
    lexicon: Lexicon
    tables: Tables
    shown: tuple[Mapping[str, str], ...]

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        synonyms: Iterable[Iterable[str]] = (),
        names: Iterable[Name] = (),
    ) -> Index:
        """Read documents into an index; `synonyms` are groups of words or phrases used for one another."""
        groups = groups_of(synonyms, (spellings(name) for name in names))
        return cls.of(tuple(read(document, groups) for document in documents), groups)

    @classmethod
    def of(cls, entries: tuple[Entry, ...], groups: Groups) -> Index:
        """An index of entries that are read already."""
        rows = (row.words for entry in entries for row in entry.rows)
        shown = tuple(_shown(entry) for entry in entries)
        return cls(entries, groups, Lexicon.build(rows, groups), Tables.build(entries), shown)

    def without(self, entry_id: str, row: Row | None = None) -> Index:
        """The same index with one entry, or one row of it, taken out; for measuring."""
        kept = []
        for entry in self.entries:
            if entry.id != entry_id:
                kept.append(entry)
            elif row is not None:
                kept.append(entry.without(row))
        return Index.of(tuple(kept), self.groups)

    def search(self, text: str) -> Found:
        """The entries that a question may mean, and how sure that is. Takes any text, raises nothing."""
        question = self._question(text)
        matches: list[Match] = []
        ceiling = 1.0
        for candidate, proof in self._candidates(question):
            # Only the first entry has a lead; no later one may seem surer for it.
            ceiling = min(ceiling, round(confidence(proof), 4))
            matches.append(Match(self.entries[candidate.entry].id, ceiling, self._why(candidate, question)))
        return Found(status(matches[0].score) if matches else "none", tuple(matches))

    def evidence(self, text: str) -> tuple[tuple[str, Evidence], ...]:
        """What speaks for each match of a question, by its id; for fitting the confidence."""
        return tuple(
            (self.entries[candidate.entry].id, proof)
            for candidate, proof in self._candidates(self._question(text))
        )

    def _question(self, text: str) -> Question:
        found = words(text[:LONGEST_QUESTION])
        if len(found) > MOST_WORDS:
            found = tuple({word.term: word for word in found}.values())[:MOST_LOOKED_UP]
        units = self.lexicon.units(found)
        if len(units) > MOST_WORDS:
            heaviest = nlargest(
                MOST_WORDS, range(len(units)), key=lambda n: (self.tables.weight(units[n]), -n)
            )
            units = [units[n] for n in sorted(heaviest)]
        return Question.of(tuple(units), self.tables)

    def _candidates(self, question: Question) -> list[tuple[Candidate, Evidence]]:
        """The best candidates; where a question has nothing but words to ask with, only a phrase on file."""
        if all(unit.factor == FUNCTION for unit in question.units):
            return []
        candidates = ranked(question, self.tables)
        if all(kind(unit.surface) < CONTENT for unit in question.units):
            candidates = [candidate for candidate in candidates if candidate.row >= VERBATIM]
        return [
            (candidate, evidence(candidate, candidates, question, self.tables))
            for candidate in candidates[:MOST_MATCHES]
        ]

    def _why(self, candidate: Candidate, question: Question) -> str:
        shown = self.shown[candidate.entry]
        reasons = (_reason(unit, shown) for unit in question.units if unit.factor != FUNCTION)
        told = ", ".join(dict.fromkeys(filter(None, reasons)))
        return f"matches {told}" if told else "by its small words only"


def _shown(entry: Entry) -> dict[str, str]:
    """The longest word stands for a group, so that "the north" is not shown as "the"."""
    shown: dict[str, str] = {}
    for row in entry.rows:
        for word, keys in zip(row.words, row.keys, strict=True):
            for key in keys:
                if len(word.surface) > len(shown.get(key, "")):
                    shown[key] = word.surface
    return shown


def _reason(unit: Unit, shown: Mapping[str, str]) -> str:
    key = max((key for key in unit.keys if key in shown), key=lambda key: unit.keys[key], default=None)
    if key is None:
        return ""
    if shown[key] == unit.surface or unit.keys[key] >= SAME_STEM:
        return f"'{unit.surface}'"
    return f"'{shown[key]}' ({'also spelt' if key in unit.direct else 'asked as'} '{unit.surface}')"
