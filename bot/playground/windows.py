"""What a person does with shortcuts, modals and the app's home: the parts of `server.SlackStandIn`'s acts.

What Slack shows where the ack of a submission breaks a rule is not documented ("trouble connecting");
here nothing changes, and the outcome has the Web API's error code, or `invalid_response_action`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bot.playground import acts, payloads_views
from bot.playground.acts import Outcome
from bot.playground.content import RefusalError
from bot.playground.dispatch import Dispatch
from bot.playground.elements import Given, not_submittable
from bot.playground.messages import Message
from bot.playground.payloads import Scene, app_home_opened
from bot.playground.payloads_views import view_json
from bot.playground.spots import InView
from bot.playground.state import Ack, Delivery, State
from bot.playground.uses import fill
from bot.playground.view_rules import checked_view, input_parts, refused_view
from bot.playground.views import View
from bot.playground.workspace import ShortcutKind, User

Tab = Literal["home", "messages"]


async def shortcut(slack: State, way: Dispatch, person: User, callback_id: str) -> Outcome:
    """Raises ValueError for a shortcut that the app does not offer."""
    _must_be_offered(slack, callback_id, "global")
    if (refused := acts.not_sent(slack, "commands")) is not None:
        return refused
    payload = payloads_views.shortcut(slack, person, callback_id)
    return acts.outcome(await way.deliver(Delivery("interactive", payload)))


async def message_shortcut(
    slack: State, way: Dispatch, scene: Scene, message: Message, callback_id: str
) -> Outcome:
    """Raises ValueError for a shortcut that the app does not offer, or that this message does not have."""
    _must_be_offered(slack, callback_id, "message")
    seen = acts.seen_message(slack, scene.user, message)
    if seen.ephemeral:
        raise ValueError("Slack offers no shortcut on a message that only one person sees")
    if (refused := acts.not_sent(slack, "commands")) is not None:
        return refused
    payload = payloads_views.message_action(slack, scene, seen, callback_id)
    return acts.outcome(await way.deliver(Delivery("interactive", payload)))


async def submit(
    slack: State, way: Dispatch, person: User, view: View, values: Mapping[str, Given]
) -> Outcome:
    """Raises ValueError where the client would not send this."""
    seen = replace(seen_view(slack, person, view), errors={})
    if "submit" not in seen.content:
        raise ValueError(f"“{seen.title}” has no button to submit it")
    filled = (await fill(slack, way, InView(slack, person, seen), values)).view
    for part in input_parts(filled.content):
        if problem := not_submittable(part, filled.typed[part.ids[0]][part.ids[1]]):
            raise ValueError(problem)
    payload = payloads_views.view_submission(slack, person, filled)
    ack = await way.deliver(Delivery("interactive", payload))
    try:
        if ack.error is None:
            _apply(slack, filled, ack)
        shown = acts.outcome(ack)
    except RefusalError as refusal:
        problems = tuple(refusal.details.get("errors", ()))
        shown = replace(acts.outcome(ack), error=refusal.code, problems=problems)
    slack.views.take_news(person.id)
    return replace(shown, view=slack.views.top(person.id))


async def close(slack: State, way: Dispatch, person: User, view: View) -> Outcome:
    """The view's own button: back to the one below. Whoever asked to be told of it is told."""
    if (seen := seen_view(slack, person, view)).kind == "home":
        raise ValueError("a home has no button to close it")
    everything = seen.content.get("clear_on_close", False)
    slack.views.clear(person.id) if everything else slack.views.close(seen)
    ack = Ack(None, None, 0.0)
    if seen.content.get("notify_on_close"):
        payload = payloads_views.view_closed(slack, person, seen, is_cleared=everything)
        ack = await way.deliver(Delivery("interactive", payload))
    return replace(acts.outcome(ack), view=slack.views.top(person.id))


async def open_home(slack: State, way: Dispatch, scene: Scene, tab: Tab) -> Outcome:
    """Raises ValueError where there is no such tab to open."""
    if tab == "home" and not slack.workspace.app.home_tab:
        raise ValueError("the app has no home tab")
    if (refused := acts.not_sent(slack, None, "app_home_opened")) is not None:
        return refused
    slack.views.mark_read(scene.user.id)
    seen = slack.views.home(scene.user.id) if tab == "home" else None
    shown = view_json(slack.workspace, seen) if seen else None
    return acts.outcome(await way.event(app_home_opened(scene, tab, shown, f"{slack.clock.now():.6f}")))


def _must_be_offered(slack: State, callback_id: str, kind: ShortcutKind) -> None:
    offered = slack.workspace.app.shortcuts
    if offered.get(callback_id) != kind:
        known = sorted(name for name, each in offered.items() if each == kind)
        raise ValueError(f"no {kind} shortcut {callback_id!r} among {known}")


def seen_view(slack: State, person: User, view: View) -> View:
    """The view as it stands now. Raises ValueError unless it is this person's home, or on top of theirs."""
    home = slack.views.home(person.id)
    top = home if home is not None and home.id == view.id else slack.views.top(person.id)
    if top is None or top.id != view.id:
        raise ValueError(f"{person.name} does not see “{view.title}” now")
    return top


def _apply(slack: State, view: View, ack: Ack) -> None:
    """Do what the ack of a submission says. Raises RefusalError where it says nothing that Slack knows."""
    payload = ack.payload or {}
    match payload.get("response_action"):
        case None if not payload:
            slack.views.close(view)
        case "clear":
            slack.views.clear(view.user)
        case "errors":
            slack.views.put(replace(view, errors=_errors(view, payload.get("errors"))))
        case "update":
            slack.views.update(view, checked_view(payload.get("view")))
        case "push":
            slack.views.push(view.user, checked_view(payload.get("view")))
        case _:
            raise RefusalError("invalid_response_action")


def _errors(view: View, value: object) -> Mapping[str, str]:
    """Errors by block_id; each must name an input block of this view."""
    known = {part.ids[0] for part in input_parts(view.content)}
    if not isinstance(value, dict) or not value or not all(isinstance(each, str) for each in value.values()):
        raise refused_view(("errors must be an object of strings",))
    if unknown := sorted(value.keys() - known):
        raise refused_view(tuple(f"no input block {each}" for each in unknown))
    return value
