"""Other searches over the same documents, each as its own manual would set it up.

Each takes documents and gives a search: a text to at most five `(id, score)`, best first, by the peer's
own score. All but RapidFuzz index an entry as one text, its rows joined; RapidFuzz compares with each row
and an entry is worth its best one. No peer gets its own query language: words are passed as terms.

Needs bm25s, PyStemmer and tantivy besides what Factdesk needs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from math import log

import bm25s
import Stemmer
import tantivy
from rapidfuzz import fuzz, process, utils

from bot.search import Document
from tests.benchmarks.metrics import CUT

Search = Callable[[str], list[tuple[str, float]]]
WORD = re.compile(r"\w+")
SHORTEST_FUZZY = 4
"""Letters from which a word may have a slip: of shorter ones too many are one letter apart."""
HEAP = 50_000_000
"""Bytes that tantivy's one writer may hold before it writes a segment."""


def rows(document: Document) -> Iterator[str]:
    """Each text of a document, field by field."""
    for value in document.fields.values():
        if isinstance(value, str):
            yield value
        else:
            yield from value


def whole(document: Document) -> str:
    """All texts of a document as one."""
    return "\n".join(rows(document))


def wratio(documents: Iterable[Document]) -> Search:
    """RapidFuzz's default scorer."""
    return _rapidfuzz(documents, fuzz.WRatio)


def token_set_ratio(documents: Iterable[Document]) -> Search:
    """RapidFuzz's scorer for sets of words."""
    return _rapidfuzz(documents, fuzz.token_set_ratio)


def _rapidfuzz(documents: Iterable[Document], scorer: Callable[..., float]) -> Search:
    owners: list[str] = []
    choices: list[str] = []
    longest = 1
    for document in documents:
        # Prepared once, not for each query: the same result as `processor`, and quicker.
        own = [utils.default_process(row) for row in rows(document)]
        longest = max(longest, len(own))
        choices.extend(own)
        owners.extend([document.id] * len(own))

    def search(text: str) -> list[tuple[str, float]]:
        # So many rows hold at least five entries, even if the first ones give all their rows.
        best = process.extract(
            utils.default_process(text), choices, scorer=scorer, processor=None, limit=CUT * longest
        )
        entries: dict[str, float] = {}
        for _, score, place in best:
            entries.setdefault(owners[place], score)
        return list(entries.items())[:CUT]

    return search


def bm25s_stemmed(documents: Iterable[Document]) -> Search:
    """bm25s as in its readme: English stop words, a Snowball stemmer, Lucene's BM25."""
    stemmer = Stemmer.Stemmer("english")
    ids: list[str] = []
    texts: list[str] = []
    for document in documents:
        ids.append(document.id)
        texts.append(whole(document))
    index = bm25s.BM25()
    tokens = bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
    index.index(tokens, show_progress=False)
    most = min(CUT, len(ids))

    def search(text: str) -> list[tuple[str, float]]:
        asked = bm25s.tokenize(text, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)
        if not asked[0]:
            return []
        places, scores = index.retrieve(asked, k=most, show_progress=False)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [(ids[place], score) for place, score in found if score > 0]

    return search


def fts5_porter(documents: Iterable[Document]) -> Search:
    """SQLite's full-text search with Porter's stemmer: any of the words, ranked by its BM25."""
    return _fts5(documents, "porter unicode61", lambda text: WORD.findall(text.lower()))


def fts5_trigram(documents: Iterable[Document]) -> Search:
    """SQLite's full-text search by trigrams: any three letters in a row, ranked by its BM25."""
    return _fts5(documents, "trigram", _trigrams)


def _trigrams(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return [word[at : at + 3] for word in words for at in range(len(word) - 2)]


def _fts5(documents: Iterable[Document], tokenizer: str, terms: Callable[[str], list[str]]) -> Search:
    database = sqlite3.connect(":memory:")
    # No content: what the text was is not asked for, so SQLite need not keep it.
    database.execute(f"CREATE VIRTUAL TABLE entries USING fts5(body, content='', tokenize='{tokenizer}')")
    ids: list[str] = []
    for document in documents:
        ids.append(document.id)
        database.execute("INSERT INTO entries(rowid, body) VALUES (?, ?)", (len(ids), whole(document)))
    database.commit()
    sql = "SELECT rowid, -bm25(entries) FROM entries WHERE entries MATCH ? ORDER BY bm25(entries) LIMIT ?"

    def search(text: str) -> list[tuple[str, float]]:
        # A query matches a word in double quotes as it stands; WORD leaves no quotes in it.
        asked = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms(text)))
        found = database.execute(sql, (asked, CUT)) if asked else ()
        return [(ids[row - 1], score) for row, score in found]

    return search


def tantivy_plain(documents: Iterable[Document]) -> Search:
    """tantivy with its English stemmer: any of the words, ranked by its BM25."""
    index, schema = _tantivy(documents)

    def query(word: str) -> tantivy.Query:
        return tantivy.Query.term_query(schema, "body", word)

    return _tantivy_search(index, query)


def tantivy_fuzzy(documents: Iterable[Document]) -> Search:
    """The same, where a word of four letters or more that no entry has means those one slip away.

    Fuzzy queries alone are no fair peer: each match scores 1, whatever the word, and words spelt right find
    their neighbours too (P@1 0.38 instead of 0.66 on stackfaq). So a word on file is asked as it stands,
    and a fuzzy match counts as much as a word that one entry has does by BM25's inverse document frequency.
    """
    index, schema = _tantivy(documents)
    searcher = index.searcher()
    rare = log(1 + max(searcher.num_docs - 0.5, 0) / 1.5)

    def query(word: str) -> tantivy.Query:
        if len(word) < SHORTEST_FUZZY or searcher.doc_freq("body", word):
            return tantivy.Query.term_query(schema, "body", word)
        fuzzy = tantivy.Query.fuzzy_term_query(schema, "body", word, distance=1)
        return tantivy.Query.boost_query(fuzzy, rare)

    return _tantivy_search(index, query)


def _tantivy(documents: Iterable[Document]) -> tuple[tantivy.Index, tantivy.Schema]:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("body", tokenizer_name="en_stem", index_option="freq")
    schema = fields.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for document in documents:
        writer.add_document(tantivy.Document(id=document.id, body=whole(document)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, schema


def _tantivy_search(index: tantivy.Index, query: Callable[[str], tantivy.Query]) -> Search:
    # The parts of `en_stem`, so that the words of a question are cut as those of the entries were.
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(40))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
    searcher = index.searcher()

    def search(text: str) -> list[tuple[str, float]]:
        parts = [query(word) for word in analyzer.analyze(text)]
        if not parts:
            return []
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = searcher.search(any_of, CUT).hits
        return [(str(searcher.doc(place)["id"][0]), float(score)) for score, place in hits]

    return search


PEERS: dict[str, Callable[[Iterable[Document]], Search]] = {
    "rapidfuzz WRatio": wratio,
    "rapidfuzz token_set": token_set_ratio,
    "bm25s": bm25s_stemmed,
    "FTS5 porter": fts5_porter,
    "FTS5 trigram": fts5_trigram,
    "tantivy": tantivy_plain,
    "tantivy fuzzy": tantivy_fuzzy,
}
