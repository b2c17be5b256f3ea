"""A desk that can edit: a copy of the small fact file in a folder of its own, with a ledger beside it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import shutil
from pathlib import Path
from typing import Final

from bot import config
from bot.editing import opening
from bot.editing.opening import Opened
from bot.ledger import Ledger
from bot.playground.server import SlackStandIn
from bot.slack.desk import Desk, edition
from bot.slack.editors import Editors
from bot.slack.office import Office, Rules
from tests.conftest import SMALL
from tests.slack.bots import desk_of

NOW: Final = dt.datetime(2031, 5, 20, 9, 30, tzinfo=dt.UTC)
EDITORS: Final = ("S0EDITORS",)
RULES: Final = Rules(approvals=1, shown=True, notify_days=30, keep_days=30)


def copied(folder: Path) -> Path:
    """The small fact file, its sources and their documents, to be changed."""
    shutil.copytree(SMALL, folder / "newsroom", dirs_exist_ok=True)
    return folder / "newsroom"


def opened_in(folder: Path) -> Opened:
    """The small file, copied under `folder` unless it stands there already, and a ledger beside it."""
    newsroom = folder / "newsroom" if (folder / "newsroom").is_dir() else copied(folder)
    settings = config.read(
        {
            "FACTS_DIR": str(newsroom / "facts"),
            "SEEDS_DIR": str(newsroom / "seeds"),
            "DOCUMENTS_DIR": str(newsroom / "documents"),
            "DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        }
    )
    return opening.open_all(settings, lambda: NOW)


def office_desk(
    slack: SlackStandIn,
    folder: Path,
    *,
    rules: Rules = RULES,
    editors: tuple[str, ...] = EDITORS,
    log: logging.Logger | None = None,
    fact_desk_channel: str | None = "C0FACTDESK",
) -> Desk:
    """A desk on a copy of the small file under `folder`; one that stands there already is taken as it is."""
    opened = opened_in(folder)
    desk = desk_of(slack, edition(opened.file), fact_desk_channel)
    desk.today = NOW.date
    desk.office = Office(
        ledger=opened.ledger,
        store=opened.store,
        editors=Editors(desk.client, editors, desk.workspace, slack.clock.now),
        rules=rules,
        now=lambda: NOW,
        serving=opened.revision,
        log=log or logging.Logger("bot", logging.DEBUG),  # noqa: LOG001 - apart from the tree, as in `bots.a_log`
    )
    return desk


def ledger_of(desk: Desk) -> Ledger:
    """The desk's ledger, to look at."""
    return desk.open_office.ledger


def with_approvals(desk: Desk, number: int) -> None:
    """So many second editors from now on."""
    office = desk.open_office
    office.rules = dataclasses.replace(office.rules, approvals=number)
