"""What changed between two editions, fact by fact, in values and in words.

    compare(old, new) ─▶ FactChange …      what an editor reads in the history, in `diff`, in an approval
    surroundings(old, new) ─▶ lines        names, sources, occasions and gaps, which cards are made of too

The words name the figure, the statement and its outlet, and show the part of a long text that differs. A
field that has no words of its own gets the plain “field: old → new”, so that none can be forgotten.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from bot import attribution
from bot.model import Difference, Fact, FactFile, Figure, Hop, Passage, Statement, Verification
from bot.text import counted, cut, joined

# A change of these needs a second editor; `passages` carry the quotes' words, and `statements` all the rest.
_WEIGHTY: Final = frozenset({"claim", "figures", "quotes", "chain", "passages", "status"})
# A change of these is told to whoever was shown the fact.
_READERS: Final = frozenset({"claim", "figures", "attribution", "chain", "status"})
_DAY: Final = dt.date(2000, 1, 1)  # far from any source's, so that every credit has its day and year
_LONG: Final = 160  # characters up to which a text is shown whole
_AROUND: Final = 30  # characters of what is the same, shown beside what differs
_LISTED: Final = 6  # phrases that a line repeats

Lines = Iterator[str]


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
    same_names = (old.names, old.sources, old.occasions) == (new.names, new.sources, new.occasions)
    found: list[FactChange] = []
    for key, fact in after.items():
        if key not in before:
            found.append(FactChange(key, "added", (), (f"added: {fact.claim}",), None, _said(fact, new)))
        elif (was := before[key]) != fact or not same_names:
            found += _changed(key, (was, old), (fact, new))
    for key, fact in before.items():
        if key not in after:
            found.append(FactChange(key, "removed", (), (f"removed: {fact.claim}",), _said(fact, old), None))
    return tuple(found)


def _changed(key: str, was: tuple[Fact, FactFile], now: tuple[Fact, FactFile]) -> Iterator[FactChange]:
    before, after = was[0], now[0]
    fields = [name for name in _names(Fact) if getattr(before, name) != getattr(after, name)]
    parts = [*fields, *_parts_of_statements(before, after)]
    lines = [line for name in fields for line in _field(name, before, after, now[1])]
    old, new = _credits(*was), _credits(*now)
    if old != new:
        parts.append("attribution")
        lines += [f"attribution: {_arrow(a, b)}" for a, b in zip(old, new, strict=False) if a != b]
        if len(old) != len(new):
            lines.append(f"attribution: {counted(len(old), 'credit')} → {len(new)}")
    elif lines and {"claim", "figures"} & set(fields):
        lines[0] += ", attribution unchanged"
    if parts:
        yield FactChange(key, "changed", tuple(parts), tuple(lines), _said(*was), _said(*now))


def surroundings(old: FactFile, new: FactFile) -> tuple[str, ...]:
    """What else differs, in words: names, sources, occasions, topics' synonyms, and what is known not to be
    on file."""
    tables: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
        ("name", old.names, new.names),
        ("source", old.sources, new.sources),
        ("occasion", old.occasions, new.occasions),
        ("not on file", _gaps(old), _gaps(new)),
        ("topic", _topics(old), _topics(new)),
    )
    return tuple(line for what, before, after in tables for line in _table(what, before, after))


def _gaps(file: FactFile) -> Mapping[str, Any]:
    return {gap.about: gap for gap in file.gaps}


def _topics(file: FactFile) -> Mapping[str, Any]:
    return {topic.topic: topic.synonyms for topic in file.topics.values()}


def _table(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Lines:
    for key, value in after.items():
        if key not in before:
            yield f"{what} {key}: added"
        elif (was := before[key]) != value:
            yield from (f"{what} {key}: {line}" for line in _record(was, value))
    yield from (f"{what} {key}: removed" for key in before if key not in after)


def _record(before: Any, after: Any) -> Lines:  # noqa: ANN401 - a record of any kind, or a list of synonyms
    if not dataclasses.is_dataclass(before):
        yield from _list("synonyms", [" ".join(each) for each in before], [" ".join(each) for each in after])
        return
    for name in _names(type(before)):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield from _plain(name, was, now)


# ── The fields of a fact


def _field(name: str, before: Fact, after: Fact, file: FactFile) -> Lines:
    match name:
        case "figures":
            return _figures(before.figures, after.figures)
        case "statements":
            return _statements(before.statements, after.statements, file)
        case "differs":
            return _differences(before.differs, after.differs)
        case "verified":
            return _verified(before.verified, after.verified)
        case _:
            return _plain(name, getattr(before, name), getattr(after, name))


def _plain(name: str, before: Any, after: Any) -> Lines:  # noqa: ANN401 - a value of any field
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _list(name, [str(each) for each in before], [str(each) for each in after])
    return iter((f"{name}: {_arrow(_shown(before), _shown(after))}",))


def _shown(value: Any) -> str:  # noqa: ANN401 - the same
    return "none" if value is None or value == () else str(value)


def _list(name: str, before: Sequence[str], after: Sequence[str]) -> Lines:
    added = [each for each in after if each not in before]
    gone = [each for each in before if each not in after]
    if not (added or gone):
        yield f"{name}: another order" if sorted(before) == sorted(after) else f"{name}: repeated otherwise"
        return
    parts = [
        f"{len(each)} {what}: {joined(tuple(f'“{cut(one, _LONG)}”' for one in each[:_LISTED]))}"
        + (" and more" if len(each) > _LISTED else "")
        for what, each in (("added", added), ("removed", gone))
        if each
    ]
    yield f"{name}: {'; '.join(parts)}"


def _figures(before: tuple[Figure, ...], after: tuple[Figure, ...]) -> Lines:
    was, now = list(before), list(after)
    for figure in [each for each in was if each in now]:
        was.remove(figure)
        now.remove(figure)
    for figure in list(now):
        if (other := _like(figure, was)) is not None:
            was.remove(other)
            now.remove(figure)
            yield from _figure(other, figure)
    yield from (f"figure added: {_number(each)} {each.unit} {each.of}" for each in now)
    yield from (f"figure removed: {_number(each)} {each.unit} {each.of}" for each in was)
    if before != after and sorted(map(repr, before)) == sorted(map(repr, after)):
        yield "figures: another order"


def _like(figure: Figure, others: list[Figure]) -> Figure | None:
    """The figure that this one was: of the same thing in the same statement, or else of the same thing."""
    same = [each for each in others if each.of == figure.of]
    exact = [each for each in same if each.statement == figure.statement]
    return next(iter((*exact, *same)), None)


def _figure(before: Figure, after: Figure) -> Lines:
    if before.value != after.value and before.qualifier == after.qualifier:
        yield f"{after.of} {before.value:,} → {after.value:,}"
    elif (before.value, before.qualifier) != (after.value, after.qualifier):
        yield f"{after.of}: {_number(before)} → {_number(after)}"
    for name in _names(Figure):
        if name not in ("value", "qualifier") and getattr(before, name) != getattr(after, name):
            yield from _plain(f"{after.of}, {name}", getattr(before, name), getattr(after, name))


def _number(figure: Figure) -> str:
    return f"{figure.qualifier} {figure.value:,}" if figure.qualifier else f"{figure.value:,}"


def _differences(before: tuple[Difference, ...], after: tuple[Difference, ...]) -> Lines:
    was, now = {each.about: each for each in before}, {each.about: each for each in after}
    yield from (f"sources differ on {about}: added" for about in now if about not in was)
    yield from (f"sources differ on {about}: removed" for about in was if about not in now)
    for about, each in now.items():
        if about in was and was[about] != each:
            yield f"sources differ on {about}: {_arrow(_sides(was[about]), _sides(each))}"
    if before != after and was == now:
        yield "differs: another order"


def _sides(difference: Difference) -> str:
    said = "; ".join(f"{side.source}: {side.says}" for side in difference.sides)
    return f"{said} ({difference.note})" if difference.note else said


def _verified(before: Verification | None, after: Verification | None) -> Lines:
    if after is None:
        yield "no longer verified"
    else:
        yield f"verified by {after.by} on {after.on}" + (
            f", before by {before.by} on {before.on}" if before else ""
        )


# ── Statements


def _parts_of_statements(before: Fact, after: Fact) -> Iterator[str]:
    for name in ("chain", "quotes", "passages"):
        was, now = ([getattr(each, name) for each in fact.statements] for fact in (before, after))
        if was != now:
            yield name


def _statements(before: tuple[Statement, ...], after: tuple[Statement, ...], file: FactFile) -> Lines:
    matcher = SequenceMatcher(
        None, [repr(each) for each in before], [repr(each) for each in after], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i2 - i1, j2 - j1)
        for offset in range(pairs):
            label = _label(j1 + offset, after[j1 + offset], file)
            yield from (f"{label}: {line}" for line in _statement(before[i1 + offset], after[j1 + offset]))
        for number in range(j1 + pairs, j2):
            yield f"{_label(number, after[number], file)}: added: {_words(after[number])}"
        for number in range(i1 + pairs, i2):
            yield f"{_label(number, before[number], file)}: removed: {_words(before[number])}"


def _label(number: int, statement: Statement, file: FactFile) -> str:
    source = file.sources.get(statement.source)
    return f"statement {number + 1} ({source.outlet if source else statement.source})"


def _words(statement: Statement) -> str:
    return cut(" … ".join(passage.exact for passage in statement.passages), _LONG)


def _statement(before: Statement, after: Statement) -> Lines:
    special: Mapping[str, Callable[[Any, Any], Lines]] = {
        "chain": _chain,
        "passages": _passages,
        "quotes": lambda was, now: _list("quotes", was, now),
    }
    for name in _names(Statement):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield from special[name](was, now) if name in special else _plain(name, was, now)


def _chain(before: tuple[Hop, ...], after: tuple[Hop, ...]) -> Lines:
    was, now = _hops(before), _hops(after)
    yield f"chain: {_arrow(was, now)}"


def _hops(chain: tuple[Hop, ...]) -> str:
    return ", according to ".join(_hop(each) for each in chain) or "none"


def _hop(hop: Hop) -> str:
    marks = [name for name in ("with_affiliation", "inferred") if getattr(hop, name)]
    parts = [
        f"{joined(hop.who)} {hop.verb}",
        *([hop.to] if hop.to else []),
        *([f"on {hop.occasion}"] if hop.occasion else []),
        *([f"“{hop.setting}”"] if hop.setting else []),
        *marks,
    ]
    return " ".join(parts)


def _passages(before: tuple[Passage, ...], after: tuple[Passage, ...]) -> Lines:
    if len(before) != len(after):
        yield from _list("passages", [each.exact for each in before], [each.exact for each in after])
        return
    for number, (was, now) in enumerate(zip(before, after, strict=True), 1):
        for name in _names(Passage):
            if getattr(was, name) != getattr(now, name):
                of = "" if name == "exact" else f", {name}"
                yield f"passage {number}{of}: {_arrow(getattr(was, name), getattr(now, name))}"


# ── Words


def _said(fact: Fact, file: FactFile) -> str:
    """What the card says: the claim and its short credit."""
    return f"{fact.claim} — {attribution.attribute(fact.statements[0], file, _DAY).short}"


def _credits(fact: Fact, file: FactFile) -> tuple[str, ...]:
    return tuple(attribution.attribute(each, file, _DAY).full for each in fact.statements)


def _arrow(before: str, after: str) -> str:
    """Old → new; of long texts the part that differs, with a little of what is around it."""
    if max(len(before), len(after)) > _LONG:
        before, after = _differing(before, after)
    marks = ("“", "”") if " " in before + after else ("", "")
    shown = [
        each if each == "none" else f"{marks[0]}{each or 'nothing'}{marks[1]}" for each in (before, after)
    ]
    return f"{shown[0]} → {shown[1]}"


def _differing(before: str, after: str) -> tuple[str, str]:
    start = max(0, before.rfind(" ", 0, max(0, _same(before, after) - _AROUND)) + 1)
    kept = max(0, _same(before[start:][::-1], after[start:][::-1]) - _AROUND)
    return _middle(before, start, len(before) - kept), _middle(after, start, len(after) - kept)


def _same(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _middle(text: str, start: int, end: int) -> str:
    return (
        f"{'… ' if start else ''}{cut(text[start:end].strip(), 2 * _LONG)}{' …' if end < len(text) else ''}"
    )


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))
