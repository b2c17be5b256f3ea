"""Quotations in a draft: what stands inside quotation marks, of any kind that reporters type."""

from __future__ import annotations

import re
from typing import Final

from bot.check.review import Span

_QUOTED: Final = re.compile(
    r"“(?P<curly>[^”“]+)”|\"(?P<straight>[^\"]+)\"|«(?P<angle>[^»]+)»|„(?P<low>[^“”]+)[“”]"
    r"|(?<!\w)‘(?P<single>[^‘]+?)’(?!\w)|(?<![\w'])'(?P<plain>(?!s\b)\w[^'\n]*(?:'\w[^'\n]*)*)'(?!\w)"
)


def quoted_spans(text: str) -> tuple[Span, ...]:
    """What stands inside each pair of quotation marks, without the marks, in order.

    A mark that is never closed opens nothing; so does one whose partner is in another paragraph.
    """
    found: list[Span] = []
    for paragraph in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        for match in _QUOTED.finditer(paragraph.group()):
            kind = match.lastgroup or ""
            found.append(Span(paragraph.start() + match.start(kind), paragraph.start() + match.end(kind)))
    return tuple(found)
