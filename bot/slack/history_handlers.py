"""What changed, when and by whom; and which edition is served since when."""

from __future__ import annotations

from bot import edit_cards
from bot.ledger.wording import hand, head
from bot.slack import permissions
from bot.slack.desk import Desk
from bot.slack.office import Office
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import counted, joined

_MOST = 50


async def history(desk: Desk, request: Request, key: str) -> Reply:
    """“history ID”, for everybody; an editor can undo the newest change there."""
    permissions.check(request.actor, "ask", desk.workspace)
    office = desk.open_office
    entries = await office.off_loop(office.ledger.revisions.history, key, _MOST)
    is_editor = await office.editors.includes(request.actor)
    undo = entries[0].revision.number if entries and is_editor else None
    shown = [(head(each), each.change.lines) for each in entries]
    return Reply(edit_cards.history(key, shown, undo), f"history {key}")


async def status(desk: Desk, request: Request) -> Reply:
    """“status”: which edition is served since when; for editors also what is wrong with a newer one."""
    permissions.check(request.actor, "ask", desk.workspace)
    office, file = desk.open_office, desk.edition.file
    waiting = None
    if await office.editors.includes(request.actor):
        waiting = len(await office.off_loop(office.ledger.proposals.open, "edit"))
    trouble = trouble_words(office) if waiting is not None else ""
    by = f" ({hand(office.serving)})"
    card = edit_cards.status(file.edition, office.serving.at, by, len(file.facts), trouble, waiting)
    return Reply(card, "status")


def trouble_words(office: Office) -> str:
    """Why a newer state of the files is not served; empty where there is none."""
    trouble = office.trouble
    if trouble is None:
        return ""
    if trouble.drops:
        return f"it no longer has {counted(len(trouble.drops), 'fact')}: {joined(trouble.drops)}"
    return trouble.said
