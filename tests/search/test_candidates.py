"""Candidates: few enough however many entries there are, and never without the entry that has all words."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import Document, Index
from bot.search.candidates import MOST, MOST_PLACES, SHORTLIST, Candidates, candidates
from bot.search.question import Question
from tests.search.made import FEW, NEWS, STRANGE, documents, index_of, phrases, titled

ENTRIES = 3_000
RARE = tuple(f"q{letter}zva" for letter in "bcdfghjklmnprstw")
"""Of these every entry has three, so that each stands in more entries than may be candidates."""
EVERYWHERE = tuple(f"ubiq{letter}" for letter in "bcdfghjklmnprstvwz") + tuple(
    f"omni{letter}" for letter in "bcdfghjklmnprstvwz"
)
"""Of these every entry has all but one: together they stand at more places than are gone through."""


def titles() -> list[str]:
    three = list(combinations(RARE, 3))
    return [
        " ".join((*three[n % len(three)], *(word for m, word in enumerate(EVERYWHERE) if m != n % 31)))
        for n in range(ENTRIES)
    ]


TITLES = titles()
LARGE = Index.build(titled(*TITLES))


def asked(text: str, index: Index = LARGE) -> tuple[Question, Candidates]:
    question = Question.read(text, index.lexicon, index.numbers, index.tables)
    return question, candidates(question, index.tables, index.rows.entries)


def places(question: Question, index: Index = LARGE) -> int:
    return int(np.diff(index.tables.first)[question.key].sum())


@pytest.mark.parametrize("everywhere", [0, 10, len(EVERYWHERE)])
@pytest.mark.parametrize("entry", [0, 1, 559, 1_234, ENTRIES - 1])
def test_the_entry_that_has_all_words_is_among_the_candidates(entry: int, everywhere: int) -> None:
    text = " ".join(TITLES[entry].split()[: 3 + everywhere])
    question, found = asked(text)
    assert (places(question) > MOST_PLACES) is (everywhere == len(EVERYWHERE))
    assert entry in found.entry
    assert len(found.entry) == MOST


@settings(max_examples=30)
@given(st.integers(0, ENTRIES - 1), st.randoms(use_true_random=False), st.sampled_from(("", " who was it")))
def test_it_is_among_them_in_whatever_order_its_words_are_asked(entry: int, order: Random, more: str) -> None:
    text = TITLES[entry].split()
    order.shuffle(text)
    _, found = asked(" ".join(text) + more)
    assert entry in found.entry
    assert len(found.entry) <= MOST


def test_common_words_left_over_still_judge_the_entries_that_the_rare_ones_reach() -> None:
    wanted = 7
    text = " ".join((RARE[0], *(word for word in TITLES[wanted].split() if word in EVERYWHERE)))
    question, found = asked(text)
    assert places(question) > MOST_PLACES
    share = dict(zip(found.entry.tolist(), found.sums[0].tolist(), strict=True))
    assert share[wanted] == pytest.approx(float(LARGE.rows.weight[wanted]))


def test_a_question_of_common_words_alone_is_gone_through_once_whatever_they_are() -> None:
    question, found = asked(" ".join(EVERYWHERE))
    assert places(question) > MOST_PLACES
    assert len(found.entry) == MOST < SHORTLIST


def test_a_single_word_that_stands_everywhere_gives_as_many_as_may_be() -> None:
    index = index_of(*(["quokka"] * (MOST + 1)))
    _, found = asked("quokka", index)
    assert len(found.entry) == MOST
    _, all_of_them = asked("quokka", index_of(*(["quokka"] * MOST)))
    assert all_of_them.entry.tolist() == list(range(MOST))


def test_an_entry_reached_by_two_ways_counts_the_better_one_and_once() -> None:
    index = index_of("numbat", "bilby", "numbat bilby", synonyms=(("numbat", "bilby"),))
    question, found = asked("numbat", index)
    assert len(question.key) == 2
    worth = dict(zip(found.entry.tolist(), found.sums[0].tolist(), strict=True))
    assert worth == pytest.approx({0: 1.0, 1: 0.85, 2: 1.0})


def by_hand(question: Question, index: Index) -> dict[int, list[float]]:
    """Each entry's sums, unit by unit: for each the best of its keys."""
    tables, sums = index.tables, {}
    for entry in range(index.rows.entries):
        total = [0.0] * 4
        reached = False
        for unit, rarity in enumerate(question.rarity.tolist()):
            best = [0.0] * 4
            for key, of, quality in zip(
                question.key.tolist(), question.unit.tolist(), question.quality.tolist(), strict=True
            ):
                at = tables.entry[tables.first[key] : tables.first[key + 1]].tolist()
                if of == unit and entry in at:
                    reached = True
                    held = tables.hold[:, tables.first[key] + at.index(entry)].tolist()
                    best = [max(one, quality * other) for one, other in zip(best, held, strict=True)]
            total = [one + rarity * other for one, other in zip(total, best, strict=True)]
        if reached:
            sums[entry] = [value / float(question.rarity.sum()) for value in total]
    return sums


@FEW
@given(documents((*NEWS, *STRANGE), most=6), phrases((*NEWS, *STRANGE, "fery", "perished", "mayors"), most=8))
def test_sums_are_what_going_through_every_entry_gives(made: tuple[Document, ...], text: str) -> None:
    index = Index.build(made, (("killed", "perished"), ("quokka", "ferry")))
    question, found = asked(text, index)
    expected = by_hand(question, index)
    assert found.entry.tolist() == sorted(expected)
    for entry, sums in zip(found.entry.tolist(), found.sums.T.tolist(), strict=True):
        assert sums == pytest.approx(expected[entry], abs=1e-5)
        assert all(0 <= value <= 1 + 1e-5 for value in sums)
