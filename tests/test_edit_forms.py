"""From what an editor typed to the values of the file, and back."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import edit_forms, edit_views
from bot.edits import Plain
from bot.errors import FieldError
from bot.model import FactFile

LEAN: Final = "tower-lean"


def test_a_form_that_nobody_touched_changes_nothing(small: FactFile, shipped: FactFile) -> None:
    for file in (small, shipped):
        for key, fact in file.facts.items():
            assert edit_forms.changed(edit_views.values(fact), fact) == {}, key


@pytest.mark.parametrize(
    ("name", "typed", "wanted"),
    [
        ("claim", "  Other\nwords. ", "Other words."),
        ("status", "disputed", "disputed"),
        ("superseded_by", "tower-sway", "tower-sway"),
        ("caution", "", None),
        ("caution", "Be  careful.", "Be careful."),
        ("asked_as", "- lean\n\n  tilt  \n", ["lean", "tilt"]),
        ("asked_as", "", None),
        ("figures", "", None),
        (
            "figures",
            "lean | centimeters | 1,200 |  | more than 12 | 1",
            [
                {
                    "of": "lean",
                    "unit": "centimeters",
                    "value": "1200",
                    "as_printed": "more than 12",
                    "statement": "1",
                }
            ],
        ),
    ],
)
def test_what_differs_is_what_is_wanted(small: FactFile, name: str, typed: str, wanted: Plain) -> None:
    fact = small.facts[LEAN]
    assert edit_forms.changed(edit_views.values(fact) | {name: typed}, fact) == {name: wanted}


def test_what_was_left_as_it_stood_is_no_change_whatever_stands_there_now(small: FactFile) -> None:
    fact = small.facts[LEAN]
    marks, typed = edit_forms.marks_of(fact), edit_views.values(fact) | {"status": "disputed"}
    now = dataclasses.replace(fact, caution="Somebody else's words.", asked_as=("another",))
    assert edit_forms.touched(typed, marks) == {"status"}
    assert edit_forms.changed(typed, now, marks) == {"status": "disputed"}


@pytest.mark.parametrize("line", ["lean", "lean | centimeters | 12", "a | b | 1 | c | d | 1 | e"])
def test_a_figure_that_lacks_a_part_is_said_with_its_line(small: FactFile, line: str) -> None:
    fact = small.facts[LEAN]
    with pytest.raises(FieldError) as caught:
        edit_forms.changed(edit_views.values(fact) | {"figures": f"{line}\n"}, fact)
    assert caught.value.fields["figures"].startswith("Line 1 has ")


@given(
    st.dictionaries(st.sampled_from([*"abc", "claim", "figures", "caution", "asked_as", "status"]), st.text())
)
def test_no_text_in_a_form_raises_anything_but_a_field_error(values: dict[str, str]) -> None:
    with contextlib.suppress(FieldError):
        edit_forms.figures(values.get("figures", ""))
    edit_forms.statement(values)
    edit_forms.source(values, "")


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_what_a_form_carries_comes_back(what: dict[str, Plain]) -> None:
    assert edit_forms.unpacked(edit_forms.packed(**what)) == what


@pytest.mark.parametrize("metadata", ["", "{", "[1]", '"x"', "null"])
def test_anything_else_that_a_form_carries_is_nothing(metadata: str) -> None:
    assert edit_forms.unpacked(metadata) == {}


def test_a_statement_has_the_chain_that_was_chosen_and_no_more() -> None:
    given_: dict[str, str | tuple[str, ...]] = {
        "source": "paper-1",
        "passages": "One passage.\nAnother.",
        "quotes": "",
        "voice": "speaker",
        "who": ("nis",),
        "verb": "said",
        "to": "",
        "by": ("lee", "park"),
        "date": "2025-01-13",
        "credit": "",
    }
    assert edit_forms.statement(given_) == {
        "voice": "speaker",
        "source": "paper-1",
        "chain": [{"who": ["nis"], "verb": "said"}, {"who": ["lee", "park"], "verb": "said"}],
        "date": "2025-01-13",
        "passages": [{"exact": "One passage."}, {"exact": "Another."}],
    }
    assert "chain" not in edit_forms.statement({**given_, "voice": "outlet"})


def test_a_trial_stands_on_the_day_of_its_source(small: FactFile) -> None:
    made = edit_forms.trial({"source": "courier-2031-05-09"}, small, dt.date(2040, 1, 1))
    assert made.fields["as_of"] == "2031-05-09"
    assert made.id not in small.facts


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("statement 1: there is no source “x”; write one", "source"),
        ("passage 1 does not stand in the document", "passages"),
        ("the quote “x” stands in none of its passages", "quotes"),
        ("a caption without its credit", "credit"),
        ("a speaker's words without a chain", "who"),
        ("told, but not to whom", "to"),
        ("the words are younger than their source", "date"),
    ],
)
def test_what_is_wrong_with_a_statement_stands_at_the_field_that_it_is_about(said: str, field: str) -> None:
    assert list(edit_forms.at_statement({"statements": said})) == [field]
