"""Messages to the fact desk and to readers: within Slack's limits, and with nothing live in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import block_kit as kit
from bot import desk_cards
from bot.block_kit import Block, Message
from bot.changes import FactChange
from bot.desk_cards import Served, Told
from bot.playground.content import checked_content

AT: Final = dt.datetime(2031, 5, 20, 9, 30, tzinfo=dt.UTC)
DAY: Final = dt.date(2031, 5, 20)
EDITION: Final = "0123456789abcdef" * 4
HOSTILE: Final = (
    "<!channel> <https://evil.example|click> `code` *bold* &amp;",
    "\u202eright to left\u2066",
    "",
    " \n\t ",
    "\u200b",
    "x" * 10_000,
    "word " * 2_000,
    "🦢" * 3_000,
)
WORDS: Final = st.sampled_from(HOSTILE) | st.text(max_size=400)


def change(key: str = "tower-lean", *lines: str) -> FactChange:
    return FactChange(key, "changed", ("claim",), lines, "It was so.", "It is so.")


def served(*changes: FactChange, why: str = "", hand: str = "Eddie Editor") -> Served:
    return Served(7, hand, AT, why, changes, can_undo=True)


def told(
    key: str = "tower-lean",
    *said: str,
    says: str | None = "It is so.",
    why: tuple[str, ...] = (),
    lines: tuple[str, ...] = (),
    withdrawn: str | None = None,
) -> Told:
    return Told(key, said, says, why, lines, withdrawn)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(text := value.get("text"), str):
            yield text
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def seen(message: Message) -> str:
    return "\n".join(texts(message.blocks))


def fits(message: Message) -> None:
    checked_content(message.text, [*message.blocks])
    assert len(message.blocks) <= kit.MAX_BLOCKS
    assert kit.length(message.blocks) <= kit.MAX_ALL
    assert 0 < len(message.text) <= kit.MAX_TEXT
    assert all(text and text.isprintable() for text in texts(message.blocks))
    assert not [each for each in pieces(message.blocks) if each.get("type") in ("mrkdwn", "link")]


def pieces(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from pieces(inner)


def values(message: Message) -> list[tuple[object, object]]:
    """Every button's action and value."""
    return [
        (each["action_id"], each["value"]) for each in pieces(message.blocks) if each.get("type") == "button"
    ]


ASKING: Final = desk_cards.asking(3, 12, 3, 30, 2)


# ── Within Slack's limits, whatever was typed


@given(st.lists(st.lists(WORDS, max_size=12), max_size=6), WORDS, WORDS)
def test_the_desk_s_message_fits_and_its_buttons_stand(lines: list[list[str]], why: str, hand: str) -> None:
    changes = [change(f"fact-{number}", *each) for number, each in enumerate(lines)]
    message = desk_cards.served(served(*changes, why=why, hand=hand), ASKING)
    fits(message)
    assert values(message) == [("undo", "7"), ("tell_readers", "3"), ("tell_nobody", "3")]


def test_a_hundred_changes_of_long_lines_fit_and_the_message_says_that_there_are_more() -> None:
    changes = [change(f"fact-{number}", *["long " * 2_000] * 20) for number in range(100)]
    message = desk_cards.served(served(*changes), ASKING)
    fits(message)
    assert "100 facts: fact-0, fact-1" in seen(message)
    assert "more than fits here" in seen(message)
    assert "and 12 more" in seen(message)
    assert ("tell_readers", "3") in values(message)


@given(st.lists(st.lists(WORDS, max_size=5), min_size=1, max_size=30), WORDS)
def test_a_reader_s_message_fits_and_nothing_of_it_is_left_out(said: list[list[str]], other: str) -> None:
    facts = [
        told(f"fact-{number}", *each, says=other, why=(other,), lines=(other,))
        for number, each in enumerate(said)
    ]
    message = desk_cards.digest(facts)
    fits(message)
    assert all(each.fact in seen(message) for each in facts)
    assert "more than fits here" not in seen(message)


def test_of_more_facts_than_fit_the_others_are_named() -> None:
    message = desk_cards.digest([told(f"fact-{number}", "x" * 10_000) for number in range(40)])
    fits(message)
    assert "40 facts that you were shown have changed" in seen(message)
    assert "And 22 facts: fact-18, fact-19" in seen(message)


@given(st.lists(WORDS, max_size=5), st.none() | WORDS, st.none() | WORDS, WORDS)
def test_what_stands_beside_a_corrected_card_fits(
    said: list[str], says: str | None, withdrawn: str | None, why: str
) -> None:
    one = told("tower-lean", *said, says=says, withdrawn=withdrawn, why=(why,), lines=(why,))
    fits(desk_cards.note(one))
    fits(desk_cards.gone(one, DAY))
    fits(kit.message("x", desk_cards.corrected(DAY, one)))


@given(WORDS | st.lists(WORDS, max_size=40).map("\n".join), st.lists(st.sampled_from(["a", "b" * 60])))
def test_trouble_fits(said: str, drops: list[str]) -> None:
    fits(desk_cards.trouble(said, drops, EDITION, EDITION, AT))


# ── What they say


def test_the_desk_reads_by_whom_what_and_why() -> None:
    message = desk_cards.served(served(change("tower-lean", "killed 300 → 350"), why="A new count."))
    assert [*texts(message.blocks)][:6] == [
        "Served: a change of tower-lean",
        "Revision 7 · Eddie Editor · May 20, 2031, 09:30 UTC",
        "Why: ",
        "A new count.",
        "tower-lean",
        "killed 300 → 350",
    ]
    assert values(message) == [("undo", "7")]


@pytest.mark.parametrize(
    ("kind", "title"),
    [("added", "Served: a new fact, x"), ("removed", "Served: a fact is gone, x")],
)
def test_a_fact_that_came_or_went_is_told_so(kind: Literal["added", "removed"], title: str) -> None:
    one = FactChange("x", kind, (), (f"{kind}: so",), None, None)
    assert desk_cards.served(served(one)).text == title


def test_what_begins_a_ledger_has_nothing_to_take_back() -> None:
    first = Served(1, "the first edition of this ledger", AT, "", (), can_undo=False)
    assert values(desk_cards.served(first)) == []


@pytest.mark.parametrize(
    ("people", "cards", "others", "said"),
    [
        (1, 0, 0, "1 person was shown this in the last 30 days. Are they told what it says now?"),
        (12, 1, 0, "12 people were shown this in the last 30 days, and 1 card of it stands in channels."),
        (0, 3, 0, "Nobody else was shown this in the last 30 days, and 3 cards of it stand in channels."),
        (2, 0, 1, "Telling takes 1 other change along that nobody has decided on yet."),
    ],
)
def test_the_question_says_how_many_it_is_about(people: int, cards: int, others: int, said: str) -> None:
    blocks: tuple[Block, ...] = desk_cards.asking(3, people, cards, 30, others)
    assert said in seen(Message("", blocks))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((40, 1, 3, 0), "40 told, 1 could not be reached, 3 shared cards corrected."),
        ((1, 0, 0, 1), "1 told, 1 shared card could not be corrected."),
        ((0, 0, 0, 0), "There was nobody left to tell: it says again what they were shown."),
    ],
)
def test_the_result_is_told_in_numbers(counts: tuple[int, int, int, int], said: str) -> None:
    assert desk_cards.result(*counts) == said


def test_who_is_forgotten_is_not_mentioned() -> None:
    (block,) = desk_cards.remark("Nobody is told.", "(forgotten)")
    assert "".join(texts(block)) == "Nobody is told. Decided by somebody forgotten."
    (block,) = desk_cards.remark("Nobody is told.", "U0CHIEF")
    assert [each.get("user_id") for each in pieces(block) if each.get("type") == "user"] == ["U0CHIEF"]


def test_a_reader_reads_each_state_that_the_fact_had() -> None:
    message = desk_cards.digest([told("x", "It was A.", "It was B.", says="It is C.", why=("A slip.",))])
    assert "It said: \nIt was A.\nThen: \nIt was B.\nIt says now: \nIt is C.\nWhy: \nA slip." in seen(message)
    assert values(message) == [(desk_cards.SHOW, "x")]


def test_where_it_reads_as_before_a_reader_is_told_what_changed() -> None:
    message = desk_cards.digest([told("x", says="It is so.", lines=("killed 300 → 350",))])
    assert "What changed: \nkilled 300 → 350" in seen(message)


def test_a_withdrawn_fact_and_one_off_the_file_are_not_to_be_used() -> None:
    withdrawn = desk_cards.digest([told("x", "It was A.", withdrawn="They took it back.")])
    assert "Now: \nWithdrawn, do not use. They took it back." in seen(withdrawn)
    gone = desk_cards.digest([told("x", "It was A.", says=None)])
    assert "Now: \nNo longer on file, do not use." in seen(gone)
    assert values(gone) == []


def test_trouble_names_what_is_wrong_where_and_what_stays() -> None:
    said = "\n".join(f"facts/x.yaml:{number}: x: wrong; write it right" for number in range(1, 31))
    message = desk_cards.trouble(said, (), EDITION, EDITION, AT)
    assert "facts/x.yaml:1: x: wrong; write it right" in seen(message)
    assert "and 18 more; factdesk lint prints them all" in seen(message)
    assert "Edition 0123456789ab stays in service, as it has since May 20, 2031, 09:30 UTC." in seen(message)
    assert values(message) == []


def test_dropped_facts_are_asked_about_by_the_edition_that_drops_them() -> None:
    message = desk_cards.trouble("", ("a", "b"), EDITION, "f" * 64, AT)
    assert "They no longer have 2 facts. Was that meant?" in seen(message)
    assert "2 facts: a and b" in seen(message)
    assert values(message) == [("serve_anyway", EDITION)]
