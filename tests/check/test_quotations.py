"""What stands inside quotation marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.quotations import quoted_spans


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quoted_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said “not easy work” and left.",
        'He said "not easy work" and left.',
        "He said «not easy work» and left.",
        "He said „not easy work“ and left.",
        "He said „not easy work” and left.",
        "He said ‘not easy work’ and left.",
        "He said 'not easy work' and left.",
    ],
)
def test_every_kind_of_marks_holds_a_quotation(text: str) -> None:
    assert quoted(text) == ["not easy work"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We do not know,” he said. “It goes on.”", ["We do not know,", "It goes on."]),
        ('"slave soldiers" and "cannon fodder"', ["slave soldiers", "cannon fodder"]),
        ("The “unit’s men” went.", ["unit’s men"]),
        ("“There’s nothing we can say,” Koo said.", ["There’s nothing we can say,"]),
        ("'There's nothing we can say,' Koo said.", ["There's nothing we can say,"]),
        ("“He shouted ‘General’ at them,” she said.", ["He shouted ‘General’ at them,"]),
        ("“Two\nlines of it,” he said.", ["Two\nlines of it,"]),
        ('Mixed “curly” and "straight" marks.', ["curly", "straight"]),
    ],
)
def test_what_stands_inside_is_found_in_order(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He said “not easy work and left.",
        'He said "not easy work and left.',
        "He said «not easy work and left.",
        "He said not easy work” and left.",
        "Seoul's spies read the soldiers' notes.",
        "Seoul’s spies read the soldiers’ notes.",
        "The Workers' Party and the families' fears.",
        "It wasn't the ministry's, and they don't know.",
        "“Opened here.\n\nClosed in another paragraph.”",
        "“”",
        "",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_an_unclosed_mark_takes_nothing_from_the_next_paragraph() -> None:
    assert quoted("“Never closed.\n\nLee said “yes” to it.") == ["yes"]


@given(st.text(alphabet=st.sampled_from("ab “”\"«»„'‘’\n."), max_size=80) | st.text())
def test_quotations_are_in_order_do_not_overlap_and_hold_something(text: str) -> None:
    spans = quoted_spans(text)

    assert all(one.end < two.start for one, two in pairwise(spans))
    assert all(span.start < span.end <= len(text) for span in spans)
