"""What a person in the newsroom sees, over a socket and over signed HTTP, on the real fact file."""

from __future__ import annotations

import pytest

from bot.playground.server import SlackStandIn
from bot.slack.desk import Edition
from tests.slack.bots import (
    COMMAND,
    NEWSROOM,
    Bot,
    Json,
    Mode,
    addresses,
    answering,
    buttons,
    desk_of,
    is_card,
    posted,
    words,
)


@pytest.mark.parametrize("text", ["casualties", "how many nk troops dead", "casulties", "  CASUALTIES?  "])
async def test_a_question_about_casualties_is_answered_in_the_ack_and_privately(bot: Bot, text: str) -> None:
    card = await bot.asks(text)
    said = words(card)
    assert is_card(card, "casualties")
    assert card.ephemeral
    assert "more than 3,000 casualties, with over 300 dead and approximately 2,700 injured" in said
    assert "National Intelligence Service (NIS)" in said
    assert buttons(card) == ["share", "more", "report"]
    assert not posted(bot.slack)


async def test_the_card_opens_both_sources_at_the_sentence(bot: Bot) -> None:
    links = addresses(await bot.asks("casualties"))
    start = "https://koreajoongangdaily.joins.com/"
    assert any(
        each.startswith(start) and "#:~:text=South%20Korea%27s%20spy%20agency" in each for each in links
    )
    other = "https://www.aljazeera.com/"
    assert any(each.startswith(other) and "#:~:text=Some%20300%20North%20Korean" in each for each in links)
    assert all("#:~:text=" in each for each in links)


async def test_nobody_else_sees_the_answer(bot: Bot) -> None:
    await bot.asks("casualties")
    assert bot.slack.visible("editor", "newsroom") == []


async def test_a_question_with_nothing_on_file_is_told_so(bot: Bot) -> None:
    answer = await bot.asks("weather in london")
    assert "Nothing on file for “weather in london”" in words(answer)
    assert not addresses(answer)


async def test_an_unsure_question_offers_facts_and_the_pick_takes_the_place_of_the_choice(
    bot: Bot, unsure_question: str
) -> None:
    choice = await bot.asks(unsure_question)
    assert buttons(choice)[0] == "pick_1"
    assert buttons(choice)[-1] == "pick_none"
    assert len(buttons(choice)) <= 4
    wanted = bot.desk.edition.index.search(unsure_question).matches[1].id
    await bot.slack.press("reporter", choice, "pick_2")
    card = await bot.slack.next_message("reporter", "newsroom")
    assert is_card(card, wanted)
    assert card.ts == choice.ts
    assert bot.slack.visible("reporter", "newsroom") == [card]


async def test_none_of_these_says_that_nothing_is_on_file(bot: Bot, unsure_question: str) -> None:
    choice = await bot.asks(unsure_question)
    await bot.slack.press("reporter", choice, "pick_none")
    answer = await bot.slack.next_message("reporter", "newsroom")
    assert answer.ts == choice.ts
    assert "can't be found with these words" in words(answer)
    assert not buttons(answer)


@pytest.mark.parametrize("text", ["", "   ", "help", "HELP"])
async def test_the_bare_command_and_help_tell_how_to_ask(bot: Bot, text: str) -> None:
    answer = await bot.asks(text)
    assert "How to ask" in answer.text
    assert f"{COMMAND} casualties" in words(answer)


@pytest.mark.parametrize("text", ["list", " List ", "list North Korean troops in Russia"])
async def test_a_list_names_every_fact(bot: Bot, text: str) -> None:
    said = words(await bot.asks(text))
    assert [key for key in bot.desk.edition.file.facts if f"{key}: " not in said] == []


async def test_sources_names_every_document(bot: Bot) -> None:
    said = words(await bot.asks("sources"))
    for source in bot.desk.edition.file.sources.values():
        assert source.outlet in said


async def test_every_fact_is_shown_by_its_id(socket_bot: Bot) -> None:
    for key in socket_bot.desk.edition.file.facts:
        assert is_card(await socket_bot.asks(f"show {key}"), key)


async def test_more_of_every_fact_is_taken_by_slack(socket_bot: Bot) -> None:
    for key in socket_bot.desk.edition.file.facts:
        card = await socket_bot.asks(f"show {key}")
        await socket_bot.slack.press("reporter", card, "more")
        whole = await socket_bot.slack.next_message("reporter", "newsroom")
        assert whole.text == f"More on {key}"


async def test_every_fact_can_be_shared_and_reported(socket_bot: Bot) -> None:
    for key in socket_bot.desk.edition.file.facts:
        card = await socket_bot.asks(f"show {key}")
        await socket_bot.slack.press("reporter", card, "report")
        assert key in words(await socket_bot.slack.next_message("editor", "fact-desk"))
        await socket_bot.slack.next_message("reporter", "newsroom")
        await socket_bot.slack.press("reporter", card, "share")
        assert is_card(await socket_bot.slack.next_message("editor", "newsroom"), key)


async def test_a_mention_is_answered_privately_and_in_no_thread(bot: Bot) -> None:
    await bot.slack.mention("reporter", "newsroom", "casualties?")
    card = await bot.slack.next_message("reporter", "newsroom")
    assert is_card(card, "casualties")
    assert card.owner == "U0REPORTER"
    assert card.thread_ts is None
    assert [each.user for each in bot.slack.visible("editor", "newsroom")] == ["U0REPORTER"]


async def test_a_mention_in_a_thread_is_answered_there(bot: Bot) -> None:
    first = await bot.slack.mention("reporter", "newsroom", "casualties")
    assert first.posted is not None
    await bot.slack.next_message("reporter", "newsroom")
    await bot.slack.mention("reporter", "newsroom", "casualties", thread_ts=first.posted.ts)
    card = await bot.slack.next_message("reporter", "newsroom")
    assert card.owner == "U0REPORTER"
    assert card.thread_ts == first.posted.ts


@pytest.mark.parametrize(
    "text", ["<@U0FACTDESK>", "<@U0FACTDESK>:", "<@U0FACTDESK|factdesk> , ", "<@U0FACTDESK> help"]
)
async def test_a_bare_mention_gets_help(bot: Bot, text: str) -> None:
    await bot.slack.mention("reporter", "newsroom", text)
    assert "How to ask" in (await bot.slack.next_message("reporter", "newsroom")).text


@pytest.mark.parametrize("text", ["sources", "list", "show casualties", "what pay were they promised?"])
async def test_a_direct_message_gets_a_plain_reply(bot: Bot, text: str) -> None:
    await bot.slack.direct_message("reporter", text)
    reply = await bot.slack.next_message("reporter", "D0REPORTER")
    assert not reply.ephemeral
    assert reply.thread_ts is None
    assert reply.user == "U0FACTDESK"


async def test_a_direct_message_in_a_thread_is_answered_there(bot: Bot) -> None:
    first = await bot.slack.direct_message("reporter", "casualties")
    assert first.posted is not None
    await bot.slack.next_message("reporter", "D0REPORTER")
    await bot.slack.direct_message("reporter", "and the pay?", thread_ts=first.posted.ts)
    reply = await bot.slack.next_message("reporter", "D0REPORTER")
    assert reply.thread_ts == first.posted.ts


async def test_the_bot_does_not_answer_its_own_messages_and_edits(bot: Bot) -> None:
    await bot.slack.direct_message("reporter", "casualties")
    card = await bot.slack.next_message("reporter", "D0REPORTER")
    await bot.desk.client.chat_update(channel=card.channel, ts=card.ts, text="casualties", blocks=[])
    await bot.desk.client.chat_delete(channel=card.channel, ts=card.ts)
    # An answer to any of the three events would stand before the answer to this.
    await bot.slack.direct_message("reporter", "help")
    await bot.slack.requested("chat.postMessage", 2)
    assert [args["text"] for args in posted(bot.slack)][1:] == ["How to ask Factdesk"]


async def test_a_guest_may_ask_and_share(bot: Bot) -> None:
    card = await bot.asks("casualties", user="guest")
    await bot.slack.press("guest", card, "share")
    assert is_card(await bot.slack.next_message("reporter", "newsroom"), "casualties")


async def test_a_stranger_of_another_workspace_is_refused_on_every_surface(bot: Bot) -> None:
    slack = bot.slack
    assert "does not answer" in words(await bot.asks("casualties", user="stranger", channel="shared-ext"))
    await slack.mention("stranger", "shared-ext", "casualties")
    refused = await slack.next_message("stranger", "shared-ext")
    assert refused.owner == "U0STRANGER"
    assert "its own workspace only" in words(refused)
    await slack.direct_message("stranger", "casualties")
    assert "its own workspace only" in words(await slack.next_message("stranger", "D0STRANGER"))


async def test_a_stranger_who_presses_a_shared_card_is_refused(bot: Bot) -> None:
    await bot.slack.mention("reporter", "shared-ext", "casualties")
    card = await bot.slack.next_message("reporter", "shared-ext")
    content = {"text": card.text, "blocks": list(card.blocks), "unfurl_links": False, "unfurl_media": False}
    await bot.desk.client.api_call("chat.postMessage", json={"channel": "C0SHAREDEXT", **content})
    public = bot.slack.visible("stranger", "shared-ext")[-1]
    for action in ("more", "report", "share"):
        await bot.slack.press("stranger", public, action)
        assert "its own workspace only" in words(await bot.slack.next_message("stranger", "shared-ext"))
    assert len(posted(bot.slack, "chat.postMessage")) == 1


async def test_an_event_delivered_twice_is_answered_once(bot: Bot) -> None:
    bot.slack.faults.duplicates = 1
    await bot.slack.mention("reporter", "newsroom", "casualties")
    await bot.slack.requested("chat.postEphemeral")
    await bot.slack.mention("reporter", "newsroom", "help")
    await bot.slack.requested("chat.postEphemeral", 2)
    assert [args["text"] for args in posted(bot.slack)][1:] == ["How to ask Factdesk"]


async def test_an_event_whose_ack_was_lost_is_answered_once(on_file: Edition, mode: Mode) -> None:
    async with SlackStandIn(ack_seconds=0.3) as slack, answering(slack, desk_of(slack, on_file), mode) as bot:
        slack.faults.drop_acks = 1
        lost = await slack.direct_message("reporter", "casualties")
        assert lost.error == "operation_timeout"
        slack.clock.advance(60)
        assert is_card(await slack.next_message("reporter", "D0REPORTER"), "casualties")
        await slack.direct_message("reporter", "help")
        await slack.requested("chat.postMessage", 2)
        assert [args["text"] for args in posted(bot.slack)][1:] == ["How to ask Factdesk"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "reaction_added", "user": "U0REPORTER", "reaction": "eyes"},
        {
            "type": "message",
            "channel_type": "channel",
            "channel": NEWSROOM,
            "user": "U0REPORTER",
            "text": "hi",
        },
        {"type": "message", "channel_type": "im", "subtype": "message_changed", "channel": "D0REPORTER"},
        {"type": "message", "channel_type": "im", "subtype": "message_deleted", "channel": "D0REPORTER"},
        {
            "type": "message",
            "channel_type": "im",
            "bot_id": "B1",
            "channel": "D0REPORTER",
            "text": "casualties",
        },
        {"type": "app_home_opened", "user": "U0REPORTER", "tab": "home"},
        {"type": "team_join", "user": {"id": "U1"}},
    ],
    ids=lambda event: " ".join(str(event.get(key, "")) for key in ("type", "subtype", "bot_id")).strip(),
)
async def test_an_event_that_is_no_question_is_acked_and_left_alone(socket_bot: Bot, event: Json) -> None:
    body = {"type": "event_callback", "team_id": "T0FACTDESK", "event_id": "Ev1", "event": event}
    assert (await socket_bot.hears(body)).status == 200
    await socket_bot.door.finish(5)
    assert not posted(socket_bot.slack)


async def test_a_bot_that_mentions_the_bot_is_not_answered(socket_bot: Bot) -> None:
    event = {
        "type": "app_mention",
        "channel": NEWSROOM,
        "user": "U0REPORTER",
        "bot_id": "B0OTHER",
        "text": "<@U0FACTDESK> casualties",
    }
    body = {"type": "event_callback", "team_id": "T0FACTDESK", "event_id": "Ev1", "event": event}
    assert (await socket_bot.hears(body)).status == 200
    await socket_bot.slack.direct_message("reporter", "help")
    await socket_bot.slack.requested("chat.postMessage")
    assert [args["text"] for args in posted(socket_bot.slack)] == ["How to ask Factdesk"]
