"""How fast a draft is checked: `python -m tests.benchmarks.checking_speed`.

A paragraph of about 120 words, all of which speak of facts, and a text of 12,000 characters, at the shipped
facts and at 1,000: the shipped ones and copies in other words. Milliseconds of CPU, and as a ratio to the
floor of the same run: a search of the index for each sentence. Machines are noisy; compare the ratio.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from bot.check import Checker, check
from bot.check.drafts import sentence_spans
from bot.model import Fact, FactFile, Statement
from bot.search import fact_index
from tests.benchmarks.checking import DATA, TODAY, read, shipped
from tests.benchmarks.metrics import percentile

WORDS, CHARACTERS, FACTS, RUNS = 120, 12_000, 1_000, 60
_LETTERS = "bdfgklmnprst"


def copied(file: FactFile, entries: int) -> FactFile:
    """The file with so many facts: copies whose longer words are others."""
    name, topic = next(iter(file.topics.items()))
    facts = dict(topic.facts)
    for number in range(1, entries // len(topic.facts) + 1):
        for key, fact in topic.facts.items():
            if len(facts) < entries:
                facts[f"{key}-{number}"] = _copy(fact, number)
    return replace(file, topics=MappingProxyType({name: replace(topic, facts=MappingProxyType(facts))}))


def _copy(fact: Fact, number: int) -> Fact:
    ending = _LETTERS[number % len(_LETTERS)] + "o" + _LETTERS[number // len(_LETTERS) % len(_LETTERS)]

    def other(text: str) -> str:
        return re.sub(r"\b[a-z]{4,}\b", lambda word: word[0][::-1] + ending, text)

    def statement(one: Statement) -> Statement:
        passages = tuple(replace(passage, exact=other(passage.exact)) for passage in one.passages)
        return replace(one, passages=passages, quotes=tuple(map(other, one.quotes)))

    figures = tuple(replace(figure, as_printed=other(figure.as_printed)) for figure in fact.figures)
    return replace(
        fact,
        claim=other(fact.claim),
        asked_as=tuple(map(other, fact.asked_as)),
        statements=tuple(map(statement, fact.statements)),
        figures=figures,
        related=(),
    )


def paragraph() -> str:
    """Sentences of the labelled sets, until there are words enough."""
    found: list[str] = []
    for line in read(DATA / "drafts.jsonl"):
        if line["facts"] and sum(len(each.split()) for each in found) < WORDS:
            found.append(line["text"])
    return " ".join(found)


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of CPU for each run, after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1_000)
    return taken


def measure(checker: Checker) -> None:
    """Print the figures of one fact file."""
    text = paragraph()
    sentences = [span.of(text) for span in sentence_spans(text)]
    floor = timed(lambda: [checker.index.search(each) for each in sentences], RUNS)
    taken = timed(lambda: check(text, checker, TODAY), RUNS)
    middle, late = percentile(taken, 0.5), percentile(taken, 0.95)
    ratio = middle / percentile(floor, 0.5)
    print(
        f"{len(checker.file.facts):5} facts: {len(text.split())} words in {len(sentences)} sentences: ",
        end="",
    )
    print(f"p50 {middle:.0f} ms, p95 {late:.0f} ms of CPU, {ratio:.1f} times the floor")
    whole = " ".join(line["text"] for line in read(DATA / "drafts.jsonl"))[:CHARACTERS]
    print(f"{'':12} {len(whole):,} characters: {timed(lambda: check(whole, checker, TODAY), 1)[0]:.0f} ms")


def main() -> None:
    """Measure at the shipped facts and at a thousand."""
    checker = shipped()
    measure(checker)
    many = copied(checker.file, FACTS)
    measure(Checker.build(many, fact_index(many)))


if __name__ == "__main__":
    main()
