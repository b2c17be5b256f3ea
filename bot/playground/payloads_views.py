"""What the app is sent of shortcuts and modals, with Slack's documented fields."""

from __future__ import annotations

import time

from bot.playground.messages import Message
from bot.playground.payloads import Scene, message_json
from bot.playground.state import State
from bot.playground.views import View
from bot.playground.workspace import Json, User, Workspace


def shortcut(slack: State, user: User, callback_id: str) -> Json:
    """A shortcut from anywhere: it has neither channel nor response_url."""
    acted = {"callback_id": callback_id, "action_ts": f"{time.time():.6f}"}
    return interaction(slack, user, "shortcut") | acted


def message_action(slack: State, scene: Scene, message: Message, callback_id: str) -> Json:
    """A shortcut on a message, with the message."""
    channel = scene.channel
    return interaction(slack, scene.user, "message_action") | {
        "callback_id": callback_id,
        "action_ts": f"{time.time():.6f}",
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "response_url": scene.response_url,
        "message_ts": message.ts,
        "message": _written(slack.workspace, message),
    }


def view_submission(slack: State, user: User, view: View) -> Json:
    """A form was filled in."""
    shown = view_json(slack.workspace, view)
    return interaction(slack, user, "view_submission") | {"view": shown, "response_urls": []}


def view_closed(slack: State, user: User, view: View, *, is_cleared: bool) -> Json:
    """A view was closed that asked to be told of it; is_cleared: with all others."""
    shown = view_json(slack.workspace, view)
    told = {"view": shown, "is_cleared": is_cleared}
    return interaction(slack, user, "view_closed", has_trigger=False) | told


def view_json(workspace: Workspace, view: View) -> Json:
    """A view as the Web API and payloads show it."""
    empty: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "close": None,
        "submit": None,
    }
    flags: Json = {"clear_on_close": False, "notify_on_close": False, "submit_disabled": False}
    return {
        **empty,
        **flags,
        **view.content,
        "id": view.id,
        "team_id": workspace.team.id,
        "app_id": workspace.app.id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": workspace.app.bot_id,
        "state": {"values": {block: dict(elements) for block, elements in view.typed.items()}},
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous,
    }


def interaction(slack: State, user: User, kind: str, *, has_trigger: bool = True) -> Json:
    """What every interaction has in common."""
    workspace = slack.workspace
    acted: Json = {
        "type": kind,
        "token": slack.verification_token,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": workspace.app.id,
        "is_enterprise_install": False,
        "enterprise": None,
    }
    return acted | {"trigger_id": slack.views.trigger(user.id)} if has_trigger else acted


def _written(workspace: Workspace, message: Message) -> Json:
    """What a person writes in Slack's client has its words as rich text, too, with nothing escaped."""
    shown = message_json(workspace, message)
    if message.bot_id or message.blocks or not message.text:
        return shown
    plain = message.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": plain}]}
    return shown | {"blocks": [{"type": "rich_text", "block_id": "b0", "elements": [section]}]}
