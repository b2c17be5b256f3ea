"""What each thing that the bot hears is answered with: a request in, a reply out.

Handlers send no answer themselves, and catch nothing: the door does both.
"""

from __future__ import annotations

from typing import Final

from bot import edit_cards, render
from bot.answer import Answer, checked_question, choices
from bot.block_kit import Message
from bot.errors import ChangedError, ConfigurationError, RefusedError, UserError
from bot.slack import api, check_handlers, desk_commands, permissions, recording, subcommands
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.slack.subcommands import Asked


async def question(desk: Desk, request: Request) -> Reply:
    """A slash command, mention or direct message: a subcommand, a draft to check, or a question."""
    permissions.check(request.actor, "ask", desk.workspace)
    asked = subcommands.parse(request.text, desk.edition.file)
    match asked.kind:
        case "help" | "sources" | "list":
            return Reply(_overview(desk, asked), asked.kind)
        case "show":
            return await _shown(desk, request, asked.about, f"show {asked.about}")
        case "check":
            return await check_handlers.drafted(desk, request, asked.about)
        case "question":
            return await _answered(desk, request, asked.about)
        case _:
            return await desk_commands.run(desk, request, asked)


def _overview(desk: Desk, asked: Asked) -> Message:
    match asked.kind:
        case "sources":
            return render.sources(desk.edition.file)
        case "list":
            return render.facts(desk.edition.file, asked.about or None, desk.command)
        case _:
            return render.usage(desk.command)


async def _shown(
    desk: Desk, request: Request, key: str, outcome: str, why: str = "", *, replace: bool = False
) -> Reply:
    """A fact's card, and that it was shown is kept."""
    made = desk.edition.answer(key, desk.today())
    kept = recording.seen(desk, request.actor, {made.id: made.version})
    return Reply(await _card(desk, request, made, why), outcome, replace=replace, afterwards=kept)


async def _card(desk: Desk, request: Request, made: Answer, why: str) -> Message:
    """A fact's card; in a direct conversation (ids begin with D) and in a window (which stands in no channel)
    there is nobody to share it with. An editor's has a button to edit it."""
    card = render.card(
        made, why, shareable=request.channel[:1] not in ("", "D"), suggest=desk.office is not None
    )
    is_editor = desk.office is not None and await desk.office.editors.includes(request.actor)
    return edit_cards.with_edit(card, made) if is_editor else card


async def _answered(desk: Desk, request: Request, text: str) -> Reply:
    edition, today = desk.edition, desk.today()
    found = edition.index.search(checked_question(text, desk.command))
    if found.status == "found":
        best = found.matches[0]
        return await _shown(desk, request, best.id, f"found {best.id}", best.why)
    if found.status == "unsure":
        likely = tuple(edition.answer(match.id, today) for match in choices(found.matches))
        return Reply(render.pick(likely, text, found.gap, askable=_is_askable(desk)), "unsure")
    return Reply(render.nothing(text, desk.command, found.gap, askable=_is_askable(desk)), "none")


def _is_askable(desk: Desk) -> bool:
    """Is there a fact desk to put a question to, and a ledger to keep it in?"""
    return desk.office is not None and desk.fact_desk_channel is not None


async def picked(desk: Desk, request: Request) -> Reply:
    """One of up to three was chosen: its card takes the place of the choice."""
    permissions.check(request.actor, "ask", desk.workspace)
    made = _pressed(desk, request)
    return await _shown(desk, request, made.id, f"picked {made.id}", replace=True)


async def none_of_these(desk: Desk, request: Request) -> Reply:
    """None of the choices was meant. The button carries the question, for “Ask the fact desk” alone."""
    permissions.check(request.actor, "ask", desk.workspace)
    told = render.none_of_these(desk.command, request.value, askable=_is_askable(desk))
    return Reply(told, "none of these", replace=True)


async def more(desk: Desk, request: Request) -> Reply:
    """The whole fact, for the person who asked for more."""
    permissions.check(request.actor, "ask", desk.workspace)
    made = _pressed(desk, request)
    kept = recording.seen(desk, request.actor, {made.id: made.version})
    return Reply(render.more(made), f"more {made.id}", afterwards=kept)


async def share(desk: Desk, request: Request) -> Reply:
    """Post the card in the channel, then take the private copy away: never the other way round."""
    permissions.check(request.actor, "ask", desk.workspace)
    made = _pressed(desk, request)
    place = await api.channel(desk.client, request.channel)
    permissions.check(request.actor, "share", desk.workspace, place)
    card = render.card(made, shared_by=request.actor.user, suggest=desk.office is not None)
    ts = await api.post(desk.client, request.channel, card, request.thread_ts)
    kept = recording.shared(desk, request.actor, made, request.channel, ts)
    return Reply(None, f"shared {made.id}", delete=True, afterwards=kept)


async def report(desk: Desk, request: Request) -> Reply:
    """Tell the fact desk's channel that somebody sees a problem with this fact."""
    permissions.check(request.actor, "report", desk.workspace)
    made = _pressed(desk, request)
    if desk.fact_desk_channel is None:
        raise ConfigurationError(
            "No fact desk channel is set up, so the report went nowhere. Ask whoever runs Factdesk to set "
            "FACT_DESK_CHANNEL, and tell an editor yourself."
        )
    place = await api.channel(desk.client, request.channel) if request.channel else {}
    named = request.channel if place.get("is_channel") is True and place.get("is_private") is False else None
    told = render.report(made, request.actor.user, named)
    try:
        await api.post(desk.client, desk.fact_desk_channel, told)
    except RefusedError:
        raise ConfigurationError(
            "Factdesk is not in the fact desk's channel, so the report went nowhere. Ask whoever runs "
            "Factdesk to invite it there, and tell an editor yourself."
        ) from None
    return Reply(
        render.notice(f"The fact desk has been told that you see a problem with {made.id}."), "reported"
    )


_OUTDATED: Final = {
    "button": "This button is from another version of Factdesk. Ask again with {command}.",
    "shortcut": "This shortcut is from another version of Factdesk. Use {command}, and tell whoever runs it.",
    "form": "This form is from another version of Factdesk. Close it, and open it anew.",
}


async def outdated(desk: Desk, request: Request) -> Reply:
    """A button, a shortcut or a form that this version of the bot does not know."""
    permissions.check(request.actor, "ask", desk.workspace)
    raise UserError(_OUTDATED.get(request.surface, _OUTDATED["button"]).format(command=desk.command))


def _pressed(desk: Desk, request: Request) -> Answer:
    """The fact behind a button, read anew; raises ChangedError where it is not what the card showed."""
    key, _, version = request.value.partition("@")
    edition = desk.edition
    if key not in edition.file.facts:
        raise ChangedError("This fact is no longer on file. Ask again to see what is.")
    made = edition.answer(key, desk.today())
    if made.version != version:
        raise ChangedError(
            f"“{key}” has changed since this card was made. Ask again to see it as it stands now."
        )
    return made
