"""Questions to the fact desk: grouped, answered once, and told to all who asked."""

from __future__ import annotations

import pytest

from bot.ledger import Group, Ledger, Question
from tests.ledger.made import START, Clock

KILLED = "How many were killed in the harbour fire?"


def ask(ledger: Ledger, text: str = KILLED, user: str = "U1", request: str | None = None) -> Question:
    return ledger.questions.ask(text, "T1", user, request or f"{user} {text}")


def test_a_new_ledger_has_no_questions(ledger: Ledger) -> None:
    assert ledger.questions.groups() == ledger.questions.groups(None) == ledger.questions.expiring(0) == ()
    assert ledger.questions.group(1) is None
    assert ledger.questions.waiting() == 0
    assert ledger.questions.answer(1, "fact", "U9") == ledger.questions.close(1, "U9") == ()
    ledger.questions.place(1, "C1", "1.5")


def test_a_question_is_kept_as_it_was_typed(ledger: Ledger) -> None:
    asked = ask(ledger, "  <!channel> who *was*\nit? ")
    assert asked == Question(1, 1, "  <!channel> who *was*\nit? ", "T1", "U1", START)
    assert ledger.questions.groups() == (
        Group(1, ("  <!channel> who *was*\nit? ",), ("U1",), 1, START, "", "", "open", None, "", None),
    )


def test_a_request_that_is_delivered_twice_is_kept_once(ledger: Ledger, clock: Clock) -> None:
    first = ask(ledger, request="view V1")
    clock.forward(days=1)
    again = ask(ledger, "something else", "U2", request="view V1")
    assert again == first
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert [each.count for each in ledger.questions.groups()] == [1]


def test_questions_that_ask_the_same_are_one_group(ledger: Ledger, clock: Clock) -> None:
    first = ask(ledger)
    ask(ledger, "Is the ferry running again?", "U2")
    clock.forward(days=1)
    second = ask(ledger, "how many was killed in the harbor fire", "U2")
    third = ask(ledger, KILLED, "U3")
    fourth = ask(ledger, "How many were killed in the harbour fires?", "U1")
    assert {first.group, second.group, third.group, fourth.group} == {first.id}
    killed, ferry = ledger.questions.groups()
    assert killed.texts == (KILLED, second.text, fourth.text)
    assert killed.users == ("U1", "U2", "U3")
    assert (killed.count, killed.asked_at) == (4, START)
    assert ferry.texts == ("Is the ferry running again?",)
    assert ledger.questions.group(ferry.id) == ferry


def test_a_question_like_an_answered_one_begins_a_new_group(ledger: Ledger) -> None:
    first = ask(ledger)
    ledger.questions.answer(first.group, "fact", "U9")
    second = ask(ledger, user="U2")
    assert second.group == second.id != first.group
    assert ledger.questions.answer(second.group, "fact", "U9") == (second,)


def test_the_desk_s_post_is_found_again(ledger: Ledger) -> None:
    group = ask(ledger).group
    ledger.questions.place(group, "C1", "1.5")
    ask(ledger, user="U2")
    found = ledger.questions.group(group)
    assert found
    assert (found.channel, found.ts, found.count) == ("C1", "1.5", 2)


@pytest.mark.parametrize("first", ["answer", "close"])
@pytest.mark.parametrize("second", ["answer", "close"])
def test_a_group_is_decided_once_and_all_who_asked_have_to_be_told(
    ledger: Ledger, first: str, second: str
) -> None:
    asked = (ask(ledger), ask(ledger, user="U2"), ask(ledger, KILLED.lower(), "U1"))
    group = asked[0].group

    def decide(how: str, by: str, note: str) -> tuple[Question, ...]:
        if how == "answer":
            return ledger.questions.answer(group, f"fact of {by}", by, note)
        return ledger.questions.close(group, by, note)

    assert decide(first, "U8", "a note") == asked
    assert decide(second, "U9", "another note") == ()
    found = ledger.questions.group(group)
    assert found
    assert (found.state, found.fact) == {"answer": ("answered", "fact of U8"), "close": ("closed", None)}[
        first
    ]
    assert (found.by, found.note) == ("U8", "a note")
    assert ledger.questions.groups() == ()
    assert ledger.questions.groups(found.state) == ledger.questions.groups(None) == (found,)


def test_the_open_groups_are_told_the_longest_waiting_first_up_to_a_limit(ledger: Ledger) -> None:
    for text in ("Who paid?", "Where did they land?", "When was it built?", "Why did it sink?"):
        ask(ledger, text)
    ledger.questions.close(2, "U9")
    assert [each.id for each in ledger.questions.groups()] == [1, 3, 4]
    assert [each.id for each in ledger.questions.groups(limit=2)] == [1, 3]
    assert ledger.questions.waiting() == 3


def test_a_group_expires_when_its_last_question_does(ledger: Ledger, clock: Clock) -> None:
    ask(ledger)
    ask(ledger, "Is the ferry running again?")
    clock.forward(days=20)
    ask(ledger, user="U2")
    clock.forward(days=11)
    assert [each.texts for each in ledger.questions.expiring(30)] == [("Is the ferry running again?",)]
    ledger.purge(30, 30)
    assert ledger.questions.expiring(30) == ()
    (left,) = ledger.questions.groups()
    assert (left.id, left.users, left.count) == (1, ("U2",), 1)
