"""Menus whose options come from the app: when it is asked, what it may answer, what can be chosen."""

from __future__ import annotations

import pytest

from bot.playground.server import SlackStandIn
from tests.playground.apps import client_of
from tests.playground.desk_app import EVERYTHING, Over, both_ways, by_socket, field, menu, option
from tests.playground.test_elements import opened


@both_ways
async def test_what_is_typed_is_asked_and_the_options_come_with_the_ack(
    slack: SlackStandIn, over: Over
) -> None:
    async with over(slack) as heard:
        view = await opened(slack, EVERYTHING)
        outcome = await slack.suggest("editor", view, "source", "y")
    assert outcome.delivered
    assert outcome.options == (option("yonhap"), option("yna"))
    (body,) = heard
    asked = {name: body[name] for name in ("type", "block_id", "action_id", "value", "container")}
    assert asked == {
        "type": "block_suggestion",
        "block_id": "source",
        "action_id": "in",
        "value": "y",
        "container": {"type": "view", "view_id": view.id},
    }
    assert body["view"]["id"] == view.id
    assert body["user"]["id"] == "U0EDITOR"
    assert {"trigger_id", "response_url"} & body.keys() == set()


@both_ways
@pytest.mark.parametrize(
    ("typed", "count", "error", "problem"),
    [
        ("none", 0, None, ""),
        ("groups", 2, None, ""),
        ("a hundred", 100, None, ""),
        ("too many", 0, "invalid_options", "no more than 100 items"),
        ("too many groups", 0, "invalid_options", "no more than 100 items"),
        ("a long text", 0, "invalid_options", "less than 76 characters"),
        ("a long value", 0, "invalid_options", "less than 151 characters"),
        ("markup", 0, "invalid_options", "must be one of: plain_text"),
    ],
)
async def test_what_slack_shows_of_what_is_suggested(
    slack: SlackStandIn, over: Over, typed: str, count: int, error: str | None, problem: str
) -> None:
    async with over(slack):
        outcome = await slack.suggest("editor", await opened(slack, EVERYTHING), "source", typed)
    assert (len(outcome.options), outcome.error) == (count, error)
    assert problem in "\n".join(outcome.problems)


async def test_nothing_is_suggested_where_nobody_answers(slack: SlackStandIn) -> None:
    outcome = await slack.suggest("editor", await opened(slack, EVERYTHING), "source", "y")
    assert (outcome.options, outcome.error) == ((), "dispatch_failed")
    with pytest.raises(ValueError, match="nothing is suggested in “Source”: dispatch_failed"):
        await slack.fill("editor", await opened(slack, EVERYTHING), {"source": "y"})


async def test_the_app_is_asked_only_once_enough_is_typed(slack: SlackStandIn) -> None:
    async with by_socket(slack) as heard:
        view = await opened(slack, EVERYTHING)
        with pytest.raises(ValueError, match="“Source” asks once 1 characters are typed"):
            await slack.suggest("editor", view, "source", "")
        with pytest.raises(ValueError, match="asks once 3 characters are typed"):
            await slack.suggest("editor", view, "fact", "re")
        await slack.suggest("editor", view, "multi_external_select", "")
        with pytest.raises(ValueError, match="do not come from the app"):
            await slack.suggest("editor", view, "pick", "red")
    assert [body["value"] for body in heard] == [""]


async def test_what_was_suggested_is_chosen_by_value_without_asking_again(slack: SlackStandIn) -> None:
    async with by_socket(slack) as heard:
        view = await opened(slack, EVERYTHING)
        await slack.suggest("editor", view, "source", "y")
        await slack.suggest("editor", view, "source", "r")
        await slack.fill("editor", view, {"source": "yna"})
        await slack.fill("editor", view, {"source": "reuters"})
        filled = await slack.fill("editor", view, {"claim": "x", "source": "reuters"})
    assert filled.typed["source"]["in"]["selected_option"] == option("reuters")
    assert [body["value"] for body in heard] == ["y", "r"]


async def test_what_was_suggested_to_one_person_is_not_known_to_another(slack: SlackStandIn) -> None:
    await client_of(slack).chat_postMessage(channel="C0FACTDESK", text="x", blocks=[EVERYTHING[11]])
    (message,) = slack.visible("editor", "fact-desk")
    async with by_socket(slack) as heard:
        await slack.suggest("editor", message, "fact", "reu")
        for user in ("editor", "chief", "editor"):
            await slack.act(user, message, "fact", "reuters")
    assert [(body["type"], body["user"]["name"]) for body in heard] == [
        ("block_suggestion", "editor"),
        ("block_actions", "editor"),
        ("block_suggestion", "chief"),
        ("block_actions", "chief"),
        ("block_actions", "editor"),
    ]


async def test_what_stands_there_first_can_be_chosen_without_asking(slack: SlackStandIn) -> None:
    first = {"initial_options": [option("tass")], "min_query_length": 1}
    speakers = field("speakers", menu("multi_external_select", "in", **first))
    async with by_socket(slack) as heard:
        view = await opened(slack, [speakers])
        filled = await slack.fill("editor", view, {"speakers": ["tass", "reuters"]})
    assert filled.text("in") == "Tass, Reuters"
    assert [body["value"] for body in heard] == ["reuters"]


@both_ways
async def test_a_menu_in_a_message_asks_with_the_message(slack: SlackStandIn, over: Over) -> None:
    await client_of(slack).chat_postMessage(channel="C0FACTDESK", text="x", blocks=[EVERYTHING[11]])
    (message,) = slack.visible("editor", "fact-desk")
    async with over(slack) as heard:
        outcome = await slack.suggest("editor", message, "fact", "reu")
        await slack.act("editor", message, "fact", "reuters")
    assert outcome.options == (option("reuters"),)
    asked, pressed = heard
    assert (asked["container"]["message_ts"], asked["channel"]["id"]) == (message.ts, "C0FACTDESK")
    assert asked["message"]["ts"] == message.ts
    assert "response_url" not in asked
    assert pressed["actions"][0]["selected_option"] == option("reuters")
