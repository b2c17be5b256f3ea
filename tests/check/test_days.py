"""Days of a draft."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check.days import Day, days
from bot.check.tokens import tokens

MONDAY = dt.date(2025, 1, 13)


def only(text: str) -> Day:
    (found,) = days(tokens(text))
    return found


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("on Jan. 13 in Seoul", "Jan. 13", "day"),
        ("on January 13th in Seoul", "January 13th", "day"),
        ("on Jan 13, 2025, it", "Jan 13, 2025", "day"),
        ("on Monday, Jan. 13, 2025, it", "Monday, Jan. 13, 2025", "day"),
        ("on Monday, 13 January", "Monday, 13 January", "day"),
        ("on Monday the 13th of January", "Monday the 13th of January", "day"),
        ("on 13 January 2025", "13 January 2025", "day"),
        ("the 13th of January", "13th of January", "day"),
        ("on 2025-01-13", "2025-01-13", "day"),
        ("on Monday", "Monday", "weekday"),
        ("Monday's briefing", "Monday", "weekday"),
        ("in January 2025", "January 2025", "month"),
        ("in January", "January", "month"),
        ("mid-January 2025", "January 2025", "month"),
        ("in 2025", "2025", "year"),
        ("since 2025", "2025", "year"),
    ],
)
def test_a_day_is_found_and_fits_its_date(text: str, words: str, kind: str) -> None:
    found = only(text)

    assert (found.span.of(text), found.kind) == (words, kind)
    assert found.fits(MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Jan. 14",
        "Feb. 13",
        "Tuesday",
        "Tuesday, Jan. 13",
        "Monday, Jan. 14",
        "Jan. 13, 2024",
        "13 February",
        "13th of June",
        "in January 2024",
        "in February 2025",
        "in 2024",
        "2025-01-31",
        "2024-01-13",
    ],
)
def test_another_day_does_not_fit(text: str) -> None:
    assert not only(text).fits(MONDAY)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("mostly since the late 1990s", "late 90s"),
        ("since the 1990s", "90s"),
        ("in the early 2000s", "early 00s"),
        ("in the mid-1980s", "mid 80s"),
        ("in the first half of the year", "first half"),
        ("in the first six months of the year", "first half"),
        ("in the last six months of the year", "last half"),
        ("in the second half", "second half"),
        ("in the second quarter", "second quarter"),
    ],
)
def test_a_time_is_alike_where_it_means_the_same(text: str, time: str) -> None:
    found = only(text)
    assert (found.kind, found.time) == ("time", time)


@pytest.mark.parametrize(
    "text",
    [
        "he may go",
        "May he go",
        "they march on",
        "the March on Moscow",
        "a second soldier",
        "the last man",
        "the first of them",
        "2025 men were sent",
        "3,000 men",
        "the 19th brigade",
        "on June 45",
    ],
)
def test_words_that_are_no_day(text: str) -> None:
    assert days(tokens(text)) == ()


def test_several_days_come_in_order() -> None:
    text = "On Monday it spoke of Jan. 11 and of June 30, 2019."
    assert [day.span.of(text) for day in days(tokens(text))] == ["Monday", "Jan. 11", "June 30, 2019"]
