"""The mathematics of fitting, on made-up data whose answer is known."""

from __future__ import annotations

from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.fitting import listwise, logistic

Reals = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Lists = list[tuple[Reals, Mask]]
SEED = 11
TRUE = np.array([-0.5, 2.0, -1.5, 0.0])


def lists_of(count: int, separating: int, features: int = 4, lines: int = 6) -> Lists:
    """Lists of random lines, of which the one that is highest in a feature is right."""
    choose = np.random.default_rng(SEED)
    made = []
    for _ in range(count):
        matrix = choose.random((lines, features))
        made.append((matrix, matrix[:, separating] == matrix[:, separating].max()))
    return made


def right_first(lists: Lists, weights: Reals) -> float:
    """The share of lists whose best line by these weights is right."""
    return float(np.mean([mask[np.argmax(matrix @ weights)] for matrix, mask in lists]))


def loss(lists: Lists, share: Reals, ridge: float, weights: Reals) -> float:
    """What `listwise` minimises, list by list as its docstring has it."""
    total = ridge * float(weights @ weights) / 2
    for (matrix, mask), counts in zip(lists, share / share.sum(), strict=True):
        odds = np.exp(matrix @ weights)
        total -= float(counts * np.log(odds[mask].sum() / odds.sum()))
    return total


def judged(count: int, true: Reals = TRUE) -> tuple[Reals, Mask]:
    """Terms with a constant first, and outcomes drawn with the probability that `true` gives."""
    choose = np.random.default_rng(SEED)
    terms = np.hstack((np.ones((count, 1)), choose.normal(size=(count, len(true) - 1))))
    return terms, choose.random(count) < 1 / (1 + np.exp(-(terms @ true)))


@pytest.mark.parametrize("separating", range(4))
def test_the_feature_that_tells_right_from_wrong_gets_the_weight(separating: int) -> None:
    lists = lists_of(200, separating)
    weights = listwise(lists, np.ones(200), 1e-3)
    others = np.delete(weights, separating)
    assert weights[separating] > 10 * np.abs(others).max()
    assert right_first(lists, weights) > 0.95


def test_a_feature_that_speaks_against_a_line_gets_a_weight_below_zero() -> None:
    lists = [(-matrix, mask) for matrix, mask in lists_of(100, 0)]
    assert listwise(lists, np.ones(100), 1e-3)[0] < 0


def test_several_right_lines_share_the_odds() -> None:
    matrix = np.array([[1.0], [1.0], [0.0]])
    (weight,) = listwise([(matrix, np.array([True, True, False]))], np.ones(1), 0.1)
    # At the minimum the wrong line's odds, 1 in 1 + 2e, times its distance is what the ridge takes.
    assert 1 / (1 + 2 * np.exp(weight)) == pytest.approx(0.1 * weight, rel=1e-4)


def test_the_weights_found_are_the_lowest_point() -> None:
    lists, share = lists_of(40, 1), np.linspace(1, 3, 40)
    weights = listwise(lists, share, 0.01)
    lowest = loss(lists, share, 0.01, weights)
    for step in (0.05, -0.05):
        for n in range(len(weights)):
            moved = weights + step * np.eye(len(weights))[n]
            assert loss(lists, share, 0.01, moved) > lowest


def test_more_ridge_gives_smaller_weights() -> None:
    lists = lists_of(50, 2)
    sizes = [np.linalg.norm(listwise(lists, np.ones(50), ridge)) for ridge in (0.001, 0.01, 0.1, 1.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_lists_that_count_more_decide() -> None:
    first, second = lists_of(50, 0), lists_of(50, 1)
    share = np.r_[np.full(50, 99.0), np.ones(50)]
    weights = listwise([*first, *second], share, 1e-3)
    assert weights[0] > weights[1]
    assert listwise([*first, *second], share[::-1], 1e-3)[1] > weights[1]


def test_only_the_ratio_of_the_shares_counts() -> None:
    lists = lists_of(20, 0)
    assert listwise(lists, np.full(20, 7.0), 0.01) == pytest.approx(listwise(lists, np.ones(20), 0.01))


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_lists_and_of_their_lines_changes_no_weight(order: Random) -> None:
    lists = lists_of(20, 1)
    share = np.linspace(1, 2, 20)
    places = list(range(20))
    order.shuffle(places)
    turned = []
    for n in places:
        matrix, mask = lists[n]
        lines = list(range(len(mask)))
        order.shuffle(lines)
        turned.append((matrix[lines], mask[lines]))
    expected = listwise(lists, share, 0.01)
    assert listwise(turned, share[places], 0.01) == pytest.approx(expected, abs=1e-4)


def test_lists_may_be_of_different_lengths() -> None:
    lists = [(matrix[: 2 + n % 5], mask) for n, (matrix, mask) in enumerate(lists_of(60, 0))]
    cut = [(matrix, matrix[:, 0] == matrix[:, 0].max()) for matrix, _ in lists]
    assert right_first(cut, listwise(cut, np.ones(60), 1e-3)) > 0.9


def test_logistic_finds_the_coefficients_that_made_the_data() -> None:
    terms, right = judged(40_000)
    assert logistic(terms, right, np.ones(len(right)), 1e-9) == pytest.approx(TRUE, abs=0.06)


def test_at_the_solution_expected_and_observed_agree_in_every_term() -> None:
    terms, right = judged(2_000)
    expected = 1 / (1 + np.exp(-(terms @ logistic(terms, right, np.ones(2_000), 1e-9))))
    assert terms.T @ expected == pytest.approx(terms.T @ right, abs=1e-3)


def test_the_constant_bears_no_ridge() -> None:
    terms, right = judged(2_000)
    constant, *others = logistic(terms, right, np.ones(2_000), 1e6).tolist()
    share = right.mean()
    assert constant == pytest.approx(np.log(share / (1 - share)), abs=1e-3)
    assert others == pytest.approx([0, 0, 0], abs=1e-3)


def test_a_case_that_counts_twice_is_two_cases() -> None:
    terms, right = judged(500)
    share = np.ones(500)
    share[:100] = 2
    twice = logistic(np.vstack((terms, terms[:100])), np.r_[right, right[:100]], np.ones(600), 0.01)
    assert logistic(terms, right, share, 0.01) == pytest.approx(twice)


def test_data_that_one_term_separates_gets_coefficients_that_the_ridge_holds() -> None:
    terms = np.array([[1.0, -2], [1, -1], [1, 1], [1, 2]])
    constant, slope = logistic(terms, terms[:, 1] > 0, np.ones(4), 0.01).tolist()
    assert constant == pytest.approx(0, abs=1e-6)
    assert 1 < slope < 10


@settings(max_examples=15)
@given(st.permutations(range(200)))
def test_the_order_of_cases_changes_no_coefficient(order: list[int]) -> None:
    terms, right = judged(200)
    share = np.linspace(1, 2, 200)
    expected = logistic(terms, right, share, 0.01)
    assert logistic(terms[order], right[order], share[order], 0.01) == pytest.approx(expected, abs=1e-6)
