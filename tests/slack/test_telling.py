"""Readers are told of what changed: the real bot and a real ledger, from the showing to the message."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.ledger import Showing
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.workspace import User
from bot.slack import telling
from bot.slack.desk import Desk
from tests.slack.bots import Bot, a_log, answering, buttons, is_card, words
from tests.slack.offices import ledger_of, office_desk, with_approvals
from tests.slack.told import (
    CLAIM,
    CRACKED,
    CRACKS,
    DESK_CHANNEL,
    LEAN,
    WAS,
    WHY,
    at_the_end,
    direct,
    edited,
    got,
    now_at_the_desk,
    on_record,
    shown,
    withdrawn,
)

SHORTER: Final = CLAIM.replace("The Public Works Office", "The works office")


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    made = office_desk(slack, tmp_path)
    with_approvals(made, 0)
    return made


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk) as running:
        yield running


async def tell(bot: Bot, post: Message, user: str = "chief") -> str:
    """Press “Tell them”, and wait for what came of it."""
    await bot.slack.press(user, now_at_the_desk(bot, post), "tell_readers")
    return await at_the_end(bot, post)


async def answer_to(bot: Bot, action: str, user: str, value: str = "1") -> str:
    """Press a button that has stood in the desk's channel since before; what only that person sees of it."""
    button = {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": "Press"}}
    blocks = [{"type": "actions", "elements": [{**button, "value": value} if value else button]}]
    content = {"text": "x", "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    await bot.desk.client.api_call("chat.postMessage", json={"channel": "C0FACTDESK", **content})
    *before, old = bot.slack.visible(user, DESK_CHANNEL)
    await bot.slack.press(user, old, action)

    def answered() -> str | None:
        news = [each for each in bot.slack.visible(user, DESK_CHANNEL) if each not in [*before, old]]
        return next((words(each) for each in news if each.ephemeral), None)

    return await bot.slack.until(answered, 5)


def more_people(bot: Bot, number: int, fact: str) -> list[str]:
    """So many people of the workspace, each of whom was shown the fact."""
    here, version = bot.slack.workspace.team.id, bot.desk.edition.answer(fact, bot.desk.today()).version
    people = [f"U1READER{each}" for each in range(number)]
    for each in people:
        bot.slack.workspace.users[each] = User(each, each.lower(), each, here)
    ledger_of(bot.desk).shown.add(Showing(fact, version, here, each) for each in people)
    return people


# ── From the showing to the message


async def test_who_was_shown_a_fact_is_told_what_it_said_what_it_says_and_why(bot: Bot) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM, why=WHY)
    assert "1 person was shown this in the last 30 days" in words(post)
    assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]
    assert got(bot, "reporter") == []
    seen = await tell(bot, post)
    assert "1 told." in seen
    (message,) = got(bot, "reporter")
    was, says = message.index(WAS), message.index(f"It says now: {CLAIM}")
    assert message.index("It said: ") < was < says < message.index(f"Why: {WHY}")
    assert "http" not in message
    assert got(bot, "editor") == got(bot, "chief") == []


async def test_from_the_message_a_reader_sees_the_card_as_it_stands_now(bot: Bot) -> None:
    await shown(bot, LEAN)
    await tell(bot, await edited(bot, LEAN, claim=CLAIM))
    (message,) = bot.slack.visible("reporter", direct(bot, "reporter"))
    await bot.slack.press("reporter", message, "home_show")
    card = await bot.slack.next_message("reporter", direct(bot, "reporter"))
    assert is_card(card, LEAN)
    assert CLAIM in words(card)


async def test_of_two_facts_and_two_changes_a_reader_gets_one_message(bot: Bot) -> None:
    await shown(bot, LEAN, CRACKS)
    first = await edited(bot, LEAN, claim=CLAIM)
    second = await edited(bot, CRACKS, claim=CRACKED)
    assert "Telling takes 1 other change along" in words(second)
    await tell(bot, second)
    assert "1 told." in await at_the_end(bot, first)
    (message,) = got(bot, "reporter")
    assert "2 facts that you were shown have changed" in message
    assert CLAIM in message
    assert CRACKED in message


async def test_a_fact_that_changes_again_before_the_desk_decides_is_told_once_as_it_stands(bot: Bot) -> None:
    await shown(bot, LEAN)
    first = await edited(bot, LEAN, claim=CLAIM)
    await edited(bot, LEAN, claim=SHORTER)
    await tell(bot, first)
    (message,) = got(bot, "reporter")
    assert message.index(WAS) < message.index(f"Then: {CLAIM}") < message.index(f"It says now: {SHORTER}")


async def test_of_a_fact_that_says_again_what_it_said_nobody_is_told(bot: Bot) -> None:
    await shown(bot, LEAN)
    before = bot.desk.edition.file.facts[LEAN].claim
    post = await edited(bot, LEAN, claim=CLAIM)
    back = await edited(bot, LEAN, claim=before)
    assert "Nobody else was shown this" in words(back)
    assert "There was nobody left to tell" in await tell(bot, post)
    assert got(bot, "reporter") == []


async def test_who_was_told_is_told_again_when_it_changes_back(bot: Bot) -> None:
    await shown(bot, LEAN)
    before = bot.desk.edition.file.facts[LEAN].claim
    await tell(bot, await edited(bot, LEAN, claim=CLAIM))
    await tell(bot, await edited(bot, LEAN, claim=before))
    _, second = got(bot, "reporter")
    assert second.index(f"It said: {CLAIM}") < second.index(f"It says now: {before}")


async def test_who_made_the_change_and_who_has_them_told_need_no_message(bot: Bot) -> None:
    for user in ("reporter", "editor", "chief"):
        await shown(bot, LEAN, user=user)
    post = await edited(bot, LEAN, claim=CLAIM)
    assert "2 people were shown this" in words(post)
    assert "1 told." in await tell(bot, post)
    assert len(got(bot, "reporter")) == 1
    assert got(bot, "editor") == got(bot, "chief") == []


async def test_a_change_that_no_reader_need_know_of_is_not_asked_about(bot: Bot) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, caution="Said behind closed doors.")
    assert buttons(post) == ["undo"]
    assert ledger_of(bot.desk).notices.open() == ()


async def test_a_withdrawn_fact_is_told_with_the_reason(bot: Bot) -> None:
    await shown(bot, LEAN)
    await tell(bot, await withdrawn(bot, LEAN, "The office took it back."))
    (message,) = got(bot, "reporter")
    assert "Withdrawn, do not use. The office took it back." in message
    assert WAS in message


# ── Shared cards


async def shared(bot: Bot, fact: str) -> Message:
    await bot.slack.press("reporter", await bot.asks(f"show {fact}"), "share")
    card = await bot.slack.next_message("chief", "newsroom")
    await bot.door.finish(5)
    return card


async def test_a_shared_card_is_corrected_in_its_place_and_its_thread_says_what_changed(bot: Bot) -> None:
    card = await shared(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM, why=WHY)
    assert "1 card of it stands in channels" in words(post)
    assert "1 told, 1 shared card corrected." in await tell(bot, post)
    now, note = bot.slack.visible("chief", "newsroom")
    assert now.ts == card.ts
    assert "Corrected May 20, 2031" in words(now)
    assert CLAIM in words(now)
    assert WAS not in words(now)
    assert buttons(now) == buttons(card)
    assert note.thread_ts == card.ts
    assert WAS in words(note)
    assert CLAIM in words(note)


async def test_a_note_on_a_card_in_a_thread_goes_to_that_thread(bot: Bot) -> None:
    said = await bot.slack.write("chief", "newsroom", "What of the tower?")
    await bot.slack.write("reporter", "newsroom", "Let me ask.", thread_ts=said.ts)
    await bot.slack.mention("reporter", "newsroom", f"show {LEAN}", thread_ts=said.ts)
    await bot.slack.press("reporter", await bot.slack.next_message("reporter", "newsroom"), "share")
    in_thread = await bot.slack.next_message("chief", "newsroom")
    assert in_thread.thread_ts == said.ts
    await bot.door.finish(5)
    await tell(bot, await edited(bot, LEAN, claim=CLAIM))
    note = bot.slack.visible("chief", "newsroom")[-1]
    assert WAS in words(note)
    assert note.thread_ts == said.ts


async def test_a_shared_card_of_a_withdrawn_fact_says_so(bot: Bot) -> None:
    await shared(bot, LEAN)
    await tell(bot, await withdrawn(bot, LEAN, "The office took it back."))
    now, _ = bot.slack.visible("chief", "newsroom")
    assert "Withdrawn May 20, 2031" in words(now)
    assert "Withdrawn: do not use" in words(now)


async def test_a_card_that_was_taken_away_meanwhile_is_counted(bot: Bot) -> None:
    card = await shared(bot, LEAN)
    await bot.desk.client.api_call("chat.delete", json={"channel": "C0NEWSROOM", "ts": card.ts})
    post = await edited(bot, LEAN, claim=CLAIM)
    assert "1 told, 1 shared card could not be corrected." in await tell(bot, post)


async def test_a_card_is_corrected_where_there_is_nobody_to_tell(bot: Bot) -> None:
    await shared(bot, LEAN)
    ledger_of(bot.desk).forget("U0REPORTER")
    post = await edited(bot, LEAN, claim=CLAIM)
    assert "Are the cards corrected?" in words(post)
    assert "1 shared card corrected." in await tell(bot, post)
    now, _ = bot.slack.visible("chief", "newsroom")
    assert CLAIM in words(now)
    assert "U0REPORTER" not in str(now.blocks)


# ── Who decides


async def test_nobody_but_an_editor_decides(bot: Bot) -> None:
    await shown(bot, LEAN)
    await edited(bot, LEAN, claim=CLAIM)
    bot.slack.workspace.channels["C0FACTDESK"] = dataclasses.replace(
        bot.slack.workspace.channels["C0FACTDESK"],
        members=bot.slack.workspace.channels["C0FACTDESK"].members | {"U0REPORTER"},
    )
    for action in ("tell_readers", "tell_nobody"):
        assert "Only the fact desk's editors" in await answer_to(bot, action, "reporter")
    assert len(ledger_of(bot.desk).notices.open()) == 1
    assert got(bot, "reporter") == []


async def test_where_nobody_is_to_be_told_the_desk_reads_who_decided_so(bot: Bot) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    assert "Nobody is told" in await answer_to(bot, "tell_nobody", "chief")
    now = now_at_the_desk(bot, post)
    assert "Nobody is told of this change. Decided by" in words(now)
    assert buttons(now) == ["undo"]
    assert got(bot, "reporter") == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("tell_nobody", "tell_readers", "decided already that nobody is told"),
        ("tell_readers", "tell_nobody", "Readers have been told of this change already."),
        ("tell_readers", "tell_readers", "Readers have been told of this change already."),
    ],
)
async def test_the_second_of_two_editors_is_told_what_the_first_decided(
    bot: Bot, first: str, second: str, said: str
) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    await bot.slack.press("chief", post, first)
    await at_the_end(bot, post)
    assert said in await answer_to(bot, second, "editor")
    assert len(got(bot, "reporter")) == (first == "tell_readers")


async def test_of_two_editors_who_press_at_once_one_decides(bot: Bot) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    presses = [bot.slack.press(user, post, "tell_readers") for user in ("chief", "editor")]
    await asyncio.gather(*presses)
    await at_the_end(bot, post)
    await bot.door.finish(5)
    assert len(got(bot, "reporter")) == 1


async def test_a_press_while_readers_are_told_says_that_it_is_under_way(bot: Bot) -> None:
    await shown(bot, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    goes_on, office = asyncio.Event(), bot.desk.open_office
    office.pause = lambda _: goes_on.wait()
    bot.slack.faults.rate_limit("conversations.open", "60")
    await bot.slack.press("chief", post, "tell_readers")
    await bot.slack.until(lambda: office.telling.locked() or None, 5)
    for action in ("tell_readers", "tell_nobody"):
        assert "under way" in await answer_to(bot, action, "editor")
    goes_on.set()
    assert "1 told." in await at_the_end(bot, post)
    assert len(got(bot, "reporter")) == 1


@pytest.mark.parametrize("value", ["999", "", "x", "-1", "1" * 40, "٣"])
async def test_a_button_of_nothing_known_says_so(bot: Bot, value: str) -> None:
    assert "knows nothing of this change" in await answer_to(bot, "tell_readers", "chief", value)


# ── Slack is slow, people are gone, the bot dies


async def test_a_person_who_is_gone_is_counted_and_the_others_are_told(bot: Bot) -> None:
    people = more_people(bot, 12, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    del bot.slack.workspace.users[people[3]]
    assert "11 told, 1 could not be reached." in await tell(bot, post)
    assert [len(got(bot, each)) for each in people if each != people[3]] == [1] * 11
    seen = [call.args for call in bot.slack.requests if call.name == "chat.update"]
    said = [text for args in seen for text in ("Telling 0 of 12", "Telling 10 of 12") if text in str(args)]
    assert said == ["Telling 0 of 12", "Telling 10 of 12"]


async def test_where_slack_asks_for_patience_the_sending_waits_and_goes_on(bot: Bot) -> None:
    people = more_people(bot, 3, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    bot.desk.open_office.pause = pause
    bot.slack.faults.rate_limit("conversations.open", "30")
    bot.slack.faults.rate_limit("chat.postMessage", "3600")
    assert "3 told." in await tell(bot, post)
    assert waited == [30, 60]
    assert [len(got(bot, each)) for each in people] == [1, 1, 1]


async def test_where_slack_takes_nothing_for_long_nobody_is_given_up(bot: Bot) -> None:
    more_people(bot, 2, LEAN)
    post = await edited(bot, LEAN, claim=CLAIM)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    bot.desk.open_office.pause = pause
    bot.slack.faults.rate_limit("conversations.open", "3600", times=1_000)
    await bot.slack.press("chief", post, "tell_readers")
    await bot.door.finish(20)
    assert max(waited) <= 60
    ((sending,), unsent) = (ledger_of(bot.desk).notices.sending(), ledger_of(bot.desk).notices.reached(1))
    assert (sending.id, unsent) == (1, (0, 0))


async def restarted(slack: SlackStandIn, folder: Path) -> Desk:
    """Another process on the same folder and ledger."""
    desk = office_desk(slack, folder)
    async with answering(slack, desk) as bot:
        await telling.resume(desk)
        await bot.door.finish(5)
    return desk


async def test_a_crash_between_two_people_tells_the_rest_after_the_start(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    desk = office_desk(slack, tmp_path)
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        people = more_people(bot, 3, LEAN)
        post = await edited(bot, LEAN, claim=CLAIM)
    ledger = ledger_of(desk)
    assert ledger.notices.decide([1], "sending", "U0CHIEF") == (1,)
    ledger.notices.due([1], {each: [LEAN] for each in people})
    first = ledger.notices.unsent()[0]
    assert ledger.notices.claim(first.id)
    ledger.notices.told(first.id)
    await restarted(slack, tmp_path)
    assert [len(got(bot, each)) for each in people] == [0, 1, 1]
    assert "3 told." in words(now_at_the_desk(bot, post))
    await restarted(slack, tmp_path)
    assert [len(got(bot, each)) for each in people] == [0, 1, 1]


async def test_a_crash_before_anybody_was_put_down_tells_them_all(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    desk = office_desk(slack, tmp_path)
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        await shown(bot, LEAN)
        await edited(bot, LEAN, claim=CLAIM)
    ledger_of(desk).notices.decide([1], "sending", "U0CHIEF")
    await restarted(slack, tmp_path)
    assert len(got(bot, "reporter")) == 1


async def test_what_was_not_asked_before_a_crash_is_asked_after_the_start(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    desk = office_desk(slack, tmp_path, fact_desk_channel="C0SECRET")
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        await shown(bot, LEAN)
        await bot.slack.command("editor", "newsroom", "/facts", f"edit {LEAN}")
        await bot.slack.submit("editor", await bot.slack.next_view("editor"), {"claim": CLAIM})
    assert bot.slack.visible("chief", DESK_CHANNEL) == []
    again = await restarted(slack, tmp_path)
    (post,) = bot.slack.visible("chief", DESK_CHANNEL)
    assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]
    await restarted(slack, tmp_path)
    assert len(bot.slack.visible("chief", DESK_CHANNEL)) == 1
    assert [each.ts for each in ledger_of(again).notices.open()] == [post.ts]


async def test_where_the_desk_was_told_and_has_not_decided_a_start_asks_nothing_anew(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    desk = office_desk(slack, tmp_path)
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        await shown(bot, LEAN)
        await edited(bot, LEAN, claim=CLAIM)
    await restarted(slack, tmp_path)
    assert len(bot.slack.visible("chief", DESK_CHANNEL)) == 1


async def test_no_word_of_a_change_or_a_reason_is_in_the_log(slack: SlackStandIn, tmp_path: Path) -> None:
    log, records = a_log()
    desk = office_desk(slack, tmp_path, log=log)
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        await shared(bot, LEAN)
        await on_record(desk, [LEAN], "U0REPORTER")
        await tell(bot, await edited(bot, LEAN, claim=CLAIM, why="zyzzyva"))
    lines = [*records.lines, *bot.records.lines]
    assert "notice 1: 1 told, 0 not reached, 1 cards corrected, 0 not" in lines
    assert not [line for line in lines if "zyzzyva" in line or "centimeters" in line]
