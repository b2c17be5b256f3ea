"""The office, party or body that a draft gives a person."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check import Checker, Problem, check

TODAY = dt.date(2025, 1, 14)
DEAD = "some 300 North Korean soldiers have been killed"
UNKNOWN = "“We do not know what is true there,”"
REVIEW = "the matter “requires thorough legal review under international law”"
LACK = "the soldiers have “a lack of understanding of modern warfare”"


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "name"]


@pytest.mark.parametrize(
    "text",
    [
        f"Lawmaker Lee Seong-kweun said {DEAD}.",
        f"Rep. Lee Seong-kweun of the People Power Party said {DEAD}.",
        f"People Power Party lawmaker Lee Seong-kweun said {DEAD}.",
        f"South Korean lawmaker Lee Seong-kweun said {DEAD}.",
        f"Lee Seong-kweun, a lawmaker of the People Power Party, said {DEAD}.",
        f"Lee Seong-kweun (People Power Party) said {DEAD}.",
        f"{UNKNOWN} Kremlin spokesman Dmitry Peskov said.",
        f"{UNKNOWN} said Dmitry Peskov, the Kremlin spokesman.",
        f"{UNKNOWN} the Kremlin's Dmitry Peskov said.",
        f"Unification Ministry spokesperson Koo Byoung-sam said {REVIEW}.",
        f"Koo Byoung-sam, spokesman for the Unification Ministry, said {REVIEW}.",
        "Alex Wong as deputy national security adviser signals a shift toward diplomacy, the NIS said.",
        "NIS chief Cho Tae-yong attended a plenary session of the intelligence committee.",
        "North Korean leader Kim Jong Un might visit Russia in the first half of the year, the NIS said.",
    ],
)
def test_a_title_of_the_persons_own_is_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Democratic Party lawmaker Lee Seong-kweun said {DEAD}.", "Democratic Party"),
        (f"Lee Seong-kweun of the Democratic Party said {DEAD}.", "the Democratic Party"),
        (f"Lee Seong-kweun (Democratic Party) said {DEAD}.", "Democratic Party"),
        (f"Defense Minister Lee Seong-kweun said {DEAD}.", "Defense Minister"),
        (f"Lee Seong-kweun, the defense minister, said {DEAD}.", "the defense minister"),
        (f"{UNKNOWN} Defense Minister Dmitry Peskov said.", "Defense Minister"),
        (f"{UNKNOWN} said Dmitry Peskov, the Russian foreign minister.", "the Russian foreign minister"),
        (f"Defense Minister Koo Byoung-sam said {REVIEW}.", "Defense Minister"),
        ("Alex Wong as secretary of state signals a shift toward diplomacy, the NIS said.",
         "secretary of state"),
        ("Alex Wong as national security adviser signals a shift toward diplomacy, the NIS said.",
         "national security adviser"),
        ("Unification Minister Cho Tae-yong attended a plenary session of the intelligence committee.",
         "Unification Minister"),
    ],
)  # fmt: skip
def test_a_title_that_is_not_theirs_is_found(text: str, words: str, checker: Checker) -> None:
    (found,) = wrong(text, checker)
    assert found.words == words
    assert found.span.of(text) == words


def test_the_message_says_as_whom_the_file_knows_the_person(checker: Checker) -> None:
    (found,) = wrong(f"{UNKNOWN} said Dmitry Peskov, the Russian foreign minister.", checker)

    assert found.message.startswith("The file has “Kremlin spokesman” for Dmitry Peskov")
    assert "not “the Russian foreign minister”" in found.message
    assert found.suggestion == "Kremlin spokesman"


def test_a_person_has_one_problem_however_many_titles(checker: Checker) -> None:
    text = f"Defense Minister Lee Seong-kweun of the Democratic Party said {DEAD}."
    assert [each.words for each in wrong(text, checker)] == ["Defense Minister"]


def test_whose_title_is_whose_is_left_open_where_only_the_order_tells(checker: Checker) -> None:
    text = (
        f"Lee Seong-kweun and Park Sun-won, of the People Power Party and the Democratic Party respectively, "
        f"said {LACK}."
    )
    assert wrong(text, checker) == []
