"""Messages about edits: a change that waits for a second editor, a fact's history, what is served."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from bot import block_kit as kit
from bot.answer import Answer
from bot.block_kit import Block, Message
from bot.text import counted, cut, full_moment

_LINE: Final = 600
_LINES: Final = 20
_ENTRIES: Final = 12


def proposal(
    number: int, fact: str, by: str, lines: Sequence[str], why: str, before: str | None, after: str | None
) -> Message:
    """To the desk's channel: a change that is served when a second editor approves it. `by` is a user id."""
    head = kit.rich(
        kit.section(kit.user(by), kit.text(" wants to change "), kit.text(fact, bold=True), kit.text(":"))
    )
    blocks: list[Block] = [head, _rows(lines)]
    if before != after:
        blocks += [kit.labelled("The card says", cut(before, _LINE))] if before else []
        blocks += [kit.labelled("It would say", cut(after, _LINE))] if after else []
    if why:
        blocks.append(kit.labelled("Why", cut(why, _LINE)))
    value = str(number)
    buttons = [
        kit.button("Approve", "proposal_approve", value, style="primary"),
        kit.button("Decline", "proposal_decline", value),
    ]
    note = kit.context("Served when an editor other than the one who wrote it approves it.")
    tail: list[Block] = [{"type": "actions", "elements": buttons}, note]
    return kit.message(f"A change of {fact} waits for a second editor", blocks, tail)


def decided(fact: str, by: str, decider: str, what: str, lines: Sequence[str]) -> Message:
    """What the desk's message becomes: `what` was done with it (approved, declined, out of date)."""
    said = kit.section(
        kit.text(f"{what}: ", bold=True),
        kit.text(f"the change of {fact} by "),
        kit.user(by),
        *((kit.text(", by "), kit.user(decider)) if decider else ()),
    )
    return kit.message(f"The change of {fact}: {what}", [kit.rich(said), _rows(lines)])


def history(fact: str, entries: Sequence[tuple[str, Sequence[str]]], undo: int | None) -> Message:
    """What changed in a fact, newest first: pairs of a head (when, by whom, why) and lines in words.

    undo: the revision that the Undo button takes back; None where the reader is no editor.
    """
    if not entries:
        return kit.message(
            f"History of {fact}", [kit.line(f"{fact} has not changed since this ledger was begun.")]
        )
    blocks: list[Block] = [kit.heading(f"History of {fact}")]
    for head, lines in entries[:_ENTRIES]:
        blocks += [kit.context(head), _rows(lines)]
    if len(entries) > _ENTRIES:
        blocks.append(kit.context(f"Older ones: factdesk history {fact}"))
    button = {"type": "actions", "elements": [kit.button("Undo the newest", "undo", str(undo))]}
    return kit.message(f"History of {fact}", blocks, [button] if undo is not None else [])


def status(
    edition: str, since: dt.datetime, by: str, facts: int, trouble: str, waiting: int | None
) -> Message:
    """Which edition is served since when; for editors what waits, and why a newer one is not served."""
    served = f"{counted(facts, 'fact')}, edition {edition[:12]}, in service since {full_moment(since)}{by}."
    blocks: list[Block] = [kit.line(served)]
    if waiting is not None:
        blocks.append(kit.context(f"{counted(waiting, 'change')} waiting for a second editor."))
    if trouble:
        blocks.append(kit.labelled("A newer state of the files is not served", cut(trouble, kit.MAX_PLAIN)))
    return kit.message("What is served", blocks)


def with_edit(message: Message, answer: Answer) -> Message:
    """The same card with a button for an editor, among the others."""
    made = kit.button("Edit", "edit", f"{answer.id}@{answer.version}")
    blocks = tuple(
        {**block, "elements": [*block["elements"], made]} if block["type"] == "actions" else block
        for block in message.blocks
    )
    return Message(message.text, blocks)


def _rows(lines: Sequence[str]) -> Block:
    rows = [cut(each, _LINE) for each in lines[:_LINES]]
    if len(lines) > _LINES:
        rows.append(f"and {len(lines) - _LINES} more")
    return kit.bullets(rows or ["no change in words"])
