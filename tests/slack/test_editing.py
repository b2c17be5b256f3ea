"""Editing from Slack: the real bot, either way, on a copy of the small file, with a ledger."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from bot import load, validate
from bot.model import FactFile
from bot.playground.acts import Outcome
from bot.playground.elements import Given
from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack.desk import Desk
from tests.slack.bots import Bot, Mode, answering, buttons, words
from tests.slack.offices import ledger_of, office_desk, with_approvals

LEAN: Final = "tower-lean"
DESK_CHANNEL: Final = "fact-desk"


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    return office_desk(slack, tmp_path)


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk, "socket") as running:
        yield running


@pytest.fixture
async def either(slack: SlackStandIn, desk: Desk, mode: Mode) -> AsyncIterator[Bot]:
    async with answering(slack, desk, mode) as running:
        yield running


def on_disk(folder: Path) -> FactFile:
    newsroom = folder / "newsroom"
    return validate.checked(load.parse(load.read_files(newsroom / "facts", newsroom / "seeds")))


async def opened(bot: Bot, text: str, user: str = "editor", channel: str = "newsroom") -> View:
    """The form that a subcommand opens."""
    outcome = await bot.slack.command(user, channel, "/facts", text)
    assert outcome.error is None
    return await bot.slack.next_view(user)


async def submitted(bot: Bot, view: View, values: Mapping[str, Given], user: str = "editor") -> Outcome:
    outcome = await bot.slack.submit(user, view, values)
    assert outcome.error is None, outcome.problems
    if outcome.view is not None and "Still checking" in words(outcome.view):  # on a busy machine
        return dataclasses.replace(outcome, view=await bot.slack.next_view(user, within=20))
    return outcome


def seen(outcome: Outcome) -> str:
    """The words of the window that is open after a submit."""
    assert outcome.view is not None
    return words(outcome.view)


async def at_the_desk(bot: Bot, user: str = "chief") -> Message:
    return await bot.slack.next_message(user, DESK_CHANNEL)


# ── Served at once


async def test_a_caution_is_served_at_once_and_only_its_lines_change(either: Bot, tmp_path: Path) -> None:
    bot = either
    path = tmp_path / "newsroom" / "facts" / "clock-tower.yaml"
    before = path.read_text().splitlines()
    view = await opened(bot, f"edit {LEAN}")
    assert view.text("claim").startswith("The Public Works Office said")
    outcome = await submitted(bot, view, {"caution": "Said behind closed doors.", "why": "Shorter."})
    assert "served" in seen(outcome)
    after = path.read_text().splitlines()
    assert [line for line in after if line not in before] == ["    caution: Said behind closed doors."]
    assert len(after) == len(before)
    assert bot.desk.edition.file.facts[LEAN].caution == "Said behind closed doors."
    assert bot.desk.edition.file.edition == on_disk(tmp_path).edition
    (entry, *_) = ledger_of(bot.desk).revisions.history(LEAN)
    assert entry.revision.signature.name == "Eddie Editor"
    assert entry.revision.signature.why == "Shorter."


async def test_the_desk_s_channel_is_told_of_what_is_served(bot: Bot) -> None:
    await submitted(bot, await opened(bot, f"edit {LEAN}"), {"caution": "Said behind closed doors."})
    told = words(await at_the_desk(bot))
    assert LEAN in told
    assert "Said behind closed doors." in told


async def test_the_edit_button_stands_on_an_editor_s_card_alone(bot: Bot) -> None:
    for user, there in (("editor", True), ("reporter", False)):
        card = await bot.asks(f"show {LEAN}", user=user)
        labels = [
            each["text"]["text"]
            for block in card.blocks
            if block["type"] == "actions"
            for each in block["elements"]
        ]
        assert ("Edit" in labels) is there
    await bot.slack.press("editor", await bot.asks(f"show {LEAN}", user="editor"), "edit")
    assert (await bot.slack.next_view("editor")).text("status") == "claimed"


# ── Refused


@pytest.mark.parametrize("text", [f"edit {LEAN}", f"verify {LEAN}", f"withdraw {LEAN}", "add", "source add"])
@pytest.mark.parametrize("user", ["reporter", "guest"])
async def test_nobody_but_an_editor_gets_a_form(bot: Bot, text: str, user: str) -> None:
    outcome = await bot.slack.command(user, "newsroom", "/facts", text)
    assert outcome.message is not None
    assert "Only the fact desk's editors" in words(outcome.message)
    assert bot.slack.view(user) is None


async def test_an_editor_who_is_taken_out_of_the_group_can_no_longer_submit(bot: Bot, tmp_path: Path) -> None:
    view = await opened(bot, f"edit {LEAN}")
    groups = bot.slack.workspace.usergroups
    groups["S0EDITORS"] = dataclasses.replace(groups["S0EDITORS"], users=())
    bot.slack.clock.advance(61)
    before = on_disk(tmp_path).edition
    outcome = await bot.slack.submit("editor", view, {"caution": "x"})
    assert outcome.view is not None
    assert "Only the fact desk's editors" in " ".join(outcome.view.errors.values())
    assert on_disk(tmp_path).edition == before


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"claim": "The Public Works Office said the tower leans 13 centimeters."}, "claim", "13"),
        ({"figures": "lean | centimeters | 12"}, "figures", "parts"),
        ({"figures": "lean | centimeters | 13 |  | more than 12 centimeters | 1"}, "figures", "13"),
        ({"caution": "\u202etxt"}, "caution", ""),
        ({"status": "confirmed"}, "status", "origin"),
        ({}, "claim", "Nothing was changed"),
    ],
)
async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    either: Bot, tmp_path: Path, values: dict[str, str], field: str, said: str
) -> None:
    bot = either
    before = on_disk(tmp_path).edition
    outcome = await submitted(bot, await opened(bot, f"edit {LEAN}"), values)
    assert outcome.view is not None
    assert list(outcome.view.errors) == [field]
    assert said in outcome.view.errors[field]
    assert all(outcome.view.text(name) == value for name, value in values.items())
    assert on_disk(tmp_path).edition == before


async def test_of_two_editors_on_one_fact_the_second_sees_both_versions(bot: Bot) -> None:
    first = await opened(bot, f"edit {LEAN}")
    second = await opened(bot, f"edit {LEAN}", user="chief")
    await submitted(bot, first, {"caution": "The first editor's caution."})
    outcome = await submitted(bot, second, {"caution": "The second editor's caution."}, user="chief")
    assert outcome.view is not None
    assert outcome.view.text("caution") == "The second editor's caution."
    assert "The first editor's caution." in seen(outcome)
    await submitted(bot, outcome.view, {}, user="chief")
    assert bot.desk.edition.file.facts[LEAN].caution == "The second editor's caution."


async def test_what_the_second_editor_did_not_touch_keeps_the_first_one_s_words(bot: Bot) -> None:
    first = await opened(bot, f"edit {LEAN}")
    second = await opened(bot, f"edit {LEAN}", user="chief")
    await submitted(bot, first, {"caution": "The first editor's caution."})
    phrases = second.text("asked_as") + "\nhow crooked is it"
    outcome = await submitted(bot, second, {"asked_as": phrases}, user="chief")
    assert outcome.view is not None
    assert outcome.view.text("caution_now") == "The first editor's caution."
    await submitted(bot, outcome.view, {}, user="chief")
    fact = bot.desk.edition.file.facts[LEAN]
    assert (fact.caution, fact.asked_as[-1]) == ("The first editor's caution.", "how crooked is it")


# ── Two pairs of eyes

CLAIM: Final = 'The Public Works Office said the clock tower leans "more than 12 centimeters to the east."'


async def proposed(bot: Bot) -> Message:
    outcome = await submitted(bot, await opened(bot, f"edit {LEAN}"), {"claim": CLAIM, "why": "Too long."})
    assert "another editor approves" in seen(outcome)
    return await at_the_desk(bot)


async def test_a_changed_claim_is_served_when_another_editor_approves_it(either: Bot, tmp_path: Path) -> None:
    bot = either
    before = on_disk(tmp_path).edition
    waiting = await proposed(bot)
    assert on_disk(tmp_path).edition == before
    assert "Too long." in words(waiting)
    await bot.slack.press("chief", waiting, "proposal_approve")
    await bot.slack.next_message("chief", DESK_CHANNEL)
    assert on_disk(tmp_path).facts[LEAN].claim == CLAIM
    assert bot.desk.edition.file.facts[LEAN].claim == CLAIM
    (entry, *_) = ledger_of(bot.desk).revisions.history(LEAN)
    assert (entry.revision.signature.name, entry.revision.signature.approved_by) == (
        "Eddie Editor",
        "Charlie Chief",
    )


async def test_nobody_approves_a_change_of_their_own(bot: Bot, tmp_path: Path) -> None:
    waiting = await proposed(bot)
    await bot.slack.press("editor", waiting, "proposal_approve")
    assert "your own change" in words(await bot.slack.next_message("editor", DESK_CHANNEL))
    assert on_disk(tmp_path).facts[LEAN].claim != CLAIM


async def test_a_declined_change_is_not_served_and_its_author_is_told(bot: Bot, tmp_path: Path) -> None:
    waiting = await proposed(bot)
    await bot.slack.press("chief", waiting, "proposal_decline")
    direct = bot.slack.workspace.direct("U0EDITOR").id
    assert "declined" in words(await bot.slack.next_message("editor", direct)).lower()
    (now,) = [each for each in bot.slack.visible("chief", DESK_CHANNEL) if each.ts == waiting.ts]
    assert not buttons(now)
    assert "Declined" in words(now)
    assert on_disk(tmp_path).facts[LEAN].claim != CLAIM


async def test_a_form_says_that_a_change_of_its_fact_waits(bot: Bot) -> None:
    assert "waiting" not in words(await opened(bot, f"edit {LEAN}", user="chief"))
    await proposed(bot)
    assert "1 change of this fact waiting for a second editor" in words(
        await opened(bot, f"edit {LEAN}", user="chief")
    )


async def test_a_desk_of_one_waits_for_nobody(bot: Bot) -> None:
    with_approvals(bot.desk, 0)
    outcome = await submitted(bot, await opened(bot, f"edit {LEAN}"), {"claim": CLAIM})
    assert "served" in seen(outcome)
    assert bot.desk.edition.file.facts[LEAN].claim == CLAIM


async def test_a_proposal_whose_fact_has_changed_is_out_of_date(bot: Bot, tmp_path: Path) -> None:
    waiting = await proposed(bot)
    await submitted(bot, await opened(bot, f"edit {LEAN}", user="chief"), {"caution": "Other."}, user="chief")
    await bot.slack.press("chief", waiting, "proposal_approve")
    direct = bot.slack.workspace.direct("U0EDITOR").id
    assert "out of date" in words(await bot.slack.next_message("editor", direct))
    fact = on_disk(tmp_path).facts[LEAN]
    assert (fact.caution, fact.claim == CLAIM) == ("Other.", False)
    (waiting_still,) = [ledger_of(bot.desk).proposals.get(1)]
    assert waiting_still is not None
    assert waiting_still.state == "outdated"


# ── Verify, withdraw, undo


async def test_only_the_press_of_an_editor_verifies(bot: Bot) -> None:
    view = await opened(bot, f"verify {LEAN}")
    assert "tower leans" in words(view)
    await submitted(bot, view, {})
    fact = bot.desk.edition.file.facts[LEAN]
    assert fact.verified is not None
    assert (fact.verified.by, fact.verified.on.isoformat()) == ("Eddie Editor", "2031-05-20")
    assert fact.review_by is not None
    assert fact.review_by.isoformat() == "2031-08-18"


async def test_a_withdrawn_fact_keeps_its_id_and_its_card_says_why(bot: Bot) -> None:
    with_approvals(bot.desk, 0)
    view = await opened(bot, f"withdraw {LEAN}")
    await submitted(bot, view, {"withdrawn_because": "The office took it back."})
    card = words(await bot.asks(f"show {LEAN}"))
    assert "Withdrawn" in card
    assert "The office took it back" in card


async def test_an_undo_restores_the_old_edition_as_a_new_one(either: Bot, tmp_path: Path) -> None:
    bot = either
    first = on_disk(tmp_path).edition
    await submitted(bot, await opened(bot, f"edit {LEAN}"), {"caution": "Other."})
    history = await bot.asks(f"history {LEAN}", user="editor")
    assert "Eddie Editor" in words(history)
    await bot.slack.press("editor", history, "undo")
    await bot.slack.next_message("editor", "newsroom")
    assert on_disk(tmp_path).edition == first == bot.desk.edition.file.edition
    assert [each.revision.signature.how for each in ledger_of(bot.desk).revisions.history(LEAN)] == [
        "undo",
        "slack",
    ]


async def test_an_undo_of_a_claim_waits_for_a_second_editor(bot: Bot) -> None:
    with_approvals(bot.desk, 0)
    await submitted(bot, await opened(bot, f"edit {LEAN}"), {"claim": CLAIM})
    with_approvals(bot.desk, 1)
    await bot.slack.press("editor", await bot.asks(f"history {LEAN}", user="editor"), "undo")
    assert "another editor" in words(await bot.slack.next_message("editor", "newsroom"))
    assert bot.desk.edition.file.facts[LEAN].claim == CLAIM


async def test_a_reporter_s_history_has_no_undo(bot: Bot) -> None:
    await submitted(bot, await opened(bot, f"edit {LEAN}"), {"caution": "Other."})
    history = await bot.asks(f"history {LEAN}")
    assert "Other." in words(history)
    assert not [block for block in history.blocks if block["type"] == "actions"]


# ── Adding

SOURCE: Final = "courier-2031-05-09"


async def test_a_new_fact_is_proven_first_and_then_worded(either: Bot, tmp_path: Path) -> None:
    bot = either
    with_approvals(bot.desk, 0)
    document = (tmp_path / "newsroom" / "documents" / f"{SOURCE}.txt").read_text()
    passage = next(line for line in document.splitlines() if line.strip())[:200].strip()
    view = await opened(bot, "add")
    given = {"source": SOURCE, "passages": passage + " never printed", "voice": "outlet"}
    outcome = await submitted(bot, view, given)
    assert outcome.view is not None
    assert "document" in outcome.view.errors["passages"]
    outcome = await submitted(bot, outcome.view, {"passages": passage})
    assert outcome.view is not None
    assert "Proven" in words(outcome.view)
    given = {"id": "a-new-one", "claim": "The Courier reported so.", "asked_as": "something new\nthe new one"}
    outcome = await submitted(bot, outcome.view, {**given, "shelf_life": "permanent"})
    assert "served" in seen(outcome)
    assert on_disk(tmp_path).facts["a-new-one"].statements[0].passages[0].exact == passage


async def test_a_new_source_takes_its_digest_of_the_document(bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "newsroom" / "documents" / "courier-2031-05-12.txt").write_text("Words.\n")
    record = {
        "id": "courier-2031-05-12",
        "outlet": "Courier",
        "published": "2031-05-12",
        "url": "https://courier.example/2031/05/12",
    }
    outcome = await submitted(bot, await opened(bot, "source add"), record)
    assert "served" in seen(outcome)
    assert on_disk(tmp_path).sources["courier-2031-05-12"].outlet == "Courier"


async def test_a_source_without_document_and_digest_is_sent_back(bot: Bot) -> None:
    record = {"id": "x-1", "outlet": "X", "published": "2031-05-12", "url": "https://x.example/"}
    outcome = await submitted(bot, await opened(bot, "source add"), record)
    assert outcome.view is not None
    assert "keeps no document" in outcome.view.errors["sha256"]


# ── Status


async def test_status_says_which_edition_is_served_since_when(bot: Bot) -> None:
    said = words(await bot.asks("status"))
    assert bot.desk.edition.file.edition[:12] in said
    assert "May 20, 2031, 09:30 UTC" in said
    assert "waiting" not in said
    assert "0 changes waiting" in words(await bot.asks("status", user="editor"))
