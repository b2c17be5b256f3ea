"""The ten features, each against a case that can be worked out by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Name
from bot.search import Document, Index
from bot.search.features import ASKED, COVERED, FEATURES, SUPPORTING, Evidence
from bot.search.hits import ranges
from bot.search.lexicon import SAME_STEM
from bot.search.question import Question
from bot.search.tables import K1, LEAST_LENGTH, SATURATION, B
from tests.search.made import FEW, NEWS, STRANGE, documents, index_of, phrases


def compared(text: str, index: Index) -> tuple[Question, Evidence]:
    found = index.compared(text)
    assert found is not None
    return found


def values(name: str, text: str, index: Index) -> dict[str, float]:
    """One feature of every candidate, by the candidate's id."""
    _, evidence = compared(text, index)
    column = evidence.features[:, FEATURES.index(name)].tolist()
    return {index.rows.ids[entry]: value for entry, value in zip(evidence.entry, column, strict=True)}


def rarity(word: str, index: Index) -> float:
    return float(index.tables.rarity[index.numbers[word]])


def about(expected: dict[str, float]) -> object:
    return pytest.approx(expected, abs=1e-5)


THREE = index_of("quokka numbat", "quokka", "dugong potoroo")
"""Ids 0, 1 and 2; a question of quokka and numbat reaches the first two."""


def test_cover_is_the_share_of_the_questions_rarity_that_an_entry_has() -> None:
    quokka, numbat = rarity("quokka", THREE), rarity("numbat", THREE)
    assert values("cover", "quokka numbat", THREE) == about({"0": 1, "1": quokka / (quokka + numbat)})


def test_cover_counts_a_word_of_grammar_by_its_rarity_as_well() -> None:
    index = index_of("quokka", "the numbat", "the bilby")
    quokka, the = rarity("quokka", index), rarity("the", index)
    assert values("cover", "the quokka", index)["0"] == pytest.approx(quokka / (quokka + the), abs=1e-5)


def test_cover_is_lowered_by_a_word_that_nothing_has_as_by_the_rarest() -> None:
    quokka = rarity("quokka", THREE)
    found = values("cover", "quokka wombat", THREE)
    assert found["1"] == pytest.approx(quokka / (quokka + THREE.tables.rarest), abs=1e-5)


def test_cover_is_the_worth_of_the_best_row() -> None:
    index = Index.build((Document("0", {"said_by": "quokka", "printed": "quokka"}), Document("1", {})))
    assert values("cover", "quokka", index) == about({"0": 0.7})


def test_amount_grows_with_what_is_said_beside_the_entries_length() -> None:
    index = index_of("quokka quokka quokka numbat", "quokka", "")
    mean = (4 + 1 + 0) / 3
    first = 3 / (3 + SATURATION * 4 / mean)
    second = 1 / (1 + SATURATION * max(1 / mean, LEAST_LENGTH))
    assert values("amount", "quokka", index) == about({"0": first, "1": second})


def test_own_is_an_entrys_share_of_all_that_is_said_of_a_word() -> None:
    # Half of the first entry's words and all of the second's: a third and two thirds of what is said.
    found = values("own", "quokka", index_of("quokka numbat", "quokka", "bilby"))
    assert found == about({"0": log(1 + 1 / 3 * 3) / log(4), "1": log(1 + 2 / 3 * 3) / log(4)})


def test_own_is_1_for_a_word_of_a_single_entry() -> None:
    assert values("own", "numbat", THREE) == about({"0": 1})


def test_frequency_is_bm25s() -> None:
    index = index_of("quokka quokka numbat", "quokka")
    lengths = {"0": 3 / 2, "1": 1 / 2}
    expected = {id_: times / (times + K1 * (1 - B + B * lengths[id_])) for id_, times in (("0", 2), ("1", 1))}
    assert values("frequency", "quokka", index) == about(expected)


def test_row_is_the_share_of_the_question_that_one_row_alone_has() -> None:
    scattered = Index.build(
        (
            Document("together", {"asked_as": ("quokka numbat",)}),
            Document("apart", {"asked_as": ("quokka", "numbat")}),
            Document("other", {"title": "bilby"}),
        )
    )
    found = values("row", "quokka numbat", scattered)
    assert found == about({"together": 1, "apart": 0.5})
    assert values("cover", "quokka numbat", scattered) == about({"together": 1, "apart": 1})


def test_row_is_worth_less_in_a_passage() -> None:
    index = Index.build((Document("0", {"printed": "quokka numbat"}), Document("1", {"title": "bilby"})))
    assert values("row", "quokka numbat", index) == about({"0": 0.7})


def test_row_cover_is_the_share_of_a_row_that_the_question_has() -> None:
    quokka, numbat = rarity("quokka", THREE), rarity("numbat", THREE)
    found = values("row_cover", "quokka", THREE)
    assert found == about({"0": quokka / (quokka + numbat), "1": 1})


def test_row_cover_takes_a_row_by_its_worth() -> None:
    index = Index.build((Document("0", {"claim": "quokka"}), Document("1", {"title": "bilby"})))
    assert values("row_cover", "quokka", index) == about({"0": 0.9})


def test_row_cover_counts_grammar_little() -> None:
    index = index_of("the quokka", "bilby")
    found = values("row_cover", "quokka", index)["0"]
    assert found == pytest.approx(1 / 1.2, abs=1e-5)


def test_second_is_the_likeness_of_the_second_best_row() -> None:
    index = Index.build(
        (
            Document("two", {"asked_as": ("quokka numbat", "quokka")}),
            Document("one", {"asked_as": ("quokka numbat", "bilby")}),
        )
    )
    quokka, numbat = rarity("quokka", index), rarity("numbat", index)
    likeness = (quokka / (quokka + numbat)) ** ASKED * 1**COVERED
    assert values("second", "quokka numbat", index) == about({"two": likeness, "one": 0})


def test_second_is_the_second_best_of_any_number_in_any_order() -> None:
    rows = ("quokka bilby dugong", "quokka", "quokka numbat bilby", "quokka numbat")
    index = Index.build((Document("0", {"asked_as": rows}), Document("1", {"title": "potoroo"})))
    quokka, numbat, bilby = (rarity(word, index) for word in ("quokka", "numbat", "bilbi"))
    likeness = ((quokka + numbat) / (quokka + numbat + bilby)) ** COVERED
    assert values("second", "quokka numbat", index) == about({"0": likeness})


def test_pairs_are_neighbours_that_stand_together() -> None:
    index = index_of("quokka numbat bilby", "quokka bilby numbat", "bilby dugong numbat quokka")
    # Each of the question's two pairs stands in one entry of the three: they count the same.
    found = values("pairs", "quokka numbat bilby", index)
    assert found == about({"0": 1, "1": 0, "2": 0})


def test_a_pair_that_fewer_have_counts_more() -> None:
    index = index_of("quokka numbat", "quokka numbat", "numbat bilby")
    often, seldom = log((3 + 1) / (2 + 0.5)), log((3 + 1) / (1 + 0.5))
    found = values("pairs", "quokka numbat bilby", index)
    often, seldom = often / (often + seldom), seldom / (often + seldom)
    assert found == about({"0": often, "1": often, "2": seldom})


def test_a_pair_does_not_stand_across_two_rows() -> None:
    index = Index.build(
        (Document("0", {"asked_as": ("quokka", "numbat")}), Document("1", {"title": "bilby"}))
    )
    assert values("pairs", "quokka numbat", index) == about({"0": 0})


def test_one_word_has_no_pair() -> None:
    assert values("pairs", "quokka", THREE) == about({"0": 0, "1": 0})


def test_letters_are_those_of_the_best_row() -> None:
    index = index_of("quokkas numbat", "numbat", "bilby")
    found = values("letters", "Numbat quokka", index)
    assert found["1"] == 1
    assert 0.9 < found["0"] < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quokka numbat", 1),
        ("Quokka, numbat?", 1),
        ("quokkas numbat", 1),
        ("numbat", 0),
        ("quokka numbat bilby", 0),
        ("qoukka numbat", 1),
        ("qoukak nmubta", 0),
    ],
    ids=["the row itself", "case and stops", "a stem", "less", "more", "a sure slip", "two slips"],
)
def test_exact_is_1_where_a_row_is_the_question(text: str, expected: int) -> None:
    assert values("exact", text, THREE)["0"] == expected


def test_own_rows_tell_which_words_an_entry_says_itself_and_not_in_a_passage() -> None:
    index = Index.build(
        (Document("0", {"title": "quokka", "printed": "numbat", "claim": "bilbies"}), Document("1", {}))
    )
    assert index.rows.weight[1] <= SUPPORTING < index.rows.weight[2]
    _, evidence = compared("quokka numbat bilby dugong", index)
    assert evidence.own.tolist() == [pytest.approx([1, 0, SAME_STEM, 0])]


def test_a_group_counts_where_its_words_stand_and_once() -> None:
    index = index_of("numbat", "bilby", "dugong", synonyms=(("numbat", "bilby"), ("bilby", "numbat")))
    assert values("row", "numbat", index) == about({"0": 1, "1": 0.85})
    assert values("row_cover", "numbat", index) == about({"0": 1, "1": 0.85})


NAMES = (Name(kind="person", name="Quokka Numbat", short="Numbat", misspelt=("Kuokka Nambat",)),)
VOCABULARY = (*NEWS, *STRANGE, "nambat", "fery", "harb", "deaths")


@FEW
@given(documents(VOCABULARY, most=6), phrases(VOCABULARY, most=12) | st.text(max_size=60))
def test_every_feature_is_within_0_and_1(made: tuple[Document, ...], text: str) -> None:
    found = Index.build(made, (("killed", "died"),), NAMES).compared(text)
    if found is None:
        return
    question, evidence = found
    near = 1e-5
    assert evidence.features.shape == (len(evidence.entry), len(FEATURES))
    assert evidence.own.shape == (len(evidence.entry), len(question.units))
    for figures in (evidence.features, evidence.own):
        assert ((figures >= 0) & (figures <= 1 + near)).all()


@FEW
@given(documents(VOCABULARY, most=6), phrases(VOCABULARY))
def test_what_one_row_has_is_never_more_than_what_the_whole_entry_has(
    made: tuple[Document, ...], text: str
) -> None:
    found = Index.build(made).compared(text)
    if found:
        features = found[1].features
        row, cover = (features[:, FEATURES.index(name)] for name in ("row", "cover"))
        assert (row <= cover + 1e-5).all()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=8))
def test_ranges_are_all_numbers_of_each_run_one_after_the_other(runs: list[tuple[int, int]]) -> None:
    start = np.array([first for first, _ in runs], np.int64)
    end = np.array([first + length for first, length in runs], np.int64)
    expected = [number for first, length in runs for number in range(first, first + length)]
    assert ranges(start, end).tolist() == expected
