"""Which questions are one: what is grouped is answered together, so it has to be the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.same_question import nearest
from bot.search.words import words

SAME = [
    ("How many were killed?", "how many were killed"),
    ("How many were killed?", "HOW MANY WERE KILLED???"),
    ("How many were killed?", "Hi, do we know how many have been killed please?"),
    ("How many soldiers were killed in Kursk?", "how many soldier was killed at Kursk"),
    ("How many soldiers were killed in Kursk?", "How many soldiers killed in Kurks"),
    ("How many soldiers were killed in Kursk?", "Killed in Kursk: how many soldiers?"),
    ("Casualties in the harbour fire", "casualities in the harbor fire"),
    ("What is the minister's name?", "what’s the minister’s name"),
    ("Was 10,000 the number sent?", "was 10000 the number sent"),
    ("Were two thousand sent?", "were 2,000 sent?"),
    ("Is the cease-fire over?", "is the ceasefire over"),
    ("Is the cease fire over?", "is the cease-fire over"),
    ("Didn't Kim sign?", "didn’t kim sign"),
    ("Kim didn't sign, did he?", "Kim did not sign, did he?"),
    ("Who signed?", "who signs"),
    ("x" * 2_000, "X" * 2_000),
    ("Who is it?", "who is it?!"),
    ("What is it?", "what is it"),
    ("Café Müller: is it open?", "cafe muller is it open"),
    ("몇 명이 죽었나요?", "몇 명이 죽었나요"),
    ("\u202eHow many\u202c were killed?", "How many were killed?"),
]
OTHERS = [
    ("How many were killed?", "How many were wounded?"),
    ("How many were killed?", "How many were killed in Kursk?"),
    ("How many were killed in 2023?", "How many were killed in 2024?"),
    ("Were 300 killed?", "Were 350 killed?"),
    ("Did Kim visit Russia?", "Did Putin visit Russia?"),
    ("Did Russia attack Ukraine?", "Did Ukraine attack Russia?"),
    ("Has Russia attacked Ukraine?", "Was Russia attacked by Ukraine?"),
    ("Were troops sent to Russia?", "Were troops sent from Russia?"),
    ("Did Kim sign the treaty?", "Did Kim not sign the treaty?"),
    ("Did Kim sign the treaty?", "Didn't Kim sign the treaty?"),
    ("Who signed the treaty?", "When was the treaty signed?"),
    ("Why did it sink?", "Where did it sink?"),
    ("Was it a million?", "Was it a billion?"),
    ("Is he from Iran?", "Is he from Iraq?"),
    ("Is he from Austria?", "Is he from Australia?"),
    ("Troops in North Korea?", "Troops in South Korea?"),
    ("Was it legal?", "Was it illegal?"),
    ("Did prices increase?", "Did prices decrease?"),
    ("The minister resigned on Friday", "a fire on Friday"),
    ("Was it before the war?", "Was it after the war?"),
    ("More than 300 killed?", "Less than 300 killed?"),
    ("Is it open?", "Is it?"),
    ("", ""),
    ("", "Who paid?"),
    ("???", "!!!"),
    ("x" * 2_000, "x" * 2_001),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_in_other_words_is_found_from_either_side(one: str, other: str) -> None:
    assert nearest(one, [other]) == 0
    assert nearest(other, [one]) == 0


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_question_is_not_taken_for_it(one: str, other: str) -> None:
    assert nearest(one, [other]) is None
    assert nearest(other, [one]) is None


def test_the_most_alike_is_found_and_then_the_first() -> None:
    others = [
        "Who paid?",
        "casualities in the harbour",
        "casualties in the harbour",
        "Casualties in the harbour!",
    ]
    assert nearest("Casualties in the harbour", others) == 2
    assert nearest("Casualties in the harbour", []) is None


@given(st.text(max_size=200))
def test_any_text_with_a_word_or_a_number_is_like_itself(text: str) -> None:
    assert nearest(text, [text]) == (0 if words(text) else None)


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=5))
def test_any_text_can_be_asked(text: str, others: list[str]) -> None:
    found = nearest(text, others)
    assert found is None or 0 <= found < len(others)


def test_two_questions_of_ever_the_same_word_are_no_trouble() -> None:
    same = "on fire " * 120
    assert nearest(f"{same} then", [f"{same} when"] * 20) is None
