"""Puts editions into service: what an editor saved from Slack, and what changed in the files.

The new edition is read, checked and indexed in a thread and swapped in whole. What can't be served leaves
the last good edition in service, and `Office.trouble` says why.
"""

from __future__ import annotations

from bot import load
from bot.editing import Saved
from bot.editing.opening import checked
from bot.edits import Edit
from bot.errors import ChangedError, ConfigurationError, FactFileError
from bot.ledger import Revision, Signature
from bot.model import FactFile
from bot.slack import announcing
from bot.slack.desk import Desk, Edition, edition
from bot.slack.memory import let_go, uncollected
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
        file = await office.off_loop(read, files)
    except FactFileError as error:
        return Trouble(name, str(error))
    dropped = tuple(key for key in old.facts if key not in file.facts)
    if dropped and forced != name:
        return Trouble(name, "", dropped)
    try:
        taken = await office.off_loop(office.store.take_in, files, file)
    except ChangedError:
        return office.trouble  # it has changed again by now: the next look sees it
    await _serve(desk, office, file, taken.revision)
    changes = taken.changes
    signature = taken.revision.signature
    if taken.is_repeat and signature.by is None and signature.how in ("undo", "command", "publish"):
        # Made by a command beside this process, which has no Slack to tell the desk in.
        changes = await office.off_loop(announcing.stored, office.ledger, taken.revision.number)
    await announcing.served(desk, taken.revision, changes)
    return None


def read(files: load.Files) -> FactFile:
    """The files, read and checked; to be run in a thread. Raises FactFileError with every problem."""
    with uncollected():
        return checked(files)


async def _serve(desk: Desk, office: Office, file: FactFile, revision: Revision) -> None:
    async with office.swapping:
        if revision.number < office.serving.number:
            return  # a later edition was quicker
        made = await office.off_loop(ready, file)
        old: list[object] = [desk.edition]
        desk.edition, office.serving = made, revision
    await office.off_loop(let_go, old)


def ready(file: FactFile) -> Edition:
    """The edition, to be served; to be run in a thread."""
    with uncollected():
        return edition(file)
