"""The stand-in itself: opens the port, and gives a person's side of it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.playground import acts, payloads, windows
from bot.playground.acts import Outcome
from bot.playground.clock import Clock
from bot.playground.dispatch import Dispatch
from bot.playground.faults import Faults
from bot.playground.hooks import HookKind, Hooks
from bot.playground.http_delivery import HttpDelivery
from bot.playground.messages import Change, ChangeKind, Message
from bot.playground.payloads import Scene
from bot.playground.socket_mode import REFRESH_GRACE, Link, Reason, SocketMode
from bot.playground.state import Call, Delivery, Frame, new_state
from bot.playground.views import View
from bot.playground.web_api import WebApi
from bot.playground.workspace import Workspace, demo_workspace

ACK_SECONDS = 3.0
NEWS: frozenset[ChangeKind] = frozenset({"posted", "updated"})
CHANGES: frozenset[ChangeKind] = NEWS | {"deleted"}
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SlackStandIn:
    """`async with SlackStandIn() as slack:` is a Slack at `slack.api_url` on loopback.

    ack_seconds: how long the app has to ack, on the stand-in's clock. choose: which socket gets an
    envelope. port: 0 for any free one. People and channels are named by id or by name.
    """

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

    # A person's side.

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Outcome:
        """Type a slash command. The outcome comes with the ack, or when the time for it is over."""
        scene = self._scene(user, channel, "commands")
        if (refused := acts.not_sent(self._state, "commands")) is not None:
            return refused
        payload = payloads.slash_command(scene, command, text)
        ack = await self._dispatch.deliver(Delivery("slash_commands", payload))
        outcome = acts.show_reply(self._state, scene, ack)
        self._dispatch.echo()
        return outcome

    async def press(
        self, user: str, message: Message, which: str | int = 0, choice: str | None = None
    ) -> Outcome:
        """Use an element of a message: by action_id, or by its place among them all, from 0.

        choice: the value of the option, for an overflow menu or a select. Raises ValueError where the
        message is gone, isn't this person's to see, or has no such element or option.
        """
        seen = acts.seen_message(self._state, self.workspace.user(user), message)
        block, element = acts.chosen_element(seen, which)
        option = payloads.chosen_option(element, choice)
        scene = self._scene(user, message.channel, "actions", seen)
        payload = payloads.block_actions(scene, seen, block, element, option)
        return acts.outcome(await self._dispatch.deliver(Delivery("interactive", payload)))

    async def write(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Write a message that is not for the bot; it hears nothing of it."""
        return acts.say(self._state, self._scene(user, channel), text, thread_ts)

    async def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write to the bot in a channel; its mention is put in front unless the text holds it."""
        scene = self._scene(user, channel)
        bot = f"<@{self.workspace.app.bot_user_id}>"
        said = acts.say(self._state, scene, text if bot in text else f"{bot} {text}", thread_ts)
        if not self.workspace.bot_in(scene.channel):
            return Outcome(delivered=False, error="not_in_channel", posted=said)
        if (refused := acts.not_sent(self._state, "app_mentions:read", "app_mention")) is not None:
            return replace(refused, posted=said)
        ack = await self._dispatch.event(payloads.app_mention(scene, said))
        return replace(acts.outcome(ack), posted=said)

    async def direct_message(self, user: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write to the bot in a direct message, which is opened if need be."""
        scene = self._scene(user, self.workspace.direct(self.workspace.user(user).id).id)
        said = acts.say(self._state, scene, text, thread_ts)
        if (refused := acts.not_sent(self._state, "im:history", "message.im")) is not None:
            return replace(refused, posted=said)
        ack = await self._dispatch.event(payloads.message_im(scene, said))
        return replace(acts.outcome(ack), posted=said)

    async def shortcut(self, user: str, callback_id: str) -> Outcome:
        """Use a shortcut from anywhere; what it opens comes later, see `next_view`."""
        return await windows.shortcut(self._state, self._dispatch, self.workspace.user(user), callback_id)

    async def message_shortcut(self, user: str, message: Message, callback_id: str) -> Outcome:
        """Use a shortcut on a message, in a channel or a thread."""
        scene = self._scene(user, message.channel, "app-actions")
        return await windows.message_shortcut(self._state, self._dispatch, scene, message, callback_id)

    async def submit(self, user: str, view: View, values: Mapping[str, str] | None = None) -> Outcome:
        """Fill in the modal on top and submit it; what is not among the values stays as it stands.

        values: by action_id or block_id; for a menu the option's value. The outcome has the view that is
        seen then, with errors at its fields if there are any. Raises ValueError where Slack's client
        would not send it: a field left empty or too long, no such field, no button.
        """
        person = self.workspace.user(user)
        self._messages.mark_read(person.id)
        return await windows.submit(self._state, self._dispatch, person, view, values or {})

    async def close(self, user: str, view: View) -> Outcome:
        """Press the modal's other button: back to the view below, if there is one."""
        return await windows.close(self._state, self._dispatch, self.workspace.user(user), view)

    def view(self, user: str) -> View | None:
        """The modal that this person sees."""
        return self._state.views.top(self.workspace.user(user).id)

    async def next_view(self, user: str, within: float = 5.0) -> View:
        """The modal that the app next opens or changes for this person since their last act, once each.

        What the outcome of `submit` has shown isn't given again. Raises TimeoutError after `within`
        real seconds.
        """
        person = self.workspace.user(user)
        return await self.until(lambda: self._state.views.take_news(person.id), within)

    def visible(self, user: str, channel: str) -> list[Message]:
        """What this person sees there, oldest first: of the ephemeral messages, only their own."""
        return self._messages.visible(self.workspace.user(user), self.workspace.channel(channel).id)

    async def next_message(self, user: str, channel: str, within: float = 5.0) -> Message:
        """The next message that others posted or changed since this person's last act, once each.

        What the outcome of `command` has shown isn't given again. Raises TimeoutError after `within`
        real seconds.
        """
        return (await self._news(user, channel, NEWS, within)).message

    async def next_change(self, user: str, channel: str, within: float = 5.0) -> Change:
        """As `next_message`, and with messages that were deleted."""
        return await self._news(user, channel, CHANGES, within)

    def reload(self, user: str) -> None:
        """The person reloads Slack: their ephemeral messages are gone."""
        self._messages.forget_ephemerals(self.workspace.user(user))

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

    def _scene(
        self, user: str, channel: str, hook: HookKind | None = None, original: Message | None = None
    ) -> Scene:
        """The person acts: what came before is read. Raises ValueError where they can't be."""
        person, place = self.workspace.user(user), self.workspace.channel(channel)
        if not self.workspace.may_read(person, place):
            raise ValueError(f"{person.name} isn't in {place.name or place.id}")
        self._messages.mark_read(person.id)
        url = self._hooks.open(hook, person.id, place.id, original) if hook else ""
        trigger = self._state.views.trigger(person.id) if hook else ""
        return Scene(self.workspace, self._state.verification_token, person, place, url, trigger)

    async def _news(self, user: str, channel: str, kinds: frozenset[ChangeKind], within: float) -> Change:
        person, place = self.workspace.user(user), self.workspace.channel(channel)
        return await self.until(lambda: self._messages.take_news(person, place.id, kinds), within)

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
