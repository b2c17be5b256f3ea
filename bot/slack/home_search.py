"""What is asked in App Home: answered in a window, as the slash command answers in a message."""

from __future__ import annotations

import dataclasses

from bot.errors import ChangedError
from bot.slack import handlers, permissions
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request


async def searched(desk: Desk, request: Request) -> Reply:
    """Enter was pressed in the search field: what is typed there is read as behind the command."""
    return await handlers.question(desk, dataclasses.replace(request, text=request.value.strip()))


async def shown(desk: Desk, request: Request) -> Reply:
    """A fact was chosen in the menu, or its button pressed: its card, as it stands now."""
    permissions.check(request.actor, "ask", desk.workspace)
    if request.value not in desk.edition.file.facts:
        raise ChangedError("This fact is no longer on file. Ask for it in other words.")
    return await handlers.question(desk, dataclasses.replace(request, text=f"show {request.value}"))
