"""Days against the file's: of the statement, of its occasion, and what its passage prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from bot.check.case import Case
from bot.check.days import PARTS, Day
from bot.check.review import Problem
from bot.model import Statement
from bot.text import full_day, joined

_NEAR: Final = 31
"""Days around what is known in which somebody may well have spoken."""


def date_problems(case: Case, others: Sequence[Case]) -> Iterator[Problem]:
    """Days that the statements which the sentence renders do not have, nor its other facts'."""
    quoted = case.parsed.quotations
    for day in case.parsed.days:
        if any(span.holds(day.span.start) for span in quoted) or any(
            _fits(each, day) for each in (case, *others)
        ):
            continue
        right = _right(case, day)
        if right is not None:
            statement = case.statements[0]
            message = f"The file has {right}, not “{case.parsed.words(day.span)}”."
            yield case.problem("date", day.span, message, right, statement, *case.place_of(statement))


def _fits(case: Case, day: Day) -> bool:
    if day.kind == "time":
        return any(each.time.endswith(day.time) for each in _printed(case) if each.kind == "time")
    if any(day.fits(date) for date in _dates(case)):
        return True
    return any(_same(day, each) for each in _printed(case))


def _right(case: Case, day: Day) -> str | None:
    """What the file has of this kind, in words; None where it has nothing to hold against the day."""
    if day.kind == "time":
        known = [each for each in _printed(case) if each.kind == "time" and _comparable(day, each)]
        return known[0].words if known else None
    if day.kind == "month" and day.year is None and not any(each.act for each in case.statements):
        return None  # beside what was said, a month may be another matter's; beside an act, it is the act's
    dates = sorted(set(_dates(case)))
    if not dates or (not any(_own(case, each) for each in case.statements) and _may_be_another(day, dates)):
        return None
    if day.kind == "weekday":
        return joined(tuple(dict.fromkeys(f"{date:%A}, {full_day(date)}" for date in dates)), "or")
    return joined(tuple(dict.fromkeys(full_day(date) for date in dates)), "or")


def _comparable(day: Day, other: Day) -> bool:
    """A half with a half, a decade with a decade."""
    mine, theirs = day.time.split()[-1], other.time.split()[-1]
    return (mine in PARTS and theirs in PARTS) or (mine[-1] == theirs[-1] == "s")


def _same(day: Day, other: Day) -> bool:
    mine = (day.weekday, day.month, day.day, day.year)
    theirs = (other.weekday, other.month, other.day, other.year)
    return all(a is None or a == b for a, b in zip(mine, theirs, strict=True))


def _printed(case: Case) -> list[Day]:
    """The days and times that the rendered passages print."""
    return [day for number in case.rendered for day in case.reading.statements[number].days]


def _dates(case: Case) -> list[dt.date]:
    return [date for statement in case.statements for date in _of(case, statement)]


def _own(case: Case, statement: Statement) -> list[dt.date]:
    """The day of the statement itself, and that of its occasion, where they are printed."""
    found = [statement.date] if statement.date else []
    for hop in statement.chain:
        occasion = case.file.occasions.get(hop.occasion) if hop.occasion else None
        if occasion and occasion.date:
            found.append(occasion.date)
    return found


def _may_be_another(day: Day, dates: Sequence[dt.date]) -> bool:
    """Of words whose own day nobody prints, is this a day near those known? Then it contradicts none."""
    if day.month is None:
        return day.year is None
    near = [each + dt.timedelta(days=shift) for each in dates for shift in range(-_NEAR, _NEAR + 1)]
    return any(day.fits(each) for each in near)


def _of(case: Case, statement: Statement) -> Iterator[dt.date]:
    """The days that a statement is tied to: its own; else the day of which the fact speaks."""
    yield from _own(case, statement)
    if statement.voice != "caption":
        yield case.fact.as_of
        yield case.file.sources[statement.source].published
    elif case.outlets_named:
        yield case.file.sources[statement.source].published
