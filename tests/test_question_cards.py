"""Questions and suggestions as messages and windows: typed words come out as text, within Slack's limits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import question_cards as cards
from bot import render
from bot.answer import Answer, answer
from bot.block_kit import Message
from bot.form_kit import View
from bot.model import FactFile
from bot.playground.content import checked_content
from bot.playground.view_rules import checked_view
from bot.question_cards import Asked, Suggested

TODAY: Final = dt.date(2031, 5, 20)
NOW: Final = dt.datetime(2031, 5, 20, 9, 30, tzinfo=dt.UTC)
HOSTILE: Final = (
    "<!channel> <@U0EDITOR> <#C1> @everyone *b* _i_ `c` ```d``` > q",
    "<http://evil.example|trusted> [t](http://evil.example) &lt;!here&gt; & :smile:",
    "\u202egnissim\u202c zero\u200bwidth\u2066",
    "line one\r\n\n<!channel>\nline two",
    "x" * 5_000,
    "& <" * 2_000,
    "국😀" * 3_000,
)
LIVE: Final = frozenset({"mrkdwn", "broadcast", "usergroup", "link", "emoji", "date", "channel"})


def pieces(value: object) -> Iterator[Mapping[str, Any]]:
    """Every mapping inside, outermost first."""
    if isinstance(value, Mapping):
        yield value
    for inner in (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    ):
        yield from pieces(inner)


def words(shown: object) -> str:
    return "\n".join(each["text"] for each in pieces(shown) if isinstance(each.get("text"), str))


def buttons(message: Message) -> dict[str, str]:
    return {
        each["action_id"]: each["value"] for each in pieces(message.blocks) if each.get("type") == "button"
    }


def asked(*texts: str, users: tuple[str, ...] = ("U0REPORTER",), count: int = 1) -> Asked:
    return Asked(7, texts or ("who painted the tower",), users, count, NOW)


def suggested(
    wrong: str = "It is 32 meters.", claim: str = "", source: str = "", by: str = "U1"
) -> Suggested:
    return Suggested(9, "tower-lean", by, cards.suggestion_lines(wrong, claim, source))


@pytest.fixture
def lean(small: FactFile) -> Answer:
    return answer("tower-lean", small, TODAY)


def messages(text: str, found: Answer) -> list[Message]:
    many = asked(
        *(f"{number} {text}" for number in range(40)), users=tuple(f"U{n}" for n in range(60)), count=90
    )
    all_of_it = suggested(text, text, text)
    return [
        cards.question_post(asked(text)),
        cards.question_post(many),
        cards.settled_post(many, "U0EDITOR", found, text, 3),
        cards.settled_post(many, "", None, text, None),
        cards.unanswered([text] * 5, text),
        render.card(found, shareable=False, suggest=True, told=cards.answered([text] * 5, text)),
        cards.suggestion_post(all_of_it, found),
        cards.suggestion_post(all_of_it, None),
        cards.decided_post(all_of_it, "Declined", "U0EDITOR", text),
        cards.declined(all_of_it, text),
        cards.taken_up(all_of_it, "/facts"),
    ]


def forms(text: str, found: Answer) -> list[View]:
    many = asked(*(f"{number} {text}" for number in range(40)), count=90)
    return [
        cards.ask_form(text, 30),
        cards.answer_form(asked(text)),
        cards.answer_form(many),
        cards.close_form(many),
        cards.suggest_form(found, 30),
        cards.decline_form(suggested(text, text, text)),
        cards.done("Answered", text, ""),
    ]


@pytest.mark.parametrize("text", ["who painted the tower", *HOSTILE], ids=lambda text: str(len(text)))
def test_every_message_and_form_is_one_that_slack_takes_and_in_which_nothing_is_live(
    text: str, lean: Answer
) -> None:
    for message in messages(text, lean):
        checked_content(message.text, list(message.blocks))
        assert not set("<>") & set(message.text)
        typed = [
            each for each in message.blocks if "trusted" in json.dumps(each) or "!channel" in words(each)
        ]
        assert not [each for each in pieces(typed) if each.get("type") in LIVE]
    for view in forms(text, lean):
        checked_view(dict(view))
        assert not [each for each in pieces(view) if each.get("type") in LIVE]


@given(text=st.text(max_size=400), note=st.text(max_size=400))
def test_what_turns_writing_round_or_hides_it_stands_in_no_post(text: str, note: str) -> None:
    for message in (
        cards.question_post(asked(text)),
        cards.unanswered([text], note),
        cards.declined(suggested(text), note),
    ):
        checked_content(message.text, list(message.blocks))
        assert not {"\u202e", "\u2066", "\u200b"} & set(words(message.blocks))


# ── Questions


def test_the_form_holds_the_question_and_says_what_is_kept_and_who_sees_it() -> None:
    view = cards.ask_form("who painted the tower", 30)
    (field,) = [each["element"] for each in view["blocks"] if each["type"] == "input"]
    assert field["initial_value"] == "who painted the tower"
    assert "private_metadata" not in view
    for part in ("these words", "Slack id", "the day", "30 days", "channel", "editors"):
        assert part in words(view)


def test_a_form_is_not_filled_with_nothing() -> None:
    (field,) = [
        each["element"] for each in cards.ask_form(" \u200b", 30)["blocks"] if each["type"] == "input"
    ]
    assert "initial_value" not in field


@pytest.mark.parametrize(
    ("count", "users", "said"),
    [
        (1, ("U1",), "Asked once, by , May 20, 2031, 09:30 UTC."),
        (2, ("U1",), "Asked twice, by , first May 20"),
        (3, ("U1", "U2"), "Asked 3 times, by , , first May 20"),
        (1_200, tuple(f"U{number}" for number in range(12)), "Asked 1,200 times, by "),
    ],
)
def test_a_post_says_how_often_it_was_asked_and_by_whom(
    count: int, users: tuple[str, ...], said: str
) -> None:
    post = cards.question_post(asked(users=users, count=count))
    assert said in "".join(words(post.blocks).split("\n"))
    named = [each["user_id"] for each in pieces(post.blocks) if each.get("type") == "user"]
    assert named == list(users[:10])
    assert ("and 2 more" in words(post.blocks)) is (len(users) > 10)
    assert buttons(post) == {cards.ANSWER: "7", cards.CLOSE: "7"}


def test_every_wording_stands_in_the_post() -> None:
    post = cards.question_post(asked("who painted the tower", "who painted the towr", count=3))
    assert {"who painted the tower", "who painted the towr"} <= set(words(post.blocks).split("\n"))


@pytest.mark.parametrize(("length", "offered"), [(1, True), (100, True), (101, False)])
def test_only_a_short_question_can_become_a_way_to_ask(length: int, *, offered: bool) -> None:
    fields = [
        each["block_id"] for each in cards.answer_form(asked("x" * length))["blocks"] if "block_id" in each
    ]
    assert ("asked_as" in fields) is offered


def test_a_form_carries_ids_and_no_words() -> None:
    view = cards.answer_form(asked("canary question"))
    assert json.loads(view["private_metadata"]) == {"group": 7}
    assert [each["value"] for each in pieces(view["blocks"]) if "value" in each] == [
        cards.mark("canary question")
    ]


def test_a_settled_post_has_no_buttons_and_says_how(lean: Answer) -> None:
    post = cards.settled_post(asked(), "U0EDITOR", lean, "Careful.", 1)
    assert buttons(post) == {}
    for part in ("Answered", "tower-lean", "Careful.", "1 of 1 reporter told"):
        assert part in words(post.blocks)
    assert "Closed without an answer" in words(cards.settled_post(asked(), "", None, "", None).blocks)


# ── Suggestions


def test_a_suggestion_gives_back_the_claim_that_was_typed() -> None:
    lines = cards.suggestion_lines("Wrong.\nSuggested claim: no", "It is  32 meters.", "https://x.example/1")
    assert cards.suggested_claim(lines) == "It is 32 meters."
    assert cards.suggested_claim(cards.suggestion_lines("Suggested claim: no", "", "")) == ""


def test_a_suggestion_stands_beside_the_fact_as_it_is(lean: Answer) -> None:
    post = cards.suggestion_post(suggested("Wrong.", "Words.", "https://x.example/1"), lean)
    for part in ("Wrong.", "Words.", "https://x.example/1", lean.claim, lean.version):
        assert part in words(post.blocks)
    assert buttons(post) == {cards.ACCEPT: "9", cards.DECLINE: "9"}
    assert lean.claim not in words(cards.suggestion_post(suggested(), None).blocks)


def test_the_form_for_a_suggestion_carries_the_fact_and_says_what_is_kept(lean: Answer) -> None:
    view = cards.suggest_form(lean, 30)
    assert json.loads(view["private_metadata"]) == {"fact": "tower-lean"}
    for part in ("these words", "Slack id", "30 days", "channel"):
        assert part in words(view)


def test_a_reporter_who_was_forgotten_is_nobody() -> None:
    post = cards.decided_post(suggested(by=""), "Declined", "U0EDITOR", "No source.")
    assert [each["user_id"] for each in pieces(post.blocks) if each.get("type") == "user"] == ["U0EDITOR"]
    assert "Somebody" in words(post.blocks)
    assert "No source." in words(post.blocks)
