"""A copy of a ledger that is in use. Copying SQLite's file alone loses what is not yet in it, in silence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigurationError, LedgerError
from bot.ledger.transactions import Database, code


def backup(database: Database, path: Path) -> None:
    """Copy the ledger, as it stands at one moment, into a new file that only its owner may read.

    Raises ConfigurationError where that file is there already or can't be made, and on PostgreSQL, which has
    its own tool for this.
    """
    if database.is_postgresql:
        raise ConfigurationError("This ledger is on PostgreSQL: copy it with pg_dump.")
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already; name a new file.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} can't be made ({error.strerror}); name another file.") from error
    try:
        with database.engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
            driver: Any = connection.connection.driver_connection
            driver.backup(copy)
    except (SQLAlchemyError, sqlite3.Error) as error:
        path.unlink()
        raise LedgerError(f"the ledger could not be copied ({code(error)})") from None
