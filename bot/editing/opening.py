"""Opens what the bot serves from: the ledger, the fact file's store, and the edition that stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot import config, load, validate
from bot.changes import FactChange, compare
from bot.config import Settings
from bot.editing import DatabaseStore, FolderStore, GitCommit
from bot.errors import ConfigurationError, FactFileError, NotFoundError
from bot.ledger import Ledger, Revision, Signature, open_ledger
from bot.model import FactFile


@dataclass(frozen=True, slots=True)
class Opened:
    """What the bot starts with. `changes` is what differs from the edition that was served last."""

    ledger: Ledger
    store: FolderStore | DatabaseStore
    file: FactFile
    revision: Revision
    changes: tuple[FactChange, ...]


def open_all(settings: Settings, now: Callable[[], dt.datetime]) -> Opened:
    """Open the ledger and read the fact file from its master; an interrupted save is settled first.

    Raises ConfigurationError where a folder or the database can't be had, FactFileError with every problem.
    """
    ledger = open_ledger(config.ledger_url(settings), now)
    try:
        return _opened(settings, ledger)
    except BaseException:
        ledger.close()
        raise


def _opened(settings: Settings, ledger: Ledger) -> Opened:
    store = store_of(settings, ledger)
    files = store.read()
    if not files:
        raise ConfigurationError("The database holds no fact file yet; run: factdesk publish")
    file = _checked(settings, files, is_shared=ledger.is_shared)
    revision, changes = recorded(ledger, file, files, None)
    return Opened(ledger, store, file, revision, changes)


def store_of(settings: Settings, ledger: Ledger) -> FolderStore | DatabaseStore:
    """Where the fact file is kept: in the folders, or, with PostgreSQL, in the database."""
    if ledger.is_shared:
        return DatabaseStore(ledger, settings.documents_dir)
    commit = GitCommit() if settings.facts_git_commit else None
    return FolderStore(settings.facts_dir, settings.seeds_dir, ledger, settings.documents_dir, commit)


def _checked(settings: Settings, files: load.Files, *, is_shared: bool) -> FactFile:
    try:
        return checked(files)
    except FactFileError as error:
        if is_shared:
            raise
        located = load.located(error.problems, settings.facts_dir, settings.seeds_dir)
        raise FactFileError(located) from None


def checked(files: load.Files) -> FactFile:
    """Read and check an edition's files; raises FactFileError with every problem."""
    return validate.checked(load.parse(files))


def recorded(
    ledger: Ledger, file: FactFile, files: load.Files, old: FactFile | None
) -> tuple[Revision, tuple[FactChange, ...]]:
    """The revision under which these files are served, made if the ledger has none, and what it changed.

    old: the file that was served before; None at a start, when the ledger's last one is looked up.
    """
    latest = ledger.revisions.latest()
    if latest is not None and latest.edition == file.edition:
        return latest, ()
    before = old or _before(ledger, latest)
    changes = compare(before, file) if before is not None else ()
    signature = Signature(how="file" if latest else "start")
    parent = latest.edition if latest else None
    return ledger.revisions.record(file.edition, parent, signature, files, changes), changes


def _before(ledger: Ledger, latest: Revision | None) -> FactFile | None:
    """The last edition that was served; None where this program can no longer read it."""
    if latest is None:
        return None
    try:
        return checked(ledger.revisions.files(latest.edition))
    except (FactFileError, NotFoundError):
        return None
