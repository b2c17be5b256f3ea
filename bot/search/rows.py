"""Documents read into rows of words, each word a number: all that an index keeps of their text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.search.documents import Document
from bot.search.english import kind
from bot.search.groups import Groups, spans
from bot.search.words import Word, words

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Reals = npt.NDArray[np.float32]

ROW_WEIGHTS = {"claim": 0.9, "printed": 0.7, "notes": 0.5, "said_by": 0.5}
"""What a row of these fields is worth; any other counts in full up to 12 words, and a long text half."""
_SHORT_ROW, _PER_WORD, _LEAST_WEIGHT = 12, 1 / 60, 0.5
LONGEST_ROW = 4_000
"""Words of one text that are read."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of all entries, in order; a row is one text of a field.

    A key is what is compared: a word's term, or a group's key for words that mean the same; it is known by
    its number, its place in `keys`. A token is one key at one place of a row: a word that belongs to two
    groups gives three tokens at one place, its term first. `surface` is the written form of a term, by its
    place in `surfaces`, and -1 for a group; `tied` tells a term that a hyphen ties to the word before. `kind`
    has the weight of each surface's kind, and a zero for groups at its end. `digests` tell whether a document
    has changed. `first_row` and `first_token` have one more number, where all ends.
    """

    ids: tuple[str, ...]
    digests: tuple[int, ...]
    keys: tuple[str, ...]
    surfaces: tuple[str, ...]
    kind: Reals
    first_row: Numbers
    texts: tuple[str, ...]
    weight: Reals
    first_token: Numbers
    token: Places
    place: npt.NDArray[np.uint16]
    surface: Places
    tied: npt.NDArray[np.bool_]

    @property
    def entries(self) -> int:
        """How many documents were read."""
        return len(self.ids)

    def owners(self) -> Places:
        """The entry of each row."""
        return np.repeat(np.arange(self.entries, dtype=np.int32), np.diff(self.first_row))

    def row_of_token(self) -> Places:
        """The row of each token."""
        return np.repeat(np.arange(len(self.texts), dtype=np.int32), np.diff(self.first_token))

    def forms(self) -> dict[str, tuple[str, ...]]:
        """The written forms with their terms, in order of the alphabet: two for a hyphenated word."""
        words_at = np.flatnonzero(self.surface >= 0)
        _, first = np.unique(self.surface[words_at], return_index=True)
        found: dict[str, tuple[str, ...]] = {
            self._surface(at): (self._term(at),) for at in words_at[first].tolist()
        }
        for n in np.flatnonzero(self.tied[words_at]).tolist():
            before, at = int(words_at[n - 1]), int(words_at[n])
            joined = self._surface(before) + self._surface(at)
            found.setdefault(joined, (self._term(before), self._term(at)))
        return dict(sorted(found.items()))

    def _surface(self, at: int) -> str:
        return self.surfaces[int(self.surface[at])]

    def _term(self, at: int) -> str:
        return self.keys[int(self.token[at])]


@dataclass(slots=True)
class _Reading:
    """Rows while they are being read."""

    groups: Groups
    keys: dict[str, int] = field(default_factory=dict)
    surfaces: dict[str, int] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    first_row: array[int] = field(default_factory=lambda: array("q", [0]))
    first_token: array[int] = field(default_factory=lambda: array("q", [0]))
    weight: array[float] = field(default_factory=lambda: array("f"))
    token: array[int] = field(default_factory=lambda: array("i"))
    place: array[int] = field(default_factory=lambda: array("H"))
    surface: array[int] = field(default_factory=lambda: array("i"))
    tied: array[int] = field(default_factory=lambda: array("B"))

    def read(self, document: Document) -> None:
        """Add a document; a text without words gives no row."""
        for name, value in document.fields.items():
            for text in (value,) if isinstance(value, str) else value:
                found = words(text)[:LONGEST_ROW]
                if found:
                    self._row(name, text, found)
        self._end(document)

    def take_over(self, document: Document, earlier: Rows, entry: int) -> None:
        """Add a document that was read before; keys and surfaces must have their earlier numbers."""
        a, b = earlier.first_row[entry], earlier.first_row[entry + 1]
        start, end = earlier.first_token[a], earlier.first_token[b]
        shift = len(self.token) - int(start)
        self.texts.extend(earlier.texts[a:b])
        self.first_token.extend((earlier.first_token[a + 1 : b + 1] + shift).tolist())
        self.weight.extend(earlier.weight[a:b].tolist())
        self.token.extend(earlier.token[start:end].tolist())
        self.place.extend(earlier.place[start:end].tolist())
        self.surface.extend(earlier.surface[start:end].tolist())
        self.tied.extend(earlier.tied[start:end].tolist())
        self._end(document)

    def _row(self, name: str, text: str, found: tuple[Word, ...]) -> None:
        for at, (word, groups) in enumerate(zip(found, _groups(found, self.groups), strict=True)):
            # The first word of a text is tied to nothing in it.
            self._token(word.term, at, _number(word.surface, self.surfaces), tied=word.tied and at > 0)
            for group in groups:
                self._token(group, at, -1, tied=False)
        self.weight.append(_row_weight(name, len(found)))
        self.texts.append(text)
        self.first_token.append(len(self.token))

    def _token(self, key: str, at: int, surface: int, *, tied: bool) -> None:
        self.token.append(_number(key, self.keys))
        self.place.append(at)
        self.surface.append(surface)
        self.tied.append(tied)

    def _end(self, document: Document) -> None:
        self.ids.append(document.id)
        self.digests.append(_digest(document))
        self.first_row.append(len(self.texts))

    def rows(self) -> Rows:
        return Rows(
            ids=tuple(self.ids),
            digests=tuple(self.digests),
            keys=tuple(self.keys),
            surfaces=tuple(self.surfaces),
            kind=np.array([*(kind(surface) for surface in self.surfaces), 0.0], np.float32),
            first_row=np.array(self.first_row, np.int64),
            texts=tuple(self.texts),
            weight=np.array(self.weight, np.float32),
            first_token=np.array(self.first_token, np.int64),
            token=np.array(self.token, np.int32),
            place=np.array(self.place, np.uint16),
            surface=np.array(self.surface, np.int32),
            tied=np.array(self.tied, bool),
        )


def _number(name: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(name, len(numbers))


def read_rows(documents: Iterable[Document], groups: Groups, earlier: Rows | None = None) -> Rows:
    """Read documents; those that `earlier` has, read with the same groups, are not read again."""
    reading = _Reading(groups)
    known: dict[int, int] = {}
    if earlier is not None:
        reading.keys = {key: number for number, key in enumerate(earlier.keys)}
        reading.surfaces = {surface: number for number, surface in enumerate(earlier.surfaces)}
        known = {digest: entry for entry, digest in enumerate(earlier.digests)}
    for document in documents:
        entry = known.get(_digest(document)) if known else None
        if earlier is not None and entry is not None:
            reading.take_over(document, earlier, entry)
        else:
            reading.read(document)
    return reading.rows()


def _digest(document: Document) -> int:
    return hash((document.id, *document.fields.items()))


def _groups(found: tuple[Word, ...], groups: Groups) -> list[list[str]]:
    """The keys of the groups that each word belongs to."""
    keys: list[list[str]] = [[] for _ in found]
    for start, end, group in spans([(word.term,) for word in found], groups):
        for at in range(start, end):
            if group.key not in keys[at]:
                keys[at].append(group.key)
    return keys


def _row_weight(name: str, length: int) -> float:
    return ROW_WEIGHTS.get(name, max(_LEAST_WEIGHT, min(1.0, 1 - (length - _SHORT_ROW) * _PER_WORD)))
