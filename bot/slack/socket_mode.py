"""Socket Mode: slack_sdk's aiohttp client, made patient, and a watchdog over it.

What is changed, each because it was measured: a new ticket for each try (slack_sdk tries a used one
for ever), waiting between tries that grows from 5 to 60 seconds with jitter (`link_disabled` and
`too_many_websockets` are retried 5 to 12 times a second otherwise), the new socket opened before the
old one is closed, and no address in a log (it holds the ticket).
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ConfigurationError
from bot.slack import api

PING_EVERY: Final = 2.0  # seconds: after a TCP reset the socket is back in 1.5 s, with the default in 9.5
_PLANNED: Final = ("warning", "refresh_requested")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait between tries, in seconds; `steady` is how long a socket lives to count as good."""

    first: float = 5.0
    longest: float = 60.0
    steady: float = 5.0

    def wait(self, failures: int, jitter: float) -> float:
        """The wait before the next try after so many failed ones in a row; `jitter` is from 0 to 1."""
        if failures < 1:
            return 0.0
        doubled: float = self.first * 2.0 ** min(failures - 1, 10)
        return min(self.longest, doubled) * (1 + jitter / 2)


PATIENCE: Final = Patience()


class PatientSocketModeClient(SocketModeClient):
    """slack_sdk's client, which waits between tries and takes a new ticket for each."""

    def __init__(
        self,
        app_token: str,
        web_client: AsyncWebClient,
        log: logging.Logger,
        patience: Patience,
        jitter: Callable[[], float],
    ) -> None:
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            logger=logging.getLogger("slack_sdk.factdesk"),
            ping_interval=PING_EVERY,
            on_message_listeners=[self._note],
        )
        self._log = log
        self._patience = patience
        self._jitter = jitter
        self._failures = -1  # the very first try waits for nothing
        self._opened = 0.0
        self._greeted = False
        self._planned = False

    async def issue_new_wss_url(self) -> str:
        """A new address with its ticket, when the wait is over."""
        lived = time.monotonic() - self._opened
        if self._planned or (self._greeted and lived >= self._patience.steady):
            self._failures = 0
        else:
            self._failures += 1
        wait = self._patience.wait(self._failures, self._jitter())
        if wait:
            self._log.warning("socket: waiting %.0f s before try %d", wait, self._failures + 1)
            await asyncio.sleep(wait)
        self._greeted = self._planned = False
        self._opened = time.monotonic()
        response = await self.web_client.apps_connections_open(app_token=self.app_token)
        return str(response["url"])

    async def try_token(self) -> None:
        """Ask for the first ticket; raises ConfigurationError where Slack refuses the app-level token."""
        try:
            self.wss_uri = await self.issue_new_wss_url()
        except api.FAILURES as error:
            if api.code(error) in api.BAD_TOKEN:
                raise ConfigurationError(
                    f"Slack refuses SLACK_APP_TOKEN ({api.code(error)}); make one with connections:write "
                    "under “Basic Information” and copy it."
                ) from None
            # Anything else may pass: `connect` tries again.

    async def connect(self) -> None:
        """Open a socket, trying until there is one; what was open before is closed after it."""
        while not self.closed:
            try:
                await self._open()
            except api.FAILURES as error:
                self._log.warning("socket: could not connect: %s", api.code(error))
                self.wss_uri = None
            else:
                self._log.info("socket: connected")
                return

    async def _open(self) -> None:
        old = self.current_session
        address = self.wss_uri or await self.issue_new_wss_url()
        self.wss_uri = None  # a ticket is good for one try
        if self.aiohttp_client_session.closed:
            self.aiohttp_client_session = aiohttp.ClientSession()
        session = await self.aiohttp_client_session.ws_connect(
            address,
            autoping=False,
            heartbeat=self.ping_interval,
            proxy=self.proxy,
            ssl=self.web_client.ssl if self.web_client.ssl is not None else True,
        )
        self.last_ping_pong_time = None
        self.current_session = session
        self.stale = False
        tasks = (self.current_session_monitor, self.message_receiver)
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        if old is not None:
            await asyncio.wait_for(old.close(), timeout=self.ping_interval)
        # Last, as one of them may be the task that runs this.
        for task in tasks:
            if task is not None and task is not asyncio.current_task():
                task.cancel()

    async def _note(self, message: aiohttp.WSMessage) -> None:
        """See whether Slack greets this socket, and whether it closes it as planned."""
        try:
            frame = json.loads(message.data)
        except ValueError:
            return
        if frame.get("type") == "hello":
            self._greeted = True
        if frame.get("type") == "disconnect":
            reason = frame.get("reason")
            self._planned = self._greeted and reason in _PLANNED
            self._log.info("socket: Slack asks to reconnect (%s)", reason)


class SocketMode:
    """The socket of one app: connects, answers, and knows for how long it has been gone."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        log: logging.Logger,
        jitter: Callable[[], float],
        patience: Patience,
    ) -> None:
        self._app = app
        self._log = log
        self.client = PatientSocketModeClient(app_token, app.client, log, patience, jitter)
        self.client.socket_mode_request_listeners.append(self._answer)
        self._answering: set[asyncio.Task[Any]] = set()

    @property
    def is_open(self) -> bool:
        """Is there a socket that Slack has not closed?"""
        session = self.client.current_session
        return session is not None and not session.closed and not self.client.stale

    async def connect(self) -> None:
        """Connect; returns when the first socket is open."""
        await self.client.connect()

    async def close(self, within: float = 0.0) -> None:
        """Send the acks under way, at most `within` seconds long; then close everything."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=within)
        await self.client.close()  # type: ignore[no-untyped-call] # slack_sdk gives it no types

    async def watch(self, limit: float, every: float = 1.0) -> None:
        """Return when the socket has been gone for `limit` seconds without a break."""
        last = time.monotonic()
        while time.monotonic() - last < limit:
            await asyncio.sleep(every)
            if await self.client.is_connected():
                last = time.monotonic()
        self._log.error("socket: gone for %.0f s; ending, so that it can be started anew", limit)

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if (task := asyncio.current_task()) is not None:
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        response = await run_async_bolt_app(self._app, request)
        try:
            await send_async_response(client, request, response, time.time())
        except (aiohttp.ClientError, ConnectionError) as error:
            self._log.warning("socket: an ack was lost: %s", type(error).__name__)
