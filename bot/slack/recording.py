"""Keeps who was shown which fact in which version, so that they can be told when it changes.

Never what was asked: a showing is a fact, a version and a person. Nobody waits for it, and an answer stands
where the ledger fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from bot.answer import Answer, version
from bot.errors import LedgerError
from bot.ledger import Showing
from bot.model import FactFile
from bot.slack.desk import Desk
from bot.slack.requests import Actor

Afterwards = Callable[[], Awaitable[None]] | None  # None: there is nothing to keep


def seen(desk: Desk, actor: Actor, shown: Mapping[str, str]) -> Afterwards:
    """What to do after a reply that shows a person these facts, each in this version."""
    return _afterwards(desk, [Showing(key, each, actor.team, actor.user) for key, each in shown.items()])


def shared(desk: Desk, actor: Actor, made: Answer, channel: str, ts: str) -> Afterwards:
    """The same for a card that a person shared: where it stands too, to be corrected there."""
    return _afterwards(desk, [Showing(made.id, made.version, actor.team, actor.user, channel, ts)])


def versions(file: FactFile, facts: Iterable[str]) -> dict[str, str]:
    """The versions of those that are on file."""
    return {key: version(key, file) for key in facts if key in file.facts}


async def keep(desk: Desk, showings: Iterable[Showing]) -> None:
    """Keep these, where SHOWN is on; a ledger that fails is logged."""
    office = desk.office
    if office is None or not office.rules.shown:
        return
    try:
        await office.off_loop(office.ledger.shown.add, tuple(showings))
    except LedgerError as error:
        office.log.warning("what was shown could not be kept: %s", error)


def _afterwards(desk: Desk, showings: list[Showing]) -> Afterwards:
    return (lambda: keep(desk, showings)) if desk.office is not None and showings else None
