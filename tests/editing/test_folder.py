"""The store in folders: files and ledger agree, other hands win, and a failure changes nothing."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from bot import load, validate
from bot.editing import FolderStore
from bot.edits import Undo
from bot.errors import ChangedError, ConfigurationError, FactdeskError, FieldError, LedgerError, RefusedError
from bot.ledger import Ledger
from tests.conftest import ROOT
from tests.editing.desk import Desk, desk_in, fact, signature, source
from tests.editing.killing import Killer

TOWER = "facts/clock-tower.yaml"


# What is saved


def test_what_is_saved_is_in_the_files_and_in_the_ledger(
    desk: Desk, store: FolderStore, ledger: Ledger
) -> None:
    before = desk.files
    saved = store.save(desk.setting("tower-lean", caution="New."), signature("r", why="It was wrong."))
    assert desk.files == saved.files != before
    assert ledger.revisions.latest() == saved.revision
    assert ledger.revisions.files(saved.revision.edition) == saved.files
    assert ledger.revisions.files(str(saved.revision.parent)) == before
    assert (saved.revision.signature.name, saved.revision.signature.why) == ("Mara Ito", "It was wrong.")
    assert [(each.id, each.kind, each.parts) for each in saved.changes] == [
        ("tower-lean", "changed", ("caution",))
    ]
    assert [entry.change.fact for entry in ledger.revisions.history("tower-lean")] == ["tower-lean"]
    assert not saved.is_repeat


def test_the_first_save_writes_down_what_stood_there_before(store: FolderStore, ledger: Ledger) -> None:
    saved = store.save(source(), signature())
    first = ledger.revisions.get(saved.revision.number - 1)
    assert first is not None
    assert (first.signature.how, first.edition, first.parent) == ("start", saved.revision.parent, None)


def test_a_request_delivered_twice_is_carried_out_once(
    desk: Desk, store: FolderStore, ledger: Ledger
) -> None:
    edit = desk.setting("tower-lean", caution="New.")
    first = store.save(edit, signature("r"))
    store.save(desk.setting("tower-sway", caution="Later."), signature("s"))
    again = store.save(edit, signature("r"))
    assert again.is_repeat
    assert (again.revision, again.files, again.changes) == (first.revision, first.files, first.changes)
    assert again.file.facts == first.file.facts
    assert desk.file.facts["tower-sway"].caution == "Later."
    latest = ledger.revisions.latest()
    assert latest is not None
    assert latest.signature.request == "s"


def test_two_editors_on_one_fact_the_second_is_told_and_on_two_facts_both_are_kept(
    desk: Desk, store: FolderStore
) -> None:
    first, second = (desk.setting("tower-lean", caution=words) for words in ("First.", "Second."))
    other = desk.setting("tower-sway", caution="Other.")
    store.save(first, signature("1"))
    with pytest.raises(ChangedError):
        store.save(second, signature("2"))
    store.save(other, signature("3"))
    facts = desk.file.facts
    assert (facts["tower-lean"].caution, facts["tower-sway"].caution) == ("First.", "Other.")


# Other hands


def test_an_edit_by_hand_stays_and_is_written_down_before_the_save(
    desk: Desk, store: FolderStore, ledger: Ledger
) -> None:
    store.save(source(), signature())
    by_hand = desk.files[TOWER].replace(b"caution: Said behind", b"caution: Told behind")
    desk.path(TOWER).write_bytes(by_hand)
    saved = store.save(desk.setting("tower-sway", caution="New."), signature())
    assert b"Told behind" in desk.files[TOWER]
    assert [each.id for each in saved.changes] == ["tower-sway"]
    noted = ledger.revisions.get(saved.revision.number - 1)
    assert noted is not None
    assert (noted.signature.how, noted.edition) == ("file", saved.revision.parent)
    assert [each.fact for each in ledger.revisions.changes(noted.number)] == ["tower-lean"]


def test_facts_that_vanished_from_the_files_hold_up_a_save_until_that_is_meant(
    desk: Desk, store: FolderStore
) -> None:
    store.save(source(), signature())
    text = desk.files["facts/swans.yaml"]
    cut = text[: text.index(b"\n  swan-collar:")].replace(b"    related: [swan-collar]\n", b"") + b"...\n"
    desk.path("facts/swans.yaml").write_bytes(cut)
    edit = desk.setting("tower-sway", caution="New.")
    with pytest.raises(RefusedError, match="no longer have swan-collar"):
        store.save(edit, signature())
    assert desk.files["facts/swans.yaml"] == cut
    taken = store.take_in(store.read(), desk.file)
    assert [(each.id, each.kind) for each in taken.changes if each.kind == "removed"] == [
        ("swan-collar", "removed")
    ]
    assert store.save(edit, signature()).file.facts["tower-sway"].caution == "New."


def test_what_other_hands_wrote_is_taken_in_once(desk: Desk, store: FolderStore, ledger: Ledger) -> None:
    files, file = store.read(), desk.file
    first, second = store.take_in(files, file), store.take_in(files, file)
    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert first.revision == second.revision == ledger.revisions.latest()


def test_what_was_read_before_somebody_saved_is_not_taken_in(desk: Desk, store: FolderStore) -> None:
    files, file = store.read(), desk.file
    saved = store.save(source(), signature())
    with pytest.raises(ChangedError, match="read them again"):
        store.take_in(files, file)
    assert desk.files == saved.files


def killed_between(desk: Desk, killer: Killer, kind: str) -> None:
    """A save of a caution that died behind this step."""
    alive = desk_in(desk.path("alive"))
    steps = killer.save(alive, alive.setting("tower-lean", caution="Killed."), "r").steps
    at = next(number for number, step in enumerate(steps, 1) if step.startswith(kind))
    assert killer.save(desk, desk.setting("tower-lean", caution="Killed."), "r", kill_at=at).killed


@pytest.mark.parametrize("kind", ["begun", "replaced"])
def test_an_edit_by_hand_of_the_same_file_wins_over_a_save_that_died(
    desk: Desk, killer: Killer, store: FolderStore, ledger: Ledger, kind: str
) -> None:
    original = desk.files[TOWER]
    killed_between(desk, killer, kind)
    by_hand = original.replace(b"caution: Said behind", b"caution: Told behind")
    desk.path(TOWER).write_bytes(by_hand)
    assert store.read()[TOWER] == by_hand
    assert ledger.revisions.pending() is None
    assert ledger.revisions.with_request("r") is None
    saved = store.save(desk.setting("tower-lean", caution="Again."), signature("r"))
    assert not saved.is_repeat
    assert desk.file.facts["tower-lean"].caution == "Again."


@pytest.mark.parametrize("kind", ["begun", "replaced"])
def test_an_edit_by_hand_of_another_file_stays_beside_a_save_that_died(
    desk: Desk, killer: Killer, store: FolderStore, ledger: Ledger, kind: str
) -> None:
    killed_between(desk, killer, kind)
    by_hand = desk.files["facts/swans.yaml"].replace(b"27 swans were back", b"27 swans came back")
    desk.path("facts/swans.yaml").write_bytes(by_hand)
    files = store.read()
    assert files["facts/swans.yaml"] == by_hand
    assert desk.file.facts["tower-lean"].caution == "Killed."
    assert ledger.revisions.with_request("r") is not None


# Readers


def test_a_reader_never_sees_a_file_that_is_not_valid(desk: Desk, store: FolderStore) -> None:
    wrong: list[str] = []
    reads = 0
    stop = threading.Event()

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            try:
                validate.checked(load.parse(desk.files))
            except FactdeskError as error:
                wrong.append(str(error))
            reads += 1

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(15):
        store.save(desk.setting("tower-lean", caution=f"Number {number}." * (1 + number % 3)), signature())
    stop.set()
    reader.join()
    assert wrong == []
    assert reads > 0


# What fails


def full(_file: int, _data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room", [0, 100])
def test_a_full_disk_changes_nothing_and_says_so(desk: Desk, ledger: Ledger, room: int) -> None:
    left = room

    def write(file: int, data: bytes) -> int:
        nonlocal left
        if not left:
            return full(file, data)
        written = os.write(file, data[:left])
        left -= written
        return written

    assert_nothing_changed(desk, desk.store(ledger, write=write), ledger, "No space left on device")


@pytest.mark.parametrize("step", ["locked", "settled", "created", "written", "synced", "begun"])
@pytest.mark.parametrize("code", [errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_fails_before_the_rename_changes_nothing(
    desk: Desk, ledger: Ledger, step: str, code: int
) -> None:
    def at(name: str) -> None:
        if name.startswith(step):
            raise OSError(code, os.strerror(code))

    assert_nothing_changed(desk, desk.store(ledger, at=at), ledger, os.strerror(code))


def assert_nothing_changed(desk: Desk, store: FolderStore, ledger: Ledger, words: str) -> None:
    before = desk.files
    edit = desk.setting("tower-lean", caution="New.")
    with pytest.raises(ConfigurationError, match=f"can't be written \\({words}\\), so nothing was changed"):
        store.save(edit, signature("r"))
    assert desk.files == before
    assert desk.temporary == []
    assert ledger.revisions.with_request("r") is None
    assert ledger.revisions.pending() is None
    assert ledger.revisions.history("tower-lean") == ()
    assert not desk.store(ledger).save(edit, signature("r")).is_repeat
    assert desk.file.facts["tower-lean"].caution == "New."


def test_a_disk_that_fails_between_two_files_keeps_the_edit_and_completes_it_later(
    desk: Desk, ledger: Ledger
) -> None:
    store = desk.store(ledger)
    first = store.take_in(store.read(), desk.file).files
    for name in (TOWER, "facts/swans.yaml"):
        desk.path(name).write_bytes(first[name].replace(b"topic: ", b"topic: Eldermere. "))
    changed = store.take_in(store.read(), desk.file)
    steps: list[str] = []

    def at(name: str) -> None:
        steps.append(name)
        if sum(each.startswith("kept") for each in steps) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(ConfigurationError, match="It is kept, and will be completed"):
        desk.store(ledger, at=at).save(Undo(changed.revision.number), signature("r"))
    assert desk.files not in (first, changed.files)
    assert store.read() == first
    assert store.save(Undo(changed.revision.number), signature("r")).is_repeat
    assert desk.temporary == []


@pytest.mark.parametrize("folder", ["facts", "seeds"])
def test_a_missing_folder_is_said_in_words(desk: Desk, store: FolderStore, folder: str) -> None:
    edit = desk.setting("tower-lean", caution="New.")
    desk.path(folder).rename(desk.path("elsewhere"))
    for act in (store.read, lambda: store.save(edit, signature()), lambda: store.try_out(edit)):
        with pytest.raises(ConfigurationError, match=folder.upper()):
            act()


READ_ONLY = """
import os, sys
from pathlib import Path
from bot.errors import ConfigurationError
from tests.editing.desk import Desk, signature
desk = Desk(Path(sys.argv[1]))
ledger = desk.ledger()
store = desk.store(ledger)
edit = desk.setting("tower-lean", caution="New.")
for path in (desk.root / "ledger").iterdir():
    path.chmod(0o666)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
assert store.read() == desk.files
try:
    store.save(edit, signature("r"))
except ConfigurationError as error:
    print(error)
assert ledger.revisions.latest() is None
"""


def test_a_folder_that_may_not_be_written_is_read_and_not_written() -> None:
    """By a process that becomes another user where this is root, whom no mode keeps out."""
    with tempfile.TemporaryDirectory() as name:
        desk = desk_in(Path(name))
        before = desk.files
        desk.path("ledger").mkdir()
        desk.root.chmod(0o755)
        desk.path("ledger").chmod(0o777)
        for folder in ("facts", "seeds"):
            desk.path(folder).chmod(0o555)
        command = [sys.executable, "-c", READ_ONLY, str(desk.root)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "can't be written (Permission denied), so nothing was changed" in done.stdout, done.stderr
        assert done.returncode == 0, done.stderr
        assert desk.files == before
        for folder in ("facts", "seeds"):
            desk.path(folder).chmod(0o755)


def test_a_ledger_that_fails_leaves_nothing_behind(desk: Desk, ledger: Ledger, store: FolderStore) -> None:
    edit = desk.setting("tower-lean", caution="New.")
    store.take_in(store.read(), desk.file)
    before = desk.files

    def at(name: str) -> None:
        if name.startswith("synced"):
            raise LedgerError("the ledger's database failed")

    with pytest.raises(LedgerError):
        desk.store(ledger, at=at).save(edit, signature("r"))
    assert (desk.files, desk.temporary) == (before, [])


def test_what_is_refused_leaves_the_lock_free(desk: Desk, store: FolderStore) -> None:
    with pytest.raises(FieldError):
        store.save(desk.setting("tower-lean", claim="No stop"), signature())
    assert "weir" in store.save(fact(), signature()).file.facts


# The files


def test_the_mode_of_a_file_stays(desk: Desk, store: FolderStore) -> None:
    desk.path(TOWER).chmod(0o640)
    store.save(desk.setting("tower-lean", caution="New."), signature())
    assert stat.S_IMODE(desk.path(TOWER).stat().st_mode) == 0o640


def test_a_link_stays_and_what_it_leads_to_is_written(desk: Desk, store: FolderStore) -> None:
    desk.path("elsewhere").mkdir()
    target = desk.path("elsewhere/tower.yaml")
    desk.path(TOWER).rename(target)
    desk.path(TOWER).symlink_to(target)
    store.save(desk.setting("tower-lean", caution="New."), signature())
    assert desk.path(TOWER).is_symlink()
    assert b"caution: New." in target.read_bytes()
    assert desk.temporary == []


@pytest.mark.parametrize("folder", ["facts", "seeds"])
def test_temporary_files_of_the_dead_are_swept(desk: Desk, store: FolderStore, folder: str) -> None:
    desk.path(f"{folder}/.factdesk-dead.tmp").write_bytes(b"half")
    store.read()
    assert desk.temporary == []


def test_the_lock_is_no_part_of_the_fact_file(desk: Desk, store: FolderStore) -> None:
    before = desk.files
    store.read()
    assert desk.path("facts/.factdesk.lock").exists()
    assert desk.files == before
