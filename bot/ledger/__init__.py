"""The ledger: what was published when and by whom, who was shown it, and what people ask and propose.

    open_ledger ─ opening (address, schema: migrations) ─▶ Ledger ─┬─ revisions ─ editions   the history
                                                                   ├─ shown                 who saw what
                                                                   ├─ questions             to the fact desk
                                                                   ├─ proposals             to be decided
                                                                   ├─ notices               who has to be told
                                                                   ├─ forgetting            and what goes
                                                                   └─ copying               for safe keeping

Values go in and come out (values), and can be told in words (wording). Every method is one transaction
(transactions) over the tables (tables), short, and waits for the database: on an event loop, call it in a
thread. Any of them raises LedgerError where the database fails.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.ledger import copying, forgetting
from bot.ledger.notices import Notices
from bot.ledger.opening import open_database
from bot.ledger.proposals import Proposals
from bot.ledger.questions import Questions
from bot.ledger.revisions import Revisions
from bot.ledger.shown import Shown
from bot.ledger.transactions import Database
from bot.ledger.values import (
    FORGOTTEN,
    Card,
    Change,
    Entry,
    Forgotten,
    Group,
    GroupState,
    How,
    Notice,
    NoticeState,
    Proposal,
    ProposalKind,
    ProposalState,
    Question,
    Recipient,
    Revision,
    Showing,
    Signature,
    StoredChange,
)

__all__ = [
    "FORGOTTEN",
    "Card",
    "Change",
    "Entry",
    "Forgotten",
    "Group",
    "GroupState",
    "How",
    "Ledger",
    "Notice",
    "NoticeState",
    "Notices",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Proposals",
    "Question",
    "Questions",
    "Recipient",
    "Revision",
    "Revisions",
    "Showing",
    "Shown",
    "Signature",
    "StoredChange",
    "open_ledger",
]


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. is_shared: on PostgreSQL the database is the master of the fact file, not a folder."""

    revisions: Revisions
    shown: Shown
    questions: Questions
    proposals: Proposals
    notices: Notices
    is_shared: bool
    _database: Database

    def forget(self, user: str) -> Forgotten:
        """Remove what is kept on a person, in every table; see `forgetting`."""
        return forgetting.forget(self._database, user)

    def purge(self, keep_days: int, notify_days: int) -> int:
        """Remove what has been kept for long enough, and say how many rows that were; see `forgetting`."""
        return forgetting.purge(self._database, keep_days, notify_days)

    def backup(self, path: Path) -> None:
        """Copy the ledger, as it stands at one moment, into a new file, while it is in use; see `copying`."""
        copying.backup(self._database, path)

    def close(self) -> None:
        """Close the connections; those in use are closed when they are given back."""
        self._database.engine.dispose()


def open_ledger(url: str, now: Callable[[], dt.datetime]) -> Ledger:
    """Open the ledger, made or brought to the newest schema where need be.

    url: sqlite:////FOLDER/FILE, or postgresql://… (postgres:// and postgresql+psycopg:// are the same).
    now: the clock; it gives aware times. Raises ConfigurationError, which says what to do and holds no
    password: an address that is none, a driver that is missing, a database that can't be reached, or that is
    newer than this program.
    """
    database = open_database(url, now)
    return Ledger(
        revisions=Revisions(database),
        shown=Shown(database),
        questions=Questions(database),
        proposals=Proposals(database),
        notices=Notices(database),
        is_shared=database.is_postgresql,
        _database=database,
    )
