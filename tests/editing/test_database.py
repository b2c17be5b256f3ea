"""The store in PostgreSQL: the head moves on from edition to edition; who lost a race tries again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import load, validate
from bot.changes import digest
from bot.editing import DatabaseStore
from bot.editing.database import TRIES
from bot.edits import Plain, SetFields, Undo
from bot.errors import ChangedError, ConfigurationError, FieldError
from bot.ledger import Ledger, Signature, open_ledger
from tests.editing.desk import fact, now, signature


@pytest.fixture
def empty(postgresql_url: str) -> Iterator[Ledger]:
    ledger = open_ledger(postgresql_url, now)
    yield ledger
    ledger.close()


@pytest.fixture
def shared(empty: Ledger, small_files: dict[str, bytes]) -> Ledger:
    """A ledger whose head is the small fact file."""
    empty.revisions.swap(load.edition(small_files), None, Signature("publish"), small_files, ())
    return empty


def setting(store: DatabaseStore, key: str, **fields: Plain) -> SetFields:
    file = validate.checked(load.parse(store.read()))
    return SetFields(key, digest(file.facts[key]), fields)


def caution(store: DatabaseStore, key: str) -> str | None:
    return load.parse(store.read()).fact_file.facts[key].caution


def test_an_empty_database_says_what_to_do(empty: Ledger) -> None:
    with pytest.raises(ConfigurationError, match="run: factdesk publish"):
        DatabaseStore(empty).read()
    with pytest.raises(ConfigurationError, match="run: factdesk publish"):
        DatabaseStore(empty).save(fact(), signature())


def test_what_is_saved_is_the_head(shared: Ledger) -> None:
    store = DatabaseStore(shared)
    saved = store.save(setting(store, "tower-lean", caution="New."), signature("r"))
    assert shared.revisions.head() == saved.revision.edition == saved.file.edition
    assert store.read() == saved.files
    assert [change.id for change in saved.changes] == ["tower-lean"]
    assert saved.revision.state == "served"


def test_a_request_delivered_twice_is_carried_out_once(shared: Ledger) -> None:
    store = DatabaseStore(shared)
    edit = setting(store, "tower-lean", caution="New.")
    first, again = store.save(edit, signature("r")), store.save(edit, signature("r"))
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert (again.revision, again.files, again.changes) == (first.revision, first.files, first.changes)
    assert shared.revisions.latest() == first.revision


@pytest.mark.parametrize("losses", [1, 3])
def test_who_lost_the_race_to_another_fact_saves_all_the_same(shared: Ledger, losses: int) -> None:
    other = DatabaseStore(shared)
    left = losses

    def overtake(_: str) -> None:
        nonlocal left
        if left:
            left -= 1
            other.save(setting(other, "tower-sway", caution=f"Other {left}."), signature())

    waits: list[float] = []
    store = DatabaseStore(shared, at=overtake, pause=waits.append)
    store.save(setting(store, "tower-lean", caution="Mine."), signature())
    assert len(waits) == losses
    assert (caution(store, "tower-lean"), caution(store, "tower-sway")) == ("Mine.", "Other 0.")


def test_who_lost_the_race_to_the_same_fact_is_told(shared: Ledger) -> None:
    other = DatabaseStore(shared)
    theirs = [setting(other, "tower-lean", caution="Theirs.")]

    def overtake(_: str) -> None:
        if theirs:
            other.save(theirs.pop(), signature())

    store = DatabaseStore(shared, at=overtake, pause=lambda _: None)
    with pytest.raises(ChangedError, match="has been changed since you opened it"):
        store.save(setting(store, "tower-lean", caution="Mine."), signature())
    assert caution(store, "tower-lean") == "Theirs."


def test_a_request_that_another_replica_carried_out_meanwhile_is_not_done_again(shared: Ledger) -> None:
    other = DatabaseStore(shared)
    edit = setting(other, "tower-lean", caution="New.")
    rest = [edit]

    def overtake(_: str) -> None:
        if rest:
            other.save(rest.pop(), signature("r"))

    saved = DatabaseStore(shared, at=overtake, pause=lambda _: None).save(edit, signature("r"))
    assert saved.is_repeat
    assert shared.revisions.latest() == saved.revision
    assert caution(other, "tower-lean") == "New."


def test_who_never_wins_is_told_that_nothing_is_lost(shared: Ledger) -> None:
    other = DatabaseStore(shared)
    count = 0

    def overtake(_: str) -> None:
        nonlocal count
        count += 1
        other.save(setting(other, "tower-sway", caution=f"Other {count}."), signature())

    store = DatabaseStore(shared, at=overtake, pause=lambda _: None)
    with pytest.raises(ChangedError, match="Save again in a few seconds"):
        store.save(setting(store, "tower-lean", caution="Mine."), signature())
    assert count == TRIES


def test_an_undo_restores_the_head(shared: Ledger, small_files: dict[str, bytes]) -> None:
    store = DatabaseStore(shared)
    saved = store.save(fact(), signature())
    undone = store.save(Undo(saved.revision.number), signature(how="undo"))
    assert store.read() == undone.files == small_files
    assert [(each.id, each.kind) for each in undone.changes] == [("weir", "removed")]


def test_what_is_refused_moves_nothing(shared: Ledger) -> None:
    store = DatabaseStore(shared)
    head = shared.revisions.head()
    with pytest.raises(FieldError):
        store.save(setting(store, "tower-lean", claim="No full stop"), signature())
    store.try_out(setting(store, "tower-lean", caution="New."))
    assert shared.revisions.head() == head


def test_the_head_is_in_the_ledger_already_and_an_older_one_is_not_taken_in(shared: Ledger) -> None:
    store = DatabaseStore(shared)
    files = store.read()
    file = validate.checked(load.parse(files))
    assert store.take_in(files, file).is_repeat
    store.save(fact(), signature())
    with pytest.raises(ChangedError):
        store.take_in(files, file)
