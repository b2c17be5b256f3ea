"""Which facts differ between two files, in which parts, and who has to know."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot import attribution
from bot.changes import facts, statements, words
from bot.model import Fact, FactFile

# A change of these needs a second editor; `passages` are the words that quotes and figures stand in.
_WEIGHTY: Final = frozenset({"claim", "figures", "quotes", "chain", "passages", "status"})
# A change of these is told to whoever was shown the fact.
_READERS: Final = frozenset({"claim", "figures", "attribution", "chain", "status"})
_OF_STATEMENTS: Final = ("chain", "quotes", "passages")
_DAY: Final = dt.date(2000, 1, 1)  # far from any source's, so that every credit has its day and year

IsTouched = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class FactChange:
    """What happened to one fact.

    parts: the fields that differ; of statements also which of `chain`, `quotes` and `passages` do, and
    `attribution` where the credit reads otherwise. before, after: the claim with its short credit.
    """

    id: str
    kind: Literal["added", "removed", "changed"]
    parts: tuple[str, ...]
    lines: tuple[str, ...]
    before: str | None
    after: str | None

    @property
    def is_weighty(self) -> bool:
        """Does it need a second editor? A claim, figure, quote, chain or status; a fact come or gone."""
        return self.kind != "changed" or not _WEIGHTY.isdisjoint(self.parts)

    @property
    def concerns_readers(self) -> bool:
        """May somebody who was shown the fact print it wrong now? A new fact was shown to nobody."""
        return self.kind == "removed" or not _READERS.isdisjoint(self.parts)


def digest(fact: Fact) -> str:
    """Twelve hex digits over the fact alone: what two editors' edits are compared by."""
    return hashlib.sha256(repr(fact).encode()).hexdigest()[:12]


def compare(old: FactFile, new: FactFile) -> tuple[FactChange, ...]:
    """The facts that differ, in order of the new file, those that are gone last."""
    before, after = old.facts, new.facts
    is_touched = _touched(old, new)
    found: list[FactChange] = []
    for key, fact in after.items():
        if key not in before:
            lines = facts.whole(fact, new)
            found.append(FactChange(key, "added", (), tuple(lines), None, _said(fact, new)))
        elif (was := before[key]) != fact or is_touched(fact):
            has_another = was.statements != fact.statements or is_touched(fact)
            found += _changed(key, (was, old), (fact, new), may_be_credited_otherwise=has_another)
    for key, fact in before.items():
        if key not in after:
            line = f"removed: {words.clear(fact.claim)}"
            found.append(FactChange(key, "removed", (), (line,), _said(fact, old), None))
    return tuple(found)


def _touched(old: FactFile, new: FactFile) -> IsTouched:
    """May the same fact be credited otherwise: does it name what differs between the files?"""
    keys = frozenset(
        key
        for before, after in ((old.names, new.names), (old.sources, new.sources))
        for key in _differing(before, after)
    )

    def is_touched(fact: Fact) -> bool:
        return any(
            each.source in keys or any(not keys.isdisjoint((*hop.who, hop.to)) for hop in each.chain)
            for each in fact.statements
        )

    return is_touched if keys else lambda _: False


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    return (key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _changed(
    key: str, was: tuple[Fact, FactFile], now: tuple[Fact, FactFile], *, may_be_credited_otherwise: bool
) -> Iterator[FactChange]:
    before, after = was[0], now[0]
    fields = [each.name for each in dataclasses.fields(Fact) if _differs(each.name, before, after)]
    of_statements = [
        name
        for name in _OF_STATEMENTS
        if [getattr(each, name) for each in before.statements]
        != [getattr(each, name) for each in after.statements]
    ]
    said = {name: list(facts.field(name, was, now)) for name in fields}
    old, new = (_credits(*was), _credits(*now)) if may_be_credited_otherwise else ((), ())
    if old == new:
        _note_that_the_credit_stands(said)
    else:
        said["attribution"] = list(_credited(before, after, old, new))
    lines = [line for each in said.values() for line in each]
    parts = [*fields, *of_statements, *([] if old == new else ["attribution"])]
    if parts:
        yield FactChange(key, "changed", tuple(parts), tuple(dict.fromkeys(lines)), _said(*was), _said(*now))


def _differs(name: str, before: Fact, after: Fact) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _note_that_the_credit_stands(said: Mapping[str, list[str]]) -> None:
    """On the first line on a claim or a figure: an editor asks next whether its source changed with it."""
    for name in ("claim", "figures"):
        if said.get(name):
            said[name][0] += ", attribution unchanged"
            return


def _credited(before: Fact, after: Fact, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    """How the credits of statements that both have differ; what has come or gone has a line of its own."""
    pairs = {(0, 0), *statements.pairs(before.statements, after.statements)}  # the first carries the claim
    for one, other in sorted(pairs):
        if old[one] != new[other]:
            yield f"attribution: {words.arrow(old[one], new[other])}"


def _said(fact: Fact, file: FactFile) -> str:
    """What the card says: the claim and its short credit."""
    return f"{fact.claim} — {attribution.attribute(fact.statements[0], file, _DAY).short}"


def _credits(fact: Fact, file: FactFile) -> tuple[str, ...]:
    return tuple(attribution.attribute(each, file, _DAY).full for each in fact.statements)
