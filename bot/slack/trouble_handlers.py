"""What an editor can do about files that are not served: serve them although they drop facts."""

from __future__ import annotations

from bot import desk_cards
from bot.errors import ChangedError
from bot.slack import editions
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request


async def serve_anyway(desk: Desk, request: Request) -> Reply:
    """Serve exactly the state of the files that the desk was asked about, and no other."""
    office = desk.open_office
    await office.editors.check(request.actor)
    trouble = await editions.catch_up(desk, forced=request.value)
    if desk.edition.file.edition == request.value:
        message = desk_cards.served_anyway(request.actor.user, request.value)
        return Reply(message, "served anyway", replace=True)
    if trouble is None:
        raise ChangedError("The files have changed since this was asked, and are served as they stand now.")
    raise ChangedError("The files have changed since this was asked; the newest message says what they lack.")
