"""Reading again: the same as reading anew, and of each file only what has changed."""

from __future__ import annotations

import pytest

from bot import load
from bot.editing.readings import Readings

Files = dict[str, bytes]
SWANS = "facts/swans.yaml"


@pytest.fixture
def versions(small_files: Files) -> list[Files]:
    """The small file, edited twice, broken, and without one of its files."""
    edited = {**small_files, SWANS: small_files[SWANS].replace(b"27 swans were", b"27 swans came")}
    again = {**edited, SWANS: edited[SWANS].replace(b"red collar", b"blue collar")}
    broken = {**small_files, SWANS: small_files[SWANS][:-4]}
    without = {name: data for name, data in small_files.items() if name != SWANS}
    return [small_files, edited, again, broken, without]


def test_what_is_read_again_is_what_is_read_anew(versions: list[Files]) -> None:
    readings = Readings()
    for files in (*versions, *reversed(versions)):
        for _ in range(2):
            again, anew = readings.parse(files), load.parse(files)
            assert again.fact_file == anew.fact_file
            assert (again.places, again.problems, again.unread) == (anew.places, anew.problems, anew.unread)


def test_a_file_that_has_not_changed_is_not_read_again(versions: list[Files]) -> None:
    readings = Readings()
    first, second = (readings.parse(files).fact_file for files in versions[:2])
    assert first.topics["facts/clock-tower.yaml"] is second.topics["facts/clock-tower.yaml"]
    assert first.topics[SWANS] is not second.topics[SWANS]
    assert readings.parse(versions[0]).fact_file.topics[SWANS] is first.topics[SWANS]
