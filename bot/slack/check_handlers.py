"""The draft check on Slack's surfaces: a command's text, a message, a form.

The draft is unpublished: its text is in no log and is not stored, and the answer is private.
"""

from __future__ import annotations

from bot import review_card
from bot.check import Review
from bot.errors import QuestionError
from bot.slack import modals, permissions
from bot.slack.desk import Desk
from bot.slack.reply import Reply
from bot.slack.requests import Request


async def drafted(desk: Desk, draft: str) -> Reply:
    """What followed “check” in a command, a mention or a direct message; whoever asks is checked already."""
    if not draft:
        return Reply(review_card.explained(desk.command), "check explained")
    file, review = desk.edition.file, await desk.check(draft)
    return Reply(review_card.message(review, file), _outcome(review))


async def form(desk: Desk, request: Request) -> Reply:
    """The shortcut “Check a draft”: an empty form."""
    permissions.check(request.actor, "ask", desk.workspace)
    return Reply(None, "form opened", view=modals.draft_form(desk.command))


async def submitted(desk: Desk, request: Request) -> Reply:
    """The form was filled in: the result lies on it, and leads back to what was typed."""
    permissions.check(request.actor, "ask", desk.workspace)
    return await _reviewed(desk, request.text)


async def message(desk: Desk, request: Request) -> Reply:
    """The shortcut on a message, in a channel or a thread: its text is the draft."""
    permissions.check(request.actor, "ask", desk.workspace)
    if not request.text:
        raise QuestionError("This message has no text that could be checked.")
    return await _reviewed(desk, request.text)


async def _reviewed(desk: Desk, draft: str) -> Reply:
    file, review = desk.edition.file, await desk.check(draft)
    view = modals.result(review_card.modal(review, file))
    return Reply(None, _outcome(review), view=view)


def _outcome(review: Review) -> str:
    """What the log says: numbers, and nothing of the draft."""
    return f"checked problems={len(review.problems)} facts={len(review.facts)}"
