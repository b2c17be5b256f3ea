"""A draft's words with their places: the one reading of the text that all parts of the check share.

A hyphen parts words (`Sun-won`, `2,500-strong`) and the second is `tied`; a possessive ending is no part of
the word. Nothing is normalised that would move a place: folding is one character for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.check.review import Span

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("’ʼ`´′＇‘", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\t\r\n", " "),
    }
)
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `low` is folded for comparing, `text` as typed. `tied` to the word before by a hyphen."""

    low: str
    text: str
    start: int
    end: int
    tied: bool = False
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def number(self) -> bool:
        """Is it written in digits?"""
        return self.text[:1].isdigit()


def folded(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe, dash and space, as long as before."""
    return text.translate(_ALIKE)


def lowered(text: str) -> str:
    """In small letters, as long as before: a letter whose small form is longer stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words of a text; `offset` is added to every place."""
    plain = folded(text)
    low = lowered(plain)
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if low[start:end] == "s" and plain[start - 1 : start] == "'":
            continue  # a possessive's ending
        tied = start > 0 and plain[start - 1] == "-" and bool(found) and found[-1].end == offset + start - 1
        rest = plain[end : end + 2]
        possessive = rest[:2] in ("'s", "'S") or (rest[:1] == "'" and low[end - 1] == "s")
        found.append(
            Token(low[start:end].rstrip("."), text[start:end], offset + start, offset + end, tied, possessive)
        )
    return tuple(found)


def lows(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(token.low for token in tokens(text))


def covering(found: tuple[Token, ...]) -> Span:
    """From the first of these words to the last."""
    return Span(found[0].start, found[-1].end)
