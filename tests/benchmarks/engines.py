"""The searches that can be measured, by name, all seen in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.search import Document, Index, Status

PRODUCT = "factdesk"
RAPIDFUZZ = ("rapidfuzz WRatio", "rapidfuzz token_set")
"""Compare the question with every row, so that a query costs time in proportion to the entries."""
PEERS = (*RAPIDFUZZ, "bm25s", "FTS5 porter", "FTS5 trigram", "tantivy", "tantivy fuzzy")


class UnavailableError(Exception):
    """An engine that cannot be measured here; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ids best first, the score of the first (0 with none), and the status where the search gives one."""

    ids: tuple[str, ...]
    score: float
    status: Status | None = None


Search = Callable[[str], Ranking]


def build(engine: str, documents: Iterable[Document]) -> Search:
    """The engine of this name over documents; UnavailableError where it or its package is not here."""
    if engine == PRODUCT:
        return _product(Index.build(documents))
    try:
        from tests.benchmarks import peers  # noqa: PLC0415 - their packages are needed for peers only
    except ModuleNotFoundError as error:
        raise UnavailableError(f"{error.name} is missing; install bm25s, PyStemmer and tantivy") from error
    ranked = peers.PEERS[engine](documents)

    def search(text: str) -> Ranking:
        found = ranked(text)
        return Ranking(tuple(entry for entry, _ in found), found[0][1] if found else 0.0)

    return search


def _product(index: Index) -> Search:
    def search(text: str) -> Ranking:
        found = index.search(text)
        ids = tuple(match.id for match in found.matches)
        return Ranking(ids, found.matches[0].score if found.matches else 0.0, found.status)

    return search
