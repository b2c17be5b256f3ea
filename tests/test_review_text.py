"""A review in the terminal: words marked with and without styles, what a problem rests on, nothing raw."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot import review_text, terminal
from bot.check import Evidence, Kind, Note, Problem, Review, Sentence, Span
from bot.check.review import Edit

LINK: Final = "https://paper.example/a#:~:text=Some%20300"
EVIDENCE: Final = Evidence("facts/troops.yaml", 81, "The Paper", "Some 300 died.", LINK)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def problem(text: str, words: str, kind: Kind = "figure", **fields: Any) -> Problem:  # noqa: ANN401 - any field
    at = text.index(words)
    told: dict[str, Any] = {"fact": "toll", "message": "It is some 300.", "suggestion": "some 300"}
    return Problem(kind, Span(at, at + len(words)), words, **{"evidence": EVIDENCE, **told, **fields})


def review(text: str, *problems: Problem, notes: tuple[Note, ...] = (), fact: str = "toll") -> Review:
    return Review(text, (Sentence(Span(0, len(text)), (fact,) if fact else (), problems, notes),))


def shown(made: Review, story: str = "", *, plain: bool = True) -> list[str]:
    lines = review_text.lines(made, plain=plain, story=story)
    return [" " * line.indent + line.text.plain for line in lines]


def drawn(made: Review) -> str:
    """As a terminal with colours gets it."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor", width=200)
    terminal.show_lines(console, review_text.lines(made, plain=False))
    return out.getvalue()


def test_a_problem_has_its_words_message_paste_place_and_source() -> None:
    text = "The toll is 400 dead."
    assert shown(review(text, problem(text, "400"))) == [
        "The toll is [[400]] dead.",
        "  figure “400”: It is some 300.",
        "    paste: some 300",
        "    facts/troops.yaml:81 (toll)",
        "    The Paper: Some 300 died.",
        f"    open at these words <{LINK}>",
    ]


def test_what_is_not_there_is_left_out() -> None:
    text = "Mara Lindquist said so."
    bare = problem(text, "Mara Lindquist", "name", suggestion="", evidence=Evidence("facts/names.yaml", 0))
    assert shown(review(text, bare)) == [
        "[[Mara Lindquist]] said so.",
        "  name “Mara Lindquist”: It is some 300.",
        "    facts/names.yaml (toll)",
    ]


def test_words_that_are_the_whole_sentence_are_not_repeated() -> None:
    text = "The toll is 400."
    assert shown(review(text, problem(text, text, "attribution")))[:2] == [
        "[[The toll is 400.]]",
        "  attribution: It is some 300.",
    ]


def test_a_lone_sentence_of_which_nothing_is_on_file_has_no_marks() -> None:
    text = "It rained."
    silent = problem(text, text, "unsupported", fact=None, evidence=None, suggestion="", message="Nothing.")
    assert shown(review(text, silent, fact="")) == ["It rained.", "  unsupported: Nothing."]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["400", "dead"], "Over [[400]] were [[dead]] there."),
        (["400 were", "were dead"], "Over [[400 were dead]] there."),
        (["400 were dead", "were"], "Over [[400 were dead]] there."),
        (["400", "400"], "Over [[400]] were dead there."),
        (["400", " were"], "Over [[400]][[ were]] dead there."),
        (["there."], "Over 400 were dead [[there.]]"),
    ],
)
def test_the_marks_stand_round_the_words_of_every_problem(words: list[str], marked: str) -> None:
    text = "Over 400 were dead there."
    assert shown(review(text, *(problem(text, each) for each in words)))[0] == marked


DIFF: Final = (Edit("same", "we"), Edit("draft", "must"), Edit("printed", "may not"), Edit("same", "go"))


def test_an_altered_quotation_has_a_word_diff() -> None:
    text = "“We must go,” he said."
    lines = shown(review(text, problem(text, "We must go,", "quote", diff=DIFF)))
    assert "    diff: we [-must-] {+may not+} go" in lines


def test_a_terminal_with_colours_gets_styles_and_no_brackets() -> None:
    text = "“We must go,” he said."
    out = drawn(review(text, problem(text, "We must go,", "quote", diff=DIFF)))
    assert "[[" not in out
    assert "{+" not in out
    assert "\x1b[1;4;31mWe must go,\x1b[0m" in out
    assert "\x1b[9;31mmust\x1b[0m \x1b[32mmay not\x1b[0m" in out
    assert f"]8;id={out.partition(']8;id=')[2].partition(';')[0]};{LINK}" in out


def test_notes_come_after_the_problems_of_their_sentence() -> None:
    text = "The toll is 400."
    note = Note(Span(0, 16), "The Paper states this in its own voice.", "toll")
    lines = shown(review(text, problem(text, "400"), notes=(note,)))
    assert lines[-1] == "  note: The Paper states this in its own voice. (toll)"
    assert shown(review(text, notes=(note,)))[0] == text


def sentences(text: str, *facts: str) -> Review:
    """A review without problems: every line of the text is a sentence, with its fact or none."""
    made, at = [], 0
    for words, fact in zip(text.split("\n"), facts, strict=True):
        made.append(Sentence(Span(at, at + len(words)), (fact,) if fact else (), (), ()))
        at += len(words) + 1
    return Review(text, tuple(made))


def test_a_clean_sentence_is_one_line_and_silence_one_for_all() -> None:
    long = "The tower of Eldermere " + "leans and " * 20 + "leans."
    lines = shown(sentences(f"It rained.\n{long}\nIt snowed.", "", "lean", ""))
    assert lines[0].startswith("ok: The tower of Eldermere leans")
    assert lines[0].endswith("… (lean)")
    assert len(lines[0]) < 100
    assert lines[1:] == ["Nothing on file for 2 sentences."]


def test_in_a_story_each_sentence_stands_behind_its_line() -> None:
    made = sentences("One.\n\nThree.\nFour.", "a", "", "b", "c")
    lines = shown(replace(made, sentences=(made.sentences[0], *made.sentences[2:])), "desk/story.txt")
    assert lines == [
        "desk/story.txt:1: ok: One. (a)",
        "desk/story.txt:3: ok: Three. (b)",
        "desk/story.txt:4: ok: Four. (c)",
    ]


HOSTILE: Final = "\x1b[31mred\x1b]0;title\x07 \u202eturned \r\x9b2J [bold]x[/bold] \ud800"


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_reaches_the_terminal_raw(kind: Kind, *, plain: bool) -> None:
    text = f"The {HOSTILE} toll."
    evidence = replace(EVIDENCE, printed=HOSTILE, outlet=HOSTILE)
    diff = (Edit("same", HOSTILE), Edit("draft", HOSTILE), Edit("printed", HOSTILE))
    wrong = problem(text, HOSTILE, kind, message=HOSTILE, suggestion=HOSTILE, evidence=evidence, diff=diff)
    made = review(text, wrong, notes=(Note(Span(0, 4), HOSTILE),))
    for line in shown(made, HOSTILE, plain=plain):
        assert line.isprintable()
        assert "[bold]x[/bold]" in line or "toll" in line or line.lstrip().startswith(("open", "facts/"))


@given(words=st.text(max_size=40), before=st.text(max_size=10), after=st.text(max_size=10))
def test_whatever_the_draft_holds_a_line_is_a_line(words: str, before: str, after: str) -> None:
    text = before + words + after
    wrong = Problem("quote", Span(len(before), len(before + words)), words, "toll", "No.", "x", EVIDENCE)
    for line in shown(review(text, wrong)):
        assert "\n" not in line
        assert not set(line) & {"\x1b", "\r", "\x07", "\x9b"}
