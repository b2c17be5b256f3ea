"""Posts that nobody waits for: to the fact desk's channel, and to people. What fails is logged, not raised.

What they tell of is in the ledger already: a message that Slack did not take loses nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable

from bot.block_kit import Message
from bot.errors import FactdeskError
from bot.slack import api
from bot.slack.desk import Desk


async def to_desk(desk: Desk, message: Message) -> str:
    """Post to the fact desk's channel; returns the message's `ts`, empty where it did not arrive."""
    if desk.fact_desk_channel is None:
        return ""
    try:
        return await api.post(desk.client, desk.fact_desk_channel, message)
    except FactdeskError as error:
        _log(desk, "the fact desk's channel", error)
        return ""


async def instead(desk: Desk, channel: str, ts: str, message: Message) -> bool:
    """Put another message in the place of one that the bot posted; False where that failed."""
    return bool(channel and ts) and await _done(
        desk, "a message", api.edit(desk.client, channel, ts, message)
    )


async def to_person(desk: Desk, user: str, message: Message) -> bool:
    """Write to a person directly; False where that failed."""
    return bool(user) and await _done(desk, "a person", api.write(desk.client, user, message))


async def _done(desk: Desk, what: str, work: Awaitable[None]) -> bool:
    try:
        await work
    except FactdeskError as error:
        _log(desk, what, error)
        return False
    return True


def _log(desk: Desk, what: str, error: FactdeskError) -> None:
    desk.open_office.log.warning("%s was not reached: %s", what, error)
