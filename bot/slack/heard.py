"""Everything that the bot hears, as one table, and how it is put to Bolt.

What Slack must be told of (commands, shortcuts, events) stands in `manifest.yaml` too; a test holds the two
together. A catch-all takes every other event: Bolt answers an unheard one with 404, and those count
towards Slack's disabling the subscription.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot import edit_views, home_view, question_cards
from bot.slack import (
    check_handlers,
    edit_handlers,
    handlers,
    home_handlers,
    home_search,
    modals,
    proposals,
    question_handlers,
    requests,
    suggestion_decisions,
    suggestion_handlers,
    telling,
    trouble_handlers,
)
from bot.slack.door import Door, Handler
from bot.slack.home_handlers import renewing

Body = dict[str, Any]
Reader = Callable[[Body], requests.Request]
Surface = Callable[[Handler, requests.Request, AsyncAck], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that the bot hears. `what` is a name, or a pattern for a family of names."""

    kind: Literal["command", "shortcut", "message shortcut", "form", "action", "suggestions", "home", "event"]
    what: str | re.Pattern[str]
    handler: Handler | None


COMMAND: Final = "(command)"  # stands for the configured name of the slash command

HEARD: Final = (
    Heard("command", COMMAND, handlers.question),
    Heard("message shortcut", modals.CHECK_MESSAGE, check_handlers.message),
    Heard("message shortcut", re.compile(r".*"), handlers.outdated),
    Heard("shortcut", modals.CHECK_DRAFT, check_handlers.form),
    Heard("shortcut", re.compile(r".*"), handlers.outdated),
    Heard("form", modals.CHECK_DRAFT, check_handlers.submitted),
    Heard("form", edit_views.EDIT, renewing(edit_handlers.edited)),
    Heard("form", edit_views.VERIFY, renewing(edit_handlers.verified)),
    Heard("form", edit_views.WITHDRAW, renewing(edit_handlers.withdrawn)),
    Heard("form", edit_views.ADD_STATEMENT, edit_handlers.statement_given),
    Heard("form", edit_views.ADD_FACT, renewing(edit_handlers.fact_given)),
    Heard("form", edit_views.ADD_SOURCE, edit_handlers.source_added),
    Heard("form", question_cards.ASK, question_handlers.submitted),
    Heard("form", question_cards.ANSWER, renewing(question_handlers.answered)),
    Heard("form", question_cards.CLOSE, renewing(question_handlers.closed)),
    Heard("form", question_cards.SUGGEST, suggestion_handlers.submitted),
    Heard("form", question_cards.DECLINE, renewing(suggestion_decisions.declined)),
    Heard("form", re.compile(r".*"), handlers.outdated),
    Heard("action", "share", handlers.share),
    Heard("action", "more", handlers.more),
    Heard("action", "report", handlers.report),
    Heard("action", "edit", edit_handlers.edit_pressed),
    Heard("action", "verify", edit_handlers.verify_pressed),
    Heard("action", "proposal_approve", proposals.approve),
    Heard("action", "proposal_decline", proposals.decline),
    Heard("action", "undo", proposals.undo),
    Heard("action", "tell_readers", telling.tell_readers),
    Heard("action", "tell_nobody", telling.tell_nobody),
    Heard("action", "serve_anyway", trouble_handlers.serve_anyway),
    Heard("action", question_cards.ASK, question_handlers.form),
    Heard("action", question_cards.ANSWER, question_handlers.answer_form),
    Heard("action", question_cards.CLOSE, question_handlers.close_form),
    Heard("action", question_cards.SUGGEST, suggestion_handlers.form),
    Heard("action", question_cards.ACCEPT, suggestion_decisions.accept),
    Heard("action", question_cards.DECLINE, suggestion_decisions.decline_form),
    Heard("action", re.compile(r"pick_[1-3]$"), handlers.picked),
    Heard("action", "pick_none", handlers.none_of_these),
    Heard("action", home_view.SEARCH, home_search.searched),
    Heard("action", home_view.FACT, home_search.shown),
    Heard("action", home_view.SHOW, home_search.shown),
    Heard("action", re.compile(rf"{home_view.TOPIC}_[0-9]+$"), home_handlers.topic),
    Heard("action", re.compile(r".*"), handlers.outdated),
    *(Heard("suggestions", name, home_handlers.suggested) for name in home_handlers.SUGGESTING),
    Heard("home", "app_home_opened", home_handlers.opened),
    Heard("event", "app_mention", handlers.question),
    Heard("event", "message", handlers.question),
    Heard("event", re.compile(r".*"), None),
)


def listen(app: AsyncApp, door: Door, command: str) -> None:
    """Register every row of the table, in its order: Bolt takes the first that fits."""
    ways: dict[str, tuple[Callable[..., Any], Surface, Reader]] = {
        "command": (app.command, door.command, requests.from_command),
        "message shortcut": (app.message_shortcut, door.shortcut, requests.from_shortcut),
        "shortcut": (app.global_shortcut, door.shortcut, requests.from_shortcut),
        "form": (app.view_submission, door.form, requests.from_form),
        "action": (app.action, door.button, requests.from_button),
        "suggestions": (app.options, door.options, requests.from_suggestion),
    }
    for row in HEARD:
        what = command if row.kind == "command" else row.what
        if row.kind == "home":
            app.event(what)(_home(door, row.handler))
        elif row.kind == "event":
            app.event(what)(_event(door, row.handler))
        else:
            register, surface, read = ways[row.kind]
            register(what)(_acked(surface, read, row.handler))

    @app.error
    async def outside_a_handler(error: Exception) -> BoltResponse:
        # Reaches the person only before an ack, and only with status 200.
        message = await door.failed(error)
        return BoltResponse(
            status=200,
            body={"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)},
        )


def _acked(surface: Surface, read: Reader, handler: Handler | None) -> Any:  # noqa: ANN401 - Bolt looks at the function's parameters
    async def heard(ack: AsyncAck, body: Body) -> None:
        if handler is not None:
            await surface(handler, read(body), ack)

    return heard


def _event(door: Door, handler: Handler | None) -> Any:  # noqa: ANN401 - the same
    async def heard(body: Body) -> None:
        if handler is not None and requests.is_for_the_bot(body):
            await door.event(handler, requests.from_event(body))

    return heard


def _home(door: Door, handler: Handler | None) -> Any:  # noqa: ANN401 - the same
    async def heard(body: Body) -> None:
        request = requests.from_home(body)
        if handler is not None and request.action == "home":  # the other tab is the direct conversation
            await door.event(handler, request)

    return heard
