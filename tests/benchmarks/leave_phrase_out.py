"""Does a phrasing find its fact when the file lacks just that phrasing?

`python -m tests.benchmarks.leave_phrase_out [--failures] [--every N]`.

Each `asked_as` phrase is taken out of the index in turn and asked: as it stands (phrase), and with a
slip of the keys (slip). Then its whole fact is taken out and it is asked again: on topic, and nothing
on file (absent). Last it is asked with a slip of the file as it is (on file).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.load import parse, read_files
from bot.model import FactFile
from bot.search import Document, Found, Index, fact_documents, fact_index, gap_documents

ROOT = Path(__file__).resolve().parents[2]
SEED = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the id of its fact (None where nothing is on file), and the index to ask."""

    kind: str
    text: str
    answer: str | None
    index: Index


def slip(text: str, choose: random.Random) -> str:
    """The text with a slip of the keys in one word of four letters or more, or in two."""
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


def phrases(file: FactFile) -> Iterator[tuple[str, int, str]]:
    """Every phrase with the id of its fact and its place there."""
    for key, fact in file.facts.items():
        for place, phrase in enumerate(fact.asked_as):
            yield key, place, phrase


def cases(file: FactFile, every: int) -> Iterator[Case]:
    """All cases of each `every`th phrase, in a fixed order."""
    choose = random.Random(SEED)  # noqa: S311 - slips are to be the same in every run
    index, documents, gaps = fact_index(file), fact_documents(file), gap_documents(file)
    absent = {
        key: index.rebuilt([document for document in documents if document.id != key], gaps)
        for key in file.facts
    }
    for number, (fact, place, phrase) in enumerate(phrases(file)):
        if number % every:
            continue
        kept = [without(document, place) if document.id == fact else document for document in documents]
        left_out = index.rebuilt(kept, gaps)
        yield Case("phrase", phrase, fact, left_out)
        yield Case("slip", slip(phrase, choose), fact, left_out)
        yield Case("absent", phrase, None, absent[fact])
        yield Case("on file", slip(phrase, choose), fact, index)


def without(document: Document, place: int) -> Document:
    """The document less one of its phrases."""
    asked = document.fields["asked_as"]
    assert isinstance(asked, tuple)
    return replace(document, fields={**document.fields, "asked_as": (*asked[:place], *asked[place + 1 :])})


def first(found: Found) -> str | None:
    """The id of the first match."""
    return found.matches[0].id if found.matches else None


def figures(results: list[tuple[Case, Found]]) -> Iterator[str]:
    """A line a kind: shares in per cent."""
    for kind in ("phrase", "slip", "on file", "absent"):
        group = [(case, found) for case, found in results if case.kind == kind]
        n = max(len(group), 1)
        right = sum(first(found) == case.answer for case, found in group)
        shown = [(case, found) for case, found in group if found.status == "found"]
        shown_right = sum(first(found) == case.answer for case, found in shown)
        if kind == "absent":
            yield f"{kind:7} of {n}: found all the same {len(shown) / n:.1%}"
        else:
            wrong = (len(shown) - shown_right) / n
            yield (
                f"{kind:7} of {n}: right first {right / n:.1%}, found and right {shown_right / n:.1%},"
                f" found and wrong {wrong:.1%}"
            )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.leave_phrase_out", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--failures", action="store_true", help="print what does not come first")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth phrase only")
    options = parser.parse_args(arguments)
    file = parse(read_files(ROOT / "facts", ROOT / "seeds")).fact_file
    results = [(case, case.index.search(case.text)) for case in cases(file, options.every)]
    print("\n".join(figures(results)))
    if options.failures:
        for case, found in results:
            if case.answer and first(found) != case.answer:
                print(f"{case.kind} {case.text!r} wants {case.answer}: {first(found)} ({found.status})")


if __name__ == "__main__":
    main(sys.argv[1:])
