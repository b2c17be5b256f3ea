"""A draft cut into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.check.drafts import LONGEST, sentence_spans

DRAFTS = st.text(alphabet=st.sampled_from("aB .!?…“”\"'\n-1)한")) | st.text()


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The NIS spoke on Jan. 13 in Seoul.",
        "The U.S. said no.",
        "The U.S. President-elect shook his hand.",
        "Rep. Lee told Sen. Park.",
        "Reps. Lee Seong-kweun and Park Sun-won spoke.",
        "“It goes on,” Rep. Lee told Gen. Kim and Mr. Park.",
        "Donald J. Trump shook hands.",
        "“We cannot comment. We do not know,” Peskov said.",
        "“We cannot comment,” Peskov said, “and we do not know.”",
        "“Why now?” Lee said.",
        '"Why now?" Lee asked.',
        '"We do not know!" Kremlin spokesman Dmitry Peskov said.',
        "“It goes on …” the NIS said.",
        "“A first sentence. A second one. A third,” he said.",
        "Casualties passed 3.5 thousand, it said.",
        "They left at 5 p.m. Monday.",
        "Did it happen?",
        "A line that\ngoes on in the next.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("He came on Jan. 13. She left.", ["He came on Jan. 13.", "She left."]),
        ("He told Rep. Lee. She left.", ["He told Rep. Lee.", "She left."]),
        ("“We know.” The NIS had no comment on that.", ["“We know.”", "The NIS had no comment on that."]),
        ("He said, “It goes on.” Koo left.", ["He said, “It goes on.”", "Koo left."]),
        ("“It is so,” Lee said. “It goes on.”", ["“It is so,” Lee said.", "“It goes on.”"]),
        ("“Why now?” Lee said. Koo left.", ["“Why now?” Lee said.", "Koo left."]),
        ("(It was so.) Koo left.", ["(It was so.)", "Koo left."]),
        ("A headline without a stop\n\nA sentence.", ["A headline without a stop", "A sentence."]),
        ("Said the U.S.\n\nA sentence.", ["Said the U.S.", "A sentence."]),
        ("Dateline\n \t\nA sentence.", ["Dateline", "A sentence."]),
        ("- One\n- Two", ["- One", "- Two"]),
        ("• One man\n• Two men", ["• One man", "• Two men"]),
        ("He asked why? She left! It ended.", ["He asked why?", "She left!", "It ended."]),
        ("It trailed off… Then it ended.", ["It trailed off…", "Then it ended."]),
        ("300 died. 2,700 were hurt.", ["300 died.", "2,700 were hurt."]),
        ("An “unclosed quotation. Another sentence.", ["An “unclosed quotation.", "Another sentence."]),
        ("  \n\n ", []),
        ("...", []),
        ("", []),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(DRAFTS)
@example("“Never closed. And so on.\n\n“Nor this")
@example("x" * (LONGEST + 1))
def test_spans_are_in_order_do_not_overlap_and_lose_no_letter(text: str) -> None:
    spans = sentence_spans(text)
    inside = "".join(span.of(text) for span in spans)

    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert [char for char in inside if char.isalnum()] == [char for char in text if char.isalnum()]


@given(DRAFTS)
def test_a_sentence_is_never_empty_and_has_no_white_space_around_it(text: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in cut(text))


@pytest.mark.parametrize("word", ["Lee said ", "Lee", "“Why? ” "])
def test_a_sentence_too_long_to_be_one_is_read_in_pieces(word: str) -> None:
    text = word * 800
    spans = sentence_spans(text)

    assert all(0 < span.end - span.start <= LONGEST for span in spans)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_piece_ends_between_two_words() -> None:
    text = "Lee said " * 400
    assert {word for piece in cut(text) for word in piece.split()} == {"Lee", "said"}
