"""Entries in the order in which a question may mean them, and what speaks for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log

from bot.search.confidence import Evidence
from bot.search.english import CONTENT, FUNCTION, kind
from bot.search.lexicon import Unit
from bot.search.rows import Entry, Row

COVERAGE, DWELLING, LIKENESS = 0.12, 0.55, 0.33
"""What the three parts of a score count for; chosen by tests/benchmarks/leave_phrase_out.py."""
SATURATION, SHARED = 1.0, 0.4
"""How soon a repeated word stops counting, and how much a word that other entries repeat too counts less."""
ASKED, COVERED, IN_ORDER = 0.65, 0.35, 0.15
"""Likeness of a row: the exponents of the question's share covered by the row and of the row's by the
question, and the share of word order. The question's counts for more, as a row may well say more."""
SUBSTANTIAL = 3
"""Words of the rarest kind from which on more of them make an entry no likelier."""
SUPPORTING = ("printed", "notes", "said_by")
"""Fields whose words find an entry, and don't say what it is about."""
COMPARED = 30
"""Rows that are compared word by word with a question."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row, the number of its entry, and the weight of each of its words."""

    entry: int
    row: Row
    weights: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Tables:
    """What is counted once, when an index is built.

    `rarity` is a key's inverse document frequency; `rarest` that of a key in a single entry;
    `places` are the rows with a key; `hold` gives, for each key and entry, the worth of the best row
    that has the key (0 to 1), and how much the entry dwells on it (0 to 1). `core` has each entry's keys
    outside of what merely supports it: printed passages also speak of other things.
    """

    rarity: Mapping[str, float]
    rarest: float
    rows: tuple[PlacedRow, ...]
    places: Mapping[str, tuple[int, ...]]
    hold: Mapping[str, Mapping[int, tuple[float, float]]]
    core: tuple[frozenset[str], ...]

    @classmethod
    def build(cls, entries: tuple[Entry, ...]) -> Tables:
        """Count the words of all entries."""
        hold = _hold(entries)
        frequency = {key: sum(worth for worth, _ in at.values()) for key, at in hold.items()}
        rarity = {key: _rarity(count, len(entries)) for key, count in frequency.items()}
        rows = tuple(
            _placed(number, row, rarity) for number, entry in enumerate(entries) for row in entry.rows
        )
        places: dict[str, dict[int, None]] = {}
        for number, placed in enumerate(rows):
            for keys in placed.row.keys:
                for key in keys:
                    places.setdefault(key, {})[number] = None
        return cls(
            rarity=rarity,
            rarest=_rarity(1.0, max(len(entries), 2)),
            rows=rows,
            places={key: tuple(at) for key, at in places.items()},
            hold=hold,
            core=tuple(_core(entry) for entry in entries),
        )

    def weight(self, unit: Unit) -> float:
        """Its kind times the rarity of its best key.

        Where it reaches nothing, a content word weighs as the rarest, and a word to ask with next to nothing.
        """
        rarities = ((quality, self.rarity[key]) for key, quality in unit.keys.items() if key in self.rarity)
        if (best := max(rarities, default=None)) is not None:
            return unit.factor * best[1]
        return (FUNCTION if kind(unit.surface) < CONTENT else unit.factor) * self.rarest


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry by its number, its score, and the parts of it that confidence asks for."""

    entry: int
    score: float
    row: float


@dataclass(frozen=True, slots=True)
class Question:
    """The units of a question, what each weighs, and the sum."""

    units: tuple[Unit, ...]
    weights: tuple[float, ...]
    total: float

    @classmethod
    def of(cls, units: tuple[Unit, ...], tables: Tables) -> Question:
        """Weigh the units."""
        weights = tuple(tables.weight(unit) for unit in units)
        return cls(units, weights, sum(weights))

    def unknown(self, tables: Tables) -> float:
        """The share of the weight that reaches nothing."""
        lost = sum(
            weight
            for unit, weight in zip(self.units, self.weights, strict=True)
            if tables.places.keys().isdisjoint(unit.keys)
        )
        return lost / self.total


def ranked(question: Question, tables: Tables) -> list[Candidate]:
    """Every entry that the question reaches, best first; alike ones in the order of the documents."""
    covered: dict[int, float] = {}
    dwelt: dict[int, float] = {}
    for unit, weight in zip(question.units, question.weights, strict=True):
        for entry, (worth, strength) in _best_hold(unit, tables).items():
            covered[entry] = covered.get(entry, 0) + weight * worth
            dwelt[entry] = dwelt.get(entry, 0) + weight * strength
    alike = _alike(question, tables)
    candidates = []
    for entry, share in covered.items():
        strength, row = dwelt[entry] / question.total, alike.get(entry, 0.0)
        score = COVERAGE * share / question.total + DWELLING * strength + LIKENESS * row
        candidates.append(Candidate(entry, score, row))
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.entry))


def evidence(candidate: Candidate, rivals: list[Candidate], question: Question, tables: Tables) -> Evidence:
    """What speaks for a candidate among all of them."""
    best_other = next((rival.score for rival in rivals if rival.entry != candidate.entry), 0.0)
    lead = max(candidate.score - best_other, 0.0)
    return Evidence(
        row=candidate.row,
        lead=lead,
        unknown=question.unknown(tables),
        missed=_missed(candidate.entry, question, tables),
        substance=_substance(candidate.entry, question, tables),
    )


def _substance(entry: int, question: Question, tables: Tables) -> float:
    """The rarities of the words that an entry has, as a share of three of the rarest."""
    rarities = (
        max(
            (
                quality * tables.rarity[key] * tables.hold[key][entry][0]
                for key, quality in unit.keys.items()
                if entry in tables.hold.get(key, {})
            ),
            default=0.0,
        )
        for unit in question.units
        if unit.factor != FUNCTION
    )
    return min(sum(rarities) / (SUBSTANTIAL * tables.rarest), 1.0)


def _missed(entry: int, question: Question, tables: Tables) -> float:
    """The share of content words that an entry does not speak of in its own words; a name counts once."""
    core = tables.core[entry]
    lost = total = 0.0
    for unit in question.units:
        if kind(unit.surface) == CONTENT:
            # A word of a name of n words has a factor of one by the root of n.
            share = unit.factor**2
            total += share
            best = max((quality for key, quality in unit.keys.items() if key in core), default=0.0)
            lost += share * (1 - best)
    return lost / total if total else 0.0


def _best_hold(unit: Unit, tables: Tables) -> dict[int, tuple[float, float]]:
    """For each entry that a unit reaches, the best worth and strength over the unit's keys."""
    best: dict[int, tuple[float, float]] = {}
    for key, quality in unit.keys.items():
        for entry, (worth, strength) in tables.hold.get(key, {}).items():
            before = best.get(entry, (0.0, 0.0))
            best[entry] = (max(before[0], quality * worth), max(before[1], quality * strength))
    return best


def _alike(question: Question, tables: Tables) -> dict[int, float]:
    """Each entry's best likeness of a row to the question, among the rows that share most of its weight."""
    shared: dict[int, float] = {}
    for unit, weight in zip(question.units, question.weights, strict=True):
        if unit.factor == FUNCTION:
            continue
        best: dict[int, float] = {}
        for key, quality in unit.keys.items():
            for number in tables.places.get(key, ()):
                if quality > best.get(number, 0):
                    best[number] = quality
        for number, quality in best.items():
            shared[number] = shared.get(number, 0) + weight * quality
    rows = tables.rows
    closest = nlargest(
        COMPARED,
        shared,
        key=lambda number: (
            rows[number].row.weight * shared[number] / (question.total + rows[number].total),
            -number,
        ),
    )
    alike: dict[int, float] = {}
    for number in closest:
        placed = rows[number]
        likeness = placed.row.weight * _likeness(question, placed)
        alike[placed.entry] = max(likeness, alike.get(placed.entry, 0.0))
    return alike


def _likeness(question: Question, placed: PlacedRow) -> float:
    """How far question and row cover each other, from 0 to 1, and whether shared pairs keep their order."""
    qualities = [0.0] * len(question.units)
    places = [0] * len(question.units)
    covered = 0.0
    for at, keys in enumerate(placed.row.keys):
        best = 0.0
        for number, unit in enumerate(question.units):
            for key in keys:
                quality = unit.keys.get(key, 0.0)
                if quality > qualities[number]:
                    qualities[number], places[number] = quality, at
                best = max(best, quality)
        covered += best * placed.weights[at]
    asked = sum(w * quality for w, quality in zip(question.weights, qualities, strict=True)) / question.total
    if not asked or not placed.total:
        return 0.0
    mutual = float(asked**ASKED * (covered / placed.total) ** COVERED)
    return (1 - IN_ORDER) * mutual + IN_ORDER * asked * _order(question.weights, qualities, places, asked)


def _order(weights: tuple[float, ...], qualities: list[float], places: list[int], alone: float) -> float:
    """The share of neighbouring words of a question that stand in the same order, at most one word apart."""
    pairs = kept = 0.0
    for n in range(len(weights) - 1):
        pair = min(weights[n], weights[n + 1])
        pairs += pair
        if qualities[n] and qualities[n + 1] and places[n] < places[n + 1] <= places[n] + 2:
            kept += pair
    return kept / pairs if pairs else alone


def _core(entry: Entry) -> frozenset[str]:
    rows = (row for row in entry.rows if row.field not in SUPPORTING)
    return frozenset(key for row in rows for keys in row.keys for key in keys)


def _hold(entries: tuple[Entry, ...]) -> dict[str, dict[int, tuple[float, float]]]:
    amounts: dict[str, dict[int, tuple[float, float]]] = {}
    lengths = [sum(row.weight * len(row.words) for row in entry.rows) for entry in entries]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    for number, entry in enumerate(entries):
        for row in entry.rows:
            for keys in row.keys:
                for key in keys:
                    at = amounts.setdefault(key, {})
                    worth, amount = at.get(number, (0.0, 0.0))
                    at[number] = (max(worth, row.weight), amount + row.weight)
    hold: dict[str, dict[int, tuple[float, float]]] = {}
    for key, at in amounts.items():
        densities = {number: amount / lengths[number] for number, (_, amount) in at.items()}
        total = sum(densities.values())
        hold[key] = {
            number: (
                worth,
                amount
                / (amount + SATURATION * max(lengths[number] / mean, 0.3))
                * (densities[number] / total) ** SHARED,
            )
            for number, (worth, amount) in at.items()
        }
    return hold


def _rarity(frequency: float, entries: int) -> float:
    """BM25's inverse document frequency, always above zero."""
    return log(1 + max(entries - frequency + 0.5, 0.1) / (frequency + 0.5))


def _placed(number: int, row: Row, rarity: Mapping[str, float]) -> PlacedRow:
    weights = tuple(kind(word.surface) * rarity[word.term] for word in row.words)
    return PlacedRow(number, row, weights, sum(weights))
