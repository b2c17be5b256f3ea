"""Does a phrasing find its fact when the file lacks just that phrasing? `python -m tests.benchmarks.leave_phrase_out`.

Each `asked_as` phrase is taken out of the index in turn and asked: as it stands, and with a slip of the keys.
Then its whole fact is taken out and the phrase is asked again: on topic, and nothing on file.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.load import parse, read_files
from bot.search import Index, fact_index
from bot.search.rows import Row

ROOT = Path(__file__).resolve().parents[2]
SEED = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the id of its fact (None where the fact was taken out), and the index to ask."""

    kind: str
    text: str
    answer: str | None
    index: Index


def slip(text: str, choose: random.Random) -> str:
    """The text with one slip of the keys in one word of four letters or more, and in one of two further ones."""
    typed = text.split(" ")
    long = [n for n, word in enumerate(typed) if len(word) >= 4]
    for n in choose.sample(long, min(len(long), 1 + choose.randrange(2))):
        word = typed[n]
        at = choose.randrange(1, len(word) - 1)
        typed[n] = choose.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + choose.choice("aeioustrn") + word[at + 1 :],
            )
        )
    return " ".join(typed)


def phrases(index: Index) -> Iterator[tuple[str, Row]]:
    """Every phrase with the id of its fact."""
    for entry in index.entries:
        for row in entry.rows:
            if row.field == "asked_as":
                yield entry.id, row


def cases(index: Index) -> Iterator[Case]:
    """All cases, in a fixed order."""
    choose = random.Random(SEED)
    absent = {entry.id: index.without(entry.id) for entry in index.entries}
    for fact, row in phrases(index):
        text = " ".join(word.surface for word in row.words)
        without = index.without(fact, row)
        yield Case("phrase", text, fact, without)
        yield Case("slip", slip(text, choose), fact, without)
        yield Case("absent", text, None, absent[fact])


def figures(results: Iterable[tuple[Case, str | None, str]]) -> Iterator[str]:
    """A line a kind: shares in per cent."""
    results = list(results)
    for kind in ("phrase", "slip", "absent"):
        group = [(case, first, status) for case, first, status in results if case.kind == kind]
        n = max(len(group), 1)
        right = sum(first == case.answer for case, first, _ in group)
        shown = [(case, first) for case, first, status in group if status == "found"]
        shown_right = sum(first == case.answer for case, first in shown)
        if kind == "absent":
            yield f"{kind:7} of {n}: found all the same {len(shown) / n:.1%}"
        else:
            yield (
                f"{kind:7} of {n}: right first {right / n:.1%}, found and right {shown_right / n:.1%},"
                f" found and wrong {(len(shown) - shown_right) / n:.1%}"
            )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    index = fact_index(parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file)
    before = time.process_time()
    results = []
    for case in cases(index):
        found = case.index.search(case.text)
        results.append((case, found.matches[0].id if found.matches else None, found.status))
    print("\n".join(figures(results)))
    print(f"{time.process_time() - before:.1f} s of CPU")
    if "--failures" in arguments:
        for case, first, status in results:
            if case.answer and first != case.answer:
                print(f"{case.kind} {case.text!r} wants {case.answer}: {first} ({status})")


if __name__ == "__main__":
    main(sys.argv[1:])
