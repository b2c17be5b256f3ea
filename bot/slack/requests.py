"""What Slack sends, as values: who asks what, from where.

Only what a handler needs is taken from a payload; what is missing or of the wrong type is an empty
string, and the permission check refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack import rich_text

Payload = Mapping[str, Any]
Surface = Literal["command", "button", "mention", "direct message", "shortcut", "form"]

_LINK = re.compile(r"<(?:(?:https?|mailto):[^|>]*\|([^>]*)|((?:https?|mailto):[^|>]*)|[#@!][^|>]*\|([^>]*))>")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, keyed by workspace and user id, never by a display name.

    `team` is the workspace that the request came through, `home` the person's own; a bot's message
    has `is_bot`.
    """

    team: str
    user: str
    home: str
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One question, command, press, shortcut or filled-in form.

    `text` is what was typed, or the message that a shortcut was used on, as text; empty for a button.
    `delivery` names this delivery, so that a second one of the same can be told. `field` is the block id
    of a form's field. `response_url` and `trigger_id` are bearer secrets: they are in no repr.
    """

    surface: Surface
    actor: Actor
    channel: str
    text: str
    delivery: str
    thread_ts: str | None = None
    action: str = ""
    value: str = ""
    message_ts: str = ""
    response_url: str = ""
    trigger_id: str = ""
    field: str = ""

    def __repr__(self) -> str:
        return f"Request({self.surface})"


def from_command(body: Payload) -> Request:
    """A slash command."""
    team, user = _str(body, "team_id"), _str(body, "user_id")
    return Request(
        surface="command",
        actor=Actor(team, user, home=team),
        channel=_str(body, "channel_id"),
        text=unescape(_str(body, "text")).strip(),
        delivery=_str(body, "trigger_id"),
        response_url=_str(body, "response_url"),
    )


def from_button(body: Payload) -> Request:
    """A press of a button in a message."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    container, actor = _dict(body, "container"), _actor(body)
    return Request(
        surface="button",
        actor=actor,
        channel=_str(_dict(body, "channel"), "id") or _str(container, "channel_id"),
        text="",
        delivery=f"{actor.user} {_str(body, 'trigger_id')} {_str(action, 'action_ts')}",
        thread_ts=_str(container, "thread_ts") or None,
        action=_str(action, "action_id"),
        value=_str(action, "value"),
        message_ts=_str(container, "message_ts"),
        response_url=_str(body, "response_url"),
    )


def from_shortcut(body: Payload) -> Request:
    """A shortcut: from anywhere, or on a message, whose text is then the request's."""
    message, trigger = _dict(body, "message"), _str(body, "trigger_id")
    return Request(
        surface="shortcut",
        actor=_actor(body),
        channel=_str(_dict(body, "channel"), "id"),
        text=rich_text.words(message.get("blocks")) or plain(_str(message, "text")),
        delivery=trigger,
        action=_str(body, "callback_id"),
        response_url=_str(body, "response_url"),
        trigger_id=trigger,
    )


def from_form(body: Payload) -> Request:
    """A form that was submitted; the text is what stands in its first field."""
    view = _dict(body, "view")
    values = _dict(_dict(view, "state"), "values")
    field = next(iter(values), "")
    element = next((each for each in _dict(values, field).values() if isinstance(each, dict)), {})
    return Request(
        surface="form",
        actor=_actor(body),
        channel="",
        text=_str(element, "value").strip(),
        delivery=_str(body, "trigger_id"),
        action=_str(view, "callback_id"),
        trigger_id=_str(body, "trigger_id"),
        field=field,
    )


def from_event(body: Payload) -> Request:
    """A mention in a channel, or a message in a direct conversation."""
    event = _dict(body, "event")
    team = _str(body, "team_id")
    home = _str(event, "user_team") or _str(event, "source_team") or _str(event, "team") or team
    return Request(
        surface="mention" if event.get("type") == "app_mention" else "direct message",
        actor=Actor(team, _str(event, "user"), home, is_bot=_is_bot(event)),
        channel=_str(event, "channel"),
        text=plain(_without_mention(_str(event, "text"))),
        delivery=_str(body, "event_id"),
        thread_ts=_str(event, "thread_ts") or None,
    )


def is_for_the_bot(body: Payload) -> bool:
    """Is this event a person's mention of the bot, or their new message in a direct conversation with it?

    Edits, deletions, joins and bots' posts come as the same events, with a subtype or a bot id.
    """
    event = _dict(body, "event")
    is_said_to_it = event.get("type") == "app_mention" or event.get("channel_type") == "im"
    return is_said_to_it and "subtype" not in event and not _is_bot(event)


def plain(text: str) -> str:
    """A message's markup back to what was typed: a link to its label, `&lt;` to <."""
    shown = _LINK.sub(lambda found: next((part for part in found.groups() if part is not None), ""), text)
    return unescape(shown).strip()


def unescape(text: str) -> str:
    """Undo Slack's escaping of `&`, `<` and `>`, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _actor(body: Payload) -> Actor:
    """Who acts in an interaction."""
    user, team = _dict(body, "user"), _str(_dict(body, "team"), "id")
    return Actor(team, _str(user, "id"), home=_str(user, "team_id") or team)


def _without_mention(text: str) -> str:
    return re.sub(r"^(\s*<@[A-Z0-9]+(\|[^>]*)?>[\s,:]*)+", "", text)


def _is_bot(event: Payload) -> bool:
    return bool(event.get("bot_id") or event.get("bot_profile"))


def _str(source: Payload, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def _dict(source: Payload, key: str) -> Payload:
    value = source.get(key)
    return value if isinstance(value, dict) else {}
