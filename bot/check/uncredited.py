"""Claims without a source: a problem where a speaker made them, a note where an outlet states them itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.check import english
from bot.check.case import Case
from bot.check.review import Note, Problem
from bot.check.speaker import is_credited, unlisted_speaker, wrong_speaker
from bot.model import Statement
from bot.text import capital

_HEDGED: Final = english.HEDGES


def attribution_problems(case: Case) -> Iterator[Problem]:
    """What a speaker claimed stated as plain fact, or a source's hedge dropped with no credit in its
    place."""
    statements = case.statements
    if (
        case.parsed.asks
        or case.parsed.continues
        or is_credited(case)
        or not all(_needs_more(case, statement) for statement in statements)
    ):
        return
    first = statements[0]
    if first.voice == "speaker" and (span := unlisted_speaker(case)):
        yield wrong_speaker(case, span)
        return
    if first.voice in ("outlet", "caption"):
        hedge = first.hedge.word if first.hedge else ""
        message = f"{capital(case.of_outlet(first))} says “{hedge}”: keep the hedge, or credit the outlet."
    else:
        message = "This is a claim, not a plain fact: say whose it is."
    yield case.problem(
        "attribution", case.parsed.span, message, case.line(first), first, *case.place_of(first)
    )


def own_voice_notes(case: Case) -> Iterator[Note]:
    """What an outlet states flatly in its own voice, given without credit."""
    if is_credited(case):
        return
    own = [
        each
        for each in case.statements
        if each.voice == "outlet" and each.hedge is None and each.needs_credit
    ]
    if own:
        outlet = capital(case.of_outlet(own[0]))
        yield Note(
            case.parsed.span, f"{outlet} states this in its own voice: credit it, or verify it.", case.id
        )


def _needs_more(case: Case, statement: Statement) -> bool:
    """Does the sentence lack what this statement has: a source, or a hedge?"""
    if statement.act or not statement.needs_credit:
        return False
    if statement.voice in ("outlet", "caption"):
        return statement.hedge is not None and not _is_hedged(case, statement)
    return True


def _is_hedged(case: Case, statement: Statement) -> bool:
    words = {token.low for token in case.parsed.tokens}
    hedge = statement.hedge.word.lower() if statement.hedge else ""
    return hedge in case.parsed.text.lower() or not words.isdisjoint(_HEDGED)
