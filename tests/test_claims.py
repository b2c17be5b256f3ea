"""Claims: quotations, numbers and days that a program can hold against the printed words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot import claims
from bot.model import Fact, FactFile, Passage, Source, Statement

SOURCE = Source("Courier", dt.date(2031, 5, 6), "https://courier.example/1", "en", "0" * 64)
PRINTED = (
    "The tower leans “more than 1,200 millimeters”, the mayor said on May 2. "
    "Its keeper ‘won’t’ climb all 31.5 meters."
)


def fact(claim: str) -> Fact:
    statement = Statement("outlet", "courier", (Passage(PRINTED),))
    return Fact(claim, "claimed", dt.date(2031, 5, 6), "permanent", (statement,), ("tower",))


def found(claim: str, sources: Sequence[Source] = (SOURCE,)) -> list[str]:
    return [what for what, _ in claims.unproven(fact(claim), sources)]


@pytest.mark.parametrize(
    "claim",
    [
        "The tower leans, the mayor said.",
        'It leans "more than 1,200 millimeters," the mayor said.',
        "It leans “More than 1,200 millimeters.”",
        "It leans more than 1200 millimeters.",
        "It is 31.5 meters high, the Courier reported May 6, 2031.",
        "As of May 6, 2031, it leans, as the mayor said May 2.",
        "Its keeper 'won't' climb it.",
    ],
)
def test_what_the_passages_print_passes(claim: str) -> None:
    assert found(claim) == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ('It leans "more than 1,300 millimeters."', "the claim quotes “more than 1,300 millimeters”"),
        ("It “is doomed,” the mayor said.", "the claim quotes “is doomed”"),
        ("It leans more than 1,300 millimeters.", "the claim says 1,300, which no passage prints"),
        ("It is 31 meters high.", "the claim says 31, which no passage prints"),
        ("The mayor said May 3 that it leans.", "the claim says May 3, which stands in no passage"),
        ("The mayor said it in Sept. 2, 2030.", "the claim says Sept. 2, 2030, which stands in no passage"),
        ("As of May 2, 2031, it leans.", "the claim is as of May 2, 2031, the fact as of May 6, 2031"),
    ],
)
def test_what_no_passage_prints_is_found(claim: str, expected: str) -> None:
    assert any(each.startswith(expected) for each in found(claim)), found(claim)


def test_a_day_after_every_source_is_found() -> None:
    older = replace(SOURCE, published=dt.date(2031, 5, 5))
    assert "as_of is later than every source" in found("It leans.", [older])


def test_a_perishable_claim_says_its_day() -> None:
    dated = replace(fact("It leans."), shelf_life="dated")
    assert claims.is_dated_without_a_day(dated)
    assert not claims.is_dated_without_a_day(replace(dated, claim="As of May 6, 2031, it leans."))
    assert not claims.is_dated_without_a_day(fact("It leans."))


def test_one_digit_off_in_any_number_of_a_shipped_claim_is_found(shipped: FactFile) -> None:
    tried = 0
    for key, each in shipped.facts.items():
        sources = [shipped.sources[statement.source] for statement in each.statements]
        assert list(claims.unproven(each, sources)) == [], key
        for number in ("3,000", "2,700", "10,000", "2,500", "34,000"):
            if number in each.claim:
                tried += 1
                wrong = replace(each, claim=each.claim.replace(number, number.replace("0", "9")))
                assert list(claims.unproven(wrong, sources)), (key, number)
    assert tried > 4
