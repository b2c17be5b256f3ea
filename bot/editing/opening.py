"""Opens what the bot serves from: the ledger, the fact file's store, and the edition that stands there."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot import config, load, validate
from bot.changes import FactChange
from bot.config import Settings
from bot.editing import DatabaseStore, FolderStore, GitCommit
from bot.errors import FactFileError
from bot.ledger import Ledger, Revision, open_ledger
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

    Raises ConfigurationError where a folder or the database can't be had, FactFileError with every problem,
    ChangedError where the files change at this very moment.
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
    file = _checked(settings, files, is_shared=ledger.is_shared)
    saved = store.take_in(files, file)
    since = ledger.revisions.serving() or saved.revision
    return Opened(ledger, store, file, dataclasses.replace(saved.revision, at=since.at), saved.changes)


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
