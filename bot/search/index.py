"""The index: documents read, searched word by word. Immutable once built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.model import Name
from bot.search.candidates import MOST, candidates
from bot.search.confidence import Grounds, Status, confidence, status
from bot.search.documents import Document, spellings
from bot.search.english import CONTENT, FUNCTION, kind
from bot.search.features import FEATURES, Evidence, evidence
from bot.search.groups import Groups, groups_of
from bot.search.hits import terms
from bot.search.lexicon import SAME_STEM, Lexicon, Unit
from bot.search.question import Question
from bot.search.ranking import Ranking, grounds, ranked, weights
from bot.search.rows import Rows, read_rows
from bot.search.tables import Tables

MOST_MATCHES = 5
FEW = 16
"""Candidates that are compared where only the first counts."""
MEANT, ALIKE = 0.5, 0.3
"""The confidence and the match from which on a known gap is named: likelier meant than not."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that the search thought of: its confidence from 0 to 1, which words made it, and which words
    of the question it says nothing of."""

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """found: show the first match. unsure: let the reporter pick. none: nothing on file.

    `matches` are best first and at most five, for none too, so that near misses can be studied. `gap` is the
    id of the known gap that the question means, as far as can be told.
    """

    status: Status
    matches: tuple[Match, ...]
    gap: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Entries, their words, and what is counted of them. Safe to share between threads.

    The first `answers` entries can be found; those after them are known gaps: what is asked for and is
    not on file. `numbers` has the keys that stand somewhere.
    """

    rows: Rows
    answers: int
    groups: Groups
    tables: Tables
    lexicon: Lexicon
    numbers: Mapping[str, int]

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        synonyms: Iterable[Iterable[str]] = (),
        names: Iterable[Name] = (),
        gaps: Iterable[Document] = (),
    ) -> Index:
        """Read documents into an index; `synonyms` are groups of words or phrases used for one another."""
        groups = groups_of(synonyms, (spellings(name) for name in names))
        return cls._of(documents, gaps, groups, None)

    def rebuilt(self, documents: Iterable[Document], gaps: Iterable[Document] = ()) -> Index:
        """The index of these documents, with the same synonyms and names; only changed ones are read anew."""
        return self._of(documents, gaps, self.groups, self.rows)

    @classmethod
    def _of(
        cls, documents: Iterable[Document], gaps: Iterable[Document], groups: Groups, earlier: Rows | None
    ) -> Index:
        missing = tuple(gaps)
        rows = read_rows(chain(documents, missing), groups, earlier)
        tables = Tables.build(rows)
        stands = np.diff(tables.first) > 0
        numbers = {key: number for number, key in enumerate(rows.keys) if stands[number]}
        lexicon = Lexicon.build(rows.forms(), frozenset(numbers), groups)
        return cls(rows, rows.entries - len(missing), groups, tables, lexicon, numbers)

    def search(self, text: str) -> Found:
        """The entries that a question may mean, and how sure that is. Takes any text, raises nothing."""
        ranking = self.ranking(text)
        if ranking is None:
            return Found("none", ())
        matches: list[Match] = []
        ceiling = 1.0
        for line in self.matching(ranking):
            # Only the first entry leads the others; no later one may seem surer for it.
            ceiling = min(ceiling, round(confidence(self.grounds(line, ranking)), 4))
            entry = int(ranking.evidence.entry[line])
            matches.append(Match(self.rows.ids[entry], ceiling, self._why(entry, ranking.question)))
        return Found(status(matches[0].score) if matches else "none", tuple(matches), self._gap(ranking))

    def best(self, text: str) -> tuple[str, float] | None:
        """The id and the confidence of the entry that comes first, without reasons; None without one."""
        compared = self.compared(text, FEW)
        ranking = ranked(*compared, weights()) if compared else None
        lines = self.matching(ranking) if ranking else []
        if ranking is None or not lines:
            return None
        entry = int(ranking.evidence.entry[lines[0]])
        return self.rows.ids[entry], round(confidence(self.grounds(lines[0], ranking)), 4)

    def ranking(self, text: str) -> Ranking | None:
        """The candidates of a question in order; None where it has nothing that could be looked for."""
        compared = self.compared(text)
        return ranked(*compared, weights()) if compared else None

    def compared(self, text: str, most: int = MOST) -> tuple[Question, Evidence] | None:
        """A question and what speaks for each candidate; None where nothing could be looked for."""
        question = Question.read(text, self.lexicon, self.numbers, self.tables)
        if question.empty:
            return None
        found = candidates(question, self.tables, self.rows.entries, most)
        return question, evidence(question, found, self.rows, self.tables)

    def grounds(self, line: int, ranking: Ranking) -> Grounds:
        """What speaks for one of the ranking's candidates, by its line."""
        return grounds(line, ranking, self.answers, self.rows.entries)

    def _gap(self, ranking: Ranking) -> str | None:
        """The known gap that stands first, if it is likelier meant than not."""
        first = int(ranking.order[0])
        entry = int(ranking.evidence.entry[first])
        if entry < self.answers:
            return None
        found = self.grounds(first, ranking)
        return self.rows.ids[entry] if found.match >= ALIKE and confidence(found) >= MEANT else None

    def matching(self, ranking: Ranking) -> list[int]:
        """The best lines; where a question has nothing but words to ask with, only a phrase on file."""
        lines = ranking.order[ranking.evidence.entry[ranking.order] < self.answers]
        if all(kind(unit.surface) < CONTENT for unit in ranking.question.units):
            lines = lines[ranking.evidence.features[lines, FEATURES.index("exact")] > 0]
        return [int(line) for line in lines[:MOST_MATCHES]]

    def _why(self, entry: int, question: Question) -> str:
        shown = self._shown(entry, question)
        reasons = (_reason(unit, shown) for unit in question.units if unit.factor != FUNCTION)
        told = ", ".join(dict.fromkeys(filter(None, reasons))) or "small words only"
        lost = [
            unit.surface for unit in question.units if shown.keys().isdisjoint(unit.keys) and _content(unit)
        ]
        less = "".join(f", not '{surface}'" for surface in dict.fromkeys(lost))
        return f"matches {told}{less}"

    def _shown(self, entry: int, question: Question) -> dict[str, str]:
        """For each key of the question that an entry has, the entry's longest word for it."""
        rows = self.rows
        start, end = rows.first_token[rows.first_row[[entry, entry + 1]]]
        asked = np.zeros(len(rows.keys), bool)
        asked[question.key] = True
        at = np.flatnonzero(asked[rows.token[start:end]]) + start
        pairs = np.unique(rows.token[at] * np.int64(len(rows.surfaces)) + rows.surface[terms(at, rows)])
        shown: dict[str, str] = {}
        for pair in pairs.tolist():
            key, surface = rows.keys[pair // len(rows.surfaces)], rows.surfaces[pair % len(rows.surfaces)]
            if len(surface) > len(shown.get(key, "")):
                shown[key] = surface
        return shown


def _content(unit: Unit) -> bool:
    return kind(unit.surface) == CONTENT


def _reason(unit: Unit, shown: Mapping[str, str]) -> str:
    key = max((key for key in unit.keys if key in shown), key=lambda key: unit.keys[key], default=None)
    if key is None:
        return ""
    if shown[key] == unit.surface or unit.keys[key] >= SAME_STEM:
        return f"'{unit.surface}'"
    return f"'{shown[key]}' ({'also spelt' if key in unit.direct else 'asked as'} '{unit.surface}')"
