"""Which entries of an index a question may mean at all: a few hundred, however many there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.search.question import Question
from bot.search.rows import Numbers, Places, Reals
from bot.search.tables import Tables

MOST = 200
"""Entries whose rows are compared with a question."""
MOST_PLACES, SHORTLIST = 60_000, 4_000
"""Places of words that are gone through, rarest words first; the words left over judge only the best entries
so far, which is what keeps a question's cost from growing with the file."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Entries by number, ascending; `sums` has for each what `Tables.hold` has, over all of the question's
    units by rarity: shares from 0 to 1 of worth, of amount, and of worth by ownership."""

    entry: Numbers
    sums: Reals


def candidates(question: Question, tables: Tables, entries: int, most: int = MOST) -> Candidates:
    """The entries that the question's words reach, the likeliest `most` where they are many.

    Who wants fewer has fewer places gone through, and a shorter shortlist kept, in the same measure.
    """
    most_places, shortlist = MOST_PLACES * most // MOST, SHORTLIST * most // MOST
    sums = np.zeros((len(tables.hold), entries), np.float32)
    best = np.zeros((len(tables.hold), entries), np.float32)
    reached = np.zeros(entries, bool)
    known: Numbers | None = None
    gone_through = 0
    for unit in np.argsort(-question.rarity, kind="stable"):
        places = _places(question, int(unit), tables)
        size = sum(end - start for _, start, end in places)
        if known is None and gone_through and gone_through + size > most_places:
            known = _likeliest(np.flatnonzero(reached), sums, shortlist)
        touched = []
        for quality, start, end in places:
            at, places_of = _there(tables.entry[start:end], known)
            best[:, at] = np.maximum(best[:, at], quality * tables.hold[:, start:end][:, places_of])
            touched.append(at)
        for at in touched:
            # An entry reached by two keys is counted with the first: its best is zero at the second.
            sums[:, at] += question.rarity[unit] * best[:, at]
            best[:, at] = 0
            reached[at] = True
        gone_through += size
    found = np.flatnonzero(reached) if known is None else known
    chosen = np.sort(_likeliest(found, sums, most))
    return Candidates(chosen, sums[:, chosen] / max(float(question.rarity.sum()), 1e-9))


def _places(question: Question, unit: int, tables: Tables) -> list[tuple[float, int, int]]:
    return [
        (float(question.quality[n]), int(tables.first[key]), int(tables.first[key + 1]))
        for n in np.flatnonzero(question.unit == unit)
        for key in (question.key[n],)
    ]


def _there(at: Places, known: Numbers | None) -> tuple[Places | Numbers, Numbers | slice]:
    """The entries at a key's places, of them only those `known` if given, and where among the places."""
    if known is None:
        return at, slice(None)
    found = np.searchsorted(at, known)
    found[found == len(at)] = 0
    there = at[found] == known
    return known[there], found[there]


def _likeliest(entries: Numbers, sums: Reals, most: int) -> Numbers:
    """The entries with the highest sums, ascending."""
    if len(entries) <= most:
        return entries
    return np.sort(entries[np.argpartition(-sums[:, entries].sum(axis=0), most)[:most]])
