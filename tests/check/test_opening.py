"""Who a sentence begins with."""

from __future__ import annotations

import pytest

from bot.check import Checker
from bot.check.namebook import OUTLET
from bot.check.parsed import parse
from bot.check.review import Span


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The Unification Ministry took it as a sign.", {"unification-ministry"}),
        ("The NIS floated small deals.", {"nis"}),
        ("Lee, the lawmaker, floated small deals.", {"lee-seong-kweun"}),
        ("The Kremlin spokesman declined to comment.", {"peskov"}),
        ("The two captives were asked about it.", {"captured-soldiers"}),
        ("Al Jazeera has it differently.", {OUTLET + "Al Jazeera"}),
        ("Moscow has confirmed nothing.", {"moscow"}),
    ],
)
def test_a_sentence_tells_who_it_begins_with(text: str, keys: set[str], checker: Checker) -> None:
    found = parse(text, Span(0, len(text)), checker.book).opening

    assert found is not None
    assert found.kind == "known"
    assert found.keys == keys
    assert text.startswith(found.words)


def test_one_who_is_not_on_file_is_told_as_such(checker: Checker) -> None:
    text = "Japan's defence ministry took it as a sign."
    found = parse(text, Span(0, len(text)), checker.book).opening

    assert found is not None
    assert (found.kind, found.words) == ("unknown", "Japan's defence ministry")


@pytest.mark.parametrize(
    "text",
    [
        "In the end it was a sign.",
        "According to the NIS, it was a sign.",
        "If Lee asks, they will stay.",
        "“The NIS took it as a sign,” he said.",
        "That the NIS took it as a sign is no news.",
        "",
    ],
)
def test_a_sentence_may_begin_with_nobody(text: str, checker: Checker) -> None:
    assert parse(text, Span(0, len(text)), checker.book).opening is None
