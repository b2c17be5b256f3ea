"""Makes the pictures of docs/editing.md: `python -m tests.pictures`.

The real bot runs on a copy of the example, connected to the stand-in for Slack; an editor, a second one and a
reporter do what the page tells, and what they see is drawn as the playground draws it, into SVG.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bot import config
from bot.editing import opening
from bot.playground.messages import Message
from bot.playground.screen import Screen, show, show_view
from bot.playground.server import SlackStandIn
from bot.playground.views import View
from bot.slack import service
from tests.conftest import ROOT, SMALL

TO: Final = ROOT / "docs" / "pictures"
WIDTH: Final = 100
KEY: Final = "casualties"
DESK: Final = "fact-desk"
TODAY: Final = dt.date(2025, 1, 14)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The stand-in with the bot, and the drawing of what somebody sees there."""

    slack: SlackStandIn

    def draw(self, name: str, user: str, *seen: Message | View) -> None:
        """Write one picture of what this person sees."""
        console = Console(record=True, width=WIDTH, file=open("/dev/null", "w"), force_terminal=True)  # noqa: SIM115, PTH123 - it is drawn, not printed
        screen = Screen(self.slack, asyncio.get_running_loop(), console, user, "/facts", "newsroom")
        for each in seen:
            show_view(screen, each) if isinstance(each, View) else show(screen, each)
        TO.mkdir(exist_ok=True)
        console.save_svg(
            str(TO / f"editing-{name}.svg"), title=f"{user} in Slack", unique_id=f"editing-{name}"
        )

    async def form(self, user: str, text: str) -> View:
        """The form that a command opens."""
        await self.slack.command(user, "newsroom", "/facts", text)
        return await self.slack.next_view(user)

    async def asked(self, user: str, text: str) -> Message:
        """What answers a command."""
        outcome = await self.slack.command(user, "newsroom", "/facts", text)
        assert outcome.message is not None
        return outcome.message

    async def at_the_desk(self, user: str) -> Message:
        """The next message in the fact desk's channel."""
        return await self.slack.next_message(user, DESK, within=10)


async def draw_all(newsroom: Newsroom) -> None:
    """Do what the page tells, and draw it."""
    slack = newsroom.slack
    await newsroom.asked("reporter", f"show {KEY}")
    view = await newsroom.form("editor", f"edit {KEY}")
    newsroom.draw("form", "editor", view)
    claim = view.text("claim").replace("troops sent to Russia", "troops deployed to Russia")
    outcome = await slack.submit("editor", view, {"claim": claim, "why": "“Deployed” is the printed word."})
    assert outcome.view is not None
    assert not outcome.view.errors, outcome.view.errors
    waiting = await newsroom.at_the_desk("chief")
    newsroom.draw("approval", "chief", waiting)
    await slack.act("chief", waiting, "proposal_approve")
    told = await newsroom.at_the_desk("chief")
    while "tell_readers" not in str(told.blocks):
        told = await newsroom.at_the_desk("chief")
    newsroom.draw("notice", "chief", told)
    newsroom.draw("history", "editor", await newsroom.asked("editor", f"history {KEY}"))
    await slack.open_home("editor")
    newsroom.draw("home", "editor", await slack.next_home("editor"))


async def draw_adding(newsroom: Newsroom) -> None:
    """Printed words that don't stand in the document, in the invented newsroom that keeps its documents."""
    form = await newsroom.form("editor", "add")
    given = {
        "source": "courier-2031-05-06",
        "passages": "the tower leans more than 13 centimeters to the east",
        "who": ["works-office"],
    }
    outcome = await newsroom.slack.submit("editor", form, given)
    assert outcome.view is not None
    assert outcome.view.errors
    newsroom.draw("add", "editor", outcome.view)


async def on_a_copy(of: Path, draw: Callable[[Newsroom], Awaitable[None]]) -> None:
    """Start stand-in and bot on a copy of a newsroom's folders, draw, stop."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("facts", "seeds", "documents"):
            if (of / name).is_dir():
                shutil.copytree(of / name, Path(folder) / name)
        async with SlackStandIn() as slack:
            settings = config.read(
                {
                    "SLACK_BOT_TOKEN": slack.bot_token,
                    "SLACK_APP_TOKEN": slack.app_token,
                    "SLACK_API_URL": slack.api_url,
                    "FACTS_DIR": f"{folder}/facts",
                    "SEEDS_DIR": f"{folder}/seeds",
                    "DOCUMENTS_DIR": f"{folder}/documents",
                    "DATABASE_URL": f"sqlite:///{folder}/ledger.db",
                    "FACT_EDITORS": "S0EDITORS",
                    "FACT_DESK_CHANNEL": "C0FACTDESK",
                    "PORT": "0",
                }
            )
            opened, stop = opening.open_all(settings, service.utc_now), asyncio.Event()
            log = logging.getLogger("pictures")
            bot = asyncio.create_task(service.answer_slack(settings, opened, log, stop, today=lambda: TODAY))
            await slack.wait_connected()
            try:
                await draw(Newsroom(slack))
            finally:
                stop.set()
                await bot
                opened.ledger.close()


async def main() -> None:
    """All pictures."""
    await on_a_copy(ROOT, draw_all)
    await on_a_copy(SMALL, draw_adding)


if __name__ == "__main__":
    asyncio.run(main())
