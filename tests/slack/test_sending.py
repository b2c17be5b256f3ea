"""Telling readers goes on until everybody was told, whatever Slack does, and says nothing that is not so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import SlackUnavailableError
from bot.ledger import open_ledger
from bot.ledger.notices import LEASE
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.slack import api, editions, telling
from bot.slack.desk import Desk
from tests.ledger.made import Clock
from tests.slack.bots import Bot, answering, buttons, words
from tests.slack.offices import NOW, ledger_of, office_desk, with_approvals
from tests.slack.told import (
    CLAIM,
    CRACKED,
    CRACKS,
    LEAN,
    WAS,
    at_the_end,
    edited,
    got,
    now_at_the_desk,
    shown,
)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path, clock: Clock) -> Desk:
    """A desk whose pauses take no time, but for its ledger's clock."""
    made = office_desk(slack, tmp_path)
    with_approvals(made, 0)
    made.open_office.ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock)

    async def pause(seconds: float) -> None:
        clock.forward(seconds=seconds)

    made.open_office.pause = pause
    return made


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk) as running:
        yield running


async def tell(bot: Bot, post: Message) -> str:
    await bot.slack.press("chief", now_at_the_desk(bot, post), "tell_readers")
    return await at_the_end(bot, post)


# ── Slack fails


@pytest.mark.parametrize(
    ("said", "passing"),
    [
        ("chat.postMessage: TimeoutError", True),
        ("chat.postMessage: ClientConnectorError", True),
        ("chat.postMessage: no JSON object", True),
        ("chat.postMessage: ratelimited", True),
        ("chat.postMessage: internal_error", True),
        ("chat.postMessage: invalid_auth", True),
        ("conversations.open: user_not_found", False),
        ("chat.postMessage: cannot_dm_bot", False),
        ("chat.update: message_not_found", False),
    ],
)
def test_what_is_tried_again_is_what_another_try_may_mend(said: str, passing: bool) -> None:  # noqa: FBT001 - a table
    assert api.is_passing(SlackUnavailableError(said)) is passing


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
async def test_nobody_is_given_up_because_slack_is_down(bot: Bot, clock: Clock, method: str) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    bot.slack.faults.fail(method, 503, times=1_000)
    await bot.slack.press("chief", post, "tell_readers")
    await bot.door.finish(20)
    assert got(bot, "reporter") == []
    notices = ledger_of(bot.desk).notices
    assert [each.id for each in notices.sending()] == [1]
    assert notices.reached(1) == (0, 0)
    bot.slack.faults.clear()
    clock.forward(seconds=LEASE)
    await telling.go_on(bot.desk)
    assert len(got(bot, "reporter")) == 1
    assert "1 told." in words(now_at_the_desk(bot, post))


async def test_a_card_is_corrected_once_slack_is_back(bot: Bot) -> None:
    await bot.slack.press("reporter", await bot.asks(f"show {LEAN}"), "share")
    await bot.slack.next_message("chief", "newsroom")
    await bot.door.finish(5)
    post = await edited(bot, LEAN, claim=CLAIM)
    bot.slack.faults.fail("chat.getPermalink", 503)
    assert "1 told, 1 shared card corrected." in await tell(bot, post)
    card, note = bot.slack.visible("chief", "newsroom")
    assert CLAIM in words(card)
    assert note.thread_ts == card.ts


# ── What is said is so when it is said


async def test_what_changed_back_before_somebody_s_turn_is_not_told(bot: Bot, clock: Clock) -> None:
    await shown(bot, LEAN, CRACKS)
    before = bot.desk.edition.file.facts[LEAN].claim
    first = await edited(bot, LEAN, claim=CLAIM)
    await edited(bot, CRACKS, claim=CRACKED)
    goes_on = asyncio.Event()

    async def pause(_: float) -> None:
        await goes_on.wait()
        clock.forward(seconds=LEASE)

    bot.desk.open_office.pause = pause
    bot.slack.faults.refuse("conversations.open", "internal_error")
    await bot.slack.press("chief", first, "tell_readers")
    await bot.slack.requested("conversations.open")
    await edited(bot, LEAN, claim=before)
    goes_on.set()
    await at_the_end(bot, first)
    (message,) = got(bot, "reporter")
    assert CRACKED in message
    assert LEAN not in message


async def test_where_all_changed_back_nobody_counts_as_told(bot: Bot, clock: Clock) -> None:
    await shown(bot, LEAN)
    before = bot.desk.edition.file.facts[LEAN].claim
    post = await edited(bot, LEAN, claim=CLAIM)
    await edited(bot, LEAN, claim=before)
    notices = ledger_of(bot.desk).notices
    notices.decide([1], "sending", "U0CHIEF")
    notices.due([1], {"U0REPORTER": [LEAN]})
    clock.forward(seconds=LEASE)
    await telling.resume(bot.desk)
    assert "There was nobody left to tell" in words(now_at_the_desk(bot, post))
    assert not notices.unsent()
    assert not notices.sending()
    assert got(bot, "reporter") == []


# ── A fact that is gone


async def test_of_a_fact_off_the_file_readers_are_told_and_its_card_says_so(bot: Bot, tmp_path: Path) -> None:
    await bot.slack.press("reporter", await bot.asks(f"show {LEAN}"), "share")
    card = await bot.slack.next_message("chief", "newsroom")
    await bot.door.finish(5)
    path = tmp_path / "newsroom" / "facts" / "clock-tower.yaml"
    text = path.read_text()
    start, end = text.index(f"  {LEAN}:"), text.index(f"  {CRACKS}:")
    left = (text[:start] + text[end:]).replace(f"superseded_by: {LEAN}", "superseded_by: swan-count")
    path.write_text(left)
    trouble = await editions.catch_up(bot.desk)
    assert trouble is not None
    assert trouble.drops == (LEAN,)
    await editions.catch_up(bot.desk, forced=trouble.edition)
    post = await bot.slack.next_message("chief", "fact-desk")
    assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]
    assert "1 told, 1 shared card corrected." in await tell(bot, post)
    (message,) = got(bot, "reporter")
    assert message.index(WAS) < message.index("No longer on file, do not use.")
    now, note = bot.slack.visible("chief", "newsroom")
    assert now.ts == card.ts
    assert "no longer on file" in words(now)
    assert buttons(now) == []
    assert WAS in words(note)
