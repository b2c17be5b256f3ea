"""How fast a search field suggests: `python -m tests.benchmarks.typeahead [--json]`.

Somebody types a fact's id, three words of its claim, or those with a slip, letter by letter; every letter is
a keystroke. At the shipped facts, and at 1,000 and 10,000 made-up ones: milliseconds a keystroke, seconds to
build with the index that is there anyway, and how often the fact meant is among the hundred and the first ten
once all is typed. The floor of the same run: RapidFuzz's `process.extract` over the claims, per keystroke.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process, utils

from bot import typeahead, validate
from bot.model import Fact, FactFile, Passage, Source, Statement, Topic
from bot.search import fact_index
from tests.benchmarks import synthetic
from tests.benchmarks.metrics import percentile

ROOT: Final = Path(__file__).parents[2]
ENTRIES: Final = (1_000, 10_000)
MEANT: Final = 40  # facts that somebody looks for, in each of three ways
FLOOR: Final = 120  # keystrokes of the floor: at 10,000 claims each takes it long enough
SEED: Final = 5
_DAY: Final = dt.date(2025, 1, 13)

Figures = dict[str, Any]


def made(entries: int) -> FactFile:
    """A file of so many made-up facts (see `synthetic`), in topics of a hundred; nothing is validated."""
    source = Source("Courier", _DAY, "https://courier.example/", "en", "0" * 64)
    topics: dict[str, Topic] = {}
    documents = synthetic.documents(entries)
    while hundred := list(islice(documents, 100)):
        facts = {}
        for document in hundred:
            title, aliases = str(document.fields["title"]), tuple(document.fields["aliases"])
            key = "-".join(re.findall("[a-z0-9]+", title.lower()))[:50].strip("-")
            statement = Statement("outlet", "courier", (Passage(title),))
            facts[f"{key}-{document.id}"] = Fact(
                f"As of Jan. 13, 2025, {title} {aliases[0]}.",
                "claimed",
                _DAY,
                "permanent",
                (statement,),
                aliases,
            )
        topics[f"facts/made-{len(topics):03}.yaml"] = Topic(f"Topic {len(topics)}", facts)
    return FactFile("0" * 64, topics, {}, {"courier": source})


def distinctive(file: FactFile, count: int = 3) -> dict[str, tuple[str, ...]]:
    """For each fact the words of its claim that the fewest claims have, rarest first."""
    claims = {key: tuple(dict.fromkeys(re.findall(r"\w+", fact.claim))) for key, fact in file.facts.items()}
    rarity = Counter(word.lower() for words in claims.values() for word in words)
    return {
        key: tuple(sorted(words, key=lambda word: rarity[word.lower()])[:count])
        for key, words in claims.items()
    }


def typing(file: FactFile, meant: int = MEANT) -> list[tuple[str, str]]:
    """Pairs of what is typed in the end and the fact meant: ids, words of claims, the same with a slip."""
    choose = random.Random(SEED)  # noqa: S311 - to be the same in every run
    words = distinctive(file)
    keys = list(file.facts)
    found: list[tuple[str, str]] = []
    for key in choose.sample(keys, min(meant, len(keys))):
        mine = list(words[key])
        slipped = [
            synthetic.slipped(word, choose) if len(word) >= synthetic.SHORTEST_SLIPPED else word
            for word in mine[:1]
        ]
        found += [(key, key), (" ".join(mine), key), (" ".join([*slipped, *mine[1:]]), key)]
    return found


def keystrokes(texts: Iterable[str]) -> list[str]:
    """Every text that stands in the field on the way to each."""
    return [text[:length] for text in texts for length in range(1, len(text) + 1)]


def timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of CPU for each text, after one that is not counted."""
    work(texts[0])
    taken = []
    for text in texts:
        start = time.process_time()
        work(text)
        taken.append((time.process_time() - start) * 1e3)
    return taken


def measure(name: str, file: FactFile, meant: int = MEANT) -> Figures:
    """The figures of one fact file; `meant`: how many facts somebody looks for."""
    begun = time.process_time()
    index = fact_index(file)
    indexed = time.process_time()
    suggesting = typeahead.facts(file, index)
    built = time.process_time()
    wanted = typing(file, meant)
    typed = keystrokes(text for text, _ in wanted)
    mine = timed(suggesting.suggest, typed)
    claims = [utils.default_process(fact.claim) for fact in file.facts.values()]

    def floor(text: str) -> object:
        prepared = utils.default_process(text)
        return process.extract(prepared, claims, scorer=fuzz.WRatio, processor=None, limit=typeahead.MOST)

    theirs = timed(floor, random.Random(SEED).sample(typed, min(FLOOR, len(typed))))  # noqa: S311 - the same
    given = [[option.value for option in suggesting.suggest(text)] for text, _ in wanted]
    ways = {"id": 0, "words": 1, "slip": 2}
    return {
        "facts": len(file.facts),
        "name": name,
        "keystrokes": len(typed),
        "p50_ms": percentile(mine, 0.5),
        "p95_ms": percentile(mine, 0.95),
        "longest_ms": max(mine),
        "floor_p50_ms": percentile(theirs, 0.5),
        "floor_p95_ms": percentile(theirs, 0.95),
        "index_seconds": indexed - begun,
        "build_seconds": built - indexed,
        "in_first_100": {way: _share(given, wanted, at, typeahead.MOST) for way, at in ways.items()},
        "in_first_10": {way: _share(given, wanted, at, 10) for way, at in ways.items()},
    }


def _share(given: Sequence[Sequence[str]], wanted: Sequence[tuple[str, str]], way: int, most: int) -> float:
    """How often the fact meant stands among the first, of what was typed in one of the three ways."""
    hits = [key in found[:most] for found, (_, key) in zip(given, wanted, strict=True)][way::3]
    return sum(hits) / len(hits)


def main(given: Sequence[str]) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.typeahead", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args(given)
    shipped = validate.open_fact_file(ROOT / "facts", ROOT / "seeds")
    results = [measure("shipped", shipped), *(measure("made up", made(entries)) for entries in ENTRIES)]
    if options.json:
        print(json.dumps({"typeahead": results}))
        return 0
    print(
        f"{'facts':>6} {'p50 ms':>8} {'p95':>8} {'longest':>8} {'floor p50':>10} {'p95':>8} "
        f"{'build s':>8} {'(index)':>8}   in 100 / in 10: id, words, slip"
    )
    for each in results:
        print(
            f"{each['facts']:6} {each['p50_ms']:8.2f} {each['p95_ms']:8.2f} {each['longest_ms']:8.2f} "
            f"{each['floor_p50_ms']:10.2f} {each['floor_p95_ms']:8.2f} "
            f"{each['build_seconds']:8.2f} {each['index_seconds']:8.2f}   "
            + ", ".join(
                f"{each['in_first_100'][way]:.3f}/{each['in_first_10'][way]:.3f}"
                for way in each["in_first_100"]
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
