"""What the doors of the stand-in share, and the records that tests read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.clock import Clock, Notice
from bot.playground.elements import Typed
from bot.playground.faults import Faults
from bot.playground.messages import Messages
from bot.playground.views import Views
from bot.playground.workspace import Json, Workspace

DeliveryKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call by the app: a Web API method, or `response_url` for a hook.

    args: what it sent, without tokens and hook addresses. status: the HTTP status of the answer, 0
    where none was given (a hang, a reset). answer: its JSON. at: the stand-in's clock.
    """

    name: str
    args: Json
    status: int
    answer: Json
    at: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One message on the way to the app or back, as it went over the wire.

    socket: the number of the Socket Mode connection, counting from 1; 0 for HTTP, where `body` is the
    payload to the app, and `{"status": 200, "body": ...}` back.
    """

    to_app: bool
    socket: int
    body: Json
    at: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something for the app, whichever way it travels. The retry fields are for events only."""

    kind: DeliveryKind
    payload: Json
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Ack:
    """How a delivery ended. error: None once acked in time, otherwise Slack's code.

    reason: why an event is delivered again. elapsed: real seconds. no_retry: the app asked for that.
    """

    error: str | None
    payload: Json | None
    elapsed: float
    reason: str = ""
    no_retry: bool = False


@dataclass(slots=True)
class State:
    """The workspace as it stands, and everything that was recorded.

    put_in: what people have put into a message's elements, by person and message. offers: the options that
    the app has suggested, by person, place, block_id and action_id; each has them by value.
    """

    workspace: Workspace
    clock: Clock
    faults: Faults
    messages: Messages
    views: Views
    notice: Notice
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    base_url: str = ""
    calls: list[Call] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    put_in: dict[tuple[str, str], Typed] = field(default_factory=dict)
    offers: dict[tuple[str, ...], dict[str, Json]] = field(default_factory=dict)

    def record_call(self, name: str, args: Json, status: int, answer: Json) -> None:
        """See `Call`."""
        self.calls.append(Call(name, args, status, answer, self.clock.now()))
        self.notice.tell()

    def record_frame(self, *, to_app: bool, socket: int, body: Json) -> None:
        """See `Frame`."""
        self.frames.append(Frame(to_app=to_app, socket=socket, body=body, at=self.clock.now()))
        self.notice.tell()


def new_state(workspace: Workspace, clock: Clock) -> State:
    """A workspace as just installed, with tokens that are good for this run only."""
    notice = Notice()
    return State(
        workspace,
        clock,
        Faults(),
        Messages(workspace, clock, notice),
        Views(clock, notice),
        notice,
        bot_token=f"xoxb-{secrets.token_hex(12)}",
        app_token=f"xapp-1-{workspace.app.id}-{secrets.token_hex(12)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )
