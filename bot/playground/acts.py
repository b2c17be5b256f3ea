"""What a person does, and what comes of it: the parts of `server.SlackStandIn`'s acts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.playground.content import RefusalError, checked_content
from bot.playground.messages import Message
from bot.playground.payloads import Scene
from bot.playground.state import Ack, State
from bot.playground.views import View
from bot.playground.workspace import Json, User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person's act led to.

    delivered: the app acked in time. error: why not (`operation_timeout`, `dispatch_failed`); or why
    its ack isn't shown (`invalid_blocks`, `msg_blocks_too_long`, ...), with `problems`; or why nothing
    was sent (`missing_scope`, `not_subscribed`, `not_in_channel`). message: what the ack of a slash
    command shows, if anything; other acts are answered later, see `SlackStandIn.next_message`. posted:
    the person's own message, for a mention or a direct message. elapsed: real seconds until the ack.
    ack: its raw payload. view: the modal that the person sees after they submitted or closed one. options:
    what the app suggests for a menu, groups flattened.
    """

    delivered: bool
    error: str | None = None
    message: Message | None = None
    posted: Message | None = None
    elapsed: float = 0.0
    problems: tuple[str, ...] = ()
    ack: Json | None = None
    view: View | None = None
    options: tuple[Json, ...] = ()


def outcome(ack: Ack) -> Outcome:
    """The outcome as far as the ack tells it."""
    return Outcome(delivered=ack.error is None, error=ack.error, elapsed=ack.elapsed, ack=ack.payload)


def not_sent(slack: State, scope: str | None, event: str | None = None) -> Outcome | None:
    """Why the app would never hear of this act; None if it will."""
    if scope is not None and scope not in slack.workspace.app.scopes:
        return Outcome(delivered=False, error="missing_scope")
    if event is not None and event not in slack.workspace.app.events:
        return Outcome(delivered=False, error="not_subscribed")
    return None


def say(slack: State, scene: Scene, text: str, thread_ts: str | None) -> Message:
    """The person writes a message."""
    said = slack.messages.post(scene.channel.id, scene.user.id, text, thread_ts=thread_ts)
    slack.messages.mark_read(scene.user.id)
    return said


def seen_message(slack: State, person: User, message: Message) -> Message:
    """The message as it stands now. Raises ValueError where this person doesn't see it (any more)."""
    for seen in slack.messages.visible(person, message.channel):
        if seen.ts == message.ts:
            return seen
    raise ValueError(f"{person.name} sees no message {message.ts} in {message.channel}")


def show_reply(slack: State, scene: Scene, ack: Ack) -> Outcome:
    """A slash command's ack is its reply, ephemeral unless it says `in_channel`.

    What Slack shows for a reply that it wouldn't take isn't documented; here: nothing, and the Web
    API's error code.
    """
    reply = ack.payload or {}
    if ack.error is not None or not (reply.get("text") or reply.get("blocks")):
        return outcome(ack)
    try:
        text, blocks = checked_content(reply.get("text"), reply.get("blocks"))
    except RefusalError as refusal:
        problems = tuple(refusal.details.get("errors", ()))
        return replace(outcome(ack), error=refusal.code, problems=problems)
    app = slack.workspace.app
    owner = None if reply.get("response_type") == "in_channel" else scene.user.id
    shown = slack.messages.post(
        scene.channel.id, app.bot_user_id, text, blocks=blocks, bot_id=app.bot_id, owner=owner
    )
    slack.messages.take(scene.user.id, shown)
    return replace(outcome(ack), message=shown)
