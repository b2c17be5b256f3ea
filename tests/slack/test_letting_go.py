"""What was kept long enough: a question's post goes from the desk's channel before the question does."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from bot import render
from bot.cli import cli
from bot.ledger import open_ledger
from bot.playground.server import SlackStandIn
from bot.slack import letting_go, posting
from bot.slack.desk import Desk
from tests.slack.bots import Bot, Records, a_log, answering
from tests.slack.offices import NOW, RULES, ledger_of, office_desk

TEXT: Final = "Did the mayor sell the bell?"
OLD: Final = dt.timedelta(days=RULES.keep_days, hours=1)
VERY_OLD: Final = dt.timedelta(days=RULES.keep_days + letting_go.PATIENCE, hours=1)


@pytest.fixture
def records() -> Records:
    return a_log()[1]


@pytest.fixture
def desk(slack: SlackStandIn, tmp_path: Path, records: Records) -> Desk:
    log, _ = a_log()
    log.addHandler(records)
    return office_desk(slack, tmp_path, log=log)


@pytest.fixture
async def bot(slack: SlackStandIn, desk: Desk) -> AsyncIterator[Bot]:
    async with answering(slack, desk) as running:
        yield running


async def asked(bot: Bot, folder: Path, *, ago: dt.timedelta, text: str = TEXT) -> int:
    """A question that was asked and posted so long ago; gives back its group."""
    before = open_ledger(f"sqlite:///{folder / 'ledger.db'}", lambda: NOW - ago)
    question = before.questions.ask(text, "T0FACTDESK", "U0REPORTER", f"{text} {ago}")
    before.questions.place(
        question.group, "C0FACTDESK", await posting.to_desk(bot.desk, render.notice(f"Asked: {text}"))
    )
    before.close()
    return question.group


def posts(bot: Bot) -> list[str]:
    return [each.text for each in bot.slack.visible("editor", "fact-desk")]


async def test_a_question_that_is_old_enough_goes_with_its_post(
    bot: Bot, tmp_path: Path, records: Records
) -> None:
    group = await asked(bot, tmp_path, ago=OLD)
    young = await asked(bot, tmp_path, ago=dt.timedelta(days=1), text="How high is the fence?")
    await letting_go.let_go(bot.desk)
    assert posts(bot) == ["Asked: How high is the fence?"]
    assert ledger_of(bot.desk).questions.group(group) is None
    assert ledger_of(bot.desk).questions.group(young) is not None
    assert "deleted 1 posts" in " ".join(records.lines)
    assert "let go of 1 rows" in " ".join(records.lines)
    assert TEXT not in " ".join(records.lines)


async def test_a_post_that_somebody_deleted_before_holds_up_nothing(bot: Bot, tmp_path: Path) -> None:
    group = await asked(bot, tmp_path, ago=OLD)
    bot.slack.faults.refuse("chat.delete", "message_not_found")
    await letting_go.let_go(bot.desk)
    assert ledger_of(bot.desk).questions.group(group) is None


async def test_a_question_waits_for_its_post_and_goes_the_next_time(
    bot: Bot, tmp_path: Path, records: Records
) -> None:
    group = await asked(bot, tmp_path, ago=OLD)
    bot.slack.faults.refuse("chat.delete", "fatal_error")
    await letting_go.let_go(bot.desk)
    assert posts(bot) == [f"Asked: {TEXT}"]
    assert ledger_of(bot.desk).questions.group(group) is not None
    assert f"the post on question {group} could not be deleted: chat.delete: fatal_error" in records.lines
    await letting_go.let_go(bot.desk)
    assert posts(bot) == []
    assert ledger_of(bot.desk).questions.group(group) is None


async def test_a_question_waits_a_day_and_no_longer(bot: Bot, tmp_path: Path) -> None:
    group = await asked(bot, tmp_path, ago=VERY_OLD)
    bot.slack.faults.refuse("chat.delete", "fatal_error")
    await letting_go.let_go(bot.desk)
    assert ledger_of(bot.desk).questions.group(group) is None


async def test_a_question_without_a_post_just_goes(bot: Bot, tmp_path: Path) -> None:
    before = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", lambda: NOW - OLD)
    group = before.questions.ask(TEXT, "T0FACTDESK", "U0REPORTER", "once").group
    before.close()
    await letting_go.let_go(bot.desk)
    assert ledger_of(bot.desk).questions.group(group) is None
    assert not [call for call in bot.slack.requests if call.name == "chat.delete"]


# ── factdesk forget


def forget(bot: Bot, folder: Path, **settings: str) -> Result:
    environ = {
        "DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "SLACK_API_URL": bot.slack.api_url,
        **settings,
    }
    return CliRunner().invoke(cli, ["forget", "U0REPORTER", "--yes"], env=environ)


async def test_who_is_forgotten_is_gone_from_the_desk_s_channel_too(bot: Bot, tmp_path: Path) -> None:
    await asked(bot, tmp_path, ago=dt.timedelta(days=1))
    done = await asyncio.to_thread(forget, bot, tmp_path, SLACK_BOT_TOKEN=bot.slack.bot_token)
    assert "posts: 1" in done.stdout
    assert done.stderr == ""
    assert posts(bot) == []


async def test_a_post_that_can_t_be_deleted_is_named_and_none_of_its_words_is(
    bot: Bot, tmp_path: Path
) -> None:
    await asked(bot, tmp_path, ago=dt.timedelta(days=1))
    done = await asyncio.to_thread(forget, bot, tmp_path, SLACK_BOT_TOKEN="")
    assert "in channel C0FACTDESK holds words of theirs: delete it in Slack" in done.stderr
    assert TEXT not in done.output
    assert len(posts(bot)) == 1
