"""The history: what was served when and by whom, and the content of every edition."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import load
from bot.errors import ChangedError, LedgerError, NotFoundError
from bot.ledger import Entry, Ledger, Revision, Signature, StoredChange, open_ledger
from tests.ledger.made import START, Changed, Clock, edition, files, recorded

SIGNED = Signature("slack", "U1", "Ana Ferreira", "a new count", "view V1", "Ben Okafor", "U2")


def test_a_new_ledger_has_no_history(ledger: Ledger) -> None:
    revisions = ledger.revisions
    assert (revisions.latest(), revisions.serving(), revisions.pending(), revisions.head()) == (None,) * 4
    assert (revisions.get(1), revisions.with_request("view V1"), revisions.last_of("fact")) == (None,) * 3
    assert revisions.history("fact") == revisions.recent() == revisions.recent_facts() == ()
    assert revisions.changes(1) == ()


def test_a_revision_is_kept_with_all_that_was_said_of_it(ledger: Ledger) -> None:
    made = ledger.revisions.record(edition(), "f" * 64, SIGNED, files(), [Changed("fact")])
    assert made == Revision(1, edition(), "f" * 64, START, SIGNED, "served")
    assert (
        ledger.revisions.latest()
        == ledger.revisions.get(1)
        == ledger.revisions.with_request("view V1")
        == made
    )
    change = StoredChange("fact", "changed", ("claim",), ("claim: “one” → “two”",), "one", "two")
    assert ledger.revisions.history("fact") == (Entry(made, change),)
    assert ledger.revisions.changes(1) == (change,)


def test_the_time_is_kept_to_the_microsecond_in_utc(ledger: Ledger, clock: Clock) -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))
    clock.time = dt.datetime(2025, 3, 1, 0, 0, 0, 1, tzinfo=seoul)
    made = recorded(ledger)
    assert made.at == clock.time
    assert made.at.tzinfo == dt.UTC


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text("abc/-.é한", min_size=1, max_size=8), st.binary(max_size=300), min_size=1, max_size=6
    )
)
def test_an_edition_is_given_back_byte_for_byte(ledger: Ledger, given_files: dict[str, bytes]) -> None:
    name = load.edition(given_files)
    ledger.revisions.record(name, None, Signature("file"), given_files, [])
    assert ledger.revisions.files(name) == given_files


def test_an_edition_that_is_not_on_file_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="no edition aaaaaaaaaaaa in"):
        ledger.revisions.files("a" * 64)


def test_files_that_are_another_edition_are_not_kept(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="not the edition"):
        ledger.revisions.record(edition("two"), None, Signature("file"), files("one"), [])
    assert ledger.revisions.latest() is None


def _content(url: str) -> list[tuple[str, int]]:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        found = [tuple(row) for row in connection.execute(sa.text("SELECT sha256, size FROM blobs"))]
    engine.dispose()
    return found


def test_the_same_content_is_kept_once(ledger: Ledger, url: str) -> None:
    for text in ("one", "two", "three", "one"):
        recorded(ledger, text)
    assert sorted(size for _, size in _content(url)) == [3, 3, 5, 24]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE blobs SET packed = (SELECT packed FROM blobs WHERE size = 24) WHERE size = 3",
        "UPDATE blobs SET packed = CAST('no zlib' AS {binary}) WHERE size = 3",
        "DELETE FROM edition_files WHERE name = 'seeds/b.yaml'",
    ],
)
def test_content_that_is_not_what_was_kept_is_not_given_out(ledger: Ledger, url: str, damage: str) -> None:
    recorded(ledger)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text(damage.format(binary="BYTEA" if ledger.is_shared else "BLOB")))
    engine.dispose()
    with pytest.raises(LedgerError, match="is damaged"):
        ledger.revisions.files(edition())


# ── A save in two steps


def test_a_pending_revision_is_no_history_until_it_is_served(ledger: Ledger) -> None:
    first = recorded(ledger)
    begun = ledger.revisions.begin(edition("two"), edition(), SIGNED, files("two"), [Changed("fact")])
    assert begun.state == "pending"
    assert (
        ledger.revisions.pending()
        == ledger.revisions.get(2)
        == ledger.revisions.with_request("view V1")
        == begun
    )
    assert ledger.revisions.latest() == ledger.revisions.serving() == first
    assert (
        ledger.revisions.history("fact") == ledger.revisions.recent() == ledger.revisions.recent_facts() == ()
    )
    assert ledger.revisions.last_of("fact") is None
    assert ledger.revisions.files(edition("two")) == files("two")
    ledger.revisions.serve(begun.number)
    served = ledger.revisions.latest()
    assert (
        served
        == ledger.revisions.last_of("fact")
        == Revision(2, edition("two"), edition(), START, SIGNED, "served")
    )
    assert [each.revision for each in ledger.revisions.history("fact")] == [served]
    assert ledger.revisions.pending() is None


def test_one_save_is_pending_at_most(ledger: Ledger) -> None:
    begun = ledger.revisions.begin(edition(), None, SIGNED, files(), [])
    with pytest.raises(ChangedError, match="Another edit is being saved"):
        ledger.revisions.begin(edition("two"), None, Signature("slack"), files("two"), [])
    assert ledger.revisions.pending() == begun
    ledger.revisions.serve(begun.number)
    assert (
        ledger.revisions.begin(edition("two"), None, Signature("slack"), files("two"), []).state == "pending"
    )


def test_a_dropped_save_leaves_nothing_and_its_request_can_come_again(ledger: Ledger) -> None:
    begun = ledger.revisions.begin(edition(), None, SIGNED, files(), [Changed("fact")])
    ledger.revisions.drop(begun.number)
    assert ledger.revisions.pending() is ledger.revisions.get(begun.number) is None
    assert ledger.revisions.changes(begun.number) == ()
    again = ledger.revisions.begin(edition(), None, SIGNED, files(), [Changed("fact")])
    assert again.number > begun.number  # a number is never given twice
    assert not again.is_repeat


def test_a_dropped_save_takes_its_edition_with_it_but_nothing_that_another_has(
    ledger: Ledger, url: str
) -> None:
    recorded(ledger, "one")
    recorded(ledger, "three")
    for text in ("two", "one"):
        begun = ledger.revisions.begin(edition(text), edition("three"), SIGNED, files(text), [])
        ledger.revisions.drop(begun.number)
    with pytest.raises(NotFoundError):
        ledger.revisions.files(edition("two"))
    assert ledger.revisions.files(edition("one")) == files("one")
    assert sorted(size for _, size in _content(url)) == [3, 5, 24]


def test_what_is_served_can_t_be_dropped(ledger: Ledger) -> None:
    made = recorded(ledger, "one", "fact")
    ledger.revisions.drop(made.number)
    assert ledger.revisions.latest() == made
    assert len(ledger.revisions.history("fact")) == 1


def test_serving_twice_or_what_is_not_there_does_nothing(ledger: Ledger) -> None:
    begun = ledger.revisions.begin(edition(), None, SIGNED, files(), [])
    for number in (begun.number, begun.number, 99):
        ledger.revisions.serve(number)
    assert ledger.revisions.get(99) is None
    assert ledger.revisions.latest() == begun.__class__(1, edition(), None, START, SIGNED, "served")


@pytest.mark.parametrize("method", ["record", "begin", "swap"])
def test_a_request_that_comes_again_has_no_second_effect(ledger: Ledger, clock: Clock, method: str) -> None:
    write = getattr(ledger.revisions, method)
    first = write(edition(), None, SIGNED, files(), [Changed("fact")])
    assert not first.is_repeat
    clock.forward(days=1)
    again = write(edition("two"), edition(), SIGNED, files("two"), [Changed("fact")])
    assert again == first
    assert again.is_repeat
    assert ledger.revisions.get(2) is None
    assert len(ledger.revisions.changes(1)) == 1


# ── The database as the master


def test_the_head_moves_only_from_where_it_is(ledger: Ledger) -> None:
    revisions = ledger.revisions
    revisions.swap(edition("one"), None, Signature("publish"), files("one"), [])
    assert revisions.head() == edition("one")
    revisions.swap(edition("two"), edition("one"), Signature("slack"), files("two"), [Changed("fact")])
    assert revisions.head() == edition("two")
    for parent in (edition("one"), None, "f" * 64):
        with pytest.raises(ChangedError, match="has changed since this edit was begun"):
            revisions.swap(edition("three"), parent, Signature("slack"), files("three"), [Changed("fact")])
    assert revisions.head() == edition("two")
    assert len(revisions.history("fact")) == 1
    with pytest.raises(NotFoundError):  # nothing of the loser is left
        revisions.files(edition("three"))


def test_the_head_can_go_back_to_an_edition_of_before(ledger: Ledger) -> None:
    for edited, parent in (("one", None), ("two", edition("one")), ("one", edition("two"))):
        ledger.revisions.swap(edition(edited), parent, Signature("undo"), files(edited), [])
    assert ledger.revisions.head() == edition("one")
    assert [each and each.edition for each in map(ledger.revisions.get, (1, 2, 3))] == [
        edition("one"),
        edition("two"),
        edition("one"),
    ]


# ── Looking back


def test_the_history_of_a_fact_is_told_the_newest_first_up_to_a_limit(ledger: Ledger, clock: Clock) -> None:
    for number in range(1, 6):
        recorded(ledger, f"text {number}", *(["fact", "other"] if number % 2 else ["other"]))
        clock.forward(days=1)
    assert [each.revision.number for each in ledger.revisions.history("fact")] == [5, 3, 1]
    assert [each.revision.number for each in ledger.revisions.history("fact", limit=2)] == [5, 3]
    assert [(each.revision.number, each.change.fact) for each in ledger.revisions.recent(4)] == [
        (5, "fact"),
        (5, "other"),
        (4, "other"),
        (3, "fact"),
    ]
    assert [(each.revision.number, each.change.fact) for each in ledger.revisions.recent_facts()] == [
        (5, "fact"),
        (5, "other"),
    ]


def test_recent_facts_are_told_once_each(ledger: Ledger) -> None:
    for text, facts in (("1", "ab"), ("2", "bc"), ("3", "b"), ("4", "")):
        recorded(ledger, text, *facts)
    found = [(each.revision.number, each.change.fact) for each in ledger.revisions.recent_facts()]
    assert found == [(3, "b"), (2, "c"), (1, "a")]
    assert len(ledger.revisions.recent_facts(limit=2)) == 2


def test_an_undo_takes_back_the_last_revision_that_changed_the_fact(ledger: Ledger) -> None:
    recorded(ledger, "1", "fact")
    second = recorded(ledger, "2", "other", "fact")
    recorded(ledger, "3", "other")
    assert ledger.revisions.last_of("fact") == second
    assert ledger.revisions.last_of("nothing") is None


def test_an_edition_is_served_since_the_first_revision_without_a_break(ledger: Ledger, clock: Clock) -> None:
    since = {}
    for number, text in enumerate(["one", "one", "two", "one", "one", "one"], 1):
        recorded(ledger, text)
        clock.forward(days=1)
        serving = ledger.revisions.serving()
        since[number] = serving and (serving.number, serving.edition)
    assert since == {
        1: (1, edition("one")),
        2: (1, edition("one")),
        3: (3, edition("two")),
        4: (4, edition("one")),
        5: (4, edition("one")),
        6: (4, edition("one")),
    }


def test_all_of_it_is_there_after_a_restart(url: str, clock: Clock) -> None:
    with closing(open_ledger(url, clock)) as ledger:
        made = recorded(ledger, "one", "fact")
    with closing(open_ledger(url, clock)) as ledger:
        assert ledger.revisions.latest() == made
        assert ledger.revisions.files(edition()) == files()


def test_a_large_edition_takes_less_room_than_its_files(tmp_path: Path, clock: Clock) -> None:
    words = "the a of ferry harbour minister said killed 300 on Jan. 13".split()
    chosen = random.Random(5).choices(words, k=200_000)  # noqa: S311 - nothing secret
    large = {"facts/large.yaml": " ".join(chosen).encode()}
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock)) as ledger:
        ledger.revisions.record(load.edition(large), None, Signature("file"), large, [])
        assert ledger.revisions.files(load.edition(large)) == large
    assert (tmp_path / "ledger.db").stat().st_size < len(large["facts/large.yaml"]) / 2
