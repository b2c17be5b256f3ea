"""A question as the index sees it: units, their weights, and the keys that they reach."""

from __future__ import annotations

import pytest

from bot.search.english import FUNCTION
from bot.search.question import LONGEST_QUESTION, MOST_UNITS, Question
from tests.search.made import index_of

INDEX = index_of("quokka numbat", "quokka of the land", "the dugong", "said", synonyms=(("numbat", "bilby"),))


def read(text: str) -> Question:
    return Question.read(text, INDEX.lexicon, INDEX.numbers, INDEX.tables)


def rarity(word: str) -> float:
    return float(INDEX.tables.rarity[INDEX.numbers[word]])


def test_a_word_is_as_rare_as_in_the_file_and_weighs_that_by_its_kind() -> None:
    question = read("the quokka")
    assert question.rarity.tolist() == pytest.approx([rarity("the"), rarity("quokka")])
    assert question.weight.tolist() == pytest.approx([FUNCTION * rarity("the"), rarity("quokka")])


@pytest.mark.parametrize(
    ("word", "share"),
    [("wombat", 1.0), ("whom", FUNCTION), ("under", FUNCTION)],
    ids=["content", "to ask with", "grammar"],
)
def test_a_word_that_is_nowhere_is_as_rare_as_any_if_it_is_of_content(word: str, share: float) -> None:
    assert read(f"quokka {word}").rarity[1] == pytest.approx(share * INDEX.tables.rarest)


def test_a_word_that_stands_there_thrice_counts_a_third_each_time() -> None:
    question = read("quokka numbat quokka quokka")
    assert question.rarity[[0, 2, 3]].sum() == pytest.approx(rarity("quokka"))
    assert question.rarity[1] == pytest.approx(rarity("numbat"))


def test_only_keys_that_stand_somewhere_are_reached_each_with_its_unit_and_quality() -> None:
    question = read("bilby wombat quokka")
    reached = zip(question.key.tolist(), question.unit.tolist(), question.quality.tolist(), strict=True)
    assert [(INDEX.rows.keys[key], unit, round(quality, 4)) for key, unit, quality in reached] == [
        ("=0", 0, 0.85),
        ("quokka", 2, 1.0),
    ]


@pytest.mark.parametrize(
    ("text", "empty"),
    [("", True), ("the", True), ("of the", True), ("wombat", True), ("the dugong", False), ("said", False)],
)
def test_a_question_is_empty_that_has_grammar_alone_or_reaches_nothing(text: str, *, empty: bool) -> None:
    assert read(text).empty is empty


def test_a_long_question_is_compared_by_its_rarest_words_in_their_order() -> None:
    strange = " ".join(f"q{letter}{other}zz" for letter in "bcdfghj" for other in "bcdfghj")
    question = read(f"quokka {strange} numbat")
    assert len(question.units) == MOST_UNITS
    # What is nowhere is rarer than what is on file in two entries.
    assert question.units[0].surface == "qbbzz"


def test_a_word_repeated_without_end_is_compared_once() -> None:
    assert [unit.surface for unit in read("quokka " * 100 + "numbat").units] == ["quokka", "numbat"]


def test_an_endless_question_is_read_up_to_a_limit() -> None:
    assert read("?" * (LONGEST_QUESTION - 6) + "quokka").key.size == 1
    assert read("?" * LONGEST_QUESTION + "quokka").empty


def test_its_length_is_of_words_that_are_more_than_grammar() -> None:
    assert read("the quokka of the wombat").length == 2
