"""Confidence: what raises it, what lowers it, and where the thresholds lie."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.confidence import COEFFICIENTS, FOUND, LONG, TIE, UNSURE, Grounds, confidence, status

SHARE = st.floats(0, 1)
FLAG = st.sampled_from((0.0, 1.0))
GROUNDS = st.builds(
    Grounds,
    share=SHARE,
    lead=st.floats(-1, 1),
    match=SHARE,
    second=SHARE,
    amount=SHARE,
    rival=SHARE,
    pairs_lead=st.floats(-1, 1),
    gap=SHARE,
    missed=SHARE,
    other_name=FLAG,
    charted=FLAG,
    words=st.integers(0, 40),
)
BEST = Grounds(
    share=0.9,
    lead=0.8,
    match=1.0,
    second=0.5,
    amount=0.7,
    rival=0.3,
    pairs_lead=0.5,
    gap=0.0,
    missed=0.0,
    other_name=0.0,
    unknown=0.0,
    charted=1.0,
    words=4,
)


@given(GROUNDS)
def test_it_is_a_probability(grounds: Grounds) -> None:
    assert 0 <= confidence(grounds) <= 1


@pytest.mark.parametrize("name", ["share", "lead", "match", "amount", "pairs_lead"])
@given(grounds=GROUNDS, value=SHARE)
def test_more_of_what_speaks_for_an_entry_never_lowers_it(name: str, grounds: Grounds, value: float) -> None:
    more = replace(grounds, **{name: max(value, getattr(grounds, name))})
    assert confidence(more) >= confidence(grounds) - 1e-12


@pytest.mark.parametrize("name", ["rival", "gap", "missed", "other_name"])
@given(grounds=GROUNDS, value=SHARE)
def test_more_of_what_speaks_against_it_never_raises_it(name: str, grounds: Grounds, value: float) -> None:
    more = replace(grounds, **{name: max(value, getattr(grounds, name))})
    assert confidence(more) <= confidence(grounds) + 1e-12


@pytest.mark.parametrize(
    "changes",
    [
        {"share": 0.5, "lead": 0.0, "pairs_lead": 0.0},
        {"share": 0.2, "lead": 0.05, "match": 0.5, "rival": 0.9, "pairs_lead": -0.3},
        {"share": 0.5, "match": 0.2, "amount": 0.3, "missed": 0.7, "pairs_lead": 0.0},
        {"share": 0.3, "lead": -0.4, "match": 0.5, "gap": 1.0, "rival": 1.0, "pairs_lead": -0.5},
        {"share": 0.5, "match": 0.2, "amount": 0.3, "missed": 0.5, "other_name": 1.0, "pairs_lead": 0.0},
    ],
    ids=[
        "one of two alike",
        "one of many near",
        "most words are not its own",
        "nearer to a gap",
        "another name",
    ],
)
def test_an_entry_that_all_speaks_for_is_found_until_much_speaks_against_it(
    changes: dict[str, Any],
) -> None:
    assert status(confidence(BEST)) == "found"
    assert status(confidence(replace(BEST, **changes))) != "found"


def test_an_entry_that_nothing_speaks_for_is_not_even_offered() -> None:
    nothing = Grounds(
        share=0.05,
        lead=-0.1,
        match=0.0,
        second=0.0,
        amount=0.1,
        rival=0.5,
        pairs_lead=-0.2,
        gap=0.0,
        missed=1.0,
        other_name=0.0,
        unknown=0.0,
        charted=1.0,
        words=5,
    )
    assert status(confidence(nothing)) == "none"


@given(GROUNDS)
def test_there_is_a_coefficient_for_every_term_and_a_term_for_every_ground(grounds: Grounds) -> None:
    terms = grounds.terms()
    assert len(terms) == len(COEFFICIENTS)
    assert terms[0] == 1.0
    # Neither is a term of its own: the lead tells whether two are alike, `unknown` what may not be asserted.
    doubts = ("lead", "unknown", "words")
    own = [getattr(grounds, each.name) for each in fields(Grounds) if each.name not in doubts]
    assert list(terms[1 : 1 + len(own)]) == own
    assert all(-1 <= term <= 1 for term in terms)


def test_a_question_grows_no_longer_from_some_length_on() -> None:
    at_length, beyond = (replace(BEST, words=words).terms()[11] for words in (LONG, LONG + 10))
    assert at_length == beyond == 1.0


def test_no_question_is_shorter_than_one_word() -> None:
    assert (
        replace(BEST, words=0).terms()[12:]
        == replace(BEST, words=1).terms()[12:]
        == (
            BEST.share,
            BEST.match,
            BEST.missed,
        )
    )


@given(GROUNDS, st.floats(-1, 0))
def test_of_two_that_are_alike_neither_is_shown(grounds: Grounds, lead: float) -> None:
    assert confidence(replace(grounds, lead=lead)) <= 0.5 < FOUND


@given(GROUNDS)
def test_a_lead_beyond_a_tie_counts_in_the_share_alone(grounds: Grounds) -> None:
    assert confidence(replace(grounds, lead=TIE)) == confidence(replace(grounds, lead=1.0))


def test_the_thresholds_stand_in_order() -> None:
    assert 0 < UNSURE < FOUND < 1


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1.0, "found"),
        (FOUND, "found"),
        (FOUND - 1e-6, "unsure"),
        (UNSURE, "unsure"),
        (UNSURE - 1e-6, "none"),
        (0.0, "none"),
    ],
)
def test_the_thresholds_belong_to_the_better_side(score: float, expected: str) -> None:
    assert status(score) == expected


def test_a_question_of_which_half_is_unknown_is_never_found() -> None:
    assert status(confidence(BEST)) == "found"
    assert status(confidence(replace(BEST, unknown=0.5))) != "found"
