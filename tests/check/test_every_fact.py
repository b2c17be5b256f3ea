"""Properties of the check over every fact of the shipped file, and over any text at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import attribution
from bot.answer import paste
from bot.check import Checker, check
from bot.check.parsed import parse
from bot.check.review import Span
from bot.model import Figure, Statement
from bot.text import sentences
from tests.test_facts import IDS

TODAYS = (dt.date(2025, 1, 14), dt.date(2026, 11, 28))
TODAY = TODAYS[0]
OUTSIDER = "Japan's defence ministry"


def kinds(text: str, checker: Checker) -> set[str]:
    return {problem.kind for problem in check(text, checker, TODAY).problems}


@pytest.mark.parametrize("key", sorted(IDS))
@pytest.mark.parametrize("today", TODAYS)
def test_what_the_card_offers_for_pasting_is_clean(key: str, today: dt.date, checker: Checker) -> None:
    review = check(paste(checker.file.facts[key], checker.file, today), checker, today)

    assert review.problems == ()
    assert key in review.facts


@pytest.mark.parametrize("key", sorted(IDS))
def test_a_claim_with_its_attribution_line_is_clean(key: str, checker: Checker) -> None:
    fact = checker.file.facts[key]
    claim = sentences(fact.claim)[0].rstrip(".")
    line = attribution.attribute(fact.statements[0], checker.file, TODAY).full

    assert check(f"{claim}, {line}.", checker, TODAY).problems == ()


@pytest.mark.parametrize("key", sorted(IDS))
@pytest.mark.parametrize("factor", [2, 3, 5, 7, 10, 13])
def test_a_figure_changed_beyond_tolerance_is_found(key: str, factor: int, checker: Checker) -> None:
    fact = checker.file.facts[key]
    for figure in fact.figures:
        statement = fact.statements[figure.statement - 1]
        changed = figure_sentence(figure, statement, factor, checker)

        assert check(changed, checker, TODAY).problems, changed


def figure_sentence(figure: Figure, statement: Statement, factor: int, checker: Checker) -> str:
    """The statement's printed words with another number, and its attribution."""
    passage = next(each.exact for each in statement.passages if figure.as_printed in each.exact)
    words = {1: "One", 2: "two"}
    printed = f"{figure.value:,}"
    old = printed if printed in figure.as_printed else words[int(figure.value)]
    new = f"{int(figure.value) * factor:,}"
    changed = passage.replace(figure.as_printed, figure.as_printed.replace(old, new, 1), 1)
    line = attribution.attribute(statement, checker.file, TODAY).full
    return f"{changed.rstrip('.')}, {line}."


@pytest.mark.parametrize("key", sorted(IDS))
def test_a_quotation_without_one_of_its_inner_words_is_found(key: str, checker: Checker) -> None:
    for statement in checker.file.facts[key].statements:
        line = attribution.attribute(statement, checker.file, TODAY).full
        for shortened in (text for quote in statement.quotes for text in without_an_inner_word(quote)):
            assert check(f"“{shortened},” {line}.", checker, TODAY).problems, shortened


def without_an_inner_word(quote: str) -> Iterator[str]:
    words = quote.split()
    for at in range(1, len(words) - 1):
        # A word beside the outlet's own three dots is left out as an ellipsis may leave out words.
        if "…" not in words[at - 1 : at + 2]:
            yield " ".join(words[:at] + words[at + 1 :])


@pytest.mark.parametrize("key", sorted(IDS))
def test_a_printed_quotation_with_its_attribution_is_clean(key: str, checker: Checker) -> None:
    fact = checker.file.facts[key]
    for statement in fact.statements:
        for quote in statement.quotes:
            line = attribution.attribute(statement, checker.file, TODAY).full
            assert "quote" not in kinds(f"“{quote},” {line}.", checker)


@pytest.mark.parametrize("key", sorted(IDS))
def test_a_speaker_outside_the_chain_is_found(key: str, checker: Checker) -> None:
    fact = checker.file.facts[key]
    if fact.statements[0].voice != "speaker" or fact.statements[0].act:
        pytest.skip("the first statement is an outlet's own, and credits nobody")
    claim = re.sub(r"^As of [^,]+, \d{4}, ", "", sentences(fact.claim)[0])
    parsed = parse(claim, Span(0, len(claim)), checker.book)
    spans = [credit.span for credit in parsed.credits if credit.strong]
    changed = claim
    for span in reversed(spans):
        changed = changed[: span.start] + OUTSIDER + changed[span.end :]
    if not spans:
        changed = f"{claim.rstrip('.')}, {OUTSIDER} said."

    assert kinds(changed, checker) & {"speaker", "name"}


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=400))
def test_no_text_raises(text: str, checker: Checker) -> None:
    if text.strip():
        assert check(text, checker, TODAY).text == text


FRAGMENTS = st.sampled_from(
    """Lee|NIS|said|“|”|"|,|.|and|more than|3,000|300|killed|the|according to|Monday|Jan. 13|of|as|Kim Jong
    Un|
    by|was|captured|'|(|)|…|two|North Korean soldiers|to the|claim|'s|Al
    Jazeera|which|who|-|\n\n|put|at|½|١""".split("|")
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(FRAGMENTS, min_size=1, max_size=40))
def test_no_heap_of_news_words_raises(parts: list[str], checker: Checker) -> None:
    text = " ".join(parts)
    if text.strip():
        review = check(text, checker, TODAY)
        assert all(problem.words == problem.span.of(text) for problem in review.problems)


def test_a_text_of_twelve_thousand_characters_is_accepted(checker: Checker) -> None:
    sentence = "More than 3,000 North Korean soldiers have been killed, the Kremlin said. "
    text = (sentence * 200)[:12_000]

    assert check(text, checker, TODAY).problems
