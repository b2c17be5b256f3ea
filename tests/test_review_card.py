"""The draft check's card: problems first, what is silent in one line, words as text, within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import review_card
from bot.block_kit import length
from bot.check import Evidence, Kind, Note, Problem, Review, Sentence, Span
from bot.model import FactFile
from bot.playground import block_kit
from tests.test_render import HOSTILE, LONG, delivered, objects, texts, whole_text

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PRINTED: Final = "Some 300 soldiers have been killed, a legislator has said."
LINK: Final = "https://paper.example/a#:~:text=Some%20300"
EVIDENCE: Final = Evidence("facts/troops.yaml", 81, "The Paper", PRINTED, LINK)

Made = tuple[str, Sequence[tuple[Kind, str]], Sequence[str]]


def review_of(*sentences: Made, fact: str | None = "tower-lean", **fields: Any) -> Review:  # noqa: ANN401 - any field
    """A review of these sentences: text, (kind, wrong words) of each problem, message of each note."""
    text, made, start = " ".join(each[0] for each in sentences), [], 0
    for words, problems, notes in sentences:
        span = Span(start, start + len(words))
        found = tuple(
            problem(kind, text, wrong, start, fact=None if kind == "unsupported" else fact, **fields)
            for kind, wrong in problems
        )
        silent = fact is None or any(kind == "unsupported" for kind, _ in problems)
        advice = tuple(Note(span, each, fact) for each in notes)
        made.append(Sentence(span, () if silent else (fact or "",), found, advice))
        start = span.end + 1
    return Review(text, tuple(made))


def problem(kind: Kind, text: str, wrong: str, start: int, **fields: Any) -> Problem:  # noqa: ANN401 - any field
    at = text.index(wrong, start)
    told: dict[str, Any] = {
        "fact": "tower-lean",
        "message": f"The {kind} differs.",
        "suggestion": "some 300",
        "evidence": EVIDENCE if fields.get("fact") else None,
    }
    return Problem(kind, Span(at, at + len(wrong)), wrong, **told | fields)


def silent(words: str) -> Sentence:
    return Sentence(Span(0, len(words)), (), (), ())


def window(review: Review, file: FactFile) -> list[dict[str, Any]]:
    """The blocks of the window as Slack gets them, after every check of what it would refuse."""
    blocks: list[dict[str, Any]] = json.loads(json.dumps(review_card.modal(review, file)))
    assert block_kit.problems(blocks, "modal") == ()
    assert len(blocks) <= 100
    assert sum(length(block) for block in blocks) <= 16_000
    assert not [
        each for each in objects(blocks) if each.get("type") in ("mrkdwn", "broadcast", "user", "emoji")
    ]
    return blocks


def both(review: Review, file: FactFile) -> tuple[str, str]:
    """What the message says, and what the window says."""
    message = whole_text(delivered(review_card.message(review, file)))
    return message, whole_text(window(review, file))


WRONG: Final[Made] = ("The toll is 400.", [("figure", "400")], [])
FINE: Final[Made] = ("The tower leans.", [], [])
NOTED: Final[Made] = (
    "It leans west.",
    [],
    ["The Paper states this in its own voice: credit it, or verify it."],
)


# ── What it says, in order


def test_a_problem_has_its_kind_words_message_suggestion_source_and_fact(small: FactFile) -> None:
    for said in both(review_of(WRONG), small):
        lines = said.splitlines()
        assert lines[0] == "1 problem in 1 sentence."
        assert lines[1:] == [
            "The toll is ",
            "400",
            ".",
            "Figure: ",
            "“400”",
            "The figure differs.",
            "some 300",
            PRINTED,
            "The Paper: open at these words",
            "tower-lean · facts/troops.yaml:81",
            "Only what is on file is checked. This draft is neither logged nor stored.",
        ]


def test_the_wrong_words_stand_in_bold_and_the_suggestion_is_there_to_be_copied(small: FactFile) -> None:
    blocks = delivered(review_card.message(review_of(WRONG), small))
    bold = [each["text"] for each in objects(blocks) if each.get("style") == {"bold": True}]
    assert bold == ["1 problem in 1 sentence.", "400", "Figure: "]
    [copied] = [each for each in objects(blocks) if each.get("type") == "rich_text_preformatted"]
    assert texts(copied) == ["some 300"]
    assert [each["url"] for each in objects(blocks) if each.get("type") == "link"] == [LINK]


def test_problems_come_first_then_notes_then_what_is_fine_then_what_is_silent(small: FactFile) -> None:
    made = review_of(FINE, NOTED, WRONG, ("It rains.", [], []), ("It snows.", [], []))
    sentences = (*made.sentences[:3], *(replace(each, facts=()) for each in made.sentences[3:]))
    for said in both(replace(made, sentences=sentences), small):
        assert said.startswith("1 problem and 1 note in 5 sentences.")
        order = ["Figure: ", "Note: The Paper", "Fine: 1 sentence", "“The tower leans.” (tower-lean)"]
        silence = "Nothing on file for 2 sentences: “It rains.”, “It snows.”"
        places = [said.index(each) for each in [*order, silence, "neither logged nor stored"]]
        assert places == sorted(places)


def test_many_sentences_with_nothing_on_file_are_one_grey_line(small: FactFile) -> None:
    made = review_of(WRONG, *[(f"Sentence number {number} is about rain.", [], []) for number in range(60)])
    sentences = (made.sentences[0], *(replace(each, facts=()) for each in made.sentences[1:]))
    grey = [
        block
        for block in delivered(review_card.message(replace(made, sentences=sentences), small))
        if block["type"] == "context" and "Nothing on file" in texts(block)[0]
    ]
    [line] = grey
    assert texts(line)[0].startswith("Nothing on file for 60 sentences: “Sentence number 0 is about rain.”")
    assert len(texts(line)[0]) <= 300


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ([WRONG], "1 problem in 1 sentence"),
        ([WRONG, WRONG], "2 problems in 2 sentences"),
        ([WRONG, NOTED], "1 problem and 1 note in 2 sentences"),
        ([FINE], "No problem in 1 sentence"),
        ([FINE, NOTED], "No problem and 1 note in 2 sentences"),
        ([("It rains.", [("unsupported", "It rains.")], [])], "Nothing on file for this sentence"),
    ],
)
def test_the_first_line_sums_it_up_and_is_the_notification(
    small: FactFile, sentences: list[Made], said: str
) -> None:
    review = review_of(*sentences)
    assert review_card.summary(review) == said
    assert review_card.message(review, small).text == said


def test_a_draft_of_which_nothing_is_on_file_is_told_so_once(small: FactFile) -> None:
    review = Review("It rains. It snows.", (silent("It rains."), Sentence(Span(10, 19), (), (), ())))
    for said in both(review, small):
        assert said.splitlines()[0] == "Nothing on file for these 2 sentences."
        assert said.count("Nothing on file") == 1


def test_a_single_clean_sentence_names_the_facts_and_the_outlets_it_was_checked_against(
    small: FactFile,
) -> None:
    outlets = {small.sources[each.source].outlet for each in small.facts["tower-lean"].statements}
    for said in both(review_of(FINE), small):
        head, against, kept = said.splitlines()
        assert head == "No problem in 1 sentence."
        assert re.fullmatch(r"Checked against tower-lean \(.+\)\.", against)
        assert all(outlet in against for outlet in outlets)
        assert kept.endswith("neither logged nor stored.")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_problem_has_a_label(small: FactFile, kind: Kind) -> None:
    [label] = [
        each["text"]
        for each in objects(
            delivered(review_card.message(review_of(("It is so.", [(kind, "so")], [])), small))
        )
        if each.get("style") == {"bold": True} and str(each.get("text")).endswith(": ")
    ]
    assert label[:1].isupper()


def test_a_problem_of_the_whole_sentence_does_not_print_it_twice(small: FactFile) -> None:
    for said in both(review_of(("It is so.", [("attribution", "It is so.")], [])), small):
        assert said.count("It is so.") == 1


@pytest.mark.parametrize(
    ("evidence", "there"),
    [
        (None, "tower-lean"),
        (Evidence("facts/names.yaml", 12), "tower-lean · facts/names.yaml:12"),
        (Evidence("facts/names.yaml", 0), "tower-lean · facts/names.yaml"),
    ],
)
def test_what_rests_on_no_passage_has_no_link(small: FactFile, evidence: Evidence | None, there: str) -> None:
    review = review_of(WRONG, evidence=evidence, suggestion="")
    for said in both(review, small):
        assert there in said.splitlines()
        assert "open at these words" not in said


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f"https://paper.example/a#:~:text={'x' * 3_000}", ["https://paper.example/a"]),
        ("javascript:alert(1)", []),
        ("", []),
    ],
)
def test_an_address_that_slack_would_refuse_is_cut_to_the_page_or_left_out(
    small: FactFile, link: str, address: list[str]
) -> None:
    review = review_of(WRONG, evidence=replace(EVIDENCE, link=link))
    blocks = delivered(review_card.message(review, small))
    assert [each["url"] for each in objects(blocks) if each.get("type") == "link"] == address


def test_nothing_to_check_is_explained_with_the_command_s_own_name() -> None:
    said = whole_text(delivered(review_card.explained("/truth")))
    assert "/truth check" in said
    assert "neither logged nor stored" in said


# ── Whatever stands in it


@pytest.mark.parametrize("words", [*HOSTILE, *LONG], ids=lambda words: ascii(words[:12]))
def test_hostile_words_come_out_as_text_and_within_the_limits(small: FactFile, words: str) -> None:
    evidence = Evidence(words, 3, words, words, LINK)
    sentences: list[Made] = [
        (f"{words}.", [("quote", words), ("figure", words)], [words]),
        (f"{words}!", [], [words]),
        (f"{words}?", [], []),
    ]
    review = review_of(*sentences, evidence=evidence, message=words, suggestion=words)
    both(review, small)
    assert "<" not in review_card.message(review, small).text


@pytest.mark.parametrize("count", [20, 120])
def test_what_does_not_fit_is_said_and_the_end_is_always_there(small: FactFile, count: int) -> None:
    many: list[Made] = [
        (f"The toll is {number + 1_000}.", [("figure", f"{number + 1_000}")], []) for number in range(count)
    ]
    for said in both(review_of(*many, ("It leans.", [], [])), small):
        assert ("There is more than fits here; factdesk check has it whole." in said) is (count > 100)
        assert said.splitlines()[-1].endswith("neither logged nor stored.")
    assert "more" not in whole_text(window(review_of(*many[:20]), small))


def test_a_window_has_room_for_more_than_a_message(small: FactFile) -> None:
    many: list[Made] = [
        (f"The toll is {number + 1_000}.", [("figure", f"{number + 1_000}")], []) for number in range(40)
    ]
    message, shown = both(review_of(*many), small)
    assert message.count("The figure differs.") < shown.count("The figure differs.")


SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))
WORDS = st.text(max_size=30)
EVIDENCES = st.none() | st.builds(Evidence, WORDS, st.integers(0, 9), WORDS, WORDS, WORDS | st.just(LINK))
FACT = st.sampled_from([None, "tower-lean", "not-on-file"])
PROBLEM = st.builds(Problem, st.sampled_from(KINDS), SPAN, WORDS, FACT, WORDS, WORDS, EVIDENCES)
SENTENCE = st.builds(
    Sentence,
    SPAN,
    st.lists(st.sampled_from(["tower-lean", "not-on-file"]), max_size=2).map(tuple),
    st.lists(PROBLEM, max_size=3).map(tuple),
    st.lists(st.builds(Note, SPAN, WORDS, FACT), max_size=2).map(tuple),
)


@given(review=st.builds(Review, st.text(max_size=60), st.lists(SENTENCE, max_size=6).map(tuple)))
def test_any_review_makes_a_message_and_a_window_that_slack_takes(small: FactFile, review: Review) -> None:
    both(review, small)
