"""The mathematics of fitting: weights that put right entries first, and confidence that is a probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
STEPS, SMALL = 40, 1e-9


def listwise(lists: Sequence[tuple[Reals, npt.NDArray[np.bool_]]], share: Reals, ridge: float) -> Reals:
    """Weights under which the right lines of each list have the most of its odds.

    A list is a matrix, a line a candidate, and which lines are right; `share` is what each list counts.
    Minimises the sum over lists of -log(odds of the right ones / odds of all), plus `ridge` times the squared
    weights by half, with Newton's method on the convex part and halved steps.
    """
    lines = np.vstack([matrix for matrix, _ in lists])
    right = np.concatenate([mask for _, mask in lists])
    sizes = np.array([len(mask) for _, mask in lists])
    start = np.r_[0, np.cumsum(sizes)[:-1]]
    of = np.repeat(np.arange(len(lists)), sizes)
    share = share / share.sum()

    def odds(weights: Reals) -> tuple[Reals, Reals, float]:
        score = lines @ weights
        each = np.exp(score - np.maximum.reduceat(score, start)[of])
        every, good = np.add.reduceat(each, start), np.add.reduceat(each * right, start)
        loss = float(share @ (np.log(every) - np.log(good + SMALL)) + ridge * weights @ weights / 2)
        return each / every[of], each * right / (good + SMALL)[of], loss

    weights = np.zeros(lines.shape[1])
    every, good, loss = odds(weights)
    for _ in range(STEPS):
        gradient = lines.T @ ((every - good) * share[of]) + ridge * weights
        means = np.add.reduceat(lines * every[:, None], start, axis=0)
        hessian = (lines * (every * share[of])[:, None]).T @ lines - (means * share[:, None]).T @ means
        step = np.linalg.solve(hessian + ridge * np.eye(len(weights)), gradient)
        scale = 1.0
        while scale > SMALL and odds(weights - scale * step)[2] > loss:
            scale /= 2
        weights = weights - scale * step
        every, good, after = odds(weights)
        if loss - after < SMALL:
            break
        loss = after
    return weights


def logistic(terms: Reals, right: npt.NDArray[np.bool_], share: Reals, ridge: float) -> Reals:
    """Coefficients of a logistic regression, the first that of the constant, which bears no ridge."""
    share = share / share.sum()
    penalty = ridge * np.diag(np.r_[0.0, np.ones(terms.shape[1] - 1)])
    coefficients = np.zeros(terms.shape[1])
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-(terms @ coefficients)))
        gradient = terms.T @ (share * (expected - right)) + penalty @ coefficients
        hessian = (terms * (share * expected * (1 - expected))[:, None]).T @ terms + penalty
        coefficients = coefficients - np.linalg.solve(hessian + SMALL * np.eye(len(gradient)), gradient)
    return coefficients
