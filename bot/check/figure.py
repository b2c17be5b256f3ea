"""Figures against the file's: the right number, on the right thing, with a fair qualifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.check.case import Case
from bot.check.counting import FEW, NEXT, Counting
from bot.check.english import ABOUT, EXACT, LEAST, MOST, OVER, UNDER
from bot.check.keys import keys
from bot.check.numbers import Number, direction
from bot.check.review import Problem
from bot.check.tokens import lows
from bot.model import Fact, Figure

FAIR: Final[Mapping[str | None, frozenset[str | None]]] = {
    OVER: frozenset((OVER, LEAST, ABOUT, None)),
    LEAST: frozenset((LEAST, ABOUT, None)),
    ABOUT: frozenset((ABOUT, None)),
    UNDER: frozenset((UNDER, MOST, ABOUT, None)),
    MOST: frozenset((MOST, ABOUT, None)),
    None: frozenset((None, ABOUT, EXACT)),
}
"""For each direction of a printed qualifier, the directions of a draft's that say no more than it does.

“about 3,000” says less than “more than 3,000”, and a bare “3,000” is how headlines round; “nearly 3,000” and
“up to 3,000” contradict it, and “exactly” claims what nobody printed."""
_DIGITS: Final = 2
"""Significant digits that a fair rounding keeps."""


def figure_problems(case: Case, others: Sequence[Case], related: Sequence[Fact]) -> Iterator[Problem]:
    """Numbers that differ from the file's. `related` lend the figures that this fact has none of.

    A number that the sentence's other facts bear out is theirs.
    """
    if not case.parsed.numbers:
        return
    counting, countings = _counting(case), [_counting(other) for other in others]
    for number in case.parsed.numbers:
        if any(span.holds(number.span.start) for span in case.parsed.quotations):
            continue
        figures = _counted(counting, number) or _lent(case, number, related)
        figures = _credited(case, figures)
        theirs = [figure for each in countings for figure in _counted(each, number)]
        if not counting.tells(number):
            theirs += [figure for fact in related for figure in fact.figures if number.high >= FEW]
        fair = any(is_fair(number, figure) for figure in (*figures, *theirs))
        if figures and not fair and not _is_part(case, number, figures):
            yield _problem(case, number, figures)


def lenders(case: Case) -> Iterator[str]:
    """Ids of related facts whose figures the sentence gives: figures that this fact holds, and its claim does
    not state, are those of the fact that states them.
    """
    counting = _counting(case)
    for number in case.parsed.numbers:
        own = _counted(counting, number) if number.high >= FEW else []
        if own and not any(_states(case.fact, figure) for figure in own):
            for key in case.fact.related:
                other = case.facts.get(key)
                if other and any(each.of == own[0].of and _states(other, each) for each in other.figures):
                    yield key
    yield from _credited_lenders(case)


def _credited_lenders(case: Case) -> Iterator[str]:
    """Ids of related facts of which the sentence gives a figure and its very source."""
    sources = {
        key for each in case.parsed.credits if each.strong and not case.fits(each) for key in each.keys
    }
    for key in case.fact.related if sources else ():
        other = case.facts.get(key)
        for figure in other.figures if other else ():
            chain = (
                {who for hop in other.statements[figure.statement - 1].chain for who in hop.who}
                if other
                else set()
            )
            given = any(number.high >= FEW and is_fair(number, figure) for number in case.parsed.numbers)
            if given and not sources.isdisjoint(chain):
                yield key


def given_statements(case: Case) -> tuple[int, ...]:
    """Numbers, from 0, of the statements whose own figures the sentence gives, with their qualifier."""
    counting = _counting(case)
    given = {
        figure.statement - 1
        for number in case.parsed.numbers
        for figure in _counted(counting, number)
        if number.low == figure.value and number.qualifier == direction(figure.qualifier)
    }
    return tuple(sorted(given))


def _counting(case: Case) -> Counting:
    return Counting.build(case.parsed, case.fact, case.reading, case.groups)


def _counted(counting: Counting, number: Number) -> list[Figure]:
    """The figures of what a number counts."""
    of = counting.of(number)
    return [figure for figure in counting.figures if figure.of == of]


def _is_part(case: Case, number: Number, figures: Sequence[Figure]) -> bool:
    """“one lawmaker …, and two legislators”: one, where the whole number is given as well."""
    others = (other for other in case.parsed.numbers if other is not number)
    return number.high == 1 and any(is_fair(other, figure) for other in others for figure in figures)


def _states(fact: Fact, figure: Figure) -> bool:
    return f"{figure.value:,}" in fact.claim


def is_fair(number: Number, figure: Figure) -> bool:
    """Does a draft's number say no more than the printed figure?"""
    printed = direction(figure.qualifier)
    if number.vague:
        return number.low <= figure.value <= number.high and number.qualifier in (None, ABOUT)
    if number.low != number.high:
        return False
    if number.low == figure.value:
        return number.qualifier in FAIR[printed]
    return printed in (None, ABOUT) and _rounds_fairly(number, figure)


def _rounds_fairly(number: Number, figure: Figure) -> bool:
    """2,743: about 2,700, more than 2,700; nearly 2,800."""
    whole = int(figure.value)
    size = 10 ** max(0, len(str(whole)) - _DIGITS)
    down, up = whole // size * size, -(-whole // size) * size
    nearest = down if whole - down < up - whole else up
    fair = {ABOUT: nearest, OVER: down, UNDER: up}
    return number.low == fair.get(number.qualifier or "")


def _lent(case: Case, number: Number, related: Sequence[Fact]) -> list[Figure]:
    """A related fact's figures of what the number plainly counts, and this fact has no figure of."""
    own = {figure.of for figure in case.fact.figures}
    after = case.parsed.tokens[number.end : number.end + NEXT]
    said = keys((token.low for token in after), case.groups, own=True)
    for figure in (figure for fact in related for figure in fact.figures):
        alike = number.high >= FEW or figure.value < FEW * FEW  # “two programmes” is no count of ten thousand
        counts = not keys(lows(figure.of), case.groups, own=True).isdisjoint(said)
        if number.high > 1 and figure.of not in own and alike and counts:
            return [figure]
    return []


def _credited(case: Case, figures: list[Figure]) -> list[Figure]:
    """Those of the statements that the sentence's credits fit, where there are such."""
    # “lawmakers who were briefed” may be any of them, and decides nothing.
    known = [each for each in case.parsed.credits if each.strong and (each.every or len(each.keys) == 1)]
    fitting = [
        figure
        for figure in figures
        if figure.statement <= len(case.fact.statements)
        and any(case.is_right(credit, case.fact.statements[figure.statement - 1]) for credit in known)
    ]
    return fitting or figures


def _problem(case: Case, number: Number, figures: Sequence[Figure]) -> Problem:
    best = figures[0]
    own = best in case.fact.figures
    statement = case.fact.statements[best.statement - 1] if own else case.statements[0]
    said = " or ".join(dict.fromkeys(_words(figure) for figure in figures))
    words = case.parsed.words(number.span)
    message = f"The file's figure for {best.of} is {said}, not “{words}”{_of_another(case, number, best)}."
    path = ("figures", case.fact.figures.index(best) + 1) if own else case.place_of(statement)
    return case.problem("figure", number.span, message, _words(best), statement, *path)


def _of_another(case: Case, number: Number, right: Figure) -> str:
    """Where the number stands on the wrong thing, whose it is: “3,000 is its figure for casualties”."""
    others = (each for each in case.fact.figures if each.of != right.of and each.value == number.low)
    other = next(others, None)
    return f"; {other.value:,} is its figure for {other.of}" if other else ""


def _words(figure: Figure) -> str:
    qualifier = f"{figure.qualifier} " if figure.qualifier else ""
    return f"{qualifier}{figure.value:,}"
