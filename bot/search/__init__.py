"""Search: a loosely worded question to the facts that it may mean, and how sure that is.

    english, thesaurus ─ words ─ groups ─ slips ─ lexicon ─▶ question ─┐
    documents ──────────────── rows ─ tables ─┴─ candidates ─ hits ─ features ─ ranking ─ confidence ─▶ Found
                                                                                  (joined in index)

Every word of a question reaches words of the index by its form, stem, slip of the keys, beginning, compound,
number, or a group of synonyms or spellings. A few hundred entries that hold its rarest words are candidates;
ten figures of each are weighed into an order, and eleven grounds into how sure that is.
"""

from bot.model import FactFile
from bot.search.confidence import Status
from bot.search.documents import Document, fact_documents, gap_documents
from bot.search.index import Found, Index, Match

__all__ = ["Document", "Found", "Index", "Match", "Status", "fact_documents", "fact_index", "gap_documents"]


def fact_index(fact_file: FactFile) -> Index:
    """The index of a fact file, with its synonyms and the spellings of its names."""
    synonyms = (group for topic in fact_file.topics.values() for group in topic.synonyms)
    return Index.build(
        fact_documents(fact_file), synonyms, fact_file.names.values(), gap_documents(fact_file)
    )
