"""The index: entries made of rows of words, searched word by word. Immutable once built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log

from bot.model import Name
from bot.search.confidence import Evidence, Status, confidence, status
from bot.search.documents import Document, spellings
from bot.search.lexicon import FUNCTION, LIGHT, SAME_STEM, Groups, Lexicon, Unit, groups_of, kind, spans
from bot.search.words import Word, words

LONGEST_QUESTION = 4_000
"""Characters of a question that are read; Slack's surface allows 300."""
MOST_WORDS = 40
"""Words of a question that are looked up, the rarest first."""
MOST_MATCHES = 5
ROW_WEIGHTS = {"printed": 0.7, "notes": 0.5, "said_by": 0.5, "claim": 0.9}
"""What a field's words are worth; any other field's row counts in full up to 12 words, a long text half."""
RERANKED = 30


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
class Row:
    """One phrase of an entry: the field it stands in, its words, and each word's keys (term, then groups)."""

    field: str
    weight: float
    words: tuple[Word, ...]
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, read into rows."""

    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    entry: int
    row: Row
    weights: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: int
    score: float
    explained: float
    row: float
    asked: float = 0
    covered: float = 0
    strong: float = 0
    gap: float = 0
    miss: float = 0


@dataclass(frozen=True, slots=True)
class Index:
    """Entries, their lexicon, and where each key stands. Safe to share between threads."""

    entries: tuple[Entry, ...]
    groups: Groups
    lexicon: Lexicon
    rarity: Mapping[str, float]
    rarest: float
    rows: tuple[_Placed, ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]
    strengths: Mapping[str, Mapping[int, tuple[float, float]]]

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        synonyms: Iterable[Iterable[str]] = (),
        names: Iterable[Name] = (),
    ) -> Index:
        """Read documents into an index; `synonyms` are groups of words or phrases that mean the same."""
        groups = groups_of(synonyms, (spellings(name) for name in names))
        return cls.of(tuple(_entry(document, groups) for document in documents), groups)

    @classmethod
    def of(cls, entries: tuple[Entry, ...], groups: Groups) -> Index:
        """An index of entries that are read already."""
        lexicon = Lexicon.build((row.words for entry in entries for row in entry.rows), groups)
        strengths = _strengths(entries)
        frequent = {key: sum(best for best, _ in at.values()) for key, at in strengths.items()}
        rarity = {key: _rarity(frequency, len(entries)) for key, frequency in frequent.items()}
        rows = tuple(
            _placed(number, row, rarity) for number, entry in enumerate(entries) for row in entry.rows
        )
        places: dict[str, list[tuple[int, int]]] = {}
        for number, placed in enumerate(rows):
            for at, keys in enumerate(placed.row.keys):
                for key in keys:
                    places.setdefault(key, []).append((number, at))
        return cls(
            entries=entries,
            groups=groups,
            lexicon=lexicon,
            rarity=rarity,
            rarest=_rarity(1.0, max(len(entries), 2)),
            rows=rows,
            places={key: tuple(at) for key, at in places.items()},
            strengths=strengths,
        )

    def without(self, entry_id: str, row: Row | None = None) -> Index:
        """The same index with one entry, or one row of it, taken out; for measuring."""
        kept = []
        for entry in self.entries:
            if entry.id != entry_id:
                kept.append(entry)
            elif row is not None:
                kept.append(Entry(entry.id, tuple(other for other in entry.rows if other is not row)))
        return Index.of(tuple(kept), self.groups)

    def search(self, text: str) -> Found:
        """The entries that a question may mean, and how sure that is. Takes any text, raises nothing."""
        units = self._rarest(self.lexicon.units(words(text[:LONGEST_QUESTION])))
        weights = [unit.factor * self._weight(unit) for unit in units]
        total = sum(weights)
        if not total:
            return Found("none", ())
        ranked = self._ranked(units, weights, total)
        unknown = sum(w for u, w in zip(units, weights, strict=True) if not self._reaches(u)) / total
        matches = [
            Match(
                self.entries[candidate.entry].id,
                round(confidence(self._evidence(candidate, ranked, unknown)), 4),
                self._why(candidate.entry, units),
            )
            for candidate in ranked[:MOST_MATCHES]
        ]
        return Found(status(matches[0].score) if matches else "none", tuple(matches))

    def evidence(self, text: str) -> tuple[tuple[str, Evidence], ...]:
        """What speaks for each of the first entries; for fitting the confidence."""
        units = self._rarest(self.lexicon.units(words(text[:LONGEST_QUESTION])))
        weights = [unit.factor * self._weight(unit) for unit in units]
        total = sum(weights)
        if not total:
            return ()
        ranked = self._ranked(units, weights, total)
        unknown = sum(w for u, w in zip(units, weights, strict=True) if not self._reaches(u)) / total
        return tuple(
            (self.entries[c.entry].id, self._evidence(c, ranked, unknown, self._loose(units,weights,total))) for c in ranked[:MOST_MATCHES]
        )

    def _rarest(self, units: list[Unit]) -> list[Unit]:
        if len(units) <= MOST_WORDS:
            return units
        distinct = list({unit.surface: unit for unit in units}.values())
        order = {id(unit): n for n, unit in enumerate(distinct)}
        kept = nlargest(
            MOST_WORDS, distinct, key=lambda unit: (unit.factor * self._weight(unit), -order[id(unit)])
        )
        return sorted(kept, key=lambda unit: order[id(unit)])

    def _loose(self, units, weights, total):
        return sum(w*(1-max((q for k,q in u.keys.items() if k in self.places),default=0)) for u,w in zip(units,weights))/total

    def _reaches(self, unit: Unit) -> bool:
        return any(key in self.places for key in unit.keys)

    def _weight(self, unit: Unit) -> float:
        best = max(
            ((quality, self.rarity[key]) for key, quality in unit.keys.items() if key in self.rarity),
            default=(0.0, self.rarest),
        )
        return best[1]

    def _ranked(self, units: list[Unit], weights: list[float], total: float) -> list[_Candidate]:
        explained: dict[int, float] = {}
        strong: dict[int, float] = {}
        for unit, weight in zip(units, weights, strict=True):
            best: dict[int, float] = {}
            firm: dict[int, float] = {}
            for key, quality in unit.keys.items():
                for entry, (worth, strength) in self.strengths.get(key, {}).items():
                    if quality * worth > best.get(entry, 0):
                        best[entry] = quality * worth
                    if quality * strength > firm.get(entry, 0):
                        firm[entry] = quality * strength
            for entry, value in best.items():
                explained[entry] = explained.get(entry, 0) + weight * value
            for entry, value in firm.items():
                strong[entry] = strong.get(entry, 0) + weight * value
        alike = self._alike(units, weights, total)
        gap: dict[int, float] = {}
        miss: dict[int, float] = {}
        for entry in explained:
            lack = [w * (1 - max((q * self.strengths[k][entry][0] for k, q in u.keys.items() if entry in self.strengths.get(k, {})), default=0)) / self.rarest for u, w in zip(units, weights) if u.factor==1]
            gap[entry] = max(lack,default=0); miss[entry]=sum(lack)
        candidates = [
            _Candidate(
                entry,
                0.15 * share / total + 0.5 * strong[entry] / total + 0.35 * alike.get(entry, (0.0,0,0))[0],
                share / total,
                *alike.get(entry, (0.0,0,0)), strong[entry] / total, gap[entry], miss[entry],
            )
            for entry, share in explained.items()
        ]
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.entry))

    def _alike(self, units: list[Unit], weights: list[float], total: float) -> dict[int, tuple[float,float,float]]:
        """Each entry's best row: how well it and the question cover each other, and the pairs that they share."""
        rough: dict[int, float] = {}
        for unit, weight in zip(units, weights, strict=True):
            if unit.factor == FUNCTION:
                continue
            best: dict[int, float] = {}
            for key, quality in unit.keys.items():
                for row, _ in self.places.get(key, ()):
                    if quality > best.get(row, 0):
                        best[row] = quality
            for row, quality in best.items():
                rough[row] = rough.get(row, 0) + weight * quality
        order = nlargest(
            RERANKED,
            rough,
            key=lambda row: (self.rows[row].row.weight * rough[row] / (total + self.rows[row].total), -row),
        )
        alike: dict[int, tuple[float,float,float]] = {}
        for row in order:
            placed = self.rows[row]
            v = _likeness(units, weights, total, placed)
            value = (placed.row.weight * v[0], v[1], v[2])
            alike[placed.entry] = max(value, alike.get(placed.entry, (0.0,0,0)))
        return alike

    @staticmethod
    def _evidence(candidate: _Candidate, ranked: list[_Candidate], unknown: float, loose=0.0) -> Evidence:
        rival = next((other.score for other in ranked if other.entry != candidate.entry), 0.0)
        margin = (candidate.score - rival) / max(candidate.score, rival, 1e-9)
        return Evidence(candidate.explained, candidate.row, max(margin, 0.0), unknown, candidate.asked, candidate.covered, candidate.strong, min(1,candidate.gap), candidate.score, max(0,candidate.score-rival), min(candidate.miss,2.5), loose)

    def _why(self, entry: int, units: list[Unit]) -> str:
        shown: dict[str, str] = {}
        for row in self.entries[entry].rows:
            for word, keys in zip(row.words, row.keys, strict=True):
                for key in keys:
                    shown.setdefault(key, word.surface)
        reasons = [reason for unit in units if unit.factor != FUNCTION and (reason := _reason(unit, shown))]
        return "matches " + ", ".join(dict.fromkeys(reasons)) if reasons else ""


def _reason(unit: Unit, shown: Mapping[str, str]) -> str:
    key = max((key for key in unit.keys if key in shown), key=lambda key: unit.keys[key], default=None)
    if key is None:
        return ""
    if shown[key] == unit.surface or unit.keys[key] >= SAME_STEM:
        return f"'{unit.surface}'"
    return f"'{shown[key]}' ({'also spelt' if key in unit.direct else 'asked as'} '{unit.surface}')"


def _entry(document: Document, groups: Groups) -> Entry:
    rows = []
    for field, value in document.fields.items():
        for text in (value,) if isinstance(value, str) else value:
            found = words(text)
            if found:
                rows.append(_row(field, found, groups))
    return Entry(document.id, tuple(rows))


def _row(field: str, found: tuple[Word, ...], groups: Groups) -> Row:
    keys = [[word.term] for word in found]
    for start, end, group in spans([frozenset((word.term,)) for word in found], groups):
        for at in range(start, end):
            if group.key not in keys[at]:
                keys[at].append(group.key)
    weight = ROW_WEIGHTS.get(field, max(0.5, min(1.0, 1 - (len(found) - 12) / 60)))
    return Row(field, weight, found, tuple(tuple(at) for at in keys))


def _strengths(entries: tuple[Entry, ...]) -> dict[str, dict[int, tuple[float, float]]]:
    """For each key and entry: the worth of the best field that has it, and how much the entry dwells on it."""
    sums: dict[str, dict[int, tuple[float, float]]] = {}
    for number, entry in enumerate(entries):
        length = sum(row.weight * len(row.words) for row in entry.rows)
        counts: dict[str, tuple[float, float]] = {}
        for row in entry.rows:
            for keys in row.keys:
                for key in keys:
                    best, amount = counts.get(key, (0.0, 0.0))
                    counts[key] = (max(best, row.weight), amount + row.weight)
        for key, (best, amount) in counts.items():
            sums.setdefault(key, {})[number] = (best, amount, length)
    return _finish(sums)


import os
def _finish(sums):
    K=float(os.environ.get('K','1.5')); L=float(os.environ.get('L','120')); B=float(os.environ.get('B','0')); 
    out={}
    for key,at in sums.items():
        tot=sum(a/l for _,a,l in at.values())
        out[key]={n:(best,(a/(a+K*max(l/L,.3)))*((a/l/tot)**B)) for n,(best,a,l) in at.items()}
    return out
def _rarity(frequency: float, entries: int) -> float:
    return log(1 + max(entries - frequency + 0.5, 0.1) / (frequency + 0.5))


def _placed(number: int, row: Row, rarity: Mapping[str, float]) -> _Placed:
    weights = tuple(
        kind(word.surface) * rarity[word.term] for word in row.words
    )
    return _Placed(number, row, weights, sum(weights))


def _likeness(units: list[Unit], weights: list[float], total: float, placed: _Placed) -> float:
    """How much of each the other covers, as a mean that leans to the question; and word pairs kept in order."""
    mine = [0.0] * len(units)
    where = [-9] * len(units)
    theirs = 0.0
    for at, keys in enumerate(placed.row.keys):
        best = 0.0
        for number, unit in enumerate(units):
            for key in keys:
                quality = unit.keys.get(key, 0.0)
                if quality > mine[number]:
                    mine[number], where[number] = quality, at
                if quality > best:
                    best = quality
        theirs += best * placed.weights[at]
    asked = sum(weight * quality for weight, quality in zip(weights, mine, strict=True)) / total
    covered = theirs / placed.total if placed.total else 0.0
    pairs = kept = 0.0
    for number in range(len(units) - 1):
        pair = min(weights[number], weights[number + 1])
        pairs += pair
        if mine[number] and mine[number + 1] and 0 < where[number + 1] - where[number] <= 2:
            kept += pair
    order = kept / pairs if pairs else asked
    return (0.85 * asked**0.65 * covered**0.35) + 0.15 * order * asked, asked, covered
