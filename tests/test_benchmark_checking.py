"""The figures of the draft check's benchmark, on counts whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.check import Problem, Review, Sentence, Span
from tests.benchmarks.checking import (
    KINDS,
    RESAMPLES,
    Checked,
    Counts,
    counts,
    failures,
    main,
    report,
    resampled,
    together,
    wilson,
)


def sentence(
    expected: str = "", found: str = "", facts: str = "a", seen: str = "a", text: str = "Text"
) -> Checked:
    """A sentence of which these kinds and facts were expected, and these found."""
    span = Span(0, 4)
    problems = tuple(Problem(kind, span, "Text", None, "", "") for kind in KINDS if kind in found.split())  # type: ignore[arg-type]  # KINDS are the Kind's own values
    review = Review(text, (Sentence(span, tuple(seen.split()), problems, ()),))
    return Checked(text, frozenset(facts.split()), frozenset(expected.split()), review)


SET = [
    sentence("figure", "figure"),
    sentence("figure quote", "figure"),
    sentence("", "speaker"),
    sentence("", ""),
    sentence("", "", facts="a b", seen="a"),
]


def test_a_kind_counts_once_a_sentence() -> None:
    assert counts(SET) == Counts(hits=2, false=1, missed=1)


def test_one_kind_is_counted_by_itself() -> None:
    assert counts(SET, ("quote",)) == Counts(hits=0, false=0, missed=1)


@pytest.mark.parametrize(
    ("found", "precision", "recall", "f1"),
    [
        (Counts(3, 1, 2), 0.75, 0.6, 6 / 9),
        (Counts(0, 0, 0), 1.0, 1.0, 1.0),
        (Counts(0, 0, 4), 1.0, 0.0, 0.0),
        (Counts(0, 4, 0), 0.0, 1.0, 0.0),
    ],
)
def test_precision_recall_and_f1(found: Counts, precision: float, recall: float, f1: float) -> None:
    assert (found.precision, found.recall, found.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("successes", "of", "low", "high"),
    # The middle two are worked examples: 0 of 10 and 5 of 10, to three places.
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)],
)
def test_an_interval_is_wilsons(successes: int, of: int, low: float, high: float) -> None:
    assert wilson(successes, of) == pytest.approx((low, high), abs=0.001)


def test_resamples_are_the_same_at_each_run_and_hold_the_figure() -> None:
    def share(sentences: object) -> float:
        assert isinstance(sentences, list)
        return counts(sentences).f1

    low, high = resampled(SET * 20, share)

    assert (low, high) == resampled(SET * 20, share)
    assert low < counts(SET).f1 < high


def test_a_report_gives_the_shares_of_clean_and_of_right_facts() -> None:
    made = report("made up", SET)

    assert (made["sentences"], made["clean"]) == (5, 3)
    assert made["clean_flagged"] == pytest.approx(1 / 3)
    assert made["facts_right"] == pytest.approx(4 / 5)
    assert set(made["kinds"]) == {"figure", "quote", "speaker", "all"}
    assert json.loads(json.dumps(made))["set"] == "made up"


def test_the_repository_names_no_set_twice() -> None:
    names = [path.name for path in (Path(__file__).parent / "data").glob("drafts*.jsonl")]
    assert len(names) == len(set(names)) > 1


def test_the_interval_leaves_out_as_many_resamples_below_as_above() -> None:
    drawn = iter(range(RESAMPLES))
    low, high = resampled(SET, lambda _: float(next(drawn)))
    assert low == RESAMPLES - 1 - high == 12


def test_a_report_gives_counts_and_an_interval_beside_each_figure() -> None:
    made = report("made up", SET)
    quote = made["kinds"]["quote"]

    assert (quote["pairs"], quote["hits"], quote["false"], quote["missed"]) == (1, 0, 0, 1)
    assert quote["recall_interval"] == wilson(0, 1)
    assert made["kinds"]["all"]["precision_interval"] == wilson(2, 3)
    assert (made["clean_flagged_count"], made["clean_flagged_interval"]) == (1, wilson(1, 3))
    assert (made["facts_right_count"], made["facts_right_interval"]) == (4, wilson(4, 5))


def test_a_sentence_in_two_files_counts_once_over_all() -> None:
    one, other, third = (sentence(text=text) for text in ("One.", "Other.", "Third."))
    assert together([[one, other], [other, third]]) == [one, other, third]


def test_failures_name_the_sentence_what_was_expected_what_was_found_and_the_words() -> None:
    told = "\n".join(
        failures(
            [
                sentence("figure", "figure", text="Right."),
                sentence("figure date", "quote", text="Wrong kinds."),
                sentence("", "", facts="a b", seen="", text="Wrong facts."),
            ]
        )
    )

    assert "Right." not in told
    assert "Wrong kinds.\n  expected date, figure on a\n  found    quote on a\n  quote “Text”: " in told
    assert "Wrong facts.\n  expected nothing on a, b\n  found    nothing on nothing" in told


def test_it_measures_the_files_that_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = {"text": "The canteen opens at noon.", "facts": [], "problems": ["unsupported"], "wrong": ""}
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    for path in (one, other):
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")

    assert main([str(one), str(other), "--json"]) == 0
    sets = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert [each["set"] for each in sets] == ["one.jsonl", "other.jsonl", "all files"]
    assert [each["sentences"] for each in sets] == [1, 1, 1]

    assert main([str(one), "--failures"]) == 0
    printed = capsys.readouterr().out
    assert "one.jsonl: 1 sentences, 0 clean" in printed
    assert "all files" not in printed


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "absent.jsonl")])
