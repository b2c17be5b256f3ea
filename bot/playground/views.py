"""Modals and homes: who has which open, and the keys that open them.

Sources: Slack's pages on modals, on home tabs and on handling interaction. A stack has three views at most;
what lies below another keeps its state. An update keeps what was put in where block_id and action_id stay
the same, and so does a home that is published again. Where Slack documents no rule: views.open takes the
place of whatever is open; an element in another block than an input keeps what was put in, too.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import chain

from bot.playground.block_kit import interactive_elements
from bot.playground.clock import Clock, Notice
from bot.playground.content import RefusalError
from bot.playground.elements import Typed, standing, words
from bot.playground.workspace import Json

TRIGGER_SECONDS = 3.0
MOST_VIEWS = 3


@dataclass(frozen=True, slots=True)
class View:
    """A view as its owner sees it: a modal, or the app's home.

    content: what the app sent, with the ids that Slack fills in. typed: `state.values`, by block_id and
    action_id. errors: what stands in red below a block, by block_id.
    """

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.content["type"])

    @property
    def title(self) -> str:
        """What stands on top; empty for a home."""
        return str(self.content.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.content["blocks"])

    @property
    def callback_id(self) -> str:
        """What the app calls it; empty where it has no name."""
        return str(self.content.get("callback_id", ""))

    def text(self, action_id: str) -> str:
        """What a person reads in this field; empty where nothing stands, or where there is none."""
        found = (elements[action_id] for elements in self.typed.values() if action_id in elements)
        state = next(found, None)
        return words(state) if state else ""


@dataclass(slots=True)
class Trigger:
    """user: whose act it was. used: has it opened something?"""

    user: str
    handed_out: float
    used: bool = False


class Views:
    """Each person's stack of views, the one on top last; their homes; the trigger_ids handed out."""

    def __init__(self, clock: Clock, notice: Notice) -> None:
        self._clock = clock
        self._notice = notice
        self._stacks: dict[str, list[View]] = {}
        self._triggers: dict[str, Trigger] = {}
        self._news: dict[str, View] = {}
        self._homes: dict[str, View] = {}
        self._published: set[str] = set()

    def trigger(self, user: str) -> str:
        """A key that opens a view for this person, good for 3 s and for one use. What came before is read."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[key] = Trigger(user, self._clock.now())
        self.mark_read(user)
        return key

    def mark_read(self, user: str) -> None:
        """All that has been opened, updated or published so far is no news to this person."""
        self._news.pop(user, None)
        self._published.discard(user)

    def redeem(self, key: str) -> str:
        """Whose trigger this is; it is used up.

        Raises RefusalError: invalid_trigger_id, expired_trigger_id, exchanged_trigger_id.
        """
        if (trigger := self._triggers.get(key)) is None:
            raise RefusalError("invalid_trigger_id")
        if trigger.used:
            raise RefusalError("exchanged_trigger_id")
        if self._clock.now() - trigger.handed_out > TRIGGER_SECONDS:
            raise RefusalError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def top(self, user: str) -> View | None:
        """What this person sees, if a view is open."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """A modal by either id. Raises RefusalError `not_found`."""
        for view in (view for stack in self._stacks.values() for view in stack):
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        raise RefusalError("not_found")

    def open(self, user: str, content: Json) -> View:
        """A view in the place of whatever is open. Raises RefusalError `duplicate_external_id`."""
        self._stacks.pop(user, None)
        return self.push(user, content)

    def push(self, user: str, content: Json) -> View:
        """A view on top. Raises RefusalError: duplicate_external_id, push_limit_reached."""
        stack = self._stacks.get(user, [])
        if len(stack) >= MOST_VIEWS:
            raise RefusalError("push_limit_reached")
        self._must_be_free(content)
        key, shown = self._new_id(), with_ids(content)
        root, previous = (stack[0].id, stack[-1].id) if stack else (key, None)
        view = View(key, user, shown, self._hash(), root, previous, standing(shown["blocks"]))
        self._stacks[user] = [*stack, view]
        self._tell(view)
        return view

    def update(self, old: View, content: Json, known: str = "") -> View:
        """Another view in its place. Raises RefusalError: hash_conflict, duplicate_external_id."""
        if known and known != old.hash:
            raise RefusalError("hash_conflict")
        self._must_be_free(content, old)
        shown = with_ids(content)
        typed = standing(shown["blocks"], old.typed)
        view = replace(old, content=shown, hash=self._hash(), typed=typed, errors={})
        self.put(view)
        self._tell(view)
        return view

    def home(self, user: str) -> View | None:
        """What was published last for this person."""
        return self._homes.get(user)

    def publish(self, user: str, content: Json, known: str = "") -> View:
        """A person's home, in the place of the one before; it keeps that one's id.

        Raises RefusalError: hash_conflict, duplicate_external_id.
        """
        old = self._homes.get(user)
        if known and (old is None or known != old.hash):
            raise RefusalError("hash_conflict")
        self._must_be_free(content, old)
        key, shown = old.id if old else self._new_id(), with_ids(content)
        typed = standing(shown["blocks"], old.typed if old else None)
        self._homes[user] = View(key, user, shown, self._hash(), key, None, typed)
        self._published.add(user)
        self._notice.tell()
        return self._homes[user]

    def take_home(self, user: str) -> View | None:
        """What was published for this person since their last act; it is given once."""
        if user not in self._published:
            return None
        self._published.discard(user)
        return self._homes[user]

    def put(self, view: View) -> None:
        """The same view with something else put in, or with errors."""
        if view.kind == "home":
            self._homes[view.user] = view
            return
        stack = self._stacks.get(view.user, [])
        self._stacks[view.user] = [view if each.id == view.id else each for each in stack]
        self._notice.tell()

    def close(self, view: View) -> None:
        """Take this view away, and what lies on it."""
        stack = self._stacks.get(view.user, [])
        place = next((at for at, each in enumerate(stack) if each.id == view.id), len(stack))
        self._stacks[view.user] = stack[:place]
        self._notice.tell()

    def clear(self, user: str) -> None:
        """Close everything."""
        self._stacks.pop(user, None)
        self._notice.tell()

    def take_news(self, user: str) -> View | None:
        """What the app opened or updated for this person since their last act; it is given once."""
        news = self._news.pop(user, None)
        return self.top(user) if news else None

    def _tell(self, view: View) -> None:
        self._news[view.user] = view
        self._notice.tell()

    def _must_be_free(self, content: Json, but: View | None = None) -> None:
        name = content.get("external_id")
        taken = (each for each in self._all() if but is None or each.id != but.id)
        if name and any(each.content.get("external_id") == name for each in taken):
            raise RefusalError("duplicate_external_id")

    def _all(self) -> Iterator[View]:
        modals = (view for stack in self._stacks.values() for view in stack)
        return chain(modals, self._homes.values())

    @staticmethod
    def _new_id() -> str:
        return f"V{secrets.token_hex(5).upper()}"

    def _hash(self) -> str:
        return f"{self._clock.now():.0f}.{secrets.token_hex(4)}"


def with_ids(content: Json) -> Json:
    """A copy with ids where the app gave none: fresh ones each time, so that nothing is kept by them."""
    named = deepcopy(content)
    for block in named["blocks"]:
        block.setdefault("block_id", secrets.token_hex(3))
        for _, element in interactive_elements([block]):
            element.setdefault("action_id", secrets.token_hex(3))
    return named
