"""The draft check over a whole story: part by part, so that it can be told how far it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from bot.check import Checker, Review, Sentence, Span, check
from bot.errors import QuestionError

MAX_STORY: Final = 1_000_000  # characters: many times the longest read; some two minutes of work
_PART: Final = 2_000  # characters from which a part is whole
_BLANK: Final = re.compile(r"\n(?:[^\S\n]*\n)+")


def check_story(text: str, checker: Checker, today: dt.date, told: Callable[[int], None]) -> Review:
    """Check a story: what `check` says of it, however long it takes.

    told: called after every part, with the characters that are done.
    Raises QuestionError for one that is empty, or longer than MAX_STORY.
    """
    if len(text) > MAX_STORY:
        raise QuestionError(
            f"That is {len(text):,} characters; a story has at most {MAX_STORY:,}. Check it in parts."
        )
    parts = tuple(_parts(text))
    if not parts:
        return check(text, checker, today, limit=MAX_STORY)
    sentences: list[Sentence] = []
    for part in parts:
        found = check(part.of(text), checker, today, limit=MAX_STORY).sentences
        sentences += [_moved(each, part.start) for each in found]
        told(part.end)
    return Review(text, tuple(sentences if len(sentences) == 1 else map(_of_many, sentences)))


def _parts(text: str) -> Iterator[Span]:
    """Paragraphs, several together where they are short; no sentence goes on behind a blank line."""
    paragraphs = _paragraphs(text)
    if (part := next(paragraphs, None)) is None:
        return
    for each in paragraphs:
        if each.end - part.start > _PART:
            yield part
            part = each
        part = Span(part.start, each.end)
    yield part


def _paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines, where it has a word or a number."""
    start = 0
    for end, after in [*(blank.span() for blank in _BLANK.finditer(text)), (len(text), len(text))]:
        if any(char.isalnum() for char in text[start:end]):
            yield Span(start, end)
        start = after


def _moved(sentence: Sentence, by: int) -> Sentence:
    """A sentence of a part in its place in the story."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return Sentence(
        moved(sentence.span),
        sentence.facts,
        tuple(replace(each, span=moved(each.span)) for each in sentence.problems),
        tuple(replace(each, span=moved(each.span)) for each in sentence.notes),
    )


def _of_many(sentence: Sentence) -> Sentence:
    """A sentence that was alone in its part, and is not in the story: nothing on file is no problem then."""
    return replace(sentence, problems=tuple(each for each in sentence.problems if each.kind != "unsupported"))
