"""Texts that a search may be slow on, of 40,000 characters where size is the trouble."""

from __future__ import annotations

import random

from tests.benchmarks import synthetic

LENGTH = 40_000
SEED = 9


def texts(entries: int) -> dict[str, str]:
    """Each by what it is, against an index of so many synthetic entries."""
    choose = random.Random(SEED)  # noqa: S311 - to be the same in every run
    known = synthetic.vocabulary(entries)
    ordinary = choose.choices(known.words, k=LENGTH // 4)
    long = [word for word in ordinary if len(word) >= synthetic.SHORTEST_SLIPPED]
    people = [part for name in synthetic.names(entries, 500) for part in name.split()]
    return {
        "empty": "",
        "stop words": _cut(["the of and what is in to a"]),
        "emoji": "\N{GRINNING FACE}" * LENGTH,
        "ordinary words": _cut(ordinary),
        "one long word": "a" * LENGTH,
        "one long word, mixed": "".join(ordinary)[:LENGTH],
        "right to left": _cut(["كم عدد الضحايا في المعركة", "מה קרה אתמול בעיר"]),
        "mixed scripts": _cut(["how 몇 명 сколько casualties 死傷者 كم", *ordinary[:50]]),
        "control characters": "\x00\x07\u200b\u202e\x1b[31m\r\n\t\ufeff" * (LENGTH // 13),
        "combining marks": "e" + "\u0301" * (LENGTH - 1),
        "misspelt words": _cut([synthetic.slipped(word, choose) for word in long]),
        "digits": "1234567890" * (LENGTH // 10),
        "numbers": _cut([str(choose.randrange(1_000_000)) for _ in range(LENGTH // 4)]),
        "a a a a": "a " * (LENGTH // 2),
        "misspelt names": _cut(
            [synthetic.slipped(part, choose) if len(part) >= 4 else part for part in people]
        ),
    }


def _cut(words: list[str]) -> str:
    """The words, over and over, in so many characters."""
    text = " ".join(words) + " "
    return (text * (LENGTH // len(text) + 1))[:LENGTH]
