"""Several editors at once, killed and started again: no edit is lost, and none applied twice.

The same at length, with figures: `python -m tests.benchmarks.editing`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.editing import Figures, Plan, measure

EDITS, EDITORS, KILLS, FACTS = 32, 4, 3, 6


def assert_sound(figures: Figures) -> None:
    assert (figures.edits, figures.kills) == (EDITS, KILLS)
    assert (figures.lost, figures.twice, figures.invalid, figures.left) == (0, 0, 0, 0)
    assert figures.revisions == EDITS
    assert figures.agrees
    assert figures.reads > 0


def test_four_processes_on_one_folder_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    assert_sound(measure(Plan(EDITS, EDITORS, KILLS, FACTS, url), tmp_path))


@pytest.mark.filterwarnings("ignore:unclosed")
def test_four_processes_on_one_database_lose_nothing(tmp_path: Path, postgresql_url: str) -> None:
    assert_sound(measure(Plan(EDITS, EDITORS, KILLS, FACTS, postgresql_url), tmp_path))


def test_the_figures_are_told_in_words() -> None:
    figures = Figures(
        edits=1_000,
        lost=1,
        twice=2,
        kills=40,
        repeats=3,
        reads=5_000,
        invalid=4,
        left=5,
        agrees=False,
        revisions=998,
        seconds=100.0,
    )
    lines = list(figures.lines)
    assert lines[0].split() == "edits 1,000 in 100.0 s (10.0 a second)".split()
    assert lines[-1].split() == "revisions of edits 998 the newest is what stands in the files: no".split()
    assert len(lines) == 8
