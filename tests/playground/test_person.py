"""A person's side, with the real app over the socket and over HTTP: both must look alike."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from bot.playground.server import SlackStandIn
from bot.playground.workspace import DEMO_EVENTS, DEMO_SCOPES, demo_workspace
from tests.playground.apps import CARD, client_of, over_http, over_socket

Way = Callable[[SlackStandIn], AbstractAsyncContextManager[list[dict[str, Any]]]]
both_ways = pytest.mark.parametrize("over", [over_socket, over_http], ids=["socket", "HTTP"])


@both_ways
async def test_a_commands_ack_is_its_reply_and_only_its_author_sees_it(
    slack: SlackStandIn, over: Way
) -> None:
    async with over(slack) as heard:
        outcome = await slack.command("reporter", "#politics", "/facts", " casualties ")
    assert outcome.delivered
    assert outcome.message is not None
    assert (outcome.message.text, outcome.message.owner) == ("an answer to casualties", "U0REPORTER")
    assert outcome.message.blocks == tuple(CARD)
    assert slack.visible("reporter", "politics") == [outcome.message]
    assert slack.visible("editor", "politics") == []
    (body,) = heard
    assert {name: body[name] for name in ("command", "text", "user_id", "channel_name", "team_id")} == {
        "command": "/facts",
        "text": "casualties",
        "user_id": "U0REPORTER",
        "channel_name": "politics",
        "team_id": "T0FACTDESK",
    }


@both_ways
@pytest.mark.parametrize(
    ("text", "shown", "error"),
    [
        ("loud", "an answer to loud", None),
        ("plain", "plain words", None),
        ("bare", None, None),
        ("broken", None, "invalid_blocks"),
        ("silence", None, "operation_timeout"),
    ],
)
async def test_what_an_ack_shows(
    slack: SlackStandIn, over: Way, text: str, shown: str | None, error: str | None
) -> None:
    async with over(slack):
        outcome = await slack.command("reporter", "newsroom", "/facts", text)
    assert (outcome.message and outcome.message.text, outcome.error) == (shown, error)
    assert len(slack.visible("editor", "newsroom")) == (1 if text == "loud" else 0)
    assert bool(outcome.problems) is (text == "broken")


@both_ways
async def test_words_in_the_ack_of_a_button_are_thrown_away(slack: SlackStandIn, over: Way) -> None:
    async with over(slack) as heard:
        card = (await slack.command("reporter", "newsroom", "/facts", "card")).message
        assert card is not None
        pressed = await slack.press("reporter", card, "more")
        answer = await slack.next_message("reporter", "newsroom")
    assert (pressed.delivered, pressed.message) == (True, None)
    assert [message.text for message in slack.visible("reporter", "newsroom")] == [card.text, "more about it"]
    assert answer.owner == "U0REPORTER"
    body = heard[-1]
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("v1", "b1")


@both_ways
async def test_a_press_that_is_not_acked_times_out(slack: SlackStandIn, over: Way) -> None:
    async with over(slack):
        card = (await slack.command("reporter", "newsroom", "/facts", "card")).message
        assert card is not None
        assert (await slack.press("reporter", card, 1)).error == "operation_timeout"


@both_ways
async def test_a_mention_is_heard_with_its_place_and_answered(slack: SlackStandIn, over: Way) -> None:
    async with over(slack) as heard:
        outcome = await slack.mention("guest", "newsroom", "how many?")
        answer = await slack.next_message("guest", "newsroom")
    assert outcome.delivered
    assert outcome.posted is not None
    assert (answer.text, answer.owner) == ("you called", "U0GUEST")
    event = heard[0]["event"]
    assert (event["text"], event["channel"]) == ("<@U0FACTDESK> how many?", "C0NEWSROOM")
    assert (event["ts"], "thread_ts" in event) == (outcome.posted.ts, False)


def own_events(slack: SlackStandIn) -> list[dict[str, Any]]:
    """Events that tell the app what it has itself written."""
    bodies = [frame.body.get("payload", frame.body) for frame in slack.sent if frame.to_app]
    return [body["event"] for body in bodies if body.get("event", {}).get("bot_id")]


@both_ways
async def test_a_direct_message_is_answered_and_the_bots_own_words_come_back_to_it(
    slack: SlackStandIn, over: Way
) -> None:
    async with over(slack) as heard:
        outcome = await slack.direct_message("editor", "hello")
        assert outcome.posted is not None
        answer = await slack.next_message("editor", outcome.posted.channel)
        own = await slack.until(lambda: own_events(slack) or None)
    assert (answer.text, answer.ephemeral) == ("you said hello", False)
    assert heard[0]["event"]["channel_type"] == "im"
    assert [event["text"] for event in own] == ["you said hello"]


@both_ways
async def test_a_stranger_of_another_workspace_is_told_apart(slack: SlackStandIn, over: Way) -> None:
    async with over(slack) as heard:
        await slack.mention("stranger", "shared-ext", "hello")
        await slack.requested("chat.postEphemeral")
    event = heard[0]["event"]
    assert (event["user_team"], heard[0]["is_ext_shared_channel"]) == ("T0ELSEWHERE", True)


async def test_the_bot_is_not_told_of_a_mention_where_it_is_no_member(slack: SlackStandIn) -> None:
    async with over_socket(slack) as heard:
        outcome = await slack.mention("reporter", "politics", "hello")
        assert (outcome.delivered, outcome.error, heard) == (False, "not_in_channel", [])
        slack.workspace.join("factdesk", "politics")
        assert (await slack.mention("reporter", "politics", "hello")).delivered


@pytest.mark.parametrize(
    ("scopes", "events", "error"),
    [
        (frozenset({"chat:write"}), DEMO_EVENTS, "missing_scope"),
        (DEMO_SCOPES, frozenset[str](), "not_subscribed"),
    ],
)
async def test_what_the_manifest_does_not_ask_for_is_never_sent(
    scopes: frozenset[str], events: frozenset[str], error: str
) -> None:
    async with SlackStandIn(demo_workspace(scopes, events), ack_seconds=1.0) as slack:
        mention = await slack.mention("reporter", "newsroom", "x")
        direct = await slack.direct_message("reporter", "x")
        command = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (mention.error, direct.error) == (error, error)
    assert command.error == ("missing_scope" if "commands" not in scopes else "dispatch_failed")
    assert slack.sent == []


async def test_a_person_can_act_only_where_they_are(slack: SlackStandIn) -> None:
    with pytest.raises(ValueError, match="guest isn't in politics"):
        await slack.command("guest", "politics", "/facts", "x")
    with pytest.raises(ValueError, match="no channel called nowhere"):
        await slack.command("guest", "nowhere", "/facts", "x")
    with pytest.raises(ValueError, match="nobody called ghost"):
        await slack.command("ghost", "newsroom", "/facts", "x")


async def test_a_person_can_press_only_what_they_see(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        card = (await slack.command("reporter", "newsroom", "/facts", "card")).message
    assert card is not None
    with pytest.raises(ValueError, match="editor sees no message"):
        await slack.press("editor", card, "more")
    with pytest.raises(ValueError, match=r"no element 'less' among \['more', 'slow', 'quiet'\]"):
        await slack.press("reporter", card, "less")


async def test_a_choice_of_a_menu_is_sent_as_the_selected_option(slack: SlackStandIn) -> None:
    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    menu = {"type": "overflow", "action_id": "menu", "options": [option]}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": menu}]
    await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text="x", blocks=blocks)
    (message,) = slack.visible("reporter", "newsroom")
    async with over_socket(slack):
        await slack.press("reporter", message, "menu", choice="1")
    sent = next(frame.body for frame in slack.sent if frame.body.get("type") == "interactive")
    assert sent["payload"]["actions"][0]["selected_option"] == option
    assert sent["payload"]["message"]["blocks"][0]["accessory"]["action_id"] == "menu"
    with pytest.raises(ValueError, match="no option '2'"):
        await slack.press("reporter", message, "menu", choice="2")


async def test_news_is_given_once_and_only_what_came_after_the_last_act(slack: SlackStandIn) -> None:
    client = client_of(slack)
    await client.chat_postMessage(channel="C0NEWSROOM", text="old")
    await slack.mention("reporter", "newsroom", "hello")
    posted = await client.chat_postMessage(channel="C0NEWSROOM", text="new")
    await client.chat_delete(channel="C0NEWSROOM", ts=posted["ts"])
    assert (await slack.next_message("reporter", "newsroom")).text == "new"
    assert (await slack.next_change("reporter", "newsroom")).kind == "deleted"
    with pytest.raises(TimeoutError):
        await slack.next_message("reporter", "newsroom", within=0.01)


async def test_two_people_have_their_own_news(slack: SlackStandIn) -> None:
    await client_of(slack).chat_postEphemeral(channel="C0NEWSROOM", user="U0GUEST", text="psst")
    assert (await slack.next_message("guest", "newsroom")).text == "psst"
    with pytest.raises(TimeoutError):
        await slack.next_message("editor", "newsroom", within=0.01)


async def test_no_record_holds_a_token(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        await slack.mention("reporter", "newsroom", "hello")
        await slack.requested("chat.postEphemeral")
    calls = repr([call.args for call in slack.requests])
    assert slack.bot_token not in calls
    assert slack.app_token not in calls


def test_the_clock_does_not_go_back() -> None:
    slack = SlackStandIn()
    with pytest.raises(ValueError, match="does not go back"):
        slack.clock.advance(-1)
