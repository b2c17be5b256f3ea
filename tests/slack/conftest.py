"""The real fact file, and a bot on it in either mode."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.answer import choices
from bot.model import FactFile
from bot.playground.server import SlackStandIn
from bot.slack.desk import Desk, Edition, edition
from tests.slack.bots import Bot, Mode, answering, desk_of


@pytest.fixture(scope="session")
def on_file(shipped: FactFile) -> Edition:
    return edition(shipped)


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn() as standing:
        yield standing


@pytest.fixture
def desk(slack: SlackStandIn, on_file: Edition) -> Desk:
    return desk_of(slack, on_file)


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk, mode: Mode) -> AsyncIterator[Bot]:
    """The bot over a socket, and again over signed HTTP."""
    async with answering(slack, desk, mode) as running:
        yield running


@pytest.fixture
async def socket_bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    """The bot over a socket alone: for what is the same either way, or is the socket's own."""
    async with answering(slack, desk, "socket") as running:
        yield running


@pytest.fixture(scope="session")
def unsure_question(on_file: Edition) -> str:
    """A question for which several facts are offered, whatever the search's figures are just now."""
    candidates = (
        "russia talks",
        "letter",
        "when is kim expected to go to russia, do we have a month",
        "do the pair on the video fancy settling down where they were caught",
        "what rewards were the men dreaming of in their scribblings",
        "what know-how does putin hand kim as a thank you",
        "photo",
        "Zelensky",
        "Kim Jong Un",
    )
    found = [
        each
        for each in candidates
        if (reply := on_file.index.search(each)).status == "unsure" and len(choices(reply.matches)) > 1
    ]
    assert found, "no candidate is unsure any more; add one that is"
    return found[0]
