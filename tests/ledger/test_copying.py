"""A copy of a ledger in use is one state of it, and opens as it does."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from bot.errors import ConfigurationError
from bot.ledger import Ledger, Signature, open_ledger
from tests.ledger.made import Changed, Clock, edition, files, recorded


@pytest.fixture
def here(tmp_path: Path, clock: Clock) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock)


def test_a_copy_has_all_that_the_ledger_has(here: Ledger, tmp_path: Path, clock: Clock) -> None:
    made = recorded(here, "one", "fact")
    asked = here.questions.ask("Who paid?", "T1", "U1", "view")
    here.backup(tmp_path / "copy.db")
    recorded(here, "two")
    here.close()
    with closing(open_ledger(f"sqlite:///{tmp_path / 'copy.db'}", clock)) as copy:
        assert copy.revisions.latest() == made
        assert copy.revisions.files(edition()) == files()
        assert [each.id for each in copy.questions.groups()] == [asked.group]


def test_a_copy_made_while_others_write_is_one_state(here: Ledger, tmp_path: Path, clock: Clock) -> None:
    done = Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            text = str(number)
            signature = Signature("slack", request=text)
            here.revisions.record(edition(text), None, signature, files(text), [Changed("fact")])
            number += 1

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while here.revisions.get(3) is None:
            assert not writing.done()
        for copy in range(5):
            here.backup(tmp_path / f"copy {copy}.db")
        done.set()
        writing.result()
    here.close()
    sizes = []
    for copy in range(5):
        with closing(open_ledger(f"sqlite:///{tmp_path / f'copy {copy}.db'}", clock)) as copied:
            kept = [entry.revision for entry in copied.revisions.history("fact", limit=10_000)][::-1]
            assert [each.signature.request for each in kept] == [str(number) for number in range(len(kept))]
            assert all(copied.revisions.files(each.edition) for each in kept)
            sizes.append(len(kept))
    assert sizes == sorted(sizes)
    assert sizes[0] >= 3


def test_nobody_else_may_read_a_copy(here: Ledger, tmp_path: Path) -> None:
    here.backup(tmp_path / "copy.db")
    here.close()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_written_over(here: Ledger, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"ledger\.db is there already; name a new file"):
        here.backup(tmp_path / "ledger.db")
    assert here.revisions.latest() is None
    here.close()


def test_a_folder_that_is_not_there_is_said(here: Ledger, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"can't be made \(No such file or directory\)"):
        here.backup(tmp_path / "nowhere" / "copy.db")
    here.close()


def test_postgresql_has_its_own_tool(postgresql_url: str, tmp_path: Path, clock: Clock) -> None:
    with (
        closing(open_ledger(postgresql_url, clock)) as ledger,
        pytest.raises(ConfigurationError, match="copy it with pg_dump"),
    ):
        ledger.backup(tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
