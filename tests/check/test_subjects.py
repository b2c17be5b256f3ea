"""Which facts a sentence speaks of."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.parsed import parse
from bot.check.review import Span
from bot.check.subjects import Finder, Quotes
from bot.model import FactFile

GIVEN = "families of the deployed soldiers were reportedly given food and daily necessities"


def subjects(text: str, checker: Checker) -> tuple[str, ...]:
    finder = Finder(checker.index, checker.facts, checker.quotes, checker.reading)
    return finder.subjects(parse(text, Span(0, len(text)), checker.book))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("North Korean troops have taken more than 3,000 casualties, the NIS said.", "casualties"),
        ("North Korean troops have taken more than 9,000 casualties, the NIS said.", "casualties"),
        ("North Korean troops have taken more than 3,000 casualties, the Kremlin said.", "casualties"),
        ("Lee said 300 were killed, citing the NIS.", "casualties"),
        ("Pyongyang told its soldiers to kill themselves rather than be captured.", "suicide-orders"),
        ("Families of the deployed soldiers were given food and daily necessities.", "family-compensation"),
        ("Under South Korean law North Korean soldiers are South Korean nationals.", "legal-status"),
        ("Russia has neither confirmed nor denied their presence.", "russia-acknowledgement"),
        ("Trump could seek further talks with Kim, the agency said.", "trump-kim-talks"),
        ("Cho Tae-yul was pictured as chief of the National Intelligence Service.", "nis-chief"),
    ],
)
def test_the_claim_names_its_fact_whoever_is_credited_and_whatever_is_wrong(
    text: str, key: str, checker: Checker
) -> None:
    assert subjects(text, checker) == (key,)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("“I want to live here,” he said.", "wish-to-stay"),
        ("He called it “not easy work”.", "kremlin-response"),
        ("There was talk of “heroic treatment” and “vague hopes of joining”.", "soldiers-hopes"),
        ("Koo said there was “nothing we can say at the current stage”.", "unification-ministry"),
    ],
)
def test_a_quotation_on_file_names_its_fact(text: str, key: str, checker: Checker) -> None:
    assert key in subjects(text, checker)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "The two captives have made no request to go to South Korea, and Kim Jong Un might visit Russia.",
            {"no-defection-request", "kim-russia-visit"},
        ),
        (
            "Kyiv has captured two North Koreans, but the Kremlin declined to comment on the capture.",
            {"captured-soldiers", "kremlin-response"},
        ),
        (
            f"Over 300 North Korean soldiers have been killed, the NIS said, while {GIVEN}.",
            {"casualties", "family-compensation"},
        ),
    ],
)
def test_a_sentence_may_speak_of_several_facts(text: str, keys: set[str], checker: Checker) -> None:
    assert keys <= set(subjects(text, checker))


@pytest.mark.parametrize(
    "text",
    [
        "The price of bread in Kyiv rose by a tenth over the winter.",
        "South Korea's president said that he would step down in the spring.",
        "Russian forces took three villages near Pokrovsk, the general staff said.",
        "Kim Jong Un opened a holiday resort on the east coast.",
        "The NIS moved into a new building on the edge of Seoul.",
        "Ukraine lost 43,000 soldiers in three years of war, Zelenskyy said.",
        "Al Jazeera hired a new chief of its Moscow bureau.",
        "Lee Seong-kweun grew up in Busan.",
        "The Kremlin said gas deliveries through Ukraine would end and blamed Kyiv for empty pipelines.",
        "He said so.",
        "Yes.",
    ],
)
def test_what_is_merely_near_a_fact_is_on_nobodys_file(text: str, checker: Checker) -> None:
    assert subjects(text, checker) == ()


def test_quotations_are_looked_up_by_their_words(shipped: FactFile, checker: Checker) -> None:
    quotes = Quotes.build(shipped, checker.book)

    def found(text: str) -> list[tuple[str, ...]]:
        return quotes.facts(parse(text, Span(0, len(text)), checker.book))

    assert found("“The life of every Russian soldier is important”") == [("kremlin-response",)]
    assert found("“in the first half of the year”") == [("further-support", "kim-russia-visit")]
    assert found("“the life of every soldier is important”") == []
    assert found("“Russian soldier”") == []
    assert found("the life of every Russian soldier is important") == []


def test_every_quotation_of_a_sentence_names_its_fact(checker: Checker) -> None:
    text = (
        "Peskov called exchanges “not easy work”, and Zelenskyy said that Kyiv was “ready to hand over” the "
        "captured North Korean soldiers."
    )

    assert {"kremlin-response", "prisoner-exchange"} <= set(subjects(text, checker))
