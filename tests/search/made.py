"""Small indexes for the tests of the search, made of texts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import cast

from hypothesis import settings
from hypothesis import strategies as st

from bot.search import Document, Index
from bot.search.groups import Groups
from bot.search.rows import Rows

FEW = settings(max_examples=30)
"""For properties that build an index an example: all of everyday English goes into each."""

NO_GROUPS = Groups({}, {}, {}, frozenset())

STRANGE = tuple("quokka numbat bilby dugong potoroo".split())
"""Words that no list of English has, none near another: what is counted of them can be counted by hand."""

NEWS = tuple("ferry fire mayor harbour killed school the of who 2,700 half-finished kovalenko died".split())
"""Few words of every kind, so that made-up entries and questions share many."""


def titled(*titles: str) -> tuple[Document, ...]:
    """A document a title, its place as its id."""
    return tuple(Document(str(number), {"title": title}) for number, title in enumerate(titles))


def index_of(*titles: str, synonyms: Iterable[Iterable[str]] = ()) -> Index:
    """An index of documents that have nothing but a title."""
    return Index.build(titled(*titles), synonyms)


def tokens(rows: Rows) -> list[list[tuple[str, int, float]]]:
    """For each row its tokens: key, place, and the weight of the word's kind (0 for a group)."""
    ends = rows.first_token.tolist()
    return [
        [
            (rows.keys[rows.token[at]], int(rows.place[at]), round(float(rows.kind[rows.surface[at]]), 4))
            for at in range(start, end)
        ]
        for start, end in pairwise(ends)
    ]


def phrases(vocabulary: Iterable[str], most: int = 5) -> st.SearchStrategy[str]:
    """Texts of one word or a few."""
    return st.lists(st.sampled_from(tuple(vocabulary)), min_size=1, max_size=most).map(" ".join)


def documents(vocabulary: Iterable[str], most: int = 5) -> st.SearchStrategy[tuple[Document, ...]]:
    """Documents with a title, a claim and phrases, numbered from 0; some texts may be empty."""
    phrase = phrases(vocabulary)
    fields = st.fixed_dictionaries(
        {
            "title": phrase | st.just(""),
            "asked_as": st.lists(phrase, max_size=3).map(tuple),
            "claim": phrase | st.just(""),
        }
    )
    return st.lists(fields, max_size=most).map(
        lambda found: tuple(
            # The fields of a fixed dictionary are typed as no more than what they have in common.
            Document(str(number), cast("dict[str, str | tuple[str, ...]]", each))
            for number, each in enumerate(found)
        )
    )
