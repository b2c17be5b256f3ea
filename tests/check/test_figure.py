"""Figures against the file's: a table by qualifier says what is fair."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bot.check import Checker, Problem, check
from bot.check.figure import is_fair
from bot.check.numbers import Number, numbers
from bot.check.tokens import tokens
from bot.model import Figure

TODAY = dt.date(2025, 1, 14)


def wrong(text: str, checker: Checker) -> list[Problem]:
    return [each for each in check(text, checker, TODAY).problems if each.kind == "figure"]


def figure(value: int, qualifier: str | None) -> Figure:
    printed = f"{qualifier or ''} {value:,} casualties".strip()
    return Figure("casualties", "soldiers", Decimal(value), printed, 1, qualifier)


def number(text: str) -> Number:
    (found,) = numbers(tokens(text), ())
    return found


FAIR = {
    "more than": ("3,000", "over 3,000", "more than 3,000", "in excess of 3,000", "at least 3,000",
                  "3,000 or more", "about 3,000", "some 3,000", "roughly 3,000", "three thousand", "3k"),
    "at least": ("3,000", "at least 3,000", "no fewer than 3,000", "about 3,000"),
    "about": ("3,000", "about 3,000", "some 3,000", "around 3,000", "3,000 or so", "approximately 3,000"),
    "nearly": ("3,000", "nearly 3,000", "just under 3,000", "almost 3,000", "about 3,000", "up to 3,000"),
    "up to": ("3,000", "up to 3,000", "as many as 3,000", "about 3,000"),
    None: ("3,000", "three thousand", "exactly 3,000", "about 3,000", "some 3,000"),
}  # fmt: skip
UNFAIR = {
    "more than": ("nearly 3,000", "just under 3,000", "almost 3,000", "up to 3,000", "no more than 3,000",
                  "exactly 3,000", "more than 2,000", "more than 4,000", "30,000", "2,999"),
    "at least": ("more than 3,000", "nearly 3,000", "up to 3,000", "exactly 3,000", "at least 2,000"),
    "about": ("over 3,000", "more than 3,000", "at least 3,000", "nearly 3,000", "just under 3,000",
              "up to 3,000", "exactly 3,000", "about 4,000"),
    "nearly": ("over 3,000", "at least 3,000", "exactly 3,000", "nearly 4,000"),
    "up to": ("over 3,000", "at least 3,000", "nearly 3,000", "exactly 3,000"),
    None: ("over 3,000", "more than 3,000", "at least 3,000", "nearly 3,000", "just under 3,000",
           "up to 3,000", "4,000", "about 4,000"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "draft"), [(printed, draft) for printed, drafts in FAIR.items() for draft in drafts]
)
def test_a_number_that_says_no_more_than_the_printed_one_is_fair(printed: str | None, draft: str) -> None:
    assert is_fair(number(draft), figure(3000, printed))


@pytest.mark.parametrize(
    ("printed", "draft"), [(printed, draft) for printed, drafts in UNFAIR.items() for draft in drafts]
)
def test_a_number_that_says_something_else_is_not_fair(printed: str | None, draft: str) -> None:
    assert not is_fair(number(draft), figure(3000, printed))


@pytest.mark.parametrize(
    ("value", "printed", "draft", "fair"),
    [
        (2743, None, "about 2,700", True),
        (2743, None, "more than 2,700", True),
        (2743, "about", "about 2,700", True),
        (2743, None, "about 3,000", False),
        (2743, None, "nearly 3,000", False),
        (2743, None, "2,700", False),
        (2743, None, "nearly 2,700", False),
        (2743, None, "exactly 2,700", False),
        (2743, "more than", "about 2,700", False),
        (2768, None, "nearly 2,800", True),
        (2768, None, "about 2,800", True),
        (2768, None, "more than 2,800", False),
        (34_127, None, "some 34,000", True),
        (34_127, None, "more than 34,000", True),
        (34_127, None, "some 30,000", False),
        (13, None, "about 10", False),
    ],
)
def test_a_rounding_keeps_two_digits_and_says_that_it_is_one(
    value: int,
    printed: str | None,
    draft: str,
    fair: bool,  # noqa: FBT001 - a table's last column
) -> None:
    assert is_fair(number(draft), figure(value, printed)) is fair


@pytest.mark.parametrize(
    ("value", "draft", "fair"),
    [
        (3000, "thousands", True),
        (300, "hundreds", True),
        (34_000, "tens of thousands", True),
        (3000, "hundreds", False),
        (300, "thousands", False),
        (300, "dozens", False),
        (3000, "tens of thousands", False),
    ],
)
def test_a_vague_number_is_fair_where_the_figure_lies_within_it(
    value: int,
    draft: str,
    fair: bool,  # noqa: FBT001 - a table's last column
) -> None:
    assert is_fair(number(draft), figure(value, "more than")) is fair


@pytest.mark.parametrize("draft", ["2,000 to 3,000", "between 3,000 and 4,000", "2,500-3,500"])
def test_a_range_says_what_nobody_printed(draft: str) -> None:
    assert not is_fair(number(draft), figure(3000, "more than"))
    assert not is_fair(number(draft), figure(3000, None))


@pytest.mark.parametrize(
    "text",
    [
        "The NIS put North Korean casualties at more than 3,000.",
        "North Korean troops have taken three thousand casualties, the NIS said.",
        "More than 3,000 North Korean soldiers have been killed or wounded, the NIS said.",
        "Over 300 North Koreans were killed and about 2,700 injured, South Korea's spy agency said.",
        "Some 300 North Korean soldiers have been killed, Lee told reporters.",
        "The NIS put the dead at over 300 and the injured at some 2,700.",
        "The dead number at least 300, the NIS said.",
        "Some 34,000 North Koreans have defected to the South, Al Jazeera reported.",
        "The two captives belonged to a 2,500-strong unit, the Korea JoongAng Daily reported.",
        "Seoul has claimed that Kim sent ten thousand soldiers as “cannon fodder”.",
        "Hundreds of North Korean soldiers have been killed, the NIS said.",
    ],
)
def test_a_sentence_with_the_files_figures_is_fine(text: str, checker: Checker) -> None:
    assert check(text, checker, TODAY).facts
    assert wrong(text, checker) == []


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("More than 3,000 North Korean soldiers have been killed, the NIS said.", "More than 3,000", "300"),
        ("The NIS put North Korean casualties at just under 3,000.", "just under 3,000", "3,000"),
        ("The NIS put North Korean casualties at nearly three thousand.", "nearly three thousand", "3,000"),
        ("North Korean casualties have surpassed 30,000, Lee said.", "surpassed 30,000", "3,000"),
        ("Some 3,000 North Korean soldiers have been injured, Lee said.", "Some 3,000", "2,700"),
        ("Some 2,700 North Korean soldiers have been killed, Lee said.", "Some 2,700", "300"),
        ("Dozens of North Korean soldiers have been killed, the NIS said.", "Dozens", "300"),
        ("Between 300 and 500 North Koreans have been killed, the NIS said.", "300 and 500", "300"),
        ("Kyiv captured three North Korean soldiers, Zelenskyy said.", "three", "2"),
        ("Some 43,000 North Koreans have defected, mostly since the late 1990s.", "Some 43,000", "34,000"),
        ("They came from a 250-strong unit, the Korea JoongAng Daily reported.", "250", "2,500"),
        ("Seoul has claimed that Kim Jong Un sent nearly 10,000 soldiers.", "nearly 10,000", "10,000"),
    ],
)
def test_a_wrong_figure_is_found_with_the_right_one(
    text: str, words: str, right: str, checker: Checker
) -> None:
    (found,) = wrong(text, checker)

    assert (found.words, found.span.of(text)) == (words, words)
    assert right in found.suggestion
    assert found.suggestion in found.message


def test_of_two_figures_only_the_wrong_one_is_found(checker: Checker) -> None:
    text = "The NIS put the dead at about 2,700 and the injured at some 300."
    assert [each.words for each in wrong(text, checker)] == ["about 2,700", "some 300"]

    text = "Over 300 North Koreans were killed and about 1,700 injured, the NIS said."
    assert [each.words for each in wrong(text, checker)] == ["about 1,700"]


def test_a_figure_on_the_wrong_thing_is_said_to_be_another_ones(checker: Checker) -> None:
    (found,) = wrong("More than 3,000 North Korean soldiers have been killed, the NIS said.", checker)

    assert found.message.endswith("; 3,000 is its figure for casualties.")
    assert found.suggestion == "over 300"


def test_a_number_inside_a_quotation_is_the_quotations_matter(checker: Checker) -> None:
    assert wrong("The injured come to “3,700 injuries”, Lee said.", checker) == []
