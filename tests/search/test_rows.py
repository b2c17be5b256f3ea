"""Rows: documents as numbers, and what an earlier reading saves."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.search import Document
from bot.search.english import CONTENT, FUNCTION, LIGHT, QUESTION
from bot.search.groups import groups_of
from bot.search.rows import LONGEST_ROW, Rows, read_rows
from tests.search.made import NEWS, NO_GROUPS, documents, titled, tokens

GROUPS = groups_of((("quokka", "short tailed scrub wallaby"), ("quokka", "numbat")), ())
DOCUMENTS = (
    Document("a", {"title": "who saw the Quokka", "asked_as": ("quokkas", "", "?!", "2,700 half-finished")}),
    Document("empty", {"title": "", "asked_as": ()}),
    Document("b", {"claim": "quokka said"}),
)


def test_a_text_becomes_a_row_of_terms_with_their_places_and_kinds() -> None:
    rows = read_rows(DOCUMENTS, NO_GROUPS)
    assert tokens(rows) == [
        [("who", 0, QUESTION), ("saw", 1, LIGHT), ("the", 2, FUNCTION), ("quokka", 3, CONTENT)],
        [("quokka", 0, CONTENT)],
        [("#2700", 0, CONTENT), ("half", 1, CONTENT), ("finish", 2, CONTENT)],
        [("quokka", 0, CONTENT), ("said", 1, LIGHT)],
    ]
    assert rows.texts == ("who saw the Quokka", "quokkas", "2,700 half-finished", "quokka said")


def test_keys_and_written_forms_are_numbered_as_they_are_first_met() -> None:
    rows = read_rows(DOCUMENTS, NO_GROUPS)
    assert rows.keys == ("who", "saw", "the", "quokka", "#2700", "half", "finish", "said")
    assert rows.surfaces == ("who", "saw", "the", "quokka", "quokkas", "2,700", "half", "finished", "said")
    assert rows.token.tolist() == [0, 1, 2, 3, 3, 4, 5, 6, 3, 7]
    assert rows.surface.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 3, 8]


def test_a_group_has_no_written_form() -> None:
    rows = read_rows(titled("quokka"), GROUPS)
    assert rows.surface.tolist() == [0, -1, -1]


def test_entries_own_runs_of_rows_and_one_without_words_owns_none() -> None:
    rows = read_rows(DOCUMENTS, NO_GROUPS)
    assert (rows.ids, rows.entries) == (("a", "empty", "b"), 3)
    assert rows.first_row.tolist() == [0, 3, 3, 4]
    assert rows.first_token.tolist() == [0, 4, 5, 8, 10]
    assert rows.owners().tolist() == [0, 0, 0, 2]
    assert rows.row_of_token().tolist() == [0] * 4 + [1] + [2] * 3 + [3] * 2


def test_no_documents_are_no_rows() -> None:
    rows = read_rows((), GROUPS)
    assert (rows.entries, tokens(rows), rows.owners().tolist()) == (0, [], [])


def test_a_word_of_two_groups_stands_at_its_place_three_times_its_term_first() -> None:
    ((first, second, third, *_),) = tokens(read_rows(titled("quokka"), GROUPS))
    assert [first, second, third] == [("quokka", 0, CONTENT), ("=0", 0, 0.0), ("=1", 0, 0.0)]


def test_every_word_of_a_phrase_of_a_group_has_the_groups_key_once() -> None:
    (row,) = tokens(read_rows(titled("the short tailed scrub wallaby, short tailed scrub wallaby"), GROUPS))
    assert [place for key, place, _ in row if key == "=0"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(kind == 0 for key, _, kind in row if key.startswith(("=", "~")))
    assert all(kind > 0 for key, _, kind in row if not key.startswith(("=", "~")))


@pytest.mark.parametrize(
    ("field", "length", "weight"),
    [
        ("claim", 3, 0.9),
        ("claim", 200, 0.9),
        ("printed", 3, 0.7),
        ("notes", 3, 0.5),
        ("said_by", 3, 0.5),
        ("asked_as", 1, 1.0),
        ("asked_as", 12, 1.0),
        ("asked_as", 27, 0.75),
        ("asked_as", 42, 0.5),
        ("asked_as", 200, 0.5),
        ("title", 27, 0.75),
        ("a field of another file", 12, 1.0),
    ],
)
def test_a_row_is_worth_what_its_field_is_or_its_length(field: str, length: int, weight: float) -> None:
    rows = read_rows((Document("a", {field: " ".join(["quokka"] * length)}),), NO_GROUPS)
    assert rows.weight.tolist() == pytest.approx([weight])


def test_an_endless_text_is_read_up_to_a_limit() -> None:
    rows = read_rows(titled("quokka " * (LONGEST_ROW + 10)), NO_GROUPS)
    assert len(rows.token) == LONGEST_ROW
    assert rows.place[-1] == LONGEST_ROW - 1


def test_a_hyphenated_word_is_known_joined_as_both_its_words() -> None:
    rows = read_rows(titled("half-finished station", "not half finished", "station"), NO_GROUPS)
    assert rows.forms() == {
        "finished": ("finish",),
        "half": ("half",),
        "halffinished": ("half", "finish"),
        "not": ("not",),
        "station": ("station",),
    }
    assert rows.tied.tolist() == [False, True, False, False, False, False, False]


def test_a_word_written_as_one_elsewhere_is_known_as_one() -> None:
    rows = read_rows(titled("half-finished", "halffinished"), NO_GROUPS)
    assert rows.forms()["halffinished"] == ("halffinish",)


def test_forms_are_only_those_of_the_documents_that_are_there() -> None:
    earlier = read_rows(titled("the victims", "half-finished", "quokka"), NO_GROUPS)
    rows = read_rows(titled("a victim", "", "quokka"), NO_GROUPS, earlier)
    assert list(rows.forms()) == ["a", "quokka", "victim"]


def content(rows: Rows) -> list[tuple[object, ...]]:
    """What the rows say, without the numbers that the words happen to have."""
    entries = rows.owners().tolist()
    rest = zip(rows.texts, rows.weight.tolist(), tokens(rows), strict=True)
    return [(rows.ids[entry], *values) for entry, values in zip(entries, rest, strict=True)]


@given(documents(NEWS), documents(NEWS))
def test_what_is_taken_over_reads_as_if_it_were_read_anew(
    before: tuple[Document, ...], after: tuple[Document, ...]
) -> None:
    earlier = read_rows(before, GROUPS)
    mixed = (*before[::2], *after)
    rows, fresh = read_rows(mixed, GROUPS, earlier), read_rows(mixed, GROUPS)
    assert content(rows) == content(fresh)
    assert (rows.ids, rows.digests) == (fresh.ids, fresh.digests)
    assert rows.first_row.tolist() == fresh.first_row.tolist()
    assert rows.forms() == fresh.forms()
    assert list(rows.forms()) == list(fresh.forms())


def test_an_unchanged_document_is_taken_over_and_a_changed_one_read() -> None:
    earlier = read_rows(titled("quokka", "numbat"), GROUPS)
    # Read without groups, what was taken over still has them: so it was not read again.
    rows = read_rows(titled("quokka", "quokka numbat"), NO_GROUPS, earlier)
    taken, read = tokens(rows)
    assert [key for key, _, _ in taken] == ["quokka", "=0", "=1"]
    assert [key for key, _, _ in read] == ["quokka", "numbat"]


def test_a_document_under_another_id_or_with_its_text_in_another_field_is_another() -> None:
    (one,) = read_rows((Document("a", {"title": "quokka"}),), NO_GROUPS).digests
    others = (
        Document("b", {"title": "quokka"}),
        Document("a", {"claim": "quokka"}),
        Document("a", {"title": "quokkas"}),
        Document("a", {"title": ("quokka",)}),
        Document("a", {"title": "quokka", "claim": ""}),
    )
    digests = read_rows(others, NO_GROUPS).digests
    assert len({one, *digests}) == len(others) + 1
