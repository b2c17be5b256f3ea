"""The Web API: tokens, scopes, arguments, errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.server import SlackStandIn
from bot.playground.workspace import DEMO_SCOPES, demo_workspace
from tests.playground.apps import client_of

BAD_BLOCKS = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
LONG_BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5


async def call(slack: SlackStandIn, method: str, **arguments: object) -> dict[str, Any]:
    """One call with the real client; the answer, also of an error."""
    try:
        answer = await client_of(slack).api_call(method, json=arguments)
    except SlackApiError as error:
        answer = error.response
    assert isinstance(answer.data, dict)
    return answer.data


REFUSED = [
    ("no.such.method", {}, "unknown_method"),
    ("views.publish", {}, "invalid_arguments"),
    ("views.publish", {"view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("views.publish", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.publish", {"user_id": "U0FACTDESK", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.publish", {"user_id": "U0STRANGER", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.publish", {"user_id": "U0EDITOR", "view": {"type": "modal"}}, "invalid_arguments"),
    ("views.open", {}, "invalid_arguments"),
    ("apps.connections.open", {}, "not_allowed_token_type"),
    ("team.info", {}, "missing_scope"),
    ("conversations.info", {"channel": "D0REPORTER"}, "missing_scope"),
    ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ("conversations.info", {"channel": "C0SECRET"}, "channel_not_found"),
    ("conversations.info", {}, "invalid_arguments"),
    ("conversations.list", {"types": "im"}, "missing_scope"),
    ("conversations.list", {"types": "nonsense"}, "invalid_types"),
    ("conversations.members", {"channel": "C0SECRET"}, "channel_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {"users": "U0FACTDESK"}, "cannot_dm_bot"),
    ("conversations.replies", {"channel": "C0NEWSROOM", "ts": "1.0"}, "missing_scope"),
    ("conversations.replies", {"channel": "D0REPORTER", "ts": "1.0"}, "thread_not_found"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("users.list", {"cursor": "x", "limit": "2"}, "invalid_cursor"),
    ("bots.info", {"bot": "B0NOBODY"}, "bot_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0SECRET", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0POLITICS", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0NEWSROOM"}, "no_text"),
    ("chat.postMessage", {"channel": "C0NEWSROOM", "text": " \n"}, "no_text"),
    ("chat.postMessage", {"channel": "C0NEWSROOM", "text": "x", "blocks": BAD_BLOCKS}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0NEWSROOM", "text": "x", "blocks": "{"}, "invalid_blocks_format"),
    (
        "chat.postMessage",
        {"channel": "C0NEWSROOM", "text": "x", "blocks": LONG_BLOCKS},
        "msg_blocks_too_long",
    ),
    ("chat.postEphemeral", {"channel": "C0POLITICS", "user": "U0EDITOR", "text": "x"}, "not_in_channel"),
    (
        "chat.postEphemeral",
        {"channel": "C0NEWSROOM", "user": "U0STRANGER", "text": "x"},
        "user_not_in_channel",
    ),
    ("chat.postEphemeral", {"channel": "C0NEWSROOM", "text": "x"}, "invalid_arguments"),
    ("chat.update", {"channel": "C0NEWSROOM", "ts": "1.0", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0NEWSROOM", "ts": "1.0"}, "message_not_found"),
    ("chat.getPermalink", {"channel": "C0NEWSROOM", "message_ts": "1.0"}, "message_not_found"),
]


@pytest.mark.parametrize(("method", "arguments", "code"), REFUSED)
async def test_a_wrong_call_is_refused_with_slacks_code(
    slack: SlackStandIn, method: str, arguments: dict[str, Any], code: str
) -> None:
    answer = await call(slack, method, **arguments)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert slack.requests[-1].answer == answer


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "not_authed"),
        ({"Authorization": "Bearer xoxb-forged"}, "invalid_auth"),
        ({"Authorization": "Bearer APP"}, "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(slack: SlackStandIn, headers: dict[str, str], code: str) -> None:
    sent = {name: value.replace("APP", slack.app_token) for name, value in headers.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}auth.test", headers=sent) as answer,
    ):
        assert (await answer.json())["error"] == code


WAYS: list[dict[str, Any]] = [
    {"method": "GET", "params": {"user": "U0GUEST"}},
    {"method": "POST", "params": {"user": "U0GUEST"}},
    {"method": "POST", "data": {"user": "U0GUEST"}},
    {"method": "POST", "json": {"user": "U0GUEST"}},
    {"method": "POST", "params": {"user": "U0GUEST"}, "headers": {"Content-Type": "application/json"}},
]


@pytest.mark.parametrize("way", WAYS, ids=["GET", "POST query", "form", "JSON", "JSON without a body"])
async def test_arguments_may_come_in_every_way_that_slack_takes(
    slack: SlackStandIn, way: dict[str, Any]
) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"} | way.get("headers", {})
    async with (
        aiohttp.ClientSession() as session,
        session.request(url=f"{slack.api_url}users.info", **(way | {"headers": headers})) as answer,
    ):
        assert (await answer.json())["user"]["is_restricted"] is True


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        ("{", "application/json", "invalid_json"),
        ("[]", "application/json", "json_not_object"),
        ("x", "text/csv", "invalid_post_type"),
        ('{"token": "TOKEN"}', "application/json", "not_authed"),
    ],
)
async def test_a_body_that_slack_cannot_read_is_refused(
    slack: SlackStandIn, body: str, content_type: str, code: str
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{slack.api_url}auth.test",
            data=body.replace("TOKEN", slack.bot_token),
            headers={"Content-Type": content_type},
        ) as answer,
    ):
        assert (await answer.json())["error"] == code


@pytest.mark.parametrize("scope", sorted(DEMO_SCOPES - {"commands", "app_mentions:read", "groups:read"}))
async def test_each_scope_that_is_taken_away_is_missed(scope: str) -> None:
    needs: dict[str, tuple[str, dict[str, Any]]] = {
        "chat:write": ("chat.postMessage", {"channel": "C0NEWSROOM", "text": "x"}),
        "channels:read": ("conversations.info", {"channel": "C0NEWSROOM"}),
        "im:history": ("conversations.replies", {"channel": "D0REPORTER", "ts": "1.0"}),
        "im:write": ("conversations.open", {"users": "U0REPORTER"}),
        "users:read": ("users.info", {"user": "U0REPORTER"}),
        "usergroups:read": ("usergroups.list", {}),
    }
    method, arguments = needs[scope]
    async with SlackStandIn(demo_workspace(scopes=DEMO_SCOPES - {scope})) as slack:
        answer = await call(slack, method, **arguments)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert scope not in answer["provided"].split(",")


async def test_the_look_ups_tell_what_the_workspace_holds(slack: SlackStandIn) -> None:
    client = client_of(slack)
    tested = await client.auth_test()
    assert (tested["team_id"], tested["user_id"], tested["bot_id"]) == (
        "T0FACTDESK",
        "U0FACTDESK",
        "B0FACTDESK",
    )
    assert set(tested.headers["x-oauth-scopes"].split(",")) == DEMO_SCOPES
    stranger = (await client.users_info(user="U0STRANGER"))["user"]
    assert (stranger["team_id"], stranger["is_stranger"]) == ("T0ELSEWHERE", True)
    assert "U0STRANGER" not in [user["id"] for user in (await client.users_list())["members"]]
    newsroom = (await client.conversations_info(channel="C0NEWSROOM"))["channel"]
    assert (newsroom["is_member"], newsroom["is_ext_shared"], newsroom["is_private"]) == (True, False, False)
    shared = (await client.conversations_info(channel="C0SHAREDEXT"))["channel"]
    assert shared["is_ext_shared"] is True
    desk = (await client.conversations_info(channel="C0FACTDESK"))["channel"]
    assert (desk["is_private"], desk["is_group"]) == (True, True)
    assert (await client.conversations_open(users="U0REPORTER"))["channel"]["id"] == "D0REPORTER"
    assert (await client.usergroups_users_list(usergroup="S0EDITORS"))["users"] == ["U0EDITOR", "U0CHIEF"]
    groups = (await client.usergroups_list(include_users=True))["usergroups"]
    assert groups[0]["users"] == ["U0EDITOR", "U0CHIEF"]
    assert (await client.bots_info(bot="B0FACTDESK"))["bot"]["app_id"] == "A0FACTDESK"


async def test_a_private_channel_is_listed_only_where_the_bot_is_in_it(slack: SlackStandIn) -> None:
    listed = await client_of(slack).conversations_list(types="public_channel,private_channel")
    assert [channel["name"] for channel in listed["channels"]] == [
        "newsroom",
        "politics",
        "shared-ext",
        "fact-desk",
    ]


async def test_a_long_list_comes_in_pages(slack: SlackStandIn) -> None:
    client = client_of(slack)
    first = await client.conversations_members(channel="C0NEWSROOM", limit=3)
    rest = await client.conversations_members(
        channel="C0NEWSROOM", limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert len(first["members"]) == 3
    assert {*first["members"], *rest["members"]} == slack.workspace.channel("newsroom").members
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_a_message_is_posted_changed_linked_and_deleted(slack: SlackStandIn) -> None:
    client = client_of(slack)
    posted = await client.chat_postMessage(channel="#newsroom", text="one", blocks=LONG_BLOCKS[:1])
    assert slack.visible("reporter", "newsroom")[0].blocks == tuple(LONG_BLOCKS[:1])
    link = await client.chat_getPermalink(channel="C0NEWSROOM", message_ts=posted["ts"])
    assert link["permalink"].endswith(f"/archives/C0NEWSROOM/p{posted['ts'].replace('.', '')}")
    await client.chat_update(channel="C0NEWSROOM", ts=posted["ts"], text="two")
    kept = slack.visible("reporter", "newsroom")[0]
    assert (kept.text, kept.edited, len(kept.blocks)) == ("two", True, 1)
    await client.chat_update(channel="C0NEWSROOM", ts=posted["ts"], text="three", blocks=[])
    assert slack.visible("reporter", "newsroom")[0].blocks == ()
    await client.chat_delete(channel="C0NEWSROOM", ts=posted["ts"])
    assert slack.visible("reporter", "newsroom") == []


async def test_a_new_text_is_cut_above_40000_and_a_changed_one_refused_above_4000(
    slack: SlackStandIn,
) -> None:
    posted = await call(slack, "chat.postMessage", channel="C0NEWSROOM", text="x" * 40_001)
    assert len(slack.visible("reporter", "newsroom")[0].text) == 40_000
    answer = await call(slack, "chat.update", channel="C0NEWSROOM", ts=posted["ts"], text="x" * 4_001)
    assert answer["error"] == "msg_too_long"


async def test_somebody_elses_message_can_be_neither_changed_nor_deleted(slack: SlackStandIn) -> None:
    said = (await slack.mention("reporter", "newsroom", "hello")).posted
    assert said is not None
    changed = await call(slack, "chat.update", channel=said.channel, ts=said.ts, text="x")
    deleted = await call(slack, "chat.delete", channel=said.channel, ts=said.ts)
    assert (changed["error"], deleted["error"]) == ("cant_update_message", "cant_delete_message")


async def test_an_ephemeral_message_is_seen_by_its_owner_only_and_out_of_the_apis_reach(
    slack: SlackStandIn,
) -> None:
    posted = await client_of(slack).chat_postEphemeral(channel="C0NEWSROOM", user="U0GUEST", text="psst")
    assert [message.text for message in slack.visible("guest", "newsroom")] == ["psst"]
    assert slack.visible("reporter", "newsroom") == []
    answer = await call(slack, "chat.delete", channel="C0NEWSROOM", ts=posted["message_ts"])
    assert answer["error"] == "message_not_found"
    slack.reload("guest")
    assert slack.visible("guest", "newsroom") == []


async def test_an_ephemeral_reply_is_lost_in_a_thread_that_is_not_active(slack: SlackStandIn) -> None:
    client = client_of(slack)
    root = (await slack.mention("guest", "newsroom", "first")).posted
    assert root is not None
    for text in ("lost", "found"):
        await client.chat_postEphemeral(channel=root.channel, user="U0GUEST", thread_ts=root.ts, text=text)
        await slack.mention("guest", "newsroom", "second", thread_ts=root.ts)
    assert [message.text for message in slack.visible("guest", "newsroom") if message.ephemeral] == ["found"]


async def test_a_post_to_an_archived_channel_is_refused(slack: SlackStandIn) -> None:
    slack.workspace.archive("newsroom")
    answer = await call(slack, "chat.postMessage", channel="C0NEWSROOM", text="x")
    assert answer["error"] == "is_archived"


async def test_a_post_to_a_persons_id_goes_to_their_direct_message(slack: SlackStandIn) -> None:
    posted = await client_of(slack).chat_postMessage(channel="U0EDITOR", text="x")
    assert [message.text for message in slack.visible("editor", posted["channel"])] == ["x"]


async def test_a_person_is_told_of_as_slack_tells_of_them(slack: SlackStandIn) -> None:
    client = client_of(slack)
    chief = (await client.users_info(user="U0CHIEF"))["user"]
    assert (chief["real_name"], chief["profile"]["real_name"], chief["team_id"]) == (
        "Charlie Chief",
        "Charlie Chief",
        "T0FACTDESK",
    )
    flags = ("is_restricted", "is_ultra_restricted", "is_bot", "deleted")
    assert [chief[name] for name in flags] == [False, False, False, False]
    slack.workspace.put_user(replace(slack.workspace.user("chief"), is_ultra_restricted=True, deleted=True))
    chief = (await client.users_info(user="U0CHIEF"))["user"]
    assert [chief[name] for name in flags] == [False, True, False, True]
    assert (await client.users_info(user="U0FACTDESK"))["user"]["is_bot"] is True


async def test_a_reply_s_link_names_its_thread(slack: SlackStandIn) -> None:
    client = client_of(slack)
    root = await client.chat_postMessage(channel="C0FACTDESK", text="one")
    reply = await client.chat_postMessage(channel="C0FACTDESK", text="two", thread_ts=root["ts"])
    link = await client.chat_getPermalink(channel="C0FACTDESK", message_ts=reply["ts"])
    assert link["permalink"].endswith(f"?thread_ts={root['ts']}&cid=C0FACTDESK")
    assert [message.thread_ts for message in slack.visible("chief", "fact-desk")] == [None, root["ts"]]


async def test_a_thread_is_read_back_with_its_replies(slack: SlackStandIn) -> None:
    root = (await slack.direct_message("reporter", "question")).posted
    assert root is not None
    client = client_of(slack)
    await client.chat_postMessage(channel=root.channel, thread_ts=root.ts, text="answer")
    thread = await client.conversations_replies(channel=root.channel, ts=root.ts)
    assert [message["text"] for message in thread["messages"]] == ["question", "answer"]
