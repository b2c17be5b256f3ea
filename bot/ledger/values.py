"""What the ledger takes and gives back: frozen values. Every time in them is aware, in UTC."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

How = Literal["start", "file", "slack", "undo", "publish", "command"]
ChangeKind = Literal["added", "removed", "changed"]
GroupState = Literal["open", "answered", "closed"]
ProposalKind = Literal["edit", "suggestion"]
ProposalState = Literal["open", "accepted", "declined", "outdated"]
NoticeState = Literal["asked", "sending", "sent", "dropped"]
FORGOTTEN: Final = "(forgotten)"  # stands where a name or an id was that had to be forgotten


@dataclass(frozen=True, slots=True)
class Signature:
    """How an edition came about, and by whom.

    by: user id; name: the person's real name; why: in the person's words. request: names what asked for it
    (a modal's view, a press, a proposal): of one request there is one effect, however often it is delivered.
    approved_by, approver: name and user id of the second editor, where one had to agree.
    """

    how: How
    by: str | None = None
    name: str | None = None
    why: str = ""
    request: str | None = None
    approved_by: str | None = None
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of the history: this edition followed that one (None: the first), then, by this hand.

    pending: written down before the files are; a save that was interrupted is completed from it.
    is_repeat: only on what record, begin and swap give back: the request had had its effect before, nothing
    was written, and this is that revision.
    """

    number: int
    edition: str
    parent: str | None
    at: dt.datetime
    signature: Signature
    state: Literal["pending", "served"]
    is_repeat: bool = field(default=False, compare=False)


class Change(Protocol):
    """What the history keeps of a `changes.FactChange`."""

    @property
    def id(self) -> str:
        """The fact."""

    @property
    def kind(self) -> ChangeKind:
        """What happened to it."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Which of its fields differ."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The change in words."""

    @property
    def before(self) -> str | None:
        """What it said."""

    @property
    def after(self) -> str | None:
        """What it says."""


@dataclass(frozen=True, slots=True)
class StoredChange:
    """What a revision did to one fact, as `changes.compare` said it then."""

    fact: str
    kind: ChangeKind
    parts: tuple[str, ...]
    lines: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact's change with the revision that made it."""

    revision: Revision
    change: StoredChange


@dataclass(frozen=True, slots=True)
class Showing:
    """One fact, in the version (a fact's digest) that was shown to one person.

    channel, ts: only for a card shared in a channel: where the message stands that has to be mended.
    """

    fact: str
    version: str
    team: str
    user: str
    channel: str = ""
    ts: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card shared in a channel, and the version that it shows. user is "" once that person is forgotten."""

    id: int
    fact: str
    version: str
    team: str
    user: str
    channel: str
    ts: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a reporter gave to the fact desk. The first of its group has the group's id.

    is_repeat: only on what ask gives back: the request was delivered before, and nothing was written.
    """

    id: int
    group: int
    text: str
    team: str
    user: str
    at: dt.datetime
    is_repeat: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same. texts: each wording once, the first first; users: each person once.

    count: how often it was asked; asked_at: when it was first asked, of those on file. channel, ts: the
    desk's post on it, "" where there is none. fact: what answered it; by: the editor who answered or closed.
    """

    id: int
    texts: tuple[str, ...]
    users: tuple[str, ...]
    count: int
    asked_at: dt.datetime
    channel: str
    ts: str
    state: GroupState
    fact: str | None
    note: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for a second editor (edit: as JSON), or that a reporter suggests (words).

    lines: the change in words. is_repeat: only on what make gives back, as for a question.
    """

    id: int
    kind: ProposalKind
    fact: str
    edit: str
    words: str
    by: str
    name: str
    why: str
    at: dt.datetime
    state: ProposalState
    decided_by: str | None
    decided_at: dt.datetime | None
    channel: str
    ts: str
    lines: tuple[str, ...]
    is_repeat: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """A revision of which readers may have to be told. asked: an editor has to decide whether they are."""

    id: int
    revision: int
    facts: tuple[str, ...]
    at: dt.datetime
    state: NoticeState
    decided_by: str | None
    decided_at: dt.datetime | None
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person who has to be told, and of all that at once: one message, over however many notices."""

    id: int
    user: str
    facts: tuple[str, ...]
    notices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went, or lost the person's name. posts: (channel, ts) of the desk's messages on them."""

    showings: int
    cards: int
    questions: int
    suggestions: int
    recipients: int
    signatures: int
    posts: tuple[tuple[str, str], ...]
