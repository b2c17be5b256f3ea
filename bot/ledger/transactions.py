"""Transactions: the one place where the database's errors become the ledger's.

On SQLite a transaction that writes takes the write lock at its start (BEGIN IMMEDIATE): one that took it at
its first write could find that another had written since it began, and fail with “database is locked”.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import LedgerError

IMMEDIATE: Final = "factdesk_immediate"  # an option of ours on a connection: begin with the write lock
_LOCKS: Final = 0x46414354  # PostgreSQL's advisory locks have two numbers: ours is “FACT”, then which
MIGRATING, REVISING, ASKING, PROPOSING, TELLING = range(1, 6)


@dataclass(frozen=True, slots=True)
class Database:
    """The database and the clock, both passed in."""

    engine: sa.Engine = field(repr=False)  # its repr has the address
    now: Callable[[], dt.datetime]

    @property
    def is_postgresql(self) -> bool:
        """Is it a server that several processes may share?"""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that sees one state of the database throughout, and writes nothing."""
        with _translated(), self.engine.connect() as connection:
            options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if self.is_postgresql else {}
            with connection.execution_options(**options).begin():
                yield connection

    @contextmanager
    def writing(self, *locks: int) -> Iterator[sa.Connection]:
        """Open a transaction that is committed at the end, or of which nothing is left.

        locks: this module's numbers, in their order: no other transaction with one of them runs meanwhile.
        """
        with _translated(), self.engine.connect() as connection:
            immediate = connection.execution_options(**{IMMEDIATE: True})
            with immediate.begin():
                for lock in locks if self.is_postgresql else ():
                    immediate.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCKS, lock)))
                yield immediate

    def scrub(self) -> None:
        """Leave nothing in SQLite's files of what was removed; on a server that is left to its own vacuum."""
        if self.is_postgresql:
            return
        with _translated(), self.engine.connect() as connection:
            # Past SQLAlchemy, which would begin a transaction: this is not possible in one.
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the driver raises into a LedgerError; what it says of values and addresses is left out."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise LedgerError(f"the ledger's database failed ({code(error)})") from None


def code(error: Exception) -> str:
    """The kind of an error and the driver's code for it, which hold no value of anybody's."""
    original = getattr(error, "orig", error)
    given = getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", None)
    return f"{type(error).__name__}, {given}" if given else type(error).__name__


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can be told what to do on conflict; the two databases write it alike."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def new_id(result: sa.CursorResult[Any]) -> int:
    """The id that an inserted row was given."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - only an INSERT of several rows has none
    return int(key[0])


def begin_on_sqlite(connection: sa.Connection) -> None:
    """Begin a transaction as the connection's options say; sqlite3 is told not to begin any itself."""
    is_immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_immediate else "BEGIN")
