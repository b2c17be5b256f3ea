"""The door: whatever a handler does, the person sees something, in time and once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot import render
from bot.errors import ConfigurationError, QuestionError, RefusedError, SlackUnavailableError
from bot.playground.server import SlackStandIn
from bot.slack import modals
from bot.slack.desk import Desk
from bot.slack.door import Door
from bot.slack.reply import Reply
from bot.slack.requests import Actor, Request, Surface
from tests.slack.bots import Records, a_log, inspect, posted

REPORTER = Actor("T0FACTDESK", "U0REPORTER", home="T0FACTDESK")
SECRET = "xoxb-canary what the reporter typed"


class Inbox:
    """An ack that keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[dict[str, Any]] = []
        self.news = asyncio.Event()

    async def __call__(self, **content: Any) -> None:  # noqa: ANN401 - what Bolt's ack takes
        self.given.append(content)
        self.news.set()


class Watch:
    """A clock that goes on when told."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def door(desk: Desk, watch: Watch, records: Records) -> Door:
    log, _ = a_log()
    log.addHandler(records)
    return Door(desk, log, watch)


def request_of(surface: Surface = "command", delivery: str = "1", **fields: Any) -> Request:  # noqa: ANN401 - any field
    return Request(surface, REPORTER, fields.pop("channel", "C0NEWSROOM"), SECRET, delivery, **fields)


def replying(*words: str) -> tuple[Callable[[Desk, Request], Awaitable[Reply]], list[Request]]:
    """A handler that gives these replies in turn, the last one for ever; and what it was asked."""
    asked: list[Request] = []

    async def handle(_: Desk, request: Request) -> Reply:
        asked.append(request)
        return Reply(render.notice(words[min(len(asked), len(words)) - 1]), "done")

    return handle, asked


def raising(error: BaseException) -> Callable[[Desk, Request], Awaitable[Reply]]:
    async def handle(_: Desk, __: Request) -> Reply:
        raise error

    return handle


def waiting() -> tuple[Callable[[Desk, Request], Awaitable[Reply]], asyncio.Event, asyncio.Event]:
    """A handler that goes on when told; an event for when it has begun, one to let it go on."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Desk, __: Request) -> Reply:
        begun.set()
        await go_on.wait()
        return Reply(render.notice("Found at last."), "done")

    return handle, begun, go_on


async def a_hook(slack: SlackStandIn) -> str:
    slack.deliver_to("http://127.0.0.1:9/slack/events")
    await slack.command("reporter", "newsroom", "/facts", "x")
    url: str = slack.sent[-1].body["response_url"]
    return url


# ── What the person sees


async def test_a_command_is_answered_in_its_ack(door: Door, records: Records) -> None:
    inbox, (handler, asked) = Inbox(), replying("Found.")
    await door.command(handler, request_of(), inbox)
    assert [each["text"] for each in inbox.given] == ["Found."]
    assert inbox.given[0]["response_type"] == "ephemeral"
    assert len(asked) == 1
    assert re.fullmatch(r"id=[0-9a-f]{8} surface=command outcome=done", records.lines[-1])


@pytest.mark.parametrize(
    "error", [QuestionError("Too long."), RefusedError("Not here."), ConfigurationError("No channel.")]
)
async def test_an_error_written_for_a_person_is_shown_as_it_stands(
    door: Door, records: Records, error: Exception
) -> None:
    inbox = Inbox()
    await door.command(raising(error), request_of(), inbox)
    assert [each["text"] for each in inbox.given] == [str(error)]
    assert [record.levelname for record in records.kept] == ["INFO"]


@pytest.mark.parametrize(
    ("error", "sorry"),
    [
        (ValueError(SECRET), "Something went wrong"),
        (KeyError(SECRET), "Something went wrong"),
        (RecursionError(SECRET), "Something went wrong"),
        (TimeoutError(), "Something went wrong"),
        (SlackUnavailableError("chat.postMessage: fatal_error"), "Slack did not do its part"),
    ],
)
async def test_an_unknown_error_becomes_an_apology_whose_number_stands_in_the_log_once(
    door: Door, records: Records, error: Exception, sorry: str
) -> None:
    inbox = Inbox()
    await door.command(raising(error), request_of(), inbox)
    [shown] = [each["text"] for each in inbox.given]
    assert shown.startswith(sorry)
    number = shown.rpartition(" ")[2]
    assert re.fullmatch("[0-9a-f]{8}", number)
    [line] = [line for line in records.lines if number in line]
    assert type(error).__name__ in line
    assert SECRET not in shown
    assert [record.levelname for record in records.kept] == ["ERROR"]


@pytest.mark.parametrize("surface", ["button", "mention", "direct message"])
async def test_an_apology_reaches_the_person_on_every_surface(
    slack: SlackStandIn, door: Door, surface: Surface
) -> None:
    request = request_of(surface, response_url=await a_hook(slack) if surface == "button" else "")
    if surface == "button":
        await door.button(raising(ValueError(SECRET)), request, Inbox())
    else:
        await door.event(raising(ValueError(SECRET)), request)
    assert "Something went wrong" in slack.visible("reporter", "newsroom")[-1].text
    inspect(slack, hosts=())


# ── Slow handlers


async def test_a_slow_command_is_acked_in_time_and_answered_when_it_is_done(
    slack: SlackStandIn, door: Door
) -> None:
    inbox, (handler, _, go_on) = Inbox(), waiting()
    await door.command(handler, request_of(response_url=await a_hook(slack)), inbox)
    assert "Still looking" in inbox.given[0]["text"]
    assert not posted(slack)
    go_on.set()
    await door.finish(5)
    assert [message.text for message in slack.visible("reporter", "newsroom")] == ["Found at last."]
    assert len(inbox.given) == 1


async def test_a_slow_command_whose_response_url_is_gone_is_whispered(
    slack: SlackStandIn, door: Door, records: Records
) -> None:
    inbox, (handler, _, go_on) = Inbox(), waiting()
    await door.command(handler, request_of(response_url=await a_hook(slack)), inbox)
    slack.clock.advance(1_801)
    go_on.set()
    await door.finish(5)
    [message] = slack.visible("reporter", "newsroom")
    assert (message.text, message.owner) == ("Found at last.", "U0REPORTER")
    assert any("response_url did not work" in line for line in records.lines)


@pytest.mark.parametrize("surface", ["command", "button", "mention", "direct message"])
async def test_a_stop_waits_until_what_is_under_way_is_delivered(
    slack: SlackStandIn, door: Door, surface: Surface
) -> None:
    handler, begun, go_on = waiting()
    request = request_of(surface, response_url=await a_hook(slack) if surface == "button" else "")
    inbox = Inbox()
    ways: dict[str, Callable[[], Awaitable[None]]] = {
        "command": lambda: door.command(handler, request, inbox),
        "button": lambda: door.button(handler, request, inbox),
    }
    work = asyncio.ensure_future(ways.get(surface, lambda: door.event(handler, request))())
    await begun.wait()
    stop = asyncio.ensure_future(door.finish(5))
    go_on.set()
    await stop
    # Nothing is given more time now, as nothing is when the process ends.
    seen = [message.text for message in slack.visible("reporter", "newsroom")]
    assert "Found at last." in [*seen, *(each["text"] for each in inbox.given if "text" in each)]
    await work


async def test_a_stop_waits_no_longer_than_it_is_told(door: Door) -> None:
    handler, begun, go_on = waiting()
    work = asyncio.ensure_future(door.event(handler, request_of("mention")))
    await begun.wait()
    await door.finish(0)
    assert not work.done()
    go_on.set()
    await work


async def test_a_stop_with_nothing_under_way_waits_for_nothing(door: Door) -> None:
    await door.finish(3_600)


# ── Windows


def a_view(words: str) -> Callable[[Desk, Request], Awaitable[Reply]]:
    async def handle(_: Desk, __: Request) -> Reply:
        return Reply(None, "done", view=modals.notice(words))

    return handle


def slow_view(words: str) -> tuple[Callable[[Desk, Request], Awaitable[Reply]], asyncio.Event]:
    go_on = asyncio.Event()

    async def handle(_: Desk, __: Request) -> Reply:
        await go_on.wait()
        return Reply(None, "done", view=modals.notice(words))

    return handle, go_on


def a_shortcut(slack: SlackStandIn, **fields: Any) -> Request:  # noqa: ANN401 - any field
    key = slack._state.views.trigger("U0REPORTER")
    return request_of("shortcut", key, trigger_id=key, **fields)


async def test_a_shortcut_is_acked_bare_and_opens_one_window_however_often_it_comes(
    slack: SlackStandIn, door: Door
) -> None:
    inbox, request = Inbox(), a_shortcut(slack)
    for _ in range(2):
        await door.shortcut(a_view("Found."), request, inbox)
    assert inbox.given == [{}, {}]
    assert "Found." in str((await slack.next_view("reporter")).blocks)
    assert [call.name for call in slack.requests] == ["views.open"]


async def test_a_slow_shortcut_opens_a_window_in_time_and_fills_it(slack: SlackStandIn, door: Door) -> None:
    handler, go_on = slow_view("Found at last.")
    work = asyncio.ensure_future(door.shortcut(handler, a_shortcut(slack), Inbox()))
    waiting = await slack.next_view("reporter")
    assert "Still checking" in str(waiting.blocks)
    go_on.set()
    await work
    seen = slack.view("reporter")
    assert seen is not None
    assert seen.id == waiting.id
    assert "Found at last." in str(seen.blocks)


async def test_a_slow_form_is_acked_in_time_and_its_answer_follows(slack: SlackStandIn, door: Door) -> None:
    inbox, (handler, go_on) = Inbox(), slow_view("Found at last.")
    await door.form(handler, request_of("form", field="draft"), inbox)
    [given] = inbox.given
    assert given["response_action"] == "push"
    assert "Still checking" in str(given["view"])
    slack._state.views.push("U0REPORTER", dict(given["view"]))
    go_on.set()
    await door.finish(5)
    seen = slack.view("reporter")
    assert seen is not None
    assert "Found at last." in str(seen.blocks)
    assert seen.content["close"]["text"] == "Back"


async def test_a_window_that_slack_has_only_a_moment_later_is_filled_all_the_same(
    slack: SlackStandIn, door: Door
) -> None:
    inbox, (handler, go_on) = Inbox(), slow_view("Found at last.")
    await door.form(handler, request_of("form", field="draft"), inbox)
    go_on.set()
    await slack.requested("views.update")
    slack._state.views.push("U0REPORTER", dict(inbox.given[0]["view"]))
    await door.finish(5)
    seen = slack.view("reporter")
    assert seen is not None
    assert "Found at last." in str(seen.blocks)


async def test_what_takes_a_slow_form_s_place_closes_with_it(slack: SlackStandIn, door: Door) -> None:
    inbox, (handler, go_on) = Inbox(), slow_view("Saved.")

    async def saved(desk: Desk, request: Request) -> Reply:
        return replace(await handler(desk, request), place="instead")

    await door.form(saved, request_of("form", field="draft"), inbox)
    slack._state.views.push("U0REPORTER", {**dict(inbox.given[0]["view"]), "external_id": "below"})
    slack._state.views.push("U0REPORTER", dict(inbox.given[0]["view"]))
    go_on.set()
    await door.finish(5)
    seen = slack.view("reporter")
    assert seen is not None
    await slack.close("reporter", seen)
    assert slack.view("reporter") is None


@pytest.mark.parametrize("error", [ValueError(SECRET), QuestionError("Too long.")])
async def test_an_error_stands_at_the_form_s_field_and_in_a_shortcut_s_window(
    slack: SlackStandIn, door: Door, error: Exception
) -> None:
    said = "Too long." if isinstance(error, QuestionError) else "Something went wrong"
    inbox = Inbox()
    await door.form(raising(error), request_of("form", field="draft"), inbox)
    [given] = inbox.given
    assert given["response_action"] == "errors"
    assert given["errors"]["draft"].startswith(said)
    await door.form(raising(error), request_of("form"), inbox)
    assert inbox.given[1]["response_action"] == "update"
    await door.shortcut(raising(error), a_shortcut(slack), Inbox())
    view = await slack.next_view("reporter")
    for shown in (str(inbox.given), str(view.blocks)):
        assert said in shown
        assert SECRET not in shown


async def test_a_window_that_was_closed_before_it_could_be_filled_is_no_error(
    slack: SlackStandIn, door: Door, records: Records
) -> None:
    handler, go_on = slow_view("Found at last.")
    work = asyncio.ensure_future(door.shortcut(handler, a_shortcut(slack), Inbox()))
    await slack.close("reporter", await slack.next_view("reporter"))
    go_on.set()
    await work
    assert [record.levelname for record in records.kept] == ["INFO", "WARNING"]


async def test_a_shortcut_for_which_slack_does_nothing_is_logged_and_nothing_is_raised(
    slack: SlackStandIn, door: Door, records: Records
) -> None:
    slack.faults.refuse("*", "fatal_error", times=9)
    for request in (a_shortcut(slack), a_shortcut(slack, channel="")):
        await door.shortcut(a_view("Found."), request, Inbox())
    lost = [line for line in records.lines if "an answer was lost" in line]
    assert len(lost) == 4
    assert not [line for line in lost if SECRET in line]


# ── Deliveries that come twice


async def test_a_press_is_acked_bare_every_time_and_worked_once(slack: SlackStandIn, door: Door) -> None:
    inbox, (handler, asked) = Inbox(), replying("Found.")
    request = request_of("button", response_url=await a_hook(slack))
    for _ in range(3):
        await door.button(handler, request, inbox)
    assert inbox.given == [{}, {}, {}]
    assert len(asked) == 1


async def test_an_event_is_worked_once_and_again_after_ten_minutes(door: Door, watch: Watch) -> None:
    handler, asked = replying("Found.")
    for seconds, worked in ((0, 1), (299, 1), (301, 1), (700, 2)):
        watch.seconds = float(seconds)
        await door.event(handler, request_of("mention", "Ev1"))
        assert len(asked) == worked


async def test_deliveries_without_a_name_are_all_worked(door: Door) -> None:
    handler, asked = replying("Found.")
    for _ in range(2):
        await door.event(handler, request_of("mention", ""))
    assert len(asked) == 2


@pytest.mark.parametrize("action", ["share", "report"])
async def test_one_card_is_shared_or_reported_once_and_again_after_a_failure(
    slack: SlackStandIn, door: Door, action: str
) -> None:
    url = await a_hook(slack)
    handler, asked = replying("Done.")

    def press(number: int) -> Request:
        return request_of("button", f"d{number}", action=action, message_ts="1.0", response_url=url)

    await door.button(raising(ValueError()), press(1), Inbox())
    await door.button(raising(RefusedError("Not here.")), press(2), Inbox())
    await door.button(handler, press(3), Inbox())
    await door.button(handler, press(4), Inbox())
    assert len(asked) == 1


# ── Slack does not do its part


async def test_a_press_whose_response_url_is_not_slack_s_is_answered_by_a_whisper(
    slack: SlackStandIn, door: Door, records: Records
) -> None:
    handler, _ = replying("Found.")
    await door.button(handler, request_of("button", response_url="https://evil.test/hook"), Inbox())
    assert [message.text for message in slack.visible("reporter", "newsroom")] == ["Found."]
    assert not [line for line in records.lines if "evil" in line]


@pytest.mark.parametrize("surface", ["button", "mention", "direct message"])
async def test_an_answer_that_slack_takes_nowhere_is_logged_and_nothing_is_raised(
    slack: SlackStandIn, door: Door, records: Records, surface: Surface
) -> None:
    handler, _ = replying("Found.")
    slack.faults.refuse("*", "fatal_error", times=9)
    if surface == "button":
        await door.button(handler, request_of(surface), Inbox())
    else:
        await door.event(handler, request_of(surface))
    [lost] = [line for line in records.lines if "an answer was lost" in line]
    assert "fatal_error" in lost
    assert SECRET not in lost


async def test_a_mention_where_the_bot_may_not_post_is_answered_directly(
    slack: SlackStandIn, door: Door
) -> None:
    handler, _ = replying("Found.")
    await door.event(handler, request_of("mention", channel="C0POLITICS"))
    assert [message.text for message in slack.visible("reporter", "D0REPORTER")] == ["Found."]


async def test_an_error_from_outside_a_handler_has_an_apology_too(door: Door, records: Records) -> None:
    message = await door.failed(ValueError(SECRET))
    number = message.text.rpartition(" ")[2]
    assert len([line for line in records.lines if number in line]) == 1
    assert SECRET not in message.text
