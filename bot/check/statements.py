"""Which of a fact's statements a sentence renders: two outlets' versions, or one of several voices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.check.keys import keys
from bot.check.parsed import Parsed
from bot.check.reading import Reading
from bot.model import Fact
from bot.search.groups import Groups

_NEAR: Final = 0.6
"""Of the best statement's likeness: what lies below it is another statement."""
_SAYS_SOMETHING: Final = 1.2
"""Likeness from which on what stands beside a quotation renders a statement by itself."""
_MAY: Final = 0.3
"""Of the best statement's likeness: what a credit may still be right for."""
_NEARLY_EQUAL: Final = 0.8
"""From which likeness on the outlet named decides between statements."""
_COMMON: Final = 0.25
"""What a word counts that all of the fact's statements have."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Numbers, from 0, of a fact's statements: those that a sentence renders, and those that it may
    render."""

    surely: tuple[int, ...]
    maybe: tuple[int, ...]


def rendered(
    parsed: Parsed,
    fact: Fact,
    reading: Reading,
    groups: Groups,
    sources: frozenset[str],
    *,
    beside_quotations: bool = False,
) -> Rendered:
    """The statements that a sentence renders; all where none is nearer than the others.

    `beside_quotations`: by its words outside quotation marks alone, and none where they say too little.
    `sources`: ids of the sources whose outlet the sentence names; of near ones, theirs are meant.
    """
    names = [credit.span for credit in parsed.credits if credit.strong]
    names += [mention.span for mention in parsed.mentions] if beside_quotations else []
    words = parsed.unquoted if beside_quotations else parsed.tokens
    said = keys((token.low for token in words if not any(span.holds(token.start) for span in names)), groups)
    printed = [each.keys for each in reading.statements]
    times = Counter(key for each in printed for key in each)
    likeness = [sum(_weight(times[key], len(printed)) for key in each & said) for each in printed]
    best = max(likeness)
    if beside_quotations and best < _SAYS_SOMETHING:
        return Rendered((), ())
    order = sorted(range(len(likeness)), key=lambda number: -likeness[number])
    near = tuple(number for number in order if likeness[number] >= best * _NEAR)
    named = (number for number in near if likeness[number] >= best * _NEARLY_EQUAL)
    meant = tuple(number for number in named if fact.statements[number].source in sources)
    maybe = tuple(number for number, each in enumerate(likeness) if each >= best * _MAY)
    return Rendered(meant or near, meant or maybe)


def _weight(times: int, of: int) -> float:
    return _COMMON if times == of else 1.0
