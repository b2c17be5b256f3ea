"""Between the folders and a database that is the master: publish brings files in, pull writes them out."""

from __future__ import annotations

import os
from pathlib import Path

from bot import load
from bot.changes import FactChange, compare
from bot.editing.disk import Disk, unwritable
from bot.editing.opening import checked
from bot.editing.order import in_order
from bot.errors import ConfigurationError, NotFoundError, RefusedError
from bot.ledger import Ledger, Signature
from bot.model import FactFile

_ONLY_SHARED = "This is for a ledger in PostgreSQL. With SQLite the folders are the fact file."


def publish(
    ledger: Ledger, files: load.Files, file: FactFile, signature: Signature, *, force: bool
) -> tuple[FactChange, ...] | None:
    """Put the folders' files in force; returns what that changes, None where they are in force already.

    file: what `files` were read into. force: also where facts would be gone. Raises ConfigurationError where
    the ledger is none in PostgreSQL, RefusedError for facts that would be gone, ChangedError where somebody
    saved at the same moment.
    """
    if not ledger.is_shared:
        raise ConfigurationError(_ONLY_SHARED)
    head = ledger.revisions.head()
    if head == file.edition:
        return None
    changes = compare(checked(ledger.revisions.files(head)), file) if head else ()
    gone = [each.id for each in changes if each.kind == "removed"]
    if gone and not force:
        raise RefusedError(
            f"The folders no longer have {', '.join(gone)}. If that is meant, publish with --force; a "
            "fact that turned out wrong is better withdrawn, so that its id still finds it."
        )
    ledger.revisions.swap(file.edition, head, signature, files, changes)
    return changes


def pull(ledger: Ledger, facts: Path, seeds: Path, *, force: bool) -> tuple[str, ...]:
    """Write the files in force into the folders; returns the names of those that changed.

    force: also where the folders hold what was never published. Raises ConfigurationError where the ledger is
    none in PostgreSQL, nothing is published, or the folders can't be written; RefusedError for unpublished
    files.
    """
    if not ledger.is_shared:
        raise ConfigurationError(_ONLY_SHARED)
    head = ledger.revisions.head()
    if head is None:
        raise ConfigurationError("The database has no fact file yet; run: factdesk publish")
    wanted = ledger.revisions.files(head)
    disk = Disk(facts, seeds, lambda _step: None, os.write)
    try:
        with disk.locked():
            found = disk.read()
            if not force and found and not _is_known(ledger, found):
                raise RefusedError(
                    "The folders hold changes that were never published. Publish them first, or pull with "
                    "--force, which overwrites them."
                )
            return _written(disk, found, wanted)
    except OSError as error:
        raise unwritable(error) from error


def _is_known(ledger: Ledger, files: load.Files) -> bool:
    try:
        ledger.revisions.files(load.edition(files))
    except NotFoundError:
        return False
    return True


def _written(disk: Disk, found: load.Files, wanted: load.Files) -> tuple[str, ...]:
    changed = tuple(in_order(found, wanted))
    staged = {name: disk.stage(name, wanted[name]) if name in wanted else None for name in changed}
    for name, temporary in staged.items():
        disk.put(name, temporary)
    return changed
