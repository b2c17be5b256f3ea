"""Questions to the fact desk and suggested changes: the windows to write them in, and the messages on them.

What a reporter or an editor typed is literal text, cut. A form carries ids alone; one button carries a
reporter's question (`render`), so that nothing is stored before its form is submitted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot import block_kit as kit
from bot import form_kit as form
from bot.answer import Answer
from bot.block_kit import Block, Message
from bot.edit_forms import packed
from bot.form_kit import View
from bot.text import counted, cut, full_moment, joined, visible
from bot.validate import MAX_CLAIM

ASK: Final = "ask_desk"  # the button, and the form that it opens; so with each of these
ANSWER: Final = "question_answer"
CLOSE: Final = "question_close"
SUGGEST: Final = "suggest"
ACCEPT: Final = "suggestion_accept"
DECLINE: Final = "suggestion_decline"
MAX_QUESTION: Final = kit.MAX_VALUE  # characters; more would not fit the button that brings it
MAX_NOTE: Final = 1_000
MAX_WRONG: Final = 2_000
MAX_ADDRESS: Final = 1_000
MAX_PHRASE: Final = 100  # of a question that may become a phrase of `asked_as`: a longer one is no phrase
_CLAIM_LINE: Final = "Suggested claim: "
_SOURCE_LINE: Final = "Source: "
_SHOWN: Final = 700  # characters of one wording in the desk's post
_REPEATED: Final = 300  # of the question in an answer to it, and of a suggestion in what came of it
_WORDINGS: Final = 10
_PEOPLE: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that ask the same. texts: each wording once; users: ids; since: when it was first asked."""

    number: int
    texts: tuple[str, ...]
    users: tuple[str, ...]
    count: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Suggested:
    """A change that a reporter suggests. by: user id; lines: as `suggestion_lines` makes them."""

    number: int
    fact: str
    by: str
    lines: tuple[str, ...]


# ── Asking


def ask_form(question: str, keep_days: int) -> View:
    """The question, to be changed if need be, and what is kept of it once it is sent."""
    said = (
        f"Kept once you send it: these words, your Slack id and the day, for {counted(keep_days, 'day')}. "
        "The fact desk sees them: everybody in its channel, and the editors in App Home. "
        "Close this window and nothing is kept."
    )
    field = form.typed(
        "question", "Your question", cut(visible(question), MAX_QUESTION), lines=True, most=MAX_QUESTION
    )
    return form.modal("Ask the fact desk", [field, kit.context(said)], callback_id=ASK, submit="Send")


def question_post(asked: Asked) -> Message:
    """To the desk's channel: a question that found nothing, in all its wordings, to be answered or closed."""
    value = str(asked.number)
    buttons = [
        kit.button("Answer with a fact", ANSWER, value, style="primary"),
        kit.button("Can't be answered", CLOSE, value),
    ]
    head = kit.line("A question to the fact desk", bold=True)
    tail: list[Block] = [_askers(asked), {"type": "actions", "elements": buttons}]
    return kit.message("A question to the fact desk", [head, *_wordings(asked)], tail)


def settled_post(asked: Asked, by: str, found: Answer | None, note: str, told: int | None) -> Message:
    """What the desk's post becomes: answered with `found`, or closed where there is none.

    by: the editor's user id; told: how many askers the answer has reached, None while they are being told.
    """
    who = [kit.text(" by "), kit.user(by)] if by else []
    what = "Answered" if found else "Closed without an answer"
    with_fact = [kit.text(" with "), kit.text(found.id, bold=True), kit.text(":")] if found else []
    tail: list[Block] = [
        kit.rich(kit.section(kit.text(what, bold=True), *who, *with_fact)),
        *([kit.line(found.claim)] if found else []),
        *_labelled("Note to the reporters", note),
        _askers(asked),
    ]
    if told is not None:
        tail.append(kit.context(f"{told} of {counted(len(asked.users), 'reporter')} told."))
    return kit.message("A question to the fact desk: settled", list(_wordings(asked)), tail)


def answer_form(asked: Asked) -> View:
    """For an editor: which fact answers it, a note, and which wordings become a way to ask for the fact."""
    phrases = [(mark(each), cut(visible(each), 75)) for each in asked.texts if is_phrase(each)]
    blocks = [
        *_wordings(asked),
        _askers(asked),
        form.found("fact", "The fact that answers it", "fact", hint="Not on file yet? Add it first."),
        _note(),
    ]
    if phrases:
        label = "Add the question to how it is asked (asked_as)"
        blocks.append(form.ticked("asked_as", label, phrases[:_WORDINGS]))
    metadata = packed(group=asked.number)
    return form.modal(
        "Answer a question", blocks, callback_id=ANSWER, submit="Send the fact", metadata=metadata
    )


def close_form(asked: Asked) -> View:
    """For an editor: a question that can't be answered now, with a note to its askers."""
    blocks = [*_wordings(asked), _askers(asked), _note()]
    metadata = packed(group=asked.number)
    return form.modal("Can't be answered", blocks, callback_id=CLOSE, submit="Close it", metadata=metadata)


def answered(questions: Sequence[str], note: str) -> tuple[Block, ...]:
    """What stands above the fact's card that answers these questions of one reporter."""
    head = kit.line("The fact desk has answered your question.", bold=True)
    return (head, *_quoted(questions), *_labelled("The desk adds", note))


def unanswered(questions: Sequence[str], note: str) -> Message:
    """To a reporter: the desk can't answer this now."""
    head = kit.line("The fact desk can't answer your question now.", bold=True)
    said = [head, *_quoted(questions), *_labelled("The desk adds", note)]
    return kit.message("The fact desk can't answer your question now", said)


def mark(text: str) -> str:
    """What names a wording in a form, so that the wording itself does not travel in what nobody sees."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def is_phrase(text: str) -> bool:
    """May this question become a phrase of `asked_as`?"""
    return 0 < len(visible(text)) <= MAX_PHRASE


def _note() -> Block:
    hint = "Goes to everybody who asked, with your answer."
    return form.typed("note", "Note to the reporters", optional=True, lines=True, most=MAX_NOTE, hint=hint)


def _wordings(asked: Asked) -> list[Block]:
    shown = [_quote(visible(each), _SHOWN) for each in asked.texts[:_WORDINGS]]
    left = len(asked.texts) - _WORDINGS
    return [*shown, *([kit.context(f"And {counted(left, 'more wording')}.")] if left > 0 else [])]


def _askers(asked: Asked) -> Block:
    """“Asked 3 times, by A and B, first on Jan. 14, 2025, 9:30.”"""
    times = "once" if asked.count == 1 else "twice" if asked.count == 2 else f"{asked.count:,} times"  # noqa: PLR2004 - English counts so
    people = asked.users[:_PEOPLE]
    by: list[Block] = []
    for place, each in enumerate(people):
        by += [kit.text(", " if place else ""), kit.user(each)] if place else [kit.user(each)]
    if (left := len(asked.users) - len(people)) > 0:
        by.append(kit.text(f" and {left:,} more"))
    first = "first " if asked.count > 1 else ""
    return kit.rich(
        kit.section(kit.text(f"Asked {times}, by "), *by, kit.text(f", {first}{full_moment(asked.since)}."))
    )


# ── Suggesting a change


def suggest_form(answer: Answer, keep_days: int) -> View:
    """What a reporter sees wrong, or new, with a fact as it stands; and what is kept of it once sent."""
    said = (
        "Kept once you send it: these words and your Slack id, until "
        f"{counted(keep_days, 'day')} after the desk has decided. The fact desk sees them: everybody in its "
        "channel, and the editors in App Home. Close this window and nothing is kept."
    )
    blocks = [
        kit.line(answer.claim, bold=True),
        kit.context(f"{answer.id} · {answer.attribution.short}"),
        form.typed("wrong", "What is wrong, or new", lines=True, most=MAX_WRONG),
        form.typed("claim", "Words for the claim", lines=True, optional=True, most=MAX_CLAIM),
        form.typed(
            "source", "Where it stands", optional=True, most=MAX_ADDRESS, hint="An address: https://…"
        ),
        kit.context(said),
    ]
    metadata = packed(fact=answer.id)
    return form.modal("Suggest a change", blocks, callback_id=SUGGEST, submit="Send", metadata=metadata)


def suggestion_lines(wrong: str, claim: str, source: str) -> tuple[str, ...]:
    """A suggestion as lines that an editor reads: what is wrong, words for the claim, the source."""
    more = ((_CLAIM_LINE, visible(claim)), (_SOURCE_LINE, visible(source)))
    return (_lines(wrong), *(f"{label}{words}" for label, words in more if words))


def suggested_claim(lines: Sequence[str]) -> str:
    """The words for the claim among these lines, or nothing."""
    found = (each.removeprefix(_CLAIM_LINE) for each in lines[1:] if each.startswith(_CLAIM_LINE))
    return next(found, "")


def suggestion_post(made: Suggested, present: Answer | None) -> Message:
    """To the desk's channel: a suggestion beside the fact as it stands; None where it is off file by now."""
    value = str(made.number)
    buttons = [
        kit.button("Accept", ACCEPT, value, style="primary"),
        kit.button("Decline", DECLINE, value),
    ]
    tail: list[Block] = [
        *([kit.labelled("The card says", present.claim), _small(present)] if present else []),
        {"type": "actions", "elements": buttons},
        kit.context("Accept opens the fact's form, filled in: nothing changes before it is saved."),
    ]
    return kit.message(f"A change of {made.fact} is suggested", [_suggester(made), *_rows(made)], tail)


def decided_post(made: Suggested, what: str, by: str, reason: str = "") -> Message:
    """What the desk's post becomes. what: “Accepted” or “Declined”; by: the editor's user id."""
    who = [kit.text(" by "), kit.user(by)] if by else []
    tail: list[Block] = [kit.rich(kit.section(kit.text(what, bold=True), *who))]
    tail += _labelled("Why", reason)
    return kit.message(f"The suggested change of {made.fact}: {what}", [_suggester(made), *_rows(made)], tail)


def decline_form(made: Suggested) -> View:
    """For an editor: the suggestion, and a reason that its reporter is told."""
    hint = "Goes to the reporter who suggested it."
    reason = form.typed("reason", "Reason", optional=True, lines=True, most=MAX_NOTE, hint=hint)
    blocks = [_suggester(made), *_rows(made), reason]
    metadata = packed(suggestion=made.number)
    return form.modal(
        "Decline a suggestion", blocks, callback_id=DECLINE, submit="Decline", metadata=metadata
    )


def taken_up(made: Suggested, command: str) -> Message:
    """To the reporter: an edit was made of it, which a second editor may still have to approve."""
    said = (
        f"The fact desk has taken up your suggestion on {made.fact}. A change of the claim is served once a "
        f"second editor agrees; {command} show {made.fact} has the fact as it stands."
    )
    quoted = _quote(made.lines[0] if made.lines else "", _REPEATED)
    return kit.message(f"The fact desk has taken up your suggestion on {made.fact}", [kit.line(said), quoted])


def declined(made: Suggested, reason: str) -> Message:
    """To the reporter: the desk leaves the fact as it stands."""
    said = f"The fact desk has declined your suggestion on {made.fact}."
    quoted = _quote(made.lines[0] if made.lines else "", _REPEATED)
    return kit.message(said, [kit.line(said), quoted, *_labelled("Why", reason)])


def done(title: str, *said: str) -> View:
    """What came of a form: a sentence a line."""
    return form.modal(title, [kit.line(cut(each, kit.MAX_PLAIN)) for each in said if each])


def _suggester(made: Suggested) -> Block:
    who = [kit.user(made.by)] if made.by else [kit.text("Somebody")]
    said = [kit.text(" suggests a change of "), kit.text(made.fact, bold=True), kit.text(":")]
    return kit.rich(kit.section(*who, *said))


def _rows(made: Suggested) -> list[Block]:
    return [_quote(each, MAX_WRONG) for each in made.lines]


def _small(answer: Answer) -> Block:
    warned = f" · ⚠️ {joined(answer.warnings[:1])}" if answer.warnings else ""
    return kit.context(f"{answer.attribution.short} · version {answer.version}{warned}")


# ── Typed words


def _quoted(questions: Sequence[str]) -> list[Block]:
    return [_quote(visible(each), _REPEATED) for each in questions[:3]]


def _quote(words: str, most: int) -> Block:
    return kit.rich({"type": "rich_text_quote", "elements": [kit.text(cut(words, most) or "…")]})


def _labelled(label: str, typed: str) -> list[Block]:
    """A note or a reason; nothing where nothing of it can be seen."""
    said = cut(_lines(typed), MAX_NOTE)
    return [kit.labelled(label, said)] if said else []


def _lines(typed: str) -> str:
    """What was typed, line by line, without what turns the writing round."""
    return "\n".join(filter(None, (visible(each) for each in typed.splitlines())))
