"""Names that a draft has and the file has not: capitalised words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.check import english
from bot.check.case import Case
from bot.check.namebook import SMALL
from bot.check.review import Span
from bot.check.tokens import Token, covering
from bot.search.english import FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is not on file: its words, and the place of the first among the sentence's."""

    words: tuple[Token, ...]
    first: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return covering(self.words)

    @property
    def country(self) -> bool:
        """Is it a country, or somebody of one?"""
        return all(token.low in english.COUNTRY_WORDS for token in self.words)


def unknown_names(case: Case) -> Iterator[Unknown]:
    """Capitalised words of the draft's own that are no name on file, no source, no day, no first word."""
    parsed = case.parsed
    taken = [mention.span for mention in parsed.mentions] + list(parsed.quotations)
    taken += [day.span for day in parsed.days]
    known = {token.low for token in case.reading.words if token.capital}
    run: list[int] = []
    for at, token in enumerate((*parsed.tokens, None)):
        joins = token is not None and (token.capital or (token.tied and bool(run) and run[-1] == at - 1))
        free = token is not None and not any(span.holds(token.start) for span in taken)
        if token is not None and joins and free and _follows(case, run, at):
            run.append(at)
            continue
        if run:
            yield from _made(case, run, known)
        run = [at] if token is not None and token.capital and free else []


def _follows(case: Case, run: Sequence[int], at: int) -> bool:
    if not run or run[-1] != at - 1:
        return not run
    return case.parsed.between(at - 1, at) in (" ", "-", "‑", ". ")


def _is_dateline(case: Case, run: Sequence[int]) -> bool:
    """“TOKYO: …”, “SEOUL, Jan. 13 - …”: where a report was filed."""
    return run[0] == 0 and all(case.parsed.tokens[at].text.isupper() for at in run)


def _made(case: Case, run: Sequence[int], known: set[str]) -> Iterator[Unknown]:
    if _is_dateline(case, run):
        return
    words = [case.parsed.tokens[at] for at in run]
    first = run[0]
    while words and (words[0].low in FUNCTION_WORDS | SMALL | english.TITLES | english.PEOPLE_NOUNS):
        words, first = words[1:], first + 1
    if not words or words[0].low in english.MONTHS or words[0].low in english.WEEKDAYS:
        return
    alone = len(words) == 1
    if alone and (first == 0 or words[0].low in known) and words[0].low not in english.COUNTRY_WORDS:
        return
    if f" {' '.join(token.low for token in words)} " in _line(case):
        return  # the fact's own text has it
    yield Unknown(tuple(words), first)


def _line(case: Case) -> str:
    return f" {' '.join(token.low for token in case.reading.words)} "


def is_source(case: Case, span: Span) -> bool:
    """Is it part of a source's phrase?"""
    return any(
        credit.span.start <= span.start and span.end <= credit.span.end
        for credit in case.parsed.credits
        if credit.strong
    )
