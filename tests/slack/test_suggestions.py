"""Suggested changes, from a card's button to what the reporter is told: the real bot and a ledger."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from bot import logs
from bot.ledger import Proposal
from bot.playground.acts import Outcome
from bot.playground.elements import Given
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack import suggestion_handlers
from bot.slack.desk import Desk, edition
from tests.slack.bots import Bot, Mode, answering, buttons, desk_of, without, words
from tests.slack.offices import ledger_of, office_desk, with_approvals

LEAN: Final = "tower-lean"
CLAIM: Final = 'The Public Works Office said the clock tower leans "more than 12 centimeters to the east."'
WRONG: Final = "The second sentence is not needed."
SOURCE: Final = "https://courier.example/2031/05/09"
HOSTILE: Final = "<!channel> *leans* `so` <http://evil.example|x> \u202etxt"
CHANNEL: Final = "fact-desk"
NOISY: Final = ("slack_sdk", "slack_bolt", "aiohttp", "asyncio", "sqlalchemy", "bot", "")


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    return office_desk(slack, tmp_path)


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk) as running:
        yield running


@pytest.fixture
async def either(slack: SlackStandIn, desk: Desk, mode: Mode) -> AsyncIterator[Bot]:
    async with answering(slack, desk, mode) as running:
        yield running


async def form(bot: Bot, user: str = "reporter") -> View:
    """What “Suggest a change” opens on a fact's card."""
    assert (await bot.slack.press(user, await bot.asks(f"show {LEAN}", user=user), "suggest")).error is None
    return await bot.slack.next_view(user)


async def suggested(bot: Bot, values: Mapping[str, Given] | None = None, user: str = "reporter") -> str:
    """Suggest a change; what the window then says."""
    return await seen(
        bot,
        user,
        await bot.slack.submit(user, await form(bot, user), values or {"wrong": WRONG, "claim": CLAIM}),
    )


async def seen(bot: Bot, user: str, outcome: Outcome) -> str:
    """The words of the window after a submit, also where they came later than the ack."""
    assert outcome.error is None, outcome.problems
    if outcome.view is not None and "Still checking" in words(outcome.view):
        await bot.door.finish(20)
    view = bot.slack.view(user)
    assert view is not None
    return words(view)


def errors(outcome: Outcome) -> str:
    assert outcome.view is not None
    return " ".join(outcome.view.errors.values())


def posts(bot: Bot) -> list[Message]:
    """What stands in the desk's channel, on suggestions."""
    return [
        each
        for each in bot.slack.visible("editor", CHANNEL)
        if not each.ephemeral and "suggest" in words(each)
    ]


async def pressed(bot: Bot, action: str, user: str = "editor") -> View:
    (post,) = posts(bot)
    assert (await bot.slack.press(user, post, action)).error is None
    return await bot.slack.next_view(user)


async def told(bot: Bot, user: str = "U0REPORTER") -> str:
    """The next private message to this person."""
    return words(await bot.slack.next_message(user, bot.slack.workspace.direct(user).id))


async def no_more(bot: Bot) -> None:
    """Nothing else is said to the reporter."""
    await bot.door.finish(5)
    with pytest.raises(TimeoutError):
        await bot.slack.next_message("reporter", "D0REPORTER", within=0.1)


def kept(desk: Desk, number: int = 1) -> Proposal | None:
    return ledger_of(desk).proposals.get(number)


# ── The whole way, either way


async def test_a_suggestion_is_accepted_saved_and_its_reporter_told(either: Bot, desk: Desk) -> None:
    with_approvals(desk, 0)
    values = {"wrong": WRONG, "claim": CLAIM, "source": SOURCE}
    assert "Sent" in await suggested(either, values)
    (post,) = posts(either)
    for part in (WRONG, CLAIM, SOURCE, desk.edition.file.facts[LEAN].claim):
        assert part in words(post)
    assert buttons(post) == ["suggestion_accept", "suggestion_decline"]
    view = await pressed(either, "suggestion_accept")
    assert view.text("claim") == CLAIM
    assert view.text("why") == "Suggested by a reporter"
    assert [each.state for each in ledger_of(desk).proposals.open("suggestion")] == ["open"]
    assert "served" in await seen(either, "editor", await either.slack.submit("editor", view, {}))
    assert "taken up" in await told(either)
    assert desk.edition.file.facts[LEAN].claim == CLAIM
    made = kept(desk)
    assert made is not None
    assert (made.state, made.decided_by) == ("accepted", "U0EDITOR")
    (now,) = [each for each in either.slack.visible("editor", CHANNEL) if each.ts == post.ts]
    assert buttons(now) == []
    assert "Accepted" in words(now)


async def test_a_declined_suggestion_tells_its_reporter_why(either: Bot, desk: Desk) -> None:
    await suggested(either)
    view = await pressed(either, "suggestion_decline", "chief")
    assert WRONG in words(view)
    assert "stays as it is" in await seen(
        either, "chief", await either.slack.submit("chief", view, {"reason": "No source."})
    )
    message = await told(either)
    for part in ("declined", LEAN, WRONG, "No source."):
        assert part in message
    (post,) = posts(either)
    assert buttons(post) == []
    assert "No source." in words(post)
    made = kept(desk)
    assert made is not None
    assert (made.state, made.decided_by) == ("declined", "U0CHIEF")


async def test_a_reason_may_be_left_out(bot: Bot) -> None:
    await suggested(bot)
    await bot.slack.submit("editor", await pressed(bot, "suggestion_decline"), {})
    assert "Why" not in await told(bot)


# ── Where the button stands


async def test_the_button_stands_on_a_private_card_and_on_a_shared_one(bot: Bot) -> None:
    card = await bot.asks(f"show {LEAN}")
    assert "suggest" in buttons(card)
    await bot.slack.press("reporter", card, "share")
    shared = await bot.slack.next_message("editor", "newsroom")
    assert "suggest" in buttons(shared)
    await bot.slack.press("editor", shared, "suggest")
    assert LEAN in words(await bot.slack.next_view("editor"))


async def test_there_is_no_button_where_nothing_is_kept(slack: SlackStandIn, desk: Desk) -> None:
    async with answering(slack, desk_of(slack, desk.edition)) as bot:
        assert "suggest" not in buttons(await bot.asks(f"show {LEAN}"))


async def test_the_button_of_an_older_card_opens_the_fact_as_it_stands(bot: Bot, desk: Desk) -> None:
    card = await bot.asks(f"show {LEAN}")
    desk.edition = edition(without(desk.edition.file, "tower-cracks"))
    await bot.slack.press("reporter", card, "suggest")
    assert desk.edition.file.facts[LEAN].claim in words(await bot.slack.next_view("reporter"))
    await bot.slack.close("reporter", await form(bot))
    desk.edition = edition(without(desk.edition.file, LEAN))
    await bot.slack.press("reporter", card, "suggest")
    assert "no longer on file" in words(await bot.slack.next_message("reporter", "newsroom"))


# ── What is stored, and when


async def test_nothing_is_stored_or_posted_before_the_form_is_submitted(bot: Bot, desk: Desk) -> None:
    view = await form(bot)
    assert "Close this window and nothing is kept" in words(view)
    await bot.slack.fill("reporter", view, {"wrong": WRONG})
    await bot.slack.close("reporter", view)
    assert kept(desk) is None
    assert posts(bot) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wrong": "\u200b \u200b"}, "wrong"),
        ({"wrong": WRONG, "source": "javascript:alert(1)"}, "source"),
        ({"wrong": WRONG, "source": "ftp://courier.example/1"}, "source"),
        ({"wrong": WRONG, "source": "https://user@courier.example"}, "source"),
        ({"wrong": WRONG, "source": "https://courier.example/a b"}, "source"),
        ({"wrong": WRONG, "source": "the Courier"}, "source"),
    ],
)
async def test_what_cannot_be_used_is_sent_back_at_its_field(
    bot: Bot, desk: Desk, values: dict[str, str], field: str
) -> None:
    outcome = await bot.slack.submit("reporter", await form(bot), values)
    assert outcome.view is not None
    assert list(outcome.view.errors) == [field]
    assert kept(desk) is None


async def test_a_form_delivered_twice_is_one_suggestion_and_one_post(bot: Bot, desk: Desk) -> None:
    await suggested(bot)
    (submission,) = [
        payload
        for frame in bot.slack.sent
        if (payload := frame.body.get("payload", {})).get("type") == "view_submission"
    ]
    await bot.hears(submission)
    assert kept(desk, 2) is None
    assert len(posts(bot)) == 1


async def test_a_suggestion_is_kept_when_the_channel_cannot_be_reached(bot: Bot, desk: Desk) -> None:
    bot.slack.faults.refuse("chat.postMessage", "channel_not_found")
    assert "could not be reached" in await suggested(bot)
    made = kept(desk)
    assert made is not None
    assert (made.state, made.ts, made.by) == ("open", "", "U0REPORTER")
    await bot.slack.open_home("editor")
    home = await bot.slack.next_home("editor")
    await bot.slack.act("editor", home, "suggestion_decline")
    await bot.slack.submit("editor", await bot.slack.next_view("editor"), {})
    assert "declined" in await told(bot)


# ── Who may, and who comes second


@pytest.mark.parametrize("action", ["suggestion_accept", "suggestion_decline"])
async def test_only_an_editor_decides(bot: Bot, desk: Desk, action: str) -> None:
    await suggested(bot)
    view = await pressed(bot, action)
    groups = bot.slack.workspace.usergroups
    groups["S0EDITORS"] = dataclasses.replace(groups["S0EDITORS"], users=())
    bot.slack.clock.advance(61)
    assert "Only the fact desk's editors" in errors(await bot.slack.submit("editor", view, {}))
    await bot.slack.press("chief", posts(bot)[0], action)
    assert "Only the fact desk's editors" in words(await bot.slack.next_message("chief", CHANNEL))
    made = kept(desk)
    assert made is not None
    assert made.state == "open"


async def test_the_second_editor_hears_that_it_is_decided_already(bot: Bot) -> None:
    await suggested(bot)
    first, second = (
        await pressed(bot, "suggestion_decline"),
        await pressed(bot, "suggestion_decline", "chief"),
    )
    await bot.slack.submit("editor", first, {"reason": "No source."})
    assert "declined already" in errors(await bot.slack.submit("chief", second, {"reason": "Other."}))
    assert "No source." in await told(bot)
    await no_more(bot)


async def test_two_editors_who_decline_at_once_tell_the_reporter_once(bot: Bot) -> None:
    await suggested(bot)
    first, second = (
        await pressed(bot, "suggestion_decline"),
        await pressed(bot, "suggestion_decline", "chief"),
    )
    await asyncio.gather(bot.slack.submit("editor", first), bot.slack.submit("chief", second))
    await told(bot)
    await no_more(bot)


async def test_a_suggestion_that_was_forgotten_says_so(bot: Bot, desk: Desk) -> None:
    await suggested(bot)
    view = await pressed(bot, "suggestion_decline")
    ledger_of(desk).forget("U0REPORTER")
    assert "no longer kept" in errors(await bot.slack.submit("editor", view, {}))
    await bot.slack.press("chief", posts(bot)[0], "suggestion_accept")
    assert "no longer kept" in words(await bot.slack.next_message("chief", CHANNEL))


# ── Accepting


async def test_a_weighty_change_of_a_suggestion_waits_for_a_second_editor(bot: Bot, desk: Desk) -> None:
    before = desk.edition.file.facts[LEAN].claim
    await suggested(bot)
    view = await pressed(bot, "suggestion_accept")
    assert "another editor approves" in await seen(bot, "editor", await bot.slack.submit("editor", view, {}))
    assert "second editor" in await told(bot)
    assert desk.edition.file.facts[LEAN].claim == before


async def test_an_accepted_suggestion_that_is_not_saved_stays_open(bot: Bot, desk: Desk) -> None:
    await suggested(bot)
    view = await pressed(bot, "suggestion_accept")
    await bot.slack.close("editor", view)
    made = kept(desk)
    assert made is not None
    assert made.state == "open"
    await no_more(bot)


async def test_accepting_twice_tells_the_reporter_once(bot: Bot, desk: Desk) -> None:
    await suggested(bot)
    for _ in range(2):
        await suggestion_handlers.accepted(desk, 1, "U0EDITOR")
    await suggestion_handlers.accepted(desk, 99, "U0EDITOR")
    assert "taken up" in await told(bot)
    await no_more(bot)


async def test_a_fact_that_went_off_file_can_only_be_declined(bot: Bot, desk: Desk) -> None:
    await suggested(bot)
    desk.edition = edition(without(desk.edition.file, LEAN))
    await bot.slack.press("editor", posts(bot)[0], "suggestion_accept")
    assert "no longer on file" in words(await bot.slack.next_message("editor", CHANNEL))
    await bot.slack.submit("editor", await pressed(bot, "suggestion_decline"), {})
    assert "declined" in await told(bot)


# ── Typed words


async def test_hostile_words_are_text_wherever_they_stand(bot: Bot) -> None:
    await suggested(bot, {"wrong": HOSTILE, "claim": HOSTILE, "source": SOURCE})
    (post,) = posts(bot)
    assert words(post).count("<!channel> *leans* `so`") == 2
    await bot.slack.submit("editor", await pressed(bot, "suggestion_decline"), {"reason": HOSTILE})
    message = await told(bot)
    assert message.count("<!channel> *leans* `so`") == 2
    assert "\u202e" not in message + words(post)
    # That nothing of it was live is what `answering` looks for at its end, in all that was sent.


async def test_the_forms_carry_ids_alone(bot: Bot) -> None:
    view = await form(bot)
    assert json.loads(view.content["private_metadata"]) == {"fact": LEAN}
    await bot.slack.submit("reporter", view, {"wrong": WRONG, "claim": CLAIM})
    decline = await pressed(bot, "suggestion_decline")
    assert json.loads(decline.content["private_metadata"]) == {"suggestion": 1}


@pytest.fixture(params=["text", "json"])
def output(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG, as the bot writes it; the tree is as before afterwards."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in NOISY}
    stream = io.StringIO()
    logs.set_up("DEBUG", request.param, stream)
    try:
        yield stream
    finally:
        root.handlers = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


async def test_nothing_that_was_typed_is_in_any_log(
    slack: SlackStandIn, tmp_path: Path, output: io.StringIO
) -> None:
    log = logging.getLogger("bot")
    typed = {"wrong": "canarywrong", "claim": "Canaryclaim.", "source": "https://canary.example/"}
    async with answering(slack, office_desk(slack, tmp_path, log=log), log=log) as bot:
        slack.faults.refuse("chat.postMessage", "channel_not_found")
        await suggested(bot, typed)
        await suggested(bot, typed)
        await slack.submit("reporter", await form(bot), typed | {"source": "canary"})
        view = await pressed(bot, "suggestion_decline")
        slack.faults.refuse("chat.postMessage", "cannot_dm_bot")
        await slack.submit("editor", view, {"reason": "canaryreason"})
        await bot.door.finish(5)
    assert "outcome=declined 2" in output.getvalue()
    assert "canary" not in output.getvalue().lower()
