"""Text as values: sentences, cutting, escaping, folding."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import counted, cut, escape, fit, joined, normalise, sentences

MARKUP = st.text(alphabet=st.sampled_from("&<>;amplgt !@ é한😀")) | st.text()
ENTITY = re.compile(r"&(?:amp|lt|gt);")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("   \n ", ()),
        ("One.", ("One.",)),
        ("No full stop", ("No full stop",)),
        ("One. Two.", ("One.", "Two.")),
        ("One.  Two.\nThree.", ("One.", "Two.", "Three.")),
        ("Is it so? It is! Good.", ("Is it so?", "It is!", "Good.")),
        ("It was Jan. 13. It rained.", ("It was Jan. 13.", "It rained.")),
        ("On Sept. 3, 2025, it rained.", ("On Sept. 3, 2025, it rained.",)),
        ("The U.S. Senate met. It rose.", ("The U.S. Senate met.", "It rose.")),
        ("The U.N. Security Council met.", ("The U.N. Security Council met.",)),
        ("Rep. Lee left. Sen. Kim stayed.", ("Rep. Lee left.", "Sen. Kim stayed.")),
        ("Reps. Lee and Park said so.", ("Reps. Lee and Park said so.",)),
        (
            "Gen. Kim and Lt. Col. Han met Dr. Oh and Mr. Im.",
            ("Gen. Kim and Lt. Col. Han met Dr. Oh and Mr. Im.",),
        ),
        ("It began at 5 p.m. Monday.", ("It began at 5 p.m. Monday.",)),
        ("He met (Gov. Ahn). She left.", ("He met (Gov. Ahn).", "She left.")),
        ("He said “yes.” She left.", ("He said “yes.”", "She left.")),
        ('He said "yes." She left.', ('He said "yes."', "She left.")),
        ("He said, “Now.” “Why?” she asked.", ("He said, “Now.”", "“Why?” she asked.")),
        ("He said “no.” She left.", ("He said “no.”", "She left.")),
        (
            "It is 31.5 meters high. 14 cracks were found.",
            ("It is 31.5 meters high.", "14 cracks were found."),
        ),
        ("It costs 3.50. In all.", ("It costs 3.50.", "In all.")),
        ("그는 떠났다. 비가 왔다.", ("그는 떠났다. 비가 왔다.",)),
    ],
)
def test_prose_is_cut_into_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Donald J. Trump said so.",
        "J.K. Rowling said so.",
        "Alex N. Wong and Robert F. Kennedy Jr. Monday met.",
        "Maj. Han, Capt. Oh, Adm. Im and Cpl. An said so.",
        "Prof. Yun said so.",
        "They met in Washington, D.C. Monday.",
    ],
)
def test_an_initial_or_a_title_ends_no_sentence(text: str) -> None:
    assert sentences(text) == (text,)


@given(st.text())
def test_sentences_lose_no_word_and_none_is_empty(text: str) -> None:
    found = sentences(text)
    assert " ".join(found).split() == text.split()
    assert all(each and each == each.strip() for each in found)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("short", 6, "short"),
        ("one two three", 12, "one two…"),
        ("one two three four", 15, "one two three…"),
        ("one two three", 9, "one two…"),
        ("one two", 4, "one…"),
        ("unbroken", 5, "unbr…"),
        ("a " + "b" * 20, 10, "a bbbbbbb…"),
        ("trailing  space", 10, "trailing…"),
        ("x", 0, ""),
        ("xy", 1, "…"),
        ("", 0, ""),
        ("x", -1, ""),
    ],
)
def test_a_long_text_is_cut_at_a_word_where_one_is_near(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(MARKUP, st.integers(0, 60))
def test_what_is_cut_is_never_longer_and_says_that_it_was_cut(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    if short != text:
        assert not short or short[-1] == "…"
        assert text.startswith(short[:-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U123> & <#C1|x>", "&lt;@U123&gt; &amp; &lt;#C1|x&gt;"),
        ("&amp;", "&amp;amp;"),
        ("*bold* `code` @everyone \"q\" 'q'", "*bold* `code` @everyone \"q\" 'q'"),
    ],
)
def test_just_three_characters_are_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(MARKUP)
def test_escaped_text_is_inert_and_reads_back_as_it_was(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert "&" not in ENTITY.sub("", escaped)
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@given(MARKUP, st.integers(0, 60))
def test_what_fits_is_inert_never_longer_and_cuts_no_entity(text: str, limit: int) -> None:
    fitted = fit(text, limit)
    assert len(fitted) <= limit
    assert not set("&<>") & set(ENTITY.sub("", fitted))
    read = html.unescape(ENTITY.sub(lambda match: match.group(), fitted)) if "&" in fitted else fitted
    assert read == text or not read or (read[-1] == "…" and text.startswith(read[:-1]))


@given(MARKUP)
def test_what_has_room_is_only_escaped(text: str) -> None:
    assert fit(text, 5 * len(text)) == escape(text)


def test_what_fits_wastes_little_room() -> None:
    assert len(fit("&" * 1_000, 3_900)) > 3_800
    assert len(fit("a" * 5_000, 3_900)) == 3_900


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Casualties", "casualties"),
        ("STRASSE straße", "strasse strasse"),
        ("ＣＡＳＵＡＬＴＩＥＳ", "casualties"),
        ("ﬁre", "fire"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("cas\u200bual\u00adties", "casualties"),
        ("\u202ecasualties\u202c", "casualties"),
        ("one\ttwo\nthree\rfour", "one two three four"),
        ("\x00\x1bcasualties", "casualties"),
        ("\u00a0", " "),
        ("한국", "한국"),
        (unicodedata.normalize("NFD", "한국"), "한국"),
        ("", ""),
    ],
)
def test_a_question_is_folded_for_comparing(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_makes_the_folding_fail_and_nothing_unseen_is_left(text: str) -> None:
    folded = normalise(text)
    assert unicodedata.normalize("NFKC", folded) == folded
    assert not {unicodedata.category(char) for char in folded} & {"Cc", "Cf", "Mn"}


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_folded_as_all_text_is(text: str) -> None:
    assert normalise(text) + "e" == normalise(f"{text}é")


@given(st.text())
def test_case_and_spelling_of_accents_make_no_difference(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@pytest.mark.parametrize(
    ("items", "expected"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_items_are_joined_as_prose(items: tuple[str, ...], expected: str) -> None:
    assert joined(items) == expected


def test_items_can_be_joined_with_or() -> None:
    assert joined(("a", "b", "c"), "or") == "a, b or c"


@pytest.mark.parametrize(
    ("number", "many", "expected"),
    [
        (0, "", "0 facts"),
        (1, "", "1 fact"),
        (2, "", "2 facts"),
        (1_200, "", "1,200 facts"),
        (2, "facts and figures", "2 facts and figures"),
    ],
)
def test_things_are_counted_in_words(number: int, many: str, expected: str) -> None:
    assert counted(number, "fact", many) == expected
