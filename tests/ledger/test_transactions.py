"""Transactions: all or nothing, and errors that say nothing of what was in them."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import LedgerError
from bot.ledger import Ledger, Signature, open_ledger
from bot.ledger.opening import open_database
from bot.ledger.tables import groups, notices, questions
from bot.ledger.transactions import Database
from tests.ledger.made import Changed, Clock, edition, files

CANARY = "the unpublished story"


@pytest.fixture
def database(url: str, clock: Clock) -> Iterator[Database]:
    opened = open_database(url, clock)
    yield opened
    opened.engine.dispose()


def everything(error: BaseException) -> str:
    """All that a log would show of an error."""
    return "".join(traceback.format_exception(error)) + repr(error)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("SELECT '{canary}' FROM nowhere", r"\((OperationalError|ProgrammingError), "),
        ("INSERT INTO groups (id, note) VALUES (1, '{canary}')", r"\(IntegrityError, "),
        ("UPDATE groups SET note = '{canary}' + no_such_column", r"\((OperationalError|ProgrammingError), "),
    ],
)
def test_an_error_tells_its_code_and_nothing_of_what_was_in_it(
    database: Database, statement: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(LedgerError, match=code) as caught, database.writing() as connection:
        connection.execute(sa.text(statement.format(canary=CANARY)))
    told = everything(caught.value) + caplog.text
    assert "the ledger's database failed" in told
    assert CANARY not in told
    assert "factdesk-pg" not in told


def test_parameters_are_in_no_error(database: Database) -> None:
    row = {"id": 1, "channel": CANARY, "ts": CANARY, "state": CANARY * 10, "note": None}
    with pytest.raises(LedgerError) as caught, database.writing() as connection:
        connection.execute(sa.insert(groups), row)
    assert CANARY not in everything(caught.value)


def test_what_was_written_before_an_error_is_gone(database: Database) -> None:
    row = {"id": 1, "channel": "", "ts": "", "state": "open", "note": ""}

    def write(error: Exception | None) -> None:
        with database.writing() as connection:
            connection.execute(sa.insert(groups), row)
            if error:
                raise error
            connection.execute(sa.insert(groups), row)

    with pytest.raises(ZeroDivisionError):
        write(ZeroDivisionError())
    with pytest.raises(LedgerError):
        write(None)
    with database.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(groups)) == 0


def test_a_revision_whose_changes_fail_is_not_there(ledger: Ledger) -> None:
    def changes() -> Iterator[Changed]:
        yield Changed("fact")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ledger.revisions.swap(edition(), None, Signature("slack"), files(), changes())
    assert ledger.revisions.latest() is None
    assert ledger.revisions.head() is None


@pytest.mark.parametrize("table", [questions, notices])
def test_an_entry_that_points_to_nothing_is_refused(database: Database, table: sa.Table) -> None:
    row = {
        questions: {"group_id": 99, "text": "", "team": "", "user_id": "", "at": Clock()()},
        notices: {"revision": 99, "facts": (), "at": Clock()(), "state": "", "channel": "", "ts": ""},
    }[table]
    with pytest.raises(LedgerError, match="IntegrityError"), database.writing() as connection:
        connection.execute(sa.insert(table), row)


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    row = {"channel": "", "ts": "", "state": "open", "note": ""}
    count = sa.select(sa.func.count()).select_from(groups)
    with database.writing() as connection:
        connection.execute(sa.insert(groups), {"id": 1, **row})
    with database.reading() as reader:
        assert reader.scalar(count) == 1
        with database.writing() as writer:  # and does not make a writer wait
            writer.execute(sa.insert(groups), {"id": 2, **row})
        assert reader.scalar(count) == 1
    with database.reading() as reader:
        assert reader.scalar(count) == 2


def test_a_lost_connection_is_made_anew(postgresql_url: str, clock: Clock) -> None:
    with closing(open_ledger(postgresql_url, clock)) as ledger:
        assert ledger.revisions.latest() is None
        engine = sa.create_engine(postgresql_url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        engine.dispose()
        assert ledger.revisions.latest() is None


def test_a_ledger_that_vanished_is_a_ledger_error(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "ledger.db"
    with closing(open_ledger(f"sqlite:///{path}", clock)) as ledger:
        ledger.close()
        path.write_bytes(b"no database" * 1_000)
        with pytest.raises(LedgerError) as caught:
            ledger.questions.ask(CANARY, "T1", "U1", "a")
    assert CANARY not in everything(caught.value)
    assert str(path) not in str(caught.value)
