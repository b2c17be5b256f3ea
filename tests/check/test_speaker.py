"""Who is credited, against the statement's own chain."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.check import Checker, Problem, check

TODAY = dt.date(2025, 1, 14)


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "speaker"]


@pytest.mark.parametrize(
    "text",
    [
        # Every link of a chain, and the outlet.
        "North Korean soldiers have a lack of understanding of modern warfare, the NIS said.",
        "North Korean soldiers have a lack of understanding of modern warfare, Lee said, citing the NIS.",
        "North Korean soldiers lack an understanding of modern warfare, Lee and Park said.",
        "North Korean soldiers have a lack of understanding of modern warfare, Al Jazeera reported.",
        "According to lawmakers briefed by the NIS, the two captives have made no request to defect.",
        "The two captives have made no request to defect, said two legislators who attended the briefing.",
        "The NIS said, according to two legislators, that the captives have made no request to defect.",
        # By what it is called, and by what it speaks for.
        "North Korean troops have taken more than 3,000 casualties, South Korea's spy agency said.",
        "North Korean troops have taken more than 3,000 casualties, Seoul said.",
        "North Korean troops have taken more than 3,000 casualties, the agency said on Monday.",
        "“We do not know what is true there,” the Kremlin said.",
        "“We do not know what is true there,” said a Kremlin spokesman.",
        "“We do not know what is true there,” Moscow said.",
        "The agency would negotiate with Ukraine if requests for defection arose, an NIS official said.",
        "The agency would negotiate with Ukraine if requests for defection arose, the NIS said.",
        "North Korean troops have taken more than 3,000 casualties, an official of the spy agency said.",
        # A pronoun for somebody who was named before.
        "“We do not know what is true there,” he said.",
        "North Korean troops have taken more than 3,000 casualties, it said.",
        "The NIS sees a possible visit by Kim Jong Un to Russia in the first half of the year, it said.",
        # Somebody whose saying is a part of what is claimed.
        "Notes show that the regime emphasized suicide over being captured, the NIS said.",
        "Zelenskyy said that Kyiv was “ready to hand over” the captured North Koreans.",
    ],
)
def test_somebody_of_the_chain_is_a_right_answer(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("North Korean troops have taken more than 3,000 casualties, the Kremlin said.", "the Kremlin"),
        ("North Korean troops have taken more than 3,000 casualties, the Pentagon said.", "the Pentagon"),
        ("North Korean troops have taken more than 3,000 casualties, Ukraine said.", "Ukraine"),
        ("Japan's defence ministry said that North Korea ordered its troops to kill themselves.",
         "Japan's defence ministry"),
        ("“We do not know what is true there,” Zelenskyy said.", "Zelenskyy"),
        ("“We do not know what is true there,” said Vladimir Putin.", "Vladimir Putin"),
        ("Lee Jae-myung told reporters that some 300 North Koreans had been killed.", "Lee Jae-myung"),
        ("“I want to live here,” said the families of the deployed soldiers.", "families"),
        ("Kim Jong Un might visit Russia in the first half of the year, the Kremlin predicted.",
         "the Kremlin"),
        ("Seoul's claim is wrong: the NIS announced that Kyiv would exchange the captives.", "the NIS"),
    ],
)  # fmt: skip
def test_somebody_outside_the_chain_is_found(text: str, words: str, checker: Checker) -> None:
    found = wrong(text, checker)

    assert any(words in each.words for each in found)
    assert all(each.span.of(text) == each.words for each in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("News of the deployment is spreading secretly in North Korea, Al Jazeera reported.", "Al Jazeera"),
        ("Some 34,000 North Koreans have defected since the late 1990s, the Korea JoongAng Daily reported.",
         "the Korea JoongAng Daily"),
        ("News of the deployment is spreading secretly in North Korea, Reuters reported.", "Reuters"),
    ],
)  # fmt: skip
def test_an_outlet_that_does_not_print_it_is_no_source(text: str, words: str, checker: Checker) -> None:
    (found,) = wrong(text, checker)
    assert found.words in (words, words.removeprefix("the "))


def test_it_stands_for_the_body_that_the_sentence_begins_with(checker: Checker) -> None:
    text = "The Kremlin expects Kim Jong Un to visit Russia in the first half of the year, it said."
    assert [each.words for each in wrong(text, checker)] == ["The Kremlin"]


def test_the_message_says_whose_it_is_and_the_suggestion_credits_them(checker: Checker) -> None:
    (found,) = wrong("“We do not know what is true there,” Zelenskyy said.", checker)

    assert found.message == (
        "The file credits this to Kremlin spokesman Dmitry Peskov (in Al Jazeera), not to “Zelenskyy”."
    )
    assert "Peskov" in found.suggestion
    assert found.fact == "kremlin-response"


def test_a_misspelt_source_is_no_other_source(checker: Checker) -> None:
    text = "“We do not know what is true there,” Dmitry Peshkov said."
    found = check(text, checker, TODAY).problems

    assert [each.kind for each in found] == ["name"]


def test_whether_an_outlet_printed_a_quotation_is_the_quotations_matter(checker: Checker) -> None:
    text = "“We have no specific statements to make at this stage,” Al Jazeera reported."
    found = check(text, checker, TODAY).problems

    assert [each.kind for each in found] == ["quote"]


def test_a_caption_credits_nobody_and_nobody_is_wrong(checker: Checker) -> None:
    text = "Trump shakes hands with Kim at Panmunjom on June 30, 2019, in a photo released by KCNA."
    assert wrong(text, checker) == []
