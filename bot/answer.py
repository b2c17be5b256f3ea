"""From a question to the one fact that answers it, ready to be shown.

An `Answer` holds every word that a card may need, made for one day (`today`, passed in). What is
uncertain stays so: `unsure` and `none` carry no answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final

from bot import attribution, links
from bot.attribution import Attribution
from bot.errors import NotFoundError, QuestionError
from bot.model import Difference, Fact, FactFile, Source, Statement
from bot.search import Index, Match
from bot.text import capital, counted, joined, sentences

MAX_QUESTION: Final = 300  # what a person types to ask; a paragraph of a draft is for the draft check
MAX_CHOICES: Final = 3
NEAR: Final = 0.2  # of the first match's confidence: what lies below it is noise, no choice
_CLOSING = ".”", '."'


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """One statement as the card shows it: words, credit, link, and what its outlet does not say."""

    voice: str
    attribution: Attribution
    link: str
    printed: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One outlet's part of a card; `link` opens the source at its first statement's words."""

    id: str
    outlet: str
    url: str
    link: str
    archive_url: str | None
    statements: tuple[ShownStatement, ...]

    @property
    def printed(self) -> tuple[str, ...]:
        """All passages of this source, in order."""
        return tuple(words for statement in self.statements for words in statement.printed)


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A point on which sources differ: pairs of outlet and what it says."""

    about: str
    sides: tuple[tuple[str, str], ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact, ready to be shown. `version` changes whenever anything on the card does."""

    id: str
    version: str
    topic: str
    claim: str
    attribution: Attribution
    status: str
    as_of: dt.date
    warnings: tuple[str, ...]
    paste: str
    sources: tuple[ShownSource, ...]
    origins: int
    origin: str
    differs: tuple[ShownDifference, ...]
    caution: str | None
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question gets: `answer` is there only for `found`; `matches` always, best first.

    `gap` is what is known not to be on file and what the question likely means; beside a fact that was found
    none is named.
    """

    text: str
    status: str
    matches: tuple[Match, ...]
    answer: Answer | None
    gap: str | None = None


def ask(text: str, file: FactFile, index: Index, today: dt.date) -> Reply:
    """Answer a question from the fact file."""
    found = index.search(text)
    if found.status == "found":
        return Reply(text, found.status, found.matches, answer(found.matches[0].id, file, today))
    return Reply(text, found.status, found.matches, None, found.gap)


def checked_question(text: str, command: str = "/facts") -> str:
    """The question, trimmed; raises QuestionError for one that is longer than `MAX_QUESTION`.

    `command` is the slash command's name: what is too long for a question may be a draft to check.
    """
    text = text.strip()
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"That is {len(text):,} characters; a question has at most {MAX_QUESTION}. "
            "Ask for one fact in a few words, such as “casualties”; a sentence or a paragraph of a draft "
            f"goes behind {command} check."
        )
    return text


def choices(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Which matches to offer where none is sure: the first, and up to two more that come near it."""
    return tuple(match for match in matches[:MAX_CHOICES] if match.score >= matches[0].score * NEAR)


def answer(key: str, file: FactFile, today: dt.date) -> Answer:
    """The fact of this id, made ready for `today`; raises NotFoundError where there is none."""
    fact = file.facts.get(key)
    if fact is None:
        raise NotFoundError(f"There is no fact “{key}” on file. “list” shows the ids.")
    return Answer(
        id=key,
        version=version(key, file),
        topic=next(topic.topic for topic in file.topics.values() if key in topic.facts),
        claim=fact.claim,
        attribution=attribution.attribute(fact.statements[0], file, today),
        status=fact.status,
        as_of=fact.as_of,
        warnings=warnings(fact, today),
        paste=paste(fact, file, today),
        sources=_sources(fact, file, today),
        origins=len(_occasions(fact.statements)),
        origin=_origin(fact, file),
        differs=tuple(_difference(each, file) for each in fact.differs),
        caution=fact.caution,
        related=fact.related,
    )


def version(key: str, file: FactFile) -> str:
    """Twelve hex digits over a fact and all that its card takes from names, sources and occasions."""
    fact = file.facts[key]
    hops = tuple(hop for statement in fact.statements for hop in statement.chain)
    names = sorted({who for hop in hops for who in (*hop.who, *((hop.to,) if hop.to else ()))})
    occasions = sorted({hop.occasion for hop in hops if hop.occasion})
    sources = {side.source for difference in fact.differs for side in difference.sides}
    sources |= {statement.source for statement in fact.statements}
    whole = (
        fact,
        [file.names[name] for name in names],
        [file.sources[source] for source in sorted(sources)],
        [file.occasions[occasion] for occasion in occasions],
    )
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:12]


def warnings(fact: Fact, today: dt.date) -> tuple[str, ...]:
    """What a reporter must know before using the fact, gravest first."""
    found: list[str] = []
    if fact.status == "withdrawn":
        why = f". {fact.withdrawn_because.rstrip('.')}" if fact.withdrawn_because else ""
        found.append(f"Withdrawn: do not use{why}")
    if fact.superseded_by is not None:
        found.append(f"Superseded by “{fact.superseded_by}”")
    if fact.status == "disputed":
        found.append("Disputed")
    if fact.lapses is not None and today > fact.lapses:
        found.append(f"Lapsed: it spoke of the time until {attribution.ap_day(fact.lapses, today)}")
    if fact.differs:
        found.append(f"Sources differ on {joined(tuple(each.about for each in fact.differs))}")
    if fact.caution is not None:
        found.append(sentences(fact.caution)[0].rstrip("."))
    if fact.verified is None:
        found.append("Not yet verified by an editor")
    elif fact.review_by is not None and today > fact.review_by:
        found.append(f"Due for review since {attribution.ap_day(fact.review_by, today)}")
    return tuple(found)


def paste(fact: Fact, file: FactFile, today: dt.date) -> str:
    """Claim and credit as one text: the credit closes the first sentence, which rests on statement 1."""
    first, *further = sentences(fact.claim)
    credit = attribution.credit(fact.statements[0], first, file, today)
    quoted = first.endswith(_CLOSING)  # AP puts the comma inside the quotation mark, as the full stop
    head = f"{first[:-2]},{first[-1]}" if quoted else f"{first.removesuffix('.')},"
    return " ".join([f"{head} {credit}.", *further])


def _sources(fact: Fact, file: FactFile, today: dt.date) -> tuple[ShownSource, ...]:
    order = dict.fromkeys(statement.source for statement in fact.statements)
    return tuple(
        _source(
            key, file.sources[key], tuple(each for each in fact.statements if each.source == key), file, today
        )
        for key in order
    )


def _source(
    key: str, source: Source, statements: tuple[Statement, ...], file: FactFile, today: dt.date
) -> ShownSource:
    return ShownSource(
        id=key,
        outlet=source.outlet,
        url=source.url,
        link=links.statement_link(source.url, statements[0]),
        archive_url=source.archive_url,
        statements=tuple(
            ShownStatement(
                voice=each.voice,
                attribution=attribution.attribute(each, file, today),
                link=links.statement_link(source.url, each),
                printed=tuple(passage.exact for passage in each.passages),
                note=_note(each, source),
            )
            for each in statements
        ),
    )


def _difference(difference: Difference, file: FactFile) -> ShownDifference:
    sides = tuple((file.sources[side.source].outlet, side.says) for side in difference.sides)
    return ShownDifference(difference.about, sides, difference.note)


def _note(statement: Statement, source: Source) -> str | None:
    """What the outlet does not say, or whose word a hedge is."""
    notes: list[str] = []
    outlet = attribution.outlet_name(source)
    if statement.relay_unprinted:
        notes.append(f"{capital(outlet)} does not say how it got these words")
    if statement.hedge:
        own = any(statement.hedge.word in quote for quote in statement.quotes)
        speakers = "the speaker's own" if own else "the speaker's, in the outlet's wording"
        whose = f"{outlet}'s" if statement.hedge.by == "outlet" else speakers
        notes.append(f"the hedge “{statement.hedge.word}” is {whose}")
    if any(hop.inferred for hop in statement.chain):
        notes.append("part of this chain is inferred, not printed")
    return "; ".join(notes) or None


def _occasions(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(hop.occasion for each in statements for hop in each.chain if hop.occasion is not None)
    )


def _origin(fact: Fact, file: FactFile) -> str:
    """How many origins, counted among declared occasions only, and where none is stated."""
    tied = _occasions(fact.statements)
    outlets = dict.fromkeys(file.sources[statement.source].outlet for statement in fact.statements)
    if all(_occasions((statement,)) for statement in fact.statements):
        labels = joined(tuple(file.occasions[each].label for each in tied))
        return f"{counted(len(outlets), 'outlet')}, {counted(len(tied), 'origin')}: {labels}"
    parts = []
    for outlet in outlets:
        own = tuple(each for each in fact.statements if file.sources[each.source].outlet == outlet)
        labels = joined(tuple(file.occasions[each].label for each in _occasions(own)))
        unstated = any(not _occasions((each,)) for each in own)
        said = "; otherwise ".join(filter(None, (labels, "origin not stated" if unstated else "")))
        parts.append(f"{outlet}: {said}")
    return ". ".join(parts)
