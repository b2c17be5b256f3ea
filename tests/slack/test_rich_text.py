"""A message's rich text as words: what a person wrote, without markup and without ids."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.rich_text import words

Part = dict[str, Any]


def block(*parts: Part) -> Part:
    return {"type": "rich_text", "elements": list(parts)}


def part(kind: str, *leaves: Part) -> Part:
    return {"type": f"rich_text_{kind}", "elements": list(leaves)}


def text(said: str, **fields: object) -> Part:
    return {"type": "text", "text": said, **fields}


SECTION = part("section", text("Seoul said ", style={"bold": True}), text("300 & <more>."))


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([block(SECTION)], "Seoul said 300 & <more>."),
        ([block(SECTION, part("quote", text("as printed")))], "Seoul said 300 & <more>.\nas printed"),
        ([block(part("preformatted", text("one\ntwo")))], "one\ntwo"),
        ([block(part("list", part("section", text("a")), part("section", text("b"))))], "a\nb"),
        (
            [block(part("section", {"type": "link", "url": "https://a.test", "text": "the story"}))],
            "the story",
        ),
        ([block(part("section", {"type": "link", "url": "https://a.test"}))], "https://a.test"),
        ([block(part("section", {"type": "date", "timestamp": 1, "fallback": "Jan. 13"}))], "Jan. 13"),
        ([block(part("section", {"type": "user", "user_id": "U1"}, text(" said")))], "said"),
        ([block(part("section", {"type": "emoji", "name": "skull"}))], ""),
        (
            [{"type": "section", "text": {"type": "mrkdwn", "text": "*no*"}}, block(SECTION)],
            "Seoul said 300 & <more>.",
        ),
        ([], ""),
        (None, ""),
    ],
)
def test_rich_text_becomes_the_words_that_were_written(blocks: object, said: str) -> None:
    assert words(blocks) == said


KEYS = st.sampled_from(["type", "elements", "text", "url", "fallback"])
KINDS = st.sampled_from(["rich_text", "rich_text_list", "rich_text_section", "text", "link"])
JUNK = st.recursive(
    st.none() | st.integers() | KINDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=4),
    max_leaves=15,
)


@given(JUNK)
def test_anything_gives_words_and_no_error(blocks: object) -> None:
    assert isinstance(words(blocks), str)
