"""Web API methods that look something up: team, bots, people, groups, conversations."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.content import RefusalError
from bot.playground.payloads import message_json
from bot.playground.state import State
from bot.playground.workspace import Channel, Json, User

SCOPE_OF = {"public": "channels", "private": "groups", "im": "im"}
KIND_OF = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def auth_test(slack: State, _: Arguments) -> Json:
    """Who this token is."""
    team, app = slack.workspace.team, slack.workspace.app
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": app.name,
        "team_id": team.id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def team_info(slack: State, _: Arguments) -> Json:
    """The workspace."""
    team = slack.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}}


def bots_info(slack: State, args: Arguments) -> Json:
    """The bot of this app; Slack's other bots aren't here. Raises RefusalError `bot_not_found`."""
    app = slack.workspace.app
    if args.text("bot", app.bot_id) != app.bot_id:
        raise RefusalError("bot_not_found")
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.name,
            "app_id": app.id,
            "user_id": app.bot_user_id,
            "icons": {},
        }
    }


def users_info(slack: State, args: Arguments) -> Json:
    """Raises RefusalError `user_not_found`."""
    if (user := slack.workspace.users.get(args.required("user"))) is None:
        raise RefusalError("user_not_found")
    return {"user": _user(slack, user)}


def users_list(slack: State, args: Arguments) -> Json:
    """The team's own people; a stranger met in a shared channel isn't among them."""
    own = [user for user in slack.workspace.users.values() if user.team_id == slack.workspace.team.id]
    return args.page([_user(slack, user) for user in own], "members")


def usergroups_list(slack: State, args: Arguments) -> Json:
    """All groups, with their people if `include_users` is set."""
    with_users = args.flag("include_users")
    return {
        "usergroups": [
            {
                "id": group.id,
                "team_id": slack.workspace.team.id,
                "is_usergroup": True,
                "name": group.name,
                "handle": group.handle,
                "is_external": False,
                "date_delete": 0,
                "user_count": len(group.users),
            }
            | ({"users": list(group.users)} if with_users else {})
            for group in slack.workspace.usergroups.values()
        ]
    }


def usergroups_users_list(slack: State, args: Arguments) -> Json:
    """Raises RefusalError `no_such_subteam`."""
    if (group := slack.workspace.usergroups.get(args.required("usergroup"))) is None:
        raise RefusalError("no_such_subteam")
    return {"users": list(group.users)}


def conversations_info(slack: State, args: Arguments) -> Json:
    """Raises RefusalError as `readable`."""
    channel = readable(slack, args.required("channel"), "read")
    counted = {"num_members": len(channel.members)} if args.flag("include_num_members") else {}
    return {"channel": _channel(slack, channel) | counted}


def conversations_list(slack: State, args: Arguments) -> Json:
    """Raises RefusalError: invalid_types; missing_scope where one of the types asks for more."""
    types = args.text("types", "public_channel").replace(" ", "").split(",")
    if not set(types) <= KIND_OF.keys():
        raise RefusalError("invalid_types")
    for kind in types:
        need_scope(slack, f"{SCOPE_OF.get(KIND_OF[kind], 'mpim')}:read")
    kinds = {KIND_OF[kind] for kind in types}
    known = [
        channel
        for channel in slack.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "public" or slack.workspace.bot_in(channel))
        and not (args.flag("exclude_archived") and channel.is_archived)
    ]
    return args.page([_channel(slack, channel) for channel in known], "channels")


def conversations_members(slack: State, args: Arguments) -> Json:
    """The ids of a conversation's members. Raises RefusalError as `readable`."""
    channel = readable(slack, args.required("channel"), "read")
    start = [{"id": member} for member in sorted(channel.members)]
    page = args.page(start, "members")
    return page | {"members": [member["id"] for member in page["members"]]}


def conversations_open(slack: State, args: Arguments) -> Json:
    """A direct message with one person. Raises RefusalError: users_list_not_supplied, user_not_found,
    cannot_dm_bot; method_not_supported_for_channel_type for a group of several."""
    users = [user for user in args.text("users").split(",") if user]
    if not users:
        raise RefusalError("users_list_not_supplied")
    if len(users) > 1:
        raise RefusalError("method_not_supported_for_channel_type")
    if (user := slack.workspace.users.get(users[0])) is None:
        raise RefusalError("user_not_found")
    if user.is_bot:
        raise RefusalError("cannot_dm_bot")
    channel = slack.workspace.direct(user.id)
    return {"channel": _channel(slack, channel) if args.flag("return_im") else {"id": channel.id}}


def conversations_replies(slack: State, args: Arguments) -> Json:
    """A thread. Raises RefusalError: not_in_channel, thread_not_found, and as `readable`."""
    channel = readable(slack, args.required("channel"), "history")
    if not slack.workspace.bot_in(channel):
        raise RefusalError("not_in_channel")
    ts = args.required("ts")
    found = slack.messages.find(channel.id, ts)
    if found is None or found.ephemeral:
        raise RefusalError("thread_not_found")
    thread = [message_json(slack.workspace, message) for message in slack.messages.thread(channel.id, ts)]
    page = args.page(thread, "messages")
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}


def need_scope(slack: State, scope: str) -> None:
    """Raises RefusalError `missing_scope` with what is needed and what was granted, as Slack does."""
    granted = slack.workspace.app.scopes
    if scope not in granted:
        raise RefusalError("missing_scope", needed=scope, provided=",".join(sorted(granted)))


def readable(slack: State, channel_id: str, right: str) -> Channel:
    """A conversation that the bot may know of: a public one, or one that it is in.

    Raises RefusalError: channel_not_found; missing_scope (`channels:read`, `groups:history`, ...).
    """
    channel = slack.workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and not slack.workspace.bot_in(channel)):
        raise RefusalError("channel_not_found")
    need_scope(slack, f"{SCOPE_OF[channel.kind]}:{right}")
    return channel


def _user(slack: State, user: User) -> Json:
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": "Europe/London",
        "tz_label": "Greenwich Mean Time",
        "tz_offset": 0,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team_id},
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_bot": user.is_bot,
        "is_app_user": False,
    } | ({"is_stranger": True} if user.team_id != slack.workspace.team.id else {})


def _channel(slack: State, channel: Channel) -> Json:
    bot = slack.workspace.app.bot_user_id
    shared = {
        "id": channel.id,
        "created": 1_736_726_400,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "is_ext_shared": channel.is_ext_shared,
        "context_team_id": slack.workspace.team.id,
    }
    if channel.kind == "im":
        return shared | {"user": next(iter(channel.members - {bot}), bot), "is_open": True, "priority": 0}
    return shared | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": False,
        "is_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "is_member": slack.workspace.bot_in(channel),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
