"""Claims without a source."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.check import Checker, Review, check
from bot.model import FactFile
from bot.search import fact_index
from tests.conftest import changed

TODAY = dt.date(2025, 1, 14)
COMPENSATION = "The regime has given the families of deployed soldiers food and daily necessities"
DEFECTORS = "About 34,000 North Koreans have defected to South Korea, mostly since the late 1990s"


def missing(review: Review) -> list[str]:
    return [each.message for each in review.problems if each.kind == "attribution"]


@pytest.mark.parametrize(
    "text",
    [
        "North Korean troops in Russia have taken more than 3,000 casualties.",
        "North Korean troops in Russia have reportedly taken more than 3,000 casualties.",
        "North Korean troops in Russia are said to have taken more than 3,000 casualties.",
        "North Korean troops in Russia have taken more than 3,000 casualties, officials said.",
        "North Korean troops were ordered to kill themselves rather than be captured.",
        "Kim Jong Un might visit Russia in the first half of the year.",
        "Kyiv is “ready to hand over” the captured North Korean soldiers.",
        "The captured soldiers were promised “heroic treatment” but no salary.",
        "The matter “requires thorough legal review under international law”.",
    ],
)
def test_what_a_speaker_claimed_needs_a_source(text: str, checker: Checker) -> None:
    assert missing(check(text, checker, TODAY)) == ["This is a claim, not a plain fact: say whose it is."]


@pytest.mark.parametrize(
    "text",
    [
        "North Korean troops in Russia have taken more than 3,000 casualties, the NIS said.",
        "North Korean troops in Russia have taken more than 3,000 casualties, according to Seoul.",
        "North Korean troops in Russia have taken more than 3,000 casualties, it said.",
        "The NIS floats a visit of Kim Jong Un to Russia in the first half of the year.",
        "In interrogation footage the captured soldiers express a wish to remain in Ukraine.",
        "Have North Korean troops in Russia taken more than 3,000 casualties?",
        "“We do not know what is true there,” Peskov said.",
    ],
)
def test_with_a_source_or_in_a_question_nothing_is_missing(text: str, checker: Checker) -> None:
    review = check(text, checker, TODAY)

    assert review.facts
    assert missing(review) == []


def test_a_missing_source_is_suggested_for_the_whole_sentence(checker: Checker) -> None:
    text = "North Korean troops were ordered by the regime to commit suicide over capture."
    (found,) = check(text, checker, TODAY).problems

    assert (found.kind, found.words, found.fact) == ("attribution", text, "suicide-orders")
    assert "National Intelligence Service" in found.suggestion
    assert "Korea JoongAng Daily" in found.suggestion


@pytest.mark.parametrize("hedge", ["reportedly", "is said to have", "allegedly"])
def test_an_outlets_hedge_may_be_kept_in_place_of_a_source(hedge: str, checker: Checker) -> None:
    text = f"The regime {hedge} provided food and daily necessities to the families of deployed soldiers."
    review = check(text, checker, TODAY)

    assert review.facts == ("family-compensation",)
    assert missing(review) == []


def test_an_outlets_hedge_may_not_be_dropped(checker: Checker) -> None:
    assert missing(check(f"{COMPENSATION}.", checker, TODAY)) == [
        "The Korea JoongAng Daily says “reportedly”: keep the hedge, or credit the outlet."
    ]


def test_a_credit_stands_in_for_a_hedge(checker: Checker) -> None:
    review = check(f"{COMPENSATION}, the Korea JoongAng Daily reported.", checker, TODAY)
    assert (missing(review), review.notes) == ([], ())


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"{DEFECTORS}.", "Al Jazeera"),
        ("Russia has neither confirmed nor denied the North Korean soldiers' presence.", "Al Jazeera"),
        ("The two captives were identified as members of a unit of the Reconnaissance General Bureau.",
         "The Korea JoongAng Daily"),
    ],
)  # fmt: skip
def test_what_an_outlet_states_itself_is_a_note_and_no_problem(
    text: str, outlet: str, checker: Checker
) -> None:
    review = check(text, checker, TODAY)

    assert review.problems == ()
    assert [each.message for each in review.notes] == [
        f"{outlet} states this in its own voice: credit it, or verify it."
    ]
    assert [each.span.of(text) for each in review.notes] == [text]


def test_credited_to_its_outlet_it_has_no_note(checker: Checker) -> None:
    review = check(f"{DEFECTORS}, Al Jazeera reported.", checker, TODAY)
    assert (review.problems, review.notes) == ((), ())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("defectors-total", f"{DEFECTORS}."),
        ("family-compensation", f"{COMPENSATION}."),
        ("suicide-orders", "North Korean troops were ordered to kill themselves rather than be captured."),
    ],
)
def test_a_matter_of_record_needs_nothing(key: str, text: str, shipped: FactFile) -> None:
    statements = tuple(
        dataclasses.replace(each, needs_credit=False) for each in shipped.facts[key].statements
    )
    file = changed(shipped, key, statements=statements)
    review = check(text, Checker.build(file, fact_index(file)), TODAY)

    assert review.facts == (key,)
    assert (review.problems, review.notes) == ((), ())


def test_that_somebody_spoke_needs_no_source(checker: Checker) -> None:
    text = (
        "The National Intelligence Service spoke to lawmakers from rival parties in a closed-door briefing."
    )
    review = check(text, checker, TODAY)

    assert review.facts == ("nis-briefing",)
    assert missing(review) == []
