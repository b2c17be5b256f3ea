"""The words for each field of a fact, and for a fact that is new."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.changes import statements
from bot.changes.words import Lines, arrow, clear, plain, shown
from bot.model import Difference, Fact, FactFile, Figure, Verification
from bot.text import joined

Side = tuple[Fact, FactFile]  # a fact in the file that it stands in


def field(name: str, was: Side, now: Side) -> Lines:
    """What differs in one field of a fact, in words; it does differ."""
    (before, _), (after, _) = was, now
    if name == "statements":
        return statements.changed((before.statements, was[1]), (after.statements, now[1]))
    return _WORDS.get(name, _plain)(name, getattr(before, name), getattr(after, name))


def whole(fact: Fact, file: FactFile) -> Lines:
    """A new fact: what a second editor has to read of it. How it is asked for is of no weight."""
    yield f"added: {clear(fact.claim)}"
    yield f"status: {fact.status}, as of {fact.as_of}, {fact.shelf_life}"
    if fact.figures:
        yield f"figures: {joined(tuple(_counted(each) for each in fact.figures))}"
    for number, statement in enumerate(fact.statements):
        yield f"{statements.label(number, statement, file)}: {statements.words(statement, file)}"
    for each in fact.differs:
        yield f"sources differ on {each.about}: {_sides(each)}"
    if fact.caution:
        yield f"caution: {clear(fact.caution)}"


def _plain(name: str, before: Any, after: Any) -> Lines:  # noqa: ANN401 - a value of any field
    return plain(name, before, after)


def _figures(_: str, before: Sequence[Figure], after: Sequence[Figure]) -> Lines:
    was, now = _without(before, after), _without(after, before)
    if not (was or now):
        yield "figures: another order"
    for figure in tuple(now):
        if (other := _like(figure, was)) is not None:
            was.remove(other)
            now.remove(figure)
            several = sum(each.of == figure.of for each in after) > 1
            named = f"{figure.of} (statement {figure.statement})" if several else figure.of
            yield from _figure(named, other, figure)
    yield from (f"figure added: {_counted(each)}" for each in now)
    yield from (f"figure removed: {_counted(each)}" for each in was)


def _without(these: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    left, found = list(others), []
    for each in these:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found


def _like(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The figure that this one was: of the same thing in the same statement, or else of the same thing."""
    same = [each for each in others if each.of == figure.of]
    exact = [each for each in same if each.statement == figure.statement]
    return next(iter((*exact, *same)), None)


def _figure(named: str, before: Figure, after: Figure) -> Lines:
    if before.qualifier != after.qualifier:
        yield f"{named}: {_number(before)} → {_number(after)}"
    elif before.value != after.value:
        yield f"{named} {before.value:,} → {after.value:,}"
    for name in (each.name for each in dataclasses.fields(Figure)):
        if name not in ("value", "qualifier") and getattr(before, name) != getattr(after, name):
            yield from plain(f"{named}, {name}", getattr(before, name), getattr(after, name))


def _number(figure: Figure) -> str:
    return f"{figure.qualifier} {figure.value:,}" if figure.qualifier else f"{figure.value:,}"


def _counted(figure: Figure) -> str:
    return f"{figure.of} ({_number(figure)} {figure.unit})"


def _differs(_: str, before: Sequence[Difference], after: Sequence[Difference]) -> Lines:
    was, now = {each.about: each for each in before}, {each.about: each for each in after}
    if was == now:
        yield "differs: another order"
    yield from (
        f"sources differ on {about}: added: {_sides(now[about])}" for about in now if about not in was
    )
    yield from (f"sources differ on {about}: removed" for about in was if about not in now)
    for about, each in now.items():
        if about in was and was[about] != each:
            yield f"sources differ on {about}: {arrow(_sides(was[about]), _sides(each))}"


def _sides(difference: Difference) -> str:
    said = "; ".join(f"{side.source}: {side.says}" for side in difference.sides)
    return clear(f"{said} ({difference.note})" if difference.note else said)


def _verified(_: str, before: Verification | None, after: Verification | None) -> Lines:
    if after is None:
        yield f"no longer verified, before by {_by(before)}"
    else:
        yield f"verified by {_by(after)}" + (f", before by {_by(before)}" if before else "")


def _by(verified: Verification | None) -> str:
    return f"{verified.by} on {verified.on}" if verified else shown(verified)


_WORDS: Final[Mapping[str, Callable[[str, Any, Any], Lines]]] = {
    "figures": _figures,
    "differs": _differs,
    "verified": _verified,
}
