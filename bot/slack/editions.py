"""Puts editions into service: what an editor saved from Slack, and what changed in the files.

The new edition is read, checked and indexed in a thread and swapped in whole. What can't be served leaves
the last good edition in service, and `Office.trouble` says why.
"""

from __future__ import annotations

from bot import load
from bot.editing import Saved
from bot.editing.opening import checked, recorded
from bot.edits import Edit
from bot.errors import ConfigurationError, FactFileError
from bot.ledger import Revision, Signature
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
