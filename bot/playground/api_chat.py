"""Web API methods that write: chat.postMessage and its kin."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.content import UPDATE_LIMIT, RefusalError, checked_content, parsed_blocks
from bot.playground.messages import Message
from bot.playground.payloads import message_json
from bot.playground.state import State
from bot.playground.workspace import Channel, Json


def post_message(slack: State, args: Arguments) -> Json:
    """Write to a channel that the bot is in, or to a person's direct message."""
    channel = _writable(slack, args.required("channel"))
    _may_write(slack, channel)
    message = _post(slack, channel, args)
    return {"channel": channel.id, "ts": message.ts, "message": message_json(slack.workspace, message)}


def post_ephemeral(slack: State, args: Arguments) -> Json:
    """Raises RefusalError `user_not_in_channel` where the reader isn't in the channel."""
    channel = _writable(slack, args.required("channel"))
    owner = args.required("user")
    if channel.is_archived:
        raise RefusalError("is_archived")
    if not slack.workspace.bot_in(channel):
        raise RefusalError("not_in_channel")
    if owner not in channel.members:
        raise RefusalError("user_not_in_channel")
    message = _post(slack, channel, args, owner)
    return {"message_ts": message.ts}


def update(slack: State, args: Arguments) -> Json:
    """Without `blocks` the old ones stay; an empty list takes them away. Without `text` it stays.

    Raises RefusalError: msg_too_long above 4,000 characters, message_not_found (also for an ephemeral one),
    cant_update_message for another author's.
    """
    channel, message = _own_message(slack, args, "ts", "cant_update_message")
    text, blocks = args.values.get("text"), args.values.get("blocks")
    if text is None and blocks is None:
        raise RefusalError("no_text")
    if len(args.text("text")) > UPDATE_LIMIT:
        raise RefusalError("msg_too_long")
    kept = list(message.blocks) if blocks is None else parsed_blocks(blocks)
    words, checked = checked_content(message.text if text is None else text, kept)
    changed = slack.messages.update(message, words, checked)
    shown = message_json(slack.workspace, changed)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(slack: State, args: Arguments) -> Json:
    """Raises RefusalError: message_not_found (also for an ephemeral one), cant_delete_message."""
    channel, message = _own_message(slack, args, "ts", "cant_delete_message")
    slack.messages.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(slack: State, args: Arguments) -> Json:
    """Raises RefusalError: channel_not_found, message_not_found."""
    channel = _writable(slack, args.required("channel"))
    message = slack.messages.find(channel.id, args.required("message_ts"))
    if message is None or message.ephemeral:
        raise RefusalError("message_not_found")
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    place = f"{slack.workspace.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"https://{place}{thread}"}


def _writable(slack: State, ref: str) -> Channel:
    """By id, by name, or the direct message of a person's id. Raises RefusalError `channel_not_found`."""
    workspace = slack.workspace
    if ref in workspace.users and not workspace.users[ref].is_bot:
        return workspace.direct(ref)
    channel = workspace.find_channel(ref)
    if channel is None or (channel.kind != "public" and not workspace.bot_in(channel)):
        raise RefusalError("channel_not_found")
    return channel


def _may_write(slack: State, channel: Channel) -> None:
    if channel.is_archived:
        raise RefusalError("is_archived")
    if not slack.workspace.bot_in(channel) and "chat:write.public" not in slack.workspace.app.scopes:
        raise RefusalError("not_in_channel")


def _own_message(slack: State, args: Arguments, name: str, not_mine: str) -> tuple[Channel, Message]:
    channel = _writable(slack, args.required("channel"))
    message = slack.messages.find(channel.id, args.required(name))
    if message is None or message.ephemeral:
        raise RefusalError("message_not_found")
    if message.user != slack.workspace.app.bot_user_id:
        raise RefusalError(not_mine)
    return channel, message


def _post(slack: State, channel: Channel, args: Arguments, owner: str | None = None) -> Message:
    text, blocks = checked_content(args.values.get("text"), args.values.get("blocks"))
    app = slack.workspace.app
    thread = args.text("thread_ts") or None
    return slack.messages.post(
        channel.id, app.bot_user_id, text, blocks=blocks, bot_id=app.bot_id, thread_ts=thread, owner=owner
    )
