"""The index: what reaches what, how sure, and that nothing makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Name
from bot.search import Document, Index

DOCUMENTS = (
    Document(
        "ferry-fire",
        {
            "title": "ferry fire",
            "asked_as": ("ferry fire", "what burned in the harbour", "when did the ferry catch fire"),
            "claim": "The ferry Aurora burned in the harbour on Friday, the coast guard said.",
        },
    ),
    Document(
        "ferry-victims",
        {
            "title": "ferry victims",
            "asked_as": (
                "how many were killed on the ferry",
                "ferry deaths",
                "number of victims",
                "2,700 aboard",
            ),
            "claim": "Twelve people were killed on the ferry, which carried 2,700, the coast guard said.",
        },
    ),
    Document(
        "mayor",
        {
            "title": "mayor resigns",
            "asked_as": ("did the mayor resign", "kovalenko resignation", "why did the mayor step down"),
            "claim": "Mayor Olena Kovalenko resigned over the harbour's half-finished fire station.",
        },
    ),
    Document(
        "budget",
        {
            "title": "school budget",
            "asked_as": ("school budget", "how much money do schools get", "teachers' salaries"),
            "claim": "The council gave schools 40 million for salaries of teachers.",
        },
    ),
)
SYNONYMS = (("killed", "dead", "lost their lives"), ("mayor", "head of the city"))
NAMES = (
    Name(
        kind="person",
        name="Olena Kovalenko",
        short="Kovalenko",
        romanised=("Olyona Kowalenko",),
        misspelt=("Kavalenka",),
    ),
)
INDEX = Index.build(DOCUMENTS, SYNONYMS, NAMES)


def first(text: str, index: Index = INDEX) -> str | None:
    matches = index.search(text).matches
    return matches[0].id if matches else None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mayor resign", "mayor"),
        ("mayors resigned", "mayor"),
        ("did the mayor resgin", "mayor"),
        ("kovalenkos resignaton", "mayor"),
        ("olyona kowalenko", "mayor"),
        ("kavalenka", "mayor"),
        ("head of the city", "mayor"),
        ("schoolbudget", "budget"),
        ("howmany were killed", "ferry-victims"),
        ("hw mny victims", "ferry-victims"),
        ("lost their lives", "ferry-victims"),
        ("dead", "ferry-victims"),
        ("2.7k", "ferry-victims"),
        ("two thousand seven hundred aboard", "ferry-victims"),
        ("half finished", "mayor"),
        ("halffinished", "mayor"),
        ("harbor fire", "ferry-fire"),
        ("salar", "budget"),
    ],
)
def test_a_word_reaches_its_fact(text: str, fact: str) -> None:
    assert first(text) == fact


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_a_phrase_on_file_is_found(document: Document) -> None:
    for phrase in document.fields["asked_as"]:
        found = INDEX.search(phrase)
        assert (found.status, found.matches[0].id) == ("found", document.id)


@pytest.mark.parametrize(
    "text",
    [
        "names and ages of the passengers on the ferry",
        "which insurance company pays for the ferry",
        "has the bishop condemned the mayor",
        "the weather on friday",
        "what is the wifi password",
        "land",
    ],
)
def test_what_is_not_on_file_is_not_asserted(text: str) -> None:
    assert INDEX.search(text).status != "found"


@pytest.mark.parametrize(
    "text", ["", " ", "the", "what is it", "?!", "\N{PILE OF POO}", "\u202e\u200f", "\x00"]
)
def test_a_question_without_content_is_answered_with_none(text: str) -> None:
    assert INDEX.search(text).status == "none"


def test_a_word_that_is_common_english_is_no_slip_of_another() -> None:
    index = Index.build((Document("a", {"title": "hand"}), Document("b", {"title": "foot"})))
    assert index.search("hamd").status != "none"
    assert index.search("land").status == "none"


def test_a_word_that_nothing_explains_lowers_the_confidence() -> None:
    with_stranger = INDEX.search("ferry fire insurance").matches[0]
    assert with_stranger.score < INDEX.search("ferry fire").matches[0].score


def test_the_reason_names_the_words_and_what_was_typed() -> None:
    assert INDEX.search("ferry victms").matches[0].why == "matches 'ferry', 'victims' (also spelt 'victms')"


def test_entries_alike_stand_in_the_order_of_the_file() -> None:
    twins = Index.build((Document("b", {"title": "harbour"}), Document("a", {"title": "harbour"})))
    assert [match.id for match in twins.search("harbour").matches] == ["b", "a"]


def test_two_entries_alike_are_never_asserted() -> None:
    twins = Index.build((Document("b", {"title": "harbour"}), Document("a", {"title": "harbour"})))
    assert twins.search("harbour").status != "found"


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index.build(()).search("harbour").matches == ()


def test_an_index_without_a_row_is_the_index_built_without_it() -> None:
    entry = INDEX.entries[1]
    row = next(row for row in entry.rows if row.field == "asked_as")
    fields = dict(DOCUMENTS[1].fields)
    fields["asked_as"] = fields["asked_as"][1:]
    built = Index.build((DOCUMENTS[0], Document(entry.id, fields), *DOCUMENTS[2:]), SYNONYMS, NAMES)
    for text in ("how many were killed on the ferry", "ferry deaths", "fire"):
        assert INDEX.without(entry.id, row).search(text) == built.search(text)


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    found = INDEX.search(text)
    assert found.status in ("found", "unsure", "none")
    assert len(found.matches) <= 5
    scores = [match.score for match in found.matches]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert found == INDEX.search(text)


@given(
    st.lists(
        st.sampled_from("ferry fire mayor killed school what the 2,700 insurance frie hanoi".split()),
        max_size=9,
    )
)
def test_case_and_invisible_characters_change_nothing(chosen: list[str]) -> None:
    text = " ".join(chosen)
    dressed = "\u200b".join(text.upper())
    assert INDEX.search(text) == INDEX.search(dressed)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 40_000,
        "ferry " * 8_000,
        " ".join(f"w{n}x" for n in range(9_000)),
        "\U0001f600" * 20_000,
        "é" * 40_000,
        "שלום עולם " * 4_000,
        "1,1," * 10_000,
        "'" * 40_000,
        "-" * 40_000,
        "\ud800ferry",
    ],
    ids=["one word", "one word again", "new words", "emoji", "accents", "right to left", "numbers", "quotes",
         "hyphens", "a lone surrogate"],
)  # fmt: skip
def test_endless_text_is_answered(text: str) -> None:
    assert INDEX.search(text).status in ("found", "unsure", "none")
