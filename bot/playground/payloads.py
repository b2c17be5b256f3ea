"""What the app is sent: slash command, press, mention, direct message, with Slack's documented fields."""

from __future__ import annotations

import secrets
import time
from copy import deepcopy
from dataclasses import dataclass

from bot.playground.block_kit import interactive_elements
from bot.playground.messages import Change, Message
from bot.playground.workspace import Channel, Json, User, Workspace

CHOSEN_BY_OPTION = ("overflow", "static_select", "radio_buttons")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where something happens, and the keys that Slack hands out for it."""

    workspace: Workspace
    verification_token: str
    user: User
    channel: Channel
    response_url: str = ""
    trigger_id: str = ""


def slash_command(scene: Scene, command: str, text: str) -> Json:
    """A typed command."""
    workspace, user, channel = scene.workspace, scene.user, scene.channel
    name = {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
    return {
        "token": scene.verification_token,
        "team_id": user.team_id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text.strip(),
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": scene.response_url,
        "trigger_id": scene.trigger_id,
    }


def block_actions(scene: Scene, message: Message, block: Json, element: Json, option: Json | None) -> Json:
    """A press on a message's element. An ephemeral message isn't repeated in the payload."""
    workspace, user, channel = scene.workspace, scene.user, scene.channel
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload: Json = {
        "type": "block_actions",
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": workspace.app.id,
        "token": scene.verification_token,
        "container": container,
        "trigger_id": scene.trigger_id,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "state": {"values": {}},
        "response_url": scene.response_url,
        "actions": [_action(block, element, option)],
    }
    if not message.ephemeral:
        payload["message"] = message_json(workspace, message)
    return payload


def app_mention(scene: Scene, message: Message) -> Json:
    """The bot was named in a channel."""
    return _event_callback(scene, _said(scene, message) | {"type": "app_mention"})


def message_im(scene: Scene, message: Message) -> Json:
    """A person wrote to the bot."""
    return _event_callback(scene, _said(scene, message) | {"type": "message", "channel_type": "im"})


def own_message_im(scene: Scene, change: Change) -> Json:
    """What the bot itself posts, edits or deletes in a direct message comes back as an event, too."""
    message = message_json(scene.workspace, change.message)
    event = {"type": "message", "channel": change.message.channel, "channel_type": "im"}
    fresh = {"event_ts": change.message.ts, "ts": change.message.ts}
    if change.kind == "posted":
        return _event_callback(scene, message | event | fresh)
    subtype = {"subtype": f"message_{'changed' if change.kind == 'updated' else 'deleted'}", "hidden": True}
    if change.kind == "updated":
        return _event_callback(scene, event | fresh | subtype | {"message": message})
    return _event_callback(
        scene, event | fresh | subtype | {"deleted_ts": change.message.ts, "previous_message": message}
    )


def message_json(workspace: Workspace, message: Message) -> Json:
    """A message as the Web API and payloads show it, with the ids that Slack fills in."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team.id,
    }
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": workspace.app.id}
    if message.blocks:
        shown["blocks"] = with_ids(message.blocks)
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    return shown


def with_ids(blocks: tuple[Json, ...]) -> list[Json]:
    """Copies of the blocks with a block_id and an action_id where the app gave none."""
    named = [deepcopy(block) for block in blocks]
    for number, block in enumerate(named):
        block.setdefault("block_id", f"b{number}")
        for order, (_, element) in enumerate(interactive_elements([block])):
            element.setdefault("action_id", f"a{number}.{order}")
    return named


def chosen_option(element: Json, choice: str | None) -> Json | None:
    """The option whose value is `choice`; None for an element without options.

    Raises ValueError where there is no such option.
    """
    if element["type"] not in CHOSEN_BY_OPTION:
        return None
    known: list[Json] = element.get("options", [])
    for option in known:
        if option["value"] == choice:
            return option
    raise ValueError(f"no option {choice!r} among {[option['value'] for option in known]}")


def _action(block: Json, element: Json, option: Json | None) -> Json:
    action = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{time.time():.6f}",
    }
    if option is not None:
        return action | {"selected_option": option}
    return action | {name: element[name] for name in ("text", "value", "url", "style") if name in element}


def _said(scene: Scene, message: Message) -> Json:
    user = scene.user
    event: Json = {
        "user": user.id,
        "ts": message.ts,
        "client_msg_id": secrets.token_hex(16),
        "text": message.text,
        "team": user.team_id,
        "channel": message.channel,
        "event_ts": message.ts,
    }
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    if user.team_id != scene.workspace.team.id:
        event |= {"user_team": user.team_id, "source_team": user.team_id}
    return event


def _event_callback(scene: Scene, event: Json) -> Json:
    team, app = scene.workspace.team, scene.workspace.app
    return {
        "token": scene.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": scene.channel.is_ext_shared,
        "event_context": secrets.token_urlsafe(24),
    }
