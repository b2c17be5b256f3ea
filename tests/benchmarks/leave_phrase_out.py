"""Does a phrasing find its fact when the file lacks just that phrasing?

`python -m tests.benchmarks.leave_phrase_out [--failures] [--fit]`.

Each `asked_as` phrase is taken out of the index in turn and asked: as it stands (phrase), and with a
slip of the keys (slip). Then its whole fact is taken out and it is asked again: on topic, and nothing
on file (absent). Last it is asked with a slip of the file as it is (on file).

`--fit` prints the constants of bot/search/confidence.py: a logistic regression on these cases and on
tests/data/unanswerable.jsonl, whose questions count `WEIGHT` times, as a wrong fact costs more than a
list to pick from.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from pathlib import Path

from bot.load import parse, read_files
from bot.search import Found, Index, fact_index
from bot.search.confidence import Evidence
from bot.search.rows import Row

ROOT = Path(__file__).resolve().parents[2]
UNANSWERABLE = ROOT / "tests" / "data" / "unanswerable.jsonl"
SEED = 5
WEIGHT = 5
NEWTON_STEPS = 15
RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the id of its fact (None where nothing is on file), and the index to ask."""

    kind: str
    text: str
    answer: str | None
    index: Index


def slip(text: str, choose: random.Random) -> str:
    """The text with a slip of the keys in one word of four letters or more, or in two."""
    typed = text.split(" ")
    long = [n for n, word in enumerate(typed) if len(word) >= 4]
    for n in choose.sample(long, min(len(long), 1 + choose.randrange(2))):
        word = typed[n]
        at = choose.randrange(1, len(word) - 1)
        typed[n] = choose.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + choose.choice("aeioustrn") + word[at + 1 :],
            )
        )
    return " ".join(typed)


def phrases(index: Index) -> Iterator[tuple[str, Row]]:
    """Every phrase with the id of its fact."""
    for entry in index.entries:
        for row in entry.rows:
            if row.field == "asked_as":
                yield entry.id, row


def cases(index: Index) -> Iterator[Case]:
    """All cases, in a fixed order."""
    choose = random.Random(SEED)  # noqa: S311 - slips are to be the same in every run
    absent = {entry.id: index.without(entry.id) for entry in index.entries}
    for fact, row in phrases(index):
        text = " ".join(word.surface for word in row.words)
        without = index.without(fact, row)
        yield Case("phrase", text, fact, without)
        yield Case("slip", slip(text, choose), fact, without)
        yield Case("absent", text, None, absent[fact])
        yield Case("on file", slip(text, choose), fact, index)


def first(found: Found) -> str | None:
    """The id of the first match."""
    return found.matches[0].id if found.matches else None


def figures(results: list[tuple[Case, Found]]) -> Iterator[str]:
    """A line a kind: shares in per cent."""
    for kind in ("phrase", "slip", "on file", "absent"):
        group = [(case, found) for case, found in results if case.kind == kind]
        n = max(len(group), 1)
        right = sum(first(found) == case.answer for case, found in group)
        shown = [(case, found) for case, found in group if found.status == "found"]
        shown_right = sum(first(found) == case.answer for case, found in shown)
        if kind == "absent":
            yield f"{kind:7} of {n}: found all the same {len(shown) / n:.1%}"
        else:
            wrong = (len(shown) - shown_right) / n
            yield (
                f"{kind:7} of {n}: right first {right / n:.1%}, found and right {shown_right / n:.1%},"
                f" found and wrong {wrong:.1%}"
            )


def examples(index: Index) -> Iterator[tuple[Evidence, bool, int]]:
    """The evidence for each first match, whether it is right, and how often the example counts."""
    asked = [(case, 1) for case in cases(index)]
    texts = [json.loads(line)["text"] for line in UNANSWERABLE.read_text(encoding="utf-8").splitlines()]
    asked.extend((Case("unanswerable", text, None, index), WEIGHT) for text in texts)
    for case, times in asked:
        matches = case.index.evidence(case.text)
        if matches:
            yield matches[0][1], matches[0][0] == case.answer, times


def fitted(found: list[tuple[Evidence, bool, int]]) -> list[float]:
    """Constant and coefficients, in the order of Evidence, by Newton's method with a small ridge."""
    rows = [
        ((1.0, e.row, e.lead, e.unknown, e.missed, e.substance), right, times) for e, right, times in found
    ]
    size = range(6)
    beta = [0.0 for _ in size]
    for _ in range(NEWTON_STEPS):
        gradient = [-RIDGE * value for value in beta]
        hessian = [[RIDGE * (i == j) for j in size] for i in size]
        for values, right, times in rows:
            expected = 1 / (1 + exp(-sum(b * value for b, value in zip(beta, values, strict=True))))
            for i in size:
                gradient[i] += times * (right - expected) * values[i]
                for j in size:
                    hessian[i][j] += times * expected * (1 - expected) * values[i] * values[j]
        step = solved(hessian, gradient)
        beta = [value + change for value, change in zip(beta, step, strict=True)]
    return beta


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a positive definite system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot, row in enumerate(rows):
        for other in range(len(rows)):
            if other != pivot:
                share = rows[other][pivot] / row[pivot]
                rows[other] = [a - share * b for a, b in zip(rows[other], row, strict=True)]
    return [row[-1] / row[n] for n, row in enumerate(rows)]


def main(arguments: list[str]) -> None:
    """Measure and print."""
    index = fact_index(parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file)
    before = time.process_time()
    results = [(case, case.index.search(case.text)) for case in cases(index)]
    print("\n".join(figures(results)))
    print(f"{time.process_time() - before:.1f} s of CPU")
    if "--failures" in arguments:
        for case, found in results:
            if case.answer and first(found) != case.answer:
                print(f"{case.kind} {case.text!r} wants {case.answer}: {first(found)} ({found.status})")
    if "--fit" in arguments:
        print(
            "constant, row, lead, unknown, missed, substance:",
            [round(b, 2) for b in fitted(list(examples(index)))],
        )


if __name__ == "__main__":
    main(sys.argv[1:])
