"""Puts editions into service: what an editor saved from Slack, and what changed in the files.

The new edition is read, checked and indexed in a thread and swapped in whole. What can't be served leaves
the last good edition in service, and `Office.trouble` says why.
"""

from __future__ import annotations

from bot import load, validate
from bot.changes import FactChange, compare
from bot.edits import Edit
from bot.editing import Saved
from bot.errors import ConfigurationError, FactFileError, NotFoundError
from bot.ledger import Ledger, Revision, Signature
from bot.model import FactFile
from bot.slack import announcing
from bot.slack.desk import Desk, edition
from bot.slack.office import Office, Trouble


async def save(desk: Desk, edit: Edit, signature: Signature) -> Saved:
    """Make an edit, serve what came of it, and tell the desk. Raises as `FolderStore.save`."""
    office = desk.open_office
    saved = await office.off_loop(office.store.save, edit, signature)
    await _serve(desk, office, saved.file, saved.revision)
    if not saved.is_repeat:
        await announcing.served(desk, saved.revision, saved.changes)
    return saved


async def catch_up(desk: Desk, *, forced: str = "") -> Trouble | None:
    """Serve the files as they stand now, if they can be served; else keep the old edition and say why.

    forced: the edition that is to be served although it drops facts. A file that lost its second half
    looks the same as one from which an editor took facts out, so that is asked first.
    """
    office = desk.open_office
    async with office.catching_up:
        office.trouble = await _caught_up(desk, office, forced)
        return office.trouble


async def _caught_up(desk: Desk, office: Office, forced: str) -> Trouble | None:
    old = desk.edition.file
    try:
        files = await office.off_loop(office.store.read)
    except ConfigurationError as error:
        return Trouble("", str(error))
    name = load.edition(files)
    if name == old.edition:
        return None
    try:
        file = await office.off_loop(checked, files)
    except FactFileError as error:
        return Trouble(name, str(error))
    dropped = tuple(key for key in old.facts if key not in file.facts)
    if dropped and forced != name:
        return Trouble(name, "", dropped)
    revision, changes = await office.off_loop(recorded, office.ledger, file, files, old)
    await _serve(desk, office, file, revision)
    await announcing.served(desk, revision, changes)
    return None


async def _serve(desk: Desk, office: Office, file: FactFile, revision: Revision) -> None:
    made = await office.off_loop(edition, file)
    async with office.swapping:
        if revision.number >= office.serving.number:
            desk.edition, office.serving = made, revision


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
