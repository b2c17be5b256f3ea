"""The index: what reaches what, how sure, and that nothing makes it fail."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import FactFile, Name
from bot.search import Document, Found, Index, fact_index
from bot.search.confidence import status
from bot.search.features import FEATURES
from bot.search.index import MOST_MATCHES
from tests.search.made import FEW, NEWS, STRANGE, documents, index_of, phrases, titled

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
GAPS = (
    Document("names of the passengers", {"asked_as": ("names of the passengers", "passenger list")}),
    Document("what the fire cost", {"asked_as": ("cost of the ferry fire", "what did the fire cost")}),
    Document("the bishop's view", {"asked_as": ("what the bishop said of the mayor",)}),
)
INDEX = Index.build(DOCUMENTS, SYNONYMS, NAMES, GAPS)


def first_are(found: Found, *ids: str) -> bool:
    return [match.id for match in found.matches[: len(ids)]] == list(ids)


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


def test_an_index_of_gaps_alone_finds_nothing_and_names_the_gap() -> None:
    found = Index.build((), gaps=GAPS).search("passenger list")
    assert found == Found("none", (), "names of the passengers")


def test_of_an_entry_and_a_gap_of_the_same_phrase_the_entry_is_first() -> None:
    found = Index.build(titled("passenger list", "ferry fire"), gaps=GAPS).search("passenger list")
    assert (found.matches[0].id, found.gap) == ("0", None)


@pytest.mark.parametrize(("gap", "phrase"), [(gap, row) for gap in GAPS for row in gap.fields["asked_as"]])
def test_a_gaps_own_phrase_is_no_fact_and_is_named(gap: Document, phrase: str) -> None:
    found = INDEX.search(phrase)
    assert found.status != "found"
    assert found.gap == gap.id
    assert gap.id not in [match.id for match in found.matches]


@pytest.mark.parametrize("text", ["ferry fire", "did the mayor resign", "school budget"])
def test_a_question_that_a_fact_answers_has_no_gap(text: str) -> None:
    assert INDEX.search(text).gap is None


def test_no_gap_on_file_is_asserted_as_a_fact(shipped: FactFile) -> None:
    index = fact_index(shipped)
    asked = [phrase for gap in shipped.gaps for phrase in gap.asked_as]
    assert asked
    assert [phrase for phrase in asked if index.search(phrase).status == "found"] == []


def test_every_phrase_on_file_brings_its_own_fact_first(shipped: FactFile) -> None:
    index = fact_index(shipped)
    wrong = [
        phrase
        for key, fact in shipped.facts.items()
        for phrase in fact.asked_as[::4]
        if not first_are(index.search(phrase), key)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("casualties", "matches 'casualties'"),
        ("casulties", "matches 'casualties' (also spelt 'casulties')"),
        ("casualty", "matches 'casualty'"),
        ("losses", "matches 'casualties' (asked as 'losses')"),
        ("quokkas numbat", "matches 'quokkas', 'numbat'"),
        ("the quokka of the casualties", "matches 'quokka', 'casualties'"),
        ("quokka quokka wombat", "matches 'quokka', not 'wombat'"),
        ("short tailed scrub wallaby", "matches "
         + ", ".join(f"'quokka' (asked as '{word}')" for word in "short tailed scrub wallaby".split())),
        ("fifteen", "matches 'fifteen'"),
    ],
)  # fmt: skip
def test_the_reason_tells_which_word_stands_there_and_what_was_typed(text: str, why: str) -> None:
    index = index_of(
        "casualties quokka numbat 15", "bilby", synonyms=(("quokka", "short tailed scrub wallaby"),)
    )
    assert index.search(text).matches[0].why == why


def test_the_reason_names_the_word_as_the_entry_itself_writes_it() -> None:
    index = index_of("the victim", "all victims", "every victim's name")
    why = {match.id: match.why for match in index.search("vicitms").matches}
    assert why["1"] == "matches 'victims' (also spelt 'vicitms')"
    assert why["0"] == "matches 'victim' (also spelt 'vicitms')"


def test_no_more_than_five_are_named() -> None:
    assert len(index_of(*["quokka numbat"] * 9).search("quokka").matches) == MOST_MATCHES == 5


VOCABULARY = (*NEWS, *STRANGE[:2], "victim", "victims", "halffinished", "killing")
ASKED = (
    *VOCABULARY,
    "fery",
    "kileld",
    "vicitms",
    "harbor",
    "2.7k",
    "died",
    "zzz",
    "what",
    "station",
    "halffinishd",
)
QUESTIONS = phrases(ASKED, most=7) | st.text(max_size=80)


def well_formed(found: Found) -> bool:
    scores = [match.score for match in found.matches]
    best = scores[0] if scores else 0.0
    return (
        len(scores) <= MOST_MATCHES
        and all(0 <= score <= 1 for score in scores)
        and scores == sorted(scores, reverse=True)
        and found.status == (status(best) if scores else "none")
        and all(match.why for match in found.matches)
        and len({match.id for match in found.matches}) == len(scores)
    )


@given(QUESTIONS | st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    found = INDEX.search(text)
    assert well_formed(found)
    assert found == INDEX.search(text)


@FEW
@given(documents(VOCABULARY), documents(VOCABULARY, most=2), QUESTIONS)
def test_any_index_answers_any_text(
    made: tuple[Document, ...], gaps: tuple[Document, ...], text: str
) -> None:
    found = Index.build(made, SYNONYMS, NAMES, gaps).search(text)
    assert well_formed(found)
    assert {match.id for match in found.matches} <= {document.id for document in made}


def with_this_row(phrase: str, index: Index) -> set[str]:
    """The entries of which a row is this phrase, as far as the search can tell."""
    ranking = index.ranking(phrase)
    assert ranking
    exact = ranking.evidence.features[:, FEATURES.index("exact")] > 0
    return {index.rows.ids[entry] for entry in ranking.evidence.entry[exact]}


OF_CONTENT = (*STRANGE, "ferry", "fire", "harbour", "school", "victims")


@FEW
@given(
    st.lists(
        st.lists(
            st.lists(st.sampled_from(OF_CONTENT), min_size=3, max_size=4, unique=True).map(" ".join),
            min_size=1,
            max_size=3,
        ).map(tuple),
        min_size=1,
        max_size=6,
    )
)
def test_a_phrase_on_file_brings_its_entry_first_unless_another_has_it_too(
    made: list[tuple[str, ...]],
) -> None:
    index = Index.build(Document(str(number), {"asked_as": rows}) for number, rows in enumerate(made))
    for number, rows in enumerate(made):
        for phrase in rows:
            same = with_this_row(phrase, index)
            assert str(number) in same
            assert index.search(phrase).matches[0].id in same


@FEW
@given(documents(OF_CONTENT), documents(OF_CONTENT, most=2))
def test_a_gaps_own_phrase_is_never_a_fact_that_has_not_that_phrase(
    made: tuple[Document, ...], gaps: tuple[Document, ...]
) -> None:
    missing = tuple(Document(f"gap {gap.id}", gap.fields) for gap in gaps)
    index = Index.build(made, gaps=missing)
    facts = {document.id for document in made}
    for gap in missing:
        for phrase in gap.fields["asked_as"]:
            if not with_this_row(phrase, index) & facts:
                assert index.search(phrase).status != "found"


def test_a_phrase_of_one_word_brings_its_entry_first() -> None:
    often = Document("often", {"title": "ferry fire fire"})
    asked = Document("asked", {"title": "ferry", "asked_as": ("fire",), "claim": "ferry ferry"})
    assert first("fire", Index.build((often, asked))) == "asked"


@given(phrases(ASKED, most=7), st.sampled_from((" ", "\n", "\t ", "\u200b", "  \u00a0")))
def test_case_spaces_and_invisible_characters_change_nothing(text: str, around: str) -> None:
    found = INDEX.search(text)
    assert INDEX.search(text.upper()) == found
    assert INDEX.search(text.title()) == found
    assert INDEX.search(around + text + around) == found
    assert INDEX.search(text.replace(" ", "   ")) == found
    assert INDEX.search("\u200b".join(text)) == found


@settings(max_examples=20)
@given(
    documents(VOCABULARY),
    documents(VOCABULARY),
    documents(VOCABULARY, most=2),
    documents(VOCABULARY, most=2),
    st.lists(phrases(ASKED, most=6), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_rebuilt_index_answers_as_one_built_afresh(
    before: tuple[Document, ...],
    after: tuple[Document, ...],
    gaps_before: tuple[Document, ...],
    gaps_after: tuple[Document, ...],
    asked: list[str],
    order: Random,
) -> None:
    mixed = [*before[::2], *(Document(f"new {each.id}", each.fields) for each in after)]
    order.shuffle(mixed)
    earlier = Index.build(before, SYNONYMS, NAMES, gaps_before)
    for documents_then, gaps_then in ((mixed, gaps_after), (before, gaps_before), ((), gaps_after)):
        earlier = earlier.rebuilt(documents_then, gaps_then)
        fresh = Index.build(documents_then, SYNONYMS, NAMES, gaps_then)
        assert [earlier.search(text) for text in asked] == [fresh.search(text) for text in asked]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (("the victims", "ferry"), ("the victim", "ferry"), "vitcims"),
        (("halffinished", "half-finished station"), ("", "half-finished station"), "halffinishd"),
        (("half-finished", "halffinished"), ("quokka", "halffinished"), "half finished"),
        (("numbat", "numbats"), ("", "numbats"), "numbta"),
    ],
)
def test_words_of_a_document_that_is_gone_are_gone(
    before: Sequence[str], after: Sequence[str], text: str
) -> None:
    assert index_of(*before).rebuilt(titled(*after)).search(text) == index_of(*after).search(text)


def test_a_rebuilt_index_leaves_the_one_before_as_it_was() -> None:
    asked = ("ferry deaths", "mayor resign", "kavalenka", "passenger list")
    answers = [INDEX.search(text) for text in asked]
    INDEX.rebuilt(DOCUMENTS[:1])
    assert [INDEX.search(text) for text in asked] == answers


def test_two_threads_at_once_get_the_same_answers() -> None:
    phrases_on_file = [row for document in (*DOCUMENTS, *GAPS) for row in document.fields["asked_as"]]
    asked = [f"{one} {other[::-1]}" for one in phrases_on_file for other in phrases_on_file]
    alone = [INDEX.search(text) for text in asked]
    fresh = Index.build(DOCUMENTS, SYNONYMS, NAMES, GAPS)
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(fresh.search, asked)) == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "the of it",
        "?!\u2026",
        "\U0001f600\U0001f1fa\U0001f1e6",
        "\U0001f600" * 20_000,
        "ferry " * 8_000,
        "a" * 40_000,
        "ferry" * 8_000,
        " ".join(f"w{n}x" for n in range(9_000)),
        "\u00e9" * 40_000,
        "e" + "\u0301" * 40_000,
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd " * 4_000,
        "\u202eyrref\u202c \u0645\u0631\u062d\u0628\u0627 ferry",
        "\ud55c\uad6d\uc5b4 ferry \u043f\u0430\u0440\u043e\u043c \u6e21\u8f2a \u0e40\u0e23\u0e37\u0e2d",
        "f\u0435rry",  # a Cyrillic letter among Latin ones
        "\x00\x01\x1b[31mferry\x7f\x9f",
        "\ud800ferry",
        "ferry \udfff\ud800 fire",
        "1,1," * 10_000,
        "9" * 40_000,
        "\u0661\u0662\u0663 \u00bd \u2460 \u00b2 \u2167",
        "'" * 40_000,
        "-" * 40_000,
        "half-" * 8_000,
        "one hundred thousand million " * 2_000,
        "=0 #2700 ~1 #",
        "<@U123> *ferry* `fire` &amp; :fire: <https://example.org|ferry>",
        "' OR 1=1; --",
        "(a+)+$" * 500,
    ],
    ids=[
        "empty", "spaces", "words of grammar", "stops", "emoji", "much emoji", "one word again",
        "one long word", "a word in one with itself", "new words", "accents", "marks", "right to left",
        "turned round", "mixed scripts", "alike letters", "control characters", "a lone surrogate",
        "lone surrogates", "numbers", "one long number", "digits of other scripts", "quotes", "hyphens",
        "half-half-half", "spelt numbers", "keys of the index", "mark-up", "a query", "a pattern",
    ],
)  # fmt: skip
def test_hostile_text_is_answered_or_refused(text: str) -> None:
    assert well_formed(INDEX.search(text))
    assert well_formed(Index.build(titled(text, "ferry"), ((text, "ship"),)).search(text))


@pytest.mark.parametrize("text", ["=0", "~1", "=0 ~1 ~2"])
def test_what_looks_like_a_key_of_the_index_is_not_one(text: str) -> None:
    index = index_of("numbat", "bilby", synonyms=(("numbat", "bilby"),))
    assert index.search(text).matches == ()
