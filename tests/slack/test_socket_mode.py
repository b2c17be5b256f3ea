"""The socket: how long it waits, what it does when Slack takes it away, and when it gives up."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp

from bot.playground.server import SlackStandIn
from bot.playground.state import Call
from bot.slack import app
from bot.slack.desk import Desk
from bot.slack.socket_mode import PATIENCE, Patience, SocketMode
from tests.slack.bots import QUICK, Records, a_log
from tests.slack.test_api import serving

STEADY = Patience(first=0.3, longest=0.3, steady=60)


@pytest.mark.parametrize(
    ("failures", "jitter", "seconds"),
    [
        (-1, 0, 0),
        (0, 1, 0),
        (1, 0, 5),
        (1, 1, 7.5),
        (2, 0, 10),
        (3, 0, 20),
        (4, 0, 40),
        (5, 0, 60),
        (5, 1, 90),
        (6, 0, 60),
        (10**9, 0, 60),
    ],
)
def test_the_wait_doubles_from_five_seconds_to_sixty_with_jitter(
    failures: int, jitter: float, seconds: float
) -> None:
    assert PATIENCE.wait(failures, jitter) == seconds


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_no_wait_is_shorter_than_the_first_or_much_longer_than_the_longest(
    failures: int, jitter: float
) -> None:
    assert 5 <= PATIENCE.wait(failures, jitter) <= 90


@pytest.fixture
def bolt(slack: SlackStandIn, desk: Desk) -> AsyncApp:
    log, _ = a_log()
    return app.build(desk, log, slack.clock.now, slack.workspace.app.bot_user_id)[0]


@asynccontextmanager
async def connecting(
    slack: SlackStandIn, bolt: AsyncApp, patience: Patience = QUICK
) -> AsyncIterator[tuple[SocketMode, Records]]:
    """A socket that connects in the background, and is closed at the end."""
    log, records = a_log()
    socket = SocketMode(bolt, slack.app_token, log, lambda: 0.0, patience)
    trying = asyncio.create_task(socket.connect())
    try:
        yield socket, records
    finally:
        trying.cancel()
        await socket.close(5)
        await asyncio.gather(trying, return_exceptions=True)


def openings(slack: SlackStandIn) -> list[Call]:
    return [call for call in slack.requests if call.name == "apps.connections.open"]


def gaps(slack: SlackStandIn) -> list[float]:
    """Seconds between one call of apps.connections.open and the next."""
    times = [call.at for call in openings(slack)]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


async def answered(slack: SlackStandIn) -> bool:
    return (await slack.command("reporter", "newsroom", "/facts", "help")).error is None


async def test_the_first_try_waits_for_nothing(slack: SlackStandIn, bolt: AsyncApp) -> None:
    async with connecting(slack, bolt, PATIENCE) as (socket, records):
        await slack.wait_connected()
        assert await answered(slack)
        assert socket.is_open
        assert not [line for line in records.lines if "waiting" in line]
    assert not socket.is_open


async def test_killed_sockets_are_back_within_fifteen_seconds(slack: SlackStandIn, bolt: AsyncApp) -> None:
    async with connecting(slack, bolt):
        await slack.wait_connected()
        await slack.kill_sockets()
        await slack.wait_connected(within=15, opened=2)
        assert await answered(slack)


async def test_a_refresh_opens_the_new_socket_before_the_old_one_goes(
    slack: SlackStandIn, bolt: AsyncApp
) -> None:
    async with connecting(slack, bolt, PATIENCE) as (_, records):
        await slack.wait_connected()
        for number in (2, 3, 4):
            await slack.disconnect("refresh_requested")
            assert await answered(slack)
            await slack.wait_connected(within=5, opened=number)
            assert await answered(slack)
        assert not [line for line in records.lines if "waiting" in line]


async def test_a_warning_opens_a_new_socket_in_time_or_leaves_the_old(
    slack: SlackStandIn, bolt: AsyncApp
) -> None:
    async with connecting(slack, bolt, PATIENCE):
        await slack.wait_connected()
        await slack.disconnect("warning")
        assert await answered(slack)
        assert slack.connections >= 1


async def test_every_try_takes_a_new_ticket(slack: SlackStandIn, bolt: AsyncApp) -> None:
    async with connecting(slack, bolt):
        slack.faults.fail("socket", 500, times=2)
        await slack.wait_connected()
        tickets = [call.answer["url"] for call in openings(slack)]
        assert len(tickets) == len(set(tickets)) == 3


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_refused_sockets_are_tried_at_most_once_in_each_wait(
    slack: SlackStandIn, bolt: AsyncApp, reason: str
) -> None:
    slack.faults.refuse_connections = "link_disabled" if reason == "link_disabled" else "too_many_websockets"
    async with connecting(slack, bolt, STEADY):
        await slack.requested("apps.connections.open", 4, within=10)
        assert min(gaps(slack)) >= STEADY.first
        slack.faults.clear()
        await slack.wait_connected()
        assert await answered(slack)


async def test_a_link_disabled_in_mid_flight_is_tried_at_most_once_in_each_wait(
    slack: SlackStandIn, bolt: AsyncApp
) -> None:
    async with connecting(slack, bolt, STEADY) as (socket, _):
        await slack.wait_connected()
        await slack.disconnect("link_disabled")
        await slack.requested("apps.connections.open", 4, within=10)
        assert not socket.is_open
        assert min(gaps(slack)) >= STEADY.first
        slack.faults.clear()
        await slack.wait_connected()
        assert await answered(slack)


async def test_too_many_websockets_in_mid_flight_is_back_after_one_wait(
    slack: SlackStandIn, bolt: AsyncApp
) -> None:
    async with connecting(slack, bolt, STEADY):
        await slack.wait_connected()
        await slack.disconnect("too_many_websockets")
        await slack.wait_connected(opened=2)
        assert await answered(slack)
        assert min(gaps(slack)) >= STEADY.first


async def test_the_waits_between_refused_tries_grow(slack: SlackStandIn, bolt: AsyncApp) -> None:
    slack.faults.refuse("apps.connections.open", "fatal_error", times=3)
    async with connecting(slack, bolt, Patience(first=0.1, longest=0.4, steady=60)):
        await slack.wait_connected()
        first, second, third = gaps(slack)
        assert first >= 0.1
        assert second >= 0.2
        assert third >= 0.4


@pytest.mark.parametrize("retry_after", ["1", "3600", "abc"])
async def test_a_rate_limit_on_opening_is_waited_with_the_socket_s_own_patience(
    slack: SlackStandIn, bolt: AsyncApp, retry_after: str
) -> None:
    slack.faults.rate_limit("apps.connections.open", retry_after)
    async with connecting(slack, bolt):
        await slack.wait_connected(within=5)
        assert await answered(slack)


@pytest.mark.parametrize("status", [500, 503])
async def test_a_broken_slack_is_tried_again(slack: SlackStandIn, bolt: AsyncApp, status: int) -> None:
    slack.faults.fail("apps.connections.open", status, times=2)
    async with connecting(slack, bolt):
        await slack.wait_connected(within=5)
        assert await answered(slack)


async def test_a_proxy_s_plain_words_are_no_reason_to_give_up(desk: Desk) -> None:
    tries: asyncio.Queue[None] = asyncio.Queue()

    def refuse() -> web.Response:
        tries.put_nowait(None)
        return web.Response(status=503, text="upstream connect error")

    async with serving(refuse) as url, SlackStandIn() as slack:
        log, _ = a_log()
        bolt, _ = app.build(replace(desk, api_url=url), log, slack.clock.now, "U0FACTDESK")
        async with connecting(slack, bolt), asyncio.timeout(5):
            for _ in range(3):
                await tries.get()


async def test_a_reset_while_opening_is_tried_again(slack: SlackStandIn, bolt: AsyncApp) -> None:
    slack.faults.reset("socket")
    slack.faults.reset("apps.connections.open")
    async with connecting(slack, bolt):
        await slack.wait_connected(within=10)
        assert await answered(slack)


async def test_the_watch_ends_when_the_socket_is_gone_for_good(slack: SlackStandIn, bolt: AsyncApp) -> None:
    async with connecting(slack, bolt) as (socket, records):
        await slack.wait_connected()
        watching = asyncio.create_task(socket.watch(0.5, every=0.05))
        slack.faults.revoke("app")
        await slack.kill_sockets()
        await asyncio.wait_for(watching, 10)
        assert not socket.is_open
        assert "ending, so that it can be started anew" in records.lines[-1]


async def test_the_watch_goes_on_as_long_as_the_socket_comes_back(
    slack: SlackStandIn, bolt: AsyncApp
) -> None:
    async with connecting(slack, bolt) as (socket, _):
        await slack.wait_connected()
        watching = asyncio.create_task(socket.watch(30, every=0.05))
        await slack.kill_sockets()
        await slack.wait_connected(within=15, opened=2)
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def test_no_line_of_the_log_holds_a_ticket_or_a_token(slack: SlackStandIn, bolt: AsyncApp) -> None:
    slack.faults.fail("socket", 500)
    slack.faults.reset("socket")
    async with connecting(slack, bolt) as (_, records):
        await slack.wait_connected()
        await slack.kill_sockets()
        await slack.wait_connected(opened=2)
        tickets = [call.answer["url"].partition("ticket=")[2].partition("&")[0] for call in openings(slack)]
        assert len(tickets) >= 3
        for secret in (*tickets, slack.app_token, slack.bot_token):
            assert not [line for line in records.lines if secret in line]
