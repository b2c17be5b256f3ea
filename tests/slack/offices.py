"""A desk that can edit: a copy of the small fact file in a folder of its own, with a ledger beside it."""

from __future__ import annotations

import atexit
import dataclasses
import datetime as dt
import logging
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from bot import config
from bot.editing import opening
from bot.editing.opening import Opened
from bot.ledger import Ledger
from bot.playground.server import SlackStandIn
from bot.slack.desk import Desk, Edition, edition
from bot.slack.editors import Editors
from bot.slack.office import Office, Rules
from tests.conftest import SMALL
from tests.slack.bots import desk_of

NOW: Final = dt.datetime(2031, 5, 20, 9, 30, tzinfo=dt.UTC)
EDITORS: Final = ("S0EDITORS",)
RULES: Final = Rules(approvals=1, shown=True, notify_days=30, keep_days=30)
_EDITIONS: Final[dict[str, Edition]] = {}  # by their hash: an edition never changes


def copied(folder: Path) -> Path:
    """The small fact file, its sources and their documents, to be changed."""
    shutil.copytree(SMALL, folder / "newsroom", dirs_exist_ok=True)
    return folder / "newsroom"


def opened_in(folder: Path) -> Opened:
    """The small file and a ledger beside it, copied under `folder` unless they stand there already."""
    if not (folder / "newsroom").is_dir():
        shutil.copytree(_prepared(), folder, dirs_exist_ok=True)
    return _opened(folder)


@cache
def _prepared() -> Path:
    """A folder with both, made once: what makes a ledger takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="factdesk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copied(folder)
    _opened(folder).ledger.close()
    return folder


def _opened(folder: Path) -> Opened:
    newsroom = folder / "newsroom"
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
    if (served := _EDITIONS.get(opened.file.edition)) is None:
        served = _EDITIONS[opened.file.edition] = edition(opened.file)
    desk = desk_of(slack, served, fact_desk_channel)
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
