"""Numbers of a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.days import days
from bot.check.english import ABOUT, EXACT, LEAST, MOST, OVER, UNDER
from bot.check.numbers import Number, direction, numbers
from bot.check.tokens import tokens


def read(text: str) -> tuple[Number, ...]:
    return numbers(tokens(text), ())


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("3,000 men", 3000, "3,000"),
        ("3000 men", 3000, "3000"),
        ("10k troops", 10_000, "10k"),
        ("3.5k troops", 3500, "3.5k"),
        ("2m shells", 2_000_000, "2m"),
        ("1.2 million shells", 1_200_000, "1.2 million"),
        ("2 thousand", 2000, "2 thousand"),
        ("seven hundred men", 700, "seven hundred"),
        ("three thousand men", 3000, "three thousand"),
        ("twenty-four men", 24, "twenty-four"),
        ("a thousand and one men", 1001, "a thousand and one"),
        ("thirteen thousand five hundred and six", 13_506, "thirteen thousand five hundred and six"),
        ("two and a half thousand men", 2500, "two and a half thousand"),
        ("a hundred men", 100, "a hundred"),
        ("a thousand men", 1000, "a thousand"),
        ("a dozen soldiers", 12, "a dozen"),
        ("half a dozen soldiers", 6, "half a dozen"),
        ("two dozen soldiers", 24, "two dozen"),
        ("a trio of soldiers", 3, "a trio"),
        ("a 250-strong unit", 250, "250"),
        ("two captives", 2, "two"),
        ("Two captives", 2, "Two"),
        ("one North Korean soldier", 1, "one"),
    ],
)
def test_a_number_has_its_value_and_its_words(text: str, value: int, words: str) -> None:
    (found,) = read(text)

    assert [found.low, found.high] == [value, value]
    assert (found.qualifier, found.vague, found.span.of(text)) == (None, False, words)


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("more than 300 dead", OVER, "more than 300"),
        ("over 300 dead", OVER, "over 300"),
        ("well over 300", OVER, "well over 300"),
        ("in excess of 300", OVER, "in excess of 300"),
        ("upwards of 300", OVER, "upwards of 300"),
        ("north of 300", OVER, "north of 300"),
        ("past three hundred", OVER, "past three hundred"),
        ("surpassed 300", OVER, "surpassed 300"),
        ("at least 300", LEAST, "at least 300"),
        ("no fewer than 300", LEAST, "no fewer than 300"),
        ("300 or more", LEAST, "300"),
        ("300-plus", LEAST, "300"),
        ("under 300", UNDER, "under 300"),
        ("just under 300", UNDER, "just under 300"),
        ("nearly 300", UNDER, "nearly 300"),
        ("almost 300", UNDER, "almost 300"),
        ("fewer than 300", UNDER, "fewer than 300"),
        ("closing in on 300", UNDER, "closing in on 300"),
        ("up to 300", MOST, "up to 300"),
        ("as many as 300", MOST, "as many as 300"),
        ("no more than 300", MOST, "no more than 300"),
        ("300 or fewer", MOST, "300"),
        ("about 300", ABOUT, "about 300"),
        ("around 300", ABOUT, "around 300"),
        ("some 300", ABOUT, "some 300"),
        ("roughly 300", ABOUT, "roughly 300"),
        ("an estimated 300", ABOUT, "an estimated 300"),
        ("in the region of 300", ABOUT, "in the region of 300"),
        ("300 or so", ABOUT, "300"),
        ("exactly 300", EXACT, "exactly 300"),
        ("precisely 300", EXACT, "precisely 300"),
        ("the other 300", None, "300"),
    ],
)
def test_a_qualifier_stands_before_or_behind(text: str, qualifier: str | None, words: str) -> None:
    (found,) = read(text)
    assert found.low == 300
    assert (found.qualifier, found.span.of(text)) == (qualifier, words)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2,000 to 3,000", 2000, 3000),
        ("2,000-3,000 men", 2000, 3000),
        ("2,000–3,000 men", 2000, 3000),
        ("between 300 and 500", 300, 500),
        ("between two and three hundred", 2, 300),
        ("two to three thousand men", 2, 3000),
        ("anywhere from two thousand to three thousand", 2000, 3000),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int) -> None:
    (found,) = read(text)
    assert [found.low, found.high] == [low, high]
    assert not found.vague


@pytest.mark.parametrize("text", ["300 and 2,700", "300 killed and 2,700 injured", "300 dead, 2,700 hurt"])
def test_two_numbers_are_no_range(text: str) -> None:
    assert [int(each.low) for each in read(text)] == [300, 2700]
    assert [int(each.high) for each in read(text)] == [300, 2700]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("dozens of men", 50, 300),
        ("scores of men", 100, 20),
        ("hundreds of men", 300, 100),
        ("thousands of men", 3000, 300),
        ("tens of thousands of men", 34_000, 10_000),
    ],
)
def test_a_vague_number_is_a_stretch(text: str, inside: int, outside: int) -> None:
    (found,) = read(text)

    assert found.vague
    assert found.low <= inside <= found.high
    assert not found.low <= outside <= found.high


@pytest.mark.parametrize(
    "text",
    [
        "no one",
        "one of them",
        "this one",
        "one each",
        "one incident",
        "the 19th",
        "the 1st brigade",
        "the third man",
        "20 percent",
        "20 per cent",
        "six months",
        "300 km",
        "two years",
        "the troops",
        "a man",
        "",
    ],
)
def test_what_is_no_number_of_anybody(text: str) -> None:
    assert read(text) == ()


def test_a_number_inside_a_date_is_none() -> None:
    text = "On Jan. 13, 2025, 300 men"
    found = tokens(text)
    assert [int(each.low) for each in numbers(found, tuple(day.span for day in days(found)))] == [300]


def test_a_number_tells_which_words_are_its_own() -> None:
    text = "the NIS counted more than three thousand men"
    (found,) = read(text)

    assert [each.low for each in tokens(text)[found.first : found.end]] == ["three", "thousand"]
    assert found.span.of(text) == "more than three thousand"


@given(st.integers(2, 999_999_999))
def test_any_whole_number_is_read_with_and_without_commas(value: int) -> None:
    assert [int(each.low) for text in (f"{value} men", f"{value:,} men") for each in read(text)] == [
        value
    ] * 2


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("more than", OVER), ("over", OVER), ("Surpassed", OVER), ("approximately", ABOUT), ("some", ABOUT),
        ("about", ABOUT), (None, None), ("", None), ("perhaps", None),
    ],
)  # fmt: skip
def test_a_printed_qualifier_has_a_direction(printed: str | None, expected: str | None) -> None:
    assert direction(printed) == expected
