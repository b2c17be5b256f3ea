"""A start: what changed meanwhile is told to the desk once, and a start without a change is no news."""

from __future__ import annotations

from pathlib import Path

from bot.playground.server import SlackStandIn
from bot.slack import service
from bot.slack.desk import Desk
from tests.slack.bots import answering, buttons, words
from tests.slack.offices import office_desk, opened_in, with_approvals
from tests.slack.told import CLAIM, CRACKS, LEAN, edited, shown


def ready(slack: SlackStandIn, folder: Path) -> Desk:
    desk = office_desk(slack, folder)
    with_approvals(desk, 0)
    return desk


async def test_a_start_without_a_change_tells_the_desk_nothing(slack: SlackStandIn, tmp_path: Path) -> None:
    async with answering(slack, ready(slack, tmp_path)) as bot:
        await edited(bot, LEAN, claim=CLAIM)
    opened = opened_in(tmp_path)
    async with answering(slack, ready(slack, tmp_path)) as bot:
        await service.catch_up_on_telling(bot.desk, opened)
        assert len(bot.slack.visible("chief", "fact-desk")) == 1


async def test_what_changed_in_the_files_while_the_bot_was_away_is_asked_about_once(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with answering(slack, ready(slack, tmp_path)) as bot:
        await shown(bot, CRACKS)
    path = tmp_path / "newsroom" / "facts" / "clock-tower.yaml"
    text = path.read_text()
    assert "2031, councilor Mira" in text
    path.write_text(text.replace("2031, councilor Mira", "2031, Mira"))
    opened = opened_in(tmp_path)
    assert [each.id for each in opened.changes] == [CRACKS]
    async with answering(slack, ready(slack, tmp_path)) as bot:
        await service.catch_up_on_telling(bot.desk, opened)
        (post,) = bot.slack.visible("chief", "fact-desk")
        assert "changed in the files" in words(post)
        assert buttons(post) == ["undo", "tell_readers", "tell_nobody"]
