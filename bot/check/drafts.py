"""A draft cut into sentences, each with its place.

A full stop ends none in “Jan. 13”, “U.S.” or “Rep. Lee”, nor inside a quotation that goes on, nor between a
quotation and its credit (“Why now?” Lee said). A blank line ends one always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.check.english import SPEECH
from bot.check.quotations import quoted_spans
from bot.check.review import Span
from bot.check.tokens import folded, lows
from bot.text import is_abbreviation

_PARAGRAPH: Final = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_STOP: Final = re.compile(r"[.!?…][\"')\]]*(?=\s)\s+(?=[\"'(\[]*[^\W_a-z])")
_BREAK: Final = re.compile(r"\n(?=\s*[-*•·–—]\s|\s*\d+[.)]\s)")
LONGEST: Final = 900
"""Characters of a sentence: what is longer, some 150 words, is no prose, and would be slow to read."""
_CREDIT_WORDS: Final = 7
"""Words behind a quotation among which its verb of saying stands: Kremlin spokesman Dmitry Peskov said."""


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of a draft, in order; without the white space around them."""
    return tuple(
        span
        for paragraph in _PARAGRAPH.finditer(text)
        for whole in _sentences(text, paragraph.start(), paragraph.end())
        for span in _pieces(text, whole)
    )


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The sentence; or, of one too long to be one, stretches that end at a space."""
    start = span.start
    while span.end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        end = space if space > start else start + LONGEST
        yield Span(start, end)
        start = end + (end == space)
    if text[start : span.end].strip():
        yield Span(start, span.end)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    plain = folded(text)[start:end]
    quoted = quoted_spans(text[start:end])
    at = 0
    ends = [found.end() for found in _STOP.finditer(plain) if _ends(plain, found, quoted)]
    ends += [found.end() for found in _BREAK.finditer(text[start:end])]
    for stop in (*sorted(ends), len(plain)):
        stripped = plain[at:stop].strip()
        if any(char.isalnum() for char in stripped):
            first = start + at + plain[at:stop].index(stripped)
            yield Span(first, first + len(stripped))
        at = stop


def _ends(plain: str, stop: re.Match[str], quoted: tuple[Span, ...]) -> bool:
    """Does this mark end a sentence?"""
    if any(span.start <= stop.start() and stop.end() <= span.end for span in quoted):
        return False
    if plain[: stop.start()].rpartition("\n")[2].strip().isdigit():
        return False  # the number of a list's item
    closes = '"' in stop.group() or "'" in stop.group()
    if closes:
        after = lows(plain[stop.end() : stop.end() + 120])[:_CREDIT_WORDS]
        follows = re.split(r"[.!?]\s", plain[stop.end() : stop.end() + 120])[0]
        return not (SPEECH.intersection(after) and len(lows(follows)) <= _CREDIT_WORDS)
    return not (stop.group().startswith(".") and is_abbreviation(plain[: stop.start()]))
