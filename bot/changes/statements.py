"""The words for statements: which is which in both facts, and what differs in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from bot.changes.words import Lines, arrow, clear, new_in, plain
from bot.model import FactFile, Hop, Passage, Statement
from bot.text import joined

Many = tuple[Statement, ...]
# By which of its fields a changed statement is known again; two that share none of them are two.
_KNOWN_BY: Final = ("passages", "source", "chain", "quotes")


def pairs(before: Many, after: Many) -> tuple[tuple[int, int], ...]:
    """Which statement was which: places counted from 0, in order of the later fact."""
    if before == after:
        return tuple((number, number) for number in range(len(after)))
    old, new = [repr(each) for each in before], [repr(each) for each in after]
    found: list[tuple[int, int]] = []
    if sorted(old) == sorted(new):
        return _moved(old, new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            found += _likest(before, after, range(i1, i2), range(j1, j2))
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _moved(old: list[str], new: list[str]) -> tuple[tuple[int, int], ...]:
    left = list(range(len(old)))
    found = []
    for number, each in enumerate(new):
        place = next(one for one in left if old[one] == each)
        left.remove(place)
        found.append((place, number))
    return tuple(found)


def _likest(before: Many, after: Many, old: range, new: range) -> Iterator[tuple[int, int]]:
    """Pair those that have most in common, each once; of equals those that stand nearest."""
    likes = [
        (-_common(before[i], after[j]), abs((i - old[0]) - (j - new[0])), i, j) for i in old for j in new
    ]
    left_old, left_new = set(old), set(new)
    for common, _, i, j in sorted(likes):
        if common and i in left_old and j in left_new:
            left_old.remove(i)
            left_new.remove(j)
            yield i, j


def _common(one: Statement, other: Statement) -> int:
    return sum(bool(getattr(one, name)) and getattr(one, name) == getattr(other, name) for name in _KNOWN_BY)


def changed(was: tuple[Many, FactFile], now: tuple[Many, FactFile]) -> Lines:
    """What differs between a fact's statements, in words."""
    (before, old_file), (after, new_file) = was, now
    known = pairs(before, after)
    order = [place for place, _ in known]
    if order != sorted(order):
        yield f"statements: another order, now {joined(tuple(str(place + 1) for place in order))}"
    for one, other in known:
        name = label(other, after[other], new_file)
        lines = _statement((before[one], old_file), (after[other], new_file))
        yield from (f"{name}: {line}" for line in lines)
    for number in sorted(set(range(len(after))) - {other for _, other in known}):
        statement = after[number]
        yield f"{label(number, statement, new_file)}: added: {words(statement, new_file)}"
    for number in sorted(set(range(len(before))) - {one for one, _ in known}):
        statement = before[number]
        yield f"{label(number, statement, old_file)}: removed: {words(statement, old_file)}"


def label(number: int, statement: Statement, file: FactFile) -> str:
    """How an editor finds it: “statement 2 (Al Jazeera)”. `number` counts from 0."""
    source = file.sources.get(statement.source)
    return f"statement {number + 1} ({source.outlet if source else statement.source})"


def words(statement: Statement, file: FactFile) -> str:
    """Who said it, and the printed words, whole."""
    said = _hops(statement.chain, file) if statement.chain else statement.voice
    return f"{said}: “{clear(' … '.join(passage.exact for passage in statement.passages))}”"


def _statement(was: tuple[Statement, FactFile], now: tuple[Statement, FactFile]) -> Lines:
    (before, old_file), (after, new_file) = was, now
    special: Mapping[str, Callable[[Any, Any], Lines]] = {
        "chain": lambda old, new: _chain((old, old_file), (new, new_file)),
        "passages": _passages,
        "quotes": lambda old, new: _quoted("quote", old, new),
    }
    for name in (each.name for each in dataclasses.fields(Statement)):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield from special[name](old, new) if name in special else plain(name, old, new)


def _quoted(what: str, before: Sequence[str], after: Sequence[str]) -> Lines:
    """Words of the document, whole: each that came or went."""
    added, gone = new_in(after, before), new_in(before, after)
    if len(added) == len(gone):
        yield from (f"{what} {arrow(old, new)}" for old, new in zip(gone, added, strict=True))
        if not added:
            yield f"{what}s: another order"
        return
    yield from (f"{what} added: “{clear(each)}”" for each in added)
    yield from (f"{what} removed: “{clear(each)}”" for each in gone)


def _passages(before: tuple[Passage, ...], after: tuple[Passage, ...]) -> Lines:
    old, new = [each.exact for each in before], [each.exact for each in after]
    if len(before) != len(after):
        yield from _quoted("passage", old, new)
        same = [(was, now) for now in after for was in before if was.exact == now.exact]
    elif sorted(map(repr, before)) == sorted(map(repr, after)):
        yield "passages: another order"
        return
    else:
        same = list(zip(before, after, strict=True))
    for was, now in same:
        for name in (each.name for each in dataclasses.fields(Passage)):
            one, other = getattr(was, name), getattr(now, name)
            if one != other:
                of = "" if name == "exact" else f", {name}"
                yield f"passage {after.index(now) + 1}{of}: {arrow(one, other)}"


def _chain(was: tuple[tuple[Hop, ...], FactFile], now: tuple[tuple[Hop, ...], FactFile]) -> Lines:
    before, after = _hops(*was), _hops(*now)
    if before == after:  # of two keys for one name
        before, after = _hops(was[0], None), _hops(now[0], None)
    yield f"chain: {before} → {after}"


def _hops(chain: tuple[Hop, ...], file: FactFile | None) -> str:
    return clear(", according to ".join(_hop(each, file) for each in chain)) or "none"


def _hop(hop: Hop, file: FactFile | None) -> str:
    verb = "told" if hop.to and hop.verb == "said" else hop.verb
    marks = [name for name in ("with_affiliation", "inferred") if getattr(hop, name)]
    parts = [
        f"{joined(tuple(_name(each, file) for each in hop.who))} {verb}",
        *([_name(hop.to, file)] if hop.to else []),
        *([f"“{hop.setting}”"] if hop.setting else []),
        *([f"(occasion {hop.occasion})"] if hop.occasion else []),
        *(f"({each})" for each in marks),
    ]
    return " ".join(parts)


def _name(key: str, file: FactFile | None) -> str:
    name = file.names.get(key) if file else None
    return key if name is None else name.short or name.name
