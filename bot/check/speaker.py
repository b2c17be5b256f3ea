"""Who is credited: somebody of the statement's own chain, its outlet, or whom they speak for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import attribution
from bot.check import english
from bot.check.case import Case
from bot.check.credit import Credit
from bot.check.namebook import OUTLET, Mention
from bot.check.review import Problem, Span
from bot.check.tokens import lows
from bot.model import Statement
from bot.text import joined


def speaker_problems(case: Case, others: Sequence[Case], misnamed: Sequence[Span]) -> Iterator[Problem]:
    """Credits that none of the sentence's facts bears out; each is held against the fact that comes first.

    `misnamed` are names that are wrong as they are written: whose they are is known, so they credit no other.
    """
    if all(statement.voice == "caption" for statement in case.statements):
        return
    for credit in case.parsed.credits:
        if credit.kind not in ("known", "unknown", "pronoun") or not (
            credit.strong or _alone(case, others, credit)
        ):
            continue
        if _is_judged(case, credit) or any(_is_content(each, credit) for each in (case, *others)):
            continue
        if any(span.start < credit.span.end and credit.span.start < span.end for span in misnamed):
            continue
        if any(each.fits(credit) for each in (case, *others)):
            continue
        first = case.parsed.opening
        yield wrong_speaker(case, first.span if credit.kind == "pronoun" and first else credit.span)


def _alone(case: Case, others: Sequence[Case], credit: Credit) -> bool:
    """Is a weak credit the only one, and of somebody whom the printed words do not have?

    “Zelenskyy's statement”, “the answer that the embassy gave”: there is nobody else to lay the claim to.
    """
    if any(each.fits(other) for each in (case, *others) for other in case.parsed.credits):
        return False
    if any(_names_the_chain(each) for each in (case, *others)):
        return False
    if credit.kind == "unknown":
        return True
    printed = frozenset(mention.key for mention in case.reading.mentions)
    speaks = bool(credit.keys) and all(case.book.kind(key) in ("person", "body") for key in credit.keys)
    return credit.kind == "known" and speaks and printed.isdisjoint(credit.keys)


def unlisted_speaker(case: Case) -> Span | None:
    """Who a sentence without a credit begins with, if that can only be its source, and a wrong one.

    “The Unification Ministry took the appointments as a sign”: whatever the verb, the claim is laid to
    somebody.
    """
    first = case.parsed.opening
    if first is None:
        return None
    if first.kind == "unknown":
        quoted = case.parsed.quotations and ":" in case.parsed.text
        nouns = english.BODY_NOUNS | {"intelligence"} | (english.PEOPLE_NOUNS if quoted else frozenset())
        head = [token.low for token in case.parsed.within(first.span)]
        head = head[: head.index("of")] if "of" in head else head
        return first.span if not nouns.isdisjoint(head) else None
    speaks = first.keys and all(case.book.kind(key) in ("person", "body") for key in first.keys)
    printed = frozenset[str]().union(*(case.reading.statements[number].mentions for number in case.possible))
    return first.span if first.kind == "known" and speaks and printed.isdisjoint(first.keys) else None


def wrong_speaker(case: Case, span: Span) -> Problem:
    """The problem of a source that the file does not have for this."""
    statement = case.statements[0]
    message = f"The file credits this to {_whose(case)}, not to “{case.parsed.words(span)}”."
    return case.problem("speaker", span, message, case.line(statement), statement, *case.place_of(statement))


def _is_judged(case: Case, credit: Credit) -> bool:
    """An outlet beside a quotation: whether the words are its own is for the quotation's check."""
    own = {OUTLET + case.outlet(statement) for statement in case.fact.statements}
    return bool(case.parsed.quotations) and bool(credit.keys) and credit.keys <= own


def _is_content(case: Case, credit: Credit) -> bool:
    """Somebody whose saying is a part of what is claimed: “the regime emphasized …, the NIS said”."""
    own_voice = all(statement.voice == "outlet" for statement in case.statements)
    if not own_voice and not any(
        each is not credit and each.strong and case.fits(each) for each in case.parsed.credits
    ):
        return False
    if any(case.book.kind(key) in ("person", "role", "place") for key in credit.keys):
        return False
    printed = [case.reading.statements[number] for number in case.rendered]
    if any(not credit.keys.isdisjoint(each.mentions) for each in printed):
        return True
    words = frozenset[str]().union(*(each.stems for each in printed))
    bodies = (key for key in credit.keys if key in case.file.names and case.file.names[key].kind == "body")
    return any(not case.book.heads[key].isdisjoint(words) for key in bodies)


def is_credited(case: Case) -> bool:
    """Does the sentence credit somebody with the fact, rightly or not?

    A person or body of the chain that the sentence names counts, whatever its verb: “the agency floated …”.
    """
    if any(
        (credit.strong and credit.kind in ("known", "unknown", "pronoun")) or case.fits(credit)
        for credit in case.parsed.credits
    ):
        return True
    first = case.parsed.opening
    if _names_the_setting(case) or (first and first.kind == "known" and _is_in_chain(case, first)):
        return True
    return _names_the_chain(case)


def _names_the_chain(case: Case) -> bool:
    """Does the sentence name a person or a body of the chain, outside quotation marks?"""
    chain = {who for number in case.possible for hop in case.fact.statements[number].chain for who in hop.who}
    return any(
        mention.key in chain and _may_speak(case, mention)
        for mention in case.parsed.mentions
        if not any(span.holds(mention.span.start) for span in case.parsed.quotations)
    )


def _whose(case: Case) -> str:
    """The sources that the rendered statements print, for a message."""
    return joined(tuple(dict.fromkeys(_printed(case, each) for each in case.statements)), "or")


def _printed(case: Case, statement: Statement) -> str:
    outlet = case.of_outlet(statement)
    if not statement.chain:
        return f"{outlet} alone"
    people = joined(
        tuple(attribution.speaker(who, case.file.names) for hop in statement.chain for who in hop.who)
    )
    return f"{people} (in {outlet})"


def _names_the_setting(case: Case) -> bool:
    """Does the sentence name the thing that the words stand in: interrogation footage?"""
    settings = {
        word
        for number in case.possible
        for hop in case.fact.statements[number].chain
        for word in lows(hop.setting or "")
    }
    things = settings & english.THINGS - {"briefing"}
    return any(token.low in things for token in case.parsed.tokens)


def _is_in_chain(case: Case, credit: Credit) -> bool:
    """Is it somebody of the chain, and no country: “an official of the agency held out …”?"""
    speakers = frozenset[str]().union(
        *(case.speakers(case.fact.statements[number]) for number in case.possible)
    )
    places = {key for key in credit.keys if case.book.kind(key) == "place"}
    return bool((credit.keys & speakers) - places - _content_roles(case))


def _content_roles(case: Case) -> frozenset[str]:
    """Roles that the claim is about, such as the captives: that they begin a sentence credits nobody.

    A role that is part of a body speaks for it, and is no content: an official of the agency.
    """
    roles = (mention.key for mention in case.reading.claimed if case.book.kind(mention.key) == "role")
    return frozenset(key for key in roles if not case.book.above(key))


def _may_speak(case: Case, mention: Mention) -> bool:
    """A body, or a person who is not merely an owner: “Zelenskyy's Telegram channel” credits nobody."""
    kind = case.book.kind(mention.key)
    return kind == "body" or (kind == "person" and not case.parsed.tokens[mention.end - 1].possessive)
