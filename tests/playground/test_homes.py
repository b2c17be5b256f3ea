"""The app's home: who opens it, what is published there, and acts in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.content import RefusalError
from bot.playground.server import SlackStandIn
from bot.playground.view_rules import checked_view
from bot.playground.workspace import demo_workspace
from tests.playground.apps import client_of
from tests.playground.desk_app import ACTIONS, SEARCH, Over, both_ways, button, by_socket, home_of, plain

LINE = {"type": "section", "text": plain("A line")}


async def code_of(work: Any) -> str:  # noqa: ANN401 - a call of slack_sdk's
    try:
        await work
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


@both_ways
async def test_opening_the_home_is_heard_and_what_is_published_is_seen(
    slack: SlackStandIn, over: Over
) -> None:
    async with over(slack) as heard:
        assert slack.home("editor") is None
        outcome = await slack.open_home("editor")
        view = await slack.next_home("editor")
    assert outcome.delivered
    assert (view.kind, view.title, view.user, slack.home("editor")) == ("home", "", "U0EDITOR", view)
    event = heard[0]["event"]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", "U0EDITOR")
    assert event["channel"] == slack.workspace.direct("U0EDITOR").id
    assert "view" not in event
    assert slack.home("chief") is None


async def test_who_comes_back_brings_along_what_they_saw(slack: SlackStandIn) -> None:
    async with by_socket(slack) as heard:
        await slack.open_home("editor")
        first = await slack.next_home("editor")
        await slack.open_home("editor")
        again = await slack.next_home("editor")
    shown = heard[1]["event"]["view"]
    assert (shown["id"], shown["hash"], shown["type"]) == (first.id, first.hash, "home")
    assert (again.id, again.hash == first.hash) == (first.id, False)
    assert len(again.blocks) == 2


async def test_a_publish_is_given_once_and_only_what_came_after_the_last_act(slack: SlackStandIn) -> None:
    client = client_of(slack)
    await client.views_publish(user_id="U0EDITOR", view=home_of([LINE]))
    async with by_socket(slack):
        await slack.open_home("editor", "messages")
        with pytest.raises(TimeoutError):
            await slack.next_home("editor", within=0.01)
    await client.views_publish(user_id="U0EDITOR", view=home_of([]))
    assert (await slack.next_home("editor")).blocks == []
    with pytest.raises(TimeoutError):
        await slack.next_home("editor", within=0.01)


async def test_the_messages_tab_is_told_apart(slack: SlackStandIn) -> None:
    await client_of(slack).views_publish(user_id="U0EDITOR", view=home_of([LINE]))
    async with by_socket(slack) as heard:
        await slack.open_home("editor", "messages")
    assert heard[0]["event"]["tab"] == "messages"
    assert "view" not in heard[0]["event"]


async def test_a_stale_publish_is_refused_and_a_name_is_given_once(slack: SlackStandIn) -> None:
    client = client_of(slack)
    first = await client.views_publish(user_id="U0EDITOR", view=home_of([LINE], external_id="mine"))
    known = first["view"]["hash"]
    view = home_of([LINE], external_id="mine")
    assert await code_of(client.views_publish(user_id="U0EDITOR", view=view, hash=known)) == ""
    assert await code_of(client.views_publish(user_id="U0EDITOR", view=view, hash=known)) == "hash_conflict"
    assert await code_of(client.views_publish(user_id="U0CHIEF", view=view)) == "duplicate_external_id"
    assert (
        await code_of(client.views_publish(user_id="U0CHIEF", view=home_of([]), hash="0")) == "hash_conflict"
    )
    assert await code_of(client.views_update(view_id=first["view"]["id"], view=view)) == "invalid_arguments"


async def test_an_app_without_a_home_publishes_none(slack: SlackStandIn) -> None:
    slack.workspace.app = replace(slack.workspace.app, home_tab=False)
    publish = client_of(slack).views_publish(user_id="U0EDITOR", view=home_of([LINE]))
    assert await code_of(publish) == "not_enabled"
    with pytest.raises(ValueError, match="no home tab"):
        await slack.open_home("editor")


async def test_a_stranger_has_no_home_here(slack: SlackStandIn) -> None:
    with pytest.raises(ValueError, match="stranger is not of this workspace"):
        await slack.open_home("stranger")


async def test_without_the_event_nobody_hears_of_it() -> None:
    async with SlackStandIn(demo_workspace(events={"app_mention"})) as slack:
        assert (await slack.open_home("editor")).error == "not_subscribed"
    assert slack.sent == []


@both_ways
async def test_a_press_in_the_home_has_the_view_and_a_key_and_no_response_url(
    slack: SlackStandIn, over: Over
) -> None:
    async with over(slack) as heard:
        await slack.open_home("editor")
        home = await slack.next_home("editor")
        await slack.act("editor", home, "edit")
        modal = await slack.next_view("editor")
    body = heard[-1]
    assert (body["type"], body["container"]) == ("block_actions", {"type": "view", "view_id": home.id})
    assert (body["view"]["type"], body["view"]["id"]) == ("home", home.id)
    assert {"response_url", "channel", "message"} & body.keys() == set()
    assert (body["actions"][0]["action_id"], body["actions"][0]["block_id"]) == ("edit", "row")
    assert (modal.kind, modal.title) == ("modal", "Edit")


async def test_a_home_that_is_published_again_keeps_what_was_put_in(slack: SlackStandIn) -> None:
    await client_of(slack).views_publish(user_id="U0EDITOR", view=home_of([SEARCH, ACTIONS]))
    async with by_socket(slack) as heard:
        home = slack.home("editor")
        assert home is not None
        await slack.act("editor", home, "search", "pay")
        await slack.act("editor", home, "pick", "green")
        await slack.act("editor", home, "grow")
        grown = await slack.next_home("editor")
    assert (grown.text("in"), grown.text("pick")) == ("pay", "Green")
    assert heard[-1]["view"]["state"]["values"]["search"]["in"]["value"] == "pay"


async def test_buttons_of_the_same_name_are_told_apart_by_value_or_place(slack: SlackStandIn) -> None:
    rows = [{"type": "actions", "elements": [button("quiet", value)]} for value in ("q1", "q2")]
    await client_of(slack).views_publish(user_id="U0EDITOR", view=home_of(rows))
    async with by_socket(slack) as heard:
        home = slack.home("editor")
        assert home is not None
        for which, value in (("quiet", "q2"), (1, None), ("quiet", None)):
            await slack.act("editor", home, which, value)
        with pytest.raises(ValueError, match="no element 'quiet'"):
            await slack.act("editor", home, "quiet", "q3")
    assert [body["actions"][0]["value"] for body in heard] == ["q2", "q2", "q1"]


async def test_a_home_is_acted_on_by_its_owner_and_never_closed(slack: SlackStandIn) -> None:
    await client_of(slack).views_publish(user_id="U0EDITOR", view=home_of([ACTIONS]))
    home = slack.home("editor")
    assert home is not None
    with pytest.raises(ValueError, match="chief does not see"):
        await slack.act("chief", home, "edit")
    with pytest.raises(ValueError, match="no button to close"):
        await slack.close("editor", home)
    with pytest.raises(ValueError, match="no button to submit"):
        await slack.submit("editor", home)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (home_of([LINE] * 101), "no more than 100 items"),
        (home_of([LINE], title=plain("A title")), "invalid additional property: title"),
        (home_of([LINE], submit=plain("Save")), "invalid additional property: submit"),
        (home_of([LINE], private_metadata="x" * 3_001), "/view/private_metadata"),
        (home_of([{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
        ({"type": "modal", "title": plain("x"), "blocks": []}, "must be one of: home"),
        ({"type": "home"}, "missing required field: blocks"),
    ],
)
def test_a_home_past_the_limits_is_refused_with_its_place(view: dict[str, Any], words: str) -> None:
    with pytest.raises(RefusalError) as refused:
        checked_view(view, "home")
    assert words in "\n".join(refused.value.details["errors"])


def test_a_home_at_the_limits_is_taken_with_a_field_and_no_button() -> None:
    view = home_of([LINE] * 99 + [SEARCH])
    assert checked_view(view, "home") == view
