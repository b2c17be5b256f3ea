"""Share, More, Report and a choice, pressed by real people in every kind of place, either way."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.slack.desk import Edition, edition
from tests.conftest import changed
from tests.slack.bots import (
    COMMAND,
    FACT_DESK,
    NEWSROOM,
    Bot,
    Json,
    Mode,
    answering,
    buttons,
    desk_of,
    is_card,
    pieces,
    posted,
    without,
    words,
)

INVITE = "invite @factdesk"


async def answer_to(bot: Bot, card: Message, action: str, user: str = "reporter") -> str:
    """Press, and read what comes of it where it was pressed."""
    assert (await bot.slack.press(user, card, action)).error is None
    return words(await bot.slack.next_message(user, card.channel))


async def with_button(bot: Bot, action: str, value: str | None, channel: str = NEWSROOM) -> Message:
    """A message of the bot's with one button, as an older or a forged one could be."""
    button: Json = {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": "Press"}}
    blocks = [{"type": "actions", "elements": [button | ({} if value is None else {"value": value})]}]
    content = {"text": "a card", "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    await bot.desk.client.api_call("chat.postMessage", json={"channel": channel, **content})
    return bot.slack.visible("reporter", channel)[-1]


# ── Share


async def test_a_share_posts_the_card_and_then_takes_the_private_copy_away(bot: Bot) -> None:
    card = await bot.asks("casualties")
    await bot.slack.press("reporter", card, "share")
    shared = await bot.slack.next_change("reporter", "newsroom")
    gone = await bot.slack.next_change("reporter", "newsroom")
    assert (shared.kind, gone.kind, gone.message.ts) == ("posted", "deleted", card.ts)
    assert is_card(shared.message, "casualties")
    assert not shared.message.ephemeral
    assert bot.slack.visible("editor", "newsroom") == [shared.message]
    sharers = [each["user_id"] for each in pieces(shared.message.blocks) if each.get("type") == "user"]
    assert sharers == ["U0REPORTER"]


async def test_a_shared_card_can_be_opened_and_reported_and_not_shared_again(bot: Bot) -> None:
    await bot.slack.press("reporter", await bot.asks("casualties"), "share")
    shared = await bot.slack.next_message("editor", "newsroom")
    assert [each["action_id"] for each in pieces(shared.blocks) if "action_id" in each] == ["more", "report"]
    await bot.slack.press("editor", shared, "more")
    more = await bot.slack.next_message("editor", "newsroom")
    assert more.owner == "U0EDITOR"
    assert "Where it comes from" in words(more)


async def test_a_share_from_a_thread_goes_to_that_thread(bot: Bot) -> None:
    first = await bot.slack.mention("reporter", "newsroom", "casualties")
    assert first.posted is not None
    await bot.slack.next_message("reporter", "newsroom")
    await bot.slack.mention("reporter", "newsroom", "casualties", thread_ts=first.posted.ts)
    await bot.slack.press("reporter", await bot.slack.next_message("reporter", "newsroom"), "share")
    shared = await bot.slack.next_message("editor", "newsroom")
    while shared.user != "U0FACTDESK":
        shared = await bot.slack.next_message("editor", "newsroom")
    assert is_card(shared, "casualties")
    assert shared.thread_ts == first.posted.ts


async def test_a_share_in_a_private_channel_of_the_bot_s_works(bot: Bot) -> None:
    card = await bot.asks("casualties", user="editor", channel="fact-desk")
    await bot.slack.press("editor", card, "share")
    assert is_card(await bot.slack.next_message("editor", "fact-desk"), "casualties")


@pytest.mark.parametrize(("user", "channel"), [("reporter", "politics"), ("editor", "secret")])
async def test_a_share_where_the_bot_is_no_member_asks_for_an_invitation(
    bot: Bot, user: str, channel: str
) -> None:
    card = await bot.asks("casualties", user=user, channel=channel)
    assert INVITE in await answer_to(bot, card, "share", user)
    assert card in bot.slack.visible(user, channel)
    assert not posted(bot.slack, "chat.postMessage")


async def test_a_share_works_once_the_bot_is_invited(bot: Bot) -> None:
    card = await bot.asks("casualties", channel="politics")
    assert INVITE in await answer_to(bot, card, "share")
    bot.slack.workspace.join("factdesk", "politics")
    await bot.slack.press("reporter", card, "share")
    assert is_card(await bot.slack.next_message("editor", "politics"), "casualties")


async def test_a_channel_that_another_organisation_reads_is_never_shared_to(bot: Bot) -> None:
    card = await bot.asks("casualties", channel="shared-ext")
    assert "shared with another organisation" in await answer_to(bot, card, "share")
    assert card in bot.slack.visible("reporter", "shared-ext")
    assert not posted(bot.slack, "chat.postMessage")


async def test_an_archived_channel_is_told_so(bot: Bot) -> None:
    card = await bot.asks("casualties")
    bot.slack.workspace.archive("newsroom")
    assert "archived" in await answer_to(bot, card, "share")


async def test_a_card_in_a_direct_message_has_nobody_to_be_shared_with(bot: Bot) -> None:
    await bot.slack.direct_message("reporter", "casualties")
    assert buttons(await bot.slack.next_message("reporter", "D0REPORTER")) == ["more", "report"]
    assert buttons(await bot.asks("casualties", channel="D0REPORTER")) == ["more", "report"]


async def test_a_share_forged_in_a_direct_message_is_refused_and_no_error(bot: Bot) -> None:
    value = str(card_value(await bot.asks("casualties")))
    said = await answer_to(bot, await with_button(bot, "share", value, "D0REPORTER"), "share")
    assert "went wrong" not in said
    assert "Slack did not do its part" not in said


@pytest.mark.parametrize("fault", ["channel_not_found", "fatal_error", "ratelimited", "restricted_action"])
async def test_a_share_whose_post_fails_leaves_the_private_copy(bot: Bot, fault: str) -> None:
    card = await bot.asks("casualties")
    bot.slack.faults.refuse("chat.postMessage", fault)
    await answer_to(bot, card, "share")
    assert card in bot.slack.visible("reporter", "newsroom")
    # And the next press is no repeat of the failed one.
    await bot.slack.press("reporter", card, "share")
    assert is_card(await bot.slack.next_message("editor", "newsroom"), "casualties")


async def test_a_share_whose_private_copy_can_t_be_deleted_is_shared_all_the_same(bot: Bot) -> None:
    card = await bot.asks("casualties")
    bot.slack.faults.fail("response_url", 500)
    await bot.slack.press("reporter", card, "share")
    assert is_card(await bot.slack.next_message("editor", "newsroom"), "casualties")
    await bot.slack.requested("response_url")
    await bot.door.finish(5)
    assert card in bot.slack.visible("reporter", "newsroom")


async def test_share_pressed_twice_posts_once(bot: Bot) -> None:
    card = await bot.asks("casualties")
    bot.slack.faults.slow("chat.postMessage", 0.2)
    await asyncio.gather(*(bot.slack.press("reporter", card, "share") for _ in range(3)))
    change = await bot.slack.next_change("reporter", "newsroom")
    while change.kind != "deleted":
        change = await bot.slack.next_change("reporter", "newsroom")
    assert len(posted(bot.slack, "chat.postMessage")) == 1


@pytest.mark.parametrize("action", ["share", "report", "more"])
async def test_a_press_that_slack_delivers_twice_works_once(bot: Bot, action: str) -> None:
    card = await bot.asks("casualties")
    bot.slack.faults.duplicates = 1
    await bot.slack.press("reporter", card, action)
    await bot.slack.requested("response_url")
    await bot.door.finish(5)
    # Another press is answered after whatever the second delivery led to.
    again = await with_button(bot, "more", str(card_value(card)))
    await bot.slack.press("reporter", again, "more")
    await bot.slack.requested("response_url", 2)
    assert len(posted(bot.slack, "response_url")) == 2
    assert len(posted(bot.slack, "chat.postMessage")) == (1 if action == "more" else 2)


def card_value(card: Message) -> object:
    return next(each["value"] for each in pieces(card.blocks) if "value" in each)


async def test_two_people_may_both_share_what_each_of_them_asked(bot: Bot) -> None:
    for user in ("reporter", "editor"):
        await bot.slack.press(user, await bot.asks("casualties", user=user), "share")
        await bot.slack.next_message("guest", "newsroom")
    assert len(posted(bot.slack, "chat.postMessage")) == 2


# ── What has changed since


@pytest.mark.parametrize("action", ["share", "more", "report"])
async def test_a_fact_that_has_changed_since_is_told_so_instead(bot: Bot, action: str) -> None:
    card = await bot.asks("casualties")
    bot.desk.edition = edition(changed(bot.desk.edition.file, "casualties", caution="Corrected."))
    assert "has changed since this card was made" in await answer_to(bot, card, action)
    assert card in bot.slack.visible("reporter", "newsroom")
    assert not posted(bot.slack, "chat.postMessage")


@pytest.mark.parametrize("action", ["share", "more", "report"])
async def test_a_fact_that_is_gone_is_told_so(bot: Bot, action: str) -> None:
    card = await bot.asks("casualties")
    bot.desk.edition = edition(without(bot.desk.edition.file, "casualties"))
    assert "no longer on file" in await answer_to(bot, card, action)
    assert not posted(bot.slack, "chat.postMessage")


async def test_a_choice_whose_fact_has_changed_since_is_told_so(bot: Bot, unsure_question: str) -> None:
    choice = await bot.asks(unsure_question)
    key = bot.desk.edition.index.search(unsure_question).matches[0].id
    bot.desk.edition = edition(changed(bot.desk.edition.file, key, caution="Corrected."))
    assert "has changed since" in await answer_to(bot, choice, "pick_1")


async def test_a_change_to_another_fact_leaves_the_card_good(bot: Bot) -> None:
    card = await bot.asks("casualties")
    bot.desk.edition = edition(changed(bot.desk.edition.file, "pay", caution="Corrected."))
    await bot.slack.press("reporter", card, "share")
    assert is_card(await bot.slack.next_message("editor", "newsroom"), "casualties")


# ── Report


async def test_a_report_reaches_the_fact_desk_with_who_where_and_what(bot: Bot) -> None:
    card = await bot.asks("casualties")
    assert "has been told" in await answer_to(bot, card, "report")
    report = await bot.slack.next_message("editor", "fact-desk")
    people = {each.get("user_id") for each in pieces(report.blocks)}
    places = {each.get("channel_id") for each in pieces(report.blocks)}
    assert "U0REPORTER" in people
    assert NEWSROOM in places
    assert "casualties" in words(report)
    assert bot.desk.edition.file.facts["casualties"].claim in words(report)
    assert card in bot.slack.visible("reporter", "newsroom")


@pytest.mark.parametrize(("user", "channel"), [("editor", "secret"), ("editor", "fact-desk")])
async def test_a_report_from_a_private_channel_does_not_name_it(bot: Bot, user: str, channel: str) -> None:
    card = await bot.asks("casualties", user=user, channel=channel)
    assert (await bot.slack.press(user, card, "report")).error is None
    await bot.slack.requested("response_url")
    [report] = posted(bot.slack, "chat.postMessage")
    assert report["channel"] == FACT_DESK
    assert not [each for each in pieces(report) if each.get("type") == "channel"]


async def test_a_report_from_the_direct_message_reaches_the_fact_desk(bot: Bot) -> None:
    await bot.slack.direct_message("reporter", "casualties")
    card = await bot.slack.next_message("reporter", "D0REPORTER")
    assert "has been told" in await answer_to(bot, card, "report")
    assert "casualties" in words(await bot.slack.next_message("editor", "fact-desk"))


async def test_a_fact_is_reported_once_however_often_the_button_is_pressed(bot: Bot) -> None:
    card = await bot.asks("casualties")
    await answer_to(bot, card, "report")
    await bot.slack.press("reporter", card, "report")
    await bot.door.finish(5)
    assert len(posted(bot.slack, "chat.postMessage")) == 1


async def test_without_a_fact_desk_channel_the_person_is_told(on_file: Edition, mode: Mode) -> None:
    async with SlackStandIn() as slack, answering(slack, desk_of(slack, on_file, None), mode) as bot:
        said = await answer_to(bot, await bot.asks("casualties"), "report")
        assert "FACT_DESK_CHANNEL" in said
        assert "went nowhere" in said


async def test_where_the_bot_is_not_in_the_fact_desk_s_channel_the_person_is_told_which(bot: Bot) -> None:
    bot.slack.workspace.leave("factdesk", "fact-desk")
    said = await answer_to(bot, await bot.asks("casualties"), "report")
    assert "has been told" not in said
    assert "invite @factdesk to share here" not in said
    assert "fact desk" in said


# ── Buttons that are old or forged


FORGED = {
    "an unknown fact": "nope@x",
    "no value": None,
    "no version": "casualties",
    "an empty version": "casualties@",
    "another version": "casualties@000000000000",
    "only the sign": "@",
    "2,000 characters": "casualties@" + "x" * 1_989,
    "markup": "<!channel>@<!here>",
    "a path": "../../etc/passwd@x",
}


@pytest.mark.parametrize("action", ["share", "more", "report", "pick_1"])
@pytest.mark.parametrize("value", FORGED.values(), ids=FORGED.keys())
async def test_a_forged_value_leads_to_nothing(socket_bot: Bot, action: str, value: str | None) -> None:
    forged = await with_button(socket_bot, action, value)
    said = await answer_to(socket_bot, forged, action)
    assert "no longer on file" in said or "has changed since" in said
    assert len(posted(socket_bot.slack, "chat.postMessage")) == 1


@pytest.mark.parametrize("action", ["ask_desk_2", "pick_4", "pick_1x", "shared", "x" * 255, "📌"])
async def test_a_button_of_another_version_says_so(bot: Bot, action: str) -> None:
    said = await answer_to(bot, await with_button(bot, action, "casualties@x"), action)
    assert "from another version" in said
    assert COMMAND in said
