"""Messages about what is served: to the fact desk, to whoever was shown a fact, and beside a shared card.

What editors typed is literal text (see `block_kit`), cut, and without what turns the writing round; buttons
carry ids, a revision's number or an edition's hash. Where Slack's limits leave something out, it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import block_kit as kit
from bot.block_kit import Block, Message
from bot.changes import FactChange
from bot.text import counted, cut, full_day, full_moment, joined, visible

SHOW: Final = "home_show"  # the action that shows a fact's card as it stands; its value is the id
_LINE: Final = 300  # characters of one line of a change
_LINES: Final = 8  # of one fact
_WHY: Final = 600
_NAMED: Final = 600  # characters of a list of ids
_PROBLEMS: Final = 12
_FACTS: Final = 18  # that a reader's message has in full: two blocks each
_TEXT: Final = 600  # characters of what one fact said, or says
_ALL: Final = 8_000  # characters that a reader's message has for all of those
_SAID: Final = 3  # states of a fact that a reader is shown, beside the present one


@dataclass(frozen=True, slots=True)
class Served:
    """A revision that is in service. hand: who made it, in words; can_undo: something came before it."""

    number: int
    hand: str
    at: dt.datetime
    why: str
    changes: tuple[FactChange, ...]
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader is told of one fact.

    said: what it said, the oldest first; says: what it says now, None where it is off the file. lines: the
    change in the desk's words, for where both read alike; withdrawn: why, None where it is not withdrawn.
    """

    fact: str
    said: tuple[str, ...]
    says: str | None
    why: tuple[str, ...]
    lines: tuple[str, ...]
    withdrawn: str | None = None


# ── To the fact desk: what is served


def served(revision: Served, readers: Iterable[Block] = ()) -> Message:
    """What is served now, by whom and why. `readers` ends it: whether they are told, see below."""
    title = _title(revision.changes)
    head = f"Revision {revision.number} · {visible(revision.hand)} · {full_moment(revision.at)}"
    blocks: list[Block] = [kit.line(title, bold=True), kit.context(head)]
    if visible(revision.why):
        blocks.append(kit.labelled("Why", _shown(revision.why, _WHY)))
    if len(revision.changes) > 1:
        blocks.append(kit.context(_ids([each.id for each in revision.changes])))
    blocks += [_change(each) for each in revision.changes]
    undo = [_buttons(kit.button("Undo", "undo", str(revision.number)))] if revision.can_undo else []
    more = "There is more than fits here: “history ID” has a fact's changes whole."
    return kit.message(title, blocks, [*undo, *readers], more)


def _title(changes: Sequence[FactChange]) -> str:
    if len(changes) != 1:
        return f"Served: changes of {len(changes):,} facts"
    (change,) = changes
    what = {"added": "a new fact", "removed": "a fact is gone", "changed": "a change of"}[change.kind]
    return f"Served: {what}{'' if change.kind == 'changed' else ','} {change.id}"


def _change(change: FactChange) -> Block:
    rows = [_shown(each, _LINE) for each in change.lines[:_LINES]]
    if len(change.lines) > _LINES:
        rows.append(f"and {len(change.lines) - _LINES:,} more")
    items = [kit.section(kit.text(row)) for row in rows or ["no change in words"]]
    return kit.rich(
        kit.section(kit.text(change.id, bold=True)),
        {"type": "rich_text_list", "style": "bullet", "elements": items},
    )


# ── To the fact desk: are readers told?


def asking(notice: int, people: int, cards: int, days: int, others: int) -> tuple[Block, ...]:
    """Ask whether readers are told. others: changes that wait for the same answer, and go along with a yes.

    people: those who were shown it within `days`; cards: those shared in channels.
    """
    who = counted(people, "person was", "people were") if people else "Nobody else was"
    shown = f"{who} shown this in the last {counted(days, 'day')}"
    shared = f", and {counted(cards, 'card')} of it {'stands' if cards == 1 else 'stand'} in channels"
    question = "Are they told what it says now?" if people else "Are the cards corrected?"
    words = f"{shown}{shared if cards else ''}. {question}"
    value = str(notice)
    buttons = _buttons(
        kit.button("Tell them" if people else "Correct the cards", "tell_readers", value, style="primary"),
        kit.button("Tell nobody", "tell_nobody", value),
    )
    along = f"Telling takes {counted(others, 'other change')} along that nobody has decided on yet."
    return (kit.line(words), buttons, *((kit.context(along),) if others else ()))


def remark(words: str, user: str = "") -> tuple[Block, ...]:
    """One line of small print, in the place of the question; `user` is whoever decided so."""
    if not user:
        return (kit.context(words),)
    return (kit.rich(kit.section(kit.text(f"{words} Decided by "), _person(user), kit.text("."))),)


def nobody_shown(days: int) -> str:
    """Nothing to ask."""
    return f"Nobody else was shown this in the last {counted(days, 'day')}, so there is nobody to tell."


NOT_KEPT: Final = "Who was shown this is not known, because SHOWN is off; so nobody is told."
NOT_KNOWN: Final = "Who was shown this could not be looked up, so nobody is told."
NOBODY: Final = "Nobody is told of this change."


def progress(done: int, of: int) -> str:
    """How far it is, those who could not be reached counted too."""
    return f"Telling {done:,} of {of:,} …"


def result(told: int, failed: int, mended: int, left: int) -> str:
    """What came of it: people told, not reached, shared cards corrected, and those that could not be."""
    if not (told or failed or mended or left):
        return "There was nobody left to tell: it says again what they were shown."
    parts = [
        f"{told:,} told",
        *([f"{failed:,} could not be reached"] if failed else []),
        *([f"{counted(mended, 'shared card')} corrected"] if mended else []),
        *([f"{counted(left, 'shared card')} could not be corrected"] if left else []),
    ]
    return f"{', '.join(parts)}."


# ── To the fact desk: what can't be served


def trouble(said: str, drops: Sequence[str], newer: str, edition: str, since: dt.datetime) -> Message:
    """Why the newest state of the files is not served.

    said: the problems, one a line. drops: instead of those, the facts that it no longer has; then `newer`,
    that state's hash, is what the button serves all the same.
    """
    title = "The fact files have changed and are not served"
    stays = f"Edition {edition[:12]} stays in service, as it has since {full_moment(since)}."
    if drops:
        gone = f"They no longer have {counted(len(drops), 'fact')}. Was that meant? If not, put them back."
        button = kit.button("Serve without them", "serve_anyway", newer, style="danger")
        body: list[Block] = [kit.line(gone), kit.context(_ids(drops))]
        return kit.message(title, [kit.line(title, bold=True), *body], [kit.context(stays), _buttons(button)])
    lines = [line for line in said.splitlines() if visible(line)]
    rows = [_shown(line, _LINE) for line in lines[:_PROBLEMS]] or ["Nothing more is known."]
    if len(lines) > _PROBLEMS:
        rows.append(f"and {len(lines) - _PROBLEMS:,} more; factdesk lint prints them all")
    return kit.message(title, [kit.line(title, bold=True), kit.bullets(rows)], [kit.context(stays)])


def fine_again(edition: str) -> Message:
    """The trouble is over."""
    words = f"The fact files can be served again: edition {edition[:12]} is in service."
    return kit.message(words, [kit.line(words)])


def served_anyway(user: str, edition: str) -> Message:
    """What the question becomes when an editor has served the files without the facts that are gone."""
    title = f"Served: edition {edition[:12]}"
    said = f"{title}, without the facts that the files no longer have. Decided by "
    return kit.message(title, [kit.rich(kit.section(kit.text(said), _person(user), kit.text(".")))])


# ── To whoever was shown a fact


def digest(facts: Sequence[Told]) -> Message:
    """One message over all facts that a person was shown and that read otherwise now."""
    count = len(facts)
    which = "A fact that you were shown has" if count == 1 else f"{count:,} facts that you were shown have"
    title = f"{which} changed"
    shown = facts[:_FACTS]
    room = max(60, min(_TEXT, _ALL // ((_SAID + 2) * max(1, len(shown)))))
    blocks: list[Block] = [kit.line(f"{title}.", bold=True)]
    for each in shown:
        blocks.append(kit.rich(kit.section(kit.text(each.fact, bold=True)), *_told(each, room)))
        if each.says is not None:
            blocks.append(_buttons(kit.button("See it now", SHOW, each.fact)))
    if count > _FACTS:
        blocks.append(kit.context(f"And {_ids([each.fact for each in facts[_FACTS:]])}. Ask for them anew."))
    last = kit.context("You get this because Factdesk showed you what it said before. Check what you wrote.")
    return kit.message(title, blocks, [last])


def note(told: Told) -> Message:
    """In the thread of a shared card that was corrected: what it said, and what it says."""
    title = "This card has been corrected" if told.says is not None else "This fact is no longer on file"
    return kit.message(title, [kit.rich(kit.section(kit.text(f"{title}.", bold=True)), *_told(told, _TEXT))])


def corrected(day: dt.date, told: Told) -> tuple[Block, ...]:
    """What stands above a shared card that was corrected."""
    what = "Corrected" if told.withdrawn is None else "Withdrawn"
    return (kit.context(f"{what} {full_day(day)}: the thread has what this card said before."),)


def gone(told: Told, day: dt.date) -> Message:
    """What a shared card becomes whose fact is off the file."""
    words = f"{told.fact} is no longer on file since {full_day(day)}: do not use it."
    return kit.message(
        words, [kit.line(words, bold=True), kit.context("The thread has what this card said.")]
    )


def _told(told: Told, room: int) -> Iterator[dict[str, Any]]:
    for number, said in enumerate(told.said[:_SAID]):
        yield _labelled("It said" if number == 0 else "Then", said, room)
    if told.withdrawn is not None:
        yield _labelled("Now", f"Withdrawn, do not use. {told.withdrawn}".strip(), room)
    elif told.says is None:
        yield _labelled("Now", "No longer on file, do not use.", room)
    else:
        yield _labelled("It says now", told.says, room)
        if not told.said and told.lines:
            yield _labelled("What changed", "; ".join(told.lines), room)
    if why := "; ".join(filter(None, map(visible, told.why))):
        yield _labelled("Why", why, room)


# ── Parts


def _labelled(label: str, words: str, room: int) -> dict[str, Any]:
    return kit.section(kit.text(f"{label}: ", bold=True), kit.text(_shown(words, room)))


def _shown(words: str, limit: int) -> str:
    """What somebody typed; Slack refuses a text that is empty."""
    return cut(visible(words), limit) or "…"


def _ids(ids: Sequence[str]) -> str:
    """How many facts, and which."""
    return cut(f"{counted(len(ids), 'fact')}: {joined(tuple(ids))}", _NAMED)


def _person(user: str) -> dict[str, Any]:
    """A mention; of a forgotten person there is no id left."""
    return kit.user(user) if user.isalnum() else kit.text("somebody forgotten")


def _buttons(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}
