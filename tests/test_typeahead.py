"""What a search field suggests: every fact can be reached, at ten thousand too, within Slack's limits."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import typeahead
from bot.model import Fact, FactFile, Name, Source
from bot.search import Index, fact_index
from bot.typeahead import MAX_TEXT, MAX_VALUE, MOST, Option, Typeahead
from tests.benchmarks.typeahead import distinctive, made, measure
from tests.conftest import file_of, person, spoken

DAY: Final = dt.date(2031, 5, 6)
MANY: Final = 10_000
NOTHING: Final = Index.build(())  # a search that finds nothing, so that what is found is not its doing
HOSTILE: Final = "<!channel> *x* `y` &amp; :smile: \u202e \u200b\u0301 ﷽ 𝔘𝔫𝔦 ǅ ẞ İ ﬃ ١٢٣ 北京 🇰🇵 \x00\ud800"


def a_fact(claim: str, *asked_as: str) -> Fact:
    return Fact(claim, "claimed", DAY, "permanent", (spoken(),), asked_as)


def facts(claims: dict[str, str], *, searched: bool = False) -> Typeahead:
    file = file_of({key: a_fact(claim) for key, claim in claims.items()}, {}, {})
    return typeahead.facts(file, fact_index(file) if searched else NOTHING)


def values(options: tuple[Option, ...]) -> list[str]:
    return [option.value for option in options]


def within_limits(options: tuple[Option, ...]) -> bool:
    return len(options) <= MOST and all(
        0 < len(each.text) <= MAX_TEXT
        and 0 < len(each.description) <= MAX_TEXT
        and 0 < len(each.value) <= MAX_VALUE
        for each in options
    )


# ── Ten thousand facts


@pytest.fixture(scope="module")
def many() -> FactFile:
    return made(MANY)


@pytest.fixture(scope="module")
def suggesting(many: FactFile) -> Typeahead:
    return typeahead.facts(many, NOTHING)


def test_each_of_ten_thousand_facts_stands_first_when_its_id_is_typed(
    many: FactFile, suggesting: Typeahead
) -> None:
    assert len(many.facts) == MANY
    assert [key for key in many.facts if values(suggesting.suggest(key, 1)) != [key]] == []


def test_each_of_ten_thousand_facts_is_suggested_for_three_distinctive_words_of_its_claim(
    many: FactFile, suggesting: Typeahead
) -> None:
    typed = {key: " ".join(reversed(words)) for key, words in distinctive(many).items()}
    missing = [key for key, text in typed.items() if key not in values(suggesting.suggest(text))]
    assert missing == []


def test_each_of_ten_thousand_facts_is_suggested_for_its_claim_as_it_stands(
    many: FactFile, suggesting: Typeahead
) -> None:
    facts = list(many.facts.items())[::10]
    assert [key for key, fact in facts if key not in values(suggesting.suggest(fact.claim))] == []


def test_what_is_typed_further_never_loses_the_fact_whose_id_it_is(
    many: FactFile, suggesting: Typeahead
) -> None:
    for key in list(many.facts)[::500]:
        found = [key in values(suggesting.suggest(key[:length])) for length in range(1, len(key) + 1)]
        assert found == sorted(found)
        assert found[-1]


@given(typed=st.text(max_size=60) | st.text("aeiourst -,.'", max_size=30))
def test_no_text_raises_and_no_suggestion_breaks_slacks_limits(suggesting: Typeahead, typed: str) -> None:
    found = suggesting.suggest(typed)
    assert within_limits(found)
    assert len(set(values(found))) == len(found)


@pytest.mark.parametrize("typed", [HOSTILE, HOSTILE * 500, "a " * 3_000, " ".join("abcdefghijklmnopqrstuvw")])
def test_a_hostile_text_is_a_text(suggesting: Typeahead, typed: str) -> None:
    assert within_limits(suggesting.suggest(typed))


# ── The order


CLAIMS: Final = {
    "mill-pond": "The tower leans over the mill pond.",
    "swan-tower": "Two swans live on the roof.",
    "tower": "It is high.",
    "tower-lean": "The clock tower leans to the east.",
    "tower-leaning-west": "Nobody says that it leans to the west.",
    "old-town": "The towering wall of the old town fell.",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tower", ["tower", "tower-lean", "tower-leaning-west", "swan-tower", "mill-pond", "old-town"]),
        ("tower-lean", ["tower-lean", "tower-leaning-west", "mill-pond"]),
        ("tower lean", ["tower-lean", "tower-leaning-west", "mill-pond"]),
        ("lean tow", ["tower-lean", "tower-leaning-west", "mill-pond"]),
        ("EAST  the", ["tower-lean"]),
        ("leans ｅａｓｔ", ["tower-lean"]),
        ("l\u200beans éast", ["tower-lean"]),
        ("two swans live", ["swan-tower"]),
        ("nobody", ["tower-leaning-west"]),
        ("swans, roof!", ["swan-tower"]),
        ("ower", []),
        ("tower giraffe", []),
    ],
)
def test_ids_come_first_then_beginnings_then_words_in_any_order(typed: str, expected: list[str]) -> None:
    assert values(facts(CLAIMS).suggest(typed)) == expected


@pytest.mark.parametrize("typed", ["", "  ", "\t", "—"])
def test_nothing_typed_gives_the_first_in_the_files_order(typed: str, many: FactFile) -> None:
    assert values(facts(CLAIMS).suggest(typed)) == list(CLAIMS)
    assert values(typeahead.facts(many, NOTHING).suggest(typed)) == list(many.facts)[:MOST]


def test_fewer_can_be_asked_for() -> None:
    assert values(facts(CLAIMS).suggest("tower", 2)) == ["tower", "tower-lean"]
    assert facts(CLAIMS).suggest("tower", 0) == ()


def test_a_file_without_facts_suggests_nothing() -> None:
    assert facts({}).suggest("") == facts({}).suggest("tower") == ()


def test_how_reporters_ask_for_a_fact_finds_it_too() -> None:
    file = file_of({"tower-lean": a_fact("It leans.", "how far does it tilt")}, {}, {})
    assert values(typeahead.facts(file, NOTHING).suggest("tilt")) == ["tower-lean"]


@pytest.mark.parametrize("typed", ["towr leens", "swns rof", "clcok"])
def test_slips_are_left_to_the_search(typed: str) -> None:
    assert facts(CLAIMS).suggest(typed) == ()
    assert facts(CLAIMS, searched=True).suggest(typed) != ()


def test_what_the_search_adds_comes_last_and_is_little(shipped: FactFile) -> None:
    suggesting, bare = typeahead.facts(shipped, fact_index(shipped)), typeahead.facts(shipped, NOTHING)
    for typed in ("casualties", "killed soldiers", "north korean", "zelensk"):
        found, sure = values(suggesting.suggest(typed)), values(bare.suggest(typed))
        assert found[: len(sure)] == sure
        assert len(found) <= max(typeahead.ENOUGH, len(sure))


def test_what_is_known_not_to_be_on_file_is_no_suggestion(shipped: FactFile) -> None:
    suggesting = typeahead.facts(shipped, fact_index(shipped))
    for gap in shipped.gaps:
        assert set(values(suggesting.suggest(gap.asked_as[0]))) <= set(shipped.facts)


# ── What is read


def test_a_fact_reads_as_its_id_and_its_claim_without_what_they_all_begin_with() -> None:
    (option,) = facts({"tower-lean": "As of May 6, 2031, the “tower” leans & sways."}).suggest("")
    assert option == Option("tower-lean", "tower-lean", "the “tower” leans & sways.")


@given(
    st.dictionaries(
        st.from_regex(r"\A[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}\Z"), st.text(min_size=1), max_size=20
    )
)
def test_whatever_a_claim_says_its_id_finds_it(claims: dict[str, str]) -> None:
    suggesting = facts(claims)
    assert within_limits(suggesting.suggest(""))
    assert [values(suggesting.suggest(key, 1)) for key in claims] == [[key] for key in claims]


def test_long_claims_that_begin_alike_stay_apart() -> None:
    claims = {f"{'long-' * 10}{number}": f"{'The same words. ' * 40}{number}" for number in range(100)}
    found = facts(claims).suggest("long")
    assert within_limits(found)
    assert len({(each.text, each.description) for each in found}) == len(claims)


# ── Names and sources


NAMES: Final = {
    "mira-holt": person(
        "Mira Holt", title="councilor", affiliation="the Harbor Party", misspelt=("Mira Hollt",)
    ),
    "kim-one": person("Kim Su", title="clerk"),
    "kim-two": person("Kim Su", romanised=("Gim Soo",)),
    "works-office": Name(kind="body", name="Public Works Office"),
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mira", ["mira-holt"]),
        ("hollt mi", ["mira-holt"]),
        ("Holt, Mira", ["mira-holt"]),
        ("harbor", ["mira-holt"]),
        ("kim", ["kim-one", "kim-two"]),
        ("kim-two", ["kim-two"]),
        ("gim", ["kim-two"]),
        ("office public", ["works-office"]),
        ("public wroks", ["works-office"]),
    ],
)
def test_a_name_is_found_by_key_spelling_title_and_party(typed: str, expected: list[str]) -> None:
    suggesting = typeahead.names(file_of({}, NAMES, {}))
    assert values(suggesting.suggest(typed))[: len(expected)] == expected


def test_people_of_one_name_are_told_apart() -> None:
    found = typeahead.names(file_of({}, NAMES, {})).suggest("kim")
    assert [(each.text, each.description) for each in found] == [
        ("Kim Su", "kim-one, clerk"),
        ("Kim Su", "kim-two"),
    ]


@pytest.mark.parametrize(
    "typed", ["courier", "2031-05-06", "courier-2031-05-06", "leans tower", "Harbour Couri"]
)
def test_a_source_is_found_by_id_outlet_and_headline(typed: str) -> None:
    source = Source(
        "Harbour Courier", DAY, "https://courier.example/", "en", "0" * 64, headline="The tower leans"
    )
    other = Source("Radio", DAY, "https://radio.example/", "en", "0" * 64)
    file = file_of({}, {}, {"courier-2031-05-06": source, "radio-2031-05-06": other})
    found = typeahead.sources(file).suggest(typed)
    assert found[0] == Option(
        "courier-2031-05-06", "courier-2031-05-06", "Harbour Courier, May 6, 2031: The tower leans"
    )


# ── What is measured


def test_the_benchmark_counts_what_is_found() -> None:
    found = measure("made up", made(150), meant=4)
    assert found["facts"] == 150
    assert found["in_first_100"] == {"id": 1.0, "words": 1.0, "slip": 1.0}
    assert found["in_first_10"]["id"] == 1.0
    assert found["keystrokes"] > 3 * 4
