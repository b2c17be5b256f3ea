"""The workspace: team, people, channels, groups, and what the app may do there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im"]
ShortcutKind = Literal["global", "message"]

DEMO_SCOPES = frozenset(
    "commands chat:write app_mentions:read im:history im:write users:read usergroups:read "
    "channels:read groups:read".split()
)
DEMO_EVENTS = frozenset({"app_home_opened", "app_mention", "message.im"})
DEMO_SHORTCUTS: Mapping[str, ShortcutKind] = {"check_draft": "global", "check_message": "message"}


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace's name and address (`domain`.slack.com)."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot. A guest is restricted (several channels) or ultra-restricted (one)."""

    id: str
    name: str
    real_name: str
    team_id: str
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation. is_ext_shared: people of another workspace are in it."""

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    is_ext_shared: bool = False
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class UserGroup:
    """People who can be named together, as @handle."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class App:
    """The installed app. `scopes` are the bot token's, as the manifest grants them; `app_scopes` the
    app-level token's; `events` are the bot events that the manifest subscribes to, `shortcuts` those that
    it offers, by callback_id; `home_tab`: has it a home?"""

    id: str
    name: str
    bot_id: str
    bot_user_id: str
    scopes: frozenset[str]
    events: frozenset[str] = DEMO_EVENTS
    app_scopes: frozenset[str] = frozenset({"connections:write"})
    shortcuts: Mapping[str, ShortcutKind] = field(default_factory=lambda: DEMO_SHORTCUTS)
    home_tab: bool = True


class Workspace:
    """Who is where. The values are frozen; `join`, `leave` and the like put a new one in place."""

    def __init__(
        self,
        team: Team,
        app: App,
        users: Iterable[User],
        channels: Iterable[Channel],
        usergroups: Iterable[UserGroup] = (),
    ) -> None:
        self.team = team
        self.app = app
        self.users = {user.id: user for user in users}
        self.channels = {channel.id: channel for channel in channels}
        self.usergroups = {group.id: group for group in usergroups}

    def user(self, ref: str) -> User:
        """By id or name. Raises ValueError for one who isn't here."""
        for user in self.users.values():
            if ref in (user.id, user.name):
                return user
        raise ValueError(f"nobody called {ref} in this workspace")

    def find_channel(self, ref: str) -> Channel | None:
        """By id, `name` or `#name`."""
        name = ref.removeprefix("#")
        named = (channel for channel in self.channels.values() if channel.name == name and channel.name)
        return self.channels.get(ref) or next(named, None)

    def channel(self, ref: str) -> Channel:
        """As `find_channel`. Raises ValueError for one that isn't here."""
        if (found := self.find_channel(ref)) is None:
            raise ValueError(f"no channel called {ref} in this workspace")
        return found

    def direct(self, user_id: str) -> Channel:
        """The direct message between this person and the bot, opened if need be."""
        both = frozenset({user_id, self.app.bot_user_id})
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == both:
                return channel
        opened = Channel(f"D{user_id[1:]}", "", "im", both)
        self.channels[opened.id] = opened
        return opened

    def join(self, user: str, channel: str) -> None:
        """Let a person, or the bot, into a channel."""
        self._set_members(channel, self.channel(channel).members | {self.user(user).id})

    def leave(self, user: str, channel: str) -> None:
        """Take a person, or the bot, out of a channel."""
        self._set_members(channel, self.channel(channel).members - {self.user(user).id})

    def archive(self, channel: str) -> None:
        """Close a channel: it can be read and no longer written to."""
        found = self.channel(channel)
        self.channels[found.id] = replace(found, is_archived=True)

    def put_user(self, user: User) -> None:
        """Add a person, or put a changed one in the place of the old."""
        self.users[user.id] = user

    def bot_in(self, channel: Channel) -> bool:
        """Is the bot a member?"""
        return self.app.bot_user_id in channel.members

    def may_read(self, user: User, channel: Channel) -> bool:
        """Members see a channel; a public one is open to the team's own people who are no guests."""
        outsider = user.is_restricted or user.is_ultra_restricted or user.team_id != self.team.id
        return user.id in channel.members or (channel.kind == "public" and not outsider)

    def _set_members(self, ref: str, members: frozenset[str]) -> None:
        found = self.channel(ref)
        self.channels[found.id] = replace(found, members=members)


def demo_workspace(
    scopes: Iterable[str] = DEMO_SCOPES, events: Iterable[str] = DEMO_EVENTS, app_name: str = "factdesk"
) -> Workspace:
    """A small newsroom: a reporter, two editors, a guest, and a stranger of another team."""
    here, elsewhere = Team("T0FACTDESK", "The Newsroom", "the-newsroom"), "T0ELSEWHERE"
    app = App("A0FACTDESK", app_name, "B0FACTDESK", "U0FACTDESK", frozenset(scopes), frozenset(events))
    bot = app.bot_user_id
    users = (
        User("U0REPORTER", "reporter", "Robin Reporter", here.id),
        User("U0EDITOR", "editor", "Eddie Editor", here.id),
        User("U0CHIEF", "chief", "Charlie Chief", here.id),
        User("U0GUEST", "guest", "Gail Guest", here.id, is_restricted=True),
        User("U0STRANGER", "stranger", "Sam Stranger", elsewhere),
        User(bot, app_name, "Factdesk", here.id, is_bot=True),
    )
    editors = ("U0EDITOR", "U0CHIEF")
    staff = frozenset({"U0REPORTER", *editors})
    channels = (
        Channel("C0NEWSROOM", "newsroom", "public", staff | {"U0GUEST", bot}),
        Channel("C0POLITICS", "politics", "public", staff),
        Channel("C0SHAREDEXT", "shared-ext", "public", staff | {"U0STRANGER", bot}, is_ext_shared=True),
        Channel("C0FACTDESK", "fact-desk", "private", frozenset({*editors, bot})),
        Channel("C0SECRET", "secret", "private", frozenset(editors)),
        Channel("D0REPORTER", "", "im", frozenset({"U0REPORTER", bot})),
    )
    groups = (UserGroup("S0EDITORS", "fact-editors", "Fact editors", editors),)
    return Workspace(here, app, users, channels, groups)
