"""The stand-in's port, and what the app meets there: addresses, tokens, sockets; what was recorded of it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.playground.clock import Clock
from bot.playground.dispatch import Dispatch
from bot.playground.faults import Faults
from bot.playground.hooks import Hooks
from bot.playground.http_delivery import HttpDelivery
from bot.playground.socket_mode import REFRESH_GRACE, Link, Reason, SocketMode
from bot.playground.state import Call, Frame, new_state
from bot.playground.web_api import WebApi
from bot.playground.workspace import Workspace, demo_workspace

ACK_SECONDS = 3.0
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Port:
    """A Slack at `api_url` on loopback, without its people: those are in `server.SlackStandIn`."""

    def __init__(
        self,
        workspace: Workspace | None = None,
        *,
        ack_seconds: float = ACK_SECONDS,
        clock: Clock | None = None,
        choose: Callable[[list[Link]], Link] = secrets.choice,
        port: int = 0,
    ) -> None:
        self.workspace = workspace or demo_workspace()
        self.clock = clock or Clock()
        self._state = new_state(self.workspace, self.clock)
        self._messages = self._state.messages
        self._hooks = Hooks(self._state)
        self._sockets = SocketMode(self._state, choose)
        self._dispatch = Dispatch(self._state, self._sockets, ack_seconds)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        api = WebApi(self._state, self._sockets.open)
        app.router.add_route("*", "/api/{method}", self._then_echo(api))
        app.router.add_post(
            "/{kind:commands|actions|app-actions}/{team}/{number}/{key}", self._then_echo(self._hooks)
        )
        app.router.add_get("/link/", self._sockets.__call__)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._state.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._dispatch.close()

    # What the app is configured with.

    @property
    def api_url(self) -> str:
        """Where the app finds the Web API: its `SLACK_API_URL`."""
        return f"{self._state.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The `xoxb` token."""
        return self._state.bot_token

    @property
    def app_token(self) -> str:
        """The `xapp` token, for Socket Mode."""
        return self._state.app_token

    @property
    def signing_secret(self) -> str:
        """What HTTP deliveries are signed with."""
        return self._state.signing_secret

    # The way to the app.

    def deliver_to(self, url: str, signing_secret: str | None = None) -> None:
        """From now on by signed HTTP posts to this address, not by Socket Mode.

        signing_secret: another one than the app's, to see forged requests refused.
        """
        self._dispatch.http = HttpDelivery(self._state, url, signing_secret)

    async def verify_url(self) -> bool:
        """Does the app's address give Slack's challenge back? Raises ValueError without an address."""
        return await self._address().verify_url()

    async def ssl_check(self) -> int:
        """The HTTP status of the app's answer to Slack's certificate check."""
        return await self._address().ssl_check()

    async def wait_connected(self, within: float = 10.0, opened: int = 0) -> None:
        """Wait for an open socket, and until `opened` have been opened in all. Raises TimeoutError."""
        await self.until(
            lambda: True if self._sockets.links and self._sockets.opened >= opened else None, within
        )

    async def disconnect(self, reason: Reason) -> None:
        """Tell the app to go. `warning` closes nothing; `refresh_requested` closes the sockets 10 s later
        on the clock; `too_many_websockets` closes one at once; `link_disabled` closes them all and
        refuses new ones until `faults.refuse_connections` is None."""
        told = await self._sockets.tell_to_go(reason)
        if reason == "refresh_requested":
            self._dispatch.spawn(self._sockets.close_after(REFRESH_GRACE, told))
        elif reason != "warning":
            await self._sockets.close_after(0, told)

    async def kill_sockets(self) -> None:
        """Reset the TCP connection of every socket."""
        self._sockets.kill()

    # Records and knobs.

    @property
    def faults(self) -> Faults:
        """What is to go wrong; see `Faults`."""
        return self._state.faults

    @property
    def requests(self) -> list[Call]:
        """Every call of the Web API (by method) and of a hook (`response_url`), in order."""
        return self._state.calls

    @property
    def sent(self) -> list[Frame]:
        """Every frame or post to the app, and every one back, in order."""
        return self._state.frames

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._sockets.links)

    @property
    def opened(self) -> int:
        """How many sockets have been opened so far, the refused ones too."""
        return self._sockets.opened

    async def requested(self, name: str, count: int = 1, within: float = 5.0) -> list[Call]:
        """Wait until the app has called this `count` times in all. Raises TimeoutError."""

        def found() -> list[Call] | None:
            calls = [call for call in self.requests if call.name == name]
            return calls if len(calls) >= count else None

        return await self.until(found, within)

    async def until(self, found: Callable[[], T | None], within: float = 5.0) -> T:
        """Wait until `found` gives something; it is asked again whenever anything happens here.

        Raises TimeoutError after `within` real seconds.
        """
        return await self._state.notice.until(found, within)

    def _address(self) -> HttpDelivery:
        if self._dispatch.http is None:
            raise ValueError("no address to deliver to; call deliver_to(url) first")
        return self._dispatch.http

    def _then_echo(self, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            answer = await handler(request)
            self._dispatch.echo()
            return answer

        return handle
