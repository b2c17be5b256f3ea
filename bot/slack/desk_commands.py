"""The subcommands of the fact desk: each to its handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.slack import edit_handlers, history_handlers
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.slack.subcommands import Asked, Kind

_OF_A_FACT: Final[Mapping[Kind, Callable[[Desk, Request, str], Awaitable[Reply]]]] = {
    "edit": edit_handlers.edit,
    "verify": edit_handlers.verify,
    "withdraw": edit_handlers.withdraw,
    "history": history_handlers.history,
}
_ALONE: Final[Mapping[Kind, Callable[[Desk, Request], Awaitable[Reply]]]] = {
    "add": edit_handlers.add,
    "source add": edit_handlers.add_source,
    "status": history_handlers.status,
}


async def run(desk: Desk, request: Request, asked: Asked) -> Reply:
    """Do what was asked; raises KeyError for a subcommand that is none of the desk's."""
    if asked.kind in _OF_A_FACT:
        return await _OF_A_FACT[asked.kind](desk, request, asked.about)
    return await _ALONE[asked.kind](desk, request)
