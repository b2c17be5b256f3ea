"""The lexicon: every way from a question's word to the words of an index, and how good it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index
from bot.search.english import CONTENT, FUNCTION, LIGHT, QUESTION
from bot.search.groups import FORM, GENERAL, PLACE, SPELLING, SYNONYM
from bot.search.lexicon import (
    BEGINNING,
    MOST_RESOLVED,
    PER_SLIP,
    PER_SURE_SLIP,
    SAME_STEM,
    SKELETON,
    Unit,
)
from bot.search.words import words
from tests.conftest import person
from tests.search.made import titled

TITLES = (
    "subtitles of the video",
    "ferry victims and casualties",
    "half-finished harbour station",
    "2,700 aboard",
    "10,000 soldiers",
    "testimony of commanders",
    "statements from the meeting in Staten",
    "Olena Kovalenko resigned",
    "kimchi imports",
    "killed on Friday",
    "Moscow",
)
LEXICON = Index.build(
    titled(*TITLES),
    (("killed", "perished at sea"),),
    (person("Olena Kovalenko", romanised=("Olyona Kowalenko",), misspelt=("Kavalenka",)),),
).lexicon


def units(text: str) -> list[Unit]:
    return LEXICON.units(words(text))


def unit(text: str) -> Unit:
    (found,) = units(text)
    return found


def slip(word: str, slips: int = 1) -> float:
    """What a slip is worth where only one word can have been meant."""
    return 1 - PER_SURE_SLIP * slips / len(word)


@pytest.mark.parametrize(
    ("text", "key", "quality"),
    [
        ("victims", "victim", 1.0),
        ("Victims", "victim", 1.0),
        ("victim", "victim", SAME_STEM),
        ("harbor", "harbor", SAME_STEM),
        ("vitcims", "victim", slip("vitcims")),
        ("casulties", "casualti", slip("casulties")),
        ("comanderz", "command", 1 - PER_SLIP * 2 / len("comanderz")),
        ("subitling", "subtitl", SAME_STEM * slip("subitling")),
        ("statenents", "statement", slip("statenents")),
        ("testimon", "testimoni", slip("testimon")),
        ("sbttls", "subtitl", SKELETON),
        ("mtng", "meet", SKELETON),
        ("kovalenk", "kovalenko", slip("kovalenk")),
        ("kowalenko", "kovalenko", SPELLING),
        ("olyona", "olena", SPELLING),
        ("kavalenka", "=1", SPELLING),
        ("2700", "#2700", 1.0),
        ("2,700", "#2700", 1.0),
        ("2.7k", "#2700", 1.0),
        ("two thousand seven hundred", "#2700", 1.0),
        ("10k", "#10000", 1.0),
        ("10.000", "#10000", 1.0),
        ("ten thousand", "#10000", 1.0),
    ],
)
def test_a_word_reaches_the_word_that_it_stands_for(text: str, key: str, quality: float) -> None:
    (unit,) = units(text)
    assert unit.keys[key] == pytest.approx(quality)


def test_the_nearer_a_way_is_to_the_word_itself_the_better() -> None:
    exact, same, slipped, worse = (
        unit(text).keys["subtitl"] for text in ("subtitles", "subtitle", "subtitels", "sbutitels")
    )
    assert exact > same > slipped > worse > 0
    assert 1 > SAME_STEM > SPELLING > FORM > SYNONYM > PLACE > SKELETON > BEGINNING > GENERAL > 0


@pytest.mark.parametrize(
    ("text", "key", "reached"),
    [
        ("subt", "subtitl", True),
        ("sub", "subtitl", False),
        ("stat", "staten", True),
        ("sta", "staten", False),
        ("kovalen", "kovalenko", True),
    ],
)
def test_a_beginning_of_four_letters_reaches_what_it_begins(text: str, key: str, *, reached: bool) -> None:
    index = Index.build(titled("stat", "staten island", "statement", "kovalen", "kovalenko", "subtitles"))
    (found,) = index.lexicon.units(words(text))
    assert (key in found.keys) is reached


def test_a_beginning_is_worth_less_than_the_word_and_is_not_what_was_meant() -> None:
    (found,) = Index.build(titled("kim", "korea", "korean")).lexicon.units(words("korea"))
    assert found.keys["korean"] in (BEGINNING, PLACE)
    assert found.direct == {"korea"}
    (strange,) = Index.build(titled("quokk", "quokkaish")).lexicon.units(words("quokk"))
    assert strange.keys == {"quokk": 1.0, "quokkaish": BEGINNING}


def test_a_word_that_lacks_more_than_an_ending_does_not_begin_another() -> None:
    (found,) = Index.build(titled("quok", "quokabcdefgh", "quokabcdef")).lexicon.units(words("quok"))
    assert set(found.keys) == {"quok", "quokabcdef"}


def test_another_inflection_has_the_stem_of_the_word() -> None:
    assert unit("victim").direct == unit("victims").direct == {"victim"}


@pytest.mark.parametrize(
    "text", ["half finished station", "halffinished station", "half-finished station", "half-finishedstation"]
)
def test_a_compound_is_the_same_joined_split_or_hyphenated(text: str) -> None:
    assert [sorted(each.direct) for each in units(text)] == [["half"], ["finish"], ["station"]]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("ferryvictims", ["ferry", "victims"]),
        ("thevictims", ["the", "victims"]),
        ("commandersofvictims", ["commanders", "of", "victims"]),
        ("kimchiimports", ["kimchi", "imports"]),
        ("ferryvictimsvideomeeting", ["ferryvictimsvideomeeting"]),
        ("quokkavictims", ["quokkavictims"]),
        ("ofat", ["ofat"]),
    ],
    ids=["two", "grammar first", "three", "not kim", "four", "a part unknown", "too short"],
)
def test_words_run_together_are_taken_apart_where_all_are_known(text: str, surfaces: list[str]) -> None:
    assert [each.surface for each in units(text)] == surfaces


def test_two_words_are_one_where_the_file_writes_them_so() -> None:
    lexicon = Index.build(titled("the ferryport", "a closed port")).lexicon
    assert [each.surface for each in lexicon.units(words("ferry port"))] == ["ferryport"]
    both = Index.build(titled("the ferryport", "a ferry", "a port")).lexicon
    assert [each.surface for each in both.units(words("ferry port"))] == ["ferry", "port"]


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("victims", CONTENT),
        ("quokka", CONTENT),
        ("the", FUNCTION),
        ("frmo", FUNCTION),
        ("who", FUNCTION),
        ("sya", LIGHT),
    ],
    ids=[
        "on file",
        "unknown",
        "grammar",
        "slip of grammar",
        "question word not on file",
        "slip of a light one",
    ],
)
def test_a_word_weighs_by_its_kind_even_with_a_slip(text: str, factor: float) -> None:
    assert unit(text).factor == factor


def test_a_question_word_on_file_weighs_as_one() -> None:
    (found,) = Index.build(titled("who burned the ferry")).lexicon.units(words("who"))
    assert found.factor == QUESTION


def test_a_slip_between_grammar_and_substance_stays_undecided() -> None:
    (found,) = Index.build(titled("the firm", "from")).lexicon.units(words("fqrm"))
    assert found.keys.keys() >= {"firm"}
    (undecided,) = Index.build(titled("firm", "from")).lexicon.units(words("frm"))
    assert undecided.keys.keys() >= {"firm", "from"}
    assert undecided.factor == LIGHT


@pytest.mark.parametrize("text", ["hand", "foot", "plane"])
def test_a_word_of_common_english_is_no_slip_of_one_on_file(text: str) -> None:
    (found,) = Index.build(titled("hands", "land", "fool", "plant")).lexicon.units(words(text))
    assert not found.keys.keys() & {"land", "fool", "plant"}


def test_a_word_that_nothing_explains_reaches_only_itself() -> None:
    assert unit("quokka").keys == {"quokka": 1.0}


def test_a_synonym_reaches_its_group_through_every_word_of_the_phrase() -> None:
    (killed,) = units("killed")
    perished = units("perished at sea")
    assert killed.keys["=0"] == SYNONYM
    assert [each.keys["=0"] for each in perished] == [SYNONYM] * 3
    assert "=0" not in units("perished at")[0].keys


def test_a_slip_in_a_synonym_reaches_the_group_less_well() -> None:
    (found,) = units("kileld")
    assert found.keys["=0"] == pytest.approx(SYNONYM * slip("kileld"))


def test_a_phrase_of_a_group_counts_as_one_thing_and_its_grammar_as_ever() -> None:
    assert [each.factor for each in units("perished at sea")] == [
        pytest.approx(CONTENT / 3**0.5),
        FUNCTION,
        pytest.approx(CONTENT / 3**0.5),
    ]


def test_only_words_of_names_are_marked_as_such() -> None:
    assert [each.name for each in units("olena kovalenko killed in Moscow")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_long_question_of_unknown_words_is_resolved_only_so_far() -> None:
    unknown = " ".join(f"qx{n}z" for n in range(MOST_RESOLVED))
    assert units(f"vitcims {unknown}")[0].direct == {"victim"}
    assert units(f"{unknown} vitcims")[-1].direct == {"vitcim"}
    one_less = " ".join(f"qx{n}z" for n in range(MOST_RESOLVED - 1))
    assert units(f"{one_less} vitcims")[-1].direct == {"victim"}


def test_known_words_are_known_however_long_the_question() -> None:
    unknown = " ".join(f"qx{n}z" for n in range(MOST_RESOLVED + 5))
    assert units(f"{unknown} victims half finished")[-3].direct == {"victim"}


def test_words_that_are_known_leave_all_of_it_to_those_that_are_not() -> None:
    assert units("victims " * (MOST_RESOLVED + 5) + "vitcims")[-1].direct == {"victim"}


@given(st.text("abceikostvy -", max_size=40) | st.text(max_size=40))
def test_every_unit_has_keys_worth_more_than_nothing_and_at_most_the_word_itself(text: str) -> None:
    for each in units(text):
        assert each.keys
        assert all(0 < quality <= 1 for quality in each.keys.values())
        assert each.direct <= each.keys.keys()
        assert 0 < each.factor <= CONTENT


@given(st.lists(st.sampled_from([word.surface for title in TITLES for word in words(title)]), max_size=6))
def test_a_word_on_file_always_reaches_its_own_term(chosen: list[str]) -> None:
    reached = [key for each in units(" ".join(chosen)) for key in each.direct]
    for word in words(" ".join(chosen)):
        assert word.term in reached


def test_a_slip_of_two_words_alike_is_worth_less_than_a_sure_one() -> None:
    lexicon = Index.build(titled("quokka", "quokko")).lexicon
    (unsure,) = lexicon.units(words("quokkx"))
    assert unsure.keys == pytest.approx(dict.fromkeys(("quokka", "quokko"), 1 - PER_SLIP / len("quokkx")))
