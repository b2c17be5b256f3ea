"""The benchmarks' figures, by hand-worked cases; and that the retrieval benchmark runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks import metrics

ROOT = Path(__file__).resolve().parents[1]
FIGURES = {
    "queries",
    "answerable",
    "unanswerable",
    "p_at_1",
    "p_at_1_se",
    "mrr_at_5",
    "map_at_5",
    "hit_at_3",
    "auroc",
    "in_scope_accuracy_refusing_95",
    "status",
    "status_unanswerable",
    "found_precision",
    "latency_ms",
}


@pytest.mark.parametrize(
    ("ranking", "relevant", "precision"),
    [
        ("abcde", "a", 1.0),
        ("abcde", "b", 1 / 2),
        ("abcde", "e", 1 / 5),
        ("abcdef", "f", 0.0),
        ("abcde", "ab", 1.0),
        ("abcde", "ac", (1 + 2 / 3) / 2),
        ("abcde", "be", (1 / 2 + 2 / 5) / 2),
        ("abcde", "ax", 1 / 2),
        ("abcde", "abcdefgh", 1.0),
        ("axyzw", "abcdefgh", 1 / 5),
        ("aab", "ab", (1 + 2 / 3) / 2),
        ("", "a", 0.0),
        ("abc", "", 0.0),
    ],
)
def test_average_precision_is_cut_at_five_and_divided_by_what_fits(
    ranking: str, relevant: str, precision: float
) -> None:
    assert metrics.average_precision(ranking, relevant) == pytest.approx(precision)


@pytest.mark.parametrize(
    ("ranking", "relevant", "expected"),
    [
        ("abcde", "a", (1.0, True, True)),
        ("abcde", "cb", (1 / 2, False, True)),
        ("abcde", "c", (1 / 3, False, True)),
        ("abcde", "d", (1 / 4, False, False)),
        ("abcde", "e", (1 / 5, False, False)),
        ("abcdef", "f", (0.0, False, False)),
        ("", "a", (0.0, False, False)),
    ],
)
def test_the_first_relevant_entry_decides_reciprocal_rank_first_place_and_hit(
    ranking: str, relevant: str, expected: tuple[float, bool, bool]
) -> None:
    rank = metrics.reciprocal_rank(ranking, relevant)
    first, hit = metrics.right_first(ranking, relevant), metrics.hit(ranking, relevant, 3)
    assert (rank, first, hit) == expected


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.0, 0.0, 0.0], [0.0, 0.0], 0.5),
        ([0.5, 0.9], [0.5, 0.1], 7 / 8),
        ([0.3, 0.6], [0.2, 0.4, 0.6], (1 + 0 + 0 + 1 + 1 + 0.5) / 6),
    ],
)
def test_a_tie_counts_half_in_the_area_under_the_curve(
    answerable: list[float], unanswerable: list[float], area: float
) -> None:
    assert metrics.auroc(answerable, unanswerable) == pytest.approx(area)


SCORES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=30)


@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(above: list[float], below: list[float]) -> None:
    pairs = [(a > b) + (a == b) / 2 for a in above for b in below]
    assert metrics.auroc(above, below) == pytest.approx(sum(pairs) / len(pairs))


@given(SCORES)
def test_the_threshold_is_the_lowest_that_refuses_95_of_a_hundred(scores: list[float]) -> None:
    def refused(threshold: float) -> float:
        return sum(score <= threshold for score in scores) / len(scores)

    threshold = metrics.refusing_threshold(scores)
    assert refused(threshold) >= 0.95
    assert all(refused(lower) < 0.95 for lower in scores if lower < threshold)


def test_one_of_twenty_unanswerable_queries_may_pass_the_threshold() -> None:
    assert metrics.refusing_threshold([n / 20 for n in range(20)]) == 18 / 20


@pytest.mark.parametrize(
    ("threshold", "share"),
    [(0.0, 2 / 4), (0.3, 1 / 4), (0.29, 2 / 4), (0.9, 0.0)],
)
def test_only_right_answers_strictly_above_the_threshold_count(threshold: float, share: float) -> None:
    scores, right = [0.9, 0.3, 0.8, 0.0], [True, True, False, True]
    assert metrics.accuracy_above(scores, right, threshold) == share


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (0.991, 100.0), (0.0, 1.0), (1.0, 100.0)]
)
def test_a_percentile_is_the_nearest_rank(share: float, value: float) -> None:
    assert metrics.percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_the_standard_error_is_that_of_a_share() -> None:
    assert metrics.standard_error(0.5, 100) == pytest.approx(0.05)
    assert metrics.standard_error(1.0, 100) == 0.0
    assert metrics.mean([]) is None
    assert metrics.mean([1.0, 0.0]) == 0.5


def benchmark(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.benchmarks.retrieval", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def write_lines(path: Path, *values: object) -> None:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    write_lines(
        folder / "docs.jsonl",
        {"id": "bridge", "fields": {"title": "bridge closed", "aliases": ["when does the bridge reopen"]}},
        {"id": "budget", "fields": {"title": "city budget", "aliases": ["how much does the city spend"]}},
        {"id": "harbour", "fields": {"title": "harbour strike", "aliases": ["dockers walk out of harbour"]}},
    )
    write_lines(
        folder / "queries.dev.jsonl",
        {"id": "1", "text": "when does the bridge reopen", "relevant": ["bridge"]},
        {"id": "2", "text": "dockers walk out of harbour", "relevant": ["harbour"]},
        {"id": "3", "text": "penguins", "relevant": []},
    )
    return folder


def test_the_benchmark_gives_every_figure_as_one_json_object(small_set: Path) -> None:
    done = benchmark(str(small_set), "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["set"], result["entries"]) == ("small", 3)
    assert set(result["engines"]) == {"factdesk"}
    product = result["engines"]["factdesk"]
    assert {"build_seconds", "memory_mb", "peak_mb", "files"} == set(product)
    values = product["files"]["queries.dev.jsonl"]
    assert set(values) == FIGURES
    assert (values["queries"], values["answerable"], values["unanswerable"]) == (3, 2, 1)
    assert (values["p_at_1"], values["map_at_5"], values["auroc"]) == (1.0, 1.0, 1.0)
    assert set(values["latency_ms"]) == {"p50", "p95", "p99"}
    assert sum(values["status"].values()) == pytest.approx(1.0)


def test_a_set_without_documents_of_its_own_is_the_whole_set_less_what_was_removed(small_set: Path) -> None:
    rest = small_set.parent / "small_oos"
    rest.mkdir()
    (rest / "removed.json").write_text('["bridge"]', encoding="utf-8")
    questions = rest / "asked.jsonl"
    write_lines(questions, {"id": "1", "text": "when does the bridge reopen", "relevant": []})
    done = benchmark(str(rest), "--json", "--queries", str(questions))
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["entries"] == 2
    values = result["engines"]["factdesk"]["files"]["asked.jsonl"]
    assert (values["p_at_1"], values["auroc"]) == (None, None)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no docs.jsonl here"),
        ({"docs.jsonl": ""}, "no documents"),
        ({"docs.jsonl": "{]"}, "docs.jsonl:1: not JSON"),
        ({"docs.jsonl": '{"id": "a"}'}, 'docs.jsonl:1: write {"id"'),
        ({"docs.jsonl": '{"id": "a", "fields": {"title": 3}}'}, "docs.jsonl:1: a field is"),
        ({"docs.jsonl": '{"id": "a", "fields": {}}'}, "no queries.dev*.jsonl"),
        ({"docs.jsonl": '{"id": "a", "fields": {}}', "queries.dev.jsonl": ""}, "no query in it"),
        ({"docs.jsonl": '{"id": "a", "fields": {}}', "queries.dev.jsonl": '\n{"text": 1}'}, "jsonl:2: write"),
        ({"removed.json": "[]"}, "removed.json needs the whole set"),
    ],
)
def test_wrong_use_ends_with_one_line_that_says_what_to_do(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = benchmark(str(tmp_path), "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
