"""The calls to Slack that Factdesk makes, each with a bounded wait and its errors in our tree.

slack_sdk's own retry handler for 429 sleeps as long as it is told (3,600 seconds too) and fails on a
`Retry-After` that is no number; the one here waits a few seconds at most, or gives up.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.block_kit import Message
from bot.config import Secret
from bot.errors import RefusedError, SlackBusyError, SlackUnavailableError
from bot.slack.modals import View

TIMEOUT: Final = 10  # seconds for one call; a hung one takes slack_sdk's 30 otherwise
MAX_WAIT: Final = 5  # seconds that a 429 may make us wait; a reporter waits no longer
_NOT_SAID: Final = 30.0  # seconds to leave Slack alone where a 429 does not say how many
_QUIET: Final = {"unfurl_links": False, "unfurl_media": False}
# Slack's words for a token that will not get better by trying again.
BAD_TOKEN: Final = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "missing_scope",
)
# Slack's words for trouble of its own, which a later try may not meet.
_PASSING: Final = (
    *BAD_TOKEN,
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
)
_NOT_THERE: Final = ("not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived")
# What slack_sdk raises for a call that failed; the last three for an answer that is no JSON object, such as
# a proxy's plain text, which it takes apart as if it were one.
FAILURES: Final = (
    SlackClientError,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    ValueError,
    AttributeError,
    TypeError,
)


class BoundedRateLimitRetryHandler(AsyncRetryHandler):
    """Retries a 429 once, if Slack asks for no more than `MAX_WAIT` seconds."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the signature is slack_sdk's
        request: HttpRequest,  # noqa: ARG002 - the same
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002 - the same
    ) -> bool:
        if response is None or response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            return False
        return _wait(response) is not None

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - the signature is slack_sdk's
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002 - the same
    ) -> None:
        """Wait as long as Slack asks, which `_can_retry_async` has found to be short."""
        await asyncio.sleep((_wait(response) if response else None) or 0)
        state.next_attempt_requested = True
        state.increment_current_attempt()


def _wait(response: HttpResponse) -> int | None:
    """Seconds that a 429 asks for; None where that is too long or no number."""
    given = {key.lower(): value for key, value in response.headers.items()}.get("retry-after", [""])
    text = given[0] if isinstance(given, list) else given
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= MAX_WAIT else None


def web_client(token: Secret, api_url: str) -> AsyncWebClient:
    """A client for the bot's calls, with bounded retries."""
    return AsyncWebClient(
        token=token.reveal(),
        base_url=api_url,
        timeout=TIMEOUT,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=1),
            BoundedRateLimitRetryHandler(max_retry_count=1),
        ],
    )


async def call(client: AsyncWebClient, method: str, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - JSON
    """Call a Web API method; raises SlackUnavailableError with Slack's code and nothing secret."""
    try:
        response = await client.api_call(method, json=arguments)
    except FAILURES as error:
        if (seconds := _busy(error)) is not None:
            raise SlackBusyError(method, seconds) from None
        raise SlackUnavailableError(f"{method}: {code(error)}") from None
    if not isinstance(response.data, dict):
        raise SlackUnavailableError(f"{method}: no JSON object")
    return response.data


async def post(client: AsyncWebClient, channel: str, message: Message, thread_ts: str | None = None) -> str:
    """Post in a channel or a direct conversation; returns the message's `ts`.

    Raises RefusedError where the bot is not in the channel.
    """
    extra = {"thread_ts": thread_ts} if thread_ts else {}
    try:
        sent = await call(client, "chat.postMessage", channel=channel, **_content(message), **extra)
    except SlackUnavailableError as error:
        if str(error).endswith(_NOT_THERE):
            raise RefusedError("Factdesk is not in this channel: invite @factdesk to share here.") from None
        raise
    return str(sent.get("ts", ""))


async def whisper(
    client: AsyncWebClient, channel: str, user: str, message: Message, thread_ts: str | None = None
) -> None:
    """Show a message to one person; where the bot may not post, write to the person directly."""
    extra = {"thread_ts": thread_ts} if thread_ts else {}
    try:
        await call(client, "chat.postEphemeral", channel=channel, user=user, **_content(message), **extra)
    except SlackUnavailableError as error:
        if not str(error).endswith(_NOT_THERE):
            raise
        await write(client, user, message)


async def write(client: AsyncWebClient, user: str, message: Message) -> None:
    """Write to a person directly."""
    opened = await call(client, "conversations.open", users=user)
    await post(client, str(opened.get("channel", {}).get("id", "")), message)


async def open_view(client: AsyncWebClient, trigger_id: str, view: View) -> None:
    """Open a window for the person whose act gave the `trigger_id`, within three seconds and once."""
    await call(client, "views.open", trigger_id=trigger_id, view=view)


async def push_view(client: AsyncWebClient, trigger_id: str, view: View, below: str) -> None:
    """Lay a window on the one in which the person acted, whose id is `below`; Slack piles up three.

    A fourth takes the place of the third.
    """
    try:
        await call(client, "views.push", trigger_id=trigger_id, view=view)
    except SlackUnavailableError as error:
        if not str(error).endswith("push_limit_reached"):
            raise
        await replace_view(client, below, view)


async def replace_view(client: AsyncWebClient, view_id: str, view: View) -> None:
    """Put another view in the place of the one with this id."""
    await call(client, "views.update", view_id=view_id, view=view)


async def publish_home(client: AsyncWebClient, user: str, view: View) -> None:
    """Show a person this as their App Home."""
    await call(client, "views.publish", user_id=user, view=view)


async def edit(client: AsyncWebClient, channel: str, ts: str, message: Message) -> None:
    """Put another message in the place of one that the bot has posted."""
    await call(client, "chat.update", channel=channel, ts=ts, text=message.text, blocks=list(message.blocks))


async def delete(client: AsyncWebClient, channel: str, ts: str) -> None:
    """Take away a message that the bot has posted; raises SlackUnavailableError, for one that is gone too."""
    await call(client, "chat.delete", channel=channel, ts=ts)


async def thread_of(client: AsyncWebClient, channel: str, ts: str) -> str:
    """The `ts` by which the thread of a message is answered: its parent's, where it is a reply itself.

    Slack advises against answering a reply; of the methods that need no scope, the permalink alone tells.
    """
    found = await call(client, "chat.getPermalink", channel=channel, message_ts=ts)
    return parse_qs(urlsplit(str(found.get("permalink", ""))).query).get("thread_ts", [ts])[0]


async def person(client: AsyncWebClient, user: str) -> Mapping[str, Any]:
    """Slack's record of a person; raises SlackUnavailableError, for somebody unknown too."""
    found = (await call(client, "users.info", user=user)).get("user")
    return found if isinstance(found, dict) else {}


async def group_members(client: AsyncWebClient, group: str) -> frozenset[str]:
    """Ids of the people in a user group of this workspace."""
    found = (await call(client, "usergroups.users.list", usergroup=group)).get("users")
    return (
        frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()
    )


async def update_view(client: AsyncWebClient, external_id: str, view: View) -> None:
    """Put another view in the place of the one that we gave this name."""
    await call(client, "views.update", external_id=external_id, view=view)


async def channel(client: AsyncWebClient, channel_id: str) -> Mapping[str, Any]:
    """Slack's record of a channel; an empty one where the bot may not see it."""
    try:
        found = await call(client, "conversations.info", channel=channel_id)
    except SlackUnavailableError as error:
        # missing_scope is the answer of a direct conversation: the bot has no scope to see those.
        if str(error).endswith((*_NOT_THERE, "missing_scope")):
            return {}
        raise
    record = found.get("channel")
    return record if isinstance(record, dict) else {}


async def respond(
    response_url: str, api_url: str, message: Message | None, *, replace: bool = False, delete: bool = False
) -> None:
    """Use a response_url once: show, replace or delete the private message that it belongs to.

    The address comes from a payload and carries no proof of its own: only Slack's host, or the
    configured stand-in, is written to. Raises SlackUnavailableError (expired, used up, refused).
    """
    if not _is_slacks(response_url, api_url):
        raise SlackUnavailableError("response_url: not an address of Slack's")
    hook = AsyncWebhookClient(
        response_url, timeout=TIMEOUT, retry_handlers=[BoundedRateLimitRetryHandler(max_retry_count=1)]
    )
    content: dict[str, Any] = _content(message) if message else {}
    try:
        answer = await hook.send_dict(
            {"response_type": "ephemeral", **content, "replace_original": replace, "delete_original": delete}
        )
    except FAILURES as error:
        raise SlackUnavailableError(f"response_url: {code(error)}") from None
    if answer.status_code != HTTPStatus.OK:  # `send_dict` itself neither raises nor retries
        raise SlackUnavailableError(f"response_url: {answer.status_code}")


def _is_slacks(url: str, api_url: str) -> bool:
    if urlsplit(api_url).hostname == "slack.com":
        return re.match(r"https://hooks\.slack\.com(:443)?/", url) is not None
    return url.startswith(api_url.removesuffix("api/"))


def _content(message: Message) -> dict[str, Any]:
    blocks: Sequence[Mapping[str, Any]] = message.blocks
    return {"text": message.text, "blocks": list(blocks), **_QUIET}


def _busy(error: BaseException) -> float | None:
    """Seconds for which Slack takes no more of these calls; None where that is not what went wrong."""
    response: Any = getattr(error, "response", None)
    if getattr(response, "status_code", None) != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    headers = {str(key).lower(): str(value) for key, value in dict(response.headers).items()}
    asked = headers.get("retry-after", "")
    return float(asked) if re.fullmatch(r"[0-9]{1,5}", asked) else _NOT_SAID


def is_passing(error: SlackUnavailableError) -> bool:
    """Is it Slack, the network or the token that failed, and not this one call? Then a later try may do."""
    said = str(error).rpartition(": ")[2]
    return said in _PASSING or re.fullmatch("[a-z_]+", said) is None  # else no code of Slack's: no answer


def code(error: BaseException) -> str:
    """Slack's error code, or the kind of failure: an exception's own text may hold an address."""
    data = getattr(getattr(error, "response", None), "data", None)
    if isinstance(data, dict) and isinstance(data.get("error"), str):
        return str(data["error"])
    return type(error).__name__
