"""Lets go of what was kept long enough, in Slack and in the ledger.

A question also stands in the desk's post on it, which only the ledger knows how to find. So the post goes
first, and the question waits for that: a day at most, then it goes all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import FactdeskError, LedgerError, SlackUnavailableError
from bot.slack import api
from bot.slack.desk import Desk
from bot.slack.office import Office

PATIENCE: Final = 1  # days that a question is kept longer because its post could not be deleted
# Slack's words for a post that is gone, or that no further try will delete.
_NO_POST: Final = (
    "message_not_found",
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "cant_delete_message",
)


async def let_go(desk: Desk) -> None:
    """Delete the posts on questions that are about to be let go of, then remove these and what else is due.

    What fails is logged, and tried again the next time.
    """
    office = desk.open_office
    rules, ledger = office.rules, office.ledger
    try:
        if not await _without_posts(desk, office):
            return
        gone = await office.off_loop(ledger.purge, rules.keep_days, rules.notify_days)
    except LedgerError as error:
        office.log.warning("what was kept long enough could not be let go: %s", error)
        return
    if gone:
        office.log.info("let go of %d rows that were kept long enough", gone)


async def _without_posts(desk: Desk, office: Office) -> bool:
    """Delete the posts; False where one still stands and the questions can wait for it."""
    questions, days = office.ledger.questions, office.rules.keep_days
    deleted = 0
    for group in await office.off_loop(questions.expiring, days):
        if not group.ts:
            continue
        try:
            await _delete(desk.client, group.channel, group.ts)
        except FactdeskError as error:
            late = await office.off_loop(questions.expiring, days + PATIENCE)
            office.log.warning("the post on question %d could not be deleted: %s", group.id, error)
            if all(each.id != group.id for each in late):
                return False
        else:
            deleted += 1
    if deleted:
        office.log.info("deleted %d posts on questions that were kept long enough", deleted)
    return True


async def without(client: AsyncWebClient, posts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Delete posts of the bot's, each by channel and ts; returns those that could not be deleted."""
    left = []
    for channel, ts in posts:
        try:
            await _delete(client, channel, ts)
        except SlackUnavailableError:
            left.append((channel, ts))
    return tuple(left)


async def _delete(client: AsyncWebClient, channel: str, ts: str) -> None:
    """Delete a post of the bot's; one that is gone is as good as deleted."""
    try:
        await api.delete(client, channel, ts)
    except SlackUnavailableError as error:
        if not str(error).endswith(_NO_POST):
            raise
