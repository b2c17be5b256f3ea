"""Where an element stands, in a message or in a view, and what the app is sent from there.

Sources: Slack's reference of `block_actions` and `block_suggestion` payloads. A press in a view has no
response_url; a suggestion has neither that nor a trigger_id.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Protocol

from bot.playground.elements import Part, Typed, action, standing
from bot.playground.hooks import Hooks
from bot.playground.messages import Message
from bot.playground.payloads import Scene, message_json, with_ids
from bot.playground.payloads_views import interaction, view_json
from bot.playground.state import State
from bot.playground.views import View
from bot.playground.workspace import Json, User


class Spot(Protocol):
    """A message or a view, as one person sees it."""

    @property
    def user(self) -> User:
        """Who sees it."""

    @property
    def key(self) -> str:
        """What it is known by."""

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, with the ids that Slack fills in."""

    @property
    def typed(self) -> Typed:
        """What stands in its elements."""

    def put(self, typed: Typed) -> Spot:
        """The same with something else in its elements."""

    def pressed(self, part: Part, option: Json | None) -> Json:
        """`block_actions`, with keys of its own. option: what was chosen of an overflow menu."""

    def asked(self, part: Part, words: str) -> Json:
        """`block_suggestion`: what was typed into a menu so far."""


@dataclass(frozen=True, slots=True)
class InMessage:
    """A message. An ephemeral one isn't repeated in the payload."""

    slack: State
    hooks: Hooks
    scene: Scene
    message: Message

    @property
    def user(self) -> User:
        """Who sees it."""
        return self.scene.user

    @property
    def key(self) -> str:
        """Channel and timestamp."""
        return f"{self.message.channel} {self.message.ts}"

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, with ids."""
        return with_ids(self.message.blocks)

    @property
    def typed(self) -> Typed:
        """What this person has put into its elements."""
        return standing(self.blocks, self.slack.put_in.get((self.user.id, self.key)))

    def put(self, typed: Typed) -> InMessage:
        """Kept for this person alone."""
        self.slack.put_in[self.user.id, self.key] = typed
        return self

    def pressed(self, part: Part, option: Json | None) -> Json:
        """With a response_url that can change this message."""
        user, channel = self.user, self.scene.channel
        payload = interaction(self.slack, user, "block_actions") | self._place() | {"state": self._state()}
        payload["response_url"] = self.hooks.open("actions", user.id, channel.id, self.message)
        return payload | {"actions": [_action(self, part, option)]}

    def asked(self, part: Part, words: str) -> Json:
        """As in a view, with the message."""
        return _question(self, part, words) | self._place()

    def _place(self) -> Json:
        message, channel = self.message, self.scene.channel
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        place: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        }
        return (
            place if message.ephemeral else place | {"message": message_json(self.scene.workspace, message)}
        )

    def _state(self) -> Json:
        return {"values": {block: dict(elements) for block, elements in self.typed.items()}}


@dataclass(frozen=True, slots=True)
class InView:
    """A view: a modal or a home, with what stands in it."""

    slack: State
    user: User
    view: View

    @property
    def key(self) -> str:
        """The view's id."""
        return self.view.id

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, with ids."""
        return self.view.blocks

    @property
    def typed(self) -> Typed:
        """What stands in its elements."""
        return self.view.typed

    def put(self, typed: Typed) -> InView:
        """The view as it stands then."""
        view = replace(self.view, typed=typed)
        self.slack.views.put(view)
        return replace(self, view=view)

    def pressed(self, part: Part, option: Json | None) -> Json:
        """With the view, whose `state.values` has everything that stands in it."""
        payload = interaction(self.slack, self.user, "block_actions") | self._place()
        return payload | {"actions": [_action(self, part, option)]}

    def asked(self, part: Part, words: str) -> Json:
        """With the view."""
        return _question(self, part, words) | self._place()

    def _place(self) -> Json:
        container = {"type": "view", "view_id": self.view.id}
        return {"container": container, "view": view_json(self.slack.workspace, self.view)}


def _action(spot: Spot, part: Part, option: Json | None) -> Json:
    key, name = part.ids
    return action(part, spot.typed[key][name] if part.keeps else None, option, f"{time.time():.6f}")


def _question(spot: InMessage | InView, part: Part, words: str) -> Json:
    asked = interaction(spot.slack, spot.user, "block_suggestion", has_trigger=False)
    return asked | {"block_id": part.ids[0], "action_id": part.ids[1], "value": words}
