"""A document read into rows of words, each word with its keys."""

from __future__ import annotations

from dataclasses import dataclass

from bot.search.documents import Document
from bot.search.groups import Groups, spans
from bot.search.words import Word, words

ROW_WEIGHTS = {"claim": 0.9, "printed": 0.7, "notes": 0.5, "said_by": 0.5}
"""What a row of these fields is worth; any other counts in full up to 12 words and a long text half.

Chosen by tests/benchmarks/leave_phrase_out.py; the result is flat around these.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase of an entry: its field, its worth, its words, and each word's keys (term, then groups)."""

    field: str
    weight: float
    words: tuple[Word, ...]
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, read."""

    id: str
    rows: tuple[Row, ...]

    def without(self, row: Row) -> Entry:
        """The entry less one of its rows."""
        return Entry(self.id, tuple(other for other in self.rows if other is not row))


def read(document: Document, groups: Groups) -> Entry:
    """Read a document; a field that has no words gives no row."""
    return Entry(
        document.id,
        tuple(
            _row(field, found, groups)
            for field, value in document.fields.items()
            for text in ((value,) if isinstance(value, str) else value)
            if (found := words(text))
        ),
    )


def _row(field: str, found: tuple[Word, ...], groups: Groups) -> Row:
    keys = [[word.term] for word in found]
    for start, end, group in spans([frozenset((word.term,)) for word in found], groups):
        for at in range(start, end):
            if group.key not in keys[at]:
                keys[at].append(group.key)
    weight = ROW_WEIGHTS.get(field, max(0.5, min(1.0, 1 - (len(found) - 12) / 60)))
    return Row(field, weight, found, tuple(tuple(at) for at in keys))
