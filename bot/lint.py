"""Proof: every passage and quote stands in its document, every phrase brings its fact.

`Documents` maps a source id to the document's bytes, wherever the newsroom keeps them; without a
document nothing of its source is proven, and lint says how much that is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot import load, shape, validate
from bot.errors import Problem
from bot.model import Fact, FactFile, Passage, Statement
from bot.search import fact_index
from bot.text import counted, cut

Documents = Mapping[str, bytes]
Found = Iterator[tuple[shape.Path, str, str]]
_SHOWN: Final = 120  # characters of a document that a message repeats, to find the place
_QUOTED = re.compile(r"“([^”\n]*)(?:”|$)|\"([^\"\n]*)(?:\"|$)|「([^」\n]*)」|«([^»\n]*)»", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that lint found, and how much of the file was proven.

    `proven` and `unproven` count passages and quotes together; `undocumented` holds the ids of the
    sources that have no readable document.
    """

    problems: tuple[Problem, ...]
    facts: int
    sources: int
    gaps: int
    proven: int
    unproven: int
    undocumented: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line for a person."""
        wrong = counted(len(self.problems), "problem")
        gaps = f", {counted(self.gaps, 'known gap')}" if self.gaps else ""
        whole = f"{counted(self.facts, 'fact')}, {counted(self.sources, 'source')}{gaps}: {wrong}"
        proof = f"{counted(self.proven, 'passage and quote', 'passages and quotes')} proven"
        rest = f", {self.unproven} unproven (see seeds/README.md)" if self.unproven else ""
        return f"{whole}; {proof}{rest}"


def lint(loaded: load.Loaded, documents: Documents) -> Report:
    """Check, prove against the documents, and try every phrase. Problems come in order of place."""
    file = loaded.fact_file
    problems = list(validate.problems(loaded))
    sound = not any(problem.severity == "error" for problem in problems)
    wrong = list(_proof(file, documents))
    problems += [validate.problem(loaded, *each) for each in (*digests(file, documents), *wrong)]
    if sound:
        problems += [validate.problem(loaded, *each, warn=True) for each in _phrases(file)]
    readable = {key for key, data in documents.items() if _decoded(data) is not None}
    tried, untried = _counts(file, readable)
    failed = sum(path[0] == "facts" for path, _, _ in wrong)
    return Report(
        problems=tuple(sorted(set(problems))),
        facts=len(file.facts),
        sources=len(file.sources),
        gaps=len(file.gaps),
        proven=tried - failed,
        unproven=untried + failed,
        undocumented=tuple(key for key in file.sources if key not in readable),
    )


def _counts(file: FactFile, readable: set[str]) -> tuple[int, int]:
    """Passages and quotes of which the document is at hand, and those of which it is not."""
    tried = untried = 0
    for fact in file.facts.values():
        for statement in fact.statements:
            number = len(statement.passages) + len(statement.quotes)
            if statement.source in readable:
                tried += number
            else:
                untried += number
    return tried, untried


def digests(file: FactFile, documents: Documents) -> Found:
    """Sources whose document is at hand, and is another than the one on record."""
    for key, source in file.sources.items():
        if key in documents and (digest := hashlib.sha256(documents[key]).hexdigest()) != source.sha256:
            yield (
                ("sources", key, "sha256"),
                "the document's sha256 is another one",
                f"put the right text in place, or, if you have read the change, write {digest}",
            )


def _proof(file: FactFile, documents: Documents) -> Found:
    for key in file.sources:
        if key in documents and _decoded(documents[key]) is None:
            yield ("sources", key), "the document is not UTF-8", "save it as UTF-8"
    for key, fact in file.facts.items():
        for path, what, write in unproven(fact, documents):
            yield ("facts", key, *path), what, write


def unproven(fact: Fact, documents: Documents) -> Found:
    """A fact's passages and quotes that don't stand in the documents at hand; the paths begin in the fact."""
    for number, statement in enumerate(fact.statements, 1):
        text = _decoded(documents.get(statement.source))
        if text is not None:
            for path, what, write in _statement(statement, text):
                yield ("statements", number, *path), f"statement {number}: {what}", write


def _decoded(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _statement(statement: Statement, text: str) -> Found:
    spans = []
    for number, passage in enumerate(statement.passages, 1):
        places = occurrences(passage, text)
        if len(places) == 1:
            spans.append((places[0], places[0] + len(passage.exact)))
            continue
        what, write = _unproven(passage, text, len(places))
        yield ("passages", number), f"passage {number} {what}", write
    quoted = [text[start:end] for start, end in _quoted_within(text, spans)]
    for number, quote in enumerate(statement.quotes, 1):
        if not any(quote in words for words in quoted):
            yield (
                ("quotes", number),
                f"“{cut(quote, _SHOWN)}” stands in no quotation marks in its passage of the document",
                "quote only what the source puts in quotation marks, as printed",
            )


def occurrences(passage: Passage, text: str) -> list[int]:
    """Where a passage's `exact` stands in a text, counted where its prefix and suffix stand around it."""
    whole = passage.prefix + passage.exact + passage.suffix
    return [found.start() + len(passage.prefix) for found in re.finditer(f"(?={re.escape(whole)})", text)]


def _unproven(passage: Passage, text: str, times: int) -> tuple[str, str]:
    if times > 1:
        return (
            f"stands {times} times in the document",
            "write prefix or suffix, the words right before or after",
        )
    near = fuzz.partial_ratio_alignment(passage.exact, text)
    words = text[near.dest_start : near.dest_end] if near else ""
    return (
        "does not stand in the document character by character",
        f"compare with “{cut(' '.join(words.split()), _SHOWN)}”",
    )


def _quoted_within(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands inside quotation marks, as far as a passage covers it."""
    for found in _QUOTED.finditer(text):
        inside = next(number for number in range(1, 5) if found.group(number) is not None)
        for start, end in spans:
            low, high = max(start, found.start(inside)), min(end, found.end(inside))
            if low < high:
                yield low, high


def _phrases(file: FactFile) -> Found:
    """A fact's phrases bring it first, before any gap; those of a gap bring no fact."""
    index = fact_index(file)
    for key, fact in file.facts.items():
        for number, phrase in enumerate(fact.asked_as, 1):
            found = index.search(phrase)
            first = "nothing" if found.status == "none" else found.matches[0].id
            if found.gap is not None:
                first = f"“{found.gap}”, which is not on file,"
            if first != key:
                yield (
                    ("facts", key, "asked_as", number),
                    f"“{cut(phrase, _SHOWN)}” brings {first} first",
                    "word it more closely to this fact, or leave it out",
                )
    for number, gap in enumerate(file.gaps, 1):
        for place, phrase in enumerate(gap.asked_as, 1):
            found = index.search(phrase)
            if found.status == "found":
                yield (
                    ("not_on_file", number, "asked_as", place),
                    f"“{cut(phrase, _SHOWN)}” brings {found.matches[0].id} all the same",
                    "say what the fact does not, or leave it out",
                )
