"""One sentence held against one fact: what every kind of finding is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot import attribution, links
from bot.check.credit import Credit
from bot.check.namebook import OUTLET, NameBook
from bot.check.parsed import Parsed
from bot.check.reading import Reading
from bot.check.review import Evidence, Kind, Problem, Span
from bot.model import Fact, FactFile, Statement
from bot.search.groups import Groups


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and a fact that it speaks of.

    `rendered` are the statements that it renders, by number from 0; `possible` those that a credit in it may
    be right for.
    """

    parsed: Parsed
    id: str
    fact: Fact
    rendered: tuple[int, ...]
    possible: tuple[int, ...]
    reading: Reading
    file: FactFile
    facts: Mapping[str, Fact]
    book: NameBook
    groups: Groups
    today: dt.date

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that the sentence renders."""
        return tuple(self.fact.statements[number] for number in self.rendered)

    def fits(self, credit: Credit) -> bool:
        """Is the credit right for one of the statements that the sentence may render?"""
        outlet = bool(credit.keys) and all(key.startswith(OUTLET) for key in credit.keys)
        numbers = self.rendered if outlet else self.possible
        return any(self.is_right(credit, self.fact.statements[number]) for number in numbers)

    @property
    def outlets_named(self) -> frozenset[str]:
        """The outlets that the sentence names."""
        keys = (mention.key for mention in self.parsed.mentions if mention.key.startswith(OUTLET))
        return frozenset(key.removeprefix(OUTLET) for key in keys)

    def outlet(self, statement: Statement) -> str:
        """The outlet of a statement, without article."""
        return self.file.sources[statement.source].outlet

    def of_outlet(self, statement: Statement) -> str:
        """The outlet with its article, for a sentence."""
        return attribution.outlet_name(self.file.sources[statement.source])

    def speakers(self, statement: Statement) -> frozenset[str]:
        """Keys of all who may be credited with a statement: the chain, what its people speak for, the
        outlet."""
        chain = {who for hop in statement.chain for who in hop.who}
        above = {key for who in chain for key in self.book.above(who)}
        roles = {key for who in chain for key in self.book.below(who) if self.file.names[key].kind == "role"}
        capitals = {
            key for country in above for key in self.book.below(country) if self.book.kind(key) == "place"
        }
        return frozenset(chain | above | capitals | roles | {OUTLET + self.outlet(statement)})

    def is_right(self, credit: Credit, statement: Statement) -> bool:
        """May this statement be credited so?"""
        allowed = self.speakers(statement)
        if credit.kind == "known" and not credit.strong:
            return any(not credit.keys.isdisjoint(hop.who) for hop in statement.chain)
        if credit.kind == "known":
            return credit.keys <= allowed if credit.every else not credit.keys.isdisjoint(allowed)
        if credit.kind == "thing":
            settings = " ".join(hop.setting or "" for hop in statement.chain).lower()
            return statement.voice == "caption" or any(
                word in settings for word in credit.words.lower().split()
            )
        if credit.kind != "pronoun" or not credit.strong:
            return False
        first = self.parsed.opening
        meant = (
            first is not None
            and credit.words.lower() == "it"
            and first.kind == "known"
            and self._is_body(first)
        )
        return self.is_right(first, statement) if meant and first else True

    def _is_body(self, credit: Credit) -> bool:
        return all(self.book.kind(key) == "body" for key in credit.keys)

    def evidence(self, statement: Statement, *path: str | int) -> Evidence:
        """Where the fact file holds it (`path` within the fact), and what the statement's source prints."""
        source = self.file.sources[statement.source]
        place = self.file.places.get(("facts", self.id, *path)) or self.file.places.get(("facts", self.id))
        return Evidence(
            file=place.file if place else "",
            line=place.line if place else 0,
            outlet=source.outlet,
            printed=" … ".join(passage.exact for passage in statement.passages),
            link=links.statement_link(source.url, statement),
        )

    def line(self, statement: Statement) -> str:
        """The attribution of a statement, to be pasted behind a claim."""
        return attribution.attribute(statement, self.file, self.today).full

    def problem(
        self, kind: Kind, span: Span, message: str, suggestion: str, statement: Statement, *path: str | int
    ) -> Problem:
        """A problem of this sentence with this fact."""
        words = self.parsed.words(span)
        return Problem(kind, span, words, self.id, message, suggestion, self.evidence(statement, *path))

    def place_of(self, statement: Statement) -> tuple[str, int]:
        """The path of a statement within its fact."""
        return "statements", self.fact.statements.index(statement) + 1

    def wrong_name(self, span: Span, key: str, message: str = "The file has {} here.") -> Problem:
        """The problem of a name that is not the file's; `message` takes the right one."""
        right = self.file.names[key].name
        statement = self.statements[0]
        return self.problem("name", span, message.format(right), right, statement, *self.place_of(statement))

    @property
    def content(self) -> tuple[str, ...]:
        """Keys of whom and what the claim is about, in order; not of those who are only its sources."""
        sources = {
            who
            for statement in self.fact.statements
            if not statement.act
            for hop in statement.chain
            for who in (*hop.who, hop.to)
        }
        claimed = (mention.key for mention in self.reading.claimed)
        return tuple(dict.fromkeys(key for key in claimed if key in self.file.names and key not in sources))
