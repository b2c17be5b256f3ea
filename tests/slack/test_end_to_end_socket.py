"""Over a socket: whatever goes slow, breaks, or is taken away, the person always sees something."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot import render
from bot.errors import UserError
from bot.slack import requests
from bot.slack.desk import Desk
from bot.slack.door import Handler
from bot.slack.reply import Reply
from bot.slack.requests import Request
from tests.slack.bots import COMMAND, Bot, is_card, posted, words

Ack = Callable[..., Awaitable[Any]]


def also_hear(bot: Bot, command: str, handler: Handler) -> None:
    """One more row in the table of what is heard."""

    @bot.app.command(command)
    async def heard(ack: Ack, body: dict[str, Any]) -> None:
        await bot.door.command(handler, requests.from_command(body), ack)


async def test_a_refresh_in_mid_flight_loses_no_answer(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    slack.faults.slow("chat.postEphemeral", 0.2)
    await slack.mention("reporter", "newsroom", "casualties")
    await slack.disconnect("refresh_requested")
    assert is_card(await socket_bot.asks("pay"), "pay")
    assert is_card(await slack.next_message("reporter", "newsroom"), "casualties")
    await slack.wait_connected(opened=2)
    slack.clock.advance(11)
    assert is_card(await socket_bot.asks("pay"), "pay")


async def test_a_reset_in_mid_flight_loses_no_answer(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    slack.faults.slow("chat.postEphemeral", 0.2)
    await slack.mention("reporter", "newsroom", "casualties")
    await slack.kill_sockets()
    assert is_card(await slack.next_message("reporter", "newsroom"), "casualties")
    await slack.wait_connected(within=15, opened=2)
    assert is_card(await socket_bot.asks("pay"), "pay")


async def test_while_the_socket_is_gone_the_person_sees_slack_s_own_error(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    await slack.disconnect("link_disabled")
    assert (await slack.command("reporter", "newsroom", COMMAND, "casualties")).error == "dispatch_failed"
    slack.faults.clear()
    await slack.wait_connected(opened=2)
    assert is_card(await socket_bot.asks("casualties"), "casualties")


async def test_a_slow_handler_is_acked_in_time_and_its_answer_follows(socket_bot: Bot) -> None:
    go_on = asyncio.Event()

    async def slow(_: Desk, __: Request) -> Reply:
        await go_on.wait()
        return Reply(render.notice("Found at last."), "done")

    also_hear(socket_bot, "/slow", slow)
    outcome = await socket_bot.slack.command("reporter", "newsroom", "/slow", "casualties")
    assert outcome.error is None
    assert outcome.message is not None
    assert "Still looking" in words(outcome.message)
    go_on.set()
    answer = await socket_bot.slack.next_message("reporter", "newsroom")
    assert (answer.text, answer.owner) == ("Found at last.", "U0REPORTER")


@pytest.mark.parametrize("pauses", [0, 1, 3])
async def test_a_handler_that_raises_is_apologised_for_with_a_number_of_the_log(
    socket_bot: Bot, pauses: int
) -> None:
    async def raises(_: Desk, __: Request) -> Reply:
        for _pause in range(pauses):
            await asyncio.sleep(0)
        raise ValueError("canary")

    also_hear(socket_bot, "/raises", raises)
    outcome = await socket_bot.slack.command("reporter", "newsroom", "/raises", "casualties")
    assert outcome.message is not None
    said = words(outcome.message)
    assert "Something went wrong" in said
    number = said.rpartition(" ")[2]
    assert len([line for line in socket_bot.records.lines if number in line]) == 1
    assert "canary" not in said


async def test_a_listener_that_raises_after_its_ack_does_no_harm_to_the_next(socket_bot: Bot) -> None:
    @socket_bot.app.command("/after")
    async def raises_after(ack: Ack) -> None:
        await ack(text="Acked.", blocks=[], response_type="ephemeral")
        await asyncio.sleep(0.05)
        raise ValueError("canary")

    @socket_bot.app.command("/before")
    async def raises_before() -> None:
        raise ValueError("canary")

    before = await socket_bot.slack.command("reporter", "newsroom", "/before")
    assert before.message is not None
    assert "Something went wrong" in words(before.message)
    assert is_card(await socket_bot.asks("casualties"), "casualties")


async def test_a_handler_s_sentence_for_the_person_is_shown_as_it_stands(socket_bot: Bot) -> None:
    async def refuses(_: Desk, __: Request) -> Reply:
        raise UserError("Not <!here>, & not *now*.")

    also_hear(socket_bot, "/refuses", refuses)
    outcome = await socket_bot.slack.command("reporter", "newsroom", "/refuses")
    assert outcome.message is not None
    assert words(outcome.message) == "Not <!here>, & not *now*."
    assert outcome.message.text == "Not &lt;!here&gt;, &amp; not *now*."


async def test_one_who_waits_for_slack_holds_up_nobody_else(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    socket_bot.desk.client.timeout = 1
    card = await socket_bot.asks("casualties")
    slack.faults.hang("conversations.info")
    await slack.press("reporter", card, "share")
    await slack.requested("conversations.info")
    assert is_card(await socket_bot.asks("pay", user="editor"), "pay")
    assert not posted(slack)


HANG = {"share": "conversations.info", "report": "chat.postMessage"}


@pytest.mark.parametrize(("action", "method"), HANG.items())
@pytest.mark.parametrize("fault", ["hang", "500", "429 for an hour", "429 for nonsense"])
async def test_a_call_that_fails_is_bounded_and_the_person_gets_words(
    socket_bot: Bot, action: str, method: str, fault: str
) -> None:
    slack = socket_bot.slack
    socket_bot.desk.client.timeout = 1
    card = await socket_bot.asks("casualties")
    match fault:
        case "hang":
            slack.faults.hang(method, times=3)
        case "500":
            slack.faults.fail(method, 500, times=3)
        case "429 for an hour":
            slack.faults.rate_limit(method, "3600", times=3)
        case _:
            slack.faults.rate_limit(method, "abc", times=3)
    await slack.press("reporter", card, action)
    answer = await slack.next_message("reporter", "newsroom")
    assert "Slack did not do its part" in words(answer)
    assert card in slack.visible("reporter", "newsroom")


async def test_a_short_wait_that_slack_asks_for_is_waited_and_the_share_arrives(socket_bot: Bot) -> None:
    card = await socket_bot.asks("casualties")
    socket_bot.slack.faults.rate_limit("chat.postMessage", "1")
    await socket_bot.slack.press("reporter", card, "share")
    assert is_card(await socket_bot.slack.next_message("editor", "newsroom"), "casualties")


@pytest.mark.parametrize("status", [404, 500])
async def test_where_the_response_url_does_not_work_the_answer_is_whispered(
    socket_bot: Bot, status: int
) -> None:
    slack = socket_bot.slack
    card = await socket_bot.asks("casualties")
    slack.faults.fail("response_url", status)
    await slack.press("reporter", card, "more")
    answer = await slack.next_message("reporter", "newsroom")
    assert (answer.text, answer.owner) == ("More on casualties", "U0REPORTER")
    assert answer.ts != card.ts


async def test_where_the_response_url_has_expired_the_answer_is_whispered(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    card = await socket_bot.asks("casualties", channel="shared-ext")
    slack.faults.slow("conversations.info", 0.3)
    await slack.press("reporter", card, "share")
    slack.clock.advance(1_801)
    answer = await slack.next_message("reporter", "shared-ext")
    assert "another organisation" in words(answer)
    assert [call.status for call in slack.requests if call.name == "response_url"] == [404]


async def test_a_whisper_where_the_bot_is_not_goes_to_the_person_directly(socket_bot: Bot) -> None:
    slack = socket_bot.slack
    card = await socket_bot.asks("casualties", channel="politics")
    slack.faults.fail("response_url", 500)
    await slack.press("reporter", card, "more")
    assert (await slack.next_message("reporter", "D0REPORTER")).text == "More on casualties"


async def test_many_people_at_once_each_get_their_own_answer(socket_bot: Bot) -> None:
    keys = list(socket_bot.desk.edition.file.facts)
    cards = await asyncio.gather(*(socket_bot.asks(f"show {key}", user="editor") for key in keys))
    assert all(is_card(card, key) for card, key in zip(cards, keys, strict=True))
