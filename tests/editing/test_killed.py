"""A save that is killed at any step leaves the state before it or the state after it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import load
from bot.edits import Edit, Undo
from bot.errors import FactFileError
from bot.ledger import Signature
from tests.editing.desk import Desk, desk_in, fact, source
from tests.editing.killing import Killer

Files = dict[str, bytes]


def one_file(desk: Desk) -> Edit:
    return desk.setting("tower-lean", caution="Nobody has published a survey.")


def a_new_file(_: Desk) -> Edit:
    return source()


def two_files(desk: Desk) -> Edit:
    """Undo a revision that put a source and a fact into two files."""
    ledger = desk.ledger()
    store = desk.store(ledger)
    first = store.take_in(store.read(), desk.file).files
    made = store.try_out(fact()).files
    desk.write({**made, "seeds/courier-2031-05-10.yaml": SEED, "facts/swans.yaml": _resting_on_it(made)})
    added = store.take_in(store.read(), desk.file)
    ledger.close()
    assert {name for name in added.files if added.files[name] != first.get(name)} == {
        "facts/swans.yaml",
        "seeds/courier-2031-05-10.yaml",
    }
    return Undo(added.revision.number)


def two_files_again(desk: Desk) -> Edit:
    """Undo that undo: the source has to be there before the fact."""
    ledger = desk.ledger()
    undone = desk.store(ledger).save(two_files(desk), Signature("undo"))
    ledger.close()
    return Undo(undone.revision.number)


SEED = (
    b"outlet: Courier\npublished: 2031-05-10\nurl: https://courier.example/10\nlanguage: en\nsha256: "
    + b"0" * 64
    + b"\n...\n"
)


def _resting_on_it(files: load.Files) -> bytes:
    before, at, after = files["facts/swans.yaml"].partition(b"\n  weir:\n")
    return before + at + after.replace(b"courier-2031-05-09", b"courier-2031-05-10")


EDITS = (one_file, a_new_file, two_files, two_files_again)


@pytest.mark.parametrize("make", EDITS, ids=lambda make: make.__name__)
def test_a_save_killed_at_any_step_is_done_whole_or_not_at_all(
    killer: Killer, tmp_path: Path, make: Callable[[Desk], Edit]
) -> None:
    before, after, steps = both_states(killer, tmp_path, make)
    results = set()
    for step in range(1, len(steps) + 1):
        desk = desk_in(tmp_path / f"at-{step}")
        edit = make(desk)
        outcome = killer.save(desk, edit, "r", kill_at=step)
        assert (outcome.killed, outcome.steps) == (True, steps[:step])
        assert_can_be_served(desk)
        results.add(assert_whole(desk, edit, before, after))
    assert results == {"before", "after"}


@pytest.mark.parametrize("make", EDITS, ids=lambda make: make.__name__)
def test_settling_it_may_be_killed_at_any_step_as_well(
    killer: Killer, tmp_path: Path, make: Callable[[Desk], Edit]
) -> None:
    before, after, steps = both_states(killer, tmp_path, make)
    waits = [number for number, step in enumerate(steps, 1) if step.startswith(("begun", "replaced", "kept"))]
    for step in waits:
        desk = desk_in(tmp_path / f"at-{step}")
        edit = make(desk)
        killer.save(desk, edit, "r", kill_at=step)
        at = 0
        while True:  # each one gets a step further than the one before it
            at += 1
            outcome = killer.read(desk, kill_at=at)
            assert_can_be_served(desk)
            if not outcome.killed:
                break
        assert at > 1
        assert assert_whole(desk, edit, before, after) == "after"


def both_states(
    killer: Killer, tmp_path: Path, make: Callable[[Desk], Edit]
) -> tuple[Files, Files, tuple[str, ...]]:
    """The files before and after the edit, and the steps of a save that nobody kills."""
    desk = desk_in(tmp_path / "alive")
    edit = make(desk)
    before = desk.files
    outcome = killer.save(desk, edit, "r")
    assert not outcome.killed
    assert desk.files != before
    return before, desk.files, outcome.steps


def assert_can_be_served(desk: Desk) -> None:
    """Even in between, and without the lock, each file is whole and all of them fit."""
    try:
        assert desk.file.facts
    except FactFileError as error:
        pytest.fail(str(error))


def assert_whole(desk: Desk, edit: Edit, before: Files, after: Files) -> str:
    """Whoever comes next finds one of the two states; the ledger agrees; the retried request is done once."""
    ledger = desk.ledger()
    store = desk.store(ledger)
    files = store.read()
    assert files in (before, after)
    assert desk.files == files
    assert desk.temporary == []
    assert ledger.revisions.pending() is None
    request = ledger.revisions.with_request("r")
    assert (request is not None) == (files == after)
    latest = ledger.revisions.latest()
    assert latest is None or latest.edition == load.edition(files)
    saved = store.save(edit, Signature("slack", request="r"))
    assert saved.is_repeat == (files == after)
    assert desk.files == after
    assert ledger.revisions.latest() == saved.revision
    assert saved.revision.edition == load.edition(after)
    assert store.save(edit, Signature("slack", request="r")).revision == saved.revision
    assert ledger.revisions.latest() == saved.revision
    assert desk.files == after
    ledger.close()
    return "after" if files == after else "before"


def test_a_retry_by_another_process_meets_what_the_first_had_begun(killer: Killer, desk: Desk) -> None:
    edit = one_file(desk)
    steps = killer.save(desk, edit, "r", kill_at=8).steps
    assert steps[-1].startswith(("begun", "replaced"))
    assert killer.save(desk, edit, "r").steps[-1] == "settled"
    assert desk.file.facts["tower-lean"].caution == "Nobody has published a survey."
