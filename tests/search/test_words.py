"""Words: normalising, numbers, stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.words import LONGEST_WORD, folded, words


def terms(text: str) -> list[str]:
    return [word.term for word in words(text)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2,700", "#2700"),
        ("2.7k", "#2700"),
        ("2700", "#2700"),
        ("two thousand seven hundred", "#2700"),
        ("2 thousand 7 hundred", "#2700"),
        ("10k", "#10000"),
        ("10,000", "#10000"),
        ("ten thousand", "#10000"),
        ("three hundred and five", "#305"),
        ("1.5m", "#1500000"),
        ("1.5 million", "#1500000"),
        ("2.50", "#2.5"),
        ("2bn", "#2000000000"),
        ("3.000", "#3000"),
        ("1,000,000", "#1000000"),
        ("0", "#0"),
        ("100", "#100"),
        ("1.2.3", "#1.2.3"),
        ("two", "#2"),
        ("21st", "#21"),
    ],
)
def test_a_number_has_one_term_however_it_is_written(text: str, term: str) -> None:
    assert terms(text) == [term]


def test_one_alone_is_a_pronoun_and_no_number() -> None:
    assert terms("the one") == ["the", "one"]


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert terms("two and three") == ["#2", "and", "#3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("ＫＩＭ", "kim"),
        ("Kim's", "kim"),
        ("Kim’s", "kim"),
        ("Kim`s", "kim"),
        ("Kim´s", "kim"),
        ("KIM'S", "kim"),
        ("don`t", "dont"),
        ("don’t", "dont"),
        ("zero\u200bwidth", "zerowidth"),
        ("programme", "program"),
        ("organisation", "organization"),
        ("labour", "labor"),
        ("defence", "defense"),
        ("whos", "who"),
        ("families", "family"),
    ],
)
def test_two_ways_of_writing_a_word_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_a_hyphen_ties_a_word_to_the_one_before() -> None:
    assert [(word.surface, word.tied) for word in words("closed-door talks - now")] == [
        ("closed", False),
        ("door", True),
        ("talks", False),
        ("now", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("u ppl", ["you", "peopl"]),
        ("gonna", ["go", "to"]),
        ("abt the mtg", ["about", "the", "meet"]),
        ("4x4 covid19", ["4x4", "covid19"]),
        ("a\tb\nc", ["a", "b", "c"]),
        ("snake_case", ["snake", "case"]),
        ("?!", []),
        ("'", []),
    ],
)
def test_a_text_is_cut_into_words_and_chat_is_written_out(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_the_short_way_for_ascii_reads_as_the_long_way(text: str) -> None:
    # A letter beyond ASCII, which is no word of the rest, takes the long way.
    assert terms(text + " \u00e9")[:-1] == terms(text)


@given(st.text(max_size=80))
def test_folding_is_done_after_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=200))
def test_any_text_has_words_that_are_short_and_not_empty(text: str) -> None:
    found = words(text)
    assert all(word.surface and word.term for word in found)
    assert all(len(word.surface) <= LONGEST_WORD for word in found if " " not in word.surface)


@pytest.mark.parametrize(
    "text", ["9" * 40_000, "9," * 20_000 + "a", "hundred " * 5_000, "one hundred " * 5_000]
)
def test_endless_numbers_are_read(text: str) -> None:
    assert words(text)
