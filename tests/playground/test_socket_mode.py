"""Socket Mode: tickets, envelopes, acks and every way to lose a socket."""

from __future__ import annotations

import asyncio
from itertools import cycle

import aiohttp
import pytest

from bot.playground.server import SlackStandIn
from bot.playground.socket_mode import Reason
from bot.playground.state import Frame
from tests.playground.apps import client_of, over_socket


async def ticket(slack: SlackStandIn) -> str:
    return str((await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"])


def frames(slack: SlackStandIn, kind: str) -> list[Frame]:
    """Frames to the app of this type, in order."""
    return [frame for frame in slack.sent if frame.to_app and frame.body.get("type") == kind]


async def test_a_socket_begins_with_hello_and_its_ticket_is_good_once(slack: SlackStandIn) -> None:
    url = await ticket(slack)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"]["app_id"] == "A0FACTDESK"
            assert "host" in hello["debug_info"]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_the_eleventh_socket_is_told_that_there_are_too_many(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await ticket(slack)) for _ in range(11)]
        greetings = [await socket.receive_json() for socket in sockets]
        assert [greeting["num_connections"] for greeting in greetings[:10]] == list(range(1, 11))
        assert (greetings[10]["type"], greetings[10]["reason"]) == ("disconnect", "too_many_websockets")
        for socket in sockets:
            await socket.close()


async def test_an_envelope_goes_to_one_socket_and_its_ack_may_come_by_another(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await ticket(slack)) for _ in range(3)]
        for socket in sockets:
            await socket.receive_json()

        outcome = asyncio.ensure_future(slack.command("reporter", "newsroom", "/facts", "x"))
        await slack.until(lambda: frames(slack, "slash_commands") or None)
        (sent,) = frames(slack, "slash_commands")
        other = sockets[sent.socket % 3]
        await other.send_json({"envelope_id": sent.body["envelope_id"], "payload": {"text": "hi"}})
        shown = (await outcome).message
        assert shown is not None
        assert shown.text == "hi"
        assert slack.sent[-1].socket != sent.socket
        for socket in sockets:
            await socket.close()


async def test_each_envelope_goes_to_the_one_socket_that_is_chosen() -> None:
    turns = cycle((0, 1))
    async with (
        SlackStandIn(ack_seconds=1.0, choose=lambda links: links[next(turns)]) as slack,
        over_socket(slack),
        over_socket(slack),
    ):
        for _ in range(4):
            assert (await slack.command("reporter", "newsroom", "/facts", "bare")).delivered


async def test_an_envelope_says_whether_its_ack_may_carry_an_answer(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        card = (await slack.command("reporter", "newsroom", "/facts", "card")).message
        assert card is not None
        await slack.press("reporter", card, "more")
        await slack.mention("reporter", "newsroom", "hello")
    told = {
        kind: frames(slack, kind)[0].body["accepts_response_payload"]
        for kind in ("slash_commands", "interactive", "events_api")
    }
    assert told == {"slash_commands": True, "interactive": True, "events_api": False}
    event = frames(slack, "events_api")[0].body
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")


async def test_without_a_socket_nothing_can_be_dispatched(slack: SlackStandIn) -> None:
    outcome = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (outcome.delivered, outcome.error) == (False, "dispatch_failed")


async def test_a_lost_ack_is_a_timeout_although_the_app_heard_the_command(slack: SlackStandIn) -> None:
    slack.faults.drop_acks = 1
    async with over_socket(slack) as heard:
        lost = await slack.command("reporter", "newsroom", "/facts", "x")
        found = await slack.command("reporter", "newsroom", "/facts", "x")
    assert (lost.delivered, lost.error, lost.message) == (False, "operation_timeout", None)
    assert found.delivered
    assert len(heard) == 2


async def test_a_duplicate_brings_the_same_envelope_twice(slack: SlackStandIn) -> None:
    slack.faults.duplicates = 1
    async with over_socket(slack) as heard:
        await slack.mention("reporter", "newsroom", "hello")
        await slack.requested("chat.postEphemeral", 2)
    assert [body["event_id"] for body in heard] == [heard[0]["event_id"]] * 2
    first, second = frames(slack, "events_api")
    assert first.body == second.body


async def test_an_event_whose_ack_is_lost_comes_again_at_once(slack: SlackStandIn) -> None:
    slack.faults.drop_acks = 1
    async with over_socket(slack) as heard:
        outcome = await slack.mention("reporter", "newsroom", "hello")
        assert outcome.error == "operation_timeout"
        await slack.requested("chat.postEphemeral", 2)
    assert len({body["event_id"] for body in heard}) == 1
    again = frames(slack, "events_api")[1].body
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")


async def test_an_event_is_tried_again_after_one_minute_and_five_and_then_no_more(
    slack: SlackStandIn,
) -> None:
    slack.faults.drop_acks = 4
    async with over_socket(slack):
        await slack.mention("reporter", "newsroom", "hello")
        await slack.requested("chat.postEphemeral", 2)
        slack.clock.advance(1)
        for attempt, minutes in ((3, 1), (4, 5)):
            await pause()
            slack.clock.advance(minutes * 60)
            await slack.requested("chat.postEphemeral", attempt)
            slack.clock.advance(1)
        await pause()
        slack.clock.advance(3_600)
        await pause()
    attempts = [frame.body["retry_attempt"] for frame in frames(slack, "events_api")]
    assert attempts == [0, 1, 2, 3]


async def pause() -> None:
    """Let what has been woken run up to its next wait."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_warning_closes_nothing(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        await slack.disconnect("warning")
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).delivered
    assert frames(slack, "disconnect")[0].body["reason"] == "warning"


RECOVERED: list[Reason] = ["warning", "refresh_requested", "too_many_websockets"]


@pytest.mark.parametrize("reason", RECOVERED)
async def test_the_real_client_comes_back_after_a_disconnect(slack: SlackStandIn, reason: Reason) -> None:
    async with over_socket(slack):
        await slack.disconnect(reason)
        await slack.wait_connected(opened=2)
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).delivered


async def test_an_app_that_ignores_a_refresh_is_closed_ten_seconds_later(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket(slack)) as socket:
        await socket.receive_json()
        await slack.disconnect("refresh_requested")
        assert (await socket.receive_json())["reason"] == "refresh_requested"
        slack.clock.advance(9)
        await pause()
        assert slack.connections == 1
        slack.clock.advance(1)
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_a_disabled_link_stays_disabled_until_it_is_allowed_again(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        await slack.disconnect("link_disabled")
        await slack.until(lambda: slack.opened if slack.opened >= 3 else None)
        assert slack.connections == 0
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).error == "dispatch_failed"
        slack.faults.refuse_connections = None
        await slack.wait_connected()
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).delivered
    assert {frame.body["reason"] for frame in frames(slack, "disconnect")} == {"link_disabled"}


async def test_a_killed_socket_says_no_goodbye_and_the_real_client_comes_back(slack: SlackStandIn) -> None:
    async with over_socket(slack):
        await slack.kill_sockets()
        assert slack.connections == 0
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).error == "dispatch_failed"
        await slack.wait_connected(opened=2)
        assert (await slack.command("reporter", "newsroom", "/facts", "x")).delivered
    assert frames(slack, "disconnect") == []


async def test_a_killed_socket_is_reset_on_the_apps_side(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket(slack)) as socket:
        await socket.receive_json()
        await slack.kill_sockets()
        message = await socket.receive()
    assert message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert socket.close_code == 1006


@pytest.mark.parametrize("name", ["apps.connections.open", "socket"])
async def test_the_way_to_a_socket_may_be_barred(slack: SlackStandIn, name: str) -> None:
    slack.faults.fail(name, 503)
    url = "" if name == "apps.connections.open" else await ticket(slack)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {slack.app_token}"}) as session:
        if name == "socket":
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url)
            assert refused.value.status == 503
        else:
            async with session.post(f"{slack.api_url}{name}") as answer:
                assert answer.status == 503


async def test_the_clock_may_bring_the_end_of_the_wait_for_an_ack() -> None:
    async with SlackStandIn() as slack, over_socket(slack):
        waiting = asyncio.ensure_future(slack.command("reporter", "newsroom", "/facts", "silence"))
        await slack.until(lambda: frames(slack, "slash_commands") or None)
        slack.clock.advance(3)
        outcome = await waiting
    assert outcome.error == "operation_timeout"
    assert outcome.elapsed < 2
