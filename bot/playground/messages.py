"""Messages, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.playground.clock import Clock, Notice
from bot.playground.workspace import Json, User, Workspace

ChangeKind = Literal["posted", "updated", "deleted"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its author sent it.

    user: the author's id. owner: the only person who sees it, where it is ephemeral. shown: False for
    an ephemeral message that Slack takes but nobody ever sees, as it went to a thread that isn't
    active for its owner. blocks: exactly what the app sent (ids that Slack would fill in are not).
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    bot_id: str | None = None
    thread_ts: str | None = None
    owner: str | None = None
    shown: bool = True
    edited: bool = False

    @property
    def ephemeral(self) -> bool:
        """Does one person only see it?"""
        return self.owner is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a person may notice. `message` is as it stands now, or stood before it went."""

    kind: ChangeKind
    message: Message


class Messages:
    """All messages of the workspace, oldest first, and every change to them, in order."""

    def __init__(self, workspace: Workspace, clock: Clock, notice: Notice) -> None:
        self.changes: list[Change] = []
        self._workspace = workspace
        self._clock = clock
        self._notice = notice
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_ts = 0
        self._read: dict[str, int] = {}
        self._taken: dict[str, set[int]] = {}

    def post(
        self,
        channel: str,
        user: str,
        text: str,
        *,
        blocks: tuple[Json, ...] = (),
        bot_id: str | None = None,
        thread_ts: str | None = None,
        owner: str | None = None,
    ) -> Message:
        """Fields as in Message; the timestamp is given here, and no two are alike."""
        message = Message(channel, self._next_ts(), user, text, blocks, bot_id, thread_ts, owner)
        if message.owner and message.thread_ts:
            message = replace(message, shown=self._active(message.owner, channel, message.thread_ts))
        self._messages[channel, message.ts] = message
        self._change("posted", message)
        return message

    def update(self, message: Message, text: str, blocks: tuple[Json, ...]) -> Message:
        """Another text and other blocks in its place."""
        changed = replace(message, text=text, blocks=blocks, edited=True)
        self._messages[message.channel, message.ts] = changed
        self._change("updated", changed)
        return changed

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self._messages[message.channel, message.ts]
        self._change("deleted", message)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this timestamp, if there is one."""
        return self._messages.get((channel, ts))

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The public messages of a thread, its first message included."""
        public = (m for m in self._messages.values() if m.channel == channel and not m.owner)
        return [m for m in public if ts in (m.ts, m.thread_ts)]

    def visible(self, user: User, channel: str) -> list[Message]:
        """What this person sees in this channel, oldest first."""
        return [m for m in self._messages.values() if m.channel == channel and self._sees(user, m)]

    def forget_ephemerals(self, user: User) -> None:
        """A reload of the person's client: ephemeral messages don't survive it."""
        for message in [m for m in self._messages.values() if m.owner == user.id]:
            del self._messages[message.channel, message.ts]

    def mark_read(self, user: str) -> None:
        """All that has happened so far is no news to this person."""
        self._read[user] = len(self.changes)

    def take_news(self, user: User, channel: str, kinds: frozenset[ChangeKind]) -> Change | None:
        """The first change since `mark_read` that others made and this person sees; each is given once."""
        taken = self._taken.setdefault(user.id, set())
        for number in range(self._read.get(user.id, 0), len(self.changes)):
            change = self.changes[number]
            message = change.message
            news = number not in taken and message.channel == channel and message.user != user.id
            if news and change.kind in kinds and self._sees(user, message):
                taken.add(number)
                return change
        return None

    def take(self, user: str, message: Message) -> None:
        """This person has been handed this message by other means: no news any more."""
        numbers = (n for n, change in enumerate(self.changes) if change.message is message)
        self._taken.setdefault(user, set()).update(numbers)

    def _sees(self, user: User, message: Message) -> bool:
        if message.owner is not None:
            return message.owner == user.id and message.shown
        return self._workspace.may_read(user, self._workspace.channels[message.channel])

    def _active(self, user: str, channel: str, thread_ts: str) -> bool:
        """Slack: an ephemeral reply shows only in a thread that is already active. Read here as: it has
        a reply, and this person wrote in it."""
        thread = self.thread(channel, thread_ts)
        return len(thread) > 1 and any(message.user == user for message in thread)

    def _change(self, kind: ChangeKind, message: Message) -> None:
        self.changes.append(Change(kind, message))
        self._notice.tell()

    def _next_ts(self) -> str:
        self._last_ts = max(self._last_ts + 1, int(self._clock.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
