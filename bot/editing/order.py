"""In which order files are replaced, so that the folders can be served after each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot import load, validate

_RANKS: Final = {
    load.NAMES: 1,
    load.GAPS: 3,
}  # source records come first: what is referred to, then what refers


def in_order(old: load.Files, new: load.Files) -> tuple[str, ...]:
    """The names of the files that differ: new sources before the facts that rest on them, old ones after."""
    names = sorted((name for name in {*old, *new} if old.get(name) != new.get(name)), key=_rank)
    backwards = names[::-1]
    if len(names) > 1 and not _is_sound(old, new, names) and _is_sound(old, new, backwards):
        return tuple(backwards)
    return tuple(names)


def _rank(name: str) -> tuple[int, str]:
    return (0 if name.startswith("seeds/") else _RANKS.get(name, 2)), name


def _is_sound(old: load.Files, new: load.Files, names: Sequence[str]) -> bool:
    """Is every state between the two a fact file that can be served?"""
    between = dict(old)
    for name in names[:-1]:
        between.pop(name, None)
        if name in new:
            between[name] = new[name]
        if any(each.severity == "error" for each in validate.problems(load.parse(between))):
            return False
    return True
