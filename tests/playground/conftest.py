"""A stand-in per test, in which the app has 1 s for its acks, so that no test waits 3 s."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.playground.server import SlackStandIn
from bot.playground.workspace import Workspace, demo_workspace


@pytest.fixture
def workspace() -> Workspace:
    return demo_workspace()


@pytest.fixture
async def slack(workspace: Workspace) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(workspace, ack_seconds=1.0) as standing:
        yield standing
