"""Countries against the file's."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check import Checker, Problem, check

TODAY = dt.date(2025, 1, 14)


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "name"]


@pytest.mark.parametrize(
    "text",
    [
        "The captured soldiers expressed a desire to remain in Ukraine, saying “I want to live here.”",
        "Working with Ukrainian authorities, the spy agency obtained testimony from two captives.",
        "Kim Jong Un might visit Russia in the first half of the year, the NIS said.",
        "Russia has neither confirmed nor denied the North Korean soldiers' presence, Al Jazeera reported.",
        "Moscow has neither confirmed nor denied the North Korean soldiers' presence, Al Jazeera reported.",
        "SEOUL, Jan. 13 - Kim Jong Un might visit Russia in the first half of the year, the NIS said.",
        "TOKYO: Russia has neither confirmed nor denied the North Korean soldiers' presence.",
    ],
)
def test_the_files_countries_are_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


def test_a_country_inside_a_quotation_is_the_quotations_matter(checker: Checker) -> None:
    text = "“I want to remain in Russia,” said the captured soldiers."
    assert [each.kind for each in check(text, checker, TODAY).problems] == ["quote"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The captured soldiers expressed a desire to remain in Russia, saying “I want to live here.”",
         "Russia"),
        ("Working with Polish authorities, the spy agency obtained testimony from two captives.", "Polish"),
        ("Kim Jong Un might visit China in the first half of the year, the NIS said.", "China"),
        ("Belarus has neither confirmed nor denied the North Korean soldiers' presence.", "Belarus"),
        ("Trump and Kim Jong Un shook hands in Singapore on June 30, 2019.", "Singapore"),
    ],
)  # fmt: skip
def test_another_country_is_found(text: str, words: str, checker: Checker) -> None:
    found = wrong(text, checker)

    assert [each.words for each in found] == [words]
    assert [each.span.of(text) for each in found] == [words]
