"""Slips of the keys: which words a word may have been meant for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.search.slips import Slips, slips_allowed

FORMS = ("ferry", "casualties", "statement", "the", "cat", "at", "a", "2700")
SLIPS = Slips.build(FORMS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frery", [("ferry", 1)]),
        ("fery", [("ferry", 1)]),
        ("ferrry", [("ferry", 1)]),
        ("fermy", [("ferry", 1)]),
        ("gerry", [("ferry", 1)]),
        ("erry", [("ferry", 1)]),
        ("xferry", [("ferry", 1)]),
        ("efrry", [("ferry", 1)]),
        ("casualties", [("casualties", 0)]),
        ("casulaites", [("casualties", 2)]),
        ("sttaemnet", [("statement", 2)]),
        ("teh", [("the", 1)]),
        ("hte", []),
        ("gfrry", []),
        ("frxy", []),
        ("csltes", []),
        ("", []),
        ("c", []),
        ("ct", []),
        ("2701", []),
        ("at", []),
        ("ferry\ud800", [("ferry", 1)]),
    ],
    ids=[
        "swapped", "missing", "extra", "wrong", "wrong first", "missing first", "extra first",
        "swapped first", "none", "two in a long word", "two swaps", "a short word",
        "another first letter of three", "first letter and another", "two in a short word", "four",
        "nothing", "one letter", "two letters", "a number", "a short word itself", "a lone surrogate",
    ],
)  # fmt: skip
def test_each_kind_of_slip_is_known_within_its_limits(typed: str, meant: list[tuple[str, int]]) -> None:
    assert SLIPS.near(typed) == meant


@pytest.mark.parametrize(
    ("letters", "slips"),
    [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (11, 2), (12, 3), (60, 3)],
)
def test_a_longer_word_may_have_more_slips(letters: int, slips: int) -> None:
    assert slips_allowed("a" * letters) == slips


def test_the_shorter_of_the_two_words_decides_how_many_slips_there_may_be() -> None:
    five = Slips.build(("abcde",))
    assert five.near("abcdef") == [("abcde", 1)]
    assert five.near("abcdefg") == []
    assert Slips.build(("abcdefg",)).near("abcde") == []


LETTERS = "abc"
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("swap", "drop", "add", "change")), st.integers(0, 13), st.sampled_from(LETTERS)
    ),
    max_size=4,
)


def edited(word: str, edits: list[tuple[str, int, str]]) -> str:
    for kind, place, letter in edits:
        at = place % (len(word) + 1)
        before, after = word[:at], word[at:]
        swapped = after[1:2] + after[:1] + after[2:]
        word = before + {
            "swap": swapped, "drop": after[1:], "add": letter + after, "change": letter + after[1:]
        }[kind]  # fmt: skip
    return word


@st.composite
def forms_and_a_word(draw: st.DrawFn) -> tuple[list[str], str]:
    forms = draw(st.lists(st.text(LETTERS + "1", min_size=1, max_size=14), min_size=1, max_size=8))
    near = [edited(form, draw(EDITS)) for form in forms]
    known = list(dict.fromkeys(form for form in (*forms, *near) if form))
    return known, edited(draw(st.sampled_from(known)), draw(EDITS))


def may_be_meant(typed: str, form: str) -> bool:
    """The rules, word by word: letters that decide the limit, the first letter, and no numbers."""
    distance, allowed = OSA.distance(typed, form), min(slips_allowed(typed), slips_allowed(form))
    if not allowed or form[0].isdigit() or distance > allowed:
        return False
    return typed[0] == form[0] or (distance == 1 and len(typed) > 3)


@given(forms_and_a_word())
def test_near_finds_what_comparing_every_word_finds(made: tuple[list[str], str]) -> None:
    forms, typed = made
    expected = {form: OSA.distance(typed, form) for form in forms if typed and may_be_meant(typed, form)}
    found = Slips.build(forms).near(typed)
    assert dict(found) == expected
    assert len(found) == len(expected)
