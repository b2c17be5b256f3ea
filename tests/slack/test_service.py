"""The bot as it is run: it starts, says what is wrong, and ends without losing an answer."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot import config
from bot.config import Secret, Settings
from bot.errors import ConfigurationError
from bot.model import FactFile
from bot.playground.server import SlackStandIn
from bot.slack import service
from tests.slack.bots import QUICK, ROOT, TODAY, Mode, Records, a_log, is_card, posted


def settings_for(slack: SlackStandIn, mode: Mode = "socket", **changes: str) -> Settings:
    tokens = (
        {"SLACK_APP_TOKEN": slack.app_token}
        if mode == "socket"
        else {"SLACK_SIGNING_SECRET": slack.signing_secret}
    )
    fixed = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url, "PORT": "0"}
    return config.read({**fixed, **tokens, "FACT_DESK_CHANNEL": "C0FACTDESK", **changes})


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
    settings: Settings, file: FactFile, gone_limit: float = 60.0
) -> AsyncIterator[tuple[asyncio.Task[int], asyncio.Event, Records]]:
    """The service as a task; stopped at the end."""
    log, records = a_log()
    stop = asyncio.Event()
    running = asyncio.create_task(
        service.answer_slack(
            settings, file, log, stop, today=lambda: TODAY, patience=QUICK, gone_limit=gone_limit
        )
    )
    try:
        yield running, stop, records
    finally:
        stop.set()
        await asyncio.gather(running, return_exceptions=True)


async def page(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_over_a_socket_it_answers_until_told_to_stop(slack: SlackStandIn, shipped: FactFile) -> None:
    async with serving(settings_for(slack), shipped) as (running, stop, records):
        await slack.wait_connected()
        outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
        assert outcome.message is not None
        assert is_card(outcome.message, "casualties")
        stop.set()
        assert await running == 0
        assert any(f"serving {len(shipped.facts)} facts" in line for line in records.lines)
    assert slack.connections == 0


async def test_over_http_it_answers_until_told_to_stop(slack: SlackStandIn, shipped: FactFile) -> None:
    settings = settings_for(slack, "http", PORT="0")
    async with listening() as told, serving(settings, shipped) as (running, stop, _):
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


async def test_over_a_socket_the_health_page_says_whether_it_is_connected(
    slack: SlackStandIn, shipped: FactFile
) -> None:
    settings = settings_for(slack, PORT=str(free_port()))
    slack.faults.refuse("apps.connections.open", "fatal_error", times=10_000)
    async with listening() as told, serving(settings, shipped) as (running, stop, _):
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


async def test_without_port_nothing_listens(slack: SlackStandIn, shipped: FactFile) -> None:
    async with serving(settings_for(slack, PORT="0"), shipped) as (_, __, records):
        await slack.wait_connected()
        assert not [line for line in records.lines if "listening" in line]


@contextmanager
def a_taken_port() -> Iterator[str]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield str(held.getsockname()[1])


async def test_over_http_a_port_that_is_taken_is_a_wrong_setting(slack: SlackStandIn, shipped: FactFile) -> None:
    with a_taken_port() as port:
        async with serving(settings_for(slack, "http", PORT=port), shipped) as (running, _, __):
            with pytest.raises(ConfigurationError, match="set HOST and PORT"):
                await asyncio.wait_for(running, 5)


async def test_over_a_socket_a_port_that_is_taken_costs_the_health_page_alone(
    slack: SlackStandIn, shipped: FactFile
) -> None:
    with a_taken_port() as port:
        async with serving(settings_for(slack, PORT=port), shipped) as (running, stop, records):
            await slack.wait_connected()
            assert (await slack.command("reporter", "newsroom", "/facts", "help")).message is not None
            stop.set()
            assert await running == 0
            assert any("no health page" in line for line in records.lines)


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_bot_token_that_slack_refuses_is_a_wrong_setting(
    slack: SlackStandIn, shipped: FactFile, mode: Mode
) -> None:
    settings = replace(settings_for(slack, mode), bot_token=Secret("xoxb-canary"))
    async with serving(settings, shipped) as (running, _, __):
        with pytest.raises(ConfigurationError, match="Slack refuses SLACK_BOT_TOKEN") as caught:
            await running
        assert "canary" not in str(caught.value)


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "token_expired"])
async def test_a_bot_token_that_is_no_longer_good_is_a_wrong_setting(
    slack: SlackStandIn, shipped: FactFile, code: str
) -> None:
    slack.faults.revoke("bot", code)
    async with serving(settings_for(slack), shipped) as (running, _, __):
        with pytest.raises(ConfigurationError, match=f"SLACK_BOT_TOKEN.*{code}"):
            await running


async def test_an_app_token_that_slack_refuses_is_a_wrong_setting(slack: SlackStandIn, shipped: FactFile) -> None:
    settings = replace(settings_for(slack), app_token=Secret("xapp-canary"))
    async with serving(settings, shipped, gone_limit=1.0) as (running, _, __):
        with pytest.raises(ConfigurationError, match="SLACK_APP_TOKEN"):
            await running


async def test_a_slack_that_is_not_there_is_told_so(slack: SlackStandIn, shipped: FactFile) -> None:
    settings = replace(settings_for(slack), api_url="http://127.0.0.1:9/api/")
    async with serving(settings, shipped) as (running, _, __):
        with pytest.raises(ConfigurationError, match="can't be reached"):
            await running


async def test_a_token_revoked_in_mid_flight_ends_it_with_exit_code_1(
    slack: SlackStandIn, shipped: FactFile
) -> None:
    async with serving(settings_for(slack), shipped, gone_limit=1.0) as (running, _, records):
        await slack.wait_connected()
        slack.faults.revoke("app")
        await slack.kill_sockets()
        assert await asyncio.wait_for(running, 15) == 1
        assert "started anew" in " ".join(records.lines)


async def test_a_bot_token_revoked_in_mid_flight_is_apologised_for(slack: SlackStandIn, shipped: FactFile) -> None:
    async with serving(settings_for(slack), shipped) as (_, __, records):
        await slack.wait_connected()
        outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
        assert outcome.message is not None
        slack.faults.revoke("bot")
        await slack.press("reporter", outcome.message, "share")
        said = (await slack.next_message("reporter", "newsroom")).text
        assert "Slack did not do its part" in said
        assert any("token_revoked" in line for line in records.lines)


# ── As a process


async def bot_process(
    environ: Mapping[str, str], folder: Path, *arguments: str
) -> asyncio.subprocess.Process:
    """`python -m bot` with this environment and no other setting, in an empty folder."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    folders = {"FACTS_DIR": str(ROOT / "facts"), "SEEDS_DIR": str(ROOT / "seeds"), "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(arguments or ("run",)),
        cwd=folder,
        env={**kept, **folders, **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def environment_for(slack: SlackStandIn, **changes: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "FACT_DESK_CHANNEL": "C0FACTDESK",
        "PORT": "0",
        **changes,
    }


async def ended(process: asyncio.subprocess.Process, within: float = 20) -> tuple[int | None, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), within)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_the_answers_under_way_arrive_and_ends_with_0(
    slack: SlackStandIn, tmp_path: Path, signal_: signal.Signals
) -> None:
    process = await bot_process(environment_for(slack), tmp_path)
    await slack.wait_connected(within=20)
    outcome = await slack.command("reporter", "newsroom", "/facts", "casualties")
    assert outcome.message is not None
    slack.faults.slow("conversations.info", 0.5)
    slack.faults.slow("chat.postEphemeral", 0.5)
    await slack.press("reporter", outcome.message, "share")
    await slack.mention("editor", "newsroom", "pay")
    process.send_signal(signal_)
    code, out, err = await ended(process)
    assert (code, out) == (0, "")
    assert "Traceback" not in err
    seen = slack.visible("editor", "newsroom")
    assert [message for message in seen if is_card(message, "pay") and message.owner == "U0EDITOR"]
    assert [message for message in seen if is_card(message, "casualties") and message.owner is None]
    assert outcome.message not in slack.visible("reporter", "newsroom")


async def test_a_signal_before_the_socket_is_open_ends_with_0(slack: SlackStandIn, tmp_path: Path) -> None:
    slack.faults.refuse("apps.connections.open", "fatal_error", times=100)
    process = await bot_process(environment_for(slack), tmp_path)
    await slack.requested("apps.connections.open", within=20)
    process.send_signal(signal.SIGTERM)
    code, _, err = await ended(process)
    assert code == 0
    assert "Traceback" not in err


WRONG = {
    "a wrong bot token": ({"SLACK_BOT_TOKEN": "xoxb-canary"}, "Slack refuses SLACK_BOT_TOKEN"),
    "no tokens": ({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, "Slack's tokens are missing"),
    "no second token": ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN (xapp-…)"),
    "tokens in each other's place": ({"SLACK_BOT_TOKEN": "xapp-canary"}, "does not begin with xoxb-"),
    "an address elsewhere": ({"SLACK_API_URL": "https://evil.test/api/"}, "SLACK_API_URL must be"),
    "no facts": ({"FACTS_DIR": "nowhere"}, "set FACTS_DIR"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
async def test_what_is_wrong_is_said_in_words_with_exit_code_2(
    slack: SlackStandIn, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    code, out, err = await ended(await bot_process(environment_for(slack, **changes), tmp_path))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert "canary" not in err
    assert not posted(slack)
