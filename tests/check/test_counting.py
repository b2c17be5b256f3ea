"""What a number of a draft counts."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.counting import Counting
from bot.check.parsed import parse
from bot.check.review import Span


def counted(text: str, fact: str, checker: Checker) -> list[str | None]:
    parsed = parse(text, Span(0, len(text)), checker.book)
    found = Counting.build(parsed, checker.facts[fact], checker.reading(fact), checker.index.groups)
    return [found.of(number) for number in parsed.numbers]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Some 300 have been killed.", ["killed"]),
        ("Some 300 soldiers died.", ["killed"]),
        ("The agency spoke of over 300 dead.", ["killed"]),
        ("There were 300 deaths.", ["killed"]),
        ("About 2,700 were injured.", ["injured"]),
        ("About 2,700 North Korean soldiers were wounded.", ["injured"]),
        ("The injured come to 2,700.", ["injured"]),
        ("They took more than 3,000 casualties.", ["casualties"]),
        ("Casualties have surpassed 3,000.", ["casualties"]),
        ("Losses are put at 3,000.", ["casualties"]),
        ("More than 3,000 were killed or wounded.", ["casualties"]),
        ("More than 3,000 are dead or injured.", ["casualties"]),
        ("It put the dead and wounded at 3,000.", ["casualties"]),
        ("Over 300 were killed and some 2,700 injured.", ["killed", "injured"]),
        ("Over 300 dead and 2,700 wounded make 3,000 casualties.", ["killed", "injured", "casualties"]),
        ("More than 3,000 casualties, 300 of them dead.", ["casualties", "killed"]),
        ("It put the dead at about 2,700 and the injured at some 300.", ["killed", "injured"]),
        ("It put the killed at 300; the injured, it said, are 2,700.", ["killed", "injured"]),
    ],
)
def test_a_number_counts_what_stands_nearest(text: str, things: list[str], checker: Checker) -> None:
    assert counted(text, "casualties", checker) == things


@pytest.mark.parametrize(
    ("text", "fact", "things"),
    [
        ("Two captured soldiers belong to a 2,500-strong unit.", "captured-unit",
         ["captured", "strength of the unit"]),
        ("Kyiv has captured three North Koreans.", "captured-soldiers", ["captured"]),
        ("Some 34,000 defectors came.", "defectors-total", ["defectors"]),
        ("Some 34,000 North Koreans have defected.", "defectors-total", ["defectors"]),
        ("Some 34,000 people came.", "defectors-total", ["defectors"]),
        ("More than 10,000 soldiers were sent.", "troop-numbers", ["troops sent"]),
    ],
)  # fmt: skip
def test_each_fact_has_its_own_things_to_count(
    text: str, fact: str, things: list[str], checker: Checker
) -> None:
    assert counted(text, fact, checker) == things


@pytest.mark.parametrize(
    ("text", "thing"),
    [("It is 290 now.", "killed"), ("It is 2,800 now.", "injured"), ("It is 3,100 now.", "casualties")],
)
def test_without_a_word_for_it_a_great_number_counts_what_it_is_nearest_to(
    text: str, thing: str, checker: Checker
) -> None:
    assert counted(text, "casualties", checker) == [thing]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Two programmes were named.", "troop-numbers"),
        ("Two soldiers were sent.", "troop-numbers"),
        ("He gave two reasons for the killed and the injured.", "casualties"),
    ],
)
def test_a_small_number_may_count_anything(text: str, fact: str, checker: Checker) -> None:
    assert counted(text, fact, checker) == [None]


def test_a_fact_without_figures_counts_nothing(checker: Checker) -> None:
    assert counted("It spoke of 300 soldiers.", "legal-status", checker) == [None]
