"""Days against the file's."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check import Checker, Problem, check

TODAY = dt.date(2025, 1, 14)
BRIEFED = "The NIS briefed the National Assembly's Intelligence Committee behind closed doors"
SHOOK = "Donald Trump shook hands with Kim Jong Un at Panmunjom"


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "date"]


@pytest.mark.parametrize(
    "text",
    [
        f"{BRIEFED} on Monday.",
        f"{BRIEFED} on Jan. 13.",
        f"{BRIEFED} on Monday, Jan. 13, 2025.",
        f"{BRIEFED} on 13 January.",
        f"{BRIEFED} in January.",
        f"{BRIEFED} in January 2025.",
        f"{BRIEFED} in the spring.",
        f"{SHOOK} on June 30, 2019.",
        f"{SHOOK} in June 2019.",
        f"{SHOOK} in 2019.",
        f"{SHOOK} on Sunday, June 30, 2019.",
        "Lee told reporters on Monday that some 300 North Korean soldiers had been killed.",
        "Kim might visit Russia in the first half of the year, the NIS said.",
        "Kim might visit Russia in the first six months of the year, the NIS said.",
        "About 34,000 North Koreans have defected to South Korea, mostly since the late 1990s.",
        "About 34,000 North Koreans have defected to South Korea, mostly since the 1990s.",
    ],
)
def test_a_day_that_the_file_has_is_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        (f"{BRIEFED} on Wednesday.", "Wednesday", "Monday, Jan. 13, 2025"),
        (f"{BRIEFED} on Jan. 14.", "Jan. 14", "Jan. 13, 2025"),
        (f"{BRIEFED} on Feb. 13.", "Feb. 13", "Jan. 13, 2025"),
        (f"{BRIEFED} on Tuesday, Jan. 13.", "Tuesday, Jan. 13", "Jan. 13, 2025"),
        (f"{BRIEFED} on Jan. 13, 2024.", "Jan. 13, 2024", "Jan. 13, 2025"),
        (f"{BRIEFED} in February.", "February", "Jan. 13, 2025"),
        (f"{SHOOK} on June 13, 2019.", "June 13, 2019", "June 30, 2019"),
        (f"{SHOOK} in 2018.", "2018", "June 30, 2019"),
        (f"{SHOOK} in July 2019.", "July 2019", "June 30, 2019"),
        ("Kim might visit Russia in the second half of the year, the NIS said.", "second half", "first half"),
        ("About 34,000 North Koreans have defected to South Korea, mostly since the late 1980s.",
         "late 1980s", "late 1990s"),
    ],
)  # fmt: skip
def test_another_day_is_found_with_the_right_one(text: str, words: str, right: str, checker: Checker) -> None:
    (found,) = wrong(text, checker)

    assert (found.words, found.span.of(text)) == (words, words)
    assert right in found.suggestion
    assert right in found.message


def test_a_day_inside_a_quotation_is_the_quotations_matter(checker: Checker) -> None:
    text = (
        "“If requests for defection arise on Friday, we will negotiate with Ukraine,” an NIS official said."
    )
    assert [each.kind for each in check(text, checker, TODAY).problems] == ["quote"]
