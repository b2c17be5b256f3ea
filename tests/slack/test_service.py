"""The bot as it is run: it starts, says what is wrong, and ends without losing an answer."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot import config
from bot.config import Secret, Settings
from bot.editing import opening
from bot.errors import ConfigurationError
from bot.model import FactFile
from bot.playground.server import SlackStandIn
from bot.slack import service
from tests.slack.bots import QUICK, ROOT, TODAY, Mode, Records, a_log, is_card


def settings_for(slack: SlackStandIn, mode: Mode = "socket", **changes: str) -> Settings:
    tokens = (
        {"SLACK_APP_TOKEN": slack.app_token}
        if mode == "socket"
        else {"SLACK_SIGNING_SECRET": slack.signing_secret}
    )
    fixed = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "PORT": "0",
        "DATABASE_URL": f"sqlite:///{Path.cwd() / 'ledger.db'}",
    }
    return config.read({**fixed, **tokens, "FACT_DESK_CHANNEL": "C0FACTDESK", **changes})


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders of the settings' defaults, copied: the bot locks what it may write."""
    for name in ("facts", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


class Listening(logging.Handler):
    """Tells the port that the web server says it listens on."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.port: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def emit(self, record: logging.LogRecord) -> None:
        if found := re.search(r"listening on 127\.0\.0\.1 port (\d+)", record.getMessage()):
            self.port.set_result(int(found[1]))


@asynccontextmanager
async def listening() -> AsyncIterator[Listening]:
    log, told = logging.getLogger("bot.slack.http_server"), Listening()
    level = log.level
    log.addHandler(told)
    log.setLevel(logging.INFO)
    try:
        yield told
    finally:
        log.removeHandler(told)
        log.setLevel(level)


@asynccontextmanager
async def serving(
    settings: Settings, gone_limit: float = 60.0
) -> AsyncIterator[tuple[asyncio.Task[int], asyncio.Event, Records]]:
    """The service as a task; stopped at the end."""
    log, records = a_log()
    stop = asyncio.Event()
    opened = opening.open_all(settings, service.utc_now)
    running = asyncio.create_task(
        service.answer_slack(
            settings, opened, log, stop, today=lambda: TODAY, patience=QUICK, gone_limit=gone_limit
        )
    )
    try:
        yield running, stop, records
    finally:
        stop.set()
        await asyncio.gather(running, return_exceptions=True)
        opened.ledger.close()


async def page(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_over_a_socket_it_answers_until_told_to_stop(slack: SlackStandIn, shipped: FactFile) -> None:
    async with serving(settings_for(slack)) as (running, stop, records):
        await slack.wait_connected()
        outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
        assert outcome.message is not None
        assert is_card(outcome.message, "casualties")
        stop.set()
        assert await running == 0
        assert any(f"serving {len(shipped.facts)} facts" in line for line in records.lines)
    assert slack.connections == 0


async def test_over_http_it_answers_until_told_to_stop(slack: SlackStandIn) -> None:
    settings = settings_for(slack, "http", PORT="0")
    async with listening() as told, serving(settings) as (running, stop, _):
        port = await told.port
        assert (await page(port, "/readyz"))[0] == 200
        slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        assert await slack.verify_url()
        assert await slack.ssl_check() == 200
        outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
        assert outcome.message is not None
        assert is_card(outcome.message, "casualties")
        stop.set()
        assert await running == 0


async def test_over_a_socket_the_health_page_says_whether_it_is_connected(slack: SlackStandIn) -> None:
    settings = settings_for(slack, PORT=str(free_port()))
    slack.faults.refuse("apps.connections.open", "fatal_error", times=10_000)
    async with listening() as told, serving(settings) as (running, stop, _):
        port = await told.port
        assert await page(port, "/healthz") == (200, "ok\n")
        status, text = await page(port, "/readyz")
        assert status == 503
        assert "no socket to Slack" in text
        slack.faults.clear()
        await slack.wait_connected()
        assert (await page(port, "/readyz"))[0] == 200
        stop.set()
        assert await running == 0


async def test_without_port_nothing_listens(slack: SlackStandIn) -> None:
    async with serving(settings_for(slack, PORT="0")) as (_, __, records):
        await slack.wait_connected()
        assert not [line for line in records.lines if "listening" in line]


@contextmanager
def a_taken_port() -> Iterator[str]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield str(held.getsockname()[1])


async def test_over_http_a_port_that_is_taken_is_a_wrong_setting(slack: SlackStandIn) -> None:
    with a_taken_port() as port:
        async with serving(settings_for(slack, "http", PORT=port)) as (running, _, __):
            with pytest.raises(ConfigurationError, match="set HOST and PORT"):
                await asyncio.wait_for(running, 5)


async def test_over_a_socket_a_port_that_is_taken_costs_the_health_page_alone(slack: SlackStandIn) -> None:
    with a_taken_port() as port:
        async with serving(settings_for(slack, PORT=port)) as (running, stop, records):
            await slack.wait_connected()
            assert (await slack.command("reporter", "newsroom", "/facts", "help")).message is not None
            stop.set()
            assert await running == 0
            assert any("no health page" in line for line in records.lines)


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_bot_token_that_slack_refuses_is_a_wrong_setting(slack: SlackStandIn, mode: Mode) -> None:
    settings = replace(settings_for(slack, mode), bot_token=Secret("xoxb-canary"))
    async with serving(settings) as (running, _, __):
        with pytest.raises(ConfigurationError, match="Slack refuses SLACK_BOT_TOKEN") as caught:
            await running
        assert "canary" not in str(caught.value)


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "token_expired"])
async def test_a_bot_token_that_is_no_longer_good_is_a_wrong_setting(slack: SlackStandIn, code: str) -> None:
    slack.faults.revoke("bot", code)
    async with serving(settings_for(slack)) as (running, _, __):
        with pytest.raises(ConfigurationError, match=f"SLACK_BOT_TOKEN.*{code}"):
            await running


async def test_an_app_token_that_slack_refuses_is_a_wrong_setting(slack: SlackStandIn) -> None:
    settings = replace(settings_for(slack), app_token=Secret("xapp-canary"))
    async with serving(settings, gone_limit=1.0) as (running, _, __):
        with pytest.raises(ConfigurationError, match="SLACK_APP_TOKEN"):
            await running


async def test_a_slack_that_is_not_there_is_told_so(slack: SlackStandIn) -> None:
    settings = replace(settings_for(slack), api_url="http://127.0.0.1:9/api/")
    async with serving(settings) as (running, _, __):
        with pytest.raises(ConfigurationError, match="can't be reached"):
            await running


async def test_a_token_revoked_in_mid_flight_ends_it_with_exit_code_1(slack: SlackStandIn) -> None:
    async with serving(settings_for(slack), gone_limit=1.0) as (running, _, records):
        await slack.wait_connected()
        slack.faults.revoke("app")
        await slack.kill_sockets()
        assert await asyncio.wait_for(running, 15) == 1
        assert "started anew" in " ".join(records.lines)


async def test_a_bot_token_revoked_in_mid_flight_is_apologised_for(slack: SlackStandIn) -> None:
    async with serving(settings_for(slack)) as (_, __, records):
        await slack.wait_connected()
        outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
        assert outcome.message is not None
        slack.faults.revoke("bot")
        await slack.press("reporter", outcome.message, "share")
        said = (await slack.next_message("reporter", "newsroom")).text
        assert "Slack did not do its part" in said
        assert any("token_revoked" in line for line in records.lines)
