"""Open the ledger: read its address, reach its database, bring it to the newest schema."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import ConfigurationError, LedgerError
from bot.ledger.tables import SCHEMA, VERSION_TABLE
from bot.ledger.transactions import MIGRATING, Database, begin_on_sqlite, code

BUSY: Final = 30  # seconds that a transaction waits for another's lock
REACH: Final = 10  # seconds that PostgreSQL may take to answer at all
_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_WRITE: Final = "write sqlite:////FOLDER/ledger.db, or postgresql://USER:PASSWORD@HOST/NAME"


def open_database(url: str, now: Callable[[], dt.datetime]) -> Database:
    """Reach the database that the address names, and bring it to the newest schema.

    Raises ConfigurationError; no part of the address but a file's path is in it.
    """
    address = _address(url)
    database = Database(_on_file(address) if address.drivername == "sqlite" else _on_server(address), now)
    try:
        _migrate(database)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigurationError(f"DATABASE_URL is no address of a database; {_WRITE}.") from None
    if address.drivername not in _DRIVERS:
        raise ConfigurationError(f"DATABASE_URL names a database that Factdesk does not know; {_WRITE}.")
    if address.drivername == "sqlite" and (address.host or address.database in (None, "", ":memory:")):
        raise ConfigurationError(f"DATABASE_URL names no file; {_WRITE}.")
    return address.set(drivername=_DRIVERS[address.drivername])


def _on_file(address: sa.URL) -> sa.Engine:
    path = Path(address.database or "")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds questions, which are unpublished stories
    except OSError as error:
        raise ConfigurationError(
            f"The ledger {path} can't be made ({error.strerror}); check its folder, or set DATABASE_URL."
        ) from error
    engine = sa.create_engine(address, connect_args={"timeout": BUSY}, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", begin_on_sqlite)
    try:
        with engine.connect():
            pass
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise ConfigurationError(
            f"The ledger {path} can't be opened ({code(error)}): is it an SQLite database, and may it be "
            "written? Restore it from a copy, or set DATABASE_URL."
        ) from None
    return engine


def _on_server(address: sa.URL) -> sa.Engine:
    # A pool of connections in front of the server (PgBouncer) may lose statements that were prepared.
    given: dict[str, Any] = {"prepare_threshold": None}
    if "connect_timeout" not in address.query:
        given["connect_timeout"] = REACH
    try:
        engine = sa.create_engine(address, connect_args=given, hide_parameters=True, pool_pre_ping=True)
    except ImportError:
        raise ConfigurationError(
            "PostgreSQL needs the driver psycopg; run: pip install 'factdesk[postgresql]'"
        ) from None
    sa.event.listen(engine, "connect", _prepare_postgresql)
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        engine.dispose()
        raise ConfigurationError(
            f"The database that DATABASE_URL names can't be reached ({code(error)}): check that it runs, and "
            "the address's host, port, user, password and name of the database."
        ) from None
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Begin transactions ourselves, let readers read while one writes, hold what is kept, wipe the rest."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg may not be installed
    """Wait for another's lock as long as SQLite does, and not for ever."""
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = '{BUSY}s'")
    connection.autocommit = False


def _migrate(database: Database) -> None:
    """Run the migrations that are missing, all or none, one process at a time."""
    try:
        with database.reading() as connection:
            if _version(connection) == SCHEMA:
                return
        with database.writing(MIGRATING) as connection:
            _upgrade(connection, _version(connection))
    except LedgerError as error:
        raise ConfigurationError(
            f"The ledger could not be brought up to date: {error}. It is as it was. Check that its database "
            "may be written, and holds no other program's tables of the same names."
        ) from error


def _version(connection: sa.Connection) -> str | None:
    """The schema that the database has; None for an empty one."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE)))


def _upgrade(connection: sa.Connection, version: str | None) -> None:
    # Here alone: it takes half as long to import as all else together, and is seldom needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise ConfigurationError(
            f"The ledger was written by a newer Factdesk: its schema is {version}, and this program knows "
            f"{SCHEMA} at most. Install the newer version again, or set DATABASE_URL to another ledger."
        )
    command.upgrade(config, "head")
