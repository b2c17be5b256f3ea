"""Questions to the fact desk, from the button to the answer: the real bot, a ledger, Slack's side played."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest

from bot import logs
from bot.ledger import Group, open_ledger
from bot.playground.acts import Outcome
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack.desk import Desk, edition
from tests.slack.bots import Bot, Mode, answering, buttons, desk_of, is_card, posted, without, words
from tests.slack.offices import NOW, RULES, ledger_of, office_desk

QUESTION: Final = "weather in paris"  # nothing on file
LIKE_IT: Final = "what's the weather in Paris?"
UNSURE: Final = "tower"
LEAN: Final = "tower-lean"
HOSTILE: Final = "<!channel> *weather* `paris` <http://evil.example|x> \u202etxt"
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


async def form(bot: Bot, text: str = QUESTION, user: str = "reporter") -> View:
    """What “Ask the fact desk” opens."""
    assert (await bot.slack.press(user, await bot.asks(text, user=user), "ask_desk")).error is None
    return await bot.slack.next_view(user)


async def asked(bot: Bot, text: str = QUESTION, user: str = "reporter", typed: str | None = None) -> str:
    """Put a question to the desk; what the window then says."""
    view = await form(bot, text, user)
    return await seen(
        bot, user, await bot.slack.submit(user, view, {} if typed is None else {"question": typed})
    )


async def seen(bot: Bot, user: str, outcome: Outcome) -> str:
    """The words of the window after a submit, also where they came later than the ack."""
    assert outcome.error is None, outcome.problems
    if outcome.view is not None and "Still checking" in words(outcome.view):
        await bot.door.finish(20)
    view = bot.slack.view(user)
    assert view is not None
    return words(view)


def posts(bot: Bot) -> list[Message]:
    """What stands in the desk's channel."""
    return [each for each in bot.slack.visible("editor", CHANNEL) if not each.ephemeral]


async def pressed(bot: Bot, action: str, user: str = "editor") -> View:
    """The form that a press on the desk's one post opens."""
    (post,) = posts(bot)
    assert (await bot.slack.press(user, post, action)).error is None
    return await bot.slack.next_view(user)


async def told(bot: Bot, user: str = "reporter") -> Message:
    """The next private message to this person."""
    return await bot.slack.next_message(
        user, bot.slack.workspace.direct(bot.slack.workspace.user(user).id).id
    )


def groups(desk: Desk) -> tuple[Group, ...]:
    return ledger_of(desk).questions.groups(None)


async def settled(bot: Bot, what: str) -> str:
    """The desk's one post, once it says so."""

    def found() -> str | None:
        (post,) = posts(bot)
        return words(post) if what in words(post) else None

    return await bot.slack.until(found)


# ── The whole way, either way


async def test_a_question_is_asked_posted_and_answered_with_a_fact(either: Bot, desk: Desk) -> None:
    assert "Sent" in await asked(either)
    (post,) = posts(either)
    assert QUESTION in words(post)
    assert buttons(post) == ["question_answer", "question_close"]
    view = await pressed(either, "question_answer")
    found = await either.slack.suggest("editor", view, "fact", "tower lean")
    assert found.options[0]["value"] == LEAN
    outcome = await either.slack.submit("editor", view, {"fact": LEAN, "note": "The nearest we have."})
    assert "Everybody who asked" in await seen(either, "editor", outcome)
    card = await told(either)
    assert is_card(card, LEAN)
    for part in (QUESTION, "The nearest we have."):
        assert part in words(card)
    now = await settled(either, "1 of 1 reporter told")
    assert LEAN in now
    (group,) = groups(desk)
    assert (group.state, group.fact, group.by, group.note) == (
        "answered",
        LEAN,
        "U0EDITOR",
        "The nearest we have.",
    )


# ── Where the button stands


@pytest.mark.parametrize(("text", "there"), [(QUESTION, True), (UNSURE, True), (f"show {LEAN}", False)])
async def test_what_was_not_found_can_be_put_to_the_desk(bot: Bot, text: str, *, there: bool) -> None:
    assert ("ask_desk" in buttons(await bot.asks(text))) is there


async def test_none_of_these_offers_it_too_with_the_question(bot: Bot) -> None:
    choice = await bot.asks(UNSURE)
    await bot.slack.press("reporter", choice, "pick_none")
    change = await bot.slack.next_change("reporter", "newsroom")
    await bot.slack.press("reporter", change.message, "ask_desk")
    view = await bot.slack.next_view("reporter")
    assert view.text("question") == UNSURE


@pytest.mark.parametrize("office", [True, False])
async def test_there_is_no_button_without_a_ledger_or_a_channel(
    slack: SlackStandIn, tmp_path: Path, *, office: bool
) -> None:
    alone = office_desk(slack, tmp_path, fact_desk_channel=None)
    desk = alone if office else desk_of(slack, alone.edition)
    async with answering(slack, desk) as bot:
        for text in (QUESTION, UNSURE):
            answer = await bot.asks(text)
            assert "ask_desk" not in buttons(answer)
            assert text not in json.dumps(
                [each.get("value") for block in answer.blocks for each in block.get("elements", [])]
            )


# ── What is stored, and when


async def test_nothing_is_stored_or_posted_before_the_form_is_submitted(bot: Bot, desk: Desk) -> None:
    view = await form(bot)
    assert view.text("question") == QUESTION
    assert "Close this window and nothing is kept" in words(view)
    await bot.slack.fill("reporter", view, {"question": "something else"})
    await bot.slack.close("reporter", view)
    assert groups(desk) == ()
    assert posts(bot) == []
    assert b"paris" not in (desk_file(desk)).read_bytes()


def desk_file(desk: Desk) -> Path:
    """The ledger's file, to look for words in."""
    copy = Path(desk.open_office.store.documents or "").parents[1] / "copy.db"
    ledger_of(desk).backup(copy)
    return copy


async def test_what_is_stored_is_what_stands_in_the_field(bot: Bot, desk: Desk) -> None:
    await asked(bot, typed="weather in  rome\non monday")
    (group,) = groups(desk)
    assert group.texts == ("weather in rome on monday",)
    assert (group.users, group.asked_at) == (("U0REPORTER",), NOW)
    assert "weather in paris" not in json.dumps([post.blocks for post in posts(bot)])
    assert b"paris" not in desk_file(desk).read_bytes()


async def test_a_question_of_which_nothing_can_be_seen_is_sent_back(bot: Bot, desk: Desk) -> None:
    outcome = await bot.slack.submit("reporter", await form(bot), {"question": "\u200b \u200b"})
    assert outcome.view is not None
    assert "no question" in outcome.view.errors["question"]
    assert groups(desk) == ()


async def test_a_form_delivered_twice_is_one_question_and_one_post(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    (submission,) = [
        payload
        for frame in bot.slack.sent
        if (payload := frame.body.get("payload", {})).get("type") == "view_submission"
    ]
    await bot.hears(submission)
    (group,) = groups(desk)
    assert group.count == 1
    assert len(posts(bot)) == 1


async def test_a_question_is_kept_when_the_channel_cannot_be_reached(bot: Bot, desk: Desk) -> None:
    bot.slack.faults.refuse("chat.postMessage", "channel_not_found")
    assert "could not be reached" in await asked(bot)
    (group,) = groups(desk)
    assert (group.texts, group.ts) == ((QUESTION,), "")
    assert "Sent" in await asked(bot, LIKE_IT, "chief")
    (post,) = posts(bot)
    assert "Asked twice" in words(post)


# ── Asked again


async def test_the_same_question_again_stands_in_the_same_post(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    await asked(bot, LIKE_IT, "chief")
    await asked(bot, QUESTION, "chief")
    (group,) = groups(desk)
    assert (group.count, group.users) == (3, ("U0REPORTER", "U0CHIEF"))
    (post,) = posts(bot)
    for part in ("Asked 3 times", QUESTION, LIKE_IT):
        assert part in words(post)


async def test_two_who_ask_the_same_at_once_get_one_post(bot: Bot, desk: Desk) -> None:
    first, second = await form(bot), await form(bot, LIKE_IT, "chief")
    await asyncio.gather(bot.slack.submit("reporter", first), bot.slack.submit("chief", second))
    (post,) = posts(bot)
    assert "Asked twice" in words(post)
    assert len(groups(desk)) == 1


async def test_everybody_who_asked_is_told_once(bot: Bot) -> None:
    await asked(bot)
    await asked(bot, LIKE_IT, "chief")
    await asked(bot, QUESTION, "chief")
    await bot.slack.submit("editor", await pressed(bot, "question_answer"), {"fact": LEAN})
    assert is_card(await told(bot), LEAN)
    theirs = words(await told(bot, "chief"))
    assert LIKE_IT in theirs
    assert "2 of 2 reporters told" in await settled(bot, "told")
    direct = {bot.slack.workspace.direct(user).id for user in ("U0REPORTER", "U0CHIEF")}
    sent = [each for each in posted(bot.slack, "chat.postMessage") if each["channel"] != "C0FACTDESK"]
    assert len(sent) == 2
    assert {each["channel"] for each in sent} <= direct | {"U0REPORTER", "U0CHIEF"}


async def test_whoever_got_the_fact_is_told_when_it_changes(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    await bot.slack.submit("editor", await pressed(bot, "question_answer"), {"fact": LEAN})
    await settled(bot, "1 of 1")
    readers = ledger_of(desk).shown.readers([LEAN], RULES.notify_days, {LEAN: "another version"})
    assert readers == {"U0REPORTER": frozenset({LEAN})}


# ── Closing


async def test_a_closed_question_tells_its_asker_why(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    await bot.slack.submit("editor", await pressed(bot, "question_close"), {"note": "No source says so."})
    message = words(await told(bot))
    for part in ("can't answer", QUESTION, "No source says so."):
        assert part in message
    assert "Closed without an answer" in await settled(bot, "1 of 1")
    assert [each.state for each in groups(desk)] == ["closed"]


# ── Who may, and who comes second


@pytest.mark.parametrize("action", ["question_answer", "question_close"])
async def test_who_is_taken_out_of_the_group_can_neither_press_nor_submit(
    bot: Bot, desk: Desk, action: str
) -> None:
    await asked(bot)
    view = await pressed(bot, action)
    usergroups = bot.slack.workspace.usergroups
    usergroups["S0EDITORS"] = dataclasses.replace(usergroups["S0EDITORS"], users=())
    bot.slack.clock.advance(61)
    outcome = await bot.slack.submit("editor", view, {"fact": LEAN} if action == "question_answer" else {})
    assert outcome.view is not None
    assert "Only the fact desk's editors" in " ".join(outcome.view.errors.values())
    await bot.slack.press("chief", posts(bot)[0], action)
    assert "Only the fact desk's editors" in words(await bot.slack.next_message("chief", CHANNEL))
    assert [each.state for each in groups(desk)] == ["open"]


async def test_the_second_editor_hears_that_it_is_answered_already(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    first, second = await pressed(bot, "question_answer"), await pressed(bot, "question_answer", "chief")
    await bot.slack.submit("editor", first, {"fact": LEAN})
    outcome = await bot.slack.submit("chief", second, {"fact": "tower-cracks"})
    assert outcome.view is not None
    assert f"answered already, with “{LEAN}”" in " ".join(outcome.view.errors.values())
    assert [each.fact for each in groups(desk)] == [LEAN]
    await told(bot)
    with pytest.raises(TimeoutError):
        await bot.slack.next_message("reporter", "D0REPORTER", within=0.3)


async def test_two_editors_who_submit_at_once_tell_the_asker_once(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    first, second = await pressed(bot, "question_answer"), await pressed(bot, "question_close", "chief")
    await asyncio.gather(bot.slack.submit("editor", first, {"fact": LEAN}), bot.slack.submit("chief", second))
    await told(bot)
    with pytest.raises(TimeoutError):
        await bot.slack.next_message("reporter", "D0REPORTER", within=0.3)
    assert groups(desk)[0].state in ("answered", "closed")


@pytest.mark.parametrize("action", ["question_answer", "question_close"])
async def test_a_question_that_was_removed_says_so(bot: Bot, tmp_path: Path, action: str) -> None:
    await asked(bot)
    view = await pressed(bot, action)
    later = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", lambda: NOW.replace(year=2032))
    later.purge(RULES.keep_days, RULES.notify_days)
    later.close()
    outcome = await bot.slack.submit("editor", view, {"fact": LEAN} if action == "question_answer" else {})
    assert outcome.view is not None
    assert "no longer kept" in " ".join(outcome.view.errors.values())
    await bot.slack.press("chief", posts(bot)[0], action)
    assert "no longer kept" in words(await bot.slack.next_message("chief", CHANNEL))


async def test_a_fact_that_went_off_file_meanwhile_is_no_answer(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    view = await pressed(bot, "question_answer")
    await bot.slack.fill("editor", view, {"fact": LEAN})
    desk.edition = edition(without(desk.edition.file, LEAN))
    outcome = await bot.slack.submit("editor", view)
    assert outcome.view is not None
    assert "no longer on file" in outcome.view.errors["fact"]
    assert [each.state for each in groups(desk)] == ["open"]


# ── From App Home


async def test_an_editor_answers_from_app_home(bot: Bot) -> None:
    await asked(bot)
    await bot.slack.open_home("editor")
    home = await bot.slack.next_home("editor")
    await bot.slack.act("editor", home, "question_answer")
    view = await bot.slack.next_view("editor")
    assert QUESTION in words(view)
    await bot.slack.submit("editor", view, {"fact": LEAN})
    assert is_card(await told(bot), LEAN)
    await settled(bot, "Answered")


# ── The question as a way to ask


async def test_a_ticked_question_becomes_a_way_to_ask_for_the_fact(bot: Bot, desk: Desk) -> None:
    await asked(bot)
    view = await pressed(bot, "question_answer")
    (box,) = [block["element"] for block in view.blocks if block.get("block_id") == "asked_as"]
    values = {"fact": LEAN, "asked_as": [box["options"][0]["value"]]}
    assert "was added" in await seen(bot, "editor", await bot.slack.submit("editor", view, values))
    await told(bot)
    assert desk.edition.file.facts[LEAN].asked_as[-1] == QUESTION
    assert is_card(await bot.asks(QUESTION), LEAN)
    (entry, *_) = ledger_of(desk).revisions.history(LEAN)
    assert (entry.revision.signature.name, entry.revision.signature.how) == ("Eddie Editor", "slack")


async def test_a_way_to_ask_that_is_refused_is_reported_and_the_answer_stands(bot: Bot, desk: Desk) -> None:
    other = next(
        each for key, fact in desk.edition.file.facts.items() if key != LEAN for each in fact.asked_as
    )
    await asked(bot, typed=other)
    view = await pressed(bot, "question_answer")
    (box,) = [block["element"] for block in view.blocks if block.get("block_id") == "asked_as"]
    before = desk.edition.file.edition
    values = {"fact": LEAN, "asked_as": [box["options"][0]["value"]]}
    assert "was not added" in await seen(bot, "editor", await bot.slack.submit("editor", view, values))
    assert is_card(await told(bot), LEAN)
    assert desk.edition.file.edition == before


# ── Typed words


async def test_hostile_words_are_text_wherever_they_stand(bot: Bot) -> None:
    await asked(bot, typed=HOSTILE)
    view = await pressed(bot, "question_answer")
    await bot.slack.submit("editor", view, {"fact": LEAN, "note": HOSTILE})
    card = words(await told(bot))
    assert "<!channel> *weather* `paris`" in card
    assert "\u202e" not in card
    assert "\u202e" not in await settled(bot, "told")
    # That nothing of it was live is what `answering` looks for at its end, in all that was sent.


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
    async with answering(slack, office_desk(slack, tmp_path, log=log), log=log) as bot:
        slack.faults.refuse("chat.postMessage", "channel_not_found")
        await asked(bot, "canaryquestion one")
        await asked(bot, "canaryquestion one")
        view = await pressed(bot, "question_answer")
        slack.faults.refuse("chat.postMessage", "cannot_dm_bot")
        (box,) = [block["element"] for block in view.blocks if block.get("block_id") == "asked_as"]
        values = {"fact": LEAN, "note": "canarynote", "asked_as": [box["options"][0]["value"]]}
        await slack.submit("editor", view, values)
        await settled(bot, "told")
        await asked(bot, "canaryquestion two of them")
        await slack.submit("editor", await slack_form(bot), {"note": "canarynote"})
        await told(bot)
    assert "outcome=answered 1" in output.getvalue()
    assert "canary" not in output.getvalue()


async def slack_form(bot: Bot) -> View:
    await bot.slack.press("editor", posts(bot)[-1], "question_close")
    return await bot.slack.next_view("editor")
