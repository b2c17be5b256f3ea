"""The draft check on every surface, over a socket and over signed HTTP, on the real fact file."""

from __future__ import annotations

import asyncio
import re
import time

import pytest

from bot.check import MAX_DRAFT
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack.modals import MAX_FIELD
from tests.slack.bots import COMMAND, Bot, Json, acks, addresses, buttons, pieces, posted, words

WRONG = "Cho Tae-yul is the head of South Korea's National Intelligence Service."
RIGHT = "Cho Tae-yong is the head of South Korea's National Intelligence Service."
KEPT = "neither logged nor stored"
LIVE = "<!channel> @everyone *x* <http://evil|ok> said “more than 3,000 killed”."


def finds_the_name(shown: str) -> bool:
    return "Name: " in shown and "“Cho Tae-yul”" in shown and "nis-chief" in shown and KEPT in shown


async def form_of(slack: SlackStandIn, user: str = "reporter") -> View:
    outcome = await slack.shortcut(user, "check_draft")
    assert outcome.error is None
    return await slack.next_view(user)


async def checked(slack: SlackStandIn, draft: str, user: str = "reporter") -> View:
    """What lies on the form once this is submitted."""
    outcome = await slack.submit(user, await form_of(slack, user), {"draft": draft})
    assert outcome.error is None
    assert outcome.view is not None
    return outcome.view


# ── The command, a mention, a direct message


async def test_a_draft_behind_the_command_is_answered_in_the_ack_and_privately(bot: Bot) -> None:
    card = await bot.asks(f"check {WRONG}")
    assert card.ephemeral
    assert finds_the_name(words(card))
    assert buttons(card) == []
    assert not posted(bot.slack)
    assert bot.slack.visible("editor", "newsroom") == []


async def test_a_problem_opens_its_source_at_the_words(bot: Bot) -> None:
    hosts = ("https://koreajoongangdaily.joins.com/", "https://www.aljazeera.com/")
    shown = addresses(
        await bot.asks("check More than 3,000 North Korean soldiers were killed, the NIS said.")
    )
    assert shown
    assert all(each.startswith(hosts) for each in shown)


async def test_a_clean_sentence_says_so_briefly_with_what_it_was_checked_against(bot: Bot) -> None:
    said = words(await bot.asks(f"check {RIGHT}"))
    assert "No problem" in said
    assert "nis-chief" in said
    assert len(said) < 300


async def test_a_draft_keeps_its_lines_and_its_letters(bot: Bot) -> None:
    said = words(await bot.asks(f"CHECK\n{WRONG}\n\nIt rained in London."))
    assert finds_the_name(said)
    assert "in 2 sentences" in said
    assert "It rained in London." in said.splitlines()[-2]


@pytest.mark.parametrize("text", ["check", " Check ", "check \u00a0 "])
async def test_nothing_to_check_is_explained(bot: Bot, text: str) -> None:
    answer = await bot.asks(text)
    assert answer.text == "How to check a draft"
    assert f"{COMMAND} check" in words(answer)


async def test_the_help_names_the_check(bot: Bot) -> None:
    assert f"{COMMAND} check" in words(await bot.asks("help"))


async def test_a_question_too_long_is_pointed_to_the_check(bot: Bot) -> None:
    said = words(await bot.asks("casualties ".ljust(301, "x")))
    assert "a question has at most 300. Ask for one fact in a few words, such as “casualties”; " in said
    assert f"goes behind {COMMAND} check." in said


async def test_a_draft_in_a_mention_is_answered_privately(bot: Bot) -> None:
    await bot.slack.mention("reporter", "newsroom", f"check {WRONG}")
    answer = await bot.slack.next_message("reporter", "newsroom")
    assert answer.ephemeral
    assert finds_the_name(words(answer))


async def test_a_draft_in_a_direct_message_is_answered_there(bot: Bot) -> None:
    await bot.slack.direct_message("reporter", f"check {WRONG}")
    assert finds_the_name(words(await bot.slack.next_message("reporter", "D0REPORTER")))


@pytest.mark.parametrize(("length", "taken"), [(MAX_DRAFT, True), (MAX_DRAFT + 1, False)])
async def test_a_draft_has_at_most_twelve_thousand_characters(bot: Bot, length: int, *, taken: bool) -> None:
    draft = f"{WRONG} It rained. ".ljust(length, "x")
    said = words(await bot.asks(f"check {draft}"))
    if "Still" in said:
        said = words(await bot.slack.next_message("reporter", "newsroom", within=30))
    assert (f"{length:,} characters; a draft has at most {MAX_DRAFT:,}" in said) is not taken
    assert finds_the_name(said) is taken


# ── The shortcut on a message


async def test_a_message_in_a_channel_is_checked_in_a_window_that_only_the_person_sees(bot: Bot) -> None:
    slack = bot.slack
    message = await slack.write("editor", "politics", WRONG)  # the bot is no member there
    assert (await slack.message_shortcut("reporter", message, "check_message")).error is None
    view = await slack.next_view("reporter")
    assert view.title == "Check a draft"
    assert finds_the_name(words(view))
    assert slack.view("editor") is None
    assert slack.visible("reporter", "politics") == [message]
    assert (await slack.close("reporter", view)).view is None


async def test_a_message_in_a_thread_is_checked_as_well(bot: Bot) -> None:
    slack = bot.slack
    root = await slack.write("editor", "newsroom", "Draft, please check.")
    reply = await slack.write("editor", "newsroom", WRONG, root.ts)
    await slack.message_shortcut("reporter", reply, "check_message")
    assert finds_the_name(words(await slack.next_view("reporter")))
    assert slack.visible("reporter", "newsroom") == [root, reply]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no text that could be checked"), ("x" * (MAX_DRAFT + 1), "a draft has at most 12,000")],
)
async def test_a_message_that_cannot_be_checked_is_told_so_in_the_window(
    bot: Bot, text: str, said: str
) -> None:
    message = await bot.slack.write("editor", "newsroom", text)
    await bot.slack.message_shortcut("reporter", message, "check_message")
    assert said in words(await bot.slack.next_view("reporter"))


async def test_a_window_that_slack_does_not_open_is_told_of_where_the_person_is(bot: Bot) -> None:
    slack = bot.slack
    message = await slack.write("editor", "newsroom", WRONG)
    slack.faults.refuse("views.open", "expired_trigger_id")
    await slack.message_shortcut("reporter", message, "check_message")
    told = await slack.next_message("reporter", "newsroom")
    assert told.ephemeral
    assert "did not open the window" in words(told)
    slack.faults.refuse("views.open", "expired_trigger_id")
    await slack.shortcut("reporter", "check_draft")
    assert "did not open the window" in words(await slack.next_message("reporter", "D0REPORTER"))


# ── The form


async def test_the_form_has_one_field_and_says_where_longer_text_goes(bot: Bot) -> None:
    form = await form_of(bot.slack)
    [field] = [each for each in pieces(form.blocks) if each.get("type") == "plain_text_input"]
    assert (field["multiline"], field["max_length"]) == (True, MAX_FIELD)
    assert (form.content["title"]["text"], form.content["submit"]["text"]) == ("Check a draft", "Check")
    [hint] = [each["hint"]["text"] for each in form.blocks]
    assert hint == f"At most 3,000 characters. Longer text: {COMMAND} check, or factdesk check --file."


async def test_the_result_lies_on_the_form_and_back_leads_to_what_was_typed(bot: Bot) -> None:
    slack = bot.slack
    result = await checked(slack, WRONG)
    assert finds_the_name(words(result))
    assert result.content["close"]["text"] == "Back"
    form = (await slack.close("reporter", result)).view
    assert form is not None
    assert form.text("text") == WRONG
    again = (await slack.submit("reporter", form, {"draft": RIGHT})).view
    assert again is not None
    assert "No problem" in words(again)
    assert not [call for call in slack.requests if call.name == "views.update"]


async def test_an_error_stands_at_the_field_and_what_was_typed_stays(bot: Bot) -> None:
    slack = bot.slack
    form = await form_of(slack)
    # A field that the client would not send empty; another client may.
    body = submission(slack, form, "\u2003")
    response = await bot.hears(body)
    assert '"response_action": "errors"' in response.body
    assert '"draft": "There is nothing to check' in response.body
    outcome = await slack.submit("reporter", form, {"draft": WRONG})
    assert outcome.view is not None


def submission(slack: SlackStandIn, form: View, typed: str, callback_id: str = "check_draft") -> Json:
    person = {"id": "U0REPORTER", "team_id": slack.workspace.team.id}
    values = {"draft": {"text": {"type": "plain_text_input", "value": typed}}}
    view = {"type": "modal", "id": form.id, "callback_id": callback_id, "state": {"values": values}}
    return {
        "type": "view_submission",
        "user": person,
        "team": {"id": slack.workspace.team.id},
        "trigger_id": "1.2.3",
        "view": view,
    }


async def test_a_form_of_another_version_is_told_at_its_field(bot: Bot) -> None:
    form = await form_of(bot.slack)
    response = await bot.hears(submission(bot.slack, form, WRONG, "check_of_old"))
    assert "This form is from another version of Factdesk" in response.body
    assert '"errors": {"draft"' in response.body
    bare = submission(bot.slack, form, WRONG, "check_of_old")
    bare["view"]["state"] = {"values": {}}
    assert '"response_action": "update"' in (await bot.hears(bare)).body


@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
async def test_a_shortcut_of_another_version_is_told_in_a_window(bot: Bot, kind: str) -> None:
    body = {
        "type": kind,
        "callback_id": "check_of_old",
        "user": {"id": "U0REPORTER", "team_id": bot.slack.workspace.team.id},
        "team": {"id": bot.slack.workspace.team.id},
        "trigger_id": bot.slack._state.views.trigger("U0REPORTER"),
        "message": {"text": WRONG},
        "channel": {"id": "C0NEWSROOM"},
    }
    assert (await bot.hears(body)).status == 200
    view = await bot.slack.next_view("reporter")
    assert "another version of Factdesk" in words(view)
    assert "Cho Tae-yul" not in words(view)


async def test_a_shortcut_is_acked_bare_and_a_form_with_its_answer(bot: Bot) -> None:
    await checked(bot.slack, WRONG)
    [ack] = acks(bot.slack)
    assert set(ack) == {"response_action", "view"}
    assert ack["response_action"] == "push"


# ── Who, and what is left behind


async def test_a_guest_may_check_as_they_may_ask(bot: Bot) -> None:
    assert finds_the_name(words(await bot.asks(f"check {WRONG}", user="guest")))
    assert finds_the_name(words(await checked(bot.slack, WRONG, "guest")))


async def test_a_stranger_is_refused_on_every_surface(bot: Bot) -> None:
    slack = bot.slack
    shown = [words(await bot.asks(f"check {WRONG}", user="stranger", channel="shared-ext"))]
    await slack.mention("stranger", "shared-ext", f"check {WRONG}")
    shown.append(words(await slack.next_message("stranger", "shared-ext")))
    message = await slack.write("editor", "shared-ext", WRONG)
    await slack.message_shortcut("stranger", message, "check_message")
    shown.append(words(await slack.next_view("stranger")))
    await slack.shortcut("stranger", "check_draft")
    shown.append(words(await slack.next_view("stranger")))
    for each in shown:
        assert re.search("does not answer|its own workspace only", each), each
        assert "Name: " not in each


async def test_a_stranger_s_submit_is_refused_though_the_form_is_open(bot: Bot) -> None:
    body = submission(bot.slack, await form_of(bot.slack), WRONG)
    body["user"] |= {"team_id": "T0ELSEWHERE"}
    assert "its own workspace only" in (await bot.hears(body)).body


async def test_the_log_says_how_many_and_nothing_of_the_draft(bot: Bot) -> None:
    await bot.asks(f"check {WRONG}")
    await checked(bot.slack, WRONG)
    outcomes = [line.partition(" ")[2] for line in bot.records.lines if "outcome=" in line]
    assert outcomes == [
        "surface=command outcome=checked problems=1 facts=1",
        "surface=shortcut outcome=form opened",
        "surface=form outcome=checked problems=1 facts=1",
    ]
    assert "Cho" not in "\n".join(bot.records.lines)


async def test_markup_in_a_draft_comes_back_inert_on_every_surface(bot: Bot) -> None:
    # What leaves the bot is inspected when it ends; here: that there is an answer on each surface.
    slack = bot.slack
    await bot.asks(f"check {LIVE}")
    await slack.mention("reporter", "newsroom", f"check {LIVE}")
    await slack.next_message("reporter", "newsroom")
    await slack.message_shortcut("reporter", await slack.write("editor", "newsroom", LIVE), "check_message")
    await slack.next_view("reporter")
    await checked(slack, LIVE)


async def test_a_question_is_answered_while_a_long_draft_is_checked(bot: Bot) -> None:
    slack = bot.slack
    long = (f"{WRONG} More than 3,000 were killed, the NIS said. " * 200)[: MAX_DRAFT - 100]
    busy = asyncio.ensure_future(slack.command("editor", "newsroom", COMMAND, f"check {long}"))
    await asyncio.sleep(0)
    worst, last = 0.0, time.monotonic()
    while not busy.done():
        await asyncio.sleep(0.005)
        worst, last = max(worst, time.monotonic() - last), time.monotonic()
    assert busy.result().error is None
    assert worst < 0.5  # about 0.1 on a machine that does nothing else
