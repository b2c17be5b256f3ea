"""From a draft to a review: sentence by sentence, fact by fact, kind by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cachetools import LRUCache

from bot.check.case import Case
from bot.check.date import date_problems
from bot.check.drafts import sentence_spans
from bot.check.figure import figure_problems, given_statements, lenders
from bot.check.name import name_problems
from bot.check.namebook import NameBook
from bot.check.parsed import Parsed, parse
from bot.check.quote import altered_statements, quote_problems, quoted_statements
from bot.check.reading import Reading, read
from bot.check.review import Note, Problem, Review, Sentence, Span
from bot.check.speaker import speaker_problems
from bot.check.statements import rendered
from bot.check.subjects import Finder, Quotes
from bot.check.uncredited import attribution_problems, own_voice_notes
from bot.errors import QuestionError
from bot.model import Fact, FactFile
from bot.search import Index

_READINGS: Final = 1_000  # facts; some twenty kilobytes each
MAX_DRAFT: Final = 12_000  # characters: what Slack's client lets a person type behind a command


@dataclass(frozen=True, slots=True)
class Checker:
    """A fact file made ready for checking drafts; one an edition."""

    file: FactFile
    facts: Mapping[str, Fact]
    index: Index
    book: NameBook
    quotes: Quotes
    readings: LRUCache[str, Reading]

    @classmethod
    def build(cls, file: FactFile, index: Index) -> Checker:
        """Read what the checks need from the fact file."""
        book = NameBook.build(file)
        return cls(file, file.facts, index, book, Quotes.build(file, book), LRUCache(_READINGS))

    def reading(self, key: str) -> Reading:
        """A fact, read; kept, as reading one costs as much as checking a sentence."""
        if (found := self.readings.get(key)) is None:
            found = self.readings[key] = read(self.facts[key], self.book, self.index.groups)
        return found


def check(text: str, checker: Checker, today: dt.date, limit: int = MAX_DRAFT) -> Review:
    """Check a draft of one sentence or many; raises QuestionError for one that is empty, or longer than
    `limit`.

    In a draft of one sentence, nothing on file is a problem; in a longer one it is none: most of a story is
    about what a small fact file has nothing of.
    """
    if not text.strip():
        raise QuestionError("There is nothing to check: write a sentence or a paragraph of your draft.")
    if len(text) > limit:
        raise QuestionError(
            f"That is {len(text):,} characters; a draft has at most {limit:,} here. Check it in parts."
        )
    spans = sentence_spans(text) or (Span(0, len(text)),)
    read = _continued([parse(text, span, checker.book) for span in spans])
    sentences = tuple(_sentence(parsed, checker, today) for parsed in read)
    if len(sentences) == 1 and not sentences[0].facts:
        sentences = (replace(sentences[0], problems=(_unsupported(text, spans[0]),)),)
    return Review(text, sentences)


def _continued(sentences: Sequence[Parsed]) -> Iterator[Parsed]:
    """A sentence that is nothing but a quotation goes on with the one before, and with its source.

    “We do not know,” Peskov said. “We continue to discuss it.”
    """
    credited = False
    for parsed in sentences:
        goes_on = credited and not parsed.unquoted
        yield replace(parsed, continues=True) if goes_on else parsed
        credited = goes_on or any(credit.strong for credit in parsed.credits)


def _unsupported(text: str, span: Span) -> Problem:
    message = "Nothing on file speaks of this. That does not make it false: check it against another source."
    return Problem("unsupported", span, span.of(text), None, message, "")


def _sentence(parsed: Parsed, checker: Checker, today: dt.date) -> Sentence:
    facts = Finder(checker.index, checker.facts, checker.quotes, checker.reading).subjects(parsed)
    cases = [_case(parsed, key, checker, today) for key in facts]
    lent = dict.fromkeys(key for case in cases for key in lenders(case) if key not in facts)
    cases += [_case(parsed, key, checker, today) for key in lent]
    facts = (*facts, *lent)
    problems: list[Problem] = []
    notes: list[Note] = []
    for case in cases:
        others = [each for each in cases if each is not case]
        if case.fact.status == "withdrawn":
            problems.append(_withdrawn(case))
            continue
        problems += _problems(case, others, problems)
        notes += own_voice_notes(case)
    return Sentence(parsed.span, facts, _once(problems), tuple(notes))


def _withdrawn(case: Case) -> Problem:
    """What a withdrawn fact says supports no sentence, however well the sentence agrees with it."""
    why = f" {case.fact.withdrawn_because}" if case.fact.withdrawn_because else ""
    message = f"The fact that this rests on, “{case.id}”, is withdrawn: do not use it.{why}"
    return Problem("unsupported", case.parsed.span, case.parsed.text, None, message, "")


def _case(parsed: Parsed, key: str, checker: Checker, today: dt.date) -> Case:
    fact = checker.facts[key]
    reading, groups = checker.reading(key), checker.index.groups
    case = Case(parsed, key, fact, (), (), reading, checker.file, checker.facts, checker.book, groups, today)
    named = frozenset(
        source for source, each in checker.file.sources.items() if each.outlet in case.outlets_named
    )
    found = rendered(parsed, fact, reading, groups, named)
    quoted = quoted_statements(case) or altered_statements(case)
    if not quoted:
        given = given_statements(case)
        surely, maybe = dict.fromkeys((*given, *found.surely)), dict.fromkeys((*given, *found.maybe))
        return replace(case, rendered=tuple(surely), possible=tuple(maybe))
    # Beside a quotation a sentence may give what another voice said.
    beside = rendered(parsed, fact, reading, groups, named, beside_quotations=True)
    return replace(case, rendered=quoted, possible=tuple(dict.fromkeys((*quoted, *beside.surely))))


def _problems(case: Case, others: Sequence[Case], earlier: Sequence[Problem]) -> Iterator[Problem]:
    named = [*name_problems(case, others)]
    misnamed = [each.span for each in (*named, *earlier) if each.kind == "name"]
    related = [case.facts[key] for key in case.fact.related if key in case.facts]
    yield from named
    yield from quote_problems(case, others)
    wrong = [*speaker_problems(case, others, misnamed)]
    yield from wrong or attribution_problems(case)
    yield from figure_problems(case, others, related)
    yield from date_problems(case, others)


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each kind once at a place, the longer words where two overlap; in order of the draft."""
    kept: list[Problem] = []
    for problem in sorted(problems, key=lambda each: each.span.start - each.span.end):
        same = (each for each in kept if each.kind == problem.kind)
        if not any(
            each.span.start < problem.span.end and problem.span.start < each.span.end for each in same
        ):
            kept.append(problem)
    return tuple(sorted(kept, key=lambda each: (each.span.start, each.span.end, each.kind)))
