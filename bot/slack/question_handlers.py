"""Questions to the fact desk: put by reporters, answered or closed by editors.

A question is stored when its form is submitted, and not before. Who may answer is asked on the button and on
the submit. Whoever asked is told privately; the desk's post then says what came of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot import edit_forms, question_cards, render
from bot.answer import Answer
from bot.block_kit import Message
from bot.changes import digest
from bot.edits import Plain, SetFields
from bot.errors import ChangedError, FactdeskError, FieldError, NotFoundError, UserError
from bot.ledger import Group, Showing, Signature
from bot.question_cards import Asked
from bot.slack import editions, permissions, posting, recording
from bot.slack.desk import Desk
from bot.slack.permissions import Standing
from bot.slack.reply import Reply
from bot.slack.requests import Request
from bot.text import cut, visible

_TITLE: Final = "Ask the fact desk"
_SENT: Final = "Sent. The fact desk answers in a private message from Factdesk."
_NOT_POSTED: Final = (
    "Your question is kept, and the editors see it in Factdesk's Home. The desk's channel could not be "
    "reached, so tell an editor if it is urgent."
)


# ── A reporter asks


async def form(desk: Desk, request: Request) -> Reply:
    """“Ask the fact desk”: the question in a field, and what will be kept; nothing is stored yet."""
    permissions.check(request.actor, "ask", desk.workspace)
    view = question_cards.ask_form(request.value, desk.open_office.rules.keep_days)
    return Reply(None, "question form", view=view)


async def submitted(desk: Desk, request: Request) -> Reply:
    """The form was submitted: the question is stored, then posted to the desk."""
    permissions.check(request.actor, "ask", desk.workspace)
    office = desk.open_office
    text = cut(visible(request.text), question_cards.MAX_QUESTION)
    if not text:
        raise FieldError({"question": "There is no question here. Write it, or close this window."})
    made = await office.off_loop(
        office.ledger.questions.ask, text, request.actor.team, request.actor.user, _once(request)
    )
    is_posted = made.is_repeat or await _posted(desk, made.group)
    view = question_cards.done(_TITLE, _SENT if is_posted else _NOT_POSTED)
    outcome = f"question {made.id} of {made.group}" + ("" if is_posted else ", not posted")
    return Reply(None, outcome, view=view, place="instead")


async def _posted(desk: Desk, number: int) -> bool:
    """Put the group before the desk, or bring the post that it has up to date."""
    office = desk.open_office
    async with office.posting:
        group = await office.off_loop(office.ledger.questions.group, number)
        if group is None or group.state != "open":
            return True  # settled meanwhile, and its askers are told
        post = question_cards.question_post(_asked(group))
        if await posting.instead(desk, group.channel, group.ts, post):
            return True
        ts = await posting.to_desk(desk, post)
        if ts:
            await office.off_loop(office.ledger.questions.place, number, desk.fact_desk_channel or "", ts)
        return bool(ts)


# ── An editor answers, or closes


async def answer_form(desk: Desk, request: Request) -> Reply:
    """“Answer with a fact”: the form, for an editor."""
    await desk.open_office.editors.check(request.actor)
    group = await _open(desk, request.value)
    return Reply(None, f"answer {group.id}", view=question_cards.answer_form(_asked(group)))


async def answered(desk: Desk, request: Request) -> Reply:
    """A fact was chosen: everybody who asked gets its card."""
    standing = await desk.open_office.editors.check(request.actor)
    group, key = await _given(desk, request), edit_forms.text(request.values, "fact")
    if key not in desk.edition.file.facts:
        raise FieldError({"fact": f"“{cut(key, 60)}” is no longer on file. Choose another fact."})
    # The edit comes first: should anything unforeseen stop it, the question is still open.
    added = await _added(desk, request, standing, group, key)
    tell = await _settled(desk, request, group, key)
    view = question_cards.done("Answered", "Everybody who asked gets the fact privately.", added)
    return Reply(None, f"answered {group.id} with {key}", view=view, place="instead", afterwards=tell)


async def close_form(desk: Desk, request: Request) -> Reply:
    """“Can't be answered”: the form, for an editor."""
    await desk.open_office.editors.check(request.actor)
    group = await _open(desk, request.value)
    return Reply(None, f"close {group.id}", view=question_cards.close_form(_asked(group)))


async def closed(desk: Desk, request: Request) -> Reply:
    """The question is closed without a fact: everybody who asked is told."""
    await desk.open_office.editors.check(request.actor)
    group = await _given(desk, request)
    tell = await _settled(desk, request, group, None)
    view = question_cards.done("Closed", "Everybody who asked is told that the desk can't answer this now.")
    return Reply(None, f"closed {group.id}", view=view, place="instead", afterwards=tell)


async def _settled(
    desk: Desk, request: Request, group: Group, key: str | None
) -> Callable[[], Awaitable[None]]:
    """Settle the question in the ledger, with a fact or without; gives back what is to be told of it then.

    Raises ChangedError or NotFoundError where somebody else was quicker.
    """
    office, by, note = desk.open_office, request.actor.user, _note(request)
    questions = office.ledger.questions
    taken = await (
        office.off_loop(questions.close, group.id, by, note)
        if key is None
        else office.off_loop(questions.answer, group.id, key, by, note)
    )
    if not taken:
        await _open(desk, str(group.id))  # says what became of it
        raise ChangedError("This question was settled meanwhile. Nothing was sent.")

    async def tell() -> None:
        """Say on the desk's post what came of it, tell each asker once, then say how many it reached."""
        now = await office.off_loop(questions.group, group.id) or group
        await _settle(desk, now, key, by, note, None)
        theirs: dict[str, list[str]] = {}
        for each in taken:
            theirs.setdefault(each.user, []).append(each.text)
        reached = 0
        for user, texts in theirs.items():
            if await posting.to_person(desk, user, _message(desk, texts, note, key)):
                reached += 1
                await _recorded(desk, request.actor.team, user, key)
        await _settle(desk, now, key, by, note, reached)

    return tell


async def _recorded(desk: Desk, team: str, user: str, key: str | None) -> None:
    """Keep that the asker was shown the fact, so that they are told when it changes."""
    shown = recording.versions(desk.edition.file, () if key is None else (key,))
    await recording.keep(desk, [Showing(fact, version, team, user) for fact, version in shown.items()])


def _message(desk: Desk, texts: list[str], note: str, key: str | None) -> Message:
    """To one asker: the fact's card under the question, or that there is none."""
    wordings = tuple(dict.fromkeys(texts))
    if key is None or key not in desk.edition.file.facts:
        return question_cards.unanswered(wordings, note)
    told = question_cards.answered(wordings, note)
    return render.card(_answer(desk, key), shareable=False, suggest=True, told=told)


async def _settle(desk: Desk, group: Group, key: str | None, by: str, note: str, told: int | None) -> None:
    found = None if key is None or key not in desk.edition.file.facts else _answer(desk, key)
    post = question_cards.settled_post(_asked(group), by, found, note, told)
    async with desk.open_office.posting:
        await posting.instead(desk, group.channel, group.ts, post)


def _answer(desk: Desk, key: str) -> Answer:
    return desk.edition.answer(key, desk.today())


# ── The question as a way to ask for the fact


async def _added(desk: Desk, request: Request, standing: Standing, group: Group, key: str) -> str:
    """Add the ticked wordings to the fact's asked_as; says what came of it, and nothing if none is ticked.

    What is wrong with this edit is told beside the answer, and stops no answer.
    """
    ticked = request.values.get("asked_as", ())
    chosen = [each for each in group.texts if question_cards.mark(each) in ticked]
    phrases = [visible(each) for each in chosen if question_cards.is_phrase(each)]
    fact = desk.edition.file.facts[key]
    new: list[Plain] = [each for each in phrases if each not in fact.asked_as]
    if not new:
        return ""
    edit = SetFields(key, digest(fact), {"asked_as": [*fact.asked_as, *new]})
    signature = Signature(
        how="slack", by=request.actor.user, name=standing.name, why="Asked so", request=_once(request)
    )
    try:
        await editions.save(desk, edit, signature)
    except UserError as error:
        return f"The question was not added to {key}'s asked_as: {error}"
    except FactdeskError as error:
        desk.open_office.log.warning("asked_as of %s was not saved: %s", key, error)
        return f"The question was not added to {key}'s asked_as: something went wrong. Add it with an edit."
    return f"The question was added to {key}'s asked_as."


# ── What a button or a form speaks of


async def _open(desk: Desk, number: str) -> Group:
    """The group, if it is open still; raises NotFoundError or ChangedError with what became of it."""
    office = desk.open_office
    found = None
    if number.isdecimal():
        found = await office.off_loop(office.ledger.questions.group, int(number))
    if found is None:
        days = office.rules.keep_days
        raise NotFoundError(
            f"This question is no longer kept: questions are removed after {days} days, and when somebody "
            "asks to be forgotten. Nothing was sent."
        )
    match found.state:
        case "answered":
            raise ChangedError(f"This question has been answered already, with “{found.fact}”.")
        case "closed":
            raise ChangedError("This question has been closed already: its askers were told.")
        case _:
            return found


async def _given(desk: Desk, request: Request) -> Group:
    return await _open(desk, str(edit_forms.unpacked(request.metadata).get("group", "")))


def _note(request: Request) -> str:
    return cut(edit_forms.text(request.values, "note"), question_cards.MAX_NOTE)


def _once(request: Request) -> str:
    """What names this form: submitted or delivered twice, it has one effect."""
    return f"view {request.view_id}" if request.view_id else request.delivery


def _asked(group: Group) -> Asked:
    return Asked(group.id, group.texts, group.users, group.count, group.asked_at)
