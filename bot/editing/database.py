"""The store whose master is PostgreSQL: the head row says which edition is in force, for every replica.

An edit is made of the edition that the head names, and moves the head on if it still names that one. Whoever
lost the race makes the edit anew of what the other left, so that two edits of different facts are both kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot import load
from bot.editing import making
from bot.editing.readings import Readings
from bot.editing.values import Saved, Tried
from bot.edits import Edit
from bot.errors import ChangedError, ConfigurationError
from bot.ledger import Ledger, Signature
from bot.model import FactFile

TRIES: Final = 40  # 4 editors who saved without a pause on a busy machine needed 16 at most
_PAUSE: Final = 0.02  # seconds before the second try; each further one waits that much longer, to a second


@dataclass(frozen=True, slots=True)
class DatabaseStore:
    """A ledger in PostgreSQL, whose head is the fact file. documents: as for `FolderStore`."""

    ledger: Ledger
    documents: Path | None = None
    at: Callable[[str], None] = lambda _step: None
    pause: Callable[[float], None] = time.sleep
    readings: Readings = field(default_factory=Readings, compare=False, repr=False)

    def read(self) -> load.Files:
        """The files in force. Raises ConfigurationError where none have been published."""
        return self.ledger.revisions.files(self._head())

    def try_out(self, edit: Edit) -> Tried:
        """What `save` would make of the files, without writing. Raises what `save` raises."""
        return making.tried(edit, self.read(), self.ledger.revisions, self.documents, self.readings)

    def save(self, edit: Edit, signature: Signature) -> Saved:
        """Carry out an edit; of one request there is one effect.

        Raises what `making.tried` raises; ConfigurationError where nothing has been published; ChangedError
        where others kept saving first; LedgerError where the database fails.
        """
        revisions = self.ledger.revisions
        for number in range(1, TRIES + 1):
            head = self._head()
            if signature.request and (before := revisions.with_request(signature.request)):
                return making.repeated(before, revisions)
            tried = making.tried(edit, revisions.files(head), revisions, self.documents, self.readings)
            self.at("made")
            try:
                revision = revisions.swap(tried.file.edition, head, signature, tried.files, tried.changes)
            except ChangedError:
                self.pause(min(_PAUSE * number, 1))
                continue
            self.at("swapped")
            if revision.is_repeat:
                return making.repeated(revision, revisions)
            return Saved(revision, tried.file, tried.changes, tried.files)
        raise ChangedError("Others keep saving at this moment. Save again in a few seconds; nothing is lost.")

    def take_in(self, files: load.Files, file: FactFile) -> Saved:
        """What is in force is in the ledger already. Raises ChangedError where it is no longer this."""
        latest = self.ledger.revisions.latest()
        if latest is None or latest.edition != file.edition:
            raise ChangedError("Another edition is in force by now; read it again.")
        return Saved(latest, file, (), files, is_repeat=True)

    def _head(self) -> str:
        head = self.ledger.revisions.head()
        if head is None:
            raise ConfigurationError("The database has no fact file yet; run: factdesk publish")
        return head
