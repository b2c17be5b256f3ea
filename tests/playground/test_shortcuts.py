"""Shortcuts and forms with the real app, over the socket and over HTTP: both must look alike."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.playground.workspace import demo_workspace
from tests.playground.apps import FORM, client_of, over_http, over_socket

Way = Callable[[SlackStandIn], AbstractAsyncContextManager[list[dict[str, Any]]]]
both_ways = pytest.mark.parametrize("over", [over_socket, over_http], ids=["socket", "HTTP"])


async def form(slack: SlackStandIn) -> View:
    await slack.shortcut("reporter", "check_draft")
    return await slack.next_view("reporter")


@both_ways
async def test_a_shortcut_is_heard_without_a_channel_and_opens_a_form(slack: SlackStandIn, over: Way) -> None:
    async with over(slack) as heard:
        outcome = await slack.shortcut("reporter", "check_draft")
        view = await slack.next_view("reporter")
    assert (outcome.delivered, outcome.message, view.title) == (True, None, "A form")
    (body,) = heard
    assert {name: body[name] for name in ("type", "callback_id")} == {
        "type": "shortcut",
        "callback_id": "check_draft",
    }
    assert (body["user"]["id"], body["user"]["team_id"]) == ("U0REPORTER", "T0FACTDESK")
    assert {"channel", "message", "response_url"} & body.keys() == set()


@both_ways
@pytest.mark.parametrize("threaded", [False, True])
async def test_a_shortcut_on_a_message_brings_the_message_along(
    slack: SlackStandIn, over: Way, *, threaded: bool
) -> None:
    async with over(slack) as heard:
        root = await slack.write("editor", "politics", "a draft")
        message = await slack.write("editor", "politics", "a &lt;reply&gt;", root.ts) if threaded else root
        await slack.message_shortcut("reporter", message, "check_message")
        assert (await slack.next_view("reporter")).title == "A form"
    (body,) = heard
    assert (body["type"], body["channel"]["id"]) == ("message_action", "C0POLITICS")
    assert (body["message_ts"], body["message"]["user"]) == (message.ts, "U0EDITOR")
    [block] = body["message"]["blocks"]
    assert block["elements"][0]["elements"][0]["text"] == ("a <reply>" if threaded else "a draft")
    assert ("thread_ts" in body["message"]) is threaded
    assert "/app-actions/" in body["response_url"]


async def test_a_shortcut_s_response_url_answers_only_the_person(slack: SlackStandIn) -> None:
    async with over_socket(slack) as heard:
        message = await slack.write("editor", "newsroom", "a draft")
        await slack.message_shortcut("reporter", message, "check_message")
        await slack.next_view("reporter")
        answered = await AsyncWebhookClient(heard[0]["response_url"]).send(text="only for you")
    assert answered.status_code == 200
    assert [each.text for each in slack.visible("reporter", "newsroom")] == ["a draft", "only for you"]
    assert [each.text for each in slack.visible("editor", "newsroom")] == ["a draft"]


async def test_what_the_app_does_not_offer_cannot_be_used(slack: SlackStandIn) -> None:
    message = await slack.write("editor", "newsroom", "a draft")
    with pytest.raises(ValueError, match=r"no global shortcut 'check_message' among \['check_draft'\]"):
        await slack.shortcut("reporter", "check_message")
    with pytest.raises(ValueError, match="no message shortcut 'nothing'"):
        await slack.message_shortcut("reporter", message, "nothing")
    with pytest.raises(ValueError, match="guest isn't in politics"):
        await slack.message_shortcut("guest", await slack.write("editor", "politics", "x"), "check_message")
    assert slack.sent == []


async def test_an_ephemeral_message_has_no_shortcut(slack: SlackStandIn) -> None:
    await client_of(slack).chat_postEphemeral(channel="C0NEWSROOM", user="U0REPORTER", text="psst")
    (message,) = slack.visible("reporter", "newsroom")
    with pytest.raises(ValueError, match="only one person sees"):
        await slack.message_shortcut("reporter", message, "check_message")


async def test_without_the_scope_a_shortcut_is_never_sent() -> None:
    async with SlackStandIn(demo_workspace({"chat:write"})) as slack:
        message = await slack.write("editor", "newsroom", "a draft")
        assert (await slack.shortcut("reporter", "check_draft")).error == "missing_scope"
        assert (await slack.message_shortcut("editor", message, "check_message")).error == "missing_scope"
    assert slack.sent == []


# ── What an ack does


@both_ways
@pytest.mark.parametrize(
    ("typed", "title", "error"),
    [
        ("bare", None, None),
        ("clear", None, None),
        ("update", "A result", None),
        ("push", "A result", None),
        ("errors", "A form", None),
        ("errors elsewhere", "A form", "invalid_arguments"),
        ("broken", "A form", "invalid_arguments"),
        ("unknown", "A form", "invalid_response_action"),
        ("words", "A form", "invalid_response_action"),
        ("silence", "A form", "operation_timeout"),
    ],
)
async def test_what_the_ack_of_a_form_leads_to(
    slack: SlackStandIn, over: Way, typed: str, title: str | None, error: str | None
) -> None:
    async with over(slack):
        outcome = await slack.submit("reporter", await form(slack), {"draft": typed})
    assert (outcome.view and outcome.view.title, outcome.error) == (title, error)
    assert outcome.view == slack.view("reporter")
    assert bool(outcome.problems) is (error == "invalid_arguments")
    if title == "A form" and outcome.view is not None:
        assert outcome.view.text("text") == typed
        assert outcome.view.errors == ({"draft": "Not like this."} if typed == "errors" else {})


@both_ways
async def test_every_input_is_among_the_values(slack: SlackStandIn, over: Way) -> None:
    async with over(slack) as heard:
        await slack.submit("reporter", await form(slack), {"text": "two\nlines"})
    body = heard[-1]
    assert (body["type"], body["view"]["callback_id"]) == ("view_submission", "form")
    typed = {"type": "plain_text_input", "value": "two\nlines"}
    assert body["view"]["state"]["values"] == {"draft": {"text": typed}}


async def test_back_leads_to_the_form_with_what_was_typed(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        result = (await slack.submit("reporter", await form(slack), {"draft": "push"})).view
        assert result is not None
        below = (await slack.close("reporter", result)).view
        assert below is not None
        assert (below.title, below.text("text")) == ("A form", "push")
        again = await slack.submit("reporter", below)
    assert again.view is not None
    assert again.view.title == "A result"


@pytest.mark.parametrize(("asked", "told"), [(True, ["view_closed"]), (False, [])])
async def test_the_app_is_told_of_a_closed_view_if_it_asked(
    slack: SlackStandIn, *, asked: bool, told: list[str]
) -> None:
    async with over_socket(slack) as heard:
        view = await form(slack)
        await client_of(slack).views_update(view_id=view.id, view=FORM | {"notify_on_close": asked})
        outcome = await slack.close("reporter", view)
    assert (outcome.view, outcome.error, slack.view("reporter")) == (None, None, None)
    assert [body["type"] for body in heard[1:]] == told


async def test_a_view_that_clears_takes_those_below_it_along(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        result = (await slack.submit("reporter", await form(slack), {"draft": "push"})).view
        assert result is not None
        slack._state.views.put(replace(result, content=result.content | {"clear_on_close": True}))
        assert (await slack.close("reporter", result)).view is None
