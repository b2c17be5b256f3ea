"""The stand-in itself: a person's side of it, on a port that the app connects to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.playground import acts, payloads, uses, windows
from bot.playground.acts import Outcome
from bot.playground.elements import Given, chosen_part
from bot.playground.hooks import HookKind
from bot.playground.messages import Change, ChangeKind, Message
from bot.playground.payloads import Scene
from bot.playground.port import Port
from bot.playground.spots import InMessage, InView, Spot
from bot.playground.state import Delivery
from bot.playground.suggestions import suggest
from bot.playground.views import View
from bot.playground.windows import Tab
from bot.playground.workspace import Channel, User

NEWS: frozenset[ChangeKind] = frozenset({"posted", "updated"})
CHANGES: frozenset[ChangeKind] = NEWS | {"deleted"}


class SlackStandIn(Port):
    """`async with SlackStandIn() as slack:` is a Slack at `slack.api_url` on loopback.

    ack_seconds: how long the app has to ack, on the stand-in's clock. choose: which socket gets an
    envelope. port: 0 for any free one. People and channels are named by id or by name.
    """

    # A person's side.

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Outcome:
        """Type a slash command. The outcome comes with the ack, or when the time for it is over."""
        scene = self._scene(user, channel, "commands")
        if (refused := acts.not_sent(self._state, "commands")) is not None:
            return refused
        payload = payloads.slash_command(scene, command, text)
        ack = await self._dispatch.deliver(Delivery("slash_commands", payload))
        outcome = acts.show_reply(self._state, scene, ack)
        self._dispatch.echo()
        return outcome

    async def press(self, user: str, message: Message, which: str | int = 0, choice: Given = None) -> Outcome:
        """Use an element of a message; see `act`."""
        return await self.act(user, message, which, choice)

    async def act(
        self, user: str, where: View | Message, which: str | int = 0, choice: Given = None
    ) -> Outcome:
        """Use an element of a message, of the modal on top, or of the person's home.

        which: an action_id, the block_id of a block with one element, or the place among all elements,
        from 0. choice: an option's value, several for a menu of several or for boxes (the whole new
        choice), a day as 2025-01-31, the words in a text field (Enter is pressed); None empties it. For a
        button its value, to tell those with the same action_id apart. In a menu of the app's a text that
        is no value of a suggested option is typed, and what is suggested for it is taken. What comes of it:
        `next_message`, `next_view`, `next_home`. Raises ValueError where Slack's client would not send it.
        """
        spot = self._spot(user, where)
        self._messages.mark_read(spot.user.id)
        return await uses.use(self._state, self._dispatch, spot, which, choice)

    async def suggest(self, user: str, where: View | Message, which: str | int, typed: str = "") -> Outcome:
        """Type into a menu whose options come from the app: the outcome has them, groups flattened.

        Raises ValueError where Slack's client would not ask: less is typed than the menu's
        `min_query_length` (3, where it has none), or the options don't come from the app.
        """
        spot = self._spot(user, where)
        part = chosen_part(spot.blocks, which)
        return await suggest(self._state, self._dispatch, spot, part, typed)

    async def write(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Write a message that is not for the bot; it hears nothing of it."""
        return acts.say(self._state, self._scene(user, channel), text, thread_ts)

    async def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write to the bot in a channel; its mention is put in front unless the text holds it."""
        scene = self._scene(user, channel)
        bot = f"<@{self.workspace.app.bot_user_id}>"
        said = acts.say(self._state, scene, text if bot in text else f"{bot} {text}", thread_ts)
        if not self.workspace.bot_in(scene.channel):
            return Outcome(delivered=False, error="not_in_channel", posted=said)
        if (refused := acts.not_sent(self._state, "app_mentions:read", "app_mention")) is not None:
            return replace(refused, posted=said)
        ack = await self._dispatch.event(payloads.app_mention(scene, said))
        return replace(acts.outcome(ack), posted=said)

    async def direct_message(self, user: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write to the bot in a direct message, which is opened if need be."""
        scene = self._scene(user, self.workspace.direct(self.workspace.user(user).id).id)
        said = acts.say(self._state, scene, text, thread_ts)
        if (refused := acts.not_sent(self._state, "im:history", "message.im")) is not None:
            return replace(refused, posted=said)
        ack = await self._dispatch.event(payloads.message_im(scene, said))
        return replace(acts.outcome(ack), posted=said)

    async def shortcut(self, user: str, callback_id: str) -> Outcome:
        """Use a shortcut from anywhere; what it opens comes later, see `next_view`."""
        return await windows.shortcut(self._state, self._dispatch, self.workspace.user(user), callback_id)

    async def message_shortcut(self, user: str, message: Message, callback_id: str) -> Outcome:
        """Use a shortcut on a message, in a channel or a thread."""
        scene = self._scene(user, message.channel, "app-actions")
        return await windows.message_shortcut(self._state, self._dispatch, scene, message, callback_id)

    async def fill(self, user: str, view: View, values: Mapping[str, Given]) -> View:
        """Put these into fields of the modal on top, as `submit` does; the view as it stands then."""
        person = self.workspace.user(user)
        spot = InView(self._state, person, windows.seen_view(self._state, person, view))
        return (await uses.fill(self._state, self._dispatch, spot, values)).view

    async def submit(self, user: str, view: View, values: Mapping[str, Given] | None = None) -> Outcome:
        """Fill in the modal on top and submit it; what is not among the values stays as it stands.

        values: by action_id or block_id; each as the choice of `act`. The outcome has the view that is
        seen then, with errors at its fields if there are any. Raises ValueError where Slack's client
        would not send it: a field left empty or too long, no such field, no button.
        """
        person = self.workspace.user(user)
        self._messages.mark_read(person.id)
        return await windows.submit(self._state, self._dispatch, person, view, values or {})

    async def close(self, user: str, view: View) -> Outcome:
        """Press the modal's other button: back to the view below, if there is one."""
        return await windows.close(self._state, self._dispatch, self.workspace.user(user), view)

    async def open_home(self, user: str, tab: Tab = "home") -> Outcome:
        """Open the app's home; what it publishes comes later, see `next_home`.

        Raises ValueError where the app has no home, or this person is not of its workspace.
        """
        person = self.workspace.user(user)
        if person.team_id != self.workspace.team.id:
            raise ValueError(f"{person.name} is not of this workspace, and sees no home of its apps")
        scene = self._scene(user, self.workspace.direct(person.id).id)
        return await windows.open_home(self._state, self._dispatch, scene, tab)

    def home(self, user: str) -> View | None:
        """What this person sees on the app's home tab; None as long as nothing was published."""
        return self._state.views.home(self.workspace.user(user).id)

    async def next_home(self, user: str, within: float = 5.0) -> View:
        """The home that the app next publishes for this person since their last act, once each.

        Raises TimeoutError after `within` real seconds.
        """
        person = self.workspace.user(user)
        return await self.until(lambda: self._state.views.take_home(person.id), within)

    def view(self, user: str) -> View | None:
        """The modal that this person sees."""
        return self._state.views.top(self.workspace.user(user).id)

    async def next_view(self, user: str, within: float = 5.0) -> View:
        """The modal that the app next opens or changes for this person since their last act, once each.

        What the outcome of `submit` has shown isn't given again. Raises TimeoutError after `within`
        real seconds.
        """
        person = self.workspace.user(user)
        return await self.until(lambda: self._state.views.take_news(person.id), within)

    def visible(self, user: str, channel: str) -> list[Message]:
        """What this person sees there, oldest first: of the ephemeral messages, only their own."""
        return self._messages.visible(self.workspace.user(user), self.workspace.channel(channel).id)

    async def next_message(self, user: str, channel: str, within: float = 5.0) -> Message:
        """The next message that others posted or changed since this person's last act, once each.

        What the outcome of `command` has shown isn't given again. Raises TimeoutError after `within`
        real seconds.
        """
        return (await self._news(user, channel, NEWS, within)).message

    async def next_change(self, user: str, channel: str, within: float = 5.0) -> Change:
        """As `next_message`, and with messages that were deleted."""
        return await self._news(user, channel, CHANGES, within)

    async def next_news(self, user: str, channels: Sequence[str], within: float = 5.0) -> Change | View:
        """Whichever comes first of `next_view`, `next_home` and `next_change` in these channels."""
        person, places = self.workspace.user(user), [self.workspace.channel(each).id for each in channels]
        views, messages = self._state.views, self._messages

        def found() -> Change | View | None:
            if view := views.take_news(person.id) or views.take_home(person.id):
                return view
            return next(filter(None, (messages.take_news(person, each, CHANGES) for each in places)), None)

        return await self.until(found, within)

    def reload(self, user: str) -> None:
        """The person reloads Slack: their ephemeral messages are gone."""
        self._messages.forget_ephemerals(self.workspace.user(user))

    def _scene(self, user: str, channel: str, hook: HookKind | None = None) -> Scene:
        """The person acts: what came before is read. Raises ValueError where they can't be."""
        person, place = self._person_in(user, channel)
        self._messages.mark_read(person.id)
        url = self._hooks.open(hook, person.id, place.id) if hook else ""
        trigger = self._state.views.trigger(person.id) if hook else ""
        return Scene(self.workspace, self._state.verification_token, person, place, url, trigger)

    def _person_in(self, user: str, channel: str) -> tuple[User, Channel]:
        person, place = self.workspace.user(user), self.workspace.channel(channel)
        if not self.workspace.may_read(person, place):
            raise ValueError(f"{person.name} isn't in {place.name or place.id}")
        return person, place

    def _spot(self, user: str, where: View | Message) -> Spot:
        """Message or view as it stands now. Raises ValueError where the person does not see it."""
        person = self.workspace.user(user)
        if isinstance(where, View):
            return InView(self._state, person, windows.seen_view(self._state, person, where))
        seen = acts.seen_message(self._state, person, where)
        scene = Scene(self.workspace, self._state.verification_token, *self._person_in(user, where.channel))
        return InMessage(self._state, self._hooks, scene, seen)

    async def _news(self, user: str, channel: str, kinds: frozenset[ChangeKind], within: float) -> Change:
        person, place = self.workspace.user(user), self.workspace.channel(channel)
        return await self.until(lambda: self._messages.take_news(person, place.id, kinds), within)
