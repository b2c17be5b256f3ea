"""What a person does with shortcuts and modals: the parts of `server.SlackStandIn`'s acts.

What Slack shows where the ack of a submission breaks a rule is not documented ("trouble connecting");
here nothing changes, and the outcome has the Web API's error code, or `invalid_response_action`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.playground import acts, payloads_views
from bot.playground.acts import Outcome
from bot.playground.content import RefusalError
from bot.playground.dispatch import Dispatch
from bot.playground.messages import Message
from bot.playground.payloads import Scene, chosen_option
from bot.playground.state import Ack, Delivery, State
from bot.playground.view_rules import TYPED, checked_view, inputs, not_submittable, refused_view
from bot.playground.views import View
from bot.playground.workspace import Json, ShortcutKind, User


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


async def submit(slack: State, way: Dispatch, person: User, view: View, values: Mapping[str, str]) -> Outcome:
    """Raises ValueError where the client would not send this."""
    seen = replace(_seen(slack, person, view), errors={})
    if "submit" not in seen.content:
        raise ValueError(f"“{seen.title}” has no button to submit it")
    filled = replace(seen, typed=_filled(seen, values))
    slack.views.put(filled)
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
    seen = _seen(slack, person, view)
    everything = seen.content.get("clear_on_close", False)
    slack.views.clear(person.id) if everything else slack.views.close(seen)
    ack = Ack(None, None, 0.0)
    if seen.content.get("notify_on_close"):
        payload = payloads_views.view_closed(slack, person, seen, is_cleared=everything)
        ack = await way.deliver(Delivery("interactive", payload))
    return replace(acts.outcome(ack), view=slack.views.top(person.id))


def _must_be_offered(slack: State, callback_id: str, kind: ShortcutKind) -> None:
    offered = slack.workspace.app.shortcuts
    if offered.get(callback_id) != kind:
        known = sorted(name for name, each in offered.items() if each == kind)
        raise ValueError(f"no {kind} shortcut {callback_id!r} among {known}")


def _seen(slack: State, person: User, view: View) -> View:
    """The view as it stands now. Raises ValueError unless it is on top of this person's."""
    top = slack.views.top(person.id)
    if top is None or top.id != view.id:
        raise ValueError(f"{person.name} does not see “{view.title}” now")
    return top


def _filled(view: View, values: Mapping[str, str]) -> dict[str, dict[str, Json]]:
    """`state.values` with these, by action_id or block_id, and what stood there before for the others."""
    left = dict(values)
    found: dict[str, dict[str, Json]] = {}
    for block, element in inputs(view.content):
        key, name = block["block_id"], element["action_id"]
        state = dict(view.typed[key][name])
        given = left.pop(name, left.pop(key, None))
        if element["type"] in TYPED:
            state["value"] = given if given is not None else state.get("value")
            if problem := not_submittable(block, element, state["value"] or ""):
                raise ValueError(problem)
            state["value"] = state["value"] or None
        elif given is not None:
            state["selected_option"] = chosen_option(element, given)
        found[key] = {name: state}
    if left:
        raise ValueError(f"“{view.title}” has no field {sorted(left)}")
    return found


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
    known = {block["block_id"] for block, _ in inputs(view.content)}
    if not isinstance(value, dict) or not value or not all(isinstance(each, str) for each in value.values()):
        raise refused_view(("errors must be an object of strings",))
    if unknown := sorted(value.keys() - known):
        raise refused_view(tuple(f"no input block {each}" for each in unknown))
    return value
