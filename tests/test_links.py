"""Text fragments: what a browser needs to open a source at the very sentence."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import MAX_TERM, encode_term, fragment, passage_link, statement_link
from bot.model import Passage, Statement

# Unreserved characters but the hyphen, percent-encoded bytes, and the syntax's own three.
FRAGMENT = re.compile(r"text=(?:[A-Za-z0-9._~,&=-]|%[0-9A-F]{2})+")
TERM = re.compile(r"(?:[A-Za-z0-9._~]|%[0-9A-F]{2})*")
LETTERS = "abcé한-,&=#%’“” .\u00a0"
WORDS = st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=30), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("term", "encoded"),
    [
        ("plain", "plain"),
        ("two words", "two%20words"),
        ("self-detonate", "self%2Ddetonate"),
        ("3,000", "3%2C000"),
        ("R&D", "R%26D"),
        ("a=b?c#d/e:f", "a%3Db%3Fc%23d%2Fe%3Af"),
        ("100%", "100%25"),
        ("“yes”", "%E2%80%9Cyes%E2%80%9D"),
        ("Workers’", "Workers%E2%80%99"),
        ("it's", "it%27s"),
        ("Bureau,\u00a0the", "Bureau%2C%C2%A0the"),
        ("한국", "%ED%95%9C%EA%B5%AD"),
        ("a.b_c~d", "a.b_c~d"),
        ("a+b", "a%2Bb"),
        ("😀", "%F0%9F%98%80"),
    ],
)
def test_all_but_unreserved_characters_and_hyphens_too_are_encoded(term: str, encoded: str) -> None:
    assert encode_term(term) == encoded
    assert unquote(encoded) == term


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (Passage("Over 300 dead."), "text=Over%20300%20dead."),
        (Passage("He left.", prefix="“No.” "), "text=%E2%80%9CNo.%E2%80%9D-,He%20left."),
        (Passage("He left.", suffix=" She stayed."), "text=He%20left.,-She%20stayed."),
        (Passage("He left.", prefix="Then ", suffix=" at 5."), "text=Then-,He%20left.,-at%205."),
        (Passage("A-b", prefix="c-d ", suffix=" e-f"), "text=c%2Dd-,A%2Db,-e%2Df"),
        # Another paragraph is another block of the page, where a term doesn't reach.
        (Passage("The tower", prefix="[YONHAP]\n\n"), "text=The%20tower"),
        (Passage("The tower", prefix="[YONHAP]\n\nSeoul: "), "text=Seoul%3A-,The%20tower"),
        (Passage("The tower", suffix="\r\nNext."), "text=The%20tower"),
        (Passage("The tower", suffix=" leans.\nNext."), "text=The%20tower,-leans."),
        (Passage("The tower", prefix=" ", suffix=" "), "text=The%20tower"),
        (Passage(" The tower "), "text=The%20tower"),
    ],
)
def test_a_fragment_names_the_words_and_what_stands_around_them(passage: Passage, expected: str) -> None:
    assert fragment(passage) == expected


def test_a_long_passage_is_named_by_its_first_and_last_words() -> None:
    words = [f"word{number}" for number in range(60)]
    assert fragment(Passage(" ".join(words))) == (
        "text=word0%20word1%20word2%20word3%20word4%20word5,"
        "word54%20word55%20word56%20word57%20word58%20word59"
    )


def test_a_long_passage_keeps_its_prefix_and_suffix() -> None:
    made = fragment(Passage(" ".join(["word"] * 80), prefix="so ", suffix=" then"))
    assert made.startswith("text=so-,word")
    assert made.endswith("word,-then")


def test_writing_without_spaces_is_named_by_its_ends_too() -> None:
    start, end = fragment(Passage("가" * 200 + "나" * 200)).removeprefix("text=").split(",")
    assert set(unquote(start)) == {"가"}
    assert set(unquote(end)) == {"나"}


@pytest.mark.parametrize("length", [MAX_TERM, MAX_TERM + 1])
def test_a_term_is_cut_in_two_only_where_it_is_too_long(length: int) -> None:
    exact = ("abcd " * 100)[: length - 1] + "."
    assert fragment(Passage(exact)).count(",") == (0 if length <= MAX_TERM else 1)


@given(WORDS)
def test_the_terms_decode_to_words_of_the_passage_and_none_is_too_long(words: list[str]) -> None:
    exact = " ".join(words).strip()
    if not exact:
        return
    made = fragment(Passage(exact))
    assert FRAGMENT.fullmatch(made)
    terms = made.removeprefix("text=").split(",")
    assert len(terms) in (1, 2)
    assert all(TERM.fullmatch(term) for term in terms)
    decoded = [unquote(term) for term in terms]
    assert exact.startswith(decoded[0])
    assert exact.endswith(decoded[-1])
    assert all(0 < len(term) <= MAX_TERM for term in decoded)


@given(st.text(max_size=20), st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_only_the_syntaxs_own_hyphens_commas_and_ampersands_stand_in_a_fragment(
    prefix: str, exact: str, suffix: str
) -> None:
    if not exact.strip():
        return
    made = fragment(Passage(exact, prefix, suffix)).removeprefix("text=")
    terms = made.split(",")
    before = terms.pop(0).removesuffix("-") if terms[0].endswith("-") else ""
    after = terms.pop().removeprefix("-") if terms[-1].startswith("-") else ""
    assert [unquote(term) for term in terms] == [exact.strip()]
    assert all(TERM.fullmatch(term) for term in (before, after, *terms))
    assert unquote(before) in prefix
    assert unquote(after) in suffix


def test_every_passage_is_marked_and_the_address_keeps_its_query_but_not_its_own_fragment() -> None:
    link = passage_link("https://paper.example/a?b=c&d#top", (Passage("One"), Passage("two, three")))
    assert link == "https://paper.example/a?b=c&d#:~:text=One&text=two%2C%20three"


def test_a_statement_opens_at_its_own_passages() -> None:
    statement = Statement(voice="outlet", source="paper", passages=(Passage("One"), Passage("two")))
    assert (
        statement_link("https://paper.example/a", statement) == "https://paper.example/a#:~:text=One&text=two"
    )
