"""Ranking: candidates in order, and the grounds for each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Name
from bot.search import Document, Index
from bot.search.confidence import Grounds
from bot.search.features import FEATURES, Evidence
from bot.search.question import Question
from bot.search.ranking import NEAREST_GAPS, WEIGHTS, Ranking, grounds, measures, ranked, weights
from tests.search.made import FEW, NEWS, STRANGE, documents, index_of, phrases, titled

INDEX = index_of("quokka numbat", "quokka", "dugong potoroo")


def ranking_of(text: str, index: Index = INDEX) -> Ranking:
    ranking = index.ranking(text)
    assert ranking is not None
    return ranking


def grounds_of(text: str, wanted: str, index: Index = INDEX) -> Grounds:
    ranking = ranking_of(text, index)
    (line,) = (n for n, entry in enumerate(ranking.evidence.entry) if index.rows.ids[entry] == wanted)
    return index.grounds(line, ranking)


def evidence(lines: list[list[float]]) -> Evidence:
    """Made-up features of as many entries as there are lines."""
    features = np.zeros((len(lines), len(FEATURES)), np.float32)
    for n, line in enumerate(lines):
        features[n, : len(line)] = line
    return Evidence(np.arange(len(lines)), features, np.zeros((len(lines), 1), np.float32))


def question(text: str = "quokka") -> Question:
    return Question.read(text, INDEX.lexicon, INDEX.numbers, INDEX.tables)


def test_every_feature_has_two_weights_that_speak_for_an_entry() -> None:
    assert set(WEIGHTS) == set(FEATURES)
    assert all(weight >= 0 for pair in WEIGHTS.values() for weight in pair)
    assert len(weights()) == 2 * len(FEATURES)


def test_weights_stand_in_the_order_of_the_measures() -> None:
    for n, name in enumerate(FEATURES):
        assert weights()[[n, n + len(FEATURES)]].tolist() == pytest.approx(WEIGHTS[name])


def test_a_feature_is_measured_as_it_is_and_beside_the_best_of_all() -> None:
    found = measures(evidence([[0.5, 0.2], [0.25, 0.0]]))
    count = len(FEATURES)
    assert found.shape == (2, 2 * count)
    assert found[:, [0, count, 1, count + 1]].tolist() == [
        pytest.approx([0.5, 1, 0.2, 1]),
        pytest.approx([0.25, 0.5, 0, 0]),
    ]
    assert not found[:, 2:count].any()


def test_the_order_is_that_of_the_weighed_features() -> None:
    weigh = np.zeros(2 * len(FEATURES), np.float32)
    weigh[1] = 1
    found = ranked(question(), evidence([[0.9, 0.1], [0.0, 0.3], [0.0, 0.2]]), weigh)
    assert found.order.tolist() == [1, 2, 0]
    odds = np.exp([0.1, 0.3, 0.2])
    assert found.share.tolist() == pytest.approx(odds / odds.sum())


def test_alike_ones_stay_in_the_order_of_the_documents_and_share_the_odds() -> None:
    found = ranked(question(), evidence([[0.3]] * 4), weights())
    assert found.order.tolist() == [0, 1, 2, 3]
    assert found.share.tolist() == pytest.approx([0.25] * 4)


@FEW
@given(documents((*NEWS, *STRANGE)), phrases((*NEWS, *STRANGE, "fery")))
def test_shares_are_of_one_whole_and_fall_with_the_order(made: tuple[Document, ...], text: str) -> None:
    ranking = Index.build(made).ranking(text)
    if ranking is None:
        return
    assert sorted(ranking.order.tolist()) == list(range(len(ranking.evidence.entry)))
    shares = ranking.share[ranking.order].tolist()
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=1e-5)


@FEW
@given(
    documents((*NEWS, *STRANGE)),
    documents((*NEWS, *STRANGE), most=2),
    phrases((*NEWS, *STRANGE, "fery")) | st.text(max_size=30),
)
def test_all_grounds_are_within_their_ranges(
    made: tuple[Document, ...], gaps: tuple[Document, ...], text: str
) -> None:
    index = Index.build(made, gaps=gaps)
    ranking = index.ranking(text)
    for line in range(len(ranking.evidence.entry)) if ranking else ():
        assert ranking
        found = index.grounds(line, ranking)
        assert found.words >= 0
        assert found.charted == bool(gaps)
        assert all(-1 - 1e-5 <= term <= 1 + 1e-5 for term in found.terms())


def test_a_rival_is_another_entry_and_never_the_entry_itself() -> None:
    assert grounds_of("dugong", "2").rival == 0
    assert grounds_of("quokka numbat", "1").rival == pytest.approx(1)
    quokka, numbat = (INDEX.tables.rarity[INDEX.numbers[word]] for word in ("quokka", "numbat"))
    assert grounds_of("quokka numbat", "0").rival == pytest.approx(
        float(quokka / (quokka + numbat)), abs=1e-5
    )


def test_a_match_is_of_the_question_and_of_a_row() -> None:
    quokka, numbat = (float(INDEX.tables.rarity[INDEX.numbers[word]]) for word in ("quokka", "numbat"))
    assert grounds_of("quokka numbat", "0").match == pytest.approx(1)
    assert grounds_of("quokka", "0").match == pytest.approx(quokka / (quokka + numbat), abs=1e-5)
    assert grounds_of("quokka numbat", "1").match == pytest.approx(quokka / (quokka + numbat), abs=1e-5)


def test_a_lead_is_over_the_likeliest_other() -> None:
    ranking = ranking_of("quokka numbat")
    first, second = ranking.share[ranking.order].tolist()
    assert grounds_of("quokka numbat", "0").lead == pytest.approx(first - second)
    assert grounds_of("quokka numbat", "1").lead == pytest.approx(second - first)
    assert grounds_of("dugong", "2").lead == pytest.approx(1)
    assert grounds_of("quokka", "0", index_of("quokka", "quokka")).lead == 0


def test_pairs_lead_over_the_best_other() -> None:
    assert grounds_of("quokka numbat", "0").pairs_lead == 1
    assert grounds_of("quokka numbat", "1").pairs_lead == -1
    assert grounds_of("quokka", "0").pairs_lead == 0


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("quokka numbat", 0),
        ("quokka wombat", 0.5),
        ("wombat bandicoot quokka", 2 / 3),
        ("what was the quokka said to be", 0),
    ],
    ids=["none", "one of two", "two of three", "words to ask with count for nothing"],
)
def test_missed_is_the_share_of_content_words_that_an_entry_does_not_say(text: str, missed: float) -> None:
    assert grounds_of(text, "0").missed == pytest.approx(missed, abs=1e-5)


KIM = Name(kind="person", name="Quokka Numbat")
DUGONG = Name(kind="person", name="Dugong")
NAMED = Index.build(titled("quokka numbat resigned", "dugong resigned"), names=(KIM, DUGONG))


def test_a_name_of_two_words_is_missed_as_one_word() -> None:
    assert grounds_of("quokka numbat resigned", "1", NAMED).missed == pytest.approx(0.5, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "entry", "other"),
    [("dugong resigned", "0", 1), ("dugong resigned", "1", 0), ("resigned potoroo", "0", 0)],
    ids=["another's", "its own", "nobody that is known"],
)
def test_another_name_is_one_that_the_entry_does_not_say(text: str, entry: str, other: int) -> None:
    assert grounds_of(text, entry, NAMED).other_name == other


def test_words_are_those_of_more_than_grammar() -> None:
    assert grounds_of("the quokka and a numbat said to have resigned", "0").words == 3


CHARTED = Index.build(
    titled("quokka numbat", "quokka"), gaps=(Document("burrow", {"asked_as": ("quokka burrow",)}),)
)


def test_a_gap_is_near_by_how_far_its_phrase_is_asked() -> None:
    assert grounds_of("how deep is the quokka burrow", "0", CHARTED).gap == pytest.approx(1)
    assert 0 < grounds_of("quokka numbat", "0", CHARTED).gap < 0.6
    assert grounds_of("numbat", "0", CHARTED).gap == 0


def test_a_gap_does_not_speak_against_itself() -> None:
    assert grounds_of("quokka burrow", "burrow", CHARTED).gap == 0


def test_an_index_knows_whether_its_gaps_are_charted() -> None:
    assert grounds_of("quokka", "0", CHARTED).charted == 1
    assert grounds_of("quokka", "0").charted == 0


def test_only_gaps_near_the_front_are_looked_at() -> None:
    nearer = [[0.9, 0, 0, 0, 0.9]] * NEAREST_GAPS
    cover = FEATURES.index("row_cover")
    far = [0.0] * len(FEATURES)
    far[cover] = 1.0
    weigh = np.zeros(2 * len(FEATURES), np.float32)
    weigh[0] = 1
    lines = evidence([*nearer, far])
    behind = grounds(0, ranked(question(), lines, weigh), answers=len(nearer), entries=len(lines.entry))
    assert behind.gap == 0
    nearest = evidence([*nearer[1:], far])
    among = grounds(0, ranked(question(), nearest, weigh), answers=NEAREST_GAPS - 1, entries=NEAREST_GAPS)
    assert among.gap == 1
