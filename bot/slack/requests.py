"""What Slack sends, as values: who asks what, from where.

Only what a handler needs is taken from a payload; what is missing or of the wrong type is an empty
string, and the permission check refuses it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack import rich_text

Payload = Mapping[str, Any]
Surface = Literal[
    "command", "button", "mention", "direct message", "shortcut", "form", "window", "home", "suggestion"
]
Value = str | tuple[str, ...]  # of one field: what was typed or chosen; of several choices all of them

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
    """One question, command, press, shortcut or filled-in form; or a search field that wants suggestions.

    `surface` of a press is where the button stands: in a message (“button”), a window or App Home.
    `text` is what was typed, or the message that a shortcut was used on, as text; empty for a button.
    `delivery` names this delivery, so that a second one of the same can be told. `values` has what stands
    in a window's fields, by block id; `field` is the first of them. `metadata` is what the window carries
    of ours: ids and versions. `response_url` and `trigger_id` are bearer secrets: they are in no repr.
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
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    metadata: str = ""
    view_id: str = ""

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
        trigger_id=_str(body, "trigger_id"),
    )


def from_button(body: Payload) -> Request:
    """A press of a button, or a choice, in a message, a window or App Home; `value` is what it stands for."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    container, actor, view = _dict(body, "container"), _actor(body), _dict(body, "view")
    trigger = _str(body, "trigger_id")
    return Request(
        surface=_surface(view),
        actor=actor,
        channel=_str(_dict(body, "channel"), "id") or _str(container, "channel_id"),
        text="",
        delivery=f"{actor.user} {trigger} {_str(action, 'action_ts')}",
        thread_ts=_str(container, "thread_ts") or None,
        action=_str(action, "action_id"),
        value=_str(action, "value") or _str(_dict(action, "selected_option"), "value"),
        message_ts=_str(container, "message_ts"),
        response_url=_str(body, "response_url"),
        trigger_id=trigger,
        values=_values(view),
        metadata=_str(view, "private_metadata"),
        view_id=_str(view, "id"),
    )


def from_suggestion(body: Payload) -> Request:
    """A search field (external select) in which something was typed: `text`; `action` names the field."""
    view = _dict(body, "view")
    return Request(
        surface="suggestion",
        actor=_actor(body),
        channel="",
        text=_str(body, "value").strip(),
        delivery="",
        action=_str(body, "action_id"),
        metadata=_str(view, "private_metadata"),
    )


def from_home(body: Payload) -> Request:
    """App Home was opened."""
    event, team = _dict(body, "event"), _str(body, "team_id")
    return Request(
        surface="home",
        actor=Actor(team, _str(event, "user"), home=team),
        channel="",
        text="",
        delivery=_str(body, "event_id"),
        action=_str(event, "tab"),
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
    values = _values(view)
    first = next(iter(values), "")
    text = values.get(first, "")
    return Request(
        surface="form",
        actor=_actor(body),
        channel="",
        text=text if isinstance(text, str) else "",
        delivery=_str(body, "trigger_id"),
        action=_str(view, "callback_id"),
        trigger_id=_str(body, "trigger_id"),
        field=first,
        values=values,
        metadata=_str(view, "private_metadata"),
        view_id=_str(view, "id"),
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


def _surface(view: Payload) -> Surface:
    match view.get("type"):
        case "modal":
            return "window"
        case "home":
            return "home"
        case _:
            return "button"


def _values(view: Payload) -> dict[str, Value]:
    """What stands in a view's fields, by block id: one element a block."""
    found: dict[str, Value] = {}
    for block, elements in _dict(_dict(view, "state"), "values").items():
        first = next(iter(elements.values()), None) if isinstance(elements, dict) else None
        found[block] = _value(first) if isinstance(first, dict) else ""
    return found


def _value(element: Payload) -> Value:
    chosen = element.get("selected_options")
    if isinstance(chosen, list):
        return tuple(_str(each, "value") for each in chosen if isinstance(each, dict))
    one = _str(_dict(element, "selected_option"), "value") or _str(element, "selected_date")
    return one or _str(element, "value").strip()


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
