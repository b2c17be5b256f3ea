"""Quotations against the printed ones: verbatim, altered, spliced, or of the other outlet.

Punctuation and capitals do not count, nor the house's spelling of a name inside a translated quotation. A
quotation may be shortened to a stretch of the printed one; an ellipsis or a bracket joins several, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.check.case import Case
from bot.check.namebook import OUTLET, NameBook
from bot.check.reading import Printed, canonical
from bot.check.review import Edit, Problem, Span
from bot.check.tokens import folded, tokens
from bot.model import Statement
from bot.text import capital

_JOINT: Final = re.compile(r"\.\.\.+|…|\[[^\]]*\]")
_LONG, _ALIKE = 5, 75
"""Words from which on a quotation tells its statement, and the rapidfuzz ratio to a printed one that does."""
_NEAR_NOT: Final = 3
"""Words before a quotation among which the draft's own “not” stands: they did not “know”."""
_NEGATIONS: Final = frozenset("not no never nor neither none nothing cannot without n't".split())
_SHORTEST_OUTLETS: Final = 2
"""Words of an outlet's own that can be taken for a quotation; a single one in quotation marks is a word
named."""


def verbatim(quotation: str, printed: Sequence[str], book: NameBook) -> bool:
    """Does the quotation stand in the printed words: each of its parts in one stretch, in order?

    What an ellipsis leaves out may hold no “not”: without it the words say something else.
    """
    at: int | None = None
    for part in _JOINT.split(folded(quotation)):
        words = canonical(part, book)
        found = _stretch(words, printed, at or 0)
        if found is None or (at is not None and not _NEGATIONS.isdisjoint(printed[at:found])):
            return False
        at = found + len(words) if words else at
    return True


def _stretch(words: Sequence[str], printed: Sequence[str], start: int) -> int | None:
    last = len(printed) - len(words)
    return next(
        (at for at in range(start, last + 1) if tuple(printed[at : at + len(words)]) == tuple(words)), None
    )


def quoted_statements(case: Case) -> tuple[int, ...]:
    """Numbers, from 0, of the statements whose quotation the sentence has word by word."""
    found = {
        case.fact.statements.index(each.statement)
        for span in case.parsed.quotations
        for each in case.reading.quotes
        if verbatim(case.parsed.words(span), each.words, case.book)
    }
    return tuple(sorted(found))


def altered_statements(case: Case) -> tuple[int, ...]:
    """Numbers, from 0, of the statements whose quotation one of the sentence's is plainly an altered form
    of."""
    found = set()
    for span in case.parsed.quotations:
        mine = " ".join(canonical(case.parsed.words(span), case.book))
        if len(mine.split()) >= _LONG:
            found |= {
                case.fact.statements.index(each.statement)
                for each in case.reading.quotes
                if fuzz.partial_ratio(mine, " ".join(each.words)) >= _ALIKE
            }
    return tuple(sorted(found))


def quote_problems(case: Case, others: Sequence[Case]) -> Iterator[Problem]:
    """Quotations of a sentence that no printed one bears out; `others` are its other facts.

    A quotation that is another fact's is left to that fact, and so is one that is nearer to it.
    """
    for span in case.parsed.quotations:
        words = case.parsed.words(span)
        if _is_name(case, span) or not canonical(words, case.book):
            continue
        matched = [each for each in case.reading.quotes if verbatim(words, each.words, case.book)]
        if matched and all(_loses_a_not(case, span, each) for each in matched):
            yield _without_not(case, span, matched[0])
        elif matched:
            yield from _wrong_outlet(case, span, matched)
        elif not any(_has(other, words) for other in others) and not _is_outlets_own(case, words):
            near = _likeness(case, words)
            if all(near >= _likeness(other, words) for other in others):
                yield _altered(case, span)


def _loses_a_not(case: Case, span: Span, printed: Printed) -> bool:
    """Does the printed quotation deny what the shortened one says: they “know”, of “we do not know”?"""
    first = canonical(_JOINT.split(folded(case.parsed.words(span)))[0], case.book)
    at = _stretch(first, printed.words, 0)
    denied = at is not None and not _NEGATIONS.isdisjoint(printed.words[max(0, at - 1) : at])
    before = [token.low for token in case.parsed.tokens if token.end <= span.start]
    return denied and not any(word in _NEGATIONS or word.endswith("n't") for word in before[-_NEAR_NOT:])


def _without_not(case: Case, span: Span, printed: Printed) -> Problem:
    outlet = case.of_outlet(printed.statement)
    message = f"The printed quotation denies this: {outlet} prints “{printed.text}”."
    path = (*case.place_of(printed.statement), "quotes", printed.number)
    return case.problem("quote", span, message, f"“{printed.text}”", printed.statement, *path)


def _is_name(case: Case, span: Span) -> bool:
    """Is what is quoted just a name: the “Storm Corps”?"""
    return any(
        mention.span.start <= span.start and span.end <= mention.span.end for mention in case.parsed.mentions
    )


def _has(case: Case, words: str) -> bool:
    return any(verbatim(words, each.words, case.book) for each in case.reading.quotes)


def _likeness(case: Case, words: str) -> float:
    mine = " ".join(canonical(words, case.book))
    return max((fuzz.partial_ratio(mine, " ".join(each.words)) for each in case.reading.quotes), default=0.0)


def _is_outlets_own(case: Case, words: str) -> bool:
    """Words that an outlet prints as its own: fine where they are quoted from the outlet, or a single one."""
    stands = [statement for statement in case.fact.statements if _in_passage(case, words, statement)]
    if len(canonical(words, case.book)) < _SHORTEST_OUTLETS:
        return bool(stands)
    return any(_is_credited(case, statement) for statement in stands)


def _is_credited(case: Case, statement: Statement) -> bool:
    credited = {key for credit in case.parsed.credits if credit.strong for key in credit.keys}
    return credited == {OUTLET + case.outlet(statement)}


def _wrong_outlet(case: Case, span: Span, matched: Sequence[Printed]) -> Iterator[Problem]:
    named = case.outlets_named & {case.outlet(statement) for statement in case.fact.statements}
    if named and not any(case.outlet(each.statement) in named for each in matched):
        each = matched[0]
        message = f"These words are {case.of_outlet(each.statement)}'s wording, not that of the outlet named."
        yield case.problem(
            "quote", span, message, f"{capital(case.of_outlet(each.statement))}", each.statement,
            *case.place_of(each.statement),
        )  # fmt: skip


def _altered(case: Case, span: Span) -> Problem:
    quotes = case.reading.quotes
    words = case.parsed.words(span)
    own = next((each for each in case.fact.statements if _in_passage(case, words, each)), None)
    if own is not None:
        message = (
            f"{capital(case.of_outlet(own))} prints these words as its own, not as a quotation: "
            "leave the quotation marks out."
        )
        return case.problem("quote", span, message, words, own, *case.place_of(own))
    if not quotes:
        first = case.statements[0]
        message = "No quotation is on file for this: no source prints these words in quotation marks."
        return case.problem("quote", span, message, "", first, *case.place_of(first))
    mine = " ".join(canonical(words, case.book))
    best = max(
        quotes,
        key=lambda each: (
            fuzz.partial_ratio(mine, " ".join(each.words)),
            case.fact.statements.index(each.statement) in case.rendered,
        ),
    )
    stretch = _nearest(words, best, case.book)
    message = f"These are not the printed words: {case.of_outlet(best.statement)} prints “{stretch}”."
    made = case.problem(
        "quote",
        span,
        message,
        f"“{stretch}”",
        best.statement,
        *case.place_of(best.statement),
        "quotes",
        best.number,
    )
    return Problem(
        made.kind,
        made.span,
        made.words,
        made.fact,
        made.message,
        made.suggestion,
        made.evidence,
        edits(words, stretch),
    )


def _in_passage(case: Case, words: str, statement: Statement) -> bool:
    reading = case.reading.statements[case.fact.statements.index(statement)]
    return any(verbatim(words, passage, case.book) for passage in reading.words)


def _nearest(words: str, printed: Printed, book: NameBook) -> str:
    """The stretch of the printed quotation that the altered one renders, as printed; all of it where
    short."""
    found = tokens(printed.text)
    mine = canonical(words, book)
    if len(found) <= len(mine) + 3:
        return printed.text
    theirs = tuple(token.low for token in found)
    sizes = range(max(1, len(mine) - 1), min(len(theirs), len(mine) + 2) + 1)
    windows = [(at, at + size) for size in sizes for at in range(len(theirs) - size + 1)]
    start, end = max(
        windows, key=lambda window: fuzz.ratio(" ".join(mine), " ".join(theirs[window[0] : window[1]]))
    )
    return printed.text[found[start].start : found[end - 1].end]


def edits(mine: str, printed: str) -> tuple[Edit, ...]:
    """The word diff from the draft's quotation to the printed one."""
    ours, theirs = tokens(mine), tokens(printed)
    steps = Indel.opcodes([token.low for token in ours], [token.low for token in theirs])
    found: list[Edit] = []
    for step in steps:
        left = " ".join(token.text for token in ours[step.src_start : step.src_end])
        right = " ".join(token.text for token in theirs[step.dest_start : step.dest_end])
        if step.tag == "equal":
            found.append(Edit("same", left))
            continue
        # What is replaced reads best before what replaces it.
        behind = found.pop() if left and found and found[-1].side == "printed" else None
        found += [Edit("draft", left)] if left else []
        found += [behind] if behind else []
        found += [Edit("printed", right)] if right else []
    return tuple(found)
