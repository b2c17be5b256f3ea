"""The labelled drafts are well formed, and the check finds what is wrong with them.

The goals notice what a change breaks. The rules were written with these sentences in view, so what they reach
does not say how the check does on sentences that it has not met.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from bot.check import Checker
from tests.benchmarks.checking import DATA, DEVELOPMENT, KINDS, checked, counts, read, shipped
from tests.test_facts import IDS

SETS: Final = sorted(DATA.glob("drafts*.jsonl"))
FIELDS: Final = {"text": str, "facts": list, "problems": list, "wrong": str, "note": str}
WORDLESS: Final = {"attribution", "unsupported"}
"""Kinds of which no words of the sentence are wrong: something is missing from it, or on file."""
every_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return shipped()


@every_set
def test_every_line_names_facts_on_file_kinds_that_exist_and_words_of_its_text(path: Path) -> None:
    for line in read(path):
        assert set(line["facts"]) <= IDS, line
        assert set(line["problems"]) <= set(KINDS), line
        assert all(part in line["text"] for part in line["wrong"].split(" | ")), line
        assert bool(line["facts"]) != (line["problems"] == ["unsupported"]), line


def test_there_are_three_hundred_labelled_sentences_and_about_half_are_clean() -> None:
    lines = [line for path in SETS for line in read(path)]
    clean = sum(not line["problems"] for line in lines)

    assert len(lines) >= 300
    assert 0.45 <= clean / len(lines) <= 0.6


def test_no_sentence_stands_in_two_sets() -> None:
    texts = [line["text"] for path in SETS for line in read(path)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("path", [*SETS, DEVELOPMENT], ids=lambda path: path.stem)
def test_the_check_reaches_its_goals_on_every_set(path: Path, checker: Checker) -> None:
    if not path.exists():
        pytest.skip("the development sentences are not part of the repository")
    found = checked(path, checker)
    clean = [each for each in found if not each.expected]

    assert counts(found).f1 >= 0.9
    assert min(counts(found, (kind,)).f1 for kind in KINDS) >= 0.75
    assert sum(bool(each.found) for each in clean) <= 0.04 * len(clean)
    assert sum(each.right_facts for each in found) >= 0.95 * len(found)


def faults(line: dict[str, Any]) -> list[str]:
    """What is wrong with a labelled sentence, besides its ids and kinds; empty where nothing is."""
    if {name: type(value) for name, value in line.items()} != FIELDS:
        return ["has other fields, or values of other types"]
    problems = set(line["problems"])
    parts = line["wrong"].split(" | ") if line["wrong"] else []
    tests = {
        "says nothing": not line["text"].strip(),
        "gives no reason": not line["note"].strip(),
        "names a fact twice": len(set(line["facts"])) < len(line["facts"]),
        "names a kind twice": len(problems) < len(line["problems"]),
        "has an empty part among its wrong words": "" in parts,
        "is clean and has wrong words": bool(parts) and not problems,
        "has a problem without its words": bool(problems - WORDLESS) and not parts,
    }
    return [words for words, is_so in tests.items() if is_so]


@pytest.mark.parametrize("path", [*SETS, DEVELOPMENT], ids=lambda path: path.stem)
def test_no_line_has_a_fault(path: Path) -> None:
    if not path.exists():
        pytest.skip("the development sentences are not part of the repository")
    wrong = {number: found for number, line in enumerate(read(path), 1) if (found := faults(line))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"facts": "casualties"}, ["has other fields, or values of other types"]),
        ({"kind": "figure"}, ["has other fields, or values of other types"]),
        ({"text": " "}, ["says nothing"]),
        ({"note": ""}, ["gives no reason"]),
        ({"facts": ["casualties", "casualties"]}, ["names a fact twice"]),
        ({"problems": ["figure", "figure"]}, ["names a kind twice"]),
        ({"wrong": "300 | "}, ["has an empty part among its wrong words"]),
        ({"problems": []}, ["is clean and has wrong words"]),
        ({"wrong": ""}, ["has a problem without its words"]),
    ],
)
def test_a_fault_is_told(changed: dict[str, Any], expected: list[str]) -> None:
    line = {"text": "300 fell.", "facts": ["casualties"], "problems": ["figure"], "wrong": "300", "note": "J"}
    assert faults(line | changed) == expected


def test_every_kind_and_every_fact_is_met_with() -> None:
    lines = [line for path in SETS for line in read(path)]
    assert {kind for line in lines for kind in line["problems"]} == set(KINDS)
    assert {fact for line in lines for fact in line["facts"]} == IDS
