"""A first word is a subcommand only in its exact form; anything else is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import FactFile
from bot.slack.subcommands import Asked, parse

TOPIC = "North Korean troops in Russia"

LIKE_A_SUBCOMMAND = (
    "status of the captured soldiers",
    "show me the toll",
    "show me casualties",
    "show of force",
    "show casualties please",
    "show",
    "shows casualties",
    "show no-such-id",
    "list of names of the captured",
    "list the dead",
    "list North Korea",
    "lists",
    "help for the families",
    "help me find the casualties",
    "helped by whom",
    "sources of the casualty figures",
    "sources?",
    "source",
    "history of the Storm Corps",
    "checked by whom",
    "check: the death toll",
    "checks",
    "publish date of the JoongAng story",
    "undo",
    "new troops on the way",
    "diff",
    "run",
)


@pytest.mark.parametrize("text", LIKE_A_SUBCOMMAND)
def test_a_question_that_begins_like_a_subcommand_stays_a_question(shipped: FactFile, text: str) -> None:
    assert parse(text, shipped) == Asked("question", text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked("help")),
        (" \t\n ", Asked("help")),
        ("\u200b", Asked("help")),
        ("help", Asked("help")),
        (" HELP ", Asked("help")),
        ("list", Asked("list")),
        ("List", Asked("list")),
        (f"list {TOPIC}", Asked("list", TOPIC)),
        (f"LIST  {TOPIC.upper()} ", Asked("list", TOPIC)),
        ("sources", Asked("sources")),
        ("show casualties", Asked("show", "casualties")),
        ("Show\u00a0Casualties", Asked("show", "casualties")),
        ("show\tprisoner-exchange", Asked("show", "prisoner-exchange")),
        ("ｌｉｓｔ", Asked("list")),
        ("check", Asked("check")),
        (" CHECK \u00a0", Asked("check")),
        ("check the death toll", Asked("check", "the death toll")),
        ("Check\nSeoul SAID\n“no”. ", Asked("check", "Seoul SAID\n“no”.")),
        ("check\u00a0ｗｉｄｅ  two", Asked("check", "ｗｉｄｅ  two")),
    ],
)
def test_a_subcommand_counts_in_its_exact_form(shipped: FactFile, text: str, asked: Asked) -> None:
    assert parse(text, shipped) == asked


def test_every_id_on_file_can_be_shown(shipped: FactFile) -> None:
    assert [parse(f"show {key}", shipped) for key in shipped.facts] == [
        Asked("show", key) for key in shipped.facts
    ]


@given(text=st.text(max_size=80))
def test_anything_typed_is_taken_and_a_question_keeps_its_words(shipped: FactFile, text: str) -> None:
    asked = parse(text, shipped)
    if asked.kind == "question":
        assert asked.about == text.strip()
    if asked.kind == "show":
        assert asked.about in shipped.facts


@given(first=st.sampled_from(["help", "sources", "list", "show"]), rest=st.text("abcdefgh ?", min_size=1))
def test_words_behind_a_subcommand_make_it_a_question(shipped: FactFile, first: str, rest: str) -> None:
    asked = parse(f"{first} {rest}", shipped)
    if rest.strip() and rest.strip() not in shipped.facts:
        assert asked.kind == "question"
