"""App Home: published whenever somebody opens it, and what its menus suggest.

What stands there for editors only is asked about anew each time, and so is what they press.
"""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
from collections.abc import Awaitable, Callable, Container, Iterable
from typing import Final

from bot import home_view
from bot.errors import ChangedError
from bot.form_kit import View
from bot.home_view import Asked, Change, Home, Proposed, Work
from bot.ledger import FORGOTTEN, Group, Ledger, Proposal
from bot.ledger.wording import head
from bot.slack import api, history_handlers, permissions
from bot.slack.desk import Desk, Kind
from bot.slack.reply import Reply
from bot.slack.requests import Actor, Request

Handler = Callable[[Desk, Request], Awaitable[Reply]]

SUGGESTING: Final[dict[str, Kind]] = {
    home_view.FACT: "facts",
    "fact": "facts",
    "who": "names",
    "to": "names",
    "by": "names",
    "source": "sources",
}
_LOOKED_AT: Final = 50  # changes, of which those of facts that are no longer on file are left out
_QUESTIONS: Final = 20


async def opened(desk: Desk, request: Request) -> Reply:
    """App Home was opened. The event does not say whose workspace the person is of, so Slack is asked."""
    permissions.check(request.actor, "ask", desk.workspace)
    person = await api.person(desk.client, request.actor.user)
    actor = dataclasses.replace(request.actor, home=str(person.get("team_id", "")))
    permissions.check(actor, "ask", desk.workspace)
    return Reply(None, "home", home=await home(desk, actor))


async def home(desk: Desk, actor: Actor) -> View:
    """What App Home shows this person now; `actor` has been let in by whoever calls this."""
    office = desk.office
    shown = Home(desk.edition.file, desk.command, desk.today(), secrets.token_hex(4))
    if office is None:
        return await asyncio.to_thread(home_view.home, shown)
    shown = dataclasses.replace(shown, since=office.serving.at)
    trouble = history_handlers.trouble_words(office)
    recent = await office.off_loop(_recent, office.ledger, shown.file.facts)
    work = None
    if await office.editors.includes(actor):
        work = await office.off_loop(_work, office.ledger, actor.user, trouble)
    # At 10,000 facts it takes 40 ms to look for those that are due: nobody's question waits for that.
    return await asyncio.to_thread(home_view.home, dataclasses.replace(shown, recent=recent, work=work))


async def topic(desk: Desk, request: Request) -> Reply:
    """A topic's button: its facts, in a window."""
    permissions.check(request.actor, "ask", desk.workspace)
    view = home_view.topic(desk.edition.file, request.value)
    if view is None:
        raise ChangedError("This topic is no longer on file. Close Factdesk's Home and open it anew.")
    return Reply(None, "topic", view=view)


async def suggested(desk: Desk, request: Request) -> Reply:
    """Something was typed into a search field for a fact, a name or a source; not logged, at every letter."""
    permissions.check(request.actor, "ask", desk.workspace)
    found = desk.edition.suggesting[SUGGESTING[request.action]].suggest(request.text)
    return Reply(None, "", options=home_view.options(found))


def renewing(handler: Handler) -> Handler:
    """The same handler of a form, after which the person's Home is made anew: what was done may stand there.

    A form does not tell whether it was opened from Home; one who never looks at it has it made all the same.
    """

    async def renewed(desk: Desk, request: Request) -> Reply:
        reply = await handler(desk, request)

        async def afterwards() -> None:
            await _all((_publish(desk, request.actor), *((reply.afterwards(),) if reply.afterwards else ())))

        return dataclasses.replace(reply, afterwards=afterwards)

    return renewed


async def _publish(desk: Desk, actor: Actor) -> None:
    await api.publish_home(desk.client, actor.user, await home(desk, actor))


async def _all(works: Iterable[Awaitable[None]]) -> None:
    """Do all of it, side by side; what fails keeps nothing else from being done."""
    for failed in await asyncio.gather(*works, return_exceptions=True):
        if failed is not None:
            raise failed


# ── What the ledger has, as the view takes it


def _recent(ledger: Ledger, on_file: Container[str]) -> tuple[Change, ...]:
    """The facts on file that changed last, each with its newest change."""
    entries = ledger.revisions.recent_facts(_LOOKED_AT)
    return tuple(
        Change(each.change.fact, each.change.lines, head(each))
        for each in entries
        if each.change.fact in on_file
    )


def _work(ledger: Ledger, user: str, trouble: str) -> Work:
    return Work(
        questions=tuple(_asked(each) for each in ledger.questions.groups("open", _QUESTIONS)),
        asked=ledger.questions.waiting(),
        proposals=tuple(_proposed(each, user) for each in ledger.proposals.open("edit")),
        suggestions=tuple(_proposed(each, user) for each in ledger.proposals.open("suggestion")),
        trouble=trouble,
    )


def _asked(group: Group) -> Asked:
    return Asked(group.id, group.texts, group.count, group.asked_at)


def _proposed(proposal: Proposal, user: str) -> Proposed:
    return Proposed(
        number=proposal.id,
        fact=proposal.fact,
        lines=proposal.lines or (proposal.words,),
        by="" if proposal.by == FORGOTTEN else proposal.by,
        why=proposal.why,
        since=proposal.at,
        is_own=proposal.by == user,
    )
