"""Web API methods for views: views.open, views.push, views.update, views.publish. They need no scope."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.content import RefusalError
from bot.playground.payloads_views import view_json
from bot.playground.state import State
from bot.playground.view_rules import checked_view
from bot.playground.workspace import Json


def open_view(slack: State, args: Arguments) -> Json:
    """Raises RefusalError: those of `checked_view`, `Views.redeem` and `Views.open`."""
    content = checked_view(args.values.get("view"))
    user = slack.views.redeem(args.required("trigger_id"))
    return {"view": view_json(slack.workspace, slack.views.open(user, content))}


def push(slack: State, args: Arguments) -> Json:
    """As `open_view`, on top of what is open; raises RefusalError `not_found` where nothing is."""
    content = checked_view(args.values.get("view"))
    user = slack.views.redeem(args.required("trigger_id"))
    if slack.views.top(user) is None:
        raise RefusalError("not_found")
    return {"view": view_json(slack.workspace, slack.views.push(user, content))}


def update(slack: State, args: Arguments) -> Json:
    """By view_id or external_id. Raises RefusalError: invalid_arguments, not_found, hash_conflict."""
    content = checked_view(args.values.get("view"))
    old = slack.views.find(args.text("view_id"), args.text("external_id"))
    return {"view": view_json(slack.workspace, slack.views.update(old, content, args.text("hash")))}


def publish(slack: State, args: Arguments) -> Json:
    """A person's home. Raises RefusalError: not_enabled, invalid_arguments, view_too_large, user_not_found,
    hash_conflict, duplicate_external_id. How Slack refuses a person who isn't in the workspace is not
    documented; here `user_not_found`."""
    content = checked_view(args.values.get("view"), "home")
    user = slack.workspace.users.get(args.required("user_id"))
    if not slack.workspace.app.home_tab:
        raise RefusalError("not_enabled")
    if user is None or user.is_bot or user.team_id != slack.workspace.team.id:
        raise RefusalError("user_not_found")
    return {"view": view_json(slack.workspace, slack.views.publish(user.id, content, args.text("hash")))}
