"""Days in a draft: weekdays, dates, months and years, parts of a year, decades."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.check.english import MONTHS, WEEKDAYS
from bot.check.review import Span
from bot.check.tokens import Token

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_DECADE: Final = re.compile(r"(?:(?:19|20)?[0-9]0)s")
_ORDINAL: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_ORDER: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
PARTS: Final = frozenset(("half", "quarter"))


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a time, as far as it is given: weekday (0 is Monday), month, day, year; or `time`, a decade
    or a part of a year in words that are alike where they mean the same: “late 90s”, “first half”.
    `words`: as they stand there.
    """

    span: Span
    kind: Literal["day", "weekday", "month", "year", "time"]
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    time: str = ""
    words: str = ""

    def fits(self, date: dt.date) -> bool:
        """Can it be this date?"""
        given = (
            (self.weekday, date.weekday()), (self.month, date.month), (self.day, date.day), (self.year,
            date.year),
        )  # fmt: skip
        return all(mine is None or mine == its for mine, its in given)


def days(tokens: Sequence[Token]) -> tuple[Day, ...]:
    """Every day of a sentence, in order."""
    found: list[Day] = []
    at = 0
    while at < len(tokens):
        made = _time(tokens, at) or _date(tokens, at) or _iso(tokens, at) or _weekday_or_year(tokens, at)
        if made:
            span = made[0].span
            words = " ".join(token.text for token in tokens if span.start <= token.start < span.end)
            found.append(replace(made[0], words=words))
        at = made[1] if made else at + 1
    return tuple(found)


_Found = tuple[Day, int] | None


def _span(tokens: Sequence[Token], at: int, end: int) -> Span:
    return Span(tokens[at].start, tokens[end - 1].end)


def _is_month(token: Token) -> bool:
    return token.low in MONTHS and token.capital


def _date(tokens: Sequence[Token], at: int) -> _Found:
    """Jan. 13, 2025; 13 January 2025; the 13th of January; January 2025."""
    weekday, start = None, at
    if tokens[at].low in WEEKDAYS and at + 1 < len(tokens):
        weekday, start = WEEKDAYS[tokens[at].low], at + 1
        if tokens[start].low in ("the", "on") and start + 1 < len(tokens):
            start += 1
    made = _month_first(tokens, start) or _day_first(tokens, start)
    if made is None:
        return None
    month, day, end = made
    year = int(tokens[end].low) if end < len(tokens) and _YEAR.fullmatch(tokens[end].low) else None
    end += year is not None
    if day is None and year is None and weekday is None and not _stands_alone(tokens, start):
        return None
    kind: Literal["day", "month"] = "day" if day else "month"
    return Day(_span(tokens, at, end), kind, weekday, month, day, year), end


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """“in January”; May and March alone may be other words."""
    return at > 0 and tokens[at - 1].low in ("in", "since", "last", "until", "mid", "early", "late", "by")


def _month_first(tokens: Sequence[Token], at: int) -> tuple[int, int | None, int] | None:
    if at >= len(tokens) or not _is_month(tokens[at]):
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    day = _day(after.low) if after else None
    return MONTHS[tokens[at].low], day, at + 1 + (day is not None)


def _day_first(tokens: Sequence[Token], at: int) -> tuple[int, int | None, int] | None:
    if at >= len(tokens) or (day := _day(tokens[at].low)) is None:
        return None
    month = at + 2 if at + 1 < len(tokens) and tokens[at + 1].low == "of" else at + 1
    if month < len(tokens) and _is_month(tokens[month]):
        return MONTHS[tokens[month].low], day, month + 1
    return None


def _day(word: str) -> int | None:
    found = _ORDINAL.fullmatch(word)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None  # noqa: PLR2004 - days of a month


def _iso(tokens: Sequence[Token], at: int) -> _Found:
    """2025-01-13, whose hyphens part it."""
    here = tokens[at : at + 3]
    if len(here) < 3 or not (here[1].tied and here[2].tied and _YEAR.fullmatch(here[0].low)):  # noqa: PLR2004 - year, month, day
        return None
    if not (here[1].low.isdigit() and here[2].low.isdigit()):
        return None
    year, month, day = (int(token.low) for token in here)
    return Day(_span(tokens, at, at + 3), "day", None, month, day, year), at + 3


def _weekday_or_year(tokens: Sequence[Token], at: int) -> _Found:
    token = tokens[at]
    if token.low in WEEKDAYS and token.capital:
        return Day(_span(tokens, at, at + 1), "weekday", WEEKDAYS[token.low]), at + 1
    before = tokens[at - 1].low if at else ""
    if _YEAR.fullmatch(token.low) and before in (
        "in",
        "of",
        "since",
        "by",
        "until",
        "during",
        "from",
        "late",
        "early",
        "mid",
        "back",
    ):
        return Day(_span(tokens, at, at + 1), "year", year=int(token.low)), at + 1
    return None


def _time(tokens: Sequence[Token], at: int) -> _Found:
    """The late 1990s; the first half of the year; the first six months; the second quarter."""
    if _DECADE.fullmatch(tokens[at].low):
        start = at - 1 if at and tokens[at - 1].low in ("late", "early", "mid") else at
        decade = tokens[at].low[-3:]
        part = tokens[start].low if start < at else ""
        return Day(_span(tokens, start, at + 1), "time", time=f"{part} {decade}".strip()), at + 1
    if tokens[at].low in _ORDER and at + 1 < len(tokens):
        if tokens[at + 1].low in PARTS:
            return Day(
                _span(tokens, at, at + 2), "time", time=f"{tokens[at].low} {tokens[at + 1].low}"
            ), at + 2
        if [token.low for token in tokens[at + 1 : at + 3]] == ["six", "months"]:
            return Day(_span(tokens, at, at + 3), "time", time=f"{tokens[at].low} half"), at + 3
    return None
