"""The fact desk is told of what is served, and of what can't be; a post that fails undoes nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.playground.messages import Message
from bot.playground.server import SlackStandIn
from bot.slack import announcing, editions
from bot.slack.desk import Desk
from bot.slack.office import Trouble
from tests.slack.bots import Bot, a_log, answering, buttons, pieces, words
from tests.slack.offices import RULES, ledger_of, office_desk, with_approvals
from tests.slack.told import CLAIM, CRACKS, DESK_CHANNEL, LEAN, WHY, announced, edited, got, shown

SHOWN_OFF: Final = dataclasses.replace(RULES, shown=False)


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path) -> Desk:
    made = office_desk(slack, tmp_path)
    with_approvals(made, 0)
    return made


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk) as running:
        yield running


def topic(folder: Path) -> Path:
    return folder / "newsroom" / "facts" / "clock-tower.yaml"


def in_the_files(folder: Path, old: str, new: str) -> None:
    """Somebody changes a file by hand."""
    text = topic(folder).read_text()
    assert old in text
    topic(folder).write_text(text.replace(old, new))


def without_cracks(folder: Path) -> None:
    """Somebody takes a fact out of its file."""
    head, _, rest = topic(folder).read_text().partition(f"  {CRACKS}:\n")
    topic(folder).write_text(
        (head + rest[rest.index("  tower-reopening:\n") :])
        .replace(f"{CRACKS}, ", "")
        .replace(f", {CRACKS}", "")
    )


async def looked_at(desk: Desk) -> Trouble | None:
    """What the watch does when the files have changed."""
    trouble = await editions.catch_up(desk)
    if trouble is not None:
        await announcing.trouble(desk, trouble)
    return trouble


async def save_claim(bot: Bot, user: str = "editor") -> str:
    """Change the claim; the words of the window that says what came of it."""
    await bot.slack.command(user, "newsroom", "/facts", f"edit {LEAN}")
    outcome = await bot.slack.submit(user, await bot.slack.next_view(user), {"claim": CLAIM})
    assert outcome.view is not None
    return words(outcome.view)


# ── What is served


async def test_the_desk_reads_who_changed_what_and_why_and_that_nobody_was_shown_it(bot: Bot) -> None:
    post = await edited(bot, LEAN, claim=CLAIM, why=WHY)
    said = words(post)
    assert said.startswith(f"Served: a change of {LEAN}\nRevision 2 · Eddie Editor · May 20, 2031, 09:30 UTC")
    assert f"Why: {WHY}" in said
    assert "claim" in said
    assert "Nobody else was shown this in the last 30 days, so there is nobody to tell." in said
    assert buttons(post) == ["undo"]
    assert ledger_of(bot.desk).notices.open() == ()


async def test_the_undo_button_names_the_revision(bot: Bot) -> None:
    post = await edited(bot, LEAN, claim=CLAIM)
    before = bot.desk.edition.file.edition
    (undo,) = [each["value"] for each in pieces(post.blocks) if each.get("action_id") == "undo"]
    assert undo == "2"
    await bot.slack.press("chief", post, "undo")
    assert "Charlie Chief" in words(await announced(bot))
    assert bot.desk.edition.file.edition != before


async def test_a_change_in_the_files_is_told_as_one(bot: Bot, tmp_path: Path) -> None:
    await shown(bot, LEAN)
    in_the_files(tmp_path, "The Courier did not say who measured it.", "Nobody said who measured it.")
    assert await looked_at(bot.desk) is None
    post = await announced(bot)
    assert "changed in the files" in words(post)
    assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]


async def test_who_was_shown_a_fact_that_is_gone_can_be_told(bot: Bot, tmp_path: Path) -> None:
    await shown(bot, CRACKS)
    without_cracks(tmp_path)
    trouble = await looked_at(bot.desk)
    assert trouble is not None
    asked = await bot.slack.next_message("chief", DESK_CHANNEL)
    await bot.slack.press("chief", asked, "serve_anyway")
    post = await announced(bot)
    assert f"{CRACKS}\nremoved: " in words(post)
    await bot.slack.press("chief", post, "tell_readers")
    direct = bot.slack.workspace.direct("U0REPORTER").id
    assert "No longer on file, do not use." in words(await bot.slack.next_message("reporter", direct))


@pytest.mark.parametrize(
    ("channel", "faults", "logged"),
    [
        (None, 0, "no FACT_DESK_CHANNEL, so nobody is told"),
        ("C0SECRET", 0, "the fact desk's channel was not reached"),
        ("C0FACTDESK", 3, "the fact desk's channel was not reached"),
    ],
    ids=["no channel", "not in the channel", "Slack is down"],
)
async def test_a_save_stands_where_the_desk_can_t_be_told(
    slack: SlackStandIn, tmp_path: Path, channel: str | None, faults: int, logged: str
) -> None:
    log, records = a_log()
    desk = office_desk(slack, tmp_path, log=log, fact_desk_channel=channel)
    with_approvals(desk, 0)
    async with answering(slack, desk) as bot:
        await shown(bot, LEAN)
        slack.faults.fail("chat.postMessage", times=faults)
        assert "is served as it stands now" in await save_claim(bot)
        assert desk.edition.file.facts[LEAN].claim == CLAIM
        assert [line for line in records.lines if logged in line]
        assert got(bot, "reporter") == []


async def test_with_shown_off_the_desk_reads_that_nobody_knows(slack: SlackStandIn, tmp_path: Path) -> None:
    desk = office_desk(slack, tmp_path, rules=dataclasses.replace(SHOWN_OFF, approvals=0))
    async with answering(slack, desk) as bot:
        await bot.asks(f"show {LEAN}")
        post = await edited(bot, LEAN, claim=CLAIM)
    assert "not known, because SHOWN is off" in words(post)
    assert buttons(post) == ["undo"]
    assert ledger_of(desk).notices.open() == ()


# ── What can't be served


async def test_the_desk_reads_what_is_wrong_and_where(bot: Bot, tmp_path: Path) -> None:
    edition = bot.desk.edition.file.edition
    in_the_files(tmp_path, "status: disputed", "status: doubtful")
    trouble = await looked_at(bot.desk)
    assert trouble is not None
    said = words(await bot.slack.next_message("chief", DESK_CHANNEL))
    assert "are not served" in said
    assert "facts/clock-tower.yaml:92" in said
    assert "doubtful" in said
    assert f"Edition {edition[:12]} stays in service" in said
    assert bot.desk.edition.file.edition == edition
    await announcing.trouble(bot.desk, None)
    assert "can be served again" in words(await bot.slack.next_message("chief", DESK_CHANNEL))


async def dropped(bot: Bot, folder: Path) -> Message:
    """The desk's question about files that have lost a fact."""
    without_cracks(folder)
    trouble = await looked_at(bot.desk)
    assert trouble is not None
    assert trouble.drops == (CRACKS,), trouble
    return await bot.slack.next_message("chief", DESK_CHANNEL)


async def test_files_that_drop_a_fact_are_served_when_an_editor_says_so(bot: Bot, tmp_path: Path) -> None:
    asked = await dropped(bot, tmp_path)
    assert f"1 fact: {CRACKS}" in words(asked)
    assert CRACKS in bot.desk.edition.file.facts
    await bot.slack.press("chief", asked, "serve_anyway")
    assert f"{CRACKS}\nremoved: " in words(await announced(bot))
    assert CRACKS not in bot.desk.edition.file.facts
    await bot.door.finish(5)
    (now,) = [each for each in bot.slack.visible("chief", DESK_CHANNEL) if each.ts == asked.ts]
    assert "Decided by" in words(now)
    assert buttons(now) == []


async def test_nobody_but_an_editor_serves_them_anyway(bot: Bot, tmp_path: Path) -> None:
    asked = await dropped(bot, tmp_path)
    place = bot.slack.workspace.channels["C0FACTDESK"]
    bot.slack.workspace.channels[place.id] = dataclasses.replace(
        place, members=place.members | {"U0REPORTER"}
    )
    await bot.slack.press("reporter", asked, "serve_anyway")
    assert "Only the fact desk's editors" in words(await bot.slack.next_message("reporter", DESK_CHANNEL))
    assert CRACKS in bot.desk.edition.file.facts


async def test_only_the_state_that_was_asked_about_is_served_anyway(bot: Bot, tmp_path: Path) -> None:
    asked = await dropped(bot, tmp_path)
    in_the_files(tmp_path, "A prediction by an official without a name.", "A prediction.")
    await bot.slack.press("chief", asked, "serve_anyway")
    assert "have changed since this was asked" in words(await bot.slack.next_message("chief", DESK_CHANNEL))
    assert CRACKS in bot.desk.edition.file.facts
