"""A sentence of a draft, read once: words, quotations, names, credits, days, numbers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.check.credit import Credit
from bot.check.credits import find_credits
from bot.check.days import Day, days
from bot.check.namebook import Mention, NameBook
from bot.check.numbers import Number, numbers
from bot.check.opening import opening
from bot.check.phrases import Scene
from bot.check.quotations import quoted_spans
from bot.check.review import Span
from bot.check.tokens import Token, folded, tokens


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence, all places counted in the whole draft. `text` is the sentence alone; `opening` is who it
    begins with, a source or not. `continues`: a quotation that goes on, whose source stands before.
    """

    text: str
    span: Span
    tokens: tuple[Token, ...]
    quotations: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    credits: tuple[Credit, ...]
    days: tuple[Day, ...]
    numbers: tuple[Number, ...]
    opening: Credit | None
    continues: bool = False

    def words(self, span: Span) -> str:
        """What stands at a place, as typed."""
        return self.text[span.start - self.span.start : span.end - self.span.start]

    def between(self, first: int, second: int) -> str:
        """What stands between two of its words, each by its place among them, from 0."""
        return self.words(Span(self.tokens[first].end, self.tokens[second].start))

    def within(self, span: Span) -> tuple[Token, ...]:
        """The words at a place."""
        return tuple(token for token in self.tokens if span.start <= token.start and token.end <= span.end)

    @property
    def asks(self) -> bool:
        """Is it a question, and so no claim?"""
        return self.text.rstrip("\"'”’)").endswith("?")

    @property
    def unquoted(self) -> tuple[Token, ...]:
        """The words outside quotation marks."""
        return tuple(
            token for token in self.tokens if not any(span.holds(token.start) for span in self.quotations)
        )


def parse(text: str, span: Span, book: NameBook) -> Parsed:
    """Read the sentence at `span` of a draft."""
    words = span.of(text)
    found = tokens(words, span.start)
    quoted = tuple(Span(span.start + each.start, span.start + each.end) for each in quoted_spans(words))
    named = book.mentions(found)
    dated = days(found)
    scene = Scene(folded(words), span.start, found, named, quoted, book)
    return Parsed(
        text=words,
        span=span,
        tokens=found,
        quotations=quoted,
        mentions=named,
        credits=find_credits(scene),
        opening=opening(scene),
        days=dated,
        numbers=numbers(found, tuple(each.span for each in dated)),
    )
