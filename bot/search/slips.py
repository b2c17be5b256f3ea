"""Slips of the keys: which known words a word may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

ONE_SLIP, TWO_SLIPS, THREE_SLIPS = 3, 6, 12
"""Letters from which on a word may have so many slips: swapped, missing, extra or wrong letters."""
_TRIED = 24
"""Words of one length and first letter that are looked at as the nearest."""


@dataclass(frozen=True, slots=True)
class Slips:
    """Written forms by first letter and length, and by what follows their first letter.

    Two slips leave the first letter, and few slips change a length by little: so a few hundred words are
    compared where the vocabulary has a hundred thousand.
    """

    by_start: Mapping[tuple[str, int], list[str]]
    by_rest: Mapping[str, list[str]]

    @classmethod
    def build(cls, forms: Iterable[str]) -> Slips:
        """Sort written forms; those that begin with a digit are numbers, and no slip of a word."""
        by_start: dict[tuple[str, int], list[str]] = {}
        by_rest: dict[str, list[str]] = {}
        for form in forms:
            if len(form) > 1 and not form[0].isdigit():
                by_start.setdefault((form[0], len(form)), []).append(form)
                by_rest.setdefault(form[1:], []).append(form)
        return cls(by_start, by_rest)

    def near(self, surface: str) -> list[tuple[str, int]]:
        """The forms that a word may be a slip of, with the number of slips; the shorter decides how many."""
        limit = slips_allowed(surface)
        if not limit:
            return []
        found: dict[str, int] = {}
        for length in range(len(surface) - limit, len(surface) + limit + 1):
            near = process.extract(
                surface,
                self.by_start.get((surface[0], length), ()),
                scorer=OSA.distance,
                score_cutoff=limit,
                limit=_TRIED,
            )
            found.update((form, int(distance)) for form, distance, _ in near)
        if len(surface) > ONE_SLIP:
            found.update(dict.fromkeys(self._other_start(surface), 1))
        return [(form, slips) for form, slips in found.items() if slips <= slips_allowed(form)]

    def _other_start(self, surface: str) -> list[str]:
        """Forms with another first letter: wrong, missing, extra, or swapped with the second."""
        swapped = surface[1] + surface[0] + surface[2:]
        return [
            *(form for form in self.by_rest.get(surface[1:], ()) if form[0] != surface[0]),
            *(form for form in self.by_rest.get(surface, ()) if form[0] != surface[0]),
            *(form for form in self.by_rest.get(surface[2:], ()) if form == surface[1:]),
            *(form for form in self.by_rest.get(swapped[1:], ()) if form == swapped and form != surface),
        ]


def slips_allowed(surface: str) -> int:
    """How many slips a word of this length may have."""
    return sum(len(surface) >= letters for letters in (ONE_SLIP, TWO_SLIPS, THREE_SLIPS))
