"""What the app is sent: slash command, mention, direct message, home, with Slack's documented fields."""

from __future__ import annotations

import secrets
from copy import deepcopy
from dataclasses import dataclass

from bot.playground.block_kit import interactive_elements
from bot.playground.messages import Change, Message
from bot.playground.workspace import Channel, Json, User, Workspace


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


def app_mention(scene: Scene, message: Message) -> Json:
    """The bot was named in a channel."""
    return _event_callback(scene, _said(scene, message) | {"type": "app_mention"})


def message_im(scene: Scene, message: Message) -> Json:
    """A person wrote to the bot."""
    return _event_callback(scene, _said(scene, message) | {"type": "message", "channel_type": "im"})


def app_home_opened(scene: Scene, tab: str, view: Json | None, at: str) -> Json:
    """A person has opened a tab of the app's home. view: what they see there, if anything was published."""
    event: Json = {"type": "app_home_opened", "user": scene.user.id, "channel": scene.channel.id}
    event |= {"event_ts": at, "tab": tab}
    return _event_callback(scene, event if view is None else event | {"view": view})


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
