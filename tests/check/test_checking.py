"""From a draft to a review."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest

from bot.check import MAX_DRAFT, Checker, Kind, Review, check
from bot.errors import QuestionError
from bot.model import FactFile
from bot.search import fact_index
from tests.conftest import ROOT, changed

TODAY = dt.date(2025, 1, 14)
STORY = """North Korean troops in Russia have taken nearly 3,000 casualties, the NIS said on Monday.

The price of bread in Kyiv rose by a tenth over the winter. “We do not know what is true there,” Kremlin
spokesman Dimitry Peskov said. About 34,000 North Koreans have defected to South Korea, mostly since the
late 1990s."""
MISTAKES: dict[Kind, str] = {
    "figure": "More than 3,000 North Korean soldiers have been killed, the NIS said.",
    "quote": "“We cannot comment in any way, we do know what is true there,” Peskov said.",
    "speaker": "North Korean troops have taken more than 3,000 casualties, the Kremlin said.",
    "attribution": "North Korean troops were ordered to kill themselves rather than be captured.",
    "name": "“We do not know what is true there,” Kremlin spokesman Dimitry Peskov said.",
    "date": "The NIS briefed the National Assembly's Intelligence Committee behind closed doors on Friday.",
}


def read(text: str, checker: Checker) -> Review:
    return check(text, checker, TODAY)


@pytest.mark.parametrize(("kind", "text"), MISTAKES.items())
def test_one_mistake_is_one_problem(kind: Kind, text: str, checker: Checker) -> None:
    assert [each.kind for each in read(text, checker).problems] == [kind]


@pytest.mark.parametrize("text", [*MISTAKES.values(), STORY])
def test_a_problem_stands_on_its_words_and_says_what_to_do(text: str, checker: Checker) -> None:
    for problem in read(text, checker).problems:
        assert problem.words == problem.span.of(text)
        assert problem.message.endswith(".")
        assert problem.suggestion


@pytest.mark.parametrize("text", [MISTAKES["figure"], STORY])
def test_a_withdrawn_fact_supports_no_sentence(text: str, shipped: FactFile) -> None:
    why = "The agency took it back."
    file = changed(shipped, "casualties", status="withdrawn", withdrawn_because=why)
    review = read(text, Checker.build(file, fact_index(file)))
    (found,) = [each for each in review.problems if each.kind == "unsupported"]
    assert found.fact is None
    assert found.words == found.span.of(text)
    assert "“casualties”, is withdrawn: do not use it. The agency took it back." in found.message


HELD = {
    "figure": "over 300 dead",
    "quote": "We cannot comment in any way, we do not know what is true there",
    "speaker": "South Korea's spy agency said on Monday that North Korean troops",
    "attribution": "have been ordered to kill themselves rather than be taken prisoner",
    "name": "We cannot comment in any way, we do not know what is true there",
    "date": "disclosed to lawmakers from rival parties",
}


@pytest.mark.parametrize(("kind", "text"), MISTAKES.items())
def test_the_evidence_points_to_the_line_that_holds_the_fact(kind: Kind, text: str, checker: Checker) -> None:
    (found,) = read(text, checker).problems
    assert found.evidence is not None
    lines = (ROOT / found.evidence.file).read_text(encoding="utf-8").splitlines()
    facts = [at for at, line in enumerate(lines, 1) if re.fullmatch(r"  [a-z0-9-]+:", line)]
    start = next(at for at in reversed(facts) if lines[at - 1] == f"  {found.fact}:")
    end = next((at for at in facts if at > start), len(lines))

    assert start < found.evidence.line < end
    statement = "\n".join(lines[found.evidence.line - 1 : found.evidence.line + 12])
    assert HELD[kind] in statement.replace("\\u00a0", " ")


@pytest.mark.parametrize("text", MISTAKES.values())
def test_the_evidence_has_the_passage_and_a_link_that_opens_it(
    text: str, checker: Checker, shipped: FactFile
) -> None:
    (found,) = read(text, checker).problems
    assert found.evidence is not None
    source = next(each for each in shipped.sources.values() if each.outlet == found.evidence.outlet)
    printed = {
        " … ".join(passage.exact for passage in statement.passages)
        for statement in shipped.facts[found.fact or ""].statements
    }

    assert found.evidence.link.startswith(source.url)
    assert "#:~:text=" in found.evidence.link
    assert found.evidence.printed in printed


def test_a_draft_is_read_sentence_by_sentence_in_order(checker: Checker) -> None:
    review = read(STORY, checker)

    assert [each.facts for each in review.sentences] == [
        ("casualties",), (), ("kremlin-response",), ("defectors-total",)
    ]  # fmt: skip
    assert review.facts == ("casualties", "kremlin-response", "defectors-total")
    assert [(each.kind, each.words) for each in review.problems] == [
        ("figure", "nearly 3,000"),
        ("name", "Dimitry Peskov"),
    ]
    assert [each.fact for each in review.notes] == ["defectors-total"]
    assert all(one.span.end <= two.span.start for one, two in pairwise(review.sentences))
    assert review.text == STORY


def test_the_problems_of_a_sentence_come_in_order_of_its_words(checker: Checker) -> None:
    text = "The Kremlin said on Friday that nearly 3,000 North Korean casualties had been counted in Russia."
    spans = [each.span.start for each in read(text, checker).problems]

    assert len(spans) == 3
    assert spans == sorted(spans)


def test_what_is_wrong_once_is_told_once(checker: Checker) -> None:
    text = (
        "On Friday the NIS said that over 300 North Korean soldiers had been killed, and that Kim Jong Un "
        "might visit Russia in the first half of the year."
    )
    review = read(text, checker)

    assert len(review.facts) > 1
    assert [(each.kind, each.words) for each in review.problems] == [("date", "Friday")]


def test_nothing_on_file_is_a_problem_of_a_single_sentence(checker: Checker) -> None:
    text = "The price of bread in Kyiv rose by a tenth over the winter."
    (found,) = read(text, checker).problems

    assert (found.kind, found.words, found.fact, found.evidence) == ("unsupported", text, None, None)


def test_nothing_on_file_is_no_problem_of_a_sentence_among_others(checker: Checker) -> None:
    text = "The price of bread in Kyiv rose by a tenth. The price of rice in Seoul did not."
    review = read(text, checker)

    assert review.problems == ()
    assert [each.span.of(text) for each in review.not_on_file] == [
        "The price of bread in Kyiv rose by a tenth.",
        "The price of rice in Seoul did not.",
    ]


def test_a_sentence_with_facts_is_on_file(checker: Checker) -> None:
    review = read(STORY, checker)
    assert [each.span.of(STORY)[:18] for each in review.not_on_file] == ["The price of bread"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\u00a0"])
def test_an_empty_draft_is_refused(text: str, checker: Checker) -> None:
    with pytest.raises(QuestionError, match="There is nothing to check"):
        read(text, checker)


def test_a_draft_that_is_too_long_is_refused_with_its_length_and_the_limit(checker: Checker) -> None:
    with pytest.raises(QuestionError, match=r"12,001 characters; a draft has at most 12,000"):
        read("x" * (MAX_DRAFT + 1), checker)


def test_a_surface_may_set_another_limit(checker: Checker) -> None:
    text = MISTAKES["figure"]

    assert check(text, checker, TODAY, limit=len(text)).problems
    with pytest.raises(QuestionError, match=f"at most {len(text) - 1} here"):
        check(text, checker, TODAY, limit=len(text) - 1)


@pytest.mark.parametrize("text", ["...", "?!", "—", "“”"])
def test_a_draft_without_a_word_is_one_sentence_of_nothing_on_file(text: str, checker: Checker) -> None:
    review = read(text, checker)

    assert [each.kind for each in review.problems] == ["unsupported"]
    assert review.problems[0].words == text


def test_a_fact_is_read_once(checker: Checker) -> None:
    assert checker.reading("casualties") is checker.reading("casualties")
