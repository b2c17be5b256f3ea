"""Names against the file's."""

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
        "“We do not know what is true there,” Dmitry Peskov said.",
        "Zelensky said that Kyiv had captured two North Korean soldiers.",
        "Kim Jong-un might visit Russia in the first half of the year, the NIS said.",
        "Kim might visit Russia in the first half of the year, Seoul's spies said.",
        "Cho Tae-yong is the head of South Korea's National Intelligence Service.",
        "The matter needs thorough legal review, Koo Byoungsam said.",
        "Soldiers hoped to join the Workers’ Party, the NIS said.",
        "Trump and Kim Jong Un shook hands at Panmunjom, in the demilitarised zone, in June 2019.",
    ],
)
def test_an_accepted_name_is_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        # Spelt wrong: as the file knows it, or in a way of its own.
        ("“We do not know what is true there,” Dimitry Peskov said.", "Dimitry Peskov", "Dmitry Peskov"),
        ("“We do not know what is true there,” Dmitriy Peskov said.", "Dmitriy Peskov", "Dmitry Peskov"),
        ("“We do not know what is true there,” Dmitry Peshkov said.", "Dmitry Peshkov", "Dmitry Peskov"),
        ("Volodmyr Zelensky said that Kyiv had captured two North Korean soldiers.", "Volodmyr Zelensky",
         "Volodymyr Zelenskyy"),
        ("The matter needs thorough legal review, Koo Byung-sam said.", "Koo Byung-sam", "Koo Byoung-sam"),
        ("Richard Grennell would be special envoy, a shift toward diplomacy, the NIS said.",
         "Richard Grennell", "Richard Grenell"),
        ("Soldiers hoped to join the Worker's Party, the NIS said.", "Worker's Party", "Workers' Party"),
        ("Kiev had captured two North Korean soldiers, Zelenskyy said.", "Kiev", "Kyiv"),
        # Somebody else.
        ("Cho Tae-yul was pictured as chief of the National Intelligence Service.", "Cho Tae-yul",
         "Cho Tae-yong"),
        # Another body, or a body of another name.
        ("The two captives were members of a 2,500-strong unit of the National Reconnaissance Bureau.",
         "National Reconnaissance Bureau", "Reconnaissance General Bureau"),
        ("The Hague Conventions require that prisoners of war be repatriated when hostilities end.",
         "Hague Conventions", "Geneva Conventions"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_the_files_is_found(text: str, words: str, right: str, checker: Checker) -> None:
    (found,) = wrong(text, checker)

    assert (found.words, found.suggestion) == (words, right)
    assert right in found.message
    assert found.span.of(text) == words


def test_a_name_inside_a_quotation_is_the_quotations_matter(checker: Checker) -> None:
    text = "“The appointments of Richard Nixon, a loyalist, as special envoy signal a shift,” the NIS said."
    assert [each.kind for each in check(text, checker, TODAY).problems] == ["quote"]


def test_a_misspelt_name_is_found_once_though_two_facts_have_it(checker: Checker) -> None:
    text = (
        "Zelenksy said that Kyiv had captured two North Korean soldiers and that it would exchange them for "
        "Ukrainians held by Russia."
    )
    assert len(check(text, checker, TODAY).facts) > 1
    assert [each.words for each in wrong(text, checker)] == ["Zelenksy"]
