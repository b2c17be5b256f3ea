"""Fact files of any number of facts, as the YAML that an editor would write; the same in every run."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.search import Document
from tests.benchmarks.synthetic import documents

FACTS_A_FILE = 500  # about 800 kB; a file has at most 2 MB
SOURCE = "gazette-2031-05-06"
SEED = f"""outlet: Gazette
published: 2031-05-06
url: https://gazette.example/2031/05/06
language: en
sha256: {"0" * 64}
...
"""
NAMES = """names:
  mayor:
    kind: role
    name: mayor
    article: the
...
"""


def files(facts: int) -> dict[str, bytes]:
    """The files of a collection of so many facts, as `load.parse` takes them."""
    made = {f"seeds/{SOURCE}.yaml": SEED.encode(), "facts/names.yaml": NAMES.encode()}
    entries = [*documents(facts)]
    for number, start in enumerate(range(0, facts, FACTS_A_FILE)):
        name = f"topic-{number:03}"
        text = "".join(_topic(name, entries[start : start + FACTS_A_FILE]))
        made[f"facts/{name}.yaml"] = text.encode()
    return made


def _topic(name: str, entries: list[Document]) -> Iterator[str]:
    yield f"topic: {name}\nfacts:\n"
    for entry in entries:
        yield from _fact(entry)
    yield "...\n"


def _fact(entry: Document) -> Iterator[str]:
    title, aliases = str(entry.fields["title"]), entry.fields["aliases"]
    said = f"The mayor said {title}."
    yield f"  {entry.id}:\n    claim: {_quoted(said)}\n    status: claimed\n    as_of: 2031-05-06\n"
    yield "    shelf_life: permanent\n    statements:\n      - voice: speaker\n"
    yield f"        source: {SOURCE}\n        chain:\n          - {{who: mayor, verb: said}}\n"
    yield f"        passages:\n          - exact: {_quoted(said)}\n    asked_as:\n"
    rows = dict.fromkeys(f"{alias} {number}" for number, alias in enumerate((*aliases, title) * 3))
    for row in rows:
        yield f"      - {_quoted(f'{row} {entry.id}')}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
