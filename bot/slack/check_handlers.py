"""The draft check on Slack's surfaces: a command's text, a message, a form.

The draft is unpublished: its text is in no log and is not stored, and the answer is private.
"""

from __future__ import annotations

from bot import review_card
from bot.check import Review
from bot.errors import QuestionError
from bot.model import FactFile
from bot.slack import modals, permissions, recording
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request


async def drafted(desk: Desk, request: Request, draft: str) -> Reply:
    """What followed “check” in a command, a mention or a direct message; whoever asks is checked already."""
    if not draft:
        return Reply(review_card.explained(desk.command), "check explained")
    file, review = desk.edition.file, await desk.check(draft)
    return Reply(
        review_card.message(review, file), _outcome(review), afterwards=_kept(desk, request, review, file)
    )


async def form(desk: Desk, request: Request) -> Reply:
    """The shortcut “Check a draft”: an empty form."""
    permissions.check(request.actor, "ask", desk.workspace)
    return Reply(None, "form opened", view=modals.draft_form(desk.command))


async def submitted(desk: Desk, request: Request) -> Reply:
    """The form was filled in: the result lies on it, and leads back to what was typed."""
    permissions.check(request.actor, "ask", desk.workspace)
    return await _reviewed(desk, request)


async def message(desk: Desk, request: Request) -> Reply:
    """The shortcut on a message, in a channel or a thread: its text is the draft."""
    permissions.check(request.actor, "ask", desk.workspace)
    if not request.text:
        raise QuestionError("This message has no text that could be checked.")
    return await _reviewed(desk, request)


async def _reviewed(desk: Desk, request: Request) -> Reply:
    file, review = desk.edition.file, await desk.check(request.text)
    view = modals.result(review_card.modal(review, file))
    return Reply(None, _outcome(review), view=view, afterwards=_kept(desk, request, review, file))


def _kept(desk: Desk, request: Request, review: Review, file: FactFile) -> recording.Afterwards:
    """That the facts which the draft was checked against were shown is kept; nothing of the draft is."""
    return recording.seen(desk, request.actor, recording.versions(file, review.facts))


def _outcome(review: Review) -> str:
    """What the log says: numbers, and nothing of the draft."""
    return f"checked problems={len(review.problems)} facts={len(review.facts)}"
