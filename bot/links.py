"""Links that open a source at the sentence: text fragments.

Form: `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG Scroll to Text Fragment). `-` and `,` and `&`
have meaning there, so inside a term they are percent-encoded with everything that is not unreserved.
A term stays under 300 characters and within one block of the page.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

from bot.model import Passage, Statement

MAX_TERM = 299
_ENDS = 6  # words at each end of a passage that is too long for one term; enough to be unique in prose
_END_CHARACTERS = 40  # the same, for writing without spaces


def encode_term(term: str) -> str:
    """Percent-encode one term of a text fragment, hyphens included."""
    return quote(term, safe="").replace("-", "%2D")


def _within_block(text: str, *, last: bool) -> str:
    """The part of a prefix or suffix that stands in the passage's own paragraph, white space folded."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", text)]
    return lines[-1] if last else lines[0]


def _start_and_end(exact: str) -> str:
    """One term, or `start,end` where one term would be too long."""
    if len(exact) <= MAX_TERM:
        return encode_term(exact)
    words = exact.split(" ")
    if len(words) > 2 * _ENDS:
        return f"{encode_term(' '.join(words[:_ENDS]))},{encode_term(' '.join(words[-_ENDS:]))}"
    return f"{encode_term(exact[:_END_CHARACTERS])},{encode_term(exact[-_END_CHARACTERS:])}"


def fragment(passage: Passage) -> str:
    """The `text=` directive for a passage, with prefix and suffix where the passage has them."""
    before = _within_block(passage.prefix, last=True)
    after = _within_block(passage.suffix, last=False)
    parts = [f"{encode_term(before)}-"] if before else []
    parts.append(_start_and_end(passage.exact.strip()))
    if after:
        parts.append(f"-{encode_term(after)}")
    return "text=" + ",".join(parts)


def passage_link(url: str, passages: tuple[Passage, ...]) -> str:
    """The source's address, opening at the passages; the first one is scrolled to, all are marked."""
    base, _ = urldefrag(url)
    return f"{base}#:~:" + "&".join(fragment(passage) for passage in passages)


def statement_link(url: str, statement: Statement) -> str:
    """The address that opens a source at one statement's words."""
    return passage_link(url, statement.passages)
