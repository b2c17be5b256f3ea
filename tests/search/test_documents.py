"""A fact's fields, as the search sees them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bot.model import (
    Difference,
    Fact,
    FactFile,
    Figure,
    Hop,
    Name,
    Passage,
    Side,
    Statement,
    Topic,
)
from bot.search import fact_documents, fact_index
from bot.search.documents import spellings

GUARD = Name(kind="body", name="Coast Guard", article="the", short="guard", misspelt=("Cost Guard",))
FACT = Fact(
    claim="Twelve people died on the ferry, the Coast Guard said.",
    status="claimed",
    as_of=dt.date(2024, 5, 3),
    shelf_life="dated",
    statements=(
        Statement(
            voice="speaker",
            source="gazette",
            passages=(Passage(exact="twelve dead"), Passage(exact="on board")),
            chain=(Hop(who=("guard",), verb="said", to="reporters"),),
        ),
    ),
    asked_as=("ferry deaths", "how many died"),
    figures=(Figure(of="killed", unit="people", value=Decimal(12), as_printed="twelve dead", statement=1),),
    differs=(Difference(about="the toll", sides=(Side(source="gazette", says="twelve"),)),),
)
FILE = FactFile(
    edition="",
    topics={
        "ferry": Topic(
            topic="Ferry", facts={"ferry-toll": FACT}, synonyms=(("ferry", "steamer"), ("toll", "tally"))
        )
    },
    names={"guard": GUARD},
    sources={},
)


def test_a_fact_is_read_into_its_fields() -> None:
    (document,) = fact_documents(FILE)
    assert document.id == "ferry-toll"
    assert document.fields == {
        "title": "ferry toll",
        "asked_as": ("ferry deaths", "how many died"),
        "claim": FACT.claim,
        "figures": ("twelve dead killed people",),
        "printed": ("twelve dead", "on board"),
        "notes": ("the toll", "twelve"),
        "said_by": "Coast Guard",
    }


def test_the_house_spelling_of_a_name_stands_first() -> None:
    assert spellings(GUARD) == ("Coast Guard", "guard", "Cost Guard")


def test_the_index_of_a_file_knows_its_synonyms_and_names() -> None:
    index = fact_index(FILE)
    for text in ("steamer tally", "cost guard ferry"):
        assert [match.id for match in index.search(text).matches] == ["ferry-toll"]
