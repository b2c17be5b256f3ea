"""Confidence: what raises it, what lowers it, and what two alike entries get."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.confidence import FOUND, TIE, UNSURE, Evidence, confidence, status

SHARE = st.floats(0, 1)
EVIDENCE = st.builds(Evidence, row=SHARE, lead=SHARE, unknown=SHARE, missed=SHARE, substance=SHARE)


@given(EVIDENCE)
def test_it_is_a_probability(evidence: Evidence) -> None:
    assert 0 <= confidence(evidence) <= 1


@given(EVIDENCE, st.sampled_from(("unknown", "missed")), SHARE)
def test_more_unknown_or_missed_words_never_raise_it(evidence: Evidence, name: str, value: float) -> None:
    changes = {name: max(value, getattr(evidence, name))}
    assert confidence(replace(evidence, **changes)) <= confidence(evidence)


@given(EVIDENCE, st.sampled_from(("row", "lead", "substance")), SHARE)
def test_more_of_what_speaks_for_an_entry_never_lowers_it(
    evidence: Evidence, name: str, value: float
) -> None:
    changes = {name: max(value, getattr(evidence, name))}
    assert confidence(replace(evidence, **changes)) >= confidence(evidence)


@given(EVIDENCE)
def test_of_two_alike_neither_is_shown(evidence: Evidence) -> None:
    assert status(confidence(replace(evidence, lead=0.0))) != "found"


def test_a_perfect_row_in_the_lead_is_found() -> None:
    perfect = Evidence(row=1.0, lead=TIE * 10, unknown=0.0, missed=0.0, substance=0.6)
    assert status(confidence(perfect)) == "found"


@pytest.mark.parametrize(
    ("score", "expected"),
    [(1.0, "found"), (FOUND, "found"), (FOUND - 1e-6, "unsure"), (UNSURE, "unsure"), (UNSURE - 1e-6, "none")],
)
def test_the_thresholds_belong_to_the_better_side(score: float, expected: str) -> None:
    assert status(score) == expected
