"""How fast an answer comes: `python -m tests.benchmarks.answering`.

Five figures, on the real fact file, with the goals that they are held against:

- CPU time from a parsed command to the rendered payload (p95 under 5 ms);
- requests per second at saturation over signed HTTP, as a ratio to an empty Bolt handler that only
  acks, behind the same server, in the same run (at least 0.7);
- from command envelope to ack over Socket Mode (p95 under 50 ms on an idle machine);
- the longest pause that a hostile question makes (under 100 ms);
- `factdesk ask casualties` as a whole process (under 0.6 s).
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import hashlib
import hmac
import json
import logging
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot import config, validate
from bot.editing import opening
from bot.errors import UserError
from bot.playground.server import SlackStandIn
from bot.slack import app, handlers, service
from bot.slack.desk import Desk, edition
from bot.slack.gate import Gate
from bot.slack.http_server import Readiness, build_web_app
from bot.slack.requests import Actor, Request

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)
SECRET = "benchmark-secret"
QUESTIONS = (
    "casualties",
    "casulties",
    "how many nk troops dead",
    "why are they getting slaughtered out there",
    "what does the fact file say about prisoners and their wish to stay in the country that caught them",
    "list",
    "show kursk",
    "what time does the canteen shut",
)
REQUESTS, ROUNDS, CONNECTIONS = 1_500, 3, 16


def desk() -> Desk:
    """The real fact file behind a desk that has no Slack to call."""
    file = validate.open_fact_file(ROOT / "facts", ROOT / "seeds")
    return Desk(
        edition=edition(file),
        client=AsyncWebClient(token="xoxb-benchmark", base_url="http://127.0.0.1:1/api/"),
        api_url="http://127.0.0.1:1/api/",
        command="/facts",
        workspace="T1",
        fact_desk_channel=None,
        today=lambda: TODAY,
    )


async def rendering() -> list[float]:
    """CPU milliseconds of each question, from request to the JSON that goes out."""
    here, taken = desk(), []
    for text in QUESTIONS * 40:
        request = Request("command", Actor("T1", "U1", "T1"), "C1", text, "")
        start = time.process_time_ns()
        reply = await handlers.question(here, request)
        json.dumps([dict(block) for block in reply.message.blocks] if reply.message else [])
        taken.append((time.process_time_ns() - start) / 1e6)
    return taken


async def over_a_socket() -> list[float]:
    """Milliseconds from the envelope to its ack, as the stand-in sees it."""
    log, stop = logging.getLogger("benchmark"), asyncio.Event()
    async with SlackStandIn() as slack:
        folder = Path(tempfile.mkdtemp(prefix="factdesk-"))
        settings = config.read(
            {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "FACTS_DIR": str(ROOT / "facts"),
                "SEEDS_DIR": str(ROOT / "seeds"),
                "DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
                "PORT": "0",
            }
        )
        opened = opening.open_all(settings, service.utc_now)
        bot = asyncio.create_task(service.answer_slack(settings, opened, log, stop, today=lambda: TODAY))
        await slack.wait_connected()
        taken = [
            (await slack.command("reporter", "newsroom", "/facts", text)).elapsed * 1e3
            for text in QUESTIONS * 25
        ]
        stop.set()
        await bot
    return taken


def empty_app() -> AsyncApp:
    """A Bolt app whose one handler acks and does nothing else."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-benchmark")

    bolt = AsyncApp(authorize=authorize, request_verification_enabled=False)

    async def heard(ack: AsyncAck) -> None:
        await ack()

    bolt.command("/facts")(heard)
    return bolt


def serve(kind: str, ready: Connection) -> None:
    """A server in a process of its own; sends its port through `ready`, and stops when told."""

    async def run() -> None:
        if kind == "empty":
            bolt = empty_app()
        else:
            bolt, _ = app.build(desk(), logging.getLogger("benchmark"), time.monotonic, "UBOT")
        runner = web.AppRunner(build_web_app(bolt, Gate(SECRET, time.time), Readiness), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ready.send(runner.addresses[0][1])
        await asyncio.to_thread(ready.recv)
        await runner.cleanup()

    asyncio.run(run())


async def saturate(port: int, start: int) -> float:
    """Requests per second, with a fixed number of connections kept busy."""
    bodies = iter(range(start, start + REQUESTS))
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one_connection() -> None:
            for number in bodies:
                async with session.post(
                    f"http://127.0.0.1:{port}/slack/events", **signed(QUESTIONS[number % 3], number)
                ) as answer:
                    assert answer.status == 200
                    await answer.read()

        begun = time.perf_counter()
        await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
        return REQUESTS / (time.perf_counter() - begun)


def signed(text: str, number: int) -> dict[str, Any]:
    """A signed slash command; the trigger makes each one different."""
    fields = {
        "command": "/facts",
        "text": text,
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": f"{number}.{number}",
        "response_url": "http://127.0.0.1:1/commands/T1/1/x",
    }
    body, now = urlencode(fields), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "data": body,
        "headers": {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": f"v0={digest}",
        },
    }


def saturation() -> dict[str, list[float]]:
    """Requests per second of the empty handler and of Factdesk, in turns."""
    context = multiprocessing.get_context("spawn")
    rates: dict[str, list[float]] = {"empty": [], "factdesk": []}
    for turn in range(ROUNDS):
        for place, kind in enumerate(rates):
            near, far = context.Pipe()
            server = context.Process(target=serve, args=(kind, far))
            server.start()
            port = near.recv()
            start = (turn * 2 + place) * REQUESTS
            rates[kind].append(asyncio.run(saturate(port, start)))
            near.send("stop")
            server.join()
    return rates


def hostile() -> dict[str, float]:
    """The longest that one hostile question holds up all others, in milliseconds.

    Slack's surface refuses a question of over 300 characters unread; the terminal searches it.
    """
    words = " ".join(f"word{number}" for number in range(3_000))
    texts = ("a" * 40_000, "casualties " * 4_000, words, "\U0001f600" * 40_000, "casulties kusrk " * 800)
    index, here = desk().edition.index, desk()
    searched, refused = [], []
    for text in texts:
        for size in (300, 12_000, 40_000):
            begun = time.perf_counter()
            index.search(text[:size])
            searched.append((time.perf_counter() - begun) * 1e3)
            request = Request("command", Actor("T1", "U1", "T1"), "C1", text[:size], "")
            begun = time.perf_counter()
            with contextlib.suppress(UserError):
                asyncio.run(handlers.question(here, request))
            refused.append((time.perf_counter() - begun) * 1e3)
    return {"in Slack": max(refused), "in the terminal": max(searched)}


def whole_process() -> list[float]:
    """Seconds of `factdesk ask casualties`, from start to end."""
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", "casualties"], cwd=ROOT, check=True, capture_output=True
        )
        taken.append(time.perf_counter() - begun)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def halfway_and_late(milliseconds: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"p50 {percentile(milliseconds, 0.5):.2f} ms  p95 {percentile(milliseconds, 0.95):.2f} ms"


def main() -> None:
    """Measure and print."""
    cpu = asyncio.run(rendering())
    print(f"command to payload, CPU    {halfway_and_late(cpu)}  (goal: 5)")
    socket = asyncio.run(over_a_socket())
    print(f"envelope to ack, socket    {halfway_and_late(socket)}  (goal: 50)")
    rates = {kind: statistics.median(values) for kind, values in saturation().items()}
    ours, empty = rates["factdesk"], rates["empty"]
    rate = f"{ours:.0f}/s against {empty:.0f}/s of an empty handler: {ours / empty:.2f}"
    print(f"signed HTTP, saturated     {rate}  (goal: 0.7)")
    worst = ", ".join(f"{where} {longest:.0f} ms" for where, longest in hostile().items())
    print(f"hostile question, longest  {worst}  (goal: 100)")
    process = whole_process()
    print(f"factdesk ask, whole        median {statistics.median(process):.2f} s  (goal: 0.6)")


if __name__ == "__main__":
    main()
