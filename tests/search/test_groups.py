"""Groups of words that mean the same: what is read into them, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.groups import (
    FORM,
    GENERAL,
    PLACE,
    SPELLING,
    SYNONYM,
    Group,
    Groups,
    groups_of,
    spans,
)
from bot.search.thesaurus import FORMS, PLACES, SYNONYMS
from bot.search.words import stem, terms, words

EVERYDAY = groups_of((), ())
OWN = groups_of(
    (("killed", "lost their lives", "?!"), ("mayor", "head of the city")),
    (
        ("Kim Jong Un", "Gim Jeong Eun", "Kim Jong-un", "leader of Joseon", "Kim"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky", "President of Ukraine"),
    ),
)


def holding(phrase: str, groups: Groups) -> list[Group]:
    read = terms(words(phrase))
    return [group for member, group in groups.by_first.get(read[0], ()) if member == read]


@pytest.mark.parametrize(
    ("table", "quality", "name"),
    [(FORMS, FORM, False), (PLACES, PLACE, True), (SYNONYMS, GENERAL, False)],
    ids=["forms", "places", "synonyms"],
)
def test_every_line_of_the_thesaurus_is_one_group_of_its_quality(
    table: Sequence[Sequence[str]], quality: float, *, name: bool
) -> None:
    for line in table:
        if len({terms(words(member)) for member in line}) == 1:
            continue  # "labour, labor": one word already
        common = set.intersection(*({g.key for g in holding(member, EVERYDAY)} for member in line))
        read = {group.key: group for member in line for group in holding(member, EVERYDAY)}
        mine = [read[key] for key in common if (read[key].quality, read[key].name) == (quality, name)]
        assert mine, line


@pytest.mark.parametrize(
    ("one", "other"),
    [("went", "go"), ("casualties", "losses"), ("Russian", "Moscow"), ("UK", "Britain")],
)
def test_everyday_english_is_in_every_index(one: str, other: str) -> None:
    assert {g.key for g in holding(one, OWN)} & {g.key for g in holding(other, OWN)}


def test_a_files_synonyms_come_first_and_its_names_after_them() -> None:
    found = [holding(phrase, OWN)[0] for phrase in ("killed", "head of the city", "kim jong un", "kim")]
    assert [(group.key, group.quality, group.name) for group in found] == [
        ("=0", SYNONYM, False),
        ("=1", SYNONYM, False),
        ("=2", SPELLING, True),
        ("=2", SPELLING, True),
    ]


def test_a_member_is_kept_once_and_one_without_words_not_at_all() -> None:
    (kim,) = {group.key: group for group in holding("kim jong un", OWN) if group.key == "=2"}.values()
    assert kim.members == (
        ("kim", "jong", "un"),
        ("gim", "jeong", "eun"),
        ("leader", "of", "joseon"),
        ("kim",),
    )
    (killed,) = (group for group in holding("killed", OWN) if group.key == "=0")
    assert killed.members == (("kill",), ("lost", "their", "live"))


def test_members_that_are_all_one_word_need_no_group() -> None:
    alike = groups_of((("quokka", "Quokkas"), ("numbat", "bilby")), ())
    assert "quokka" not in alike.by_first
    assert [group.key for group in holding("numbat", alike)] == ["=1"]


def test_the_terms_are_those_of_all_forms() -> None:
    assert OWN.terms == {term for found in OWN.forms.values() for term in found}
    assert {"kill", "kovalenko", "quokka"} & OWN.terms == {"kill"}


def test_a_groups_words_are_known_as_they_are_written() -> None:
    assert OWN.forms["lives"] == (stem("lives"),)
    assert OWN.forms["zelensky"] == (stem("zelensky"),)


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("kim", {"gim"}),
        ("gim", {"kim"}),
        ("jong", {"jeong"}),
        (stem("eun"), {"un"}),
        (stem("zelensky"), {stem("zelenskyy")}),
        (stem("vladimir"), {stem("volodymyr")}),
        ("leader", None),
        ("ukrain", None),
        ("kill", None),
    ],
)
def test_words_of_a_name_are_paired_with_their_other_spellings_and_with_nothing_else(
    term: str, others: set[str] | None
) -> None:
    assert OWN.variants.get(term) == others


def test_a_member_is_found_where_all_its_words_stand_together() -> None:
    found = spans([(term,) for term in terms(words("the ferry lost their lives and their lives"))], OWN)
    assert [(start, end) for start, end, group in found if group.key == "=0"] == [(2, 5)]


def test_a_member_that_begins_at_the_end_of_a_text_is_not_found_beyond_it() -> None:
    assert not [each for each in spans([("lost",), ("their",)], OWN) if each[2].key == "=0"]


def test_one_of_several_terms_at_a_place_is_enough() -> None:
    found = spans([("x", "lost"), ("their", "y"), ("z", "live")], OWN)
    assert [(start, end) for start, end, group in found if group.key == "=0"] == [(0, 3)]


LETTERS = st.sampled_from("abc")
MEMBERS = st.lists(st.lists(LETTERS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4, unique=True)


@given(MEMBERS, st.lists(st.sets(LETTERS, max_size=2).map(sorted), max_size=6))
def test_spans_are_all_places_where_a_member_fits(
    members: list[tuple[str, ...]], sequence: list[list[str]]
) -> None:
    group = Group("=0", tuple(members), SYNONYM, name=False)
    by_first: dict[str, list[tuple[tuple[str, ...], Group]]] = {}
    for member in members:
        by_first.setdefault(member[0], []).append((member, group))
    groups = Groups({first: tuple(found) for first, found in by_first.items()}, {}, {}, frozenset())
    expected = sorted(
        (start, start + len(member))
        for member in members
        for start in range(len(sequence) - len(member) + 1)
        if all(term in sequence[start + n] for n, term in enumerate(member))
    )
    assert sorted((start, end) for start, end, _ in spans(sequence, groups)) == expected
