"""Who was shown which fact in which version is on record; what was asked never is."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from bot.playground.server import SlackStandIn
from bot.slack.desk import Desk
from tests.slack.bots import Bot, Mode, a_log, answering, buttons, is_card, pieces, words
from tests.slack.offices import RULES, ledger_of, office_desk
from tests.slack.told import CRACKS, LEAN, recorded, showings, stored

REPORTER: Final = "U0REPORTER"
DRAFT: Final = "The Public Works Office said the clock tower leans 15 centimeters, zyzzyva."


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    return office_desk(slack, tmp_path)


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk, mode: Mode) -> AsyncIterator[Bot]:
    async with answering(slack, desk, mode) as running:
        yield running


def version(bot: Bot, fact: str) -> str:
    return bot.desk.edition.answer(fact, bot.desk.today()).version


@pytest.mark.parametrize("text", [f"show {LEAN}", "how far does it tilt"])
async def test_a_card_that_is_shown_is_on_record(bot: Bot, tmp_path: Path, text: str) -> None:
    assert is_card(await bot.asks(text), LEAN)
    await recorded(tmp_path, (LEAN, version(bot, LEAN), REPORTER))


async def test_a_choice_is_on_record_once_it_is_made(bot: Bot, tmp_path: Path) -> None:
    card = await bot.asks("tower centimeters reopening cracks")
    assert "Is it one of these?" in words(card)
    assert showings(tmp_path) == set()
    chosen = next(each for each in pieces(card.blocks) if each.get("action_id") == "pick_1")
    await bot.slack.press("reporter", card, "pick_1")
    fact, _, shown = str(chosen["value"]).partition("@")
    await recorded(tmp_path, (fact, shown, REPORTER))


async def test_whoever_opens_a_shared_card_is_on_record_too(bot: Bot, tmp_path: Path) -> None:
    await bot.slack.press("reporter", await bot.asks(f"show {LEAN}"), "share")
    shared = await bot.slack.next_message("editor", "newsroom")
    await bot.slack.press("editor", shared, "more")
    seen = version(bot, LEAN)
    await recorded(tmp_path, (LEAN, seen, REPORTER), (LEAN, seen, "U0EDITOR"))


async def test_a_shared_card_is_on_record_once_with_its_place(bot: Bot) -> None:
    card = await bot.asks(f"show {LEAN}")
    await bot.slack.press("reporter", card, "share")
    shared = await bot.slack.next_message("editor", "newsroom")
    assert len(bot.slack.visible("editor", "newsroom")) == 1
    await bot.door.finish(5)
    (kept,) = ledger_of(bot.desk).shown.cards([LEAN])
    assert (kept.fact, kept.version, kept.user) == (LEAN, version(bot, LEAN), REPORTER)
    assert (kept.channel, kept.ts) == ("C0NEWSROOM", shared.ts)


async def test_the_facts_that_a_draft_was_checked_against_are_on_record(bot: Bot, tmp_path: Path) -> None:
    card = await bot.asks(f"check {DRAFT}")
    assert LEAN in words(card)
    await recorded(tmp_path, (LEAN, version(bot, LEAN), REPORTER))


async def test_so_they_are_where_the_draft_was_given_in_a_form(bot: Bot, tmp_path: Path) -> None:
    await bot.slack.shortcut("reporter", "check_draft")
    form = await bot.slack.next_view("reporter")
    outcome = await bot.slack.submit("reporter", form, {"draft": DRAFT})
    assert outcome.view is not None
    assert LEAN in words(outcome.view)
    await recorded(tmp_path, (LEAN, version(bot, LEAN), REPORTER))


@pytest.mark.parametrize("text", ["list", "sources", "help", "quantum chromodynamics", "check", "status"])
async def test_what_shows_no_card_leaves_no_record(bot: Bot, tmp_path: Path, text: str) -> None:
    await bot.asks(text)
    await bot.door.finish(5)
    assert showings(tmp_path) == set()


async def test_no_question_and_no_draft_is_in_the_ledger_or_in_the_log(bot: Bot, tmp_path: Path) -> None:
    for text in ("how far does it tilt zyzzyva", "zyzzyva", f"check {DRAFT}", f"show {CRACKS}"):
        card = await bot.asks(text)
        if "more" in buttons(card):
            await bot.slack.press("reporter", card, "more")
    await bot.slack.mention("reporter", "newsroom", "does it tilt zyzzyva")
    await bot.slack.direct_message("reporter", "what of the cracks zyzzyva")
    await bot.door.finish(5)
    assert len(showings(tmp_path)) >= 2
    assert b"zyzzyva" not in stored(tmp_path).lower()
    assert b"tilt" not in b"".join(tables(tmp_path)).lower()
    assert not [line for line in bot.records.lines if "zyzzyva" in line.lower()]


def tables(folder: Path) -> list[bytes]:
    """Every line of the database as SQL, but for the packed files."""
    with closing(sqlite3.connect(folder / "ledger.db")) as database:
        return [line.encode() for line in database.iterdump() if 'INTO "blobs"' not in line]


async def test_with_shown_off_nothing_is_kept(slack: SlackStandIn, tmp_path: Path) -> None:
    desk = office_desk(slack, tmp_path, rules=dataclasses.replace(RULES, shown=False))
    async with answering(slack, desk) as bot:
        card = await bot.asks(f"show {LEAN}")
        await bot.slack.press("reporter", card, "more")
        await bot.slack.next_message("reporter", "newsroom")
        await bot.slack.press("reporter", card, "share")
        await bot.asks(f"check {DRAFT}")
        await bot.door.finish(5)
    assert showings(tmp_path) == set()
    assert ledger_of(desk).shown.cards([LEAN]) == ()


async def test_an_answer_stands_where_the_ledger_fails(slack: SlackStandIn, tmp_path: Path) -> None:
    log, records = a_log()
    async with answering(slack, office_desk(slack, tmp_path, log=log)) as bot:
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
            database.execute("DROP TABLE shown")
        assert is_card(await bot.asks(f"show {LEAN}"), LEAN)
        await bot.door.finish(5)
    assert [line for line in records.lines if "what was shown could not be kept" in line]
