"""Readers are told of what changed: the real bot, a real ledger, from the showing to the message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.server import SlackStandIn
from bot.slack.desk import Desk
from tests.slack.bots import Bot, answering, buttons, words
from tests.slack.offices import office_desk, with_approvals
from tests.slack.told import (
    CLAIM,
    LEAN,
    WAS,
    WHY,
    at_the_end,
    edited,
    got,
    kept,
)


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    made = office_desk(slack, tmp_path)
    with_approvals(made, 0)
    return made


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk, "socket") as running:
        yield running


async def test_who_was_shown_a_fact_is_told_what_it_said_what_it_says_and_why(bot: Bot) -> None:
    await bot.asks(f"show {LEAN}")
    await kept(bot.desk, {LEAN: 1})
    post = await edited(bot, LEAN, claim=CLAIM, why=WHY)
    assert "1 person was shown this in the last 30 days" in words(post)
    assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]
    assert got(bot, "reporter") == []
    await bot.slack.press("chief", post, "tell_readers")
    seen = await at_the_end(bot, post)
    assert "1 told." in seen
    (message,) = got(bot, "reporter")
    assert "It said: " in message
    assert WAS in message
    assert f"It says now: {CLAIM}" in message
    assert f"Why: {WHY}" in message
    assert "http" not in message
