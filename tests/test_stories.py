"""A story checked part by part has the review that it has whole, and says how far it is."""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.check import Checker, check
from bot.errors import QuestionError
from bot.model import FactFile
from bot.search import fact_index
from bot.stories import MAX_STORY, check_story
from tests.conftest import ROOT

TODAY: Final = dt.date(2025, 1, 20)
DRAFTS: Final = [
    json.loads(line)["text"]
    for line in (ROOT / "tests" / "data" / "drafts.jsonl").read_text(encoding="utf-8").splitlines()[:40]
]
BETWEEN: Final = st.sampled_from(
    [" ", "\n", "\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n* * *\n\n", "\n- ", "\n\u2029\n"]
)
STORIES: Final = st.lists(st.tuples(st.sampled_from([*DRAFTS, "It rained.", "“Why?"]), BETWEEN), max_size=25)


@pytest.fixture(scope="module")
def checker(shipped: FactFile) -> Checker:
    return Checker.build(shipped, fact_index(shipped))


def ignored(_: int) -> None:
    """Nobody looks at how far it is."""


@settings(max_examples=40)
@given(pieces=STORIES)
def test_part_by_part_it_finds_what_it_finds_at_once(checker: Checker, pieces: list[tuple[str, str]]) -> None:
    story = "Story. " + "".join(words + between for words, between in pieces)
    whole = check(story, checker, TODAY, limit=MAX_STORY)
    assert check_story(story, checker, TODAY, ignored) == whole


@pytest.mark.parametrize("text", ["It rained.", "\n\n It rained.\n\n\n", "* * *", "…\n\n…"])
def test_a_lone_sentence_stays_a_problem_where_nothing_is_on_file(checker: Checker, text: str) -> None:
    found = check_story(text, checker, TODAY, ignored)
    assert found == check(text, checker, TODAY)
    assert [each.kind for each in found.problems] == ["unsupported"]


def test_it_says_how_far_it_is_and_ends_where_the_words_end(checker: Checker) -> None:
    said: list[int] = []
    story = "\n\n".join(DRAFTS)
    check_story(story + "\n\n\n", checker, TODAY, said.append)
    assert said == sorted(set(said))
    assert len(said) > 2
    assert said[-1] == len(story)


def test_blank_lines_cost_nothing(checker: Checker) -> None:
    story = "\n" * 400_000 + "It rained." + " \n" * 200_000 + "It snowed." + "\n" * 100_000
    assert len(check_story(story, checker, TODAY, ignored).sentences) == 2


@pytest.mark.parametrize(("text", "said"), [(" \n\n ", "nothing to check"), ("x" * 1_000_001, "1,000,001")])
def test_an_empty_story_and_one_too_long_are_refused(checker: Checker, text: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        check_story(text, checker, TODAY, ignored)
