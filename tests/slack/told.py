"""What the tests of readers and the fact desk share: acts, and what people see of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.playground.elements import Given
from bot.playground.messages import Message
from bot.slack.desk import Desk
from tests.slack.bots import Bot, buttons, words
from tests.slack.offices import ledger_of

LEAN: Final = "tower-lean"
CRACKS: Final = "tower-cracks"
DESK_CHANNEL: Final = "fact-desk"
WAS: Final = "The Courier did not say who measured it."
CLAIM: Final = 'The Public Works Office said the clock tower leans "more than 12 centimeters to the east."'
CRACKED: Final = 'As of May 6, 2031, Mira Holt said engineers counted "some 14 cracks" in the clock tower.'
WHY: Final = "The measurement has a source now."


async def edited(bot: Bot, fact: str, user: str = "editor", **values: Given) -> Message:
    """An editor changes a fact; what the desk's channel says of it, as the chief reads it."""
    outcome = await bot.slack.command(user, "newsroom", "/facts", f"edit {fact}")
    assert outcome.error is None
    outcome = await bot.slack.submit(user, await bot.slack.next_view(user), values)
    assert outcome.error is None
    assert not (outcome.view and outcome.view.errors), outcome.view
    return await announced(bot)


async def withdrawn(bot: Bot, fact: str, why: str, user: str = "editor") -> Message:
    """An editor withdraws a fact; what the desk's channel says of it."""
    await bot.slack.command(user, "newsroom", "/facts", f"withdraw {fact}")
    await bot.slack.submit(user, await bot.slack.next_view(user), {"withdrawn_because": why})
    return await announced(bot)


async def announced(bot: Bot, user: str = "chief") -> Message:
    """The next new message in the desk's channel on what is served."""
    while True:
        news = await bot.slack.next_change(user, DESK_CHANNEL)
        if news.kind == "posted" and words(news.message).startswith("Served"):
            return news.message


async def shown(bot: Bot, *facts: str, user: str = "reporter") -> None:
    """A person asks for these facts, and that is on record."""
    for fact in facts:
        await bot.asks(f"show {fact}", user=user)
    await on_record(bot.desk, facts, bot.slack.workspace.user(user).id)


async def on_record(desk: Desk, facts: Collection[str], user: str) -> None:
    ledger = ledger_of(desk)
    for _ in range(500):
        if set(facts) <= ledger.shown.readers(facts, 30, {}).get(user, frozenset()):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it was never kept")


def direct(bot: Bot, user: str) -> str:
    return bot.slack.workspace.direct(bot.slack.workspace.user(user).id).id


def got(bot: Bot, user: str) -> list[str]:
    """What the bot wrote to this person directly."""
    return [words(each) for each in bot.slack.visible(user, direct(bot, user))]


def now_at_the_desk(bot: Bot, post: Message) -> Message:
    """The desk's message as it stands by now."""
    (found,) = [each for each in bot.slack.visible("chief", DESK_CHANNEL) if each.ts == post.ts]
    return found


async def at_the_end(bot: Bot, post: Message) -> str:
    """The desk's message once it asks nothing any more, and nobody is being told."""
    for _ in range(1000):
        now = now_at_the_desk(bot, post)
        if "tell_readers" not in buttons(now) and "Telling" not in words(now):
            return words(now)
        await asyncio.sleep(0.01)
    raise AssertionError(words(now_at_the_desk(bot, post)))


def showings(folder: Path) -> set[tuple[str, str, str]]:
    """Everybody on record: fact, version, user."""
    with closing(sqlite3.connect(folder / "ledger.db")) as database:
        return {tuple(row) for row in database.execute("SELECT fact, version, user_id FROM shown")}


async def recorded(folder: Path, *wanted: tuple[str, str, str]) -> None:
    """Wait until exactly these are on record: nobody's answer waits for that."""
    for _ in range(500):
        if showings(folder) == set(wanted):
            return
        await asyncio.sleep(0.01)
    assert showings(folder) == set(wanted)


def stored(folder: Path) -> bytes:
    """Everything that the ledger's files hold."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("ledger.db*")))
